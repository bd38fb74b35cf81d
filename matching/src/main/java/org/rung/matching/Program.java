package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The linear program of who gets what, over classes of people who are alike ([Classes]).
///
/// At good prices nearly everybody has a clear choice. Whoever has is placed ([Placed]) and left
/// out; the program has a row for each class that is *open* to more than one option, and columns
/// for the options that come close. Solved, its prices are tried on everybody: who would rather
/// have something else becomes open, what would gain becomes a column, until nothing is left to add
/// (sifting: Bixby, Gregory, Lustig, Marsten and Shanno 1992). Then it is the optimum over all.
final class Program {
  private static final double WORK = 3e10; // entries looked at
  private static final long MOST_STEPS = 60_000;
  private static final int FEW_CLASSES = 2_500; // so few are all open
  private static final int FEW_COLUMNS = 25_000; // and all their columns looked at
  private static final double NOUGHT = 1e-6; // cents a unit: no price
  private static final int ROUNDS = 60; // of sifting
  private static final int MOST_MORE = 4; // times as many classes as were open, added at once
  private static final double SIFTED = 1e-6; // of the worth: so close to the bound nothing is added
  private static final double HARDLY_MORE = 1.25; // classes than wanted, which stay
  private static final int WORTH_LEAVING = 4; // a part of the classes, 1 ÷ this

  private final Instance instance;
  private final Classes classes;
  private final Placed placed;
  private final byte[] state; // per intake, as in Dual
  private final long seed;
  private final BooleanSupplier goesOn;
  private final int limits;
  private final int intakes;
  private final FixedRows rows;

  private final boolean[] open; // per class
  private final boolean[] alive; // per column
  private final boolean[] basicColumn; // per column, of the last basis
  private final boolean[] basicSlack; // per fixed row
  private final boolean[] basicNothing; // per class
  private final boolean[] basicRun; // per intake
  private final double[] room; // per limit
  private final double[] seatPrice; // per intake
  private final double[] minimumPrice; // per intake

  private final Margins margins;
  private final SecondChoices seconds;
  private final BindingRows binding;
  private Simplex simplex;
  private int[] column = new int[0]; // of the simplex, to the column of the classes
  private boolean[] forbidden = new boolean[0];
  private int[] row = new int[0]; // of the simplex after the fixed ones, to the class
  private double[] value = new double[0];
  final double[] price; // per limit and intake, as Model's rows
  private double[] begun; // prices by limit and intake
  private boolean tooWide;
  private boolean keptPrices;
  private final double[] worthOfOne; // per class: what one of it is worth after prices, where open

  Program(
      Instance instance,
      Classes classes,
      Placed placed,
      byte[] state,
      long seed,
      BooleanSupplier goesOn) {
    this.instance = instance;
    this.classes = classes;
    this.placed = placed;
    this.state = state;
    this.seed = seed;
    this.goesOn = goesOn;
    limits = instance.limitCount();
    intakes = instance.intakeCount();
    rows = new FixedRows(instance);
    basicRun = new boolean[intakes];
    room = new double[limits];
    seatPrice = new double[intakes];
    minimumPrice = new double[intakes];
    open = new boolean[classes.count];
    worthOfOne = new double[classes.count];
    alive = new boolean[classes.columns()];
    basicColumn = new boolean[alive.length];
    basicSlack = new boolean[rows.count()];
    Arrays.fill(basicSlack, true);
    basicNothing = new boolean[classes.count];
    price = new double[limits + intakes];
    begun = price;
    margins = new Margins(classes, placed, price);
    seconds = new SecondChoices(instance, classes, placed);
    binding = new BindingRows(instance, classes, placed, rows.further());
    binding.find(open, alive, price);
    simplex = new Simplex(0, 0, new int[1], new int[0], new double[0], new double[0], seed);
  }

  static boolean isSmall(Classes classes) {
    return classes.count <= FEW_CLASSES && classes.columns() <= FEW_COLUMNS;
  }

  /// Each class begins with what is best for it at the prices; open are the many whose second best
  /// comes close, or all if there are few.
  ///
  /// @param many how many classes may be open
  void begin(double[] prices, int many) {
    begun = prices.clone();
    System.arraycopy(begun, 0, price, 0, price.length);
    boolean all = isSmall(classes);
    Arrays.fill(open, false);
    Arrays.fill(alive, false);
    Arrays.fill(basicColumn, false);
    Arrays.fill(basicNothing, false);
    Arrays.fill(basicSlack, true);
    Arrays.fill(basicRun, false);
    double reach =
        all
            ? Double.POSITIVE_INFINITY
            : margins.reach(IntStream.range(0, classes.count).toArray(), many);
    for (int g = 0; g < classes.count; g++) {
      int pick = margins.best(g);
      if (margins.of(g, pick) <= reach) {
        open[g] = true;
        bring(g, margins.worth(pick) - 2 * reach);
        if (pick >= 0) {
          alive[pick] = true;
        }
        basicColumn[pick < 0 ? 0 : pick] |= pick >= 0 && !all;
        basicNothing[g] = pick < 0 || all;
      } else if (pick >= 0) {
        placed.place(pick, placed.people[g]);
      }
    }
    if (!all) {
      guessBasis();
    }
    build();
  }

  /// The basis to begin with: everybody's best and second choices.
  private void guessBasis() {
    boolean[] tight = new boolean[price.length];
    int[] best = new int[classes.count];
    for (int r = 0; r < tight.length; r++) {
      tight[r] = isTight(r);
    }
    for (int g = 0; g < best.length; g++) {
      best[g] = open[g] ? margins.best(g) : -1;
    }
    seconds.choose(price, open, best, alive, tight, basicColumn, basicNothing);
    for (int r = 0; r < tight.length; r++) {
      int c = r - limits;
      boolean isRuled = c >= 0 && rows.isRuled(c);
      if (isRuled && state[c] == Dual.FREE && price[r] > NOUGHT) {
        basicRun[c] = true;
        basicSlack[rows.top(c)] = !tight[r];
        basicSlack[r] = tight[r] && !seconds.has(r);
      } else if (tight[r]) {
        basicSlack[price[r] < 0 && isRuled ? rows.minimum(c) : r] = !seconds.has(r);
      }
    }
  }

  /// Whether the row has a price that only people can pay for: what runs in part pays for its seats
  /// itself.
  private boolean isTight(int r) {
    int c = r - limits;
    if (c >= 0 && rows.isRuled(c) && state[c] == Dual.FREE) {
      int money = instance.moneyLimit[c];
      double charge = instance.fixed[c] * (money == Instance.NONE ? 1 : 1 + price[money]);
      return price[r] * instance.seats[c] > charge * (1 + 1e-6) + NOUGHT;
    }
    return Math.abs(price[r]) > NOUGHT;
  }

  /// Whoever sits in an intake that is closed becomes open to something else.
  void emptyTheClosed() {
    for (int g = 0; g < classes.count; g++) {
      if (!open[g]) {
        int had = placed.had(g);
        if (had >= 0 && !placed.runs(had)) {
          reopen(g, 0);
        }
      }
    }
    rebuild();
  }

  /// Opens a class again.
  ///
  /// @param reach cents behind its best from where on columns are left out
  void reopen(int g, double reach) {
    if (!open[g]) {
      free(g);
      bring(g, placed.afterPrices(margins.best(g), price) - reach);
    }
  }

  /// Opens a class to no more than what it has.
  void free(int g) {
    int had = placed.had(g);
    open[g] = true;
    Arrays.fill(basicColumn, classes.columnStart[g], classes.columnStart[g + 1], false);
    basicNothing[g] = had < 0;
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      alive[q] |= placed.number[q] > 0;
    }
    placed.clear(g);
    if (had >= 0) {
      basicColumn[had] = true;
    }
  }

  /// Whether every class is open.
  boolean isWhole() {
    return row.length == classes.count;
  }

  boolean isOpen(int g) {
    return open[g];
  }

  void bring(int q) {
    alive[q] = true;
  }

  private void bring(int g, double least) {
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      alive[q] |= placed.afterPrices(q, price) >= least;
    }
  }

  /// Places every open class that the solution gives whole and whose second best is far behind, so
  /// that about `many` stay open.
  void narrow(int many) {
    if (row.length <= HARDLY_MORE * many) {
      return;
    }
    double reach = margins.reach(row, many);
    for (int n = 0; n < column.length; n++) {
      int q = column[n];
      int g = classes.classOf[q];
      boolean whole = Math.abs(value[n] - placed.people[g]) < 1e-6;
      if (open[g] && whole && margins.of(g) > reach) {
        close(g);
        placed.place(q, placed.people[g]);
      }
    }
    for (int g : row) {
      // Of those left, who has nothing has it by far.
      if (open[g] && margins.of(g) > reach && margins.best(g) < 0) {
        close(g);
      }
    }
    for (int n = 0; n < column.length; n++) {
      int g = classes.classOf[column[n]];
      double loss = worthOfOne[g] - placed.afterPrices(column[n], price);
      alive[column[n]] &= value[n] > 0 || loss <= 4 * reach;
    }
    rebuild();
  }

  /// Leaves out the classes that are placed altogether, where they are many: their rows would only
  /// slow what is solved next. Whoever was rounded stays, for the basis has more of them than a
  /// row.
  void leaveOutPlaced() {
    int[] basic = new int[classes.count];
    for (int n = 0; n < column.length; n++) {
      basic[classes.classOf[column[n]]] += simplex.isBasic(n) ? 1 : 0;
    }
    for (int n = 0; n < row.length; n++) {
      basic[row[n]] += simplex.isBasic(column.length + rows.runs + binding.count() + n) ? 1 : 0;
    }
    int[] out =
        Arrays.stream(row).filter(g -> open[g] && placed.people[g] == 0 && basic[g] == 1).toArray();
    if (out.length * WORTH_LEAVING >= row.length) {
      for (int g : out) {
        close(g);
      }
      rebuild();
    }
  }

  /// Closes a class to all but what it has.
  void close(int g) {
    open[g] = false;
    Arrays.fill(alive, classes.columnStart[g], classes.columnStart[g + 1], false);
  }

  /// Builds the program anew, from the basis it had.
  void rebuild() {
    Arrays.fill(basicSlack, false);
    boolean[] had = new boolean[classes.count];
    for (int g : row) {
      had[g] = true;
    }
    for (int n = 0; n < column.length; n++) {
      basicColumn[column[n]] = simplex.isBasic(n);
    }
    for (int c = 0; c < intakes; c++) {
      basicRun[c] = rows.isRuled(c) && simplex.isBasic(column.length + rows.run(c));
    }
    for (int r = 0; r < rows.count(); r++) {
      basicSlack[r] = !binding.has(r) || simplex.isBasic(column.length + rows.runs + binding.of(r));
    }
    for (int n = 0; n < row.length; n++) {
      basicNothing[row[n]] = simplex.isBasic(column.length + rows.runs + binding.count() + n);
    }
    build();
  }

  /// Builds the program for classes freed since, from what they had.
  void rebuildFor() {
    Arrays.fill(basicSlack, true);
    Arrays.fill(basicRun, false);
    build();
  }

  private void build() {
    binding.find(open, alive, price);
    Assembly assembly = new Assembly(instance, classes, rows, binding, open, alive);
    row = assembly.row;
    column = assembly.column;
    forbidden = new boolean[column.length];
    simplex = assembly.simplex(seed);
    int columns = column.length;
    int kept = binding.count();
    boolean[] basis = new boolean[columns + rows.runs + kept + row.length];
    for (int i = 0; i < columns; i++) {
      basis[i] = basicColumn[column[i]];
    }
    for (int c = 0; c < intakes; c++) {
      if (rows.isRuled(c)) {
        basis[columns + rows.run(c)] = basicRun[c];
      }
    }
    for (int r = 0; r < rows.count(); r++) {
      if (binding.has(r)) {
        basis[columns + rows.runs + binding.of(r)] = basicSlack[r];
      }
    }
    for (int i = 0; i < row.length; i++) {
      basis[columns + rows.runs + kept + i] = basicNothing[row[i]];
    }
    simplex.begin(basis);
  }

  /// Solves over the columns there are; leaves prices.
  ///
  /// @param fitting whether columns of which not even one fits are left out
  /// @return whether it came to an end
  boolean solve(boolean fitting) {
    right(fitting);
    long steps =
        (long) Math.min(MOST_STEPS, WORK / (binding.count() + row.length + 8L * column.length));
    boolean ended = simplex.solve(goesOn, steps);
    value = simplex.values();
    for (int j = 0; j < limits; j++) {
      price[j] = dual(j);
    }
    for (int c = 0; c < intakes; c++) {
      seatPrice[c] = dual(limits + c);
      minimumPrice[c] = !rows.isRuled(c) ? 0 : dual(rows.minimum(c));
      price[limits + c] = seatPrice[c] - minimumPrice[c];
    }
    for (int n = 0; n < row.length; n++) {
      worthOfOne[row[n]] = simplex.dual(binding.count() + n);
    }
    return ended;
  }

  /// Solves over all columns. Gives up where those who are open cannot keep the rules whatever they
  /// do, and the prices that this makes suit so few of the others that the program would hold
  /// nearly everybody.
  ///
  /// Those who are open tell the worth long before they tell the prices: where nobody else could
  /// add to it, the prices stay those that the program began with.
  ///
  /// @param most that the program over all columns is worth, cents, as far as known
  /// @return whether it came to an end
  boolean sift(double most) {
    tooWide = false;
    keptPrices = false;
    for (int round = 0; round < ROUNDS; round++) {
      if (!solve(false)) {
        return false;
      }
      if (!granted() && most - worth() <= SIFTED * Math.abs(worth())) {
        System.arraycopy(begun, 0, price, 0, price.length);
        keptPrices = true;
        return true;
      }
      int added = 0;
      double slack = 1e-7 * Math.abs(worth()) / Math.max(1, classes.count);
      for (int g = 0; g < classes.count; g++) {
        int pick = margins.best(g);
        if (margins.worth(pick) > ofClass(g) + slack) {
          reopen(g, 0);
          if (pick >= 0) {
            alive[pick] = true;
          }
          added++;
        }
      }
      if (added == 0) {
        return true;
      }
      if (granted() && added > MOST_MORE * Math.max(FEW_CLASSES / 2, row.length)) {
        tooWide = true;
        return false;
      }
      rebuild();
    }
    return true;
  }

  /// Whether sifting ended with the prices that the program began with, as they are good enough.
  boolean keptPrices() {
    return keptPrices;
  }

  /// Whether sifting gave up as too many classes would have been open.
  boolean isTooWide() {
    return tooWide;
  }

  /// What one of the class is worth after prices with what it has.
  double ofClass(int g) {
    return open[g] ? worthOfOne[g] : placed.afterPrices(placed.had(g), price);
  }

  private double dual(int fixedRow) {
    return binding.has(fixedRow) ? simplex.dual(binding.of(fixedRow)) : 0;
  }

  private void right(int fixedRow, double amount) {
    if (binding.has(fixedRow)) {
      simplex.right(binding.of(fixedRow), amount);
    }
  }

  /// Sets the rows to what is left, and closes columns.
  private void right(boolean fitting) {
    for (int n = 0; n < row.length; n++) {
      simplex.right(binding.count() + n, placed.people[row[n]]);
    }
    for (int j = 0; j < limits; j++) {
      room[j] = placed.left[j];
    }
    for (int c = 0; c < intakes; c++) {
      boolean part = rows.isRuled(c) && state[c] == Dual.FREE;
      boolean charged = placed.sits[c] > 0;
      if (instance.moneyLimit[c] != Instance.NONE) {
        // What runs in part is charged by its column.
        room[instance.moneyLimit[c]] +=
            charged && part
                ? instance.fixed[c]
                : !charged && state[c] == Dual.OPEN ? -instance.fixed[c] : 0;
      }
      right(limits + c, part ? -placed.sits[c] : placed.seats[c]);
      if (rows.isRuled(c)) {
        boolean must = state[c] == Dual.OPEN;
        right(rows.minimum(c), placed.sits[c] - (must ? instance.minimum[c] : 0));
        right(rows.top(c), 1);
        simplex.close(column.length + rows.run(c), !part || instance.seats[c] == 0);
      }
    }
    for (int j = 0; j < limits; j++) {
      right(j, room[j]);
    }
    for (int n = 0; n < column.length; n++) {
      simplex.close(
          n,
          forbidden[n]
              || !placed.runs(column[n])
              || fitting && placed.most(column[n], 1, false) < 1);
    }
  }

  /// Worth of all, fixed prices taken off: those of open intakes, and a part of those that run in
  /// part.
  double worth() {
    double worth = simplex.worth() + placed.worth;
    for (int c = 0; c < intakes; c++) {
      worth += placed.sits[c] > 0 ? instance.fixed[c] : 0;
      worth -= state[c] == Dual.OPEN ? instance.fixed[c] : 0;
    }
    return worth;
  }

  /// The part of the intake that runs.
  double runs(int c) {
    return state[c] == Dual.FREE && rows.isRuled(c)
        ? value[column.length + rows.run(c)]
        : state[c] == Dual.CLOSED ? 0 : 1;
  }

  boolean granted() {
    return simplex.granted();
  }

  int[] basis() {
    return simplex.basis();
  }

  void startFrom(int[] basis) {
    simplex.startFrom(basis);
  }

  void forbid(int n, boolean forbid) {
    forbidden[n] = forbid;
  }

  long steps() {
    return simplex.steps();
  }

  int columns() {
    return column.length;
  }

  int rows() {
    return binding.count() + row.length;
  }

  int column(int n) {
    return column[n];
  }

  double value(int n) {
    return value[n];
  }

  /// How many sit in each intake.
  double[] drawn() {
    double[] drawn = new double[intakes];
    for (int c = 0; c < intakes; c++) {
      drawn[c] = placed.sits[c];
    }
    for (int n = 0; n < column.length; n++) {
      int k = classes.candidate[column[n]];
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        drawn[instance.seatIntake[i]] += value[n];
      }
    }
    return drawn;
  }

  /// The prices in whole millionths, where intakes run in part.
  Prices prices() {
    long[] limit = new long[limits];
    long[] seat = new long[intakes];
    long[] minimum = new long[intakes];
    for (int j = 0; j < limits; j++) {
      limit[j] = whole(price[j]);
    }
    for (int c = 0; c < intakes; c++) {
      seat[c] = whole(seatPrice[c]);
      minimum[c] = whole(minimumPrice[c]);
    }
    return Prices.of(instance, limit, seat, minimum);
  }

  private static long whole(double cents) {
    return Math.round(Math.min(Prices.MOST, Math.max(0, cents * Prices.MILLION)));
  }
}
