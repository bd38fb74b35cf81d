package org.rung.matching;

import java.util.Arrays;

/// The upper half of a symmetric matrix: of row `i` the entries from `i` on, at their place.
final class Square implements Summand<Square> {
  private static final long serialVersionUID = 1;
  private static final int PARTS = 8;

  final double[][] row;
  private int count; // in use

  Square(int count) {
    row = new double[count][count];
    this.count = count;
  }

  void clear(int count) {
    this.count = count;
    for (int i = 0; i < count; i++) {
      Arrays.fill(row[i], i, count, 0);
    }
  }

  @Override
  public int parts() {
    return PARTS;
  }

  @Override
  public void add(Square other, int part) {
    for (int i = part; i < count; i += PARTS) {
      double[] to = row[i];
      double[] from = other.row[i];
      for (int j = i; j < count; j++) {
        to[j] += from[j];
      }
    }
  }

  /// On its way to another machine it is its upper half alone.
  private Object writeReplace() {
    double[] upper = new double[Math.toIntExact((long) count * (count + 1) / 2)];
    int at = 0;
    for (int i = 0; i < count; i++) {
      System.arraycopy(row[i], i, upper, at, count - i);
      at += count - i;
    }
    return new Packed(count, upper);
  }

  private record Packed(int count, double[] upper) implements java.io.Serializable {
    private Object readResolve() {
      Square square = new Square(count);
      int at = 0;
      for (int i = 0; i < count; i++) {
        System.arraycopy(upper, at, square.row[i], i, count - i);
        at += count - i;
      }
      return square;
    }
  }
}
