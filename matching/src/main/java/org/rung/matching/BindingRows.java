package org.rung.matching;

import java.util.Arrays;

/// Which limits and seats can bind those who are open in the linear program: a row with more room
/// than all of them together could take needs no row there. Of a site's release time by quarter
/// hardly any can.
final class BindingRows {
  private static final int NONE = -1;

  private final Instance instance;
  private final Classes classes;
  private final Placed placed;
  private final int limits;
  private final boolean[] always; // per limit and intake
  private final double[] room; // per limit and intake, less what the open could take
  private final double[] most; // per limit and intake, of one class
  private int[] touched = new int[16];
  private int count;

  /// Per limit, seats of an intake and further row: its place in the program, or -1.
  private final int[] place;

  /// @param further rows beyond limits and seats, which are all kept
  BindingRows(Instance instance, Classes classes, Placed placed, int further) {
    this.instance = instance;
    this.classes = classes;
    this.placed = placed;
    limits = instance.limitCount();
    int rows = limits + instance.intakeCount();
    always = new boolean[rows];
    room = new double[rows];
    most = new double[rows];
    place = new int[rows + further];
    for (int c = 0; c < instance.intakeCount(); c++) {
      if (instance.moneyLimit[c] != Instance.NONE) {
        always[instance.moneyLimit[c]] = true;
      }
      always[limits + c] = Takers.isRuled(instance, c);
    }
  }

  /// @param open per class
  /// @param alive per column whether the program has it
  /// @param price per limit and intake; what has one is kept
  void find(boolean[] open, boolean[] alive, double[] price) {
    for (int row = 0; row < room.length; row++) {
      room[row] = row < limits ? placed.left[row] : placed.seats[row - limits];
    }
    for (int g = 0; g < classes.count; g++) {
      if (open[g]) {
        take(g, alive);
      }
    }
    count = 0;
    for (int row = 0; row < place.length; row++) {
      boolean kept = row >= room.length || always[row] || price[row] != 0 || room[row] < 0;
      place[row] = kept ? count++ : NONE;
    }
  }

  /// Takes the most of each row that the class could.
  private void take(int g, boolean[] alive) {
    int rows = 0;
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      if (!alive[q]) {
        continue;
      }
      int k = classes.candidate[q];
      int entries =
          instance.useStart[k + 1]
              - instance.useStart[k]
              + instance.seatStart[k + 1]
              - instance.seatStart[k];
      if (touched.length < rows + entries) {
        touched = Arrays.copyOf(touched, 2 * (rows + entries));
      }
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        rows = raise(instance.useLimit[i], instance.useAmount[i], rows);
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        rows = raise(limits + instance.seatIntake[i], 1, rows);
      }
    }
    for (int i = 0; i < rows; i++) {
      room[touched[i]] -= most[touched[i]] * placed.people[g];
      most[touched[i]] = 0;
    }
  }

  private int raise(int row, double amount, int rows) {
    if (amount <= most[row]) {
      return rows;
    }
    if (most[row] == 0) {
      touched[rows++] = row;
    }
    most[row] = amount;
    return rows;
  }

  /// How many rows are kept.
  int count() {
    return count;
  }

  boolean has(int row) {
    return place[row] != NONE;
  }

  /// The row's place in the program; asked of those that it has.
  int of(int row) {
    return place[row];
  }
}
