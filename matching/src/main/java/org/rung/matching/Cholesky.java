package org.rung.matching;

/// Solves symmetric positive definite systems of some hundred to a few thousand unknowns. Rows are
/// arrays of their own, so that the inner loops run along them; a block of rows at a time is taken
/// from all that follow, which threads share. The sums' order is fixed.
final class Cholesky {
  private static final int BLOCK = 48;
  private static final int GROUPS = 16;

  private final Workers workers;

  Cholesky(Workers workers) {
    this.workers = workers;
  }

  /// @param upper per row `i` its entries from `i` on, at their place; destroyed
  /// @param x the right side, receives the answer; the first `count` are used
  void solve(double[][] upper, int count, double[] x) {
    factor(upper, count);
    substitute(upper, count, x);
  }

  /// Makes the matrix the root that [#substitute] reads.
  void factor(double[][] upper, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      int to = Math.min(count, from + BLOCK);
      for (int i = from; i < to; i++) {
        take(upper, from, i, i, count);
        double[] row = upper[i];
        double pivot = Math.sqrt(Math.max(row[i], 1e-12 * Math.abs(row[i]) + Double.MIN_NORMAL));
        double by = 1 / pivot;
        for (int j = i; j < count; j++) {
          row[j] *= by;
        }
        row[i] = pivot;
      }
      int first = from;
      int last = to;
      workers.run(
          count - to < BLOCK ? 1 : GROUPS,
          group -> {
            int groups = count - last < BLOCK ? 1 : GROUPS;
            for (int i = last + group; i < count; i += groups) {
              take(upper, first, last, i, count);
            }
          });
    }
  }

  /// @param upper what [#factor] made
  void substitute(double[][] upper, int count, double[] x) {
    for (int i = 0; i < count; i++) {
      double[] row = upper[i];
      x[i] /= row[i];
      double value = x[i];
      for (int j = i + 1; j < count; j++) {
        x[j] -= row[j] * value;
      }
    }
    for (int i = count - 1; i >= 0; i--) {
      double[] row = upper[i];
      double sum = x[i];
      for (int j = i + 1; j < count; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum / row[i];
    }
  }

  /// Takes the rows from `from` to `to` (exclusive) from row `i`.
  private static void take(double[][] upper, int from, int to, int i, int count) {
    double[] row = upper[i];
    int k = from;
    for (; k + 3 < to; k += 4) {
      double[] a = upper[k];
      double[] b = upper[k + 1];
      double[] c = upper[k + 2];
      double[] d = upper[k + 3];
      double fa = a[i];
      double fb = b[i];
      double fc = c[i];
      double fd = d[i];
      if (fa == 0 && fb == 0 && fc == 0 && fd == 0) {
        continue;
      }
      for (int j = i; j < count; j++) {
        row[j] -= fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
      }
    }
    for (; k < to; k++) {
      double[] a = upper[k];
      double fa = a[i];
      if (fa != 0) {
        for (int j = i; j < count; j++) {
          row[j] -= fa * a[j];
        }
      }
    }
  }
}
