package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanDifferenceTest {
  @Test
  void tellsNothingWhereAFewCouldBeWorkedOutFromThePeopleOfEitherPlan() {
    assertThat(new PlanDifference(50, 3, 0, 47).isTold()).isFalse();
    assertThat(new PlanDifference(3, 50, 0, 47).isTold()).isFalse();
    assertThat(new PlanDifference(50, 50, 4, 47).isTold()).isFalse();
    assertThat(new PlanDifference(50, 10, 0, 47).isTold()).isTrue();
    assertThat(new PlanDifference(0, 0, 0, 0).isTold()).isTrue();
  }
}
