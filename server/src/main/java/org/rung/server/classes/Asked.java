package org.rung.server.classes;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rung.server.pages.Refused;

/// What people type into the forms of sessions, read as what it means.
final class Asked {
  private Asked() {}

  /// @throws Refused when it is no day
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new Refused("“%s” is no day. Give one like 2027-05-03.".formatted(text));
    }
  }

  /// @throws Refused when it is no hour
  static LocalTime hour(String text) {
    try {
      String given = text.strip();
      return LocalTime.parse(given.length() == 4 ? "0" + given : given);
    } catch (DateTimeParseException e) {
      throw new Refused("“%s” is no hour. Give one like 09:00.".formatted(text));
    }
  }

  /// @throws Refused when it is no length of a session
  static int minutes(String text) {
    String given = text.strip();
    int minutes = given.matches("\\d{1,4}") ? Integer.parseInt(given) : 0;
    if (minutes < 1 || minutes > Slot.MOST_MINUTES) {
      throw new Refused(
          "“%s” is no length. Give minutes, 1 to %d.".formatted(text, Slot.MOST_MINUTES));
    }
    return minutes;
  }

  /// @param room a number, empty for none; `instructor` alike
  static Meeting meeting(String room, String link, String instructor) {
    return new Meeting(number(room), link.strip(), number(instructor));
  }

  private static Optional<Long> number(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    if (!text.strip().matches("\\d{1,18}")) {
      throw new Refused("“%s” is none of the list. Choose one of it.".formatted(text));
    }
    return Optional.of(Long.parseLong(text.strip()));
  }

  static Slot slot(String day, String at, String minutes, ZoneId zone) {
    return Slot.of(day(day), hour(at), minutes(minutes), zone);
  }

  /// @param days names of days of the week
  /// @param without days between blanks, commas or lines
  static Timetable timetable(
      String from, List<String> days, String at, String minutes, String without, ZoneId zone) {
    Set<DayOfWeek> week = EnumSet.noneOf(DayOfWeek.class);
    for (String day : days) {
      week.add(
          Arrays.stream(DayOfWeek.values())
              .filter(known -> known.name().equals(day.strip().toUpperCase(Locale.ROOT)))
              .findAny()
              .orElseThrow(() ->
                  new Refused("“%s” is no day of the week. Give one like monday.".formatted(day))));
    }
    if (week.isEmpty()) {
      throw new Refused("No day of the week was chosen. Choose at least one.");
    }
    Set<LocalDate> left = new HashSet<>();
    for (String day : without.strip().split("[\\s,;]+")) {
      if (!day.isEmpty()) {
        left.add(day(day));
      }
    }
    return new Timetable(day(from), week, hour(at), minutes(minutes), left, zone);
  }
}
