package org.rung.server.pathways;

import java.util.Map;

/// The base rates and effects behind every chance, each with its source and whether it is real, a
/// stand-in or assumed; from `pathways/chance.yaml`.
///
/// @param accept by strategy
/// @param complete by form of the programme
/// @param place by kind of step
/// @param recordStrength people of the mean record that a programme's own record is mixed with
/// @param hoursFree hours from which longer means fewer
public record ChanceRates(
    Map<String, Rate> accept,
    Map<String, Rate> complete,
    Map<String, Rate> place,
    Map<String, Effect> factors,
    double recordStrength,
    int hoursFree) {
  public ChanceRates {
    accept = Map.copyOf(accept);
    complete = Map.copyOf(complete);
    place = Map.copyOf(place);
    factors = Map.copyOf(factors);
  }

  /// @param rate 0 to 1
  /// @param mark real, stand-in or assumed
  public record Rate(double rate, String mark, String source) {}

  /// @param effect on the log-odds, per unit
  /// @param on the parts it moves
  /// @param per the unit
  /// @param mark real, stand-in or assumed
  public record Effect(double effect, String on, String per, String mark, String source) {}

  /// Those shipped with the product.
  public static ChanceRates shipped() {
    return PathwaySettings.read("/pathways/chance.yaml", ChanceRates.class);
  }

  double effect(String factor) {
    Effect effect = factors.get(factor);
    if (effect == null) {
      throw new IllegalArgumentException("The chance has no factor “%s”".formatted(factor));
    }
    return effect.effect();
  }

  static double rate(Map<String, Rate> rates, String name) {
    Rate rate = rates.get(name);
    if (rate == null) {
      throw new IllegalArgumentException("The chance has no base rate “%s”".formatted(name));
    }
    return rate.rate();
  }
}
