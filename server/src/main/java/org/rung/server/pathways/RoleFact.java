package org.rung.server.pathways;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A role as the steps see it.
///
/// @param occupation O*NET code; empty when the role is not matched or holds several jobs
/// @param ratedAs whose ratings describe it; empty: nothing can be told
/// @param people in the latest file
/// @param hourly of these, paid by the hour
/// @param payCents median of a full-time year; empty under five people
/// @param before people in the first file
record RoleFact(
    int id,
    String title,
    Optional<String> occupation,
    Optional<String> ratedAs,
    OptionalInt zone,
    int people,
    int hourly,
    OptionalLong payCents,
    int before) {
  /// SOC code of the occupation, empty when there is none.
  String soc() {
    return occupation.map(code -> code.substring(0, 7)).orElse("");
  }

  boolean shrinking(PathwaySettings.Steps steps) {
    return before >= steps.shrinkingBase() && people <= before * (1 - steps.shrinkingShare());
  }
}
