package org.rung.server.planning;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.programmes.Strategy;

/// A pathway as the plan weighs it.
///
/// @param fromRole position among the roles
/// @param toRole position among the roles; empty for a way to another employer or field
/// @param toLabel the role, or what waits outside
/// @param targetPayCents yearly pay there, full-time; empty when the role stays the same
/// @param hours of training
/// @param weeks from first to last day
/// @param chanceMillionths to accept, complete and be placed
record Route(
    long id,
    int fromRole,
    OptionalInt toRole,
    String toLabel,
    long programme,
    String programmeName,
    Strategy strategy,
    OptionalLong targetPayCents,
    int hours,
    int weeks,
    long priceCents,
    int chanceMillionths,
    String why) {

  /// Whether the person leaves the role.
  boolean leaves() {
    return toRole.isEmpty() ? strategy == Strategy.OUTSKILLING : toRole.getAsInt() != fromRole;
  }
}
