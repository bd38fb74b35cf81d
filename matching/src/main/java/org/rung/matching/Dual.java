package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Finds prices whose bound is close to the least. The bound is a sum of maxima, so it has kinks;
/// with the maximum replaced by a soft one of temperature T (off by at most T log n a person) it is
/// smooth, and accelerated steps (Nesterov 1983; restarts: O'Donoghue and Candès 2015), scaled by
/// each row's own curvature, go down fast. T is lowered in stages, each starting at the prices
/// before.
///
/// A row is a limit, whose price is at least 0, or an intake. An intake may be [#FREE] to run in
/// part (what the bound allows), then its seat price is at least 0; [#OPEN], then its net price may
/// be negative: a reward that fills it up to its minimum; or [#CLOSED], then nobody may sit in it.
final class Dual {
  static final byte FREE = 0;
  static final byte OPEN = 1;
  static final byte CLOSED = 2;

  private static final int MOST_BLOCKS = 32;

  /// Fewer candidates than this are not worth a block of their own.
  private static final int LEAST_IN_BLOCK = 2_000;

  /// Soft-maximum weights under e^-FAR are left out.
  private static final double FAR = 24;

  private final Model model;
  private final Workers workers;
  private final int blocks; // depends on the model only, never on the threads
  private final int[] blockStart; // first person of each block
  private final double[][] blockDemand;
  private final double[][] blockCurve;
  private final double[] blockValue;
  private final double[][] blockScratch;
  private final double[] largest; // per row, the largest amount without sign
  private final double overlap; // rows per candidate, mean
  final byte[] state; // per intake
  final double[] capacity; // per limit, what is left to these people
  final double[] seats; // per intake, likewise
  final double[] least; // per intake, what is still missing to its minimum
  private final double[] demand; // per row, soft use
  private final double[] curve; // per row
  private final double[] slope; // per row
  long passes;

  Dual(Model model, Workers workers) {
    this.model = model;
    this.workers = workers;
    int rows = model.rows;
    blocks = Math.max(1, Math.min(MOST_BLOCKS, model.worth.length / LEAST_IN_BLOCK));
    blockStart = new int[blocks + 1];
    blockValue = new double[blocks];
    blockDemand = new double[blocks][rows];
    blockCurve = new double[blocks][rows];
    blockScratch = new double[blocks][2 * model.mostCandidates];
    demand = new double[rows];
    curve = new double[rows];
    slope = new double[rows];
    state = new byte[rows - model.limits];
    capacity = Arrays.stream(model.instance.capacity).asDoubleStream().toArray();
    seats = Arrays.stream(model.instance.seats).asDoubleStream().toArray();
    least = Arrays.stream(model.instance.minimum).asDoubleStream().toArray();
    largest = new double[rows];
    for (int i = 0; i < model.entryRow.length; i++) {
      int row = model.entryRow[i];
      largest[row] = Math.max(largest[row], Math.abs(model.entryAmount[i]));
    }
    overlap = Math.max(1, (double) model.entryRow.length / Math.max(1, model.worth.length));
    int people = model.start.length - 1;
    int person = 0;
    for (int b = 1; b < blocks; b++) {
      long target = (long) model.worth.length * b / blocks;
      while (person < people && model.start[person] < target) {
        person++;
      }
      blockStart[b] = person;
    }
    blockStart[blocks] = people;
  }

  double[] demand() {
    return demand;
  }

  /// Steps at one temperature from `price`, which receives the result.
  ///
  /// @return whether it was allowed to go on to the end
  boolean descend(double[] price, double temperature, int steps, BooleanSupplier goesOn) {
    int rows = model.rows;
    double[] ahead = price.clone();
    double[] next = new double[rows];
    double momentum = 1;
    for (int step = 0; step < steps; step++) {
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      pass(ahead, temperature);
      double along = 0;
      double moved = 0;
      for (int row = 0; row < rows; row++) {
        double least =
            row >= model.limits && state[row - model.limits] == OPEN ? -Prices.MOST / 1e6 : 0;
        double size = Math.max(largest[row], 1e-9);
        double bend = overlap * Math.max(curve[row], 0.05 * size * size / temperature);
        double change = -slope[row] / bend;
        double most = 6 * temperature / size + 0.1 * Math.abs(ahead[row]);
        change = Math.max(-most, Math.min(most, change));
        double to = Math.max(least, Math.min(Prices.MOST / 1e6, ahead[row] + change));
        if (row >= model.limits && state[row - model.limits] == CLOSED) {
          to = 0;
        }
        next[row] = to;
        along += slope[row] * (to - price[row]);
        moved = Math.max(moved, Math.abs(to - price[row]) * size);
      }
      if (along > 0) {
        momentum = 1;
      }
      double after = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      double push = along > 0 ? 0 : (momentum - 1) / after;
      momentum = after;
      for (int row = 0; row < rows; row++) {
        double beyond = next[row] + push * (next[row] - price[row]);
        price[row] = next[row];
        double least =
            row >= model.limits && state[row - model.limits] == OPEN ? -Prices.MOST / 1e6 : 0;
        ahead[row] = Math.max(least, Math.min(Prices.MOST / 1e6, beyond));
      }
      if (moved < 0.002 * temperature) {
        break;
      }
    }
    return true;
  }

  /// The smoothed bound at the prices, in cents; leaves `demand`, `slope` and `curve`.
  double pass(double[] price, double temperature) {
    passes++;
    workers.run(blocks, block -> passBlock(block, price, temperature));
    double value = 0;
    Arrays.fill(demand, 0);
    Arrays.fill(curve, 0);
    for (int b = 0; b < blocks; b++) {
      value += blockValue[b];
      for (int row = 0; row < model.rows; row++) {
        demand[row] += blockDemand[b][row];
        curve[row] += blockCurve[b][row];
      }
    }
    for (int row = 0; row < model.rows; row++) {
      slope[row] = -demand[row];
      curve[row] /= temperature;
    }
    for (int j = 0; j < model.limits; j++) {
      value += price[j] * capacity[j];
      slope[j] += capacity[j];
    }
    for (int c = 0; c < state.length; c++) {
      value += intake(c, price, temperature);
    }
    return value;
  }

  /// What the intake adds to the smoothed bound; adds to `slope` and `curve`.
  private double intake(int c, double[] price, double temperature) {
    int row = model.limits + c;
    double p = price[row];
    double most = seats[c];
    double fixed = model.instance.fixed[c];
    int money = model.instance.moneyLimit[c];
    double charge = money == Instance.NONE ? fixed : fixed * (1 + price[money]);
    switch (state[c]) {
      case FREE -> {
        if (fixed == 0) {
          slope[row] += most;
          return p * most;
        }
        double soft = temperature * Math.max(1, 0.25 * most);
        double z = (p * most - charge) / soft;
        double share = 1 / (1 + Math.exp(-z));
        slope[row] += share * most;
        curve[row] += share * (1 - share) * most * most / soft;
        if (money != Instance.NONE) {
          slope[money] -= share * fixed;
          curve[money] += share * (1 - share) * fixed * fixed / soft;
        }
        return soft * (z > 30 ? z : Math.log1p(Math.exp(z)));
      }
      case OPEN -> {
        double few = least[c];
        double z = p / temperature;
        double share = 1 / (1 + Math.exp(-z));
        slope[row] += few + share * (most - few);
        curve[row] += share * (1 - share) * (most - few) / temperature;
        if (money != Instance.NONE) {
          slope[money] -= fixed;
        }
        return p * few
            + (most - few) * temperature * (z > 30 ? z : Math.log1p(Math.exp(z)))
            - charge;
      }
      default -> {
        return 0;
      }
    }
  }

  private void passBlock(int block, double[] price, double temperature) {
    double[] use = blockDemand[block];
    double[] bend = blockCurve[block];
    double[] after = blockScratch[block];
    Arrays.fill(use, 0);
    Arrays.fill(bend, 0);
    int[] entryStart = model.entryStart;
    int[] entryRow = model.entryRow;
    double[] entryAmount = model.entryAmount;
    double[] worth = model.worth;
    double total = 0;
    boolean closed = anyClosed();
    double reach = FAR * temperature;
    double perTemperature = 1 / temperature;
    for (int e = blockStart[block]; e < blockStart[block + 1]; e++) {
      int from = model.start[e];
      int to = model.start[e + 1];
      double best = 0;
      for (int k = from; k < to; k++) {
        double sum = worth[k];
        for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
          sum -= entryAmount[i] * price[entryRow[i]];
        }
        if (closed && !runs(k)) {
          sum = Double.NEGATIVE_INFINITY;
        }
        after[k - from] = sum;
        best = Math.max(best, sum);
      }
      double near = best - reach;
      double weights = near > 0 ? 0 : Math.exp(-best * perTemperature);
      for (int k = from; k < to; k++) {
        double sum = after[k - from];
        double weight = sum < near ? 0 : Math.exp((sum - best) * perTemperature);
        after[k - from] = weight;
        weights += weight;
      }
      total += best + temperature * Math.log(weights);
      double perWeight = 1 / weights;
      for (int k = from; k < to; k++) {
        double share = after[k - from] * perWeight;
        if (share == 0) {
          continue;
        }
        for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
          double amount = share * entryAmount[i];
          use[entryRow[i]] += amount;
          bend[entryRow[i]] += amount * entryAmount[i];
        }
      }
    }
    blockValue[block] = total;
  }

  /// Whether every intake is free, so that the prices bound every plan.
  boolean isFree() {
    for (byte s : state) {
      if (s != FREE) {
        return false;
      }
    }
    return true;
  }

  private boolean anyClosed() {
    for (byte s : state) {
      if (s == CLOSED) {
        return true;
      }
    }
    return false;
  }

  /// Whether all the candidate's intakes may run.
  private boolean runs(int k) {
    for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
      int c = model.entryRow[i] - model.limits;
      if (c >= 0 && state[c] == CLOSED) {
        return false;
      }
    }
    return true;
  }

  /// Each candidate's weight in its person's soft maximum at the prices.
  void shares(double[] price, double temperature, double[] share) {
    for (int e = 0; e < model.person.length; e++) {
      double best = 0;
      for (int k = model.start[e]; k < model.start[e + 1]; k++) {
        share[k] = runs(k) ? model.afterPrices(price, k) : Double.NEGATIVE_INFINITY;
        best = Math.max(best, share[k]);
      }
      double sum = Math.exp(-best / temperature);
      for (int k = model.start[e]; k < model.start[e + 1]; k++) {
        share[k] = Math.exp((share[k] - best) / temperature);
        sum += share[k];
      }
      for (int k = model.start[e]; k < model.start[e + 1]; k++) {
        share[k] /= sum;
      }
    }
  }

  /// Prices in whole millionths; net prices under 0 become prices of the minimum.
  Prices rounded(double[] price) {
    Instance instance = model.instance;
    long[] limit = new long[model.limits];
    for (int j = 0; j < limit.length; j++) {
      limit[j] = whole(price[j]);
    }
    long[] seat = new long[state.length];
    long[] minimum = new long[state.length];
    for (int c = 0; c < seat.length; c++) {
      seat[c] = whole(price[model.limits + c]);
      minimum[c] = whole(-price[model.limits + c]);
    }
    return Prices.of(instance, limit, seat, minimum);
  }

  private static long whole(double price) {
    return Math.max(0, Math.min(Prices.MOST, Math.round(price * Prices.MILLION)));
  }
}
