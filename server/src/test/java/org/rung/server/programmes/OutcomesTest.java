package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  @Test
  void aSmallCohortCountsLittleAndALargeOneMuch() {
    assertThat(cohort(5).employedTowards(0.6, 20)).isCloseTo(0.68, within(1e-9));
    assertThat(cohort(2_000).employedTowards(0.6, 20)).isCloseTo(0.996, within(1e-3));
    assertThat(cohort(9).small()).isTrue();
    assertThat(cohort(10).small()).isFalse();
  }

  private static Outcomes cohort(int people) {
    return new Outcomes(people, 1, OptionalDouble.empty(), OptionalLong.empty());
  }
}
