package org.rung.server.openings;

import java.util.List;

/// Growth of the logarithm of a headcount a year, with its variance.
record Trend(double mean, double variance) {
  /// The trend between two counts, half a person added to each so that none is without logarithm.
  static Trend between(double from, double to, double years) {
    return new Trend(
        Math.log((to + 0.5) / (from + 0.5)) / years,
        (1 / (from + 0.5) + 1 / (to + 0.5)) / (years * years));
  }

  /// This trend drawn towards what all roles did, the more the less it is known (normal with known
  /// variances; Efron and Morris 1975, *Data analysis using Stein's estimator*, JASA 70).
  Trend towards(Trend all) {
    double own = 1 / variance;
    double others = 1 / all.variance;
    return new Trend((mean * own + all.mean * others) / (own + others), 1 / (own + others));
  }

  /// How much the trends differ beyond chance, around a mean (DerSimonian and Laird 1986,
  /// *Meta-analysis in clinical trials*); a standard deviation of at least 2 % a year, for roles
  /// are never all alike.
  static Trend ofAll(double mean, List<Trend> roles) {
    double weights = 0;
    double squares = 0;
    double weighted = 0;
    for (Trend role : roles) {
      double weight = 1 / role.variance;
      weights += weight;
      squares += weight * weight;
      weighted += weight * role.mean;
    }
    double excess = 0;
    if (roles.size() > 1) {
      double centre = weighted / weights;
      double spread = 0;
      for (Trend role : roles) {
        spread += (role.mean - centre) * (role.mean - centre) / role.variance;
      }
      excess = (spread - (roles.size() - 1)) / (weights - squares / weights);
    }
    return new Trend(mean, Math.max(excess, 0.02 * 0.02));
  }
}
