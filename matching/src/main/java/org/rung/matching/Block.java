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

  /// How many people [#near] looks at at once, so that what it keeps is still at hand for whoever
  /// copies it.
  static final int STRETCH = 64;

  /// The candidates of some people that come within `reach` cents of their person's best, or of
  /// nothing, at the prices.
  ///
  /// @param first of the people, counted from the block's first; [#STRETCH] of them or those left
  /// @param kept receives the candidates, counted from the block's first, rising; has room for
  ///   [#mostOfStretch]
  /// @return how many
  int near(double[] price, double reach, int first, int[] kept, Scratch scratch) {
    int end = Math.min(to, from + first + STRETCH);
    double[] after = scratch.after(mostOfStretch());
    afterPrices(price, from + first, end, after);
    int count = 0;
    int n = 0;
    for (int e = from + first; e < end; e++) {
      int own = n;
      double best = 0;
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        best = Math.max(best, after[n++]);
      }
      double least = best - reach;
      int of = instance.start[e] - firstCandidate();
      for (int i = own; i < n; i++) {
        if (after[i] >= least) {
          kept[count++] = of + i - own;
        }
      }
    }
    return count;
  }

  /// Candidates of [#STRETCH] people, at most.
  int mostOfStretch() {
    return (int) Math.min((long) STRETCH * mostCandidates, endOfCandidates() - firstCandidate());
  }

  int people() {
    return to - from;
  }

  /// The candidates of every so many people, counted from the block's first, rising.
  int[] sample(int every) {
    int first = firstCandidate();
    int[] kept = new int[endOfCandidates() - first];
    int count = 0;
    for (int e = from; e < to; e++) {
      if ((before + e) % every == 0) {
        for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
          kept[count++] = k - first;
        }
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /// Worth less the price of what it uses, in cents, of all candidates of some people.
  ///
  /// @param first person of the instance
  /// @param end exclusive
  /// @param after receives it, from place nought on
  private void afterPrices(double[] price, int first, int end, double[] after) {
    // Everything at hand in variables: this is most of what a pass over everybody does.
    long[] worth = instance.worth;
    int[] useStart = instance.useStart;
    int[] useLimit = instance.useLimit;
    long[] useAmount = instance.useAmount;
    int[] seatStart = instance.seatStart;
    int[] seatIntake = instance.seatIntake;
    int limits = instance.capacity.length;
    int from = instance.start[first];
    int to = instance.start[end];
    int use = useStart[from];
    int seat = seatStart[from];
    for (int k = from; k < to; k++) {
      double sum = worth[k];
      for (int stop = useStart[k + 1]; use < stop; use++) {
        sum -= useAmount[use] * price[useLimit[use]];
      }
      for (int stop = seatStart[k + 1]; seat < stop; seat++) {
        sum -= price[limits + seatIntake[seat]];
      }
      after[k - from] = sum;
    }
  }
}
