package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Finds prices whose bound is close to the least. The bound is a sum of maxima, so it has kinks;
/// with the maximum replaced by a soft one of temperature T (off by at most T log n a person) it is
/// smooth, and accelerated steps (Nesterov 1983; restarts: O'Donoghue and Candès 2015), scaled by
/// each row's own curvature, go down fast. T is lowered in stages, each starting at the prices
/// before.
///
/// A row is a limit or an intake, which may run in part; its price is at least 0.
final class Dual {
  static final byte FREE = 0;
  static final byte OPEN = 1;
  static final byte CLOSED = 2;

  /// Rows with a price up to which all second derivatives are written down.
  static final int MOST_ROWS = 1_600;

  /// Of conjugate gradients, and products that a factorisation makes in the time of one of theirs.
  private static final double PASSES = 25;

  private static final double AT_ONCE = 16;

  /// Newton steps at one temperature, at most; and where they cost more, as rows are not few.
  private static final int MOST_STEPS = 40;

  private static final int FEW_STEPS = 12;
  private static final int FEW_ROWS = 400;

  /// A step that gains less than this part of the temperature a row is the last.
  private static final double SETTLED = 2e-2;

  /// Of the gain of the step before: Newton steps that have come close gain far less each time.
  private static final double FALLS = 0.2;

  /// Newton steps tried at one place, ever more damped, and the shortest part of one.
  private static final int DAMPED = 3;

  private static final double SHORTEST = 0.02;

  /// Temperatures that the price of an intake's minimum moves by in a step, at most.
  private static final double LONGEST = 200;

  /// Of what the slope promises, a step gains at least this part.
  private static final double ENOUGH = 0.1;

  private static final double DEAREST = Prices.MOST / 1e6;

  private final Instance frame;
  private final Blocks<Near> people;
  private final byte[] state; // per intake
  private final int limits;
  private final int rows;
  final long candidates; // how many
  private final double[] largest; // per row, the largest amount without sign
  private final double overlap; // rows per candidate, mean
  private final double[] capacity; // per limit, what is left to these people
  private final double[] seats; // per intake, likewise
  private final double[] fixed; // per intake, cents
  private final double[] curve; // per row
  private final double[] slope; // per row
  private final int[] free; // rows
  private final Cholesky cholesky;
  private double value; // smoothed bound of the last step, cents
  private long shared; // candidates with a part of their person, at the last pass
  private double enough = Double.NEGATIVE_INFINITY; // of the bound, cents
  private double hardly; // gained by a step, part of the bound, not worth another
  private boolean held; // a price went as far as it may
  private boolean endsWhereHeld;
  private double furthest =
      Double.POSITIVE_INFINITY; // that a price moves in all, cents a candidate
  private long passes;
  private double damping = 0.01; // of Newton steps, kept from step to step

  /// @param frame limits and intakes
  /// @param workers for what is not done block by block
  Dual(Instance frame, Blocks<Near> people, Workers workers) {
    this(frame, people, new byte[frame.intakeCount()], workers);
  }

  /// @param people none of whose candidates sits in an intake that is closed
  /// @param state per intake whether it runs, or may in part
  Dual(Instance frame, Blocks<Near> people, byte[] state, Workers workers) {
    this.frame = frame;
    this.people = people;
    this.state = state;
    limits = frame.limitCount();
    rows = limits + frame.intakeCount();
    curve = new double[rows];
    slope = new double[rows];
    free = new int[rows];
    cholesky = new Cholesky(workers);
    capacity = Arrays.stream(frame.capacity).asDoubleStream().toArray();
    seats = Arrays.stream(frame.seats).asDoubleStream().toArray();
    fixed = Arrays.stream(frame.fixed).asDoubleStream().toArray();
    int count = rows;
    Near.Extent extent = people.sum((near, scratch) -> near.extent(count));
    candidates = extent.candidates;
    largest = extent.largest;
    overlap = Math.max(1, (double) extent.entries / Math.max(1, extent.candidates));
  }

  /// Accelerated steps at one temperature from `price`, which receives the result.
  ///
  /// @return whether it was allowed to go on to the end
  boolean descend(double[] price, double temperature, int steps, BooleanSupplier goesOn) {
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
        double size = Math.max(largest[row], 1e-9);
        double bend = overlap * Math.max(curve[row], 0.05 * size * size / temperature);
        double change = -slope[row] / bend;
        double most = 6 * temperature / size + 0.1 * Math.abs(ahead[row]);
        change = Math.max(-most, Math.min(most, change));
        double to = Math.max(least(row), Math.min(DEAREST, ahead[row] + change));
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
        ahead[row] = Math.max(least(row), Math.min(DEAREST, beyond));
      }
      if (moved < 0.002 * temperature) {
        break;
      }
    }
    return true;
  }

  /// Stands for a part of the people, so that every capacity is a part too.
  void scaleTo(double part) {
    for (double[] amounts : new double[][] {capacity, seats, fixed}) {
      for (int i = 0; i < amounts.length; i++) {
        amounts[i] *= part;
      }
    }
  }

  /// No step is made from a bound that is no more than this, cents.
  void stopAt(double enough) {
    this.enough = enough;
  }

  /// A step that gains less than this part of the bound is the last: Newton's next one would gain
  /// far less.
  void stopBelow(double part) {
    hardly = part;
  }

  /// No price moves further than this from where it is at first, by what it charges a candidate:
  /// further off, others count than those looked at here.
  ///
  /// @param orEnd whether [#settle] ends where a price would
  void stayWithin(double cents, boolean orEnd) {
    furthest = cents;
    endsWhereHeld = orEnd;
  }

  /// Whether a price went as far as it may in [#settle].
  boolean isHeld() {
    return held;
  }

  /// The smoothed bound at the prices of the last step, cents.
  double value() {
    return value;
  }

  /// How often all were looked at.
  long passes() {
    return passes;
  }

  /// Lowers the prices at one temperature by whichever kind of step pays.
  ///
  /// @return whether it was allowed to go on to the end
  boolean settle(double[] price, double temperature, BooleanSupplier goesOn) {
    return newton(price, temperature, goesOn);
  }

  /// Newton steps at one temperature from `price`, which receives the result: far fewer than
  /// [#descend] needs, each as dear as a dozen passes. Rows at their least price that would fall
  /// further stay there (Bertsekas 1982, *Projected Newton methods*).
  ///
  /// @return whether it was allowed to go on to the end
  private boolean newton(double[] price, double temperature, BooleanSupplier goesOn) {
    double[] next = new double[rows];
    double[] start = price.clone();
    held = false;
    double before = 0;
    boolean fresh = false; // `value`, `slope` and `curve` are of `price`
    for (int n = 0; n < MOST_STEPS; n++) {
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      value = fresh ? value : pass(price, temperature);
      if (value <= enough) {
        break;
      }
      double[] at = slope.clone();
      double[] own = curve.clone();
      int count = free(price, temperature);
      if (n >= FEW_STEPS && count > FEW_ROWS) {
        break;
      }
      double gain = tryStep(price, start, temperature, at, own, count, next);
      if (gain < 0) {
        if (!descend(price, temperature, 6, goesOn)) {
          return false;
        }
        fresh = false;
        continue;
      }
      System.arraycopy(next, 0, price, 0, rows);
      value -= gain;
      fresh = true;
      held = isHeld(start, price);
      if (held && endsWhereHeld) {
        break;
      }
      boolean falls = gain < FALLS * before;
      before = gain;
      if (gain < Math.min(SETTLED * temperature * rows, 1e-5 * Math.abs(value))
          || falls && gain < hardly * Math.abs(value)) {
        break;
      }
    }
    return true;
  }

  /// Tries a step, ever shorter and then more damped.
  ///
  /// @param at the slope
  /// @param own the curvature of each row alone
  /// @param count of rows that may move
  /// @param next receives the prices after the step
  /// @return what it gains, or -1
  private double tryStep(
      double[] price,
      double[] start,
      double temperature,
      double[] at,
      double[] own,
      int count,
      double[] next) {
    double[] step = new double[rows];
    boolean many = isManyFor(count);
    double[] here = price.clone();
    double gain = -1;
    try (Blocks<Ties> ties =
        people.changed((near, scratch) -> new Ties(near, here, temperature, scratch))) {
      for (int t = 0; t < DAMPED && gain < 0; t++) {
        if (many) {
          stepOfMany(ties, price, temperature, at, own, count, step);
        } else {
          step(ties, price, temperature, at, count, step);
        }
        double part = longest(step, temperature);
        double shortest = SHORTEST * part;
        for (; part > shortest && gain < 0; part /= 2) {
          double along = 0;
          for (int row = 0; row < rows; row++) {
            next[row] = within(row, start[row], price[row] + part * step[row]);
            along += at[row] * (next[row] - price[row]);
          }
          double to = along < 0 ? pass(next, temperature) : Double.POSITIVE_INFINITY;
          gain = value - to >= -ENOUGH * along ? value - to : -1;
        }
        if (part >= 0.5 * longest(step, temperature)) {
          damping = Math.max(1e-7, damping / 5);
        } else if (part < 0.125 * longest(step, temperature)) {
          damping = Math.min(1e6, damping * 6);
        }
      }
    }
    return gain;
  }

  private boolean isHeld(double[] start, double[] price) {
    for (int row = 0; row < rows; row++) {
      if (Math.abs(price[row] - start[row]) >= (1 - 1e-9) * furthest(row)) {
        return true;
      }
    }
    return false;
  }

  private double furthest(int row) {
    return furthest / Math.max(largest[row], 1e-9);
  }

  private double within(int row, double start, double price) {
    double most = furthest(row);
    double near = Math.max(start - most, Math.min(start + most, price));
    return Math.max(least(row), Math.min(DEAREST, near));
  }

  /// Whether so many rows are quicker solved for by conjugate gradients.
  private boolean isManyFor(int count) {
    return count > MOST_ROWS
        || PASSES * overlap * shared < (double) count * count * count / (3 * AT_ONCE);
  }

  /// The longest part of a step to try. Where an intake cannot come to its minimum its price falls
  /// without end, and everybody else's choices are soon far from those that are looked at.
  private double longest(double[] step, double temperature) {
    double most = 0;
    for (int c = 0; c < state.length; c++) {
      most = least(limits + c) < 0 ? Math.max(most, Math.abs(step[limits + c])) : most;
    }
    return Math.min(1, LONGEST * temperature / Math.max(most, 1e-9));
  }

  /// Lists the rows whose price may move: all but those that are at their least price and would
  /// fall.
  private int free(double[] price, double temperature) {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      if (!(price[row] <= nearLeast(row, temperature) && slope[row] >= 0)) {
        free[count++] = row;
      }
    }
    return count;
  }

  /// The damped Newton step of the first `count` free rows; what would fall below its least price
  /// is left out, and the others' step found anew.
  private void step(
      Blocks<Ties> ties,
      double[] price,
      double temperature,
      double[] at,
      int count,
      double[] step) {
    int[] list = Arrays.copyOf(free, count);
    double[] x = new double[count];
    for (int again = 0; ; again++) {
      double[][] square = ties.sum(Curvature.of(list, count, rows)).row;
      double by = 1 / temperature;
      for (int i = 0; i < count; i++) {
        for (int j = i; j < count; j++) {
          square[i][j] *= by;
        }
      }
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
        if (price[row] > nearLeast(row, temperature) || x[i] >= 0) {
          list[kept++] = row;
        }
      }
      if (kept == count || again == 5) {
        return;
      }
      count = kept;
    }
  }

  /// The same by conjugate gradients, with what would fall below its least price left out once.
  private void stepOfMany(
      Blocks<Ties> ties,
      double[] price,
      double temperature,
      double[] at,
      double[] own,
      int count,
      double[] step) {
    double[] damp = new double[rows];
    for (int row = 0; row < rows; row++) {
      double size = Math.max(largest[row], 1e-9);
      damp[row] = damping * own[row] + 1e-3 * size * size / temperature * (1 + damping);
    }
    Conjugate.Bend[] intakes =
        IntStream.range(0, fixed.length)
            .filter(this::bends)
            .mapToObj(c -> bend(c, price, temperature))
            .toArray(Conjugate.Bend[]::new);
    int[] list = Arrays.copyOf(free, count);
    for (int again = 0, before = 0; again < 2 && list.length != before; again++) {
      before = list.length;
      new Conjugate(frame, cholesky).solve(ties, intakes, list, temperature, own, damp, at, step);
      list =
          Arrays.stream(list)
              .filter(row -> price[row] > nearLeast(row, temperature) || step[row] >= 0)
              .toArray();
    }
  }

  /// Whether what the intake adds is more than its price times its seats.
  private boolean bends(int c) {
    return state[c] == FREE ? fixed[c] > 0 : state[c] == OPEN && frame.minimum[c] > 1;
  }

  private Conjugate.Bend bend(int c, double[] price, double temperature) {
    if (state[c] == OPEN) {
      double spread = seats[c] - frame.minimum[c];
      double soft = temperature * Math.max(1, 0.25 * spread);
      double share = 1 / (1 + Math.exp(-price[limits + c] * spread / soft));
      return new Conjugate.Bend(limits + c, -1, spread, 0, share * (1 - share) / soft);
    }
    double fee = fixed[c];
    int money = frame.moneyLimit[c];
    double charge = money == Instance.NONE ? fee : fee * (1 + price[money]);
    double soft = temperature * Math.max(1, 0.25 * seats[c]);
    double share = 1 / (1 + Math.exp(-(price[limits + c] * seats[c] - charge) / soft));
    return new Conjugate.Bend(limits + c, money, seats[c], fee, share * (1 - share) / soft);
  }

  private double nearLeast(int row, double temperature) {
    return least(row) + 1e-3 * temperature / Math.max(largest[row], 1e-9);
  }

  /// The least price of a row: seats of an intake that has to come to its minimum may be paid for.
  private double least(int row) {
    int c = row - limits;
    return c >= 0 && state[c] == OPEN && frame.minimum[c] > 1 ? -DEAREST : 0;
  }

  /// Adds the second derivatives of the intakes' part.
  ///
  /// @param list the square's rows, rising
  private void bendOfIntakes(
      double[][] square, int[] list, int count, double[] price, double temperature) {
    for (int i = 0; i < count; i++) {
      int row = list[i];
      int c = row - limits;
      if (c < 0) {
        continue;
      }
      if (!bends(c)) {
        continue;
      }
      Conjugate.Bend bend = bend(c, price, temperature);
      square[i][i] += bend.amount() * bend.seats() * bend.seats();
      int at = bend.money() < 0 ? -1 : Arrays.binarySearch(list, 0, count, bend.money());
      if (at >= 0) {
        square[at][at] += bend.amount() * bend.fee() * bend.fee();
        square[at][i] -= bend.amount() * bend.fee() * bend.seats();
      }
    }
  }

  /// The smoothed bound at the prices, in cents; leaves `slope` and `curve`.
  private double pass(double[] price, double temperature) {
    passes++;
    Demand demand = people.sum(new SoftMaximum(price, temperature));
    double value = demand.value;
    shared = demand.shared;
    for (int row = 0; row < rows; row++) {
      slope[row] = -demand.use[row];
      curve[row] = demand.bend[row] / temperature;
    }
    for (int j = 0; j < limits; j++) {
      value += price[j] * capacity[j];
      slope[j] += capacity[j];
    }
    for (int c = 0; c < seats.length; c++) {
      value += intake(c, price, temperature);
    }
    return value;
  }

  /// What the intake adds to the smoothed bound; adds to `slope` and `curve`.
  private double intake(int c, double[] price, double temperature) {
    int row = limits + c;
    double p = price[row];
    double most = seats[c];
    double fee = fixed[c];
    int money = frame.moneyLimit[c];
    if (state[c] == CLOSED) {
      return 0;
    }
    if (state[c] == OPEN) {
      return open(c, p, temperature) - fee * (money == Instance.NONE ? 1 : 1 + price[money]);
    }
    if (fee == 0) {
      slope[row] += most;
      return p * most;
    }
    double charge = money == Instance.NONE ? fee : fee * (1 + price[money]);
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

  /// The same of an intake that runs, its fixed price aside: seats from its minimum up, what they
  /// are worth at a price that may be below nought.
  private double open(int c, double p, double temperature) {
    int row = limits + c;
    int money = frame.moneyLimit[c];
    if (money != Instance.NONE) {
      slope[money] -= fixed[c];
    }
    double least = frame.minimum[c] > 1 ? frame.minimum[c] : seats[c];
    double spread = seats[c] - least;
    double soft = temperature * Math.max(1, 0.25 * spread);
    double z = p * spread / soft;
    double share = 1 / (1 + Math.exp(-z));
    slope[row] += least + share * spread;
    curve[row] += share * (1 - share) * spread * spread / soft;
    return p * least + soft * (z > 30 ? z : Math.log1p(Math.exp(z)));
  }
}
