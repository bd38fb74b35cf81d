package org.rung.server.growth;

/// How many times larger a count became, with its 95 % interval.
///
/// Both counts are taken as Poisson. Given their sum n, the second is binomial with share p = r ÷
/// (1 + r) for a ratio r (Przyborowski and Wilenski 1940, *Homogeneity of results in testing
/// samples from Poisson series*, Biometrika 31); p gets Wilson's score interval (Wilson 1927,
/// *Probable inference*, JASA 22), which is the score interval of the ratio itself (Graham,
/// Mengersen and Morton 2003, *Confidence limits for the ratio of two rates based on likelihood
/// scores*, Statistics in Medicine 22). It needs no iteration, holds for a count of 0 and, unlike
/// the exact one, is not wider than it says: `RatioTest` counts how often it holds.
///
/// @param low at least 0
/// @param middle second ÷ first; infinite when the first is 0
/// @param high infinite when the first is 0
record Ratio(double low, double middle, double high) {
  /// The 97.5 % point of the normal distribution.
  private static final double Z = 1.959964;

  /// @param first the count at the start, at least 0
  /// @param second the count at the end, at least 0; not both 0
  static Ratio between(double first, double second) {
    double n = first + second;
    if (first < 0 || second < 0 || n == 0) {
      throw new IllegalArgumentException(
          "counts %s and %s: none below 0, and one above".formatted(first, second));
    }
    double share = second / n;
    double square = Z * Z;
    double centre = (share + square / (2 * n)) / (1 + square / n);
    double half = Z / (1 + square / n) * Math.sqrt(share * (1 - share) / n + square / (4 * n * n));
    double low = second == 0 ? 0 : Math.max(0, centre - half);
    double high = first == 0 ? 1 : Math.min(1, centre + half);
    return new Ratio(odds(low), odds(share), odds(high));
  }

  /// Whether the whole interval lies above 1.
  boolean grows() {
    return low > 1;
  }

  /// Whether the whole interval lies below 1.
  boolean shrinks() {
    return high < 1;
  }

  private static double odds(double share) {
    return share / (1 - share);
  }
}
