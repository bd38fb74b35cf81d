package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// A linear program: the largest c·x with Ax ≤ b and x ≥ 0, by the simplex method.
///
/// Where the first basis keeps not every row, dual steps ([DualSimplex]) make it keep them at costs
/// shifted a little. Where these come to no end, what is missing is reduced by primal steps, and
/// what then is still missing is granted, so there is always an answer. Primal steps finish: the
/// column that enters is picked by devex weights and the one that leaves by a ratio test of two
/// passes (Harris 1973). `b` is perturbed, or ties stop the steps. Deterministic.
///
/// Variables are those of [Matrix].
final class Simplex {
  static final double FEASIBLE = 1e-7;
  static final double OPTIMAL = 1e-9;
  static final double PIVOT = 1e-7;
  private static final double GRANTED = 1e-4; // less is the nudges' doing
  private static final double PERTURBED = 2e-6;
  private static final int MOST_STUCK = 20;

  private final int rows;
  private final int columns;
  final Matrix matrix; // scaled
  private final double[] rowScale;
  final double[] cost; // per column, scaled
  private final double costScale;
  private final double[] right; // scaled
  private final double[] nudge; // scaled
  private final boolean[] closed; // per variable: may not be above 0
  final Basis basis;
  final PivotRow pivotRow;
  final double[] value; // per row, of its basic variable
  final double[] reduced; // per variable
  private final double[] weight; // per variable, devex
  private final double[] dual; // per row, scaled
  private final DualSimplex dualSteps;

  private long steps;
  private boolean granted;

  /// @param amounts of each column's entries; columns without names of rows twice
  Simplex(
      int rows,
      int columns,
      int[] start,
      int[] entryRow,
      double[] amounts,
      double[] worth,
      long seed) {
    this.rows = rows;
    this.columns = columns;
    rowScale = new double[rows];
    for (int i = 0; i < start[columns]; i++) {
      rowScale[entryRow[i]] = Math.max(rowScale[entryRow[i]], Math.abs(amounts[i]));
    }
    for (int r = 0; r < rows; r++) {
      rowScale[r] = rowScale[r] > 0 ? 1 / rowScale[r] : 1;
    }
    double[] entry = new double[start[columns]];
    for (int i = 0; i < entry.length; i++) {
      entry[i] = amounts[i] * rowScale[entryRow[i]];
    }
    matrix = new Matrix(rows, columns, start, entryRow, entry);
    double largest = 1e-9;
    for (double c : worth) {
      largest = Math.max(largest, Math.abs(c));
    }
    costScale = largest;
    cost = new double[columns];
    for (int j = 0; j < columns; j++) {
      cost[j] = worth[j] / largest;
    }
    right = new double[rows];
    nudge = new double[rows];
    SplittableRandom random = new SplittableRandom(seed);
    for (int r = 0; r < rows; r++) {
      nudge[r] = PERTURBED * (0.5 + 0.5 * random.nextDouble());
    }
    closed = new boolean[columns + rows];
    basis = new Basis(matrix);
    pivotRow = new PivotRow(matrix, basis);
    value = new double[rows];
    reduced = new double[columns + rows];
    weight = new double[columns + rows];
    dual = new double[rows];
    dualSteps = new DualSimplex(this, seed);
  }

  void right(int row, double amount) {
    right[row] = amount * rowScale[row];
  }

  /// A closed column stays at nought.
  void close(int column, boolean close) {
    closed[column] = close;
  }

  /// Begins at a basis: of these variables as many as there are rows, columns first. What depends
  /// on others gives way to slacks.
  void begin(boolean[] variables) {
    basis.take(variables);
  }

  boolean isBasic(int variable) {
    return basis.has(variable);
  }

  /// The variables that are basic, one a row.
  int[] basis() {
    return basis.variables();
  }

  /// Begins at a basis of this program.
  void startFrom(int[] variables) {
    basis.take(variables);
  }

  /// Whether some row could not be kept.
  boolean granted() {
    return granted;
  }

  /// Worth of the columns' values.
  double worth() {
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += Math.max(0, value[r]) * costOf(basis.at(r));
    }
    return sum * costScale;
  }

  long steps() {
    return steps;
  }

  /// What one more unit of the row is worth, at least nought.
  double dual(int row) {
    return Math.max(0, dual[row] * rowScale[row] * costScale);
  }

  /// The columns' values.
  double[] values() {
    double[] found = new double[columns];
    for (int r = 0; r < rows; r++) {
      if (basis.at(r) < columns) {
        found[basis.at(r)] = Math.max(0, value[r]);
      }
    }
    return found;
  }

  /// @param most steps
  /// @return whether it came to the end; if not, the values may break rows
  boolean solve(BooleanSupplier goesOn, long most) {
    Arrays.fill(weight, 1);
    granted = false;
    basis.ensureInverted();
    restore();
    long end = steps + most;
    dualSteps.run(goesOn, end);
    boolean ended = keepEveryRow(goesOn, end) && climb(goesOn, end);
    // The basis is the answer, the nudges are not.
    basis.ensureInverted();
    System.arraycopy(right, 0, value, 0, rows);
    basis.forward(value);
    for (int r = 0; r < rows; r++) {
      dual[r] = costOf(basis.at(r));
    }
    basis.backward(dual);
    return ended;
  }

  double costOf(int variable) {
    return variable < columns ? cost[variable] : 0;
  }

  /// Makes the inverse and the values of the basis anew.
  void refresh() {
    basis.invert();
    restore();
  }

  /// Values of the basis, from the rows.
  private void restore() {
    for (int r = 0; r < rows; r++) {
      value[r] = right[r] + nudge[r] * (1 + Math.abs(right[r]));
    }
    basis.forward(value);
  }

  boolean isClosed(int variable) {
    return closed[variable];
  }

  /// Whether steps may go on; looks at the clock now and then.
  boolean goesOn(BooleanSupplier goesOn, long end) {
    return steps < end && ((steps & 15) != 0 || goesOn.getAsBoolean());
  }

  private boolean above(int r) {
    return closed[basis.at(r)] && value[r] > FEASIBLE;
  }

  /// By how much the row's variable is out of its range, with the sign.
  double out(int r) {
    return value[r] < -FEASIBLE || above(r) ? value[r] : 0;
  }

  /// Takes the step.
  ///
  /// @return whether inverse and values were made anew
  boolean exchange(int entering, int leaving, double[] column, double by) {
    for (int r = 0; r < rows; r++) {
      if (column[r] != 0) {
        value[r] -= by * column[r];
      }
    }
    value[leaving] = by;
    steps++;
    if (basis.exchange(entering, leaving, column)) {
      restore();
      return true;
    }
    return false;
  }

  /// Reduces what is missing until nothing is or nothing helps.
  private boolean keepEveryRow(BooleanSupplier goesOn, long end) {
    double[] slope = new double[rows];
    double[] column = new double[rows];
    for (int stuck = 0; ; ) {
      if (!goesOn(goesOn, end)) {
        return false;
      }
      boolean missing = false;
      for (int r = 0; r < rows; r++) {
        slope[r] = value[r] < -FEASIBLE ? 1 : above(r) ? -1 : 0;
        missing |= slope[r] != 0;
      }
      if (!missing) {
        return true;
      }
      System.arraycopy(slope, 0, dual, 0, rows);
      basis.backward(dual);
      price(false);
      int entering = pick();
      if (entering < 0) {
        grant();
        return true;
      }
      basis.expand(entering, column);
      int leaving = leavingWhileMissing(column, slope);
      if (leaving < 0 || Math.abs(column[leaving]) < PIVOT) {
        if (++stuck > MOST_STUCK) {
          grant();
          return true;
        }
        refresh();
        weight[entering] *= 1e6;
        continue;
      }
      reweigh(entering, leaving, column[leaving], false);
      exchange(entering, leaving, column, step);
    }
  }

  /// Grants what no change of basis can mend.
  private void grant() {
    for (int r = 0; r < rows; r++) {
      if (out(r) == 0) {
        continue;
      }
      granted |= Math.abs(value[r]) > GRANTED;
      int j = basis.at(r);
      if (j >= columns) {
        right[j - columns] -= value[r];
      } else {
        for (int i = matrix.start[j]; i < matrix.start[j + 1]; i++) {
          right[matrix.entryRow[i]] -= value[r] * matrix.entry[i];
        }
      }
      value[r] = 0;
    }
  }

  private double step;
  private double[] breakAt = new double[0];

  /// The missing amounts fall along the column until enough of them are mended: a sum of kinked
  /// functions, followed to its least.
  private int leavingWhileMissing(double[] column, double[] slope) {
    double most = Double.POSITIVE_INFINITY;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      if (slope[r] == 0) {
        if (a > PIVOT) {
          most = Math.min(most, (Math.max(0, value[r]) + FEASIBLE) / a);
        } else if (a < -PIVOT && closed[basis.at(r)]) {
          most = Math.min(most, (Math.max(0, -value[r]) + FEASIBLE) / -a);
        }
      }
    }
    int leaving = -1;
    double largest = 0;
    step = most;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      boolean blocks = slope[r] == 0 && (a > PIVOT || a < -PIVOT && closed[basis.at(r)]);
      if (blocks && (a > 0 ? Math.max(0, value[r]) / a : 0) <= most && Math.abs(a) > largest) {
        largest = Math.abs(a);
        leaving = r;
      }
    }
    if (leaving >= 0) {
      step = column[leaving] > 0 ? Math.max(0, value[leaving]) / column[leaving] : 0;
    }
    double gain = 0;
    int count = 0;
    if (breakAt.length == 0) {
      breakAt = new double[rows];
    }
    for (int r = 0; r < rows; r++) {
      gain -= slope[r] * column[r];
      if (slope[r] * column[r] < -PIVOT && value[r] / column[r] < step) {
        breakAt[count++] = value[r] / column[r];
      }
    }
    if (count == 0) {
      return leaving;
    }
    long[] order = new long[count];
    int[] row = new int[count];
    int n = 0;
    for (int r = 0; r < rows; r++) {
      if (slope[r] * column[r] < -PIVOT && value[r] / column[r] < step) {
        // Ratios are not negative, so their bits sort as they do.
        order[n] =
            Double.doubleToLongBits(Math.abs(value[r] / column[r])) & ~0xfffffL | n & 0xfffff;
        row[n++] = r;
      }
    }
    Arrays.sort(order);
    for (int i = 0; i < count; i++) {
      int r = row[(int) (order[i] & 0xfffff)];
      gain -= Math.abs(column[r]) * (slope[r] < 0 || closed[basis.at(r)] ? 2 : 1);
      if (gain <= 0 || i == count - 1 && leaving < 0) {
        step = value[r] / column[r];
        return r;
      }
    }
    return leaving;
  }

  private boolean climb(BooleanSupplier goesOn, long end) {
    double[] column = new double[rows];
    boolean exact = false;
    for (int stuck = 0; ; ) {
      if (!goesOn(goesOn, end)) {
        return false;
      }
      if (!exact) {
        for (int r = 0; r < rows; r++) {
          dual[r] = costOf(basis.at(r));
        }
        basis.backward(dual);
        price(true);
        exact = true;
      }
      int entering = pick();
      if (entering < 0) {
        if (basis.isFresh()) {
          return true;
        }
        refresh();
        exact = false;
        continue;
      }
      basis.expand(entering, column);
      int leaving = leaving(column);
      if (leaving < 0 || Math.abs(column[leaving]) < PIVOT) {
        if (++stuck > MOST_STUCK) {
          return false;
        }
        weight[entering] *= 1e6;
        refresh();
        exact = false;
        continue;
      }
      reweigh(entering, leaving, column[leaving], true);
      exact = !exchange(entering, leaving, column, step);
    }
  }

  private int leaving(double[] column) {
    double most = Double.POSITIVE_INFINITY;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      if (a > PIVOT) {
        most = Math.min(most, (Math.max(0, value[r]) + 1e-9) / a);
      } else if (a < -PIVOT && closed[basis.at(r)]) {
        most = Math.min(most, 1e-9 / -a);
      }
    }
    int leaving = -1;
    double largest = 0;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      boolean blocks = a > PIVOT || a < -PIVOT && closed[basis.at(r)];
      if (blocks && (a > 0 ? Math.max(0, value[r]) / a : 0) <= most && Math.abs(a) > largest) {
        largest = Math.abs(a);
        leaving = r;
      }
    }
    if (leaving >= 0) {
      step = column[leaving] > 0 ? Math.max(0, value[leaving]) / column[leaving] : 0;
    }
    return leaving;
  }

  /// Reduced costs at `dual`.
  private void price(boolean withCost) {
    for (int j = 0; j < columns; j++) {
      reduced[j] = basis.has(j) ? 0 : (withCost ? cost[j] : 0) - matrix.times(j, dual);
    }
    for (int r = 0; r < rows; r++) {
      reduced[columns + r] = basis.has(columns + r) ? 0 : -dual[r];
    }
  }

  private int pick() {
    int picked = -1;
    double best = 0;
    for (int j = 0; j < reduced.length; j++) {
      double d = reduced[j];
      if (d > OPTIMAL && d * d > best * weight[j] && !closed[j] && !basis.has(j)) {
        best = d * d / weight[j];
        picked = j;
      }
    }
    return picked;
  }

  /// Devex weights, and if asked reduced costs, after the exchange.
  private void reweigh(int entering, int leaving, double pivot, boolean reduce) {
    pivotRow.make(leaving);
    double rate = reduced[entering] / pivot;
    double reference = weight[entering] / (pivot * pivot);
    for (int n = 0; n < pivotRow.count(); n++) {
      int j = pivotRow.touched(n);
      double a = pivotRow.at(j);
      if (basis.has(j)) {
        continue;
      }
      if (reduce) {
        reduced[j] -= rate * a;
      }
      weight[j] = Math.max(weight[j], a * a * reference);
    }
    reduced[entering] = 0;
    reduced[basis.at(leaving)] = -rate;
    weight[basis.at(leaving)] = Math.max(1, reference);
  }
}
