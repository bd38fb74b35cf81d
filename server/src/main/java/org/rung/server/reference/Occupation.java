package org.rung.server.reference;

import java.util.Optional;

/// An occupation of O*NET-SOC 2019.
///
/// @param code `NN-NNNN.NN`
/// @param soc the SOC 2018 code, its first seven characters
/// @param jobZone preparation it needs, 1 to 5
/// @param ratedAs the code whose skill ratings describe it: its own, or the nearest that has any;
///   empty for the 19 military ones that nothing near describes
/// @param nearestWhy why that one is the nearest; empty when it has its own
public record Occupation(
    String code,
    String soc,
    String title,
    String description,
    Optional<Integer> jobZone,
    Optional<String> ratedAs,
    Optional<String> nearestWhy) {
  /// Whether O*NET has skill ratings for this very occupation.
  public boolean rated() {
    return ratedAs.equals(Optional.of(code));
  }

  /// Its major group, for example `33` for protective service.
  public String major() {
    return code.substring(0, 2);
  }
}
