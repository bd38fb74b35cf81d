package org.rung.matching;

import java.util.Arrays;

/// Picks columns that do not depend on each other, the first offered first: each is reduced by
/// those before it, and taken if enough is left.
final class Independent {
  private static final double ENOUGH = 1e-5;

  private final Factors factors = new Factors();
  private final boolean[] taken; // per row
  private final double[] column;
  private int count;

  Independent(int rows) {
    taken = new boolean[rows];
    column = new double[rows];
  }

  /// Room for the next column to offer, all nought.
  double[] next() {
    Arrays.fill(column, 0);
    return column;
  }

  /// @return whether the column in [#next()] depends on none taken before, and is taken
  boolean offer() {
    factors.forward(column);
    int pivot = -1;
    double most = ENOUGH;
    for (int r = 0; r < column.length; r++) {
      if (!taken[r] && Math.abs(column[r]) > most) {
        most = Math.abs(column[r]);
        pivot = r;
      }
    }
    if (pivot < 0) {
      return false;
    }
    taken[pivot] = true;
    factors.add(column, pivot);
    count++;
    return true;
  }

  boolean isFull() {
    return count == taken.length;
  }

  /// Whether a column was taken for the row.
  boolean has(int row) {
    return taken[row];
  }
}
