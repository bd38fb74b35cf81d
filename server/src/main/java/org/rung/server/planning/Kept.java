package org.rung.server.planning;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.programmes.Strategy;

/// What people were given before and what keeping it counts: a candidate with the same programme,
/// aim and first day is worth so much more to the optimiser. That is no worth, and is told apart.
///
/// @param plan whose places they are; empty where they come from files
/// @param places by the person's id in the employer's files
/// @param cents counted for a person who keeps the place, 0 or more
record Kept(Optional<Long> plan, Map<String, Place> places, long cents) {
  /// Nothing is kept.
  static final Kept NOTHING = new Kept(Optional.empty(), Map.of(), 0);

  /// What a person was given.
  ///
  /// @param programme its id; empty where it is known by its name alone
  record Place(
      OptionalLong programme,
      String programmeName,
      String toLabel,
      Strategy strategy,
      LocalDate starts) {
    private boolean is(Route route, LocalDate day) {
      return (programme.isPresent()
              ? programme.getAsLong() == route.programme()
              : programmeName.equals(route.programmeName()))
          && toLabel.equals(route.toLabel())
          && strategy == route.strategy()
          && starts.equals(day);
    }
  }

  /// Whether keeping counts anything for anybody.
  boolean counts() {
    return cents > 0 && !places.isEmpty();
  }

  /// What a candidate counts more, in cents.
  ///
  /// @param name the person's id in the employer's files
  /// @param starts the candidate's first day
  long cents(String name, Route route, LocalDate starts) {
    if (cents == 0) {
      return 0;
    }
    Place place = places.get(name);
    return place != null && place.is(route, starts) ? cents : 0;
  }
}
