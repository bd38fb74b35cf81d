package org.rung.server.growth;

import java.time.Instant;
import java.util.Optional;
import org.rung.server.rules.SmallGroups;

/// A title that looks renamed, or that a planner decided about.
///
/// @param moved how many moved from the one to the other
/// @param movers how many left the title and stayed with the employer, at least `moved`
/// @param newcomers everybody new in the other title
/// @param fromBefore people in the title before
/// @param fromAfter people in it after
/// @param toAfter people in the other title after
/// @param decision what a planner said, if anything
record Rename(
    int fromRole,
    String fromTitle,
    int toRole,
    String toTitle,
    long moved,
    long movers,
    long newcomers,
    long fromBefore,
    long fromAfter,
    long toAfter,
    Optional<Decision> decision) {
  enum Verdict {
    MERGED,
    APART,
    OPEN
  }

  record Decision(Verdict verdict, String by, Instant at) {}

  /// Whether the figures speak for a rename: the title had at least ten people and has at most a
  /// fifth of them left; at least half of those who left it and stayed went to the one title, at
  /// least five; and they are most of the newcomers there.
  static boolean looksLike(long before, long after, long moved, long movers, long newcomers) {
    return before >= 10
        && after * 5 <= before
        && moved >= SmallGroups.LEAST
        && moved * 2 >= movers
        && moved * 2 > newcomers;
  }
}
