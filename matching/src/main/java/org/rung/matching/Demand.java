package org.rung.matching;

import java.util.Arrays;

/// What people add to the smoothed bound and its derivatives.
final class Demand implements Summand<Demand> {
  private static final long serialVersionUID = 1;

  double value; // cents
  long shared; // candidates with a part of their person, not all of it
  final double[] use; // per row, soft
  final double[] bend; // per row, squares of what is used

  Demand(int rows) {
    use = new double[rows];
    bend = new double[rows];
  }

  void clear() {
    value = 0;
    shared = 0;
    Arrays.fill(use, 0);
    Arrays.fill(bend, 0);
  }

  @Override
  public void add(Demand other, int part) {
    value += other.value;
    shared += other.shared;
    for (int row = 0; row < use.length; row++) {
      use[row] += other.use[row];
      bend[row] += other.bend[row];
    }
  }
}
