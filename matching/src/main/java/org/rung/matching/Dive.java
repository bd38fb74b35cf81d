package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// Turns soft shares into a whole-number plan step by step: some of the undecided people are given
/// a candidate, drawn by its share, then the prices are found anew for the others and what is left.
/// Errors of one step are made good by the next, so that little is left over at the end. Each step
/// is over fewer people and cheaper.
final class Dive {
  private Dive() {}

  /// @param price the prices to start from; unchanged
  /// @param state of the intakes, none FREE
  /// @param scale typical worth, cents
  /// @param plan receives the choices; empty before
  static void run(
      Model model,
      byte[] state,
      double[] price,
      double scale,
      Plan plan,
      SplittableRandom random,
      Workers workers,
      BooleanSupplier goesOn) {
    Instance instance = model.instance;
    Model left = model;
    double[] now = price.clone();
    boolean first = true;
    for (int step = 0; step < 60 && left.person.length > 0 && goesOn.getAsBoolean(); step++) {
      Dual dual = new Dual(left, workers);
      System.arraycopy(state, 0, dual.state, 0, state.length);
      for (int j = 0; j < dual.capacity.length; j++) {
        dual.capacity[j] = instance.capacity[j] - plan.used[j];
      }
      for (int c = 0; c < state.length; c++) {
        dual.seats[c] = instance.seats[c] - plan.count[c];
        dual.least[c] = Math.max(0, instance.minimum[c] - plan.count[c]);
        int money = instance.moneyLimit[c];
        if (state[c] == Dual.OPEN && plan.count[c] > 0 && money != Instance.NONE) {
          dual.capacity[money] += instance.fixed[c]; // charged already; OPEN charges it again
        }
      }
      double cold = scale * 3e-4;
      if (!first) {
        for (double temperature = scale * 0.006; temperature > cold; temperature /= 4) {
          dual.settle(now, temperature, goesOn);
        }
      }
      double[] share = new double[left.worth.length];
      dual.shares(now, cold, share);
      boolean[] kept = new boolean[left.worth.length];
      Arrays.fill(kept, true);
      boolean last = left.person.length <= 8 || step == 59;
      for (int e = 0; e < left.person.length; e++) {
        double sharpest = 1;
        for (int k = left.start[e]; k < left.start[e + 1]; k++) {
          sharpest -= share[k];
        }
        for (int k = left.start[e]; k < left.start[e + 1]; k++) {
          sharpest = Math.max(sharpest, share[k]);
        }
        double chance = sharpest > 0.995 ? 0.95 : first ? 0.25 : 0.3;
        if (!last && random.nextDouble() >= chance) {
          continue;
        }
        int pick = draw(left, share, e, random);
        if (pick >= 0 && !fits(plan, state, left.candidate[pick])) {
          if (!last) {
            continue;
          }
          pick = -1;
        }
        if (pick >= 0) {
          plan.give(left.person[e], left.candidate[pick]);
        }
        Arrays.fill(kept, left.start[e], left.start[e + 1], false);
      }
      left = left.only(kept);
      first = false;
    }
  }

  private static int draw(Model left, double[] share, int e, SplittableRandom random) {
    double at = random.nextDouble();
    for (int k = left.start[e]; k < left.start[e + 1]; k++) {
      at -= share[k];
      if (at < 0) {
        return k;
      }
    }
    return -1;
  }

  private static boolean fits(Plan plan, byte[] state, int k) {
    Instance instance = plan.instance;
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      int j = instance.useLimit[i];
      long amount = instance.useAmount[i];
      if (amount > 0 && instance.capacity[j] >= 0 && plan.used[j] + amount > instance.capacity[j]) {
        return false;
      }
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      if (state[c] == Dual.CLOSED || plan.count[c] >= instance.seats[c]) {
        return false;
      }
    }
    return true;
  }
}
