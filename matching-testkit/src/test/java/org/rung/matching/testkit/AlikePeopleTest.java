package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rung.matching.testkit.SeededInstances.anInstance;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

/// Instances in which many people are alike, so that prices tie all of them.
class AlikePeopleTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @BeforeAll
  static void load() {
    Loader.loadNativeLibraries();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aCrowdIsPlannedToATenthOfAPercent(long seed) {
    Outcome.Solved solved = solve(crowd(seed), 0.001, 1);
    assertThat(solved.certificate().gap()).isLessThanOrEqualTo(0.001);
    assertThat(solved.certificate().worthCents()).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theBoundIsTheLinearProgramsOptimum(long seed) {
    Instance instance = crowd(seed);
    double bound = solve(instance, 0, 1).certificate().boundCents();
    double optimum = relaxed(instance);
    // The bound is rounded down to a whole cent, and prices to a millionth of one.
    assertThat(bound).isCloseTo(optimum, within(2 + 1e-6 * optimum));
  }

  @Test
  void thePlanDoesNotDependOnTheThreads() {
    Instance instance = crowd(7);
    Outcome.Solved one = solve(instance, 0, 1);
    Outcome.Solved two = solve(instance, 0, 2);
    assertThat(two.choice()).isEqualTo(one.choice());
    assertThat(two.prices()).isEqualTo(one.prices());
  }

  private static Outcome.Solved solve(Instance instance, double gap, int threads) {
    Outcome outcome =
        Optimiser.solve(
            instance, new Settings(gap, Duration.ofSeconds(60), threads, 1), Progress.UNHEARD);
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }

  /// Forty people, each sixty times; limits and seats sixty times as large.
  private static Instance crowd(long seed) {
    int times = 60;
    Instance few =
        anInstance()
            .people(40, 40)
            .candidates(6)
            .budgets(5)
            .intakes(4)
            .floors(0)
            .worth(100_000)
            .withoutFixedPrices()
            .seed(seed);
    Instance.Builder builder = Instance.builder();
    for (int j = 0; j < few.limitCount(); j++) {
      builder.limit(few.limitName(j), times * few.capacity(j) + 7L * j);
    }
    for (int c = 0; c < few.intakeCount(); c++) {
      builder.intake(few.intakeName(c), times * few.seats(c), few.minimum(c), 0, few.moneyLimit(c));
    }
    for (int n = 0; n < times; n++) {
      for (int e = 0; e < few.personCount(); e++) {
        builder.person(few.personName(e) + ", " + n);
        for (int k = few.firstCandidate(e); k < few.endOfCandidates(e); k++) {
          builder.candidate(few.candidateName(k), few.worthCents(k));
          for (int i = 0; i < few.useCount(k); i++) {
            builder.use(few.useLimit(k, i), few.useAmount(k, i));
          }
          for (int i = 0; i < few.seatCount(k); i++) {
            builder.seat(few.seatIntake(k, i));
          }
        }
      }
    }
    return builder.build();
  }

  /// What GLOP finds if everybody and every intake may be split.
  private static double relaxed(Instance instance) {
    MPSolver solver = MPSolver.createSolver("GLOP");
    MPConstraint[] limit = new MPConstraint[instance.limitCount()];
    for (int j = 0; j < limit.length; j++) {
      limit[j] = solver.makeConstraint(-INFINITY, instance.capacity(j));
    }
    MPConstraint[] most = new MPConstraint[instance.intakeCount()];
    for (int c = 0; c < most.length; c++) {
      most[c] = solver.makeConstraint(-INFINITY, instance.seats(c));
    }
    for (int e = 0; e < instance.personCount(); e++) {
      MPConstraint one = solver.makeConstraint(-INFINITY, 1);
      for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
        MPVariable taken = solver.makeNumVar(0, INFINITY, "");
        solver.objective().setCoefficient(taken, instance.worthCents(k));
        one.setCoefficient(taken, 1);
        for (int i = 0; i < instance.useCount(k); i++) {
          limit[instance.useLimit(k, i)].setCoefficient(taken, instance.useAmount(k, i));
        }
        for (int i = 0; i < instance.seatCount(k); i++) {
          most[instance.seatIntake(k, i)].setCoefficient(taken, 1);
        }
      }
    }
    solver.objective().setMaximization();
    assertThat(solver.solve()).isEqualTo(MPSolver.ResultStatus.OPTIMAL);
    return solver.objective().value();
  }
}
