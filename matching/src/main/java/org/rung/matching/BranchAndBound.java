package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Tries every way to give some people one of some options each while all others keep what they
/// have, and keeps the best. Branches that cannot keep the rules, or whose worth at given prices
/// cannot beat the best so far, are left out.
///
/// Rules are judged in whole numbers. The price bound is floating point with a margin that covers
/// its error, so that nothing better is ever left out: worth is whole cents.
final class BranchAndBound {
  private final Plan plan;
  private final double[] price; // per row of Model, limits first; a limit's at least 0
  private final int[] localOf; // row to local row, -1 where untouched

  private int[] rows = new int[64]; // local row to row
  private int rowCount;
  private int[] people = new int[0];
  private int[][] options = new int[0][];
  private double[][] after = new double[0][];
  private long[][] leastUse =
      new long[0][]; // level, local row: least the people from here on add to a limit
  private long[][] mostSeats =
      new long[0][]; // level, local row: most seats they can take in an intake
  private int[] watched = new int[0]; // local rows to check at every level
  private double[] bestAfter = new double[0]; // level: sum of best worth after prices from here on
  private double constant;
  private double margin;
  private int[] picked = new int[0];
  private int[] best = new int[0];
  private long bestWorth;
  private boolean found;
  private long nodes;
  private long nodeLimit;
  private BooleanSupplier goesOn = () -> true;

  BranchAndBound(Plan plan, double[] price) {
    this.plan = plan;
    this.price = price;
    localOf = new int[price.length];
    Arrays.fill(localOf, -1);
  }

  long nodes() {
    return nodes;
  }

  /// Whether the last [#improve] found something better than the plan had.
  boolean found() {
    return found;
  }

  /// Looks for a better way; the plan receives the best found, or stays as it is.
  ///
  /// @param who distinct people
  /// @param what the candidates (or [Choice#NONE]) each may have, best after prices first
  /// @param all whether these are all people of the instance, so that every rule has to hold
  /// @param limit of branches tried
  /// @return whether everything was tried or ruled out
  boolean improve(
      int[] who,
      int[][] what,
      double[][] afterPrices,
      boolean all,
      long limit,
      BooleanSupplier mayGoOn) {
    goesOn = mayGoOn;
    people = who;
    options = what;
    after = afterPrices;
    nodes = 0;
    nodeLimit = limit;
    found = false;
    int[] had = new int[who.length];
    boolean keeps = !all || plan.keepsEveryRule();
    bestWorth = keeps ? plan.worth : Long.MIN_VALUE / 2;
    for (int i = 0; i < who.length; i++) {
      had[i] = plan.choice[who[i]];
      touch(had[i]);
      for (int k : what[i]) {
        touch(k);
      }
    }
    if (all) {
      for (int row = 0; row < price.length; row++) {
        touchRow(row);
      }
    }
    for (int e : who) {
      plan.give(e, Choice.NONE);
    }
    prepare();
    picked = new int[who.length];
    best = had.clone();
    boolean done = !rulesCanHold(0) || branch(0, 0);
    for (int i = 0; i < who.length; i++) {
      plan.give(who[i], best[i]);
    }
    for (int r = 0; r < rowCount; r++) {
      localOf[rows[r]] = -1;
    }
    rowCount = 0;
    return done && margin < 0.5;
  }

  private void touch(int k) {
    if (k == Choice.NONE) {
      return;
    }
    Instance instance = plan.instance;
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      touchRow(instance.useLimit[i]);
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      touchRow(instance.limitCount() + c);
      if (instance.moneyLimit[c] != Instance.NONE) {
        touchRow(instance.moneyLimit[c]);
      }
    }
  }

  private void touchRow(int row) {
    if (localOf[row] < 0) {
      if (rowCount == rows.length) {
        rows = Arrays.copyOf(rows, 2 * rowCount);
      }
      localOf[row] = rowCount;
      rows[rowCount++] = row;
    }
  }

  private void prepare() {
    Instance instance = plan.instance;
    int limits = instance.limitCount();
    int levels = people.length;
    leastUse = new long[levels + 1][rowCount];
    mostSeats = new long[levels + 1][rowCount];
    bestAfter = new double[levels + 1];
    long[] least = new long[rowCount];
    long[] most = new long[rowCount];
    long[] use = new long[rowCount];
    double size = 0;
    for (int level = levels - 1; level >= 0; level--) {
      Arrays.fill(least, Long.MAX_VALUE);
      Arrays.fill(most, 0);
      double largest = Double.NEGATIVE_INFINITY;
      for (int o = 0; o < options[level].length; o++) {
        int k = options[level][o];
        largest = Math.max(largest, after[level][o]);
        size +=
            k == Choice.NONE ? 0 : Math.abs((double) instance.worth[k]) + Math.abs(after[level][o]);
        Arrays.fill(use, 0);
        if (k != Choice.NONE) {
          for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
            use[localOf[instance.useLimit[i]]] = instance.useAmount[i];
          }
          for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
            most[localOf[limits + instance.seatIntake[i]]] = 1;
          }
        }
        for (int r = 0; r < rowCount; r++) {
          least[r] = Math.min(least[r], use[r]);
        }
      }
      bestAfter[level] = bestAfter[level + 1] + largest;
      for (int r = 0; r < rowCount; r++) {
        leastUse[level][r] = leastUse[level + 1][r] + least[r];
        mostSeats[level][r] = mostSeats[level + 1][r] + most[r];
      }
    }
    constant = 0;
    int[] watch = new int[rowCount];
    int watching = 0;
    for (int r = 0; r < rowCount; r++) {
      int row = rows[r];
      double part;
      if (row < limits) {
        part = price[row] * (instance.capacity[row] - plan.used[row]);
        if (leastUse[0][r] < 0) {
          watch[watching++] = r;
        }
      } else {
        int c = row - limits;
        part = intake(c, price[row]);
        if (instance.minimum[c] > 1) {
          watch[watching++] = r;
        }
      }
      constant += part;
      size += Math.abs(part);
    }
    watched = Arrays.copyOf(watch, watching);
    constant += plan.worth;
    size += Math.abs((double) plan.worth);
    margin = 1e-11 * size;
  }

  /// Most that the intake's seats for these people, at their price, and its fixed price can add.
  private double intake(int c, double p) {
    Instance instance = plan.instance;
    double taken = plan.count[c];
    double seats = instance.seats[c];
    double least = instance.minimum[c];
    if (taken > 0) {
      return p >= 0 ? p * (seats - taken) : p * Math.max(0, least - taken);
    }
    int money = instance.moneyLimit[c];
    double charge = instance.fixed[c] * (money == Instance.NONE ? 1 : 1 + price[money]);
    return Math.max(0, (p >= 0 ? p * seats : p * least) - charge);
  }

  /// @return whether this branch was tried to its end
  private boolean branch(int level, double sum) {
    if (level == people.length) {
      if (plan.worth > bestWorth) {
        bestWorth = plan.worth;
        found = true;
        System.arraycopy(picked, 0, best, 0, picked.length);
      }
      return true;
    }
    int e = people[level];
    for (int o = 0; o < options[level].length; o++) {
      double next = sum + after[level][o];
      if (constant + next + bestAfter[level + 1] < bestWorth + 1 - margin) {
        break; // options fall in worth after prices
      }
      if (++nodes > nodeLimit || ((nodes & 0xffff) == 0 && !goesOn.getAsBoolean())) {
        return false;
      }
      int k = options[level][o];
      plan.give(e, k);
      picked[level] = k;
      if (candidateCanStay(k, level + 1) && watchedCanHold(level + 1) && !branch(level + 1, next)) {
        plan.give(e, Choice.NONE);
        return false;
      }
      plan.give(e, Choice.NONE);
    }
    return true;
  }

  private boolean candidateCanStay(int k, int level) {
    if (k == Choice.NONE) {
      return true;
    }
    Instance instance = plan.instance;
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      int j = instance.useLimit[i];
      if (plan.used[j] + leastUse[level][localOf[j]] > instance.capacity[j]) {
        return false;
      }
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      if (plan.count[c] > instance.seats[c]) {
        return false;
      }
      int money = instance.moneyLimit[c];
      if (money != Instance.NONE
          && plan.used[money] + leastUse[level][localOf[money]] > instance.capacity[money]) {
        return false;
      }
    }
    return true;
  }

  private boolean watchedCanHold(int level) {
    for (int r : watched) {
      if (!rowCanHold(r, level)) {
        return false;
      }
    }
    return true;
  }

  private boolean rulesCanHold(int level) {
    for (int r = 0; r < rowCount; r++) {
      if (!rowCanHold(r, level)) {
        return false;
      }
    }
    return true;
  }

  private boolean rowCanHold(int r, int level) {
    Instance instance = plan.instance;
    int row = rows[r];
    int c = row - instance.limitCount();
    if (c < 0) {
      return plan.used[row] + leastUse[level][r] <= instance.capacity[row];
    }
    return plan.count[c] == 0
        || (plan.count[c] <= instance.seats[c]
            && plan.count[c] + mostSeats[level][r] >= instance.minimum[c]);
  }
}
