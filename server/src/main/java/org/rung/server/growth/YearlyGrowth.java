package org.rung.server.growth;

/// Growth a year as a share: 0.05 is +5 %. The interval holds with 95 % if counts are Poisson.
///
/// @param low at least −1
/// @param middle between low and high
/// @param high finite: growth is only told for roles with ten people or more at the start
public record YearlyGrowth(double low, double middle, double high) {
  static YearlyGrowth of(Ratio ratio, double years) {
    return new YearlyGrowth(
        Math.pow(ratio.low(), 1 / years) - 1,
        Math.pow(ratio.middle(), 1 / years) - 1,
        Math.pow(ratio.high(), 1 / years) - 1);
  }
}
