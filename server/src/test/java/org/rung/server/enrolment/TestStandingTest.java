package org.rung.server.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where a person stands with an entry test, from the results alone.
class TestStandingTest {
  private static final LocalDate DAY = LocalDate.of(2027, 1, 1);

  /// 40 of 60 points, two tries in 365 days, 14 days apart.
  private static EntryTest test() {
    return new EntryTest(1, "Academy", "Own", "Logic", "", "", 60, 40, 2, 14, 365, true, 1);
  }

  private static TestResult on(LocalDate day, int points) {
    return new TestResult(
        1, 1, "W-1", day, points, 60, 40, points >= 40, "", "pat@example.org", Instant.EPOCH);
  }

  @Test
  void thirtyNinePointsDoNotPassAndFortyDo() {
    assertThat(TestStanding.of(test(), List.of(on(DAY, 39)), DAY))
        .isInstanceOf(TestStanding.ToTake.class);
    assertThat(TestStanding.of(test(), List.of(on(DAY, 40)), DAY))
        .isInstanceOf(TestStanding.Passed.class);
  }

  @Test
  void aResultCountsOnItsLastDayAndNotOnTheNext() {
    LocalDate last = DAY.plusDays(364);
    TestStanding stands = TestStanding.of(test(), List.of(on(DAY, 60)), last);
    assertThat(stands).isInstanceOf(TestStanding.Passed.class);
    assertThat(((TestStanding.Passed) stands).until()).isEqualTo(last);
    assertThat(TestStanding.of(test(), List.of(on(DAY, 60)), last.plusDays(1)))
        .isEqualTo(new TestStanding.ToTake(test(), 2, last.plusDays(1)));
  }

  @Test
  void theNextTryIsFourteenDaysAfterTheLast() {
    assertThat(TestStanding.of(test(), List.of(on(DAY, 1)), DAY.plusDays(3)))
        .isEqualTo(new TestStanding.ToTake(test(), 1, DAY.plusDays(14)));
    assertThat(TestStanding.of(test(), List.of(on(DAY, 1)), DAY.plusDays(20)))
        .isEqualTo(new TestStanding.ToTake(test(), 1, DAY.plusDays(20)));
  }

  @Test
  void twoFailuresUseAllTriesUntilTheFirstCountsNoMore() {
    List<TestResult> failed = List.of(on(DAY, 1), on(DAY.plusDays(14), 2));
    assertThat(TestStanding.of(test(), failed, DAY.plusDays(14)))
        .isEqualTo(new TestStanding.UsedUp(test(), DAY.plusDays(365)));
    assertThat(TestStanding.of(test(), failed, DAY.plusDays(365)))
        .isEqualTo(new TestStanding.ToTake(test(), 1, DAY.plusDays(365)));
  }

  /// Whatever came in, the day it names is one on which there is a try, and the day before is not.
  @Test
  void theDayOfTheNextTryIsTheFirstOne() {
    Random random = new Random(20261123);
    for (int round = 0; round < 2_000; round++) {
      EntryTest test =
          new EntryTest(
              1,
              "Academy",
              "Own",
              "Logic",
              "",
              "",
              60,
              40,
              1 + random.nextInt(3),
              random.nextInt(20),
              1 + random.nextInt(60),
              true,
              1);
      List<TestResult> failed =
          IntStream.range(0, random.nextInt(6))
              .mapToObj(n -> on(DAY.plusDays(random.nextInt(60)), 0))
              .toList();
      LocalDate today = DAY.plusDays(60);
      TestStanding stands = TestStanding.of(test, failed, today);
      if (stands instanceof TestStanding.UsedUp none) {
        assertThat(none.again()).isAfter(today);
        assertThat(TestStanding.of(test, failed, none.again().minusDays(1)))
            .as("%s %s", test, failed)
            .isInstanceOf(TestStanding.UsedUp.class);
        assertThat(TestStanding.of(test, failed, none.again()))
            .as("%s %s", test, failed)
            .isInstanceOf(TestStanding.ToTake.class);
      } else {
        assertThat(stands).isInstanceOf(TestStanding.ToTake.class);
        assertThat(((TestStanding.ToTake) stands).from()).isAfterOrEqualTo(today);
      }
    }
  }
}
