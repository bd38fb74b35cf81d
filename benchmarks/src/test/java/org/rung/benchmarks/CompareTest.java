package org.rung.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.matching.testkit.SeededInstances;

/// What the comparison rests on: every solver is handed the same problem.
class CompareTest {
  private static final Instance INSTANCE = SeededInstances.firstExperiment(400, 8, 12, 10, 1);

  @ParameterizedTest
  @EnumSource(names = "RUNG", mode = EnumSource.Mode.EXCLUDE)
  void everySolverComesToTheSameWorthWithinItsTolerance(Solver solver) {
    Answer answer = new OrTools(INSTANCE, solver, 2).solve(Duration.ofSeconds(60));

    Outcome.Solved ours = ours();
    assertThat(answer.worth())
        .isCloseTo((double) ours.certificate().boundCents(), within(ours(2e-3)));
    if (solver.isWhole() || solver.tellsPrices()) {
      assertThat(answer.bound())
          .isCloseTo((double) ours.certificate().boundCents(), within(ours(2e-3)))
          .isGreaterThanOrEqualTo((double) ours.certificate().worthCents());
    }
    assertThat(answer.whole()).isEqualTo(solver.isWhole());
  }

  @Test
  void namesOfSolversAreReadBack() {
    assertThat(EnumSet.allOf(Solver.class))
        .allSatisfy(solver -> assertThat(Solver.of(solver.word())).isEqualTo(solver));
  }

  @Test
  void anAnswerIsReadBackFromItsLine() {
    Answer answer = new Answer("pdlp", "solved", 1.5, 0.25, 1_000, 1_001, 0.000999, false, 300);
    assertThat(Answer.of(answer.json())).isEqualTo(answer);
    Answer none = Answer.notFinished(Solver.PDLP, 600, 12);
    assertThat(Answer.of(none.json())).isEqualTo(none);
  }

  private static double ours(double part) {
    return part * ours().certificate().boundCents();
  }

  private static Outcome.Solved ours() {
    return (Outcome.Solved)
        Optimiser.solve(
            INSTANCE, new Settings(1e-4, Duration.ofSeconds(20), 2, 1), Progress.UNHEARD);
  }
}
