package org.rung.server.rules;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How rules say amounts, in the same form as pages do, which stand above them.
final class Wording {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.US);

  private Wording() {}

  static String date(LocalDate day) {
    return DATE.format(day);
  }

  static String cents(long cents) {
    return String.format(
        Locale.US,
        "%s$%,d.%02d",
        cents < 0 ? "−" : "",
        Math.abs(cents) / 100,
        Math.abs(cents) % 100);
  }

  static String counted(long count, String one, String several) {
    return String.format(Locale.US, "%,d %s", count, count == 1 ? one : several);
  }

  /// `20 hours`, `20.1 hours`, `20 h 5 min` where tenths would not be exact.
  static String hours(long minutes) {
    if (minutes % 6 != 0) {
      return String.format(Locale.US, "%,d h %d min", minutes / 60, minutes % 60);
    }
    return minutes % 60 == 0
        ? counted(minutes / 60, "hour", "hours")
        : String.format(Locale.US, "%,d.%d hours", minutes / 60, minutes % 60 / 6);
  }
}
