package org.rung.server.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// Some minutes of one person, as a source tells them.
///
/// @param person the person's id in `people`
/// @param startsAt on a whole minute
/// @param minutes 0 to 1440, 0 only where an entry was struck out; elapsed ones, also where the
///   clock is put forward or back in between
/// @param zone the time zone of the site; the day on which it starts there is the day all its
///   minutes count on
/// @param about what for, for example `enrolment 17`; empty for nothing in particular
/// @param status whether it counts as hours worked
/// @param source who says so, for example `timesheet`
/// @param key its name at the source: the same is never entered twice
public record Stint(
    long person,
    Kind kind,
    Instant startsAt,
    int minutes,
    ZoneId zone,
    String about,
    LegalStatus status,
    String source,
    String key) {
  /// Minutes of a day.
  public static final int MOST_MINUTES = 1_440;

  public Stint {
    if (minutes < 0 || minutes > MOST_MINUTES) {
      throw new IllegalArgumentException("minutes %d, not 0 to 1440".formatted(minutes));
    }
    if (!startsAt.equals(startsAt.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("%s is no whole minute".formatted(startsAt));
    }
    if (source.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException("a stint has a source and a name there");
    }
  }

  /// The day it counts on.
  public LocalDate day() {
    return LocalDate.ofInstant(startsAt, zone);
  }

  /// The first minute after it.
  public Instant ends() {
    return startsAt.plus(minutes, ChronoUnit.MINUTES);
  }

  /// What the minutes were.
  public enum Kind {
    WORK,
    CLASS,
    ON_THE_JOB;

    /// As tables and files write it.
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
