package org.rung.matching;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Settles which intakes run. The bound lets an intake run in part; a plan may not. An intake that
/// draws enough people at the bound's prices is opened, the others closed; then those whose seats
/// are worth less than their fixed price are closed and those that closed ones would repay are
/// opened, a few at a time, as long as the bound of what is left rises.
final class Intakes {
  private static final double[] SHARES = {0.5, 0.25};
  private static final double ROUGH = 2e-4;
  private static final double FINE = 1e-4;
  private static final int MOST_TRIES = 40;
  private static final long WORK = 8_000_000; // entries and squares of rows over all tries

  private final Model model;
  private final Workers workers;
  private final double scale;
  private final BooleanSupplier goesOn;
  private final Cooling cooling;
  private double most = Double.POSITIVE_INFINITY; // what no plan can be worth more than
  private byte[] state;

  Intakes(Model model, Workers workers, double scale, BooleanSupplier goesOn) {
    this.model = model;
    this.workers = workers;
    this.scale = scale;
    this.goesOn = goesOn;
    cooling = new Cooling(scale, workers, goesOn);
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
    most = root.pass(rootPrice, scale * 1e-6);
    root.pass(rootPrice, scale * 1e-3);
    double[] drawn = Arrays.copyOfRange(root.demand(), model.limits, model.rows);
    int tries =
        (int)
            Math.min(
                MOST_TRIES, WORK / (model.entryRow.length + 10L * model.rows * model.rows + 1));
    boolean small = tries > 10;
    double[] price = rootPrice.clone();
    double value = small ? fixOneByOne(price, drawn) : fixAtOnce(price, drawn);
    int many = Math.max(1, state.length / 40);
    int skip = 0;
    for (int n = 0; small && n < tries && goesOn.getAsBoolean(); n++) {
      byte[] other = state.clone();
      if (!flip(price, other, many, skip)) {
        break;
      }
      double[] otherPrice = price.clone();
      double otherValue = price(otherPrice, other, 0.1);
      if (otherValue > value + 1e-9 * Math.abs(value)) {
        state = other;
        price = otherPrice;
        value = otherValue;
        skip = 0;
      } else if (many > 1) {
        many /= 2;
      } else {
        skip++;
      }
    }
    cooling.run(model, state, price, 4 * ROUGH, FINE, dual -> {});
    return price;
  }

  /// Opens the intakes that draw a share of their minimum, closes the others; of some shares the
  /// one that leaves most worth.
  private double fixAtOnce(double[] price, double[] drawn) {
    double[] start = price.clone();
    double value = Double.NEGATIVE_INFINITY;
    for (double share : SHARES) {
      byte[] other = new byte[state.length];
      for (int c = 0; c < other.length; c++) {
        boolean few = drawn[c] < 0.1 || drawn[c] < share * model.instance.minimum[c];
        other[c] = few || model.instance.seats[c] == 0 ? Dual.CLOSED : Dual.OPEN;
      }
      double[] otherPrice = start.clone();
      double otherValue = price(otherPrice, other, 0.05);
      if (otherValue > value || share == SHARES[0]) {
        state = other;
        System.arraycopy(otherPrice, 0, price, 0, price.length);
        value = otherValue;
      }
    }
    return value;
  }

  /// Opens an intake that is nearly full and closes one that is nearly empty.
  private boolean decided(int c, double[] drawn) {
    double seats = model.instance.seats[c];
    if (drawn[c] < 0.02 || seats == 0) {
      state[c] = Dual.CLOSED;
      return true;
    }
    if (drawn[c] > 0.97 * seats || model.instance.minimum[c] <= 1 && model.instance.fixed[c] == 0) {
      state[c] = Dual.OPEN;
      return true;
    }
    return false;
  }

  private double sureness(int c, double[] drawn) {
    double part = drawn[c] / model.instance.seats[c];
    return Math.max(part, 1 - part);
  }

  private void closeTheFree() {
    for (int c = 0; c < state.length; c++) {
      if (state[c] == Dual.FREE) {
        state[c] = Dual.CLOSED;
      }
    }
  }

  /// Opens or closes one intake after the other, the most decided first, each the way that leaves
  /// more worth.
  private double fixOneByOne(double[] price, double[] drawn) {
    Instance instance = model.instance;
    double value = most;
    while (goesOn.getAsBoolean()) {
      int pick = -1;
      double surest = -1;
      for (int c = 0; c < state.length; c++) {
        if (state[c] == Dual.FREE && !decided(c, drawn) && sureness(c, drawn) > surest) {
          surest = sureness(c, drawn);
          pick = c;
        }
      }
      if (pick < 0) {
        break;
      }
      boolean open = drawn[pick] >= instance.minimum[pick];
      state[pick] = open ? Dual.OPEN : Dual.CLOSED;
      double[] first = price.clone();
      double firstValue = price(first, state, 0.05);
      double[] firstDrawn = drawn(first);
      state[pick] = open ? Dual.CLOSED : Dual.OPEN;
      double[] second = price.clone();
      double secondValue = price(second, state, 0.05);
      if (firstValue >= secondValue) {
        state[pick] = open ? Dual.OPEN : Dual.CLOSED;
        System.arraycopy(first, 0, price, 0, price.length);
        System.arraycopy(firstDrawn, 0, drawn, 0, drawn.length);
        value = firstValue;
      } else {
        System.arraycopy(second, 0, price, 0, price.length);
        System.arraycopy(drawn(second), 0, drawn, 0, drawn.length);
        value = secondValue;
      }
    }
    closeTheFree();
    return value;
  }

  private double[] drawn(double[] price) {
    Dual dual = cooling.dual(model, state);
    dual.pass(price, scale * 1e-3);
    return Arrays.copyOfRange(dual.demand(), model.limits, model.rows);
  }

  /// Lowers the prices for settled intakes.
  ///
  /// @return the bound of what is left, cents
  private double price(double[] price, byte[] settled, double warmest) {
    cooling.run(model, settled, price, warmest, ROUGH, dual -> {});
    Dual dual = cooling.dual(model, settled);
    double value = dual.pass(price, scale * 1e-6);
    // Above what no plan can be worth: the steps have not come to rest, and the value says nothing.
    return value > most + 1e-6 * Math.abs(most) ? Double.NEGATIVE_INFINITY : value;
  }

  /// Closes or opens the intakes that promise most at the prices.
  ///
  /// @param most how many; where only one, also one that promises a loss, for a promise is a guess
  /// @param skip leaves out so many that promise more
  /// @return whether there was one
  private boolean flip(double[] price, byte[] settled, int most, int skip) {
    double[] promise = promises(price, settled);
    int[] order =
        IntStream.range(0, settled.length)
            .filter(c -> promise[c] > (most > 1 ? 0 : Double.NEGATIVE_INFINITY))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> -promise[c]))
            .mapToInt(c -> c)
            .toArray();
    for (int i = skip; i < Math.min(order.length, skip + most); i++) {
      settled[order[i]] = settled[order[i]] == Dual.OPEN ? Dual.CLOSED : Dual.OPEN;
    }
    return most > 1 || order.length > skip;
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
        promise[c] = count[c] == 0 ? Double.NEGATIVE_INFINITY : sum;
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
