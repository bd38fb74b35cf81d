package org.rung.server.classes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rung.server.pages.Formats;

/// The sessions of an intake as a planner sees them, and the forms to lay them out.
///
/// @param sessions in time, with those that were cancelled
/// @param showsIds whether the partner sees the employer's ids
/// @param form what was sent, by field; a list of days with commas
/// @param error what is wrong with it, empty when nothing is
public record SessionsPage(
    Intake intake,
    List<Session> sessions,
    List<Room> rooms,
    List<Instructor> instructors,
    boolean showsIds,
    Map<String, String> form,
    String error,
    Instant now) {
  public SessionsPage {
    sessions = List.copyOf(sessions);
    rooms = rooms.stream().filter(room -> !room.closed()).toList();
    instructors = instructors.stream().filter(one -> !one.closed()).toList();
    form = Map.copyOf(form);
  }

  /// What is in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// Whether a day of the week was chosen.
  public boolean chosen(String day) {
    return List.of(given("days").split(",")).contains(day);
  }

  /// Minutes that the planned sessions teach.
  public int planned() {
    return sessions.stream().filter(s -> !s.cancelled()).mapToInt(Session::minutes).sum();
  }

  /// Minutes of the programme that no session teaches yet.
  public int left() {
    return Math.max(0, intake.hours() * 60 - planned());
  }

  /// The finding.
  public String title() {
    return sessions.stream().allMatch(Session::cancelled)
        ? "No session of %s is planned".formatted(intake.programme())
        : left() == 0
            ? "All %s of %s are on the timetable"
                .formatted(Formats.counted(intake.hours(), "hour", "hours"), intake.programme())
            : "%s of %d hours of %s are on the timetable"
                .formatted(hours(planned()), intake.hours(), intake.programme());
  }

  /// Minutes as hours.
  public static String hours(int minutes) {
    return Formats.decimal(minutes / 60.0, 1);
  }
}
