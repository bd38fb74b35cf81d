package org.rung.matching;

import java.io.Serializable;
import java.util.Arrays;

/// People of a block who have more than one option about as good, at some prices and temperature,
/// with the share of each: they alone bend the smoothed bound.
final class Ties implements Serializable {
  private static final long serialVersionUID = 1;

  /// Shares under this are left out: they bend the bound too little to matter for a step's
  /// direction.
  static final double LEAST_SHARE = 1e-3;

  int people;
  private int options;
  private int entries;
  private int mostOptions; // of one person
  int[] start = new int[16]; // per person and one more
  double[] share = new double[16]; // per option
  int[] entryStart = new int[17]; // per option and one more
  int[] entryRow = new int[16];
  double[] entryAmount = new double[16];

  /// @param price per row
  Ties(Near near, double[] price, double temperature, Scratch scratch) {
    double[] after = scratch.after(near.mostCandidates);
    double far = temperature * Math.log(1 / LEAST_SHARE);
    double[] worth = near.worth;
    int[] endOf = near.entryStart;
    int[] row = near.entryRow;
    double[] amount = near.entryAmount;
    int entry = 0;
    for (int e = 0; e + 1 < near.start.length; e++) {
      int from = near.start[e];
      int to = near.start[e + 1];
      double best = 0;
      double second = Double.NEGATIVE_INFINITY;
      for (int k = from; k < to; k++) {
        double sum = worth[k];
        for (int end = endOf[k + 1]; entry < end; entry++) {
          sum -= amount[entry] * price[row[entry]];
        }
        after[k - from] = sum;
        second = Math.max(second, Math.min(best, sum));
        best = Math.max(best, sum);
      }
      if (second < best - far) {
        continue;
      }
      double weights = Math.exp(-best / temperature);
      for (int k = from; k < to; k++) {
        double sum = after[k - from];
        after[k - from] = sum < best - far ? 0 : Math.exp((sum - best) / temperature);
        weights += after[k - from];
      }
      for (int k = from; k < to; k++) {
        if (after[k - from] >= LEAST_SHARE * weights) {
          add(near, k, after[k - from] / weights);
        }
      }
      if (start.length < people + 2) {
        start = Arrays.copyOf(start, 2 * start.length);
      }
      mostOptions = Math.max(mostOptions, options - start[people]);
      start[++people] = options;
    }
  }

  private void add(Near near, int k, double part) {
    if (share.length == options) {
      share = Arrays.copyOf(share, 2 * options);
      entryStart = Arrays.copyOf(entryStart, 2 * options + 1);
    }
    int from = near.entryStart[k];
    int count = near.entryStart[k + 1] - from;
    if (entryRow.length < entries + count) {
      entryRow = Arrays.copyOf(entryRow, 2 * entries + count);
      entryAmount = Arrays.copyOf(entryAmount, entryRow.length);
    }
    System.arraycopy(near.entryRow, from, entryRow, entries, count);
    System.arraycopy(near.entryAmount, from, entryAmount, entries, count);
    entries += count;
    share[options++] = part;
    entryStart[options] = entries;
  }

  /// The people's second derivatives, times the temperature, applied to a change of prices.
  ///
  /// @param change per row
  Demand bend(double[] change, Scratch scratch) {
    Demand bend = scratch.demand(change.length);
    double[] sum = bend.use;
    double[] along = scratch.after(mostOptions);
    for (int e = 0; e < people; e++) {
      int from = start[e];
      int to = start[e + 1];
      double mean = 0;
      for (int k = from; k < to; k++) {
        double own = 0;
        for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
          own += entryAmount[i] * change[entryRow[i]];
        }
        along[k - from] = own;
        mean += share[k] * own;
      }
      for (int k = from; k < to; k++) {
        double by = share[k] * (along[k - from] - mean);
        for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
          sum[entryRow[i]] += by * entryAmount[i];
        }
      }
    }
    return bend;
  }
}
