package org.rung.server.openings;

/// What the forecast of openings takes for granted.
///
/// @param priorYears how many person-years of one's own data weigh as much as what is known of the
///   occupation, above 0
/// @param halfLife years after which a growth is half as fast, above 0
public record Assumptions(double priorYears, double halfLife) {
  /// 20 person-years, two years.
  public static final Assumptions DEFAULT = new Assumptions(20, 2);

  public Assumptions {
    if (!(priorYears > 0) || !(halfLife > 0)) {
      throw new IllegalArgumentException(
          "priorYears %s and halfLife %s: both above 0".formatted(priorYears, halfLife));
    }
  }
}
