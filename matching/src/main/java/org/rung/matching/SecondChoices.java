package org.rung.matching;

import java.util.Arrays;

/// At prices near the best, whoever has two options about as good has a part of each. These second
/// choices, those that lose least first, are basic in the linear program beside everybody's best,
/// as far as they do not depend on each other: one for each row that has a price.
final class SecondChoices {
  private final Instance instance;
  private final Classes classes;
  private final Placed placed;
  private final int[] place; // per row with a price its place among these, or -1
  private Independent chosen = new Independent(0);

  SecondChoices(Instance instance, Classes classes, Placed placed) {
    this.instance = instance;
    this.classes = classes;
    this.placed = placed;
    place = new int[instance.limitCount() + instance.intakeCount()];
  }

  /// @param best per class its best column, or -1 for nothing; read where the class is open
  /// @param alive which columns there are
  /// @param tight which rows have a price that people pay
  /// @param column receives which columns are basic, beside those that are
  /// @param nothing per class, receives whether to have nothing is basic
  void choose(
      double[] price,
      boolean[] open,
      int[] best,
      boolean[] alive,
      boolean[] tight,
      boolean[] column,
      boolean[] nothing) {
    int rows = 0;
    for (int r = 0; r < place.length; r++) {
      place[r] = tight[r] ? rows++ : -1;
    }
    chosen = new Independent(rows);
    for (long next : byLoss(price, open, best, alive)) {
      if (chosen.isFull()) {
        return;
      }
      int q = (int) (next & 0x7fffffff);
      boolean isNothing = q >= classes.columns();
      int g = isNothing ? q - classes.columns() : classes.classOf[q];
      double[] difference = chosen.next();
      if (!isNothing) {
        add(q, 1, difference);
      }
      if (best[g] >= 0) {
        add(best[g], -1, difference);
      }
      if (chosen.offer()) {
        if (isNothing) {
          nothing[g] = true;
        } else {
          column[q] = true;
        }
      }
    }
  }

  /// Whether a choice was found for the row.
  boolean has(int row) {
    return place[row] >= 0 && chosen.has(place[row]);
  }

  /// Second choices by loss, then by number; the number of nothing is that of the class behind all
  /// columns.
  private long[] byLoss(double[] price, boolean[] open, int[] best, boolean[] alive) {
    long[] order = new long[classes.columns() + classes.count];
    int count = 0;
    for (int g = 0; g < classes.count; g++) {
      if (!open[g]) {
        continue;
      }
      double most = Math.max(0, placed.afterPrices(best[g], price));
      if (best[g] >= 0) {
        order[count++] = byLoss(most, classes.columns() + g);
      }
      for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
        if (alive[q] && q != best[g] && placed.runs(q)) {
          order[count++] = byLoss(most - placed.afterPrices(q, price), q);
        }
      }
    }
    Arrays.sort(order, 0, count);
    return Arrays.copyOf(order, count);
  }

  /// Losses are not negative, so their bits sort as they do; the last 31 give way to the number.
  private static long byLoss(double loss, int number) {
    return (Double.doubleToLongBits(Math.max(0, loss)) & ~0x7fffffffL) + number;
  }

  private void add(int q, double sign, double[] vector) {
    int k = classes.candidate[q];
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      int at = place[instance.useLimit[i]];
      if (at >= 0) {
        vector[at] +=
            sign * (double) instance.useAmount[i] / instance.largestUse[instance.useLimit[i]];
      }
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int at = place[instance.limitCount() + instance.seatIntake[i]];
      if (at >= 0) {
        vector[at] += sign;
      }
    }
  }
}
