package org.rung.server.classes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;

/// A time from one moment to another.
///
/// @param ends after the start, at most 24 hours
record Slot(Instant starts, Instant ends) {
  static final int MOST_MINUTES = 24 * 60;

  Slot {
    if (!ends.isAfter(starts)) {
      throw new IllegalArgumentException("ends %s, not after %s".formatted(ends, starts));
    }
  }

  /// From what a clock on the wall says, for so many minutes that really pass. A time that the
  /// clock shows twice, because it is put back, is the first of the two.
  ///
  /// @throws Refused when the clock never shows the time, because it is put forward over it
  static Slot of(LocalDate day, LocalTime at, int minutes, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(at));
    if (change != null && change.isGap()) {
      throw new Refused(
          "There is no %s on %s in %s: clocks go from %s to %s. Give another hour."
              .formatted(
                  at,
                  Formats.date(day),
                  zone.getId(),
                  change.getDateTimeBefore().toLocalTime(),
                  change.getDateTimeAfter().toLocalTime()));
    }
    Instant starts = ZonedDateTime.of(day, at, zone).toInstant();
    return new Slot(starts, starts.plus(Duration.ofMinutes(minutes)));
  }

  /// Minutes that pass.
  int minutes() {
    return (int) Duration.between(starts, ends).toMinutes();
  }
}
