package org.rung.matching;

import java.util.Arrays;

/// How clear the choices of classes are at prices: how far each one's second best is behind its
/// best. Columns in intakes that do not run are no choice, and to have nothing is one, worth
/// nothing.
final class Margins {
  private final Classes classes;
  private final Placed placed;
  private final double[] price; // per limit and intake, shared with whoever changes it

  /// @param price per limit and intake, read at each question
  Margins(Classes classes, Placed placed, double[] price) {
    this.classes = classes;
    this.placed = placed;
    this.price = price;
  }

  /// The class's best column, -1 for nothing.
  int best(int g) {
    int pick = -1;
    double most = 0;
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      double after = placed.afterPrices(q, price);
      if (after > most && placed.runs(q)) {
        most = after;
        pick = q;
      }
    }
    return pick;
  }

  /// What a class's best column is worth after prices, cents; nothing is worth 0.
  double worth(int pick) {
    return Math.max(0, placed.afterPrices(pick, price));
  }

  /// How far the second best is behind, cents.
  double of(int g) {
    return of(g, best(g));
  }

  /// @param pick the class's best column
  double of(int g, int pick) {
    double second = pick < 0 ? Double.NEGATIVE_INFINITY : 0;
    for (int q = classes.columnStart[g]; q < classes.columnStart[g + 1]; q++) {
      if (q != pick && placed.runs(q)) {
        second = Math.max(second, placed.afterPrices(q, price));
      }
    }
    return worth(pick) - second;
  }

  /// The margin that so many of these classes are within; all are where there are no more.
  double reach(int[] of, int many) {
    if (of.length <= many) {
      return Double.POSITIVE_INFINITY;
    }
    double[] margins = new double[of.length];
    for (int n = 0; n < margins.length; n++) {
      margins[n] = of(of[n]);
    }
    Arrays.sort(margins);
    return margins[many];
  }
}
