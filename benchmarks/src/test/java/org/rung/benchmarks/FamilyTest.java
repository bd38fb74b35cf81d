package org.rung.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.matching.Instance;

/// The sizes that figures are told of.
class FamilyTest {
  @ParameterizedTest
  @CsvSource({
    "5000, 50, 75, 30",
    "20000, 200, 300, 30",
    "100000, 300, 600, 30",
    "300000, 500, 1000, 40",
    "1000000, 800, 1500, 40"
  })
  void hasTheSizesOfTheFirstExperiment(int people, int programmes, int roles, int candidates) {
    assertThat(Family.of(Family.Kind.FIRST, people, 1))
        .isEqualTo(new Family(Family.Kind.FIRST, people, programmes, roles, candidates, 1));
  }

  @ParameterizedTest
  @CsvSource({"FIRST, 151", "SECOND, 206"})
  void hasTheLimitsOfItsKind(Family.Kind kind, int limits) {
    Instance instance = new Family(kind, 600, 100, 150, 10, 1).instance();

    assertThat(instance.personCount()).isEqualTo(600);
    assertThat(instance.intakeCount()).isEqualTo(100);
    assertThat(instance.limitCount()).isEqualTo(limits);
  }
}
