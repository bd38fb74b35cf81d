package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Dual steps of a [Simplex]: from a basis at which nothing gains, to one that keeps every row and
/// at which nothing gains. After a change of the rows alone, or from a basis near the best, they
/// are far fewer than primal steps.
///
/// Where something gains at the first basis, its cost is shifted until it does not (and all costs a
/// little more, or ties stop the steps); the primal steps after these are at the true costs. The
/// variable that leaves is picked by steepest-edge weights that begin at one (Forrest and Goldfarb
/// 1992), the one that enters by a ratio test of two passes.
final class DualSimplex {
  private static final double SHIFT = 1e-7; // scaled cost
  private static final double LEAST_WEIGHT = 1e-4;
  private static final double AGREES = 1e-6; // pivots by row and by column
  private static final int MOST_STUCK = 10;

  private final Simplex program;
  private final Matrix matrix;
  private final Basis basis;
  private final PivotRow pivotRow;
  private final long seed;
  private final double[] reduced;
  private double[] shift = new double[0]; // per variable
  private double[] weight = new double[0]; // per row
  private double[] dual = new double[0]; // per row
  private double[] edge = new double[0]; // per row
  private double[] column = new double[0]; // per row

  DualSimplex(Simplex program, long seed) {
    this.program = program;
    this.seed = seed;
    matrix = program.matrix;
    basis = program.basis;
    pivotRow = program.pivotRow;
    reduced = program.reduced;
  }

  /// Ends when every row is kept, and when nothing more helps: then rows are still broken.
  void run(BooleanSupplier goesOn, long end) {
    if (leaving(null) < 0) {
      return;
    }
    if (shift.length == 0) {
      shift = new double[matrix.columns + matrix.rows];
      weight = new double[matrix.rows];
      dual = new double[matrix.rows];
      edge = new double[matrix.rows];
      column = new double[matrix.rows];
    }
    Arrays.fill(weight, 1);
    Arrays.fill(shift, 0);
    price();
    shiftAll();
    int stuck = 0;
    while (program.goesOn(goesOn, end)) {
      int leaving = leaving(weight);
      if (leaving < 0) {
        return;
      }
      pivotRow.make(leaving);
      int entering = entering(program.out(leaving) < 0 ? -1 : 1);
      if (entering >= 0) {
        basis.expand(entering, column);
        double pivot = column[leaving];
        if (Math.abs(pivot) > Simplex.PIVOT
            && Math.abs(pivot - pivotRow.at(entering)) <= AGREES * (1 + Math.abs(pivot))) {
          step(entering, leaving);
          continue;
        }
      }
      if (entering < 0 && basis.isFresh() || ++stuck > MOST_STUCK) {
        return;
      }
      program.refresh();
      price();
    }
  }

  /// The row that is broken most, by its weight.
  private int leaving(double @Nullable [] by) {
    int leaving = -1;
    double most = 0;
    for (int r = 0; r < matrix.rows; r++) {
      double out = program.out(r);
      if (out != 0 && out * out > most * (by == null ? 1 : by[r])) {
        most = out * out / (by == null ? 1 : by[r]);
        leaving = r;
      }
    }
    return leaving;
  }

  /// The variable whose gain is nought first; among those about as early, the one with the largest
  /// pivot.
  ///
  /// @param sign of what the leaving variable is out by
  /// @return -1 where there is none
  private int entering(int sign) {
    double first = Double.POSITIVE_INFINITY;
    for (int n = 0; n < pivotRow.count(); n++) {
      int j = pivotRow.touched(n);
      double a = sign * pivotRow.at(j);
      if (a > Simplex.PIVOT && may(j)) {
        first = Math.min(first, (Simplex.OPTIMAL - reduced[j]) / a);
      }
    }
    int entering = -1;
    double largest = 0;
    for (int n = 0; n < pivotRow.count(); n++) {
      int j = pivotRow.touched(n);
      double a = sign * pivotRow.at(j);
      if (a > Simplex.PIVOT && a > largest && may(j) && -reduced[j] <= first * a) {
        largest = a;
        entering = j;
      }
    }
    return entering;
  }

  private boolean may(int variable) {
    return !basis.has(variable) && !program.isClosed(variable);
  }

  private void step(int entering, int leaving) {
    double pivot = column[leaving];
    double rate = reduced[entering] / pivot;
    for (int n = 0; n < pivotRow.count(); n++) {
      int j = pivotRow.touched(n);
      if (!basis.has(j)) {
        reduce(j, reduced[j] - rate * pivotRow.at(j));
      }
    }
    reduced[entering] = 0;
    reduce(basis.at(leaving), -rate);
    reweigh(leaving, pivot);
    if (program.exchange(entering, leaving, column, program.value[leaving] / pivot)) {
      price();
    }
  }

  /// Sets a variable's gain, and shifts its cost where it is above nought.
  private void reduce(int variable, double gain) {
    reduced[variable] = gain;
    if (gain > 0 && !program.isClosed(variable)) {
      shift[variable] -= gain;
      reduced[variable] = 0;
    }
  }

  private void reweigh(int leaving, double pivot) {
    double norm = pivotRow.norm();
    System.arraycopy(pivotRow.unit(), 0, edge, 0, edge.length);
    basis.forward(edge);
    for (int r = 0; r < weight.length; r++) {
      double ratio = column[r] / pivot;
      if (ratio != 0) {
        weight[r] = Math.max(weight[r] + ratio * (ratio * norm - 2 * edge[r]), LEAST_WEIGHT);
      }
    }
    weight[leaving] = Math.max(norm / (pivot * pivot), LEAST_WEIGHT);
  }

  /// Gains at the shifted costs.
  private void price() {
    for (int r = 0; r < matrix.rows; r++) {
      dual[r] = program.costOf(basis.at(r)) + shift[basis.at(r)];
    }
    basis.backward(dual);
    for (int j = 0; j < matrix.columns; j++) {
      reduced[j] = basis.has(j) ? 0 : program.cost[j] + shift[j] - matrix.times(j, dual);
    }
    for (int r = 0; r < matrix.rows; r++) {
      int j = matrix.columns + r;
      reduced[j] = basis.has(j) ? 0 : shift[j] - dual[r];
    }
  }

  private void shiftAll() {
    SplittableRandom random = new SplittableRandom(seed);
    for (int j = 0; j < reduced.length; j++) {
      if (!basis.has(j)) {
        double little = j < matrix.columns ? SHIFT * (0.5 + random.nextDouble()) : 0;
        double to = Math.min(reduced[j], 0) - little;
        shift[j] += to - reduced[j];
        reduced[j] = to;
      }
    }
  }
}
