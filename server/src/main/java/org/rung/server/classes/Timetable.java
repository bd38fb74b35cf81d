package org.rung.server.classes;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rung.server.pages.Refused;

/// A regular timetable: the same hour on the same days of the week.
///
/// @param from the first day that may have a session
/// @param days of the week, at least one
/// @param at the hour by the clock of the place, on both sides of a change of clocks
/// @param minutes of each session, 1 to 1,440
/// @param without days that are left out
record Timetable(
    LocalDate from,
    Set<DayOfWeek> days,
    LocalTime at,
    int minutes,
    Set<LocalDate> without,
    ZoneId zone) {
  /// The most sessions that are laid out at a time.
  static final int MOST = 400;

  Timetable {
    days = Set.copyOf(days);
    without = Set.copyOf(without);
    if (days.isEmpty() || minutes < 1 || minutes > Slot.MOST_MINUTES) {
      throw new IllegalArgumentException("days %s, minutes %d".formatted(days, minutes));
    }
  }

  /// Sessions until so many minutes are taught; the last one is shorter where less is left.
  ///
  /// @throws Refused when that needs more than [#MOST], or an hour that a day does not have
  List<Slot> until(int toTeach) {
    List<Slot> slots = new ArrayList<>();
    int left = toTeach;
    for (LocalDate day = from; left > 0; day = day.plusDays(1)) {
      if (!days.contains(day.getDayOfWeek()) || without.contains(day)) {
        continue;
      }
      if (slots.size() == MOST) {
        throw new Refused(
            "With %d minutes each more than %d sessions are needed. Give longer sessions."
                .formatted(minutes, MOST));
      }
      slots.add(Slot.of(day, at, Math.min(minutes, left), zone));
      left -= minutes;
    }
    return List.copyOf(slots);
  }
}
