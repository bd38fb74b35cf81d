package org.rung.server.home;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rung.server.planning.Statements;

/// Reads what a manager says stands against a release.
final class Saying {
  private Saying() {}

  /// What is wrong with it, by field; empty when nothing is.
  static Map<String, String> faults(String from, String until, String words) {
    Map<String, String> errors = new LinkedHashMap<>();
    Optional<LocalDate> first = day(from);
    Optional<LocalDate> last = day(until);
    if (first.isEmpty()) {
      errors.put("from", "“%s” is no day. Give one like 2026-01-30.".formatted(from));
    }
    if (last.isEmpty()) {
      errors.put("until", "“%s” is no day. Give one like 2026-01-30.".formatted(until));
    } else if (first.isPresent() && last.get().isBefore(first.get())) {
      errors.put(
          "until",
          "%s is before the first day, %s. Give the same or a later one.".formatted(until, from));
    }
    if (words.isBlank()) {
      errors.put("words", "The words are empty. Say what stands against the release.");
    } else if (words.length() > Statements.MOST_CHARACTERS) {
      errors.put(
          "words",
          "The words have %,d characters. Give at most %,d."
              .formatted(words.length(), Statements.MOST_CHARACTERS));
    }
    return errors;
  }

  /// A day of these centuries.
  static Optional<LocalDate> day(String given) {
    try {
      LocalDate day = LocalDate.parse(given.strip());
      return day.getYear() >= 1900 && day.getYear() <= 2200 ? Optional.of(day) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
