package org.rung.server.growth;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.rules.SmallGroups;

/// A role between two snapshots with everything that moved. Joiners, leavers and moves count linked
/// people alone: of the others nobody can say whether they stayed.
///
/// @param folded nobody is left, but the files fold titles under ten people into others, so that up
///   to nine may be
/// @param sources where those who moved in came from, most first
/// @param targets where those who moved out went, most first
/// @param unlinkedFrom people of the first snapshot who cannot be followed
/// @param medianPayCents of the second snapshot; empty under five people
record Change(
    int roleId,
    String title,
    Optional<String> occupation,
    String family,
    boolean severalJobs,
    boolean folded,
    long from,
    long to,
    long joiners,
    long leavers,
    List<Flow> sources,
    List<Flow> targets,
    long unlinkedFrom,
    long unlinkedTo,
    OptionalLong medianPayCents) {
  /// A smaller base shows counts and no percentage.
  static final int LEAST_BASE = 10;

  long movedIn() {
    return sources.stream().mapToLong(Flow::people).sum();
  }

  long movedOut() {
    return targets.stream().mapToLong(Flow::people).sum();
  }

  /// The growth that may be told: not on a base under ten, not when the count left is a group too
  /// small to show, not of a title that holds several jobs.
  Optional<Ratio> ratio() {
    return from < LEAST_BASE || SmallGroups.hides(to) || severalJobs || folded
        ? Optional.empty()
        : Optional.of(Ratio.between(from, to));
  }

  Standing standing() {
    if (severalJobs) {
      return Standing.SEVERAL;
    }
    if (from < LEAST_BASE) {
      return Standing.SMALL;
    }
    Ratio ratio = cautious();
    return ratio.grows() ? Standing.GREW : ratio.shrinks() ? Standing.SHRANK : Standing.UNSURE;
  }

  /// The ratio to sort and judge by. A count of one to four stands as four, so that neither place
  /// nor group tells which it is; a folded one as nine.
  Ratio cautious() {
    return Ratio.between(shown(from), folded ? LEAST_BASE - 1 : shown(to));
  }

  /// The title that fed it, when that is at least five people and a quarter of the increase.
  Optional<Flow> oneSource() {
    return sources.stream()
        .findFirst()
        .filter(flow ->
            to > from
                && !SmallGroups.hides(to)
                && flow.people() >= SmallGroups.LEAST
                && flow.people() * 4 >= to - from);
  }

  private static double shown(long people) {
    return SmallGroups.hides(people) ? SmallGroups.LEAST - 1 : people;
  }
}
