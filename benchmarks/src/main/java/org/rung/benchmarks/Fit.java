package org.rung.benchmarks;

import java.util.List;

/// The straight line of least squares through the logarithms of candidates and seconds: seconds
/// grow as candidates to the power `slope`.
///
/// @param slope 1 where time grows in step with candidates
/// @param seconds for a million candidates, on the line
/// @param r2 how much of the spread the line tells, 0 to 1
record Fit(double slope, double seconds, double r2) {
  private static final double MILLION = 1e6;

  /// @param answers two or more that differ in candidates
  static Fit of(List<Answer> answers) {
    double n = answers.size();
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Answer answer : answers) {
      double a = Math.log(answer.candidates() / MILLION);
      double b = Math.log(answer.seconds());
      x += a / n;
      y += b / n;
    }
    for (Answer answer : answers) {
      double a = Math.log(answer.candidates() / MILLION) - x;
      double b = Math.log(answer.seconds()) - y;
      xx += a * a;
      xy += a * b;
      yy += b * b;
    }
    double slope = xy / xx;
    return new Fit(slope, Math.exp(y - slope * x), yy == 0 ? 1 : xy * xy / (xx * yy));
  }
}
