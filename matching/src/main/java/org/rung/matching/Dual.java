package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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

  /// Rows with a price up to which Newton steps pay.
  private static final int MOST_ROWS = 2_500;

  /// Accelerated steps in place of Newton's.
  private static final int STEPS = 30;

  /// Newton steps tried at one place, ever more damped, and the shortest part of one.
  private static final int DAMPED = 3;

  private static final double SHORTEST = 0.02;

  /// Of what the slope promises, a step gains at least this part.
  private static final double ENOUGH = 0.1;

  /// A step that gains less than this part of the temperature a row is the last.
  private static final double SETTLED = 5e-4;

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
  final double[] fixed; // per intake, cents
  private final double[] demand; // per row, soft use
  private final double[] curve; // per row
  private final double[] slope; // per row
  private final int[] free; // rows
  private final Cholesky cholesky;
  private double damping = 0.01; // of Newton steps, kept from step to step
  private @Nullable Curvature curvature; // made when first needed

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
    free = new int[rows];
    cholesky = new Cholesky(workers);
    state = new byte[rows - model.limits];
    capacity = Arrays.stream(model.instance.capacity).asDoubleStream().toArray();
    seats = Arrays.stream(model.instance.seats).asDoubleStream().toArray();
    least = Arrays.stream(model.instance.minimum).asDoubleStream().toArray();
    fixed = Arrays.stream(model.instance.fixed).asDoubleStream().toArray();
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

  /// Accelerated steps at one temperature from `price`, which receives the result.
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

  /// Stands for a part of the people, so that every capacity is a part too.
  void scaleTo(double part) {
    for (double[] amounts : new double[][] {capacity, seats, least, fixed}) {
      for (int i = 0; i < amounts.length; i++) {
        amounts[i] *= part;
      }
    }
  }

  /// Lowers the prices at one temperature by whichever kind of step pays.
  ///
  /// @return whether it was allowed to go on to the end
  boolean settle(double[] price, double temperature, BooleanSupplier goesOn) {
    return newton(price, temperature, 10, goesOn);
  }

  /// Newton steps at one temperature from `price`, which receives the result: far fewer than
  /// [#descend] needs, each as dear as a dozen passes. Rows at their least price that would fall
  /// further stay there (Bertsekas 1982, *Projected Newton methods*).
  ///
  /// @return whether it was allowed to go on to the end
  private boolean newton(double[] price, double temperature, int steps, BooleanSupplier goesOn) {
    int rows = model.rows;
    double[] step = new double[rows];
    double[] next = new double[rows];
    for (int n = 0; n < steps; n++) {
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      double value = pass(price, temperature);
      double[] at = slope.clone();
      int count = free(price, temperature);
      if (count > MOST_ROWS) {
        return descend(price, temperature, STEPS, goesOn);
      }
      double gain = -1;
      for (int t = 0; t < DAMPED && gain < 0; t++) {
        step(price, temperature, at, count, step);
        double part = 1;
        for (; part > SHORTEST && gain < 0; part /= 2) {
          double along = 0;
          for (int row = 0; row < rows; row++) {
            double to = price[row] + part * step[row];
            next[row] = Math.max(leastPrice(row), Math.min(Prices.MOST / 1e6, to));
            along += at[row] * (next[row] - price[row]);
          }
          double to = along < 0 ? pass(next, temperature) : Double.POSITIVE_INFINITY;
          gain = value - to >= -ENOUGH * along ? value - to : -1;
        }
        if (part == 0.5) {
          damping = Math.max(1e-7, damping / 5);
        } else if (part < 0.125) {
          damping = Math.min(1e6, damping * 6);
        }
      }
      if (gain < 0) {
        if (!descend(price, temperature, 6, goesOn)) {
          return false;
        }
        continue;
      }
      System.arraycopy(next, 0, price, 0, rows);
      if (gain < Math.min(SETTLED * temperature * rows, 1e-5 * Math.abs(value))) {
        break;
      }
    }
    return true;
  }

  /// Lists the rows whose price may move: all but those that are at their least price and would
  /// fall.
  private int free(double[] price, double temperature) {
    int count = 0;
    for (int row = 0; row < model.rows; row++) {
      boolean closed = row >= model.limits && state[row - model.limits] == CLOSED;
      if (!closed
          && !(price[row] - leastPrice(row) <= nearLeast(row, temperature) && slope[row] >= 0)) {
        free[count++] = row;
      }
    }
    return count;
  }

  /// The damped Newton step of the first `count` free rows; what would fall below its least price
  /// is left out, and the others' step found anew.
  private void step(double[] price, double temperature, double[] at, int count, double[] step) {
    if (curvature == null) {
      curvature = new Curvature(model, workers);
    }
    int[] list = Arrays.copyOf(free, count);
    double[] x = new double[count];
    for (int again = 0; ; again++) {
      double[][] square = curvature.people(list, count, price, temperature, this);
      bendOfIntakes(square, list, count, price, temperature);
      for (int i = 0; i < count; i++) {
        double size = Math.max(largest[list[i]], 1e-9);
        square[i][i] = (square[i][i] + 1e-3 * size * size / temperature) * (1 + damping);
        x[i] = -at[list[i]];
      }
      cholesky.solve(square, count, x);
      Arrays.fill(step, 0);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int row = list[i];
        step[row] = x[i];
        if (price[row] - leastPrice(row) > nearLeast(row, temperature) || x[i] >= 0) {
          list[kept++] = row;
        }
      }
      if (kept == count || again == 5) {
        return;
      }
      count = kept;
    }
  }

  private double nearLeast(int row, double temperature) {
    return 1e-3 * temperature / Math.max(largest[row], 1e-9);
  }

  private double leastPrice(int row) {
    return row >= model.limits && state[row - model.limits] == OPEN ? -Prices.MOST / 1e6 : 0;
  }

  /// Adds the second derivatives of the intakes' part.
  ///
  /// @param list the square's rows, rising
  private void bendOfIntakes(
      double[][] square, int[] list, int count, double[] price, double temperature) {
    for (int i = 0; i < count; i++) {
      int row = list[i];
      int c = row - model.limits;
      if (c < 0) {
        continue;
      }
      double fee = fixed[c];
      int money = model.instance.moneyLimit[c];
      if (state[c] == OPEN) {
        double share = 1 / (1 + Math.exp(-price[row] / temperature));
        square[i][i] += share * (1 - share) * (seats[c] - least[c]) / temperature;
      } else if (state[c] == FREE && fee > 0) {
        double charge = money == Instance.NONE ? fee : fee * (1 + price[money]);
        double soft = temperature * Math.max(1, 0.25 * seats[c]);
        double share = 1 / (1 + Math.exp(-(price[row] * seats[c] - charge) / soft));
        double bend = share * (1 - share) / soft;
        square[i][i] += bend * seats[c] * seats[c];
        int at = money == Instance.NONE ? -1 : Arrays.binarySearch(list, 0, count, money);
        if (at >= 0) {
          square[at][at] += bend * fee * fee;
          square[at][i] -= bend * fee * seats[c];
        }
      }
    }
  }

  /// The smoothed bound at the prices, in cents; leaves `demand`, `slope` and `curve`.
  double pass(double[] price, double temperature) {
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
    double fee = fixed[c];
    int money = model.instance.moneyLimit[c];
    double charge = money == Instance.NONE ? fee : fee * (1 + price[money]);
    switch (state[c]) {
      case FREE -> {
        if (fee == 0) {
          slope[row] += most;
          return p * most;
        }
        double soft = temperature * Math.max(1, 0.25 * most);
        double z = (p * most - charge) / soft;
        double share = 1 / (1 + Math.exp(-z));
        slope[row] += share * most;
        curve[row] += share * (1 - share) * most * most / soft;
        if (money != Instance.NONE) {
          slope[money] -= share * fee;
          curve[money] += share * (1 - share) * fee * fee / soft;
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
          slope[money] -= fee;
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

  boolean anyClosed() {
    for (byte s : state) {
      if (s == CLOSED) {
        return true;
      }
    }
    return false;
  }

  /// Whether all the candidate's intakes may run.
  boolean runs(int k) {
    for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
      int c = model.entryRow[i] - model.limits;
      if (c >= 0 && state[c] == CLOSED) {
        return false;
      }
    }
    return true;
  }
}
