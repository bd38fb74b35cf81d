package org.rung.server.openings;

/// The openings of one role as they come: people who leave it are replaced, and its growth goes on,
/// slower every year. A role that shrinks faster than people leave has no openings.
///
/// @param people in the role at the latest snapshot
/// @param rate how often people leave it
/// @param trend how it grows, already drawn towards the others
/// @param halfLife years after which the growth is half as fast
record Forecast(double people, Rate rate, Trend trend, double halfLife) {
  /// Four of five outcomes lie inside: the 90 % point of the normal distribution.
  private static final double Z = 1.281552;

  /// A part of time.
  ///
  /// @param peopleAtStart expected
  /// @param peopleAtEnd expected
  /// @param replacement people who leave the role in it, expected
  /// @param growth people more at the end than at the start, may be below 0
  /// @param expected openings, at least 0
  /// @param low at most every tenth outcome lies below
  /// @param high at most every tenth outcome lies above
  record Span(
      double peopleAtStart,
      double peopleAtEnd,
      double replacement,
      double growth,
      double expected,
      int low,
      int high) {}

  /// The openings between two times, in years after the latest snapshot.
  ///
  /// @param start at least 0
  /// @param end not before `start`
  Span between(double start, double end) {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("from %s to %s years".formatted(start, end));
    }
    double first = people * Math.exp(trend.mean() * damped(start));
    double last = people * Math.exp(trend.mean() * damped(end));
    double years = end - start;
    double exposure = (first + last) / 2 * years;
    double replacement = rate.mean() * exposure;
    double growth = last - first;
    // How far the sum goes with the trend: the growth itself, and more people of whom some leave.
    double slope =
        last * damped(end)
            - first * damped(start)
            + rate.mean() * years / 2 * (first * damped(start) + last * damped(end));
    double unsureGrowth = slope * Math.sqrt(trend.variance());
    double deviation =
        Math.sqrt(
            replacement + exposure * exposure * rate.variance() + unsureGrowth * unsureGrowth);
    double sum = replacement + growth;
    return new Span(
        first,
        last,
        replacement,
        growth,
        Math.max(0, sum),
        (int) Math.max(0, Math.floor(sum - Z * deviation)),
        (int) Math.max(0, Math.ceil(sum + Z * deviation)));
  }

  /// The years of undamped growth that are in so many damped ones.
  private double damped(double years) {
    return halfLife / Math.log(2) * (1 - Math.pow(2, -years / halfLife));
  }
}
