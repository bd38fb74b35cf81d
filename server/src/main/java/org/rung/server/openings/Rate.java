package org.rung.server.openings;

/// How often people leave a role a year: Gamma distributed, as the counts of leavers are Poisson.
/// What is known of the occupation counts as so many person-years at its rate (the prior
/// `Gamma(rate × years, years)`), one's own leavers and person-years are added (Gelman et al. 2013,
/// *Bayesian Data Analysis*, 2.6).
///
/// @param mean people a year for each person in the role
/// @param variance of that mean
record Rate(double mean, double variance) {
  /// @param left people who left the role
  /// @param personYears over which they were watched
  /// @param priorRate people a year
  /// @param priorYears its weight
  static Rate of(double left, double personYears, double priorRate, double priorYears) {
    double people = left + priorRate * priorYears;
    double years = personYears + priorYears;
    return new Rate(people / years, people / (years * years));
  }
}
