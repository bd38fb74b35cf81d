package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SincePlanTest {
  @Test
  void tellsCausesOfGroupsOfFiveAndMoreAndNothingThatIsLeftOfThem() {
    SincePlan since =
        SincePlan.of(
            9,
            8,
            new PlanDifference(30, 20, 0, 100),
            Map.of(
                "Budget of 2027",
                new long[] {20, 20, 0},
                "Seats in Welding",
                new long[] {7, 0, 0},
                "Whole numbers",
                new long[] {3, 0, 0}));
    assertThat(since.finding()).isEqualTo("30 people enter, 20 leave and 0 change since plan 8");
    assertThat(since.causes())
        .extracting(SincePlan.Cause::name)
        .first()
        .isEqualTo("Budget of 2027");
    assertThat(since.causes())
        .extracting(cause -> cause.words(0))
        .as("3 are hidden, and 7 that would tell them")
        .containsExactly("20", "not shown", "not shown");
    assertThat(since.causes()).extracting(cause -> cause.words(1)).containsExactly("20", "0", "0");
  }

  @Test
  void tellsNoCauseWhereTheDifferenceItselfIsNotTold() {
    SincePlan since =
        SincePlan.of(
            9,
            8,
            new PlanDifference(3, 20, 0, 100),
            Map.of("Budget of 2027", new long[] {3, 20, 0}));
    assertThat(since.finding()).isEqualTo("Who has another place than in plan 8");
    assertThat(since.causes()).allMatch(cause -> cause.words(1).equals("not shown"));
  }
}
