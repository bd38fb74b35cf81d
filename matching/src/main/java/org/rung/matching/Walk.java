package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// A whole-number plan from good prices, by a walk. Everybody begins with the own best, which
/// leaves some rows *off* by a few units: over, or short though they have a price. Again and again
/// one of these is picked, and of all who could put it right whoever loses least by it moves, even
/// where that puts other rows off, at a small cost a unit, until none is (local search from what is
/// broken: Selman, Kautz and Cohen 1994; whoever moved stays for a while: Glover 1989). Only those
/// take part who have another option nearly as good: some dozens for each row.
final class Walk {
  private static final double NOISE = 0.03; // of the reach, in each comparison
  private static final double STEEPEST = 100; // times what a unit off costs at first, in the end
  private static final int STAYS = 20; // steps until a person may move again
  private static final int LOOKED_AT = 128; // options of a row, each time
  private static final int WIDE = 20; // a row that more than one option of so many uses
  private static final double WIDE_OVER = 3; // times its price, what being over costs
  private static final double WIDE_SHORT = 0.02;
  private static final double HARDLY = 0.1; // of the reach, what a size's price is worth a step
  private static final double[] NOISES = gumbel(1 << 12);
  private static final int WEIGHED = 255; // steps between new costs, less one

  private final Model model;
  private final Undecided undecided;
  private final double[] price;
  private final double reach;
  private final double unit;
  private final Plan plan;
  private final BooleanSupplier goesOn;

  private final int[] now; // per undecided person, the option it has
  private final int[] staysUntil; // per undecided person, a step
  private final double[] used; // per row
  private final double[] capacity;
  private final double[] size; // what an option uses of it, mean
  private final boolean[] wide;
  private final double[] over; // what a unit over costs, cents
  private final double[] under; // what a unit short costs, cents
  private final int[] off; // rows
  private final int[] place; // per row, in `off`, or -1
  private int offs;
  private final double spread; // of what is added to each comparison, cents

  private long random; // never nought
  private int pick; // an option, of the step
  private double least; // what it costs, cents

  /// @param undecided who takes part; none of the intakes has a minimum or a fixed price
  /// @param price per row, near the best
  /// @param reach cents behind a person's best from where on options do not take part
  /// @param unit what a unit off costs at first, cents; the less, the longer it takes and the
  ///   better the plan
  Walk(
      Undecided undecided,
      double[] price,
      double reach,
      double unit,
      long seed,
      BooleanSupplier goesOn) {
    this.undecided = undecided;
    this.price = price;
    this.reach = reach;
    this.unit = unit;
    this.goesOn = goesOn;
    model = undecided.model;
    spread = NOISE * reach;
    plan = new Plan(model.instance);
    plan.copyFrom(undecided.best);
    now = new int[undecided.people];
    staysUntil = new int[undecided.people];
    int rows = model.rows;
    used = new double[rows];
    capacity = new double[rows];
    size = new double[rows];
    wide = new boolean[rows];
    over = new double[rows];
    under = new double[rows];
    off = new int[rows];
    place = new int[rows];
    random = new SplittableRandom(seed).nextLong() | 1;
    begin();
  }

  /// Numbers as Gumbel distributed them: added to what is compared, each is picked by its weight.
  private static double[] gumbel(int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> -Math.log(-Math.log((i + 0.5) / count)));
    return numbers;
  }

  private void begin() {
    for (int row = 0; row < model.rows; row++) {
      int c = row - model.limits;
      used[row] = c < 0 ? plan.used[row] : plan.count[c];
      capacity[row] = c < 0 ? model.instance.capacity[row] : model.instance.seats[c];
      wide[row] = (undecided.ofRow[row + 1] - undecided.ofRow[row]) * WIDE > undecided.options();
    }
    for (int o = 0; o < undecided.options(); o++) {
      int k = undecided.candidate[o];
      if (k != Choice.NONE) {
        for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
          size[model.entryRow[i]] += Math.abs(model.entryAmount[i]);
        }
      }
      if (plan.choice[undecided.who[undecided.personOf[o]]] == k) {
        now[undecided.personOf[o]] = o;
      }
    }
    for (int row = 0; row < model.rows; row++) {
      int count = undecided.ofRow[row + 1] - undecided.ofRow[row];
      size[row] = count == 0 ? 1 : Math.max(size[row] / count, Double.MIN_NORMAL);
    }
    Arrays.fill(place, -1);
    for (int row = 0; row < model.rows; row++) {
      note(row);
    }
  }

  /// Walks until no row is off that anybody could put right. Who is over even then is sent away:
  /// whoever loses least by it.
  ///
  /// @param most steps
  /// @return how many it took
  long run(long most) {
    int step = 0;
    for (; step < most && offs > 0; step++) {
      if ((step & WEIGHED) == 0) {
        if (!goesOn.getAsBoolean()) {
          break;
        }
        weigh(unit * Math.pow(STEEPEST, (double) step / most));
      }
      step(step);
    }
    for (int p = 0; p < undecided.people; p++) {
      plan.give(undecided.who[p], undecided.candidate[now[p]]);
    }
    if (!plan.keepsEveryRule()) {
      new Overfull(model, price, plan).empty();
    }
    return step;
  }

  /// The plan, which breaks a rule where the walk did not come to its end.
  Plan plan() {
    return plan;
  }

  /// @param unit what a unit off costs, cents
  private void weigh(double unit) {
    for (int row = 0; row < model.rows; row++) {
      double each = unit / size[row];
      over[row] = wide[row] ? Math.max(each, WIDE_OVER * price[row]) : each;
      under[row] = wide[row] ? WIDE_SHORT * price[row] : Math.min(each, price[row]);
    }
  }

  private void step(int step) {
    int row = off[below(offs)];
    boolean less = used[row] > capacity[row];
    int from = undecided.ofRow[row];
    int count = undecided.ofRow[row + 1] - from;
    int first = count <= LOOKED_AT ? 0 : below(count);
    least = Double.POSITIVE_INFINITY;
    pick = -1;
    boolean any = false;
    for (int n = Math.min(count, LOOKED_AT), i = first; n > 0; n--, i++) {
      int at = from + (i < count ? i : i - count);
      int o = undecided.using[at];
      int p = undecided.personOf[o];
      boolean leaves = less != undecided.below[at];
      if ((now[p] == o) != leaves) {
        continue;
      }
      any = true;
      if (staysUntil[p] > step) {
        continue;
      }
      if (!leaves) {
        consider(now[p], o);
        continue;
      }
      for (int other = undecided.start[p]; other < undecided.start[p + 1]; other++) {
        if (other != o) {
          consider(o, other);
        }
      }
    }
    if (pick >= 0) {
      int p = undecided.personOf[pick];
      staysUntil[p] = step + STAYS;
      count(undecided.candidate[now[p]], -1);
      count(undecided.candidate[pick], 1);
      noteRowsOf(undecided.candidate[now[p]]);
      noteRowsOf(undecided.candidate[pick]);
      now[p] = pick;
    } else if (!any && count <= LOOKED_AT) {
      strike(row); // nobody can; until somebody comes or leaves
    }
  }

  private void consider(int from, int to) {
    double cost = cost(from, to) - spread * NOISES[below(NOISES.length)];
    if (cost < least) {
      least = cost;
      pick = to;
    }
  }

  /// What it costs that a person has one option instead of another, cents.
  private double cost(int from, int to) {
    double sum = undecided.loss[to] - undecided.loss[from];
    int left = undecided.candidate[from];
    int taken = undecided.candidate[to];
    int leftFrom = left == Choice.NONE ? 0 : model.entryStart[left];
    int leftTo = left == Choice.NONE ? 0 : model.entryStart[left + 1];
    int takenFrom = taken == Choice.NONE ? 0 : model.entryStart[taken];
    int takenTo = taken == Choice.NONE ? 0 : model.entryStart[taken + 1];
    // Entries of both rise by row, uses before seats.
    int i = leftFrom;
    int j = takenFrom;
    while (i < leftTo || j < takenTo) {
      int a = i < leftTo ? model.entryRow[i] : Integer.MAX_VALUE;
      int b = j < takenTo ? model.entryRow[j] : Integer.MAX_VALUE;
      double change = 0;
      if (a <= b) {
        change -= model.entryAmount[i++];
      }
      if (b <= a) {
        change += model.entryAmount[j++];
      }
      sum += ofRow(Math.min(a, b), change);
    }
    return sum;
  }

  private double ofRow(int row, double change) {
    double before = used[row] - capacity[row];
    double after = before + change;
    return over[row] * (Math.max(0, after) - Math.max(0, before))
        + under[row] * (Math.max(0, -after) - Math.max(0, -before));
  }

  private void count(int k, int sign) {
    if (k != Choice.NONE) {
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
        used[model.entryRow[i]] += sign * model.entryAmount[i];
      }
    }
  }

  private void noteRowsOf(int k) {
    if (k != Choice.NONE) {
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
        note(model.entryRow[i]);
      }
    }
  }

  /// Puts the row on the list of those that are off, or takes it from there.
  private void note(int row) {
    if (isOff(row)) {
      if (place[row] < 0) {
        place[row] = offs;
        off[offs++] = row;
      }
    } else if (place[row] >= 0) {
      strike(row);
    }
  }

  /// Takes the row from the list of those that are off.
  private void strike(int row) {
    int last = off[--offs];
    off[place[row]] = last;
    place[last] = place[row];
    place[row] = -1;
  }

  private boolean isOff(int row) {
    double room = capacity[row] - used[row];
    return room < 0 || !wide[row] && room >= size[row] && price[row] * size[row] > HARDLY * reach;
  }

  /// A random number from 0 to below `bound` (xorshift: Marsaglia 2003).
  private int below(int bound) {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) ((random >>> 33) * bound >>> 31);
  }
}
