package org.rung.matching;

import java.util.function.BooleanSupplier;

/// Settles which intakes run. The bound lets an intake run in part; a plan may not. An intake that
/// draws enough people at the bound's prices is opened, the others closed; then those whose seats
/// are worth less than their fixed price are closed and those that closed ones would repay are
/// opened, a few at a time, as long as the bound of what is left rises.
final class Intakes {
  private static final int ROUNDS = 4;

  private final Model model;
  private final Workers workers;
  private final double scale;
  private final BooleanSupplier goesOn;
  private byte[] state;

  Intakes(Model model, Workers workers, double scale, BooleanSupplier goesOn) {
    this.model = model;
    this.workers = workers;
    this.scale = scale;
    this.goesOn = goesOn;
    state = new byte[model.instance.intakeCount()];
  }

  /// Per intake, OPEN or CLOSED once settled.
  byte[] state() {
    return state;
  }

  /// @return prices for the plan in which exactly the open intakes run
  double[] settle(double[] rootPrice) {
    Instance instance = model.instance;
    Dual root = new Dual(model, workers);
    root.pass(rootPrice, scale * 1e-3);
    for (int c = 0; c < state.length; c++) {
      double drawn = root.demand()[model.limits + c];
      state[c] =
          drawn < 0.3 || drawn < 0.5 * instance.minimum[c] || instance.seats[c] == 0
              ? Dual.CLOSED
              : Dual.OPEN;
    }
    double[] price = rootPrice.clone();
    double value = price(price, state, 0.05);
    for (int round = 0; round < ROUNDS && goesOn.getAsBoolean(); round++) {
      byte[] other = state.clone();
      if (!flip(price, other, Math.max(1, state.length / 40))) {
        break;
      }
      double[] otherPrice = price.clone();
      double otherValue = price(otherPrice, other, 0.02);
      if (otherValue <= value) {
        break;
      }
      state = other;
      price = otherPrice;
      value = otherValue;
    }
    return price;
  }

  /// Lowers the prices for settled intakes.
  ///
  /// @return the bound of what is left, cents
  private double price(double[] price, byte[] settled, double warmest) {
    Dual dual = new Dual(model, workers);
    System.arraycopy(settled, 0, dual.state, 0, settled.length);
    for (double temperature = warmest; temperature > 2e-4; temperature /= 2) {
      if (!dual.settle(price, scale * temperature, goesOn)) {
        break;
      }
    }
    return dual.pass(price, scale * 1e-6);
  }

  /// Closes and opens the intakes that promise most at the prices, at most `most` of each.
  private boolean flip(double[] price, byte[] settled, int most) {
    double[] promise = promises(price, settled);
    boolean any = false;
    for (byte from : new byte[] {Dual.OPEN, Dual.CLOSED}) {
      for (int n = 0; n < most; n++) {
        int pick = -1;
        for (int c = 0; c < settled.length; c++) {
          if (state[c] == from
              && settled[c] == from
              && promise[c] > 0
              && (pick < 0 || promise[c] > promise[pick])) {
            pick = c;
          }
        }
        if (pick < 0) {
          break;
        }
        settled[pick] = from == Dual.OPEN ? Dual.CLOSED : Dual.OPEN;
        any = true;
      }
    }
    return any;
  }

  /// What closing each open intake and opening each closed one would gain at fixed prices
  /// elsewhere, cents.
  private double[] promises(double[] price, byte[] settled) {
    Instance instance = model.instance;
    int intakes = settled.length;
    double[] promise = new double[intakes];
    double[][] gains = new double[intakes][];
    int[] count = new int[intakes];
    double[] after = new double[model.mostCandidates];
    for (int e = 0; e < model.person.length; e++) {
      int from = model.start[e];
      double best = 0;
      int picked = -1;
      for (int k = from; k < model.start[e + 1]; k++) {
        after[k - from] = model.afterPrices(price, k);
        if (after[k - from] > best && closedOf(k, settled) < 0) {
          best = after[k - from];
          picked = k;
        }
      }
      for (int i = picked < 0 ? 0 : model.entryStart[picked];
          picked >= 0 && i < model.entryStart[picked + 1];
          i++) {
        int row = model.entryRow[i];
        if (row >= model.limits) {
          promise[row - model.limits] -= best - bestWithout(e, row, after, settled);
        }
      }
      for (int k = from; k < model.start[e + 1]; k++) {
        int c = closedOf(k, settled);
        if (c >= 0 && after[k - from] > best) {
          if (gains[c] == null) {
            gains[c] = new double[(int) Math.min(instance.seats[c], model.person.length)];
          }
          count[c] = keepLargest(gains[c], count[c], after[k - from] - best);
        }
      }
    }
    for (int c = 0; c < intakes; c++) {
      int money = instance.moneyLimit[c];
      double charge = instance.fixed[c] * (money == Instance.NONE ? 1 : 1 + price[money]);
      if (settled[c] == Dual.OPEN) {
        double p = price[model.limits + c];
        promise[c] += charge - (p >= 0 ? p * instance.seats[c] : p * instance.minimum[c]);
      } else {
        double sum = -charge;
        for (int i = 0; i < count[c]; i++) {
          sum += gains[c][i];
        }
        promise[c] = count[c] < Math.max(1, instance.minimum[c]) ? -1 : sum;
      }
    }
    return promise;
  }

  /// The only closed intake of the candidate; -1 if it has none, -2 if it has several.
  private int closedOf(int k, byte[] settled) {
    int found = -1;
    for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
      int c = model.entryRow[i] - model.limits;
      if (c >= 0 && settled[c] == Dual.CLOSED) {
        if (found != -1) {
          return -2;
        }
        found = c;
      }
    }
    return found;
  }

  private double bestWithout(int e, int without, double[] after, byte[] settled) {
    double best = 0;
    for (int k = model.start[e]; k < model.start[e + 1]; k++) {
      boolean has = false;
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
        has |= model.entryRow[i] == without;
      }
      if (!has && closedOf(k, settled) == -1) {
        best = Math.max(best, after[k - model.start[e]]);
      }
    }
    return best;
  }

  /// Keeps the largest values in a heap with the least on top.
  private static int keepLargest(double[] heap, int count, double value) {
    if (count < heap.length) {
      int at = count;
      while (at > 0 && heap[(at - 1) / 2] > value) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
      }
      heap[at] = value;
      return count + 1;
    }
    if (count == 0 || value <= heap[0]) {
      return count;
    }
    int at = 0;
    for (int child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = value;
    return count;
  }
}
