package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Solves an instance by its classes ([Classes]): prices tie all who are alike, a linear program
/// over classes does not, and it is small.
///
/// What an intake may do in part costs its fixed price in part, a seat's share each, so its minimum
/// never binds there. The program's prices give the bound. Then intakes are settled one by one,
/// each tried against the program in which exactly the open ones run and have their minimum as a
/// row; and whole numbers are taken from that, the rest being solved anew each time.
final class Crowd {
  private static final double WORK = 3e9; // entries looked at
  private static final long MOST_STEPS = 60_000;
  private static final long FLIP_STEPS = 4_000;
  private static final int MENDS = 500;
  private static final int ROUNDS = 400;
  private static final double WHOLE = 1e-4; // as good as a whole number

  private final Instance instance;
  private final Classes classes;
  private final long seed;
  private final BooleanSupplier goesOn;
  private final int limits;
  private final int intakes;
  private final long steps; // of one program
  private final int rows; // classes, limits, seats, minima
  private final int[] classOf; // per column
  private final int[] candidate; // per column
  private final boolean[] mixed; // per limit: some use it below nought
  final byte[] state; // per intake, as in Dual
  private @Nullable Prices prices;
  private double[] price; // per row of a Model, of the program with the intakes settled

  // What is placed, in whole numbers.
  private final long[] placed; // per column
  private final long[] left; // per limit
  private final long[] seats; // per intake, free
  private final long[] sits; // per intake
  private final long[] people; // per class, not placed

  Crowd(Instance instance, Classes classes, long seed, BooleanSupplier goesOn) {
    this.instance = instance;
    this.classes = classes;
    this.seed = seed;
    this.goesOn = goesOn;
    limits = instance.limitCount();
    intakes = instance.intakeCount();
    rows = classes.count + limits + 2 * intakes;
    classOf = new int[classes.columns()];
    candidate = new int[classOf.length];
    mixed = new boolean[limits];
    for (int g = 0; g < classes.count; g++) {
      for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
        classOf[q] = g;
        int k = classes.candidate(instance, g, q);
        candidate[q] = k;
        for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
          mixed[instance.useLimit[i]] |= instance.useAmount[i] < 0;
        }
      }
    }
    long entries = rows + 2L * classOf.length;
    for (int k : candidate) {
      entries += instance.useStart[k + 1] - instance.useStart[k];
    }
    steps = (long) Math.min(MOST_STEPS, WORK / entries);
    state = new byte[intakes];
    price = new double[limits + intakes];
    placed = new long[classOf.length];
    left = new long[limits];
    seats = new long[intakes];
    sits = new long[intakes];
    people = new long[classes.count];
  }

  /// Prices of the program in which intakes run in part; nothing when it did not come to an end.
  @Nullable Prices prices() {
    return prices;
  }

  /// Prices by limit and intake once the intakes are settled, as [Search] reads them.
  double[] price() {
    return price;
  }

  /// @return a plan, which may break a rule; nothing when the program did not come to an end
  @Nullable Plan solve() {
    reset();
    Simplex part = settle();
    if (part == null) {
      return null;
    }
    draw(flip(part));
    return plan();
  }

  private void reset() {
    System.arraycopy(instance.capacity, 0, left, 0, limits);
    System.arraycopy(instance.seats, 0, seats, 0, intakes);
    for (int g = 0; g < classes.count; g++) {
      people[g] = classes.size(g);
    }
    Arrays.fill(sits, 0);
    Arrays.fill(placed, 0);
  }

  private int limitRow(int j) {
    return classes.count + j;
  }

  private int seatRow(int c) {
    return classes.count + limits + c;
  }

  private int minimumRow(int c) {
    return classes.count + limits + intakes + c;
  }

  /// @param share what each seat bears of the intake's fixed price, as a fraction of it
  private Simplex program(double[] share) {
    int columns = classOf.length;
    int[] start = new int[columns + 1];
    int most = 0;
    for (int k : candidate) {
      most +=
          1
              + instance.useStart[k + 1]
              - instance.useStart[k]
              + 3 * (instance.seatStart[k + 1] - instance.seatStart[k]);
    }
    int[] row = new int[most];
    double[] amount = new double[most];
    double[] worth = new double[columns];
    double[] use = new double[limits];
    int at = 0;
    for (int q = 0; q < columns; q++) {
      int k = candidate[q];
      row[at] = classOf[q];
      amount[at++] = 1;
      worth[q] = instance.worth[k];
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        use[instance.useLimit[i]] += instance.useAmount[i];
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        int c = instance.seatIntake[i];
        worth[q] -= share[c] * instance.fixed[c];
        if (instance.moneyLimit[c] != Instance.NONE) {
          use[instance.moneyLimit[c]] += share[c] * instance.fixed[c];
        }
        row[at] = seatRow(c);
        amount[at++] = 1;
        if (instance.minimum[c] > 1) {
          row[at] = minimumRow(c);
          amount[at++] = -1;
        }
      }
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        at = take(use, instance.useLimit[i], row, amount, at);
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        int money = instance.moneyLimit[instance.seatIntake[i]];
        if (money != Instance.NONE) {
          at = take(use, money, row, amount, at);
        }
      }
      start[q + 1] = at;
    }
    Simplex program = new Simplex(rows, columns, start, row, amount, worth, seed);
    for (int q = 0; q < columns; q++) {
      program.close(q, !runs(q));
    }
    return program;
  }

  private int take(double[] use, int j, int[] row, double[] amount, int at) {
    if (use[j] == 0) {
      return at;
    }
    row[at] = limitRow(j);
    amount[at] = use[j];
    use[j] = 0;
    return at + 1;
  }

  private boolean runs(int q) {
    int k = candidate[q];
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      if (state[c] == Dual.CLOSED || instance.seats[c] == 0) {
        return false;
      }
    }
    return true;
  }

  /// Finds the prices and a first guess of which intakes run.
  ///
  /// @return the program; nothing when it did not come to an end
  private @Nullable Simplex settle() {
    double[] share = new double[intakes];
    boolean rule = false;
    for (int c = 0; c < intakes; c++) {
      share[c] = instance.seats[c] == 0 ? 0 : 1.0 / instance.seats[c];
      rule |= instance.minimum[c] > 1 || instance.fixed[c] > 0;
    }
    Simplex program = program(share);
    whole(program);
    boolean ended = program.solve(goesOn, steps);
    prices = prices(program);
    if (!ended) {
      return null;
    }
    if (!rule) {
      Arrays.fill(state, Dual.OPEN);
      return program;
    }
    double[] drawn = drawn(program.values());
    for (int c = 0; c < intakes; c++) {
      boolean few = drawn[c] < 0.3 || drawn[c] < 0.5 * instance.minimum[c];
      state[c] = few ? Dual.CLOSED : Dual.OPEN;
    }
    return program;
  }

  /// Opens and closes intakes one by one, those first that promise most at the prices, and keeps
  /// what gains.
  ///
  /// @return the program of what is settled, solved
  private Simplex flip(Simplex settled) {
    Simplex program = program(new double[intakes]);
    program.startFrom(settled);
    double worth = worth(program);
    // An intake that cannot come to its minimum closes before anything is tried.
    for (int n = 0; n < intakes && program.granted() && goesOn.getAsBoolean(); n++) {
      double[] drawn = drawn(program.values());
      boolean closed = false;
      for (int c = 0; c < intakes; c++) {
        if (state[c] == Dual.OPEN && drawn[c] < instance.minimum[c] - 1e-3) {
          state[c] = Dual.CLOSED;
          closed = true;
        }
      }
      worth = worth(program);
      if (!closed) {
        break;
      }
    }
    Simplex kept = program(new double[intakes]);
    kept.startFrom(program);
    boolean[] tried = new boolean[intakes];
    double[] promise = promises(program);
    long end = program.steps() + FLIP_STEPS;
    while (program.steps() < end && goesOn.getAsBoolean()) {
      int pick = -1;
      for (int c = 0; c < intakes; c++) {
        if (!tried[c] && promise[c] > 0 && (pick < 0 || promise[c] > promise[pick])) {
          pick = c;
        }
      }
      if (pick < 0) {
        break;
      }
      tried[pick] = true;
      byte was = state[pick];
      state[pick] = was == Dual.OPEN ? Dual.CLOSED : Dual.OPEN;
      double now = worth(program);
      if (!program.granted() && now > worth + 1e-9 * Math.abs(worth)) {
        worth = now;
        kept.startFrom(program);
        promise = promises(program);
      } else {
        state[pick] = was;
        program.startFrom(kept);
      }
    }
    worth = worth(program);
    return program;
  }

  private double worth(Simplex program) {
    remaining(program, false);
    program.solve(goesOn, steps);
    double worth = program.worth();
    for (int c = 0; c < intakes; c++) {
      worth -= state[c] == Dual.OPEN ? instance.fixed[c] : 0;
    }
    return worth;
  }

  /// What closing each open intake and opening each closed one would gain at the prices, cents.
  private double[] promises(Simplex program) {
    double[] promise = new double[intakes];
    int[] count = new int[intakes];
    int[][] wanted = new int[intakes][];
    double[] gain = new double[placed.length];
    for (int q = 0; q < gain.length; q++) {
      gain[q] = program.gain(q);
      int k = candidate[q];
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        int c = instance.seatIntake[i];
        if (state[c] == Dual.CLOSED) {
          wanted[c] = wanted[c] == null ? new int[8] : wanted[c];
          if (count[c] == wanted[c].length) {
            wanted[c] = Arrays.copyOf(wanted[c], 2 * count[c]);
          }
          wanted[c][count[c]++] = q;
        }
      }
    }
    for (int c = 0; c < intakes; c++) {
      int money = instance.moneyLimit[c];
      double charge =
          instance.fixed[c] * (money == Instance.NONE ? 1 : 1 + program.dual(limitRow(money)));
      if (state[c] == Dual.OPEN) {
        promise[c] =
            charge
                + program.dual(minimumRow(c)) * instance.minimum[c]
                - program.dual(seatRow(c)) * instance.seats[c];
        continue;
      }
      if (count[c] == 0 || instance.seats[c] == 0) {
        promise[c] = Double.NEGATIVE_INFINITY;
        continue;
      }
      int[] order =
          Arrays.stream(wanted[c], 0, count[c])
              .boxed()
              .sorted((a, b) -> Double.compare(gain[b], gain[a]))
              .mapToInt(q -> q)
              .toArray();
      double sum = -charge;
      long free = instance.seats[c];
      for (int q : order) {
        long must = instance.minimum[c] - (instance.seats[c] - free);
        long take = Math.min(free, classes.size(classOf[q]));
        if (gain[q] <= 0) {
          take = Math.min(take, must);
        }
        if (take <= 0) {
          break;
        }
        sum += take * gain[q];
        free -= take;
      }
      boolean enough = instance.seats[c] - free >= instance.minimum[c];
      promise[c] = enough ? sum : Double.NEGATIVE_INFINITY;
    }
    return promise;
  }

  private double[] drawn(double[] value) {
    double[] drawn = new double[intakes];
    for (int q = 0; q < value.length; q++) {
      int k = candidate[q];
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        drawn[instance.seatIntake[i]] += value[q];
      }
    }
    return drawn;
  }

  /// The rows' right sides with nothing placed and intakes free.
  private void whole(Simplex program) {
    for (int g = 0; g < classes.count; g++) {
      program.right(g, classes.size(g));
    }
    for (int j = 0; j < limits; j++) {
      program.right(limitRow(j), instance.capacity[j]);
    }
    for (int c = 0; c < intakes; c++) {
      program.right(seatRow(c), instance.seats[c]);
      program.right(minimumRow(c), instance.seats[c] + 1.0);
    }
  }

  private Prices prices(Simplex program) {
    long[] limit = new long[limits];
    long[] seat = new long[intakes];
    for (int j = 0; j < limits; j++) {
      limit[j] = whole(program.dual(limitRow(j)));
    }
    for (int c = 0; c < intakes; c++) {
      // What a seat bears of the fixed price is part of the seat's price in the certificate.
      int money = instance.moneyLimit[c];
      double bears = instance.seats[c] == 0 ? 0 : (double) instance.fixed[c] / instance.seats[c];
      bears *= 1 + (money == Instance.NONE ? 0 : program.dual(limitRow(money)));
      seat[c] = whole(program.dual(seatRow(c)) + bears);
    }
    return Prices.of(instance, limit, seat, new long[intakes]);
  }

  private static long whole(double cents) {
    return Math.round(Math.min(Prices.MOST, Math.max(0, cents * Prices.MILLION)));
  }

  /// Draws whole numbers with the intakes settled.
  private void draw(Simplex program) {
    boolean first = true;
    int tries = 0;
    for (int round = 0; round < ROUNDS && goesOn.getAsBoolean(); round++) {
      remaining(program, !first);
      program.solve(goesOn, steps);
      if (first) {
        keepPrice(program);
        first = false;
      }
      double[] value = program.values();
      if (round(value)) {
        continue;
      }
      // Intakes that do not come to their minimum close, and whoever sits in them moves on.
      boolean again = false;
      for (int c = 0; c < intakes; c++) {
        if (sits[c] > 0 && sits[c] < instance.minimum[c]) {
          state[c] = Dual.CLOSED;
          again = true;
        }
      }
      if (!again || ++tries > 20) {
        break;
      }
      for (int q = 0; q < placed.length; q++) {
        if (placed[q] > 0 && !runs(q)) {
          place(q, -placed[q]);
        }
      }
    }
    mend();
    fill();
  }

  /// Rounding leaves limits over that some use below nought, for others were to make room. Moves
  /// single people to other candidates or to nothing, what loses least per unit first, until all
  /// limits are kept or nothing helps.
  private void mend() {
    for (int n = 0; n < MENDS && goesOn.getAsBoolean(); n++) {
      int over = 0;
      while (over < limits && left[over] >= 0) {
        over++;
      }
      if (over == limits || !mend(over)) {
        return;
      }
    }
  }

  private boolean mend(int over) {
    double least = Double.POSITIVE_INFINITY;
    int bestFrom = -1;
    int bestTo = -1;
    double missing = -left[over];
    for (int g = 0; g < classes.count; g++) {
      int end = classes.columnStart[g + 1];
      for (int from = classes.columnStart[g] - 1; from < end; from++) {
        boolean nothing = from < classes.columnStart[g];
        if (nothing ? people[g] == 0 : placed[from] == 0) {
          continue;
        }
        int giver = nothing ? -1 : from;
        double had = withoutPriceOf(over, giver);
        for (int n = classes.columnStart[g] - 1; n < end; n++) {
          int to = n < classes.columnStart[g] ? -1 : n;
          double relief = (double) use(giver, over) - use(to, over);
          if (relief <= 0) {
            continue;
          }
          double loss = Math.max(0, had - withoutPriceOf(over, to)) / Math.min(relief, missing);
          if (loss < least && mayMove(giver, to, over)) {
            least = loss;
            bestFrom = giver;
            bestTo = to;
          }
        }
      }
    }
    if (bestFrom >= 0) {
      place(bestFrom, -1);
    }
    if (bestTo >= 0) {
      place(bestTo, 1);
    }
    return bestFrom >= 0 || bestTo >= 0;
  }

  private double withoutPriceOf(int j, int q) {
    return q < 0 ? 0 : afterPrices(q) + price[j] * use(q, j);
  }

  private long use(int q, int j) {
    if (q >= 0) {
      int k = candidate[q];
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        if (instance.useLimit[i] == j) {
          return instance.useAmount[i];
        }
      }
    }
    return 0;
  }

  /// Whether one person may change from one candidate to another (-1: nothing) without breaking a
  /// rule but the limit that is to be mended.
  private boolean mayMove(int from, int to, int over) {
    if (from >= 0) {
      int k = candidate[from];
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        int c = instance.seatIntake[i];
        if (sits[c] <= Math.max(1, instance.minimum[c])) {
          return false;
        }
      }
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        int j = instance.useLimit[i];
        if (j != over && left[j] + instance.useAmount[i] - use(to, j) < Math.min(0, left[j])) {
          return false;
        }
      }
    }
    if (to >= 0) {
      int k = candidate[to];
      if (!runs(to) || !sitsInRunning(to)) {
        return false;
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        if (seats[instance.seatIntake[i]] == 0) {
          return false;
        }
      }
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        int j = instance.useLimit[i];
        if (j != over && left[j] + use(from, j) - instance.useAmount[i] < Math.min(0, left[j])) {
          return false;
        }
      }
    }
    return true;
  }

  /// Sets the rows to what is left, and closes columns of which not even one fits.
  private void remaining(Simplex program, boolean fitting) {
    for (int g = 0; g < classes.count; g++) {
      program.right(g, people[g]);
    }
    double[] money = new double[limits];
    for (int c = 0; c < intakes; c++) {
      boolean open = state[c] == Dual.OPEN;
      if (open && sits[c] == 0 && instance.moneyLimit[c] != Instance.NONE) {
        money[instance.moneyLimit[c]] += instance.fixed[c];
      }
      program.right(seatRow(c), seats[c]);
      program.right(
          minimumRow(c),
          open && sits[c] < instance.minimum[c]
              ? sits[c] - instance.minimum[c]
              : instance.seats[c] + 1.0);
    }
    for (int j = 0; j < limits; j++) {
      program.right(limitRow(j), left[j] - money[j]);
    }
    for (int q = 0; q < placed.length; q++) {
      program.close(q, !runs(q) || fitting && most(q, 1, false) < 1);
    }
  }

  /// How many more of the column fit, up to `wanted`.
  ///
  /// @param strict whether limits that some use below nought count; before the end they do not, for
  ///   others will make room
  private long most(int q, long wanted, boolean strict) {
    int k = candidate[q];
    long most = Math.min(wanted, people[classOf[q]]);
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1] && most > 0; i++) {
      int c = instance.seatIntake[i];
      most = Math.min(most, seats[c]);
      int money = instance.moneyLimit[c];
      if (sits[c] == 0 && money != Instance.NONE && left[money] < instance.fixed[c]) {
        most = 0;
      }
    }
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1] && most > 0; i++) {
      long amount = instance.useAmount[i];
      int j = instance.useLimit[i];
      if (amount > 0 && (strict || !mixed[j])) {
        long room = left[j];
        for (int s = instance.seatStart[k]; s < instance.seatStart[k + 1]; s++) {
          int c = instance.seatIntake[s];
          room -= sits[c] == 0 && instance.moneyLimit[c] == j ? instance.fixed[c] : 0;
        }
        most = Math.min(most, Math.max(0, room) / amount);
      }
    }
    return most;
  }

  private void place(int q, long number) {
    int k = candidate[q];
    placed[q] += number;
    people[classOf[q]] -= number;
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      left[instance.useLimit[i]] -= number * instance.useAmount[i];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      boolean ran = sits[c] > 0;
      sits[c] += number;
      seats[c] -= number;
      if (ran != sits[c] > 0 && instance.moneyLimit[c] != Instance.NONE) {
        left[instance.moneyLimit[c]] -= ran ? -instance.fixed[c] : instance.fixed[c];
      }
    }
  }

  /// Places whole numbers; of the fractions left, the largest few are rounded up.
  ///
  /// @return whether anything was placed
  private boolean round(double[] value) {
    long[] byFraction = new long[value.length];
    int count = 0;
    boolean any = false;
    for (int q = 0; q < value.length; q++) {
      if (value[q] < WHOLE) {
        continue;
      }
      long floor = (long) (value[q] + WHOLE);
      if (floor > 0) {
        long number = most(q, floor, false);
        if (number > 0) {
          place(q, number);
          any = true;
        }
      }
      double fraction = value[q] - floor;
      if (fraction > WHOLE) {
        byFraction[count++] = -((long) (fraction * (1 << 20)) << 32) + q;
      }
    }
    Arrays.sort(byFraction, 0, count);
    int up = Math.max(1, count / 8);
    for (int i = 0; i < count && up > 0; i++) {
      int q = (int) byFraction[i];
      if (most(q, 1, false) == 1) {
        place(q, 1);
        any = true;
        up--;
      }
    }
    return any;
  }

  private void keepPrice(Simplex program) {
    for (int j = 0; j < limits; j++) {
      price[j] = program.dual(limitRow(j));
    }
    for (int c = 0; c < intakes; c++) {
      price[limits + c] = program.dual(seatRow(c)) - program.dual(minimumRow(c));
    }
  }

  private double afterPrices(int q) {
    int k = candidate[q];
    double sum = instance.worth[k];
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      sum -= instance.useAmount[i] * price[instance.useLimit[i]];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      sum -= price[limits + instance.seatIntake[i]];
    }
    return sum;
  }

  /// Places whatever still fits, what loses least at the prices first.
  private void fill() {
    Integer[] order = new Integer[placed.length];
    double[] after = new double[placed.length];
    for (int q = 0; q < order.length; q++) {
      order[q] = q;
      after[q] = afterPrices(q);
    }
    Arrays.sort(order, (a, b) -> Double.compare(after[b], after[a]));
    for (int q : order) {
      if (instance.worth[candidate[q]] > 0 && runs(q) && sitsInRunning(q)) {
        long number = most(q, Long.MAX_VALUE, true);
        if (number > 0) {
          place(q, number);
        }
      }
    }
  }

  private boolean sitsInRunning(int q) {
    int k = candidate[q];
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (sits[instance.seatIntake[i]] == 0) {
        return false;
      }
    }
    return true;
  }

  /// Who of a class gets what goes by their order.
  private Plan plan() {
    Plan plan = new Plan(instance);
    for (int g = 0; g < classes.count; g++) {
      int at = classes.memberStart[g];
      for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
        for (long n = 0; n < placed[q]; n++) {
          int e = classes.member[at++];
          plan.give(e, instance.start[e] + q - classes.columnStart[g]);
        }
      }
    }
    return plan;
  }
}
