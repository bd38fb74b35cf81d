package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// Improves a plan: a few dozen classes of people are freed, all others keep what they have, and
/// what is best for these is searched by branching on their linear program (large neighbourhood
/// search: Shaw 1998). A plan falls short of the bound by what people lose against their best at
/// the prices and by priced room left over, so classes that lose, and those near a tie that want
/// such room, are freed first.
final class Refinement {
  private static final int FREED = 25; // classes at a time
  private static final int NODES = 200; // programs solved at a time
  private static final int OPTIONS = 12; // columns of a class
  private static final int FEW = 500; // classes, first all freed at once
  private static final double FAR = 1e12; // cents
  private static final double WHOLE = 1e-6;

  private final Instance instance;
  private final Classes classes;
  private final Placed placed;
  private final Program program;
  private final byte[] state;
  private final double[] price;
  private final SplittableRandom random;
  private final BooleanSupplier goesOn;

  private final int[] near; // per class up to OPTIONS columns, best first, -1 at the end
  private final double[] after; // of these
  private final double[] most; // per class, worth after prices of its best option
  private final double[] margin; // per class, of the second best option

  private int[] freed = new int[0];
  private int[] hadColumn = new int[64];
  private int[] hadNumber = new int[64];
  private int had;
  private long best;
  private int nodes;
  private int mostNodes;
  private double typical; // margin, cents
  private boolean[] freedIntake = new boolean[0];

  Refinement(
      Instance instance,
      Classes classes,
      Placed placed,
      Program program,
      byte[] state,
      double[] price,
      SplittableRandom random,
      BooleanSupplier goesOn) {
    this.instance = instance;
    this.classes = classes;
    this.placed = placed;
    this.program = program;
    this.state = state;
    this.price = price;
    this.random = random;
    this.goesOn = goesOn;
    near = new int[Math.multiplyExact(classes.count, OPTIONS)];
    after = new double[near.length];
    most = new double[classes.count];
    margin = new double[classes.count];
    for (int g = 0; g < classes.count; g++) {
      list(g);
    }
  }

  private void list(int g) {
    int from = g * OPTIONS;
    int count = 0;
    Arrays.fill(near, from, from + OPTIONS, -1);
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      double value = placed.afterPrices(q, price);
      if (count == OPTIONS && value <= after[from + OPTIONS - 1]) {
        continue;
      }
      int at = from + Math.min(count, OPTIONS - 1);
      while (at > from && after[at - 1] < value) {
        after[at] = after[at - 1];
        near[at] = near[at - 1];
        at--;
      }
      after[at] = value;
      near[at] = q;
      count = Math.min(OPTIONS, count + 1);
    }
    double first = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      if (placed.runs(near[i])) {
        second = Math.max(second, Math.min(first, after[i]));
        first = Math.max(first, after[i]);
      }
    }
    most[g] = Math.max(0, first);
    margin[g] = Math.min(FAR, first > 0 ? first - Math.max(0, second) : -first);
  }

  /// What the class loses against its best, cents.
  private double loss(int g) {
    double loss = most[g] * classes.size(g);
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      if (placed.number[q] > 0) {
        loss -= placed.number[q] * placed.afterPrices(q, price);
      }
    }
    return loss;
  }

  /// @param enough whether a plan of such worth will do
  /// @return cents gained
  long run(int attempts, LongPredicate enough) {
    for (int g = 0; g < classes.count; g++) {
      if (program.isOpen(g)) {
        program.close(g);
      }
    }
    double sum = 0;
    for (double m : margin) {
      sum += m < FAR ? m : 0;
    }
    typical = Math.max(1, sum / Math.max(1, margin.length) / 20);
    int[] all = new int[classes.count];
    Arrays.setAll(all, g -> g);
    if (!placed.keepsEveryRule() || all.length <= FEW && !enough.test(placed.worth)) {
      attempt(all, true, 20 * NODES);
      if (!placed.keepsEveryRule()) {
        return 0;
      }
    }
    long before = placed.worth;
    boolean rule = false;
    for (int c = 0; c < state.length; c++) {
      rule |= ruled(c);
    }
    for (int n = 0; n < attempts && goesOn.getAsBoolean() && !enough.test(placed.worth); n++) {
      boolean intakes = rule && n % 2 == 0;
      if (intakes) {
        attempt(gatherForIntakes(), true, NODES);
      } else {
        attempt(gather(), false, NODES);
      }
    }
    return placed.worth - before;
  }

  private boolean ruled(int c) {
    return instance.minimum[c] > 1 || instance.fixed[c] > 0;
  }

  /// The classes to be freed so that an intake or two may open or close.
  private int[] gatherForIntakes() {
    freedIntake = new boolean[state.length];
    int many = 1 + random.nextInt(3);
    for (int n = 0; n < 20 && many > 0; n++) {
      int c = random.nextInt(state.length);
      if (ruled(c) && instance.seats[c] > 0) {
        freedIntake[c] = true;
        many--;
      }
    }
    long[] order = new long[margin.length];
    for (int g = 0; g < order.length; g++) {
      double k = 3 + margin[g] / typical;
      for (int i = g * OPTIONS; i < (g + 1) * OPTIONS && near[i] >= 0; i++) {
        if (sits(near[i])) {
          k = Math.min(k, Math.max(0, most[g] - after[i]) / typical);
        }
      }
      for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
        if (placed.number[q] > 0 && sits(q)) {
          k = -1;
        }
      }
      k = k < 0 ? 0 : k - Math.log(1 - random.nextDouble());
      order[g] = (Double.doubleToLongBits(k) & ~0xffffffL) | g;
    }
    return first(order);
  }

  private boolean sits(int q) {
    int k = classes.candidate[q];
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (freedIntake[instance.seatIntake[i]]) {
        return true;
      }
    }
    return false;
  }

  private static int[] first(long[] order) {
    Arrays.sort(order);
    int[] pick = new int[Math.min(order.length, FREED)];
    for (int i = 0; i < pick.length; i++) {
      pick[i] = (int) (order[i] & 0xffffffL);
    }
    return pick;
  }

  /// The classes to be freed.
  private int[] gather() {
    // A row that is dear and not used up, or any that has a price.
    int row = random.nextBoolean() ? hole() : -1;
    long[] order = new long[margin.length];
    for (int g = 0; g < margin.length; g++) {
      double loss = loss(g);
      double m = loss > 1 ? 0 : margin[g] / typical;
      boolean wants = row >= 0 && wants(g, row);
      double k = m + (wants ? 0 : row >= 0 ? 3 : 0) - Math.log(1 - random.nextDouble());
      order[g] = (Double.doubleToLongBits(k) & ~0xffffffL) | g;
    }
    return first(order);
  }

  private boolean wants(int g, int row) {
    for (int i = g * OPTIONS; i < (g + 1) * OPTIONS && near[i] >= 0; i++) {
      int k = classes.candidate[near[i]];
      if (row < instance.limitCount()) {
        for (int u = instance.useStart[k]; u < instance.useStart[k + 1]; u++) {
          if (instance.useLimit[u] == row) {
            return true;
          }
        }
      } else {
        for (int u = instance.seatStart[k]; u < instance.seatStart[k + 1]; u++) {
          if (instance.seatIntake[u] == row - instance.limitCount()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private int hole() {
    double sum = 0;
    int limits = instance.limitCount();
    double[] dear = new double[price.length];
    for (int r = 0; r < price.length; r++) {
      double room =
          r < limits
              ? placed.left[r]
              : state[r - limits] == Dual.CLOSED ? 0 : placed.seats[r - limits];
      dear[r] = Math.max(0, price[r]) * Math.max(0, room);
      sum += dear[r];
    }
    double at = random.nextDouble() * sum;
    for (int r = 0; r < dear.length; r++) {
      at -= dear[r];
      if (at < 0) {
        return r;
      }
    }
    return -1;
  }

  /// Frees the classes and searches what is best for them.
  ///
  /// @param intakes whether intakes may open and close
  /// @return whether that is worth more than what they had
  private boolean attempt(int[] pick, boolean intakes, int limit) {
    freed = pick;
    best = placed.keepsEveryRule() ? placed.worth : Long.MIN_VALUE;
    long before = best;
    remember();
    for (int g : pick) {
      program.free(g);
      for (int i = g * OPTIONS; i < (g + 1) * OPTIONS && near[i] >= 0; i++) {
        program.bring(near[i]);
      }
    }
    for (int c = 0; c < state.length && intakes; c++) {
      if (ruled(c) && (pick.length == classes.count || freedIntake[c])) {
        state[c] = Dual.FREE;
      }
    }
    program.rebuildFor();
    nodes = 0;
    mostNodes = limit;
    branch(0);
    for (int g : pick) {
      program.close(g);
    }
    for (int i = 0; i < had; i++) {
      placed.place(hadColumn[i], hadNumber[i]);
    }
    for (int c = 0; c < state.length; c++) {
      if (ruled(c)) {
        state[c] = placed.sits[c] > 0 ? Dual.OPEN : Dual.CLOSED;
      }
    }
    return best > before;
  }

  /// Remembers what the freed classes have.
  private void remember() {
    had = 0;
    for (int g : freed) {
      for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
        if (placed.number[q] > 0) {
          if (had == hadColumn.length) {
            hadColumn = Arrays.copyOf(hadColumn, 2 * had);
            hadNumber = Arrays.copyOf(hadNumber, 2 * had);
          }
          hadColumn[had] = q;
          hadNumber[had++] = placed.number[q];
        }
      }
    }
  }

  private void branch(int depth) {
    if (++nodes > mostNodes || !program.solve(true) || program.granted()) {
      return;
    }
    double reach = program.worth() - best;
    if (reach < 1) {
      return;
    }
    int half = -1;
    for (int c = 0; c < state.length; c++) {
      double runs = program.runs(c);
      if (runs > WHOLE && runs < 1 - WHOLE && (half < 0 || runs > program.runs(half))) {
        half = c;
      }
    }
    if (half >= 0) {
      int[] basis = program.basis();
      byte first = program.runs(half) >= 0.4 ? Dual.OPEN : Dual.CLOSED;
      for (int way = 0; way < 2 && nodes <= mostNodes; way++) {
        state[half] = (way == 0) == (first == Dual.OPEN) ? Dual.OPEN : Dual.CLOSED;
        branch(depth + 1);
        program.startFrom(basis);
      }
      state[half] = Dual.FREE;
      return;
    }
    int pick = -1;
    double most = WHOLE;
    for (int n = 0; n < program.columns(); n++) {
      double value = program.value(n);
      double fraction = value - Math.floor(value + WHOLE);
      if (fraction > most) {
        most = fraction;
        pick = n;
      }
      if (depth == 0) {
        int q = program.column(n);
        double loss = program.ofClass(classes.classOf[q]) - placed.afterPrices(q, program.price);
        program.forbid(n, loss > reach);
      }
    }
    if (pick < 0) {
      whole();
      return;
    }
    int q = program.column(pick);
    int floor = (int) (program.value(pick) + WHOLE);
    int[] basis = program.basis();
    int more = placed.most(q, floor + 1, false);
    if (more > floor) {
      placed.place(q, more);
      branch(depth + 1);
      placed.place(q, -more);
      program.startFrom(basis);
    }
    if (nodes > mostNodes) {
      return;
    }
    program.forbid(pick, true);
    if (floor > 0) {
      placed.place(q, Math.min(more, floor));
    }
    branch(depth + 1);
    if (floor > 0) {
      placed.place(q, -Math.min(more, floor));
    }
    program.forbid(pick, false);
    program.startFrom(basis);
  }

  /// The solution is whole: keeps it if it is the best so far.
  private void whole() {
    int[] more = new int[program.columns()];
    for (int n = 0; n < more.length; n++) {
      more[n] = (int) Math.round(program.value(n));
      if (more[n] > 0) {
        placed.place(program.column(n), more[n]);
      }
    }
    if (placed.worth > best && placed.keepsEveryRule()) {
      best = placed.worth;
      remember();
    }
    for (int n = 0; n < more.length; n++) {
      if (more[n] > 0) {
        placed.place(program.column(n), -more[n]);
      }
    }
  }
}
