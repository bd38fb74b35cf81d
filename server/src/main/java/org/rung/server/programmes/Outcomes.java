package org.rung.server.programmes;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What became of the people who completed a programme, a year after; of provider and field, where
/// the catalogue does not part its programmes.
///
/// @param completed people, at least 1
/// @param employed share in work, 0 to 1
/// @param retained share still with the same employer, 0 to 1
/// @param quarterlyWageCents average earnings of a quarter
public record Outcomes(
    int completed, double employed, OptionalDouble retained, OptionalLong quarterlyWageCents) {
  /// Under so many people a share says little.
  public static final int SMALL = 10;

  /// Whether the cohort is too small for its share to say much.
  public boolean small() {
    return completed < SMALL;
  }

  /// The share in work drawn towards a base rate, as if so many people of that rate had been there
  /// as well (the mean of a beta distribution): a small cohort counts little.
  ///
  /// @param base share, 0 to 1
  /// @param strength people, above 0
  public double employedTowards(double base, double strength) {
    return (completed * employed + strength * base) / (completed + strength);
  }
}
