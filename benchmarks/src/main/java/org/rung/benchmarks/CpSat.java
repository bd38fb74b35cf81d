package org.rung.benchmarks;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.time.Duration;
import java.util.Arrays;
import org.rung.matching.Choice;
import org.rung.matching.Instance;

/// An instance as CP-SAT reads it, in whole cents.
final class CpSat implements Prepared {
  private static final double GAP = 1e-4;

  /// With its strongest linear relaxation one worker comes close in a minute, where two and eight
  /// do not on two processors.
  private static final int WORKERS = 1;

  private final Instance instance;
  private final CpModel model = new CpModel();
  private final BoolVar[] taken;

  CpSat(Instance instance) {
    Loader.loadNativeLibraries();
    this.instance = instance;
    taken = new BoolVar[instance.candidateCount()];
    LinearExprBuilder[] used = builders(instance.limitCount());
    LinearExprBuilder[] sits = builders(instance.intakeCount());
    LinearExprBuilder worth = LinearExpr.newBuilder();
    for (int e = 0; e < instance.personCount(); e++) {
      int first = instance.firstCandidate(e);
      Literal[] own = new Literal[instance.endOfCandidates(e) - first];
      for (int i = 0; i < own.length; i++) {
        int k = first + i;
        taken[k] = model.newBoolVar("");
        own[i] = taken[k];
        worth.addTerm(taken[k], instance.worthCents(k));
        for (int u = 0; u < instance.useCount(k); u++) {
          used[instance.useLimit(k, u)].addTerm(taken[k], instance.useAmount(k, u));
        }
        for (int s = 0; s < instance.seatCount(k); s++) {
          sits[instance.seatIntake(k, s)].add(taken[k]);
        }
      }
      model.addAtMostOne(own);
    }
    for (int c = 0; c < sits.length; c++) {
      intake(c, sits[c], used, worth);
    }
    for (int j = 0; j < used.length; j++) {
      model.addLessOrEqual(used[j], instance.capacity(j));
    }
    model.maximize(worth);
  }

  private static LinearExprBuilder[] builders(int count) {
    LinearExprBuilder[] builders = new LinearExprBuilder[count];
    Arrays.setAll(builders, i -> LinearExpr.newBuilder());
    return builders;
  }

  private void intake(
      int c, LinearExprBuilder sits, LinearExprBuilder[] used, LinearExprBuilder worth) {
    if (instance.minimum(c) <= 1 && instance.fixedCents(c) == 0) {
      model.addLessOrEqual(sits, instance.seats(c));
      return;
    }
    BoolVar runs = model.newBoolVar("");
    worth.addTerm(runs, -instance.fixedCents(c));
    if (instance.moneyLimit(c) != Instance.NONE) {
      used[instance.moneyLimit(c)].addTerm(runs, instance.fixedCents(c));
    }
    model.addLessOrEqual(LinearExpr.newBuilder().add(sits).addTerm(runs, -instance.seats(c)), 0);
    model.addGreaterOrEqual(
        LinearExpr.newBuilder().add(sits).addTerm(runs, -instance.minimum(c)), 0);
  }

  @Override
  public Answer solve(Duration atMost) {
    CpSolver solver = new CpSolver();
    solver
        .getParameters()
        .setMaxTimeInSeconds(atMost.toMillis() / 1e3)
        .setNumWorkers(WORKERS)
        .setLinearizationLevel(2)
        .setRelativeGapLimit(GAP);
    long start = System.nanoTime();
    CpSolverStatus status = solver.solve(model);
    double seconds = (System.nanoTime() - start) / 1e9;
    String name = Solver.CP_SAT.word();
    if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
      return Answer.without(
          name,
          status == CpSolverStatus.INFEASIBLE ? Answer.INFEASIBLE : Answer.NOT_FINISHED,
          seconds,
          PeakMemory.mb());
    }
    int[] chosen = new int[instance.personCount()];
    Arrays.fill(chosen, Choice.NONE);
    for (int e = 0; e < chosen.length; e++) {
      for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
        if (solver.booleanValue(taken[k])) {
          chosen[e] = k;
        }
      }
    }
    return new Referee(instance)
        .judge(
            new Answer(
                name,
                status == CpSolverStatus.OPTIMAL ? Answer.SOLVED : Answer.NOT_FINISHED,
                seconds,
                Double.NaN,
                solver.bestObjectiveBound(),
                Double.NaN,
                true,
                false,
                0,
                PeakMemory.mb()),
            chosen);
  }
}
