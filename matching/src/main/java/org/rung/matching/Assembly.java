package org.rung.matching;

import java.util.Arrays;

/// The linear program written down for those who are open: rows first those that bind, then one a
/// class; columns first what classes may take, then what part of each ruled intake runs.
final class Assembly {
  final int[] row; // after the binding rows, to the class
  final int[] column; // to the column of the classes
  private final Instance instance;
  private final FixedRows fixed;
  private final BindingRows binding;
  private final int[] start;
  private final double[] worth;
  private int[] entryRow;
  private double[] amount;
  private int entries;

  /// @param open per class
  /// @param alive per column whether it is part of the program
  Assembly(
      Instance instance,
      Classes classes,
      FixedRows fixed,
      BindingRows binding,
      boolean[] open,
      boolean[] alive) {
    this.instance = instance;
    this.fixed = fixed;
    this.binding = binding;
    int height = 0;
    int width = 0;
    for (int g = 0; g < classes.count; g++) {
      if (open[g]) {
        height++;
        for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
          width += alive[q] ? 1 : 0;
        }
      }
    }
    row = new int[height];
    column = new int[width];
    start = new int[column.length + fixed.runs + 1];
    worth = new double[column.length + fixed.runs];
    entryRow = new int[4 * column.length + 4 * fixed.runs];
    amount = new double[entryRow.length];
    int r = 0;
    int n = 0;
    for (int g = 0; g < classes.count; g++) {
      if (!open[g]) {
        continue;
      }
      for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
        if (alive[q]) {
          column[n] = q;
          worth[n] = instance.worth[classes.candidate[q]];
          enter(binding.count() + r, 1);
          take(classes.candidate[q]);
          start[++n] = entries;
        }
      }
      row[r++] = g;
    }
    for (int c = 0; c < instance.intakeCount(); c++) {
      if (fixed.isRuled(c)) {
        worth[n] = -instance.fixed[c];
        run(c);
        start[++n] = entries;
      }
    }
  }

  Simplex simplex(long seed) {
    return new Simplex(
        binding.count() + row.length,
        worth.length,
        start,
        Arrays.copyOf(entryRow, entries),
        Arrays.copyOf(amount, entries),
        worth,
        seed);
  }

  /// What one of a candidate uses.
  private void take(int k) {
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      if (binding.has(instance.useLimit[i])) {
        enter(binding.of(instance.useLimit[i]), instance.useAmount[i]);
      }
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      if (binding.has(instance.limitCount() + c)) {
        enter(binding.of(instance.limitCount() + c), 1);
      }
      if (fixed.isRuled(c)) {
        enter(binding.of(fixed.minimum(c)), -1);
      }
    }
  }

  /// What an intake brings and costs as far as it runs.
  private void run(int c) {
    if (instance.moneyLimit[c] != Instance.NONE && instance.fixed[c] > 0) {
      enter(binding.of(instance.moneyLimit[c]), instance.fixed[c]);
    }
    enter(binding.of(instance.limitCount() + c), -instance.seats[c]);
    enter(binding.of(fixed.minimum(c)), instance.minimum[c]);
    enter(binding.of(fixed.top(c)), 1);
  }

  private void enter(int rowOf, double by) {
    if (entries == entryRow.length) {
      entryRow = Arrays.copyOf(entryRow, 2 * entries + 16);
      amount = Arrays.copyOf(amount, entryRow.length);
    }
    entryRow[entries] = rowOf;
    amount[entries++] = by;
  }
}
