package org.rung.server.growth;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.rung.server.pages.Formats;
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

  /// Those who moved as a part of a whole. Where any of the wholes would leave one to four others,
  /// all are told as “most of”: one of them would tell the next.
  String share(long whole) {
    boolean told =
        LongStream.of(fromBefore, movers, newcomers, toAfter)
            .noneMatch(all -> SmallGroups.hides(all - moved));
    return told ? Disclosure.of(moved, whole) : "most of " + Formats.count(whole);
  }

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
