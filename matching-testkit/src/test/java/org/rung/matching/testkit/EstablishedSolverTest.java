package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.matching.testkit.SeededInstances.anInstance;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

/// Agreement with SCIP on instances too large to try every plan of.
class EstablishedSolverTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @BeforeAll
  static void load() {
    Loader.loadNativeLibraries();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesOnAWorkforceWithIntakes(long seed) {
    compare(SeededInstances.workforce(300, seed), 0.02);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void findsNearlyWhatScipFindsWhereNoTwoPeopleAreAlike(long seed) {
    compare(SeededInstances.differentPeople(500, false, seed), 0.01);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void findsNearlyWhatScipFindsUnderSeveralBudgets(long seed) {
    compare(
        anInstance()
            .people(80, 120)
            .candidates(8)
            .budgets(5)
            .intakes(0)
            .floors(1)
            .worth(100_000)
            .seed(seed),
        0.005);
  }

  /// @param behind how far the plan may stay behind the best known, as a fraction of it
  private static void compare(Instance instance, double behind) {
    // Beside each other, each on a processor of its own.
    CompletableFuture<Scip> other = CompletableFuture.supplyAsync(() -> new Scip(instance, 6_000));
    Outcome outcome =
        Optimiser.solve(instance, new Settings(0, Duration.ofSeconds(5), 1, 1), Progress.UNHEARD);
    Scip scip = other.join();
    if (scip.infeasible) {
      assertThat(outcome).isNotInstanceOf(Outcome.Solved.class);
      return;
    }
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              double tolerance = 1 + 1e-6 * Math.abs(scip.bound);
              double worth = solved.certificate().worthCents();
              double bound = solved.certificate().boundCents();
              assertThat(bound).isGreaterThanOrEqualTo(scip.worth - tolerance);
              assertThat(worth).isLessThanOrEqualTo(scip.bound + tolerance);
              assertThat(bound - worth).isGreaterThanOrEqualTo(scip.worth - worth - tolerance);
              assertThat(worth).isGreaterThanOrEqualTo(scip.worth - behind * Math.abs(scip.worth));
            });
  }

  /// The same instance as a mixed-integer program.
  private static final class Scip {
    final boolean infeasible;
    final double worth;
    final double bound;

    Scip(Instance instance, long milliseconds) {
      MPSolver solver = MPSolver.createSolver("SCIP");
      solver.setTimeLimit(milliseconds);
      // Now and then it fails there with "No memory in function call", and has no answer.
      solver.setSolverSpecificParametersAsString("propagating/genvbounds/freq = -1");
      MPConstraint[] limit = new MPConstraint[instance.limitCount()];
      for (int j = 0; j < limit.length; j++) {
        limit[j] = solver.makeConstraint(-INFINITY, instance.capacity(j));
      }
      MPConstraint[] most = new MPConstraint[instance.intakeCount()];
      MPConstraint[] least = new MPConstraint[instance.intakeCount()];
      for (int c = 0; c < most.length; c++) {
        MPVariable open = solver.makeBoolVar("open " + c);
        solver.objective().setCoefficient(open, -instance.fixedCents(c));
        most[c] = solver.makeConstraint(-INFINITY, 0);
        most[c].setCoefficient(open, -instance.seats(c));
        least[c] = solver.makeConstraint(0, INFINITY);
        least[c].setCoefficient(open, -instance.minimum(c));
        if (instance.moneyLimit(c) != Instance.NONE) {
          limit[instance.moneyLimit(c)].setCoefficient(open, instance.fixedCents(c));
        }
      }
      for (int e = 0; e < instance.personCount(); e++) {
        MPConstraint one = solver.makeConstraint(-INFINITY, 1);
        for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
          MPVariable taken = solver.makeBoolVar("candidate " + k);
          solver.objective().setCoefficient(taken, instance.worthCents(k));
          one.setCoefficient(taken, 1);
          for (int i = 0; i < instance.useCount(k); i++) {
            limit[instance.useLimit(k, i)].setCoefficient(taken, instance.useAmount(k, i));
          }
          for (int i = 0; i < instance.seatCount(k); i++) {
            most[instance.seatIntake(k, i)].setCoefficient(taken, 1);
            least[instance.seatIntake(k, i)].setCoefficient(taken, 1);
          }
        }
      }
      solver.objective().setMaximization();
      MPSolver.ResultStatus status = solver.solve();
      if (status == MPSolver.ResultStatus.NOT_SOLVED) {
        // A loaded machine: no answer is nothing to compare with, so it gets more time.
        solver.setTimeLimit(10 * milliseconds);
        status = solver.solve();
      }
      assertThat(status).isNotEqualTo(MPSolver.ResultStatus.ABNORMAL);
      infeasible = status == MPSolver.ResultStatus.INFEASIBLE;
      worth = infeasible ? 0 : solver.objective().value();
      bound = infeasible ? 0 : solver.objective().bestBound();
    }
  }
}
