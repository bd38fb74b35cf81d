package org.rung.server.examples;

import java.util.Comparator;
import java.util.stream.IntStream;

/// A whole number dealt by weights, by the largest remainder.
final class Shares {
  private Shares() {}

  /// @param whole at least `least` × the weights above zero
  /// @param least what each weight above zero gets at least
  static int[] of(int whole, double[] weights, int least) {
    int with = (int) IntStream.range(0, weights.length).filter(i -> weights[i] > 0).count();
    int left = whole - least * with;
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    int[] shares = new int[weights.length];
    double[] remainder = new double[weights.length];
    int given = 0;
    for (int i = 0; i < weights.length; i++) {
      double exact = left * weights[i] / all;
      shares[i] = (int) exact;
      remainder[i] = exact - shares[i];
      given += shares[i];
      shares[i] += weights[i] > 0 ? least : 0;
    }
    IntStream.range(0, weights.length)
        .boxed()
        .filter(i -> weights[i] > 0)
        .sorted(Comparator.comparingDouble((Integer i) -> remainder[i]).reversed())
        .limit(left - given)
        .forEach(i -> shares[i]++);
    return shares;
  }
}
