package org.rung.matching;

import java.util.Arrays;

/// The second derivatives of the smoothed bound by the prices of some rows. People are many, so
/// theirs are summed in a fixed number of groups, each by one thread.
final class Curvature {
  private static final int GROUPS = 4;

  /// Shares under this are left out: they bend the bound too little to matter for a step's
  /// direction.
  private static final double LEAST_SHARE = 1e-3;

  private final Model model;
  private final Workers workers;
  private final int[] place; // per row, among those asked for, or -1
  private final double[][][] groups; // squares, upper half used
  private final double[][] after; // per group, scratch
  private final double[][] mean; // per group, per place
  private final int[][] touched; // per group
  private final int[] firstPerson = new int[GROUPS + 1];

  Curvature(Model model, Workers workers) {
    this.model = model;
    this.workers = workers;
    place = new int[model.rows];
    groups = new double[GROUPS][0][0];
    after = new double[GROUPS][model.mostCandidates];
    mean = new double[GROUPS][model.rows];
    touched = new int[GROUPS][model.rows];
    for (int g = 1; g < GROUPS; g++) {
      int at = Arrays.binarySearch(model.start, (int) ((long) model.worth.length * g / GROUPS));
      firstPerson[g] = Math.min(model.person.length, at < 0 ? -at - 1 : at);
    }
    firstPerson[GROUPS] = model.person.length;
  }

  /// What people add: upper half, by the rows' places in the list.
  ///
  /// @param rows rising
  /// @return scratch of this object, valid until the next call
  double[][] people(int[] rows, int count, double[] price, double temperature, Dual dual) {
    Arrays.fill(place, -1);
    for (int i = 0; i < count; i++) {
      place[rows[i]] = i;
    }
    workers.run(GROUPS, g -> group(g, count, price, temperature, dual));
    double[][] sum = groups[0];
    double by = 1 / temperature;
    workers.run(
        GROUPS,
        part -> {
          for (int i = part; i < count; i += GROUPS) {
            double[] row = sum[i];
            for (int g = 1; g < GROUPS; g++) {
              double[] other = groups[g][i];
              for (int j = i; j < count; j++) {
                row[j] += other[j];
              }
            }
            for (int j = i; j < count; j++) {
              row[j] *= by;
            }
          }
        });
    return sum;
  }

  private void group(int g, int rows, double[] price, double temperature, Dual dual) {
    if (groups[g].length < rows) {
      groups[g] = Cholesky.square(rows);
    } else {
      Cholesky.clear(groups[g], rows);
    }
    double[][] square = groups[g];
    double[] share = after[g];
    double[] average = mean[g];
    int[] list = touched[g];
    double far = temperature * Math.log(1 / LEAST_SHARE);
    boolean closed = dual.anyClosed();
    Arrays.fill(average, 0);
    for (int e = firstPerson[g]; e < firstPerson[g + 1]; e++) {
      int from = model.start[e];
      int to = model.start[e + 1];
      double best = 0;
      double second = Double.NEGATIVE_INFINITY;
      for (int k = from; k < to; k++) {
        double sum =
            closed && !dual.runs(k) ? Double.NEGATIVE_INFINITY : model.afterPrices(price, k);
        share[k - from] = sum;
        second = Math.max(second, Math.min(best, sum));
        best = Math.max(best, sum);
      }
      if (second < best - far) {
        continue; // all that is not the best has hardly a share
      }
      double weights = Math.exp(-best / temperature);
      for (int k = from; k < to; k++) {
        double weight =
            share[k - from] < best - far ? 0 : Math.exp((share[k - from] - best) / temperature);
        share[k - from] = weight;
        weights += weight;
      }
      int count = 0;
      for (int k = from; k < to; k++) {
        double part = share[k - from] / weights;
        if (part < LEAST_SHARE) {
          continue;
        }
        for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
          int row = place[model.entryRow[i]];
          if (row < 0) {
            continue;
          }
          double amount = part * model.entryAmount[i];
          if (average[row] == 0) {
            list[count++] = row;
          }
          average[row] += amount;
          if (average[row] == 0) {
            average[row] = Double.MIN_NORMAL; // stays on the list once
          }
          double[] line = square[row];
          for (int j = i; j < model.entryStart[k + 1]; j++) {
            int other = place[model.entryRow[j]];
            if (other >= 0) {
              line[other] += amount * model.entryAmount[j];
            }
          }
        }
      }
      Arrays.sort(list, 0, count);
      for (int i = 0; i < count; i++) {
        double[] line = square[list[i]];
        double a = average[list[i]];
        for (int j = i; j < count; j++) {
          line[list[j]] -= a * average[list[j]];
        }
      }
      for (int i = 0; i < count; i++) {
        average[list[i]] = 0;
      }
    }
  }
}
