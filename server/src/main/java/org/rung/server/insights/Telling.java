package org.rung.server.insights;

import java.util.OptionalLong;
import org.rung.server.rules.SmallGroups;

/// Counts of people as a viewer may read them. Planners, who see everybody of an intake by name,
/// read every count; others none from which a group of one to four can be worked out.
///
/// @param all whether every count is told
public record Telling(boolean all) {
  /// Parts of a whole that is told, too.
  public OptionalLong[] parts(long... parts) {
    boolean[] shown = SmallGroups.shownBeside(parts);
    OptionalLong[] told = new OptionalLong[parts.length];
    for (int i = 0; i < parts.length; i++) {
      told[i] = all || shown[i] ? OptionalLong.of(parts[i]) : OptionalLong.empty();
    }
    return told;
  }

  /// A count that is part of nothing told.
  public OptionalLong count(long people) {
    return all || !SmallGroups.hides(people) ? OptionalLong.of(people) : OptionalLong.empty();
  }

  /// What has happened, as it may be told.
  public Told of(Actual actual) {
    OptionalLong[] offers = parts(actual.accepted(), actual.answerable(), actual.notAccepted());
    OptionalLong[] people =
        parts(
            actual.waiting(),
            actual.toBegin(),
            actual.learning(),
            actual.completed() - actual.placed(),
            actual.placed(),
            actual.failed() + actual.left());
    boolean completed = people[3].isPresent() && people[4].isPresent();
    boolean split = all || noneSmall(actual.failed(), actual.left()) && people[5].isPresent();
    return new Told(
        count(actual.offered()),
        offers[0],
        offers[1],
        offers[2],
        people[0],
        people[1],
        people[2],
        completed ? OptionalLong.of(actual.completed()) : OptionalLong.empty(),
        people[4],
        split ? OptionalLong.of(actual.failed()) : OptionalLong.empty(),
        split ? OptionalLong.of(actual.left()) : OptionalLong.empty(),
        completed && people[5].isPresent()
            ? OptionalLong.of(actual.ended())
            : OptionalLong.empty());
  }

  private static boolean noneSmall(long... counts) {
    return java.util.Arrays.stream(counts).noneMatch(SmallGroups::hides);
  }

  /// Counts of [Actual], empty where they are not told.
  public record Told(
      OptionalLong offered,
      OptionalLong accepted,
      OptionalLong answerable,
      OptionalLong notAccepted,
      OptionalLong waiting,
      OptionalLong toBegin,
      OptionalLong learning,
      OptionalLong completed,
      OptionalLong placed,
      OptionalLong failed,
      OptionalLong left,
      OptionalLong ended) {}

  /// A count in words.
  public static String words(OptionalLong people) {
    return people.isPresent()
        ? org.rung.server.pages.Formats.count(people.getAsLong())
        : "not shown";
  }
}
