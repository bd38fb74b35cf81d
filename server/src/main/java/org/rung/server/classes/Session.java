package org.rung.server.classes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// A meeting of an intake.
///
/// @param uid what calendars know it as, for good
/// @param room its number
/// @param where the room in words, empty for a session by link alone
/// @param link an address to take part from afar, empty for none
/// @param taughtBy the instructor's name, empty while nobody is named
/// @param reason of the last change or the cancellation, for the learners
/// @param version from 1, one more with each change
public record Session(
    long id,
    String uid,
    long intake,
    String programme,
    String provider,
    Instant starts,
    Instant ends,
    ZoneId zone,
    Optional<Long> room,
    String where,
    String link,
    Optional<Long> instructor,
    String taughtBy,
    boolean cancelled,
    String reason,
    int version,
    Instant changedAt) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.US);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.US);

  /// When it is by the clock of its place, as `Mon 3 May 2027, 09:00 to 12:00`.
  public String when() {
    return when(starts, ends, zone);
  }

  static String when(Instant starts, Instant ends, ZoneId zone) {
    ZonedDateTime from = starts.atZone(zone);
    ZonedDateTime to = ends.atZone(zone);
    return "%s to %s"
        .formatted(
            DAY.format(from),
            (from.toLocalDate().equals(to.toLocalDate()) ? HOUR : DAY).format(to));
  }

  /// The time zone for people who may be elsewhere, empty where it is the server's own.
  public String zoneNote() {
    return zone.getRules().equals(ZoneId.systemDefault().getRules())
        ? ""
        : zone.getId().replaceFirst(".*/", "").replace('_', ' ') + " time";
  }

  /// The day on the clock of its place, as forms have it.
  public String day() {
    return starts.atZone(zone).toLocalDate().toString();
  }

  /// The hour on the clock of its place, as forms have it.
  public String at() {
    return HOUR.format(starts.atZone(zone));
  }

  /// Minutes that pass.
  public int minutes() {
    return (int) Duration.between(starts, ends).toMinutes();
  }

  /// Where it is, in words.
  public String place() {
    return where.isEmpty() ? "by link" : link.isEmpty() ? where : where + ", or by link";
  }

  /// Whether it has begun.
  public boolean begun(Instant now) {
    return !now.isBefore(starts);
  }
}
