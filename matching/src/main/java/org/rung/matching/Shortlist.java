package org.rung.matching;

import java.util.Arrays;

/// The candidates that come close to their person's best at some prices, as an instance of their
/// own with the same people, limits and intakes. Where prices are good hardly anybody gets anything
/// else, so a plan is made from these alone; what it is worth, and the bound, are those of the
/// whole.
final class Shortlist {
  /// Fewer candidates than this are all on the list.
  private static final int MANY = 1_000_000;

  final Instance instance;
  private final int[] candidate; // the whole's, per candidate here; empty where it is the whole

  private Shortlist(Instance instance, int[] candidate) {
    this.instance = instance;
    this.candidate = candidate;
  }

  /// All candidates.
  static Shortlist whole(Instance whole) {
    return new Shortlist(whole, new int[0]);
  }

  /// @param price per limit and intake, cents a unit
  /// @param reach cents behind a person's best from where on candidates are left out
  static Shortlist of(Instance whole, double[] price, double reach, Workers workers) {
    if (whole.candidateCount() < MANY) {
      return whole(whole);
    }
    boolean[] kept = new boolean[whole.candidateCount()];
    int blocks = 64;
    workers.run(
        blocks,
        b -> {
          int to = (int) ((long) whole.personCount() * (b + 1) / blocks);
          for (int e = (int) ((long) whole.personCount() * b / blocks); e < to; e++) {
            mark(whole, price, reach, e, kept);
          }
        });
    int count = 0;
    for (boolean k : kept) {
      count += k ? 1 : 0;
    }
    int[] candidate = new int[count];
    int at = 0;
    for (int k = 0; k < kept.length; k++) {
      if (kept[k]) {
        candidate[at++] = k;
      }
    }
    return new Shortlist(whole.only(candidate), candidate);
  }

  private static void mark(Instance whole, double[] price, double reach, int e, boolean[] kept) {
    double best = 0;
    for (int k = whole.start[e]; k < whole.start[e + 1]; k++) {
      best = Math.max(best, afterPrices(whole, price, k));
    }
    for (int k = whole.start[e]; k < whole.start[e + 1]; k++) {
      kept[k] = afterPrices(whole, price, k) >= best - reach;
    }
  }

  private static double afterPrices(Instance whole, double[] price, int k) {
    double sum = whole.worth[k];
    for (int i = whole.useStart[k]; i < whole.useStart[k + 1]; i++) {
      sum -= whole.useAmount[i] * price[whole.useLimit[i]];
    }
    int limits = whole.limitCount();
    for (int i = whole.seatStart[k]; i < whole.seatStart[k + 1]; i++) {
      sum -= price[limits + whole.seatIntake[i]];
    }
    return sum;
  }

  /// A plan of this list's, told in the whole's candidates.
  int[] ofWhole(int[] choice) {
    if (candidate.length == 0) {
      return choice;
    }
    int[] told = new int[choice.length];
    Arrays.setAll(told, e -> choice[e] == Choice.NONE ? Choice.NONE : candidate[choice[e]]);
    return told;
  }
}
