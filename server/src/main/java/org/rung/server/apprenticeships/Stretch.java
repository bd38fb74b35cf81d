package org.rung.server.apprenticeships;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Some minutes that were done one after the other.
///
/// @param minutes above 0
record Stretch(Instant start, int minutes) {
  /// The moment on which so many minutes are done: inside a stretch, to the minute.
  ///
  /// @param needed minutes
  /// @param before minutes that were done before the first stretch
  /// @param begin the earliest moment there is
  /// @param stretches in time, none over another
  /// @return empty while they are not done
  static Optional<Instant> reached(
      long needed, long before, Instant begin, List<Stretch> stretches) {
    if (before >= needed) {
      return Optional.of(begin);
    }
    long done = before;
    for (Stretch stretch : stretches) {
      if (done + stretch.minutes() >= needed) {
        Instant at = stretch.start().plus(needed - done, ChronoUnit.MINUTES);
        return Optional.of(at.isBefore(begin) ? begin : at);
      }
      done += stretch.minutes();
    }
    return Optional.empty();
  }

  /// How many minutes were done by a moment.
  static long doneBy(Instant moment, long before, List<Stretch> stretches) {
    long done = before;
    for (Stretch stretch : stretches) {
      done +=
          Math.clamp(
              ChronoUnit.MINUTES.between(stretch.start(), moment), 0, (long) stretch.minutes());
    }
    return done;
  }
}
