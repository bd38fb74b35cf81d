package org.rung.matching;

import java.io.Serializable;
import java.util.Arrays;

/// A run of people with all their candidates. The people from `from` (inclusive) to `to`
/// (exclusive) of an instance, of which they may be all.
public final class Block implements Serializable {
  private static final long serialVersionUID = 1;

  final Instance instance;
  final int from;
  final int to;
  final int before; // people of earlier blocks that the instance does not hold
  private final int mostCandidates; // of one person

  /// @param before how many people come before the instance's first
  Block(Instance instance, int from, int to, int before) {
    this.instance = instance;
    this.from = from;
    this.to = to;
    this.before = before;
    int most = 0;
    for (int e = from; e < to; e++) {
      most = Math.max(most, instance.start[e + 1] - instance.start[e]);
    }
    mostCandidates = most;
  }

  /// A block of its own.
  ///
  /// @param instance the block's people with their candidates, and all limits and intakes
  /// @param before how many people come before
  public static Block of(Instance instance, int before) {
    return new Block(instance, 0, instance.personCount(), before);
  }

  Block worthless() {
    return new Block(instance.worthless(), from, to, before);
  }

  /// How many candidates each of the block's people has.
  public int[] candidateCounts() {
    int[] counts = new int[to - from];
    Arrays.setAll(counts, i -> instance.start[from + i + 1] - instance.start[from + i]);
    return counts;
  }

  int firstCandidate() {
    return instance.start[from];
  }

  int endOfCandidates() {
    return instance.start[to];
  }

  /// Marks the candidates that come within `reach` cents of their person's best, or of nothing, at
  /// the prices.
  ///
  /// @return counted from the block's first candidate
  boolean[] near(double[] price, double reach) {
    int first = firstCandidate();
    boolean[] kept = new boolean[endOfCandidates() - first];
    double[] after = new double[mostCandidates];
    for (int e = from; e < to; e++) {
      int start = instance.start[e];
      int end = instance.start[e + 1];
      double best = 0;
      for (int k = start; k < end; k++) {
        after[k - start] = afterPrices(price, k);
        best = Math.max(best, after[k - start]);
      }
      for (int k = start; k < end; k++) {
        kept[k - first] = after[k - start] >= best - reach;
      }
    }
    return kept;
  }

  /// Marks the candidates of every so many people.
  boolean[] sample(int every) {
    int first = firstCandidate();
    boolean[] kept = new boolean[endOfCandidates() - first];
    for (int e = from; e < to; e++) {
      if ((before + e) % every == 0) {
        Arrays.fill(kept, instance.start[e] - first, instance.start[e + 1] - first, true);
      }
    }
    return kept;
  }

  /// Worth less the price of what it uses, in cents.
  private double afterPrices(double[] price, int k) {
    double sum = instance.worth[k];
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      sum -= instance.useAmount[i] * price[instance.useLimit[i]];
    }
    int limits = instance.capacity.length;
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      sum -= price[limits + instance.seatIntake[i]];
    }
    return sum;
  }
}
