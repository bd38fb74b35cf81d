package org.rung.matching;

import java.util.Arrays;

/// The second derivatives of the smoothed bound, and the Newton step from them. Rows are few
/// (hundreds), so they fit a square; people are many, so theirs are summed in a fixed number of
/// groups, each by one thread.
final class Curvature {
  private static final int GROUPS = 4;

  /// Shares under this are left out: they bend the bound too little to matter for a step's
  /// direction.
  private static final double LEAST_SHARE = 1e-3;

  private final Model model;
  private final Workers workers;
  private final int rows;
  private final double[][] groups; // row-major squares, upper half used
  private final double[][] after; // per group, scratch
  private final double[][] mean; // per group, per row
  private final int[][] touched; // per group
  private final int[] firstPerson = new int[GROUPS + 1];

  Curvature(Model model, Workers workers) {
    this.model = model;
    this.workers = workers;
    rows = model.rows;
    groups = new double[GROUPS][rows * rows];
    after = new double[GROUPS][model.mostCandidates];
    mean = new double[GROUPS][rows];
    touched = new int[GROUPS][rows];
    for (int g = 1; g < GROUPS; g++) {
      int at = Arrays.binarySearch(model.start, (int) ((long) model.worth.length * g / GROUPS));
      firstPerson[g] = Math.min(model.person.length, at < 0 ? -at - 1 : at);
    }
    firstPerson[GROUPS] = model.person.length;
  }

  /// What people add, upper half, row-major.
  double[] people(double[] price, double temperature, Dual dual) {
    workers.run(GROUPS, g -> group(g, price, temperature, dual));
    double[] sum = groups[0];
    for (int g = 1; g < GROUPS; g++) {
      double[] part = groups[g];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= temperature;
    }
    return sum;
  }

  private void group(int g, double[] price, double temperature, Dual dual) {
    double[] square = groups[g];
    double[] share = after[g];
    double[] average = mean[g];
    int[] list = touched[g];
    Arrays.fill(square, 0);
    Arrays.fill(average, 0);
    for (int e = firstPerson[g]; e < firstPerson[g + 1]; e++) {
      int from = model.start[e];
      int to = model.start[e + 1];
      double best = 0;
      for (int k = from; k < to; k++) {
        double sum = dual.runs(k) ? model.afterPrices(price, k) : Double.NEGATIVE_INFINITY;
        share[k - from] = sum;
        best = Math.max(best, sum);
      }
      double weights = Math.exp(-best / temperature);
      double most = weights;
      for (int k = from; k < to; k++) {
        double weight = Math.exp((share[k - from] - best) / temperature);
        share[k - from] = weight;
        weights += weight;
        most = Math.max(most, weight);
      }
      if (most > (1 - LEAST_SHARE) * weights) {
        continue;
      }
      int count = 0;
      for (int k = from; k < to; k++) {
        double part = share[k - from] / weights;
        if (part < LEAST_SHARE) {
          continue;
        }
        for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
          int row = model.entryRow[i];
          double amount = part * model.entryAmount[i];
          if (average[row] == 0) {
            list[count++] = row;
          }
          average[row] += amount;
          if (average[row] == 0) {
            average[row] = Double.MIN_NORMAL; // stays on the list once
          }
          int base = row * rows;
          for (int j = i; j < model.entryStart[k + 1]; j++) {
            square[base + model.entryRow[j]] += amount * model.entryAmount[j];
          }
        }
      }
      Arrays.sort(list, 0, count);
      for (int i = 0; i < count; i++) {
        int base = list[i] * rows;
        double a = average[list[i]];
        for (int j = i; j < count; j++) {
          square[base + list[j]] -= a * average[list[j]];
        }
      }
      for (int i = 0; i < count; i++) {
        average[list[i]] = 0;
      }
    }
  }

  /// Solves for the step that undoes the slope of the free rows: Cholesky, in place.
  ///
  /// @param square upper half, row-major; destroyed
  /// @param free the rows that may move
  /// @param step receives the step of the free rows, 0 elsewhere
  static void solve(
      double[] square, int rows, int[] free, int count, double[] slope, double[] step) {
    double[][] lower = new double[count][];
    for (int i = 0; i < count; i++) {
      lower[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        lower[i][j] = square[free[j] * rows + free[i]];
      }
    }
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      double[] at = lower[i];
      for (int j = 0; j <= i; j++) {
        double[] other = lower[j];
        double sum = at[j];
        for (int k = 0; k < j; k++) {
          sum -= at[k] * other[k];
        }
        at[j] =
            j < i
                ? sum / other[j]
                : Math.sqrt(Math.max(sum, 1e-12 * Math.abs(at[j]) + Double.MIN_NORMAL));
      }
      double sum = -slope[free[i]];
      for (int k = 0; k < i; k++) {
        sum -= at[k] * x[k];
      }
      x[i] = sum / at[i];
    }
    Arrays.fill(step, 0);
    for (int i = count - 1; i >= 0; i--) {
      double sum = x[i];
      for (int k = i + 1; k < count; k++) {
        sum -= lower[k][i] * x[k];
      }
      x[i] = sum / lower[i][i];
      step[free[i]] = x[i];
    }
  }
}
