package org.rung.benchmarks;

import com.google.ortools.linearsolver.MPSolver;
import java.util.Arrays;
import java.util.Locale;

/// A solver to compare with, in its best measured setting.
enum Solver {
  /// Ours: a plan of whole people and its bound.
  RUNG("", "", true),
  /// First-order method for linear programs, relative tolerance 1e-4.
  PDLP("PDLP", "num_threads: %d termination_criteria { eps_optimal_relative: 1e-4 }", false),
  /// The same to 1e-6, its default.
  PDLP_TIGHT("PDLP", "num_threads: %d termination_criteria { eps_optimal_relative: 1e-6 }", false),
  /// HiGHS, linear program, its own choice: the dual simplex method.
  HIGHS("HIGHS_LP", "", false),
  /// HiGHS, linear program, interior point; OR-Tools does not take its answer without the crossover
  /// to a corner.
  HIGHS_IPM("HIGHS_LP", "solver=ipm", false),
  /// Google's simplex method.
  GLOP("GLOP", "", false),
  /// HiGHS with whole numbers.
  HIGHS_WHOLE("HIGHS", "", true),
  /// SCIP with whole numbers.
  SCIP("SCIP", "", true);

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

  /// Whether its prices come back: those of HiGHS, handed over by OR-Tools 9.15, prove no bound.
  boolean tellsPrices() {
    return !backend.startsWith("HIGHS");
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
