package org.rung.server.skills;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.rung.server.reference.Occupation;

/// The occupation of a role, and who or what decided it.
///
/// @param title as the employer writes it
/// @param occupation empty for a title that holds several jobs (“Other, Police”)
/// @param confidence 0 to 1, 1 where a person or a file decided
/// @param why what spoke for it, in a few words for people
/// @param decidedBy the account or file that decided; empty for the matcher
/// @param version counts the decisions, from 1; whoever changes it names the version they saw
public record RoleOccupation(
    int roleId,
    String title,
    Optional<Occupation> occupation,
    double confidence,
    Origin origin,
    String why,
    Optional<String> decidedBy,
    Instant decidedAt,
    int version) {

  /// Where it comes from.
  public enum Origin {
    /// The matcher's best answer; nobody has looked at it.
    MATCHED,
    /// From a file of labels.
    LABELLED,
    /// A planner confirmed or corrected it.
    CONFIRMED;

    /// As tables have it.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Origin of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// The code whose skill ratings describe the role: of its occupation, or of the nearest that has
  /// any ([Occupation#nearestWhy] says why). Empty without an occupation.
  public Optional<String> ratedAs() {
    return occupation.flatMap(Occupation::ratedAs);
  }
}
