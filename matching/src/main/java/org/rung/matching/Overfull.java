package org.rung.matching;

import java.util.Arrays;

/// Empties rows of a plan that are over: gives people who use them something else that fits, or
/// nothing, those first who lose least at the prices.
final class Overfull {
  private final Model model;
  private final double[] price; // per row
  private final Plan plan;

  Overfull(Model model, double[] price, Plan plan) {
    this.model = model;
    this.price = price;
    this.plan = plan;
  }

  /// Until no row is over that somebody could leave.
  void empty() {
    long[] byLoss = new long[1024];
    int count = 0;
    for (int e = 0; e < plan.choice.length; e++) {
      if (isOver(plan.choice[e])) {
        byLoss = count == byLoss.length ? Arrays.copyOf(byLoss, 2 * count) : byLoss;
        double loss = value(plan.choice[e]) - value(other(e));
        byLoss[count++] = ((long) Math.min(Integer.MAX_VALUE, Math.max(0, loss)) << 32) + e;
      }
    }
    Arrays.sort(byLoss, 0, count);
    for (int i = 0; i < count; i++) {
      int e = (int) byLoss[i];
      if (isOver(plan.choice[e])) {
        plan.give(e, other(e));
      }
    }
  }

  private double value(int k) {
    return k == Choice.NONE ? 0 : model.afterPrices(price, k);
  }

  /// Whether the candidate adds to a row that is over.
  private boolean isOver(int k) {
    if (k != Choice.NONE) {
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
        if (model.entryAmount[i] > 0 && room(model.entryRow[i]) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  private double room(int row) {
    int c = row - model.limits;
    return c < 0
        ? (double) (model.instance.capacity[row] - plan.used[row])
        : (double) (model.instance.seats[c] - plan.count[c]);
  }

  /// The best of the person's candidates there is room for beside what it has, or nothing.
  private int other(int e) {
    int pick = Choice.NONE;
    double most = 0;
    for (int k = model.start[e]; k < model.start[e + 1]; k++) {
      double value = value(k);
      if (k != plan.choice[e] && value > most && fits(k)) {
        most = value;
        pick = k;
      }
    }
    return pick;
  }

  private boolean fits(int k) {
    for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
      if (model.entryAmount[i] > Math.max(0, room(model.entryRow[i]))) {
        return false;
      }
    }
    return true;
  }
}
