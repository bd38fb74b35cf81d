package org.rung.server.enrolment;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.rung.server.pages.Formats;

/// Where a person stands with the entry test of a programme on a day.
public sealed interface TestStanding {
  /// The programme has none.
  record NotAsked() implements TestStanding {}

  /// It is passed.
  ///
  /// @param until the last day it counts
  record Passed(EntryTest test, TestResult result, LocalDate until) implements TestStanding {}

  /// It is still to be passed.
  ///
  /// @param left tries
  /// @param from the first day of the next, today or later
  record ToTake(EntryTest test, int left, LocalDate from) implements TestStanding {}

  /// All tries are used.
  ///
  /// @param again the first day on which there is one more
  record UsedUp(EntryTest test, LocalDate again) implements TestStanding {}

  /// Whether nothing of the test stands against a place.
  default boolean met() {
    return this instanceof NotAsked || this instanceof Passed;
  }

  /// In a sentence for the person; empty where nothing is asked.
  default String words() {
    return switch (this) {
      case NotAsked none -> "";
      case Passed passed ->
          "You passed it on %s with %s; it counts until %s."
              .formatted(
                  Formats.date(passed.result().on()),
                  Formats.counted(passed.result().points(), "point", "points"),
                  Formats.date(passed.until()));
      case ToTake open ->
          "%s needed; you have %s left, from %s on."
              .formatted(
                  open.test().needed() + (open.test().most() == 1 ? " is" : " are"),
                  Formats.counted(open.left(), "try", "tries"),
                  Formats.date(open.from()));
      case UsedUp none ->
          "%s used. You can take it again from %s on."
              .formatted(
                  none.test().tries() == 1
                      ? "The one try is"
                      : "All %d tries are".formatted(none.test().tries()),
                  Formats.date(none.again()));
    };
  }

  /// @param results of the person that stand, in any order
  static TestStanding of(EntryTest test, List<TestResult> results, LocalDate today) {
    if (!test.asked()) {
      return new NotAsked();
    }
    List<TestResult> counted =
        results.stream()
            .filter(result -> ChronoUnit.DAYS.between(result.on(), today) < test.validDays())
            .sorted(Comparator.comparing(TestResult::on))
            .toList();
    List<TestResult> passed = counted.stream().filter(TestResult::passed).toList();
    if (!passed.isEmpty()) {
      TestResult last = passed.getLast();
      return new Passed(test, last, last.on().plusDays(test.validDays() - 1L));
    }
    if (counted.isEmpty()) {
      return new ToTake(test, test.tries(), today);
    }
    int left = test.tries() - counted.size();
    if (left <= 0) {
      // So many of the oldest have to count no more that one try is left.
      return new UsedUp(test, counted.get(-left).on().plusDays(test.validDays()));
    }
    LocalDate next = counted.getLast().on().plusDays(test.waitDays());
    return new ToTake(test, left, next.isBefore(today) ? today : next);
  }
}
