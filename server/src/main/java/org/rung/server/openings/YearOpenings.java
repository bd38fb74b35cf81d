package org.rung.server.openings;

import java.time.Instant;
import java.util.Map;

/// The openings of a role in a fiscal year.
///
/// @param year the calendar year the fiscal year is named for
/// @param openings places, whole
/// @param low of the forecast: at most every tenth outcome lies below
/// @param high of the forecast: at most every tenth outcome lies above
/// @param forecast what the forecast says, whatever was set
/// @param origin where `openings` comes from
/// @param sites of the openings by site id, where a file named them; else empty
public record YearOpenings(
    int year,
    int openings,
    int low,
    int high,
    int forecast,
    Origin origin,
    Map<Integer, Integer> sites) {
  public YearOpenings {
    sites = Map.copyOf(sites);
  }

  /// Where a number comes from.
  public sealed interface Origin {
    /// Made from growth and replacement.
    record Forecast() implements Origin {}

    /// Set by a planner, or by a planner's file.
    ///
    /// @param id of the setting, to name what one saw
    record Set(long id, String by, Instant at, String reason, boolean fromFile) implements Origin {}
  }
}
