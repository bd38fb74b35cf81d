package org.rung.server.pathways;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// From one role to another: open, or what speaks against it.
///
/// @param kind `grade` (same occupation) or `occupation`
/// @param similarity weighted cosine, -1 to 1
/// @param percentile of it among all pairs of occupations, 0 to 1
/// @param skills cosine of this part, -1 to 1; knowledge, activities alike
/// @param relatedTier O*NET's own word on the pair
/// @param gapHard levels missing, summed over what the target finds important
/// @param moved own people who made this step; empty under five
/// @param against empty when open
/// @param change the smallest change that would open it, empty when open
public record RoleStep(
    int fromRole,
    int toRole,
    String kind,
    boolean open,
    double similarity,
    double percentile,
    double skills,
    double knowledge,
    double activities,
    Optional<String> relatedTier,
    double gapHard,
    double gapSoft,
    OptionalInt zoneStep,
    OptionalLong payChangeCents,
    OptionalInt moved,
    List<String> against,
    String change) {
  public RoleStep {
    against = List.copyOf(against);
  }
}
