package org.rung.matching;

/// Arrays that a pass may use and use again, so that the quick passes of one machine do not ask for
/// memory each time. Not for two threads at once.
public final class Scratch {
  private double[] after = new double[0];
  private long[] exact = new long[0];
  private Demand demand = new Demand(0);
  private Square square = new Square(0);
  private double[] mean = new double[0];
  private int[] touched = new int[0];

  /// Room for a number of candidates; what is in it is left from before.
  double[] after(int count) {
    if (after.length < count) {
      after = new double[count];
    }
    return after;
  }

  /// The same in whole numbers.
  long[] exact(int count) {
    if (exact.length < count) {
      exact = new long[count];
    }
    return exact;
  }

  /// All nought.
  Demand demand(int rows) {
    if (demand.use.length == rows) {
      demand.clear();
    } else {
      demand = new Demand(rows);
    }
    return demand;
  }

  /// All nought.
  Square square(int count) {
    if (square.row.length < count) {
      square = new Square(count);
    } else {
      square.clear(count);
    }
    return square;
  }

  /// All nought; whoever uses it leaves it so.
  double[] mean(int count) {
    if (mean.length < count) {
      mean = new double[count];
    }
    return mean;
  }

  int[] touched(int count) {
    if (touched.length < count) {
      touched = new int[count];
    }
    return touched;
  }
}
