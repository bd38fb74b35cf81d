package org.rung.benchmarks;

import com.google.ortools.linearsolver.MPSolver;
import java.util.Arrays;
import java.util.Locale;
import org.rung.matching.Instance;

/// A solver to compare with, in its best measured setting.
enum Solver {
  /// Ours: a plan of whole people and its bound.
  RUNG("", "", true),
  /// First-order method for linear programs, relative tolerance 1e-4.
  PDLP("PDLP", "num_threads: %d termination_criteria { eps_optimal_relative: 1e-4 }", false),
  /// The same to 1e-6, its default.
  PDLP_TIGHT("PDLP", "num_threads: %d termination_criteria { eps_optimal_relative: 1e-6 }", false),
  /// HiGHS, linear program, its own choice: the dual simplex method. Its parallel simplex methods,
  /// looser tolerances and the program without presolve took longer.
  HIGHS("HIGHS_LP", "", false),
  /// HiGHS, linear program, interior point; OR-Tools does not take its answer without the crossover
  /// to a corner. Threads and a looser tolerance gained nothing.
  HIGHS_IPM("HIGHS_LP", "solver=ipm", false),
  /// Google's simplex method.
  GLOP("GLOP", "", false),
  /// HiGHS with whole numbers, gap 1e-4.
  HIGHS_WHOLE("HIGHS", "mip_rel_gap=1e-4,threads=%d", true),
  /// SCIP with whole numbers.
  SCIP("SCIP", "limits/gap = 1e-4", true),
  /// Google's solver for whole numbers alone, gap 1e-4.
  CP_SAT("", "", true),
  /// Local search under a time limit; knows no bound.
  TIMEFOLD("", "", true);

  private final String backend;
  private final String parameters;
  private final boolean whole;

  Solver(String backend, String parameters, boolean whole) {
    this.backend = backend;
    this.parameters = parameters;
    this.whole = whole;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Solver of(String word) {
    return Arrays.stream(values())
        .filter(solver -> solver.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "\"%s\" is no solver; there are %s"
                    .formatted(
                        word,
                        String.join(", ", Arrays.stream(values()).map(Solver::word).toList()))));
  }

  /// Whether it answers with a plan, not with parts of people.
  boolean isWhole() {
    return whole;
  }

  /// Whether its prices come back: in place of those of HiGHS OR-Tools 9.15 hands over what of each
  /// row is used.
  boolean tellsPrices() {
    return !whole && !backend.startsWith("HIGHS");
  }

  /// The instance in the solver's own form, not yet solved.
  Prepared prepare(Instance instance, int threads) {
    return switch (this) {
      case RUNG -> new Rung(instance, threads);
      case CP_SAT -> new CpSat(instance);
      case TIMEFOLD -> new Timefold(instance);
      case PDLP, PDLP_TIGHT, HIGHS, HIGHS_IPM, GLOP, HIGHS_WHOLE, SCIP ->
          new OrTools(instance, this, threads);
    };
  }

  MPSolver create(int threads) {
    MPSolver solver = MPSolver.createSolver(backend);
    if (solver == null) {
      throw new IllegalStateException(backend + " is not in this OR-Tools");
    }
    // HiGHS says no, yet takes them: its log then names the interior point method.
    if (!parameters.isEmpty()
        && !solver.setSolverSpecificParametersAsString(parameters.formatted(threads))
        && !backend.startsWith("HIGHS")) {
      throw new IllegalStateException(backend + " does not take " + parameters);
    }
    return solver;
  }
}
