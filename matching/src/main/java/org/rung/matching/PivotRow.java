package org.rung.matching;

import java.util.Arrays;

/// A row of the program in terms of the basis: what one more of each variable takes from the basic
/// variable of a row. Sparse, made anew for each step.
final class PivotRow {
  private static final double NOUGHT = 1e-13;

  private final Matrix matrix;
  private final Basis basis;
  private final double[] unit; // the row of the inverse
  private final double[] value; // per variable; nought where not touched
  private final int[] touched;
  private int count;
  private double norm;

  PivotRow(Matrix matrix, Basis basis) {
    this.matrix = matrix;
    this.basis = basis;
    unit = new double[matrix.rows];
    value = new double[matrix.columns + matrix.rows];
    touched = new int[value.length];
  }

  void make(int row) {
    for (int n = 0; n < count; n++) {
      value[touched[n]] = 0;
    }
    Arrays.fill(unit, 0);
    unit[row] = 1;
    basis.backward(unit);
    count = 0;
    norm = 0;
    for (int r = 0; r < unit.length; r++) {
      double u = unit[r];
      if (Math.abs(u) < NOUGHT) {
        unit[r] = 0;
        continue;
      }
      norm += u * u;
      for (int i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
        int j = matrix.rowColumn[i];
        if (value[j] == 0) {
          touched[count++] = j;
          value[j] = Double.MIN_NORMAL; // marks it even if the sum comes to nought
        }
        value[j] += u * matrix.rowEntry[i];
        if (value[j] == 0) {
          value[j] = Double.MIN_NORMAL;
        }
      }
      value[matrix.columns + r] = u;
      touched[count++] = matrix.columns + r;
    }
  }

  int count() {
    return count;
  }

  int touched(int n) {
    return touched[n];
  }

  double at(int variable) {
    return value[variable];
  }

  /// The row of the inverse.
  double[] unit() {
    return unit;
  }

  /// Its length, squared.
  double norm() {
    return norm;
  }
}
