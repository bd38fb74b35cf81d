package org.rung.server.insights;

/// What the published plan has of a programme.
///
/// @param plan its number
/// @param people with a place
/// @param priceCents of their places
/// @param worthCents of them, as the plan counts it
/// @param hireCents outside hires avoided, of the worth
/// @param severanceCents likewise
/// @param low so many or fewer get through (accept, complete, are placed) in 10 of 100 cases
/// @param middle in 50
/// @param high in 90
/// @param told whether it may be shown beside the plan's other programmes and their sum
public record Planned(
    long plan,
    long people,
    long priceCents,
    long worthCents,
    long hireCents,
    long severanceCents,
    double expected,
    long low,
    long middle,
    long high,
    boolean told) {
  /// From how many on the range is taken from the normal distribution.
  private static final int MANY = 2_000;

  /// The 90 % point of the normal distribution.
  private static final double Z = 1.281552;

  /// The same, told or not.
  Planned told(boolean now) {
    return new Planned(
        plan,
        people,
        priceCents,
        worthCents,
        hireCents,
        severanceCents,
        expected,
        low,
        middle,
        high,
        now);
  }

  /// In how many cases of a hundred so many or fewer get through, if each does by the own chance.
  ///
  /// @param chances from 0 to 1
  static long[] range(double[] chances) {
    double mean = 0;
    double variance = 0;
    for (double chance : chances) {
      mean += chance;
      variance += chance * (1 - chance);
    }
    if (chances.length > MANY) {
      double half = Z * Math.sqrt(variance);
      return new long[] {
        Math.max(0, Math.round(mean - half)),
        Math.round(mean),
        Math.min(chances.length, Math.round(mean + half))
      };
    }
    // What is the chance that k get through, person by person (Poisson binomial).
    double[] exactly = new double[chances.length + 1];
    exactly[0] = 1;
    for (int n = 0; n < chances.length; n++) {
      for (int k = n + 1; k > 0; k--) {
        exactly[k] = exactly[k] * (1 - chances[n]) + exactly[k - 1] * chances[n];
      }
      exactly[0] *= 1 - chances[n];
    }
    return new long[] {quantile(exactly, 0.1), quantile(exactly, 0.5), quantile(exactly, 0.9)};
  }

  private static long quantile(double[] exactly, double share) {
    double sum = 0;
    for (int k = 0; k < exactly.length; k++) {
      sum += exactly[k];
      if (sum >= share - 1e-12) {
        return k;
      }
    }
    return exactly.length - 1;
  }
}
