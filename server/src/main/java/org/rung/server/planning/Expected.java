package org.rung.server.planning;

/// Openings of a role by fiscal year of a scenario: what is expected, and both ends of the
/// forecast. What a planner set has no ends but itself.
record Expected(double[] openings, double[] low, double[] high) {
  static Expected none(int years) {
    return new Expected(new double[years], new double[years], new double[years]);
  }
}
