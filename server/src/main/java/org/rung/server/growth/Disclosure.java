package org.rung.server.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// What may be told about groups of people so that no group of one to four can be read, nor worked
/// out from what stands beside it.
final class Disclosure {
  static final String WITHHELD = "not shown";

  private Disclosure() {}

  /// A part of a whole: `56 of 85`, or `most of 85` when the others would be a group too small.
  static String of(long part, long whole) {
    return SmallGroups.hides(whole - part)
        ? "most of " + Formats.count(whole)
        : "%s of %s".formatted(Formats.count(part), Formats.count(whole));
  }

  /// Where people came from or went.
  ///
  /// @param parts titles with five people or more
  /// @param rest everybody else, 0 or at least five
  record Parts(List<Flow> parts, long rest) {}

  /// The same where more than this whole can be set beside the part: told only when none of the
  /// others leaves one to four.
  static String of(long part, long whole, boolean told) {
    return told
        ? of(part, whole)
        : part * 2 > whole
            ? "most of " + Formats.count(whole)
            : "%d or more of %s".formatted(SmallGroups.LEAST, Formats.count(whole));
  }

  /// Whether it may be told how many went from one title to another: neither page may leave a group
  /// of one to four when the number is taken from what stands there or in the file.
  static boolean tells(Review review, int source, int target) {
    Optional<Change> from = review.role(source);
    Optional<Change> to = review.role(target);
    long people =
        to.stream()
            .flatMap(change -> change.sources().stream())
            .filter(flow -> flow.roleId() == source)
            .mapToLong(Flow::people)
            .sum();
    return to.stream()
            .allMatch(change ->
                LongStream.of(change.to(), change.movedIn(), change.movedIn() + change.joiners())
                        .noneMatch(whole -> SmallGroups.hides(whole - people))
                    && has(parts(change.sources()), source))
        && from.stream()
            .allMatch(change ->
                LongStream.of(
                            change.from(), change.movedOut(), change.movedOut() + change.leavers())
                        .noneMatch(whole -> SmallGroups.hides(whole - people))
                    && has(parts(change.targets()), target));
  }

  private static boolean has(Parts parts, int role) {
    return parts.parts().stream().anyMatch(flow -> flow.roleId() == role);
  }

  /// The flows to show, most first. Groups under five go into the rest; where the rest would be
  /// one, the smallest title joins it. Nothing is shown of under five people in all.
  static Parts parts(List<Flow> flows) {
    return parts(flows, flow -> true);
  }

  /// @param tells whether a flow may be told at its other end; one that may not goes into the rest
  static Parts parts(List<Flow> flows, Predicate<Flow> tells) {
    List<Flow> shown = new ArrayList<>();
    long rest = 0;
    for (Flow flow : flows) {
      if (SmallGroups.hides(flow.people()) || !tells.test(flow)) {
        rest += flow.people();
      } else {
        shown.add(flow);
      }
    }
    while (SmallGroups.hides(rest) && !shown.isEmpty()) {
      rest += shown.removeLast().people();
    }
    return new Parts(List.copyOf(shown), SmallGroups.hides(rest) ? 0 : rest);
  }

  /// Where the people of a role came from or went, as it may be told beside all that stands there
  /// and on the pages of the other titles.
  ///
  /// @param told whether anything may be told
  /// @param titles how many other titles there are
  /// @param people in all of them; only for whoever writes it out
  /// @param parts titles that are told, most people first
  /// @param rest everybody else, 0 or at least five
  record Flows(boolean told, int titles, long people, List<Flow> parts, long rest) {
    private static Flows of(boolean told, List<Flow> flows, Predicate<Flow> tells, long whole) {
      // Where all but one to four came from one title, nothing is listed.
      if (!told || flows.stream().anyMatch(flow -> SmallGroups.hides(whole - flow.people()))) {
        return new Flows(false, 0, 0, List.of(), 0);
      }
      Parts parts = Disclosure.parts(flows, tells);
      return new Flows(
          true,
          flows.size(),
          flows.stream().mapToLong(Flow::people).sum(),
          parts.parts(),
          parts.rest());
    }
  }

  /// Where people came from.
  static Flows sources(Review review, Change change) {
    return Flows.of(
        moves(change).sources(),
        change.sources(),
        flow -> tells(review, flow.roleId(), change.roleId()),
        change.to());
  }

  /// Where people went.
  static Flows targets(Review review, Change change) {
    return Flows.of(
        moves(change).targets(),
        change.targets(),
        flow -> tells(review, change.roleId(), flow.roleId()),
        change.from());
  }

  /// Joiners, leavers and moves as they may be shown.
  record Moves(String joiners, String leavers, String movedIn, String movedOut) {
    boolean sources() {
      return !movedIn.equals(WITHHELD);
    }

    boolean targets() {
      return !movedOut.equals(WITHHELD);
    }
  }

  /// The two headcounts and three of the four moves tell the fourth. So when one of them is a small
  /// group, the next smallest is withheld with it, and all when a headcount itself is one.
  static Moves moves(Change change) {
    long[] counts = {change.joiners(), change.leavers(), change.movedIn(), change.movedOut()};
    String[] shown = new String[counts.length];
    int hidden = 0;
    for (int i = 0; i < counts.length; i++) {
      shown[i] = Formats.people(counts[i]);
      hidden += SmallGroups.hides(counts[i]) ? 1 : 0;
    }
    if (SmallGroups.hides(change.from()) || SmallGroups.hides(change.to())) {
      return new Moves(WITHHELD, WITHHELD, WITHHELD, WITHHELD);
    }
    if (hidden == 1) {
      int next = -1;
      for (int i = 0; i < counts.length; i++) {
        if (!SmallGroups.hides(counts[i]) && (next < 0 || counts[i] < counts[next])) {
          next = i;
        }
      }
      shown[next] = WITHHELD;
    }
    return new Moves(shown[0], shown[1], shown[2], shown[3]);
  }

  /// A sum that holds groups too small to show: rounded to tens, so that they cannot be worked out.
  static long about(long people) {
    return Math.round(people / 10.0) * 10;
  }
}
