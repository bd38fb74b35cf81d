package org.rung.server.classes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// Taking the attendance of a session.
///
/// @param roster who can be marked, and what was
/// @param action where the form is sent
/// @param form what was sent, by field
/// @param faults what is wrong with it, by the learner's number
/// @param error what is wrong with all of it, empty when nothing is
/// @param open whether the session has begun and was not cancelled
public record AttendancePage(
    Session session,
    List<Attendee> roster,
    String action,
    Map<String, String> form,
    Map<Integer, String> faults,
    String error,
    boolean open) {
  public AttendancePage {
    roster = List.copyOf(roster);
    form = Map.copyOf(form);
    faults = Map.copyOf(faults);
  }

  /// Learners of whom nothing was marked.
  public long unmarked() {
    return roster.stream().filter(one -> one.sits() && one.marked().isEmpty()).count();
  }

  /// The finding.
  public String title() {
    return session.cancelled()
        ? "Cancelled: " + session.when()
        : !open
            ? "Attendance is taken from %s on".formatted(session.when().replaceFirst(" to .*", ""))
            : roster.isEmpty()
                ? "Nobody sits in this session"
                : unmarked() == 0
                    ? "Everybody is marked"
                    : "%s not marked yet"
                        .formatted(Formats.counted(unmarked(), "learner is", "learners are"));
  }

  /// What stands in a field: what was sent, else what was marked.
  public String given(String field, Attendee of) {
    Optional<Attendee.Marked> marked = of.marked();
    return form.getOrDefault(
        field + "." + of.number(),
        switch (field) {
          case "mark" -> marked.map(m -> m.mark().code()).orElse("");
          case "minutes" ->
              marked
                  .filter(m -> m.mark() == Mark.PART)
                  .map(m -> Integer.toString(m.minutes()))
                  .orElse("");
          default -> "";
        });
  }

  /// The entry that the form was made from.
  public int seen(Attendee of) {
    return of.marked().map(Attendee.Marked::entry).orElse(0);
  }

  /// What is wrong with a learner's row, empty when nothing is.
  public String fault(Attendee of) {
    return faults.getOrDefault(of.number(), "");
  }
}
