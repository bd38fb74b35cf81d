package org.rung.benchmarks;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import java.util.Arrays;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Prices;

/// An instance as a solver of OR-Tools reads it. Money goes over in dollars, so that numbers are of
/// about one size.
final class OrTools implements Prepared {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Instance instance;
  private final Solver kind;
  private final MPSolver solver;
  private final MPConstraint[] limit;
  private final MPConstraint[] seats;
  private final double[] unit; // per limit, its units in one unit handed over
  private final MPVariable[] taken; // per candidate, where the answer is a plan
  private MPConstraint[] least = new MPConstraint[0];

  OrTools(Instance instance, Solver kind, int threads) {
    Loader.loadNativeLibraries();
    this.instance = instance;
    this.kind = kind;
    solver = kind.create(threads);
    taken = new MPVariable[kind.isWhole() ? instance.candidateCount() : 0];
    unit = new double[instance.limitCount()];
    for (int k = 0; k < instance.candidateCount(); k++) {
      for (int i = 0; i < instance.useCount(k); i++) {
        int j = instance.useLimit(k, i);
        unit[j] = Math.abs(instance.useAmount(k, i)) > 1_000 || unit[j] > 1 ? 100 : 1;
      }
    }
    limit = new MPConstraint[instance.limitCount()];
    for (int j = 0; j < limit.length; j++) {
      unit[j] = Math.max(1, unit[j]);
      limit[j] = solver.makeConstraint(-INFINITY, instance.capacity(j) / unit[j]);
    }
    seats = new MPConstraint[instance.intakeCount()];
    for (int c = 0; c < seats.length; c++) {
      intake(c);
    }
    for (int e = 0; e < instance.personCount(); e++) {
      person(e);
    }
    solver.objective().setMaximization();
  }

  private void intake(int c) {
    if (instance.minimum(c) <= 1 && instance.fixedCents(c) == 0) {
      seats[c] = solver.makeConstraint(-INFINITY, (double) instance.seats(c));
      return;
    }
    if (least.length == 0) {
      least = new MPConstraint[seats.length];
    }
    MPVariable runs = kind.isWhole() ? solver.makeBoolVar("") : solver.makeNumVar(0, 1, "");
    solver.objective().setCoefficient(runs, -instance.fixedCents(c) / 100.0);
    seats[c] = solver.makeConstraint(-INFINITY, 0);
    seats[c].setCoefficient(runs, -(double) instance.seats(c));
    least[c] = solver.makeConstraint(0, INFINITY);
    least[c].setCoefficient(runs, -(double) instance.minimum(c));
    int money = instance.moneyLimit(c);
    if (money != Instance.NONE) {
      limit[money].setCoefficient(runs, instance.fixedCents(c) / unit[money]);
    }
  }

  private void person(int e) {
    MPConstraint one = solver.makeConstraint(-INFINITY, 1);
    for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
      MPVariable part =
          kind.isWhole() ? solver.makeBoolVar("") : solver.makeNumVar(0, INFINITY, "");
      if (kind.isWhole()) {
        taken[k] = part;
      }
      solver.objective().setCoefficient(part, instance.worthCents(k) / 100.0);
      one.setCoefficient(part, 1);
      for (int i = 0; i < instance.useCount(k); i++) {
        int j = instance.useLimit(k, i);
        limit[j].setCoefficient(part, instance.useAmount(k, i) / unit[j]);
      }
      for (int i = 0; i < instance.seatCount(k); i++) {
        int c = instance.seatIntake(k, i);
        seats[c].setCoefficient(part, 1);
        if (least.length > 0 && least[c] != null) {
          least[c].setCoefficient(part, 1);
        }
      }
    }
  }

  @Override
  public Answer solve(Duration atMost) {
    solver.setTimeLimit(atMost.toMillis());
    long start = System.nanoTime();
    MPSolver.ResultStatus status = status();
    double seconds = (System.nanoTime() - start) / 1e9;
    long peakMb = PeakMemory.mb();
    boolean optimal = status == MPSolver.ResultStatus.OPTIMAL;
    if (!optimal && !(kind.isWhole() && status == MPSolver.ResultStatus.FEASIBLE)) {
      return Answer.without(
          kind.word(),
          status == MPSolver.ResultStatus.INFEASIBLE ? Answer.INFEASIBLE : Answer.NOT_FINISHED,
          seconds,
          peakMb);
    }
    double worth = solver.objective().value() * 100;
    double bound =
        kind.isWhole()
            ? solver.objective().bestBound() * 100
            : kind.tellsPrices() ? boundAtItsPrices() : worth;
    Answer answer =
        new Answer(
            kind.word(),
            optimal ? Answer.SOLVED : Answer.NOT_FINISHED,
            seconds,
            worth,
            bound,
            Answer.gap(worth, bound),
            false,
            kind.tellsPrices(),
            0,
            peakMb);
    return kind.isWhole() ? new Referee(instance).judge(answer, chosen()) : answer;
  }

  /// OR-Tools' Java has no word for some of what HiGHS says at its time limit.
  private MPSolver.ResultStatus status() {
    try {
      return solver.solve();
    } catch (IllegalArgumentException unknown) {
      return MPSolver.ResultStatus.NOT_SOLVED;
    }
  }

  private int[] chosen() {
    int[] chosen = new int[instance.personCount()];
    Arrays.fill(chosen, Choice.NONE);
    for (int e = 0; e < chosen.length; e++) {
      for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
        if (taken[k].solutionValue() > 0.5) {
          chosen[e] = k;
        }
      }
    }
    return chosen;
  }

  /// A linear program's prices prove a bound as any prices do.
  private double boundAtItsPrices() {
    long[] limits = new long[limit.length];
    long[] ofSeats = new long[seats.length];
    long[] minimum = new long[seats.length];
    for (int j = 0; j < limits.length; j++) {
      limits[j] = millionths(limit[j].dualValue() * 100 / unit[j]);
    }
    for (int c = 0; c < ofSeats.length; c++) {
      ofSeats[c] = millionths(seats[c].dualValue() * 100);
      minimum[c] =
          least.length > 0 && least[c] != null ? millionths(-least[c].dualValue() * 100) : 0;
    }
    Prices prices = Prices.of(instance, limits, ofSeats, minimum);
    return new Referee(instance).bound(prices).doubleValue();
  }

  private static long millionths(double cents) {
    return Math.round(Math.min(Prices.MOST, Math.max(0, cents * Prices.MILLION)));
  }
}
