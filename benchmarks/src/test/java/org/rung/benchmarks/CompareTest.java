package org.rung.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
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
  private static final Settings SETTINGS = new Settings(1e-4, Duration.ofSeconds(20), 2, 1);

  @ParameterizedTest
  @EnumSource(
      names = {"RUNG", "TIMEFOLD"},
      mode = EnumSource.Mode.EXCLUDE)
  void everySolverComesToTheSameWorthWithinItsTolerance(Solver solver) {
    Answer answer = solver.prepare(INSTANCE, 2).solve(Duration.ofSeconds(60));

    Outcome.Solved ours = ours();
    assertThat(answer.status()).isEqualTo(Answer.SOLVED);
    assertThat(answer.worth())
        .isCloseTo((double) ours.certificate().boundCents(), within(ours(2e-3)));
    assertThat(answer.bound())
        .isCloseTo((double) ours.certificate().boundCents(), within(ours(2e-3)))
        .isGreaterThanOrEqualTo(ours.certificate().worthCents() - 1.0);
    assertThat(answer.whole()).isEqualTo(solver.isWhole());
    assertThat(answer.proved()).isEqualTo(solver.tellsPrices());
  }

  @Test
  void localSearchAnswersWithAPlanWhenItsTimeIsUp() {
    Answer answer = Solver.TIMEFOLD.prepare(INSTANCE, 2).solve(Duration.ofMillis(1_500));

    assertThat(answer.status()).isEqualTo("time is up");
    assertThat(answer.whole()).isTrue();
    assertThat(answer.bound()).isNaN();
    assertThat(answer.worth())
        .isBetween(
            0.8 * ours().certificate().worthCents(), (double) ours().certificate().boundCents());
  }

  @Test
  void wholeNumberSolversAgreeWhereIntakesHaveMinimaAndFixedPrices() {
    Instance instance = SeededInstances.workforce(40, 1);

    Answer highs = Solver.HIGHS_WHOLE.prepare(instance, 2).solve(Duration.ofSeconds(60));
    Answer cpSat = Solver.CP_SAT.prepare(instance, 2).solve(Duration.ofSeconds(60));

    assertThat(highs.status()).isEqualTo(Answer.SOLVED);
    assertThat(cpSat.status()).isEqualTo(Answer.SOLVED);
    assertThat(highs.worth()).isPositive().isCloseTo(cpSat.worth(), within(1e-4 * cpSat.worth()));
  }

  @Test
  void aPlanThatBreaksALimitDoesNotCount() {
    int[] everybody = new int[INSTANCE.personCount()];
    Arrays.setAll(everybody, INSTANCE::firstCandidate);

    Answer answer =
        new Referee(INSTANCE).judge(Answer.without("any", Answer.SOLVED, 1, 1), everybody);

    assertThat(answer.status()).startsWith("no plan: ");
    assertThat(answer.whole()).isFalse();
  }

  @Test
  void plansAgainAfterTheBudgetsChanged() {
    Rung rung = new Rung(INSTANCE, 2);
    Answer first = rung.solve(Duration.ofSeconds(20));

    Answer again = rung.again(5, Duration.ofSeconds(20));

    assertThat(again.solver()).isEqualTo(Answer.AGAIN);
    assertThat(again.proved()).isTrue();
    assertThat(again.worth()).isGreaterThan(first.worth());
  }

  @Test
  void aLineThroughLogarithmsFindsThePowerThatMadeThem() {
    List<Answer> answers =
        Stream.of(10_000, 70_000, 900_000)
            .map(candidates ->
                Answer.without("rung", Answer.SOLVED, 3 * Math.pow(candidates / 1e6, 1.1), 1)
                    .ofCandidates(candidates))
            .toList();

    Fit fit = Fit.of(answers);

    assertThat(fit.slope()).isCloseTo(1.1, within(1e-9));
    assertThat(fit.seconds()).isCloseTo(3, within(1e-9));
    assertThat(fit.r2()).isCloseTo(1, within(1e-9));
  }

  @Test
  void namesOfSolversAreReadBack() {
    assertThat(EnumSet.allOf(Solver.class))
        .allSatisfy(solver -> assertThat(Solver.of(solver.word())).isEqualTo(solver));
  }

  @Test
  void anAnswerIsReadBackFromItsLine() {
    Answer answer =
        new Answer("pdlp", "solved", 1.5, 1_000, 1_001, 0.000999, false, true, 4_000, 300);
    assertThat(Answer.of(answer.json())).isEqualTo(answer);
    Answer none = Answer.without("pdlp", Answer.NOT_FINISHED, 600, 12);
    assertThat(Answer.of(none.json())).isEqualTo(none);
  }

  private static double ours(double part) {
    return part * ours().certificate().boundCents();
  }

  private static Outcome.Solved ours() {
    return (Outcome.Solved) Optimiser.solve(INSTANCE, SETTINGS, Progress.UNHEARD);
  }
}
