package org.rung.matching;

import java.util.Arrays;

/// The inverse of a square matrix as a product of sparse columns (Dantzig and Orchard-Hays 1954):
/// one after the other, each with its pivot first.
final class Factors {
  private static final double NOUGHT = 1e-12;

  private int count;
  private int[] start = new int[1024];
  private int[] row = new int[4096];
  private double[] entry = new double[4096];

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  /// Adds a column that the product so far was applied to.
  void add(double[] column, int pivot) {
    int at = room(column.length);
    row[at] = pivot;
    entry[at++] = column[pivot];
    for (int r = 0; r < column.length; r++) {
      if (Math.abs(column[r]) > NOUGHT && r != pivot) {
        row[at] = r;
        entry[at++] = column[r];
      }
    }
    start[++count] = at;
  }

  private int room(int entries) {
    int at = start[count];
    if (count + 2 > start.length) {
      start = Arrays.copyOf(start, 2 * start.length);
    }
    if (at + entries > row.length) {
      row = Arrays.copyOf(row, 2 * row.length + entries);
      entry = Arrays.copyOf(entry, row.length);
    }
    return at;
  }

  /// Solves Bx = `vector` in place.
  void forward(double[] vector) {
    for (int n = 0; n < count; n++) {
      int at = start[n];
      int pivot = row[at];
      double x = vector[pivot];
      if (x == 0) {
        continue;
      }
      x /= entry[at];
      vector[pivot] = x;
      for (int i = at + 1; i < start[n + 1]; i++) {
        vector[row[i]] -= x * entry[i];
      }
    }
  }

  /// Solves yB = `vector` in place.
  void backward(double[] vector) {
    for (int n = count - 1; n >= 0; n--) {
      int at = start[n];
      double sum = vector[row[at]];
      for (int i = at + 1; i < start[n + 1]; i++) {
        sum -= vector[row[i]] * entry[i];
      }
      vector[row[at]] = sum / entry[at];
    }
  }
}
