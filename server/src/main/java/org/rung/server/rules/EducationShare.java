package org.rung.server.rules;

/// The share of tuition, fees and books that the education benefit pays.
///
/// @param share the rule `education-benefit-share` of the day of payment
public record EducationShare(Rules.Version share) {
  /// The name of the rule.
  public static final String RULE = "education-benefit-share";

  /// What the benefit pays of a price before the cap, in whole cents; half a cent is paid.
  ///
  /// @throws IllegalArgumentException when the price is below 0
  public long of(long priceCents) {
    if (priceCents < 0) {
      throw new IllegalArgumentException("priceCents is %d, below 0".formatted(priceCents));
    }
    return Math.addExact(Math.multiplyExact(priceCents, share.figure("percent")), 50) / 100;
  }
}
