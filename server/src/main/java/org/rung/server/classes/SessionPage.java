package org.rung.server.classes;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One session as a planner sees it.
///
/// @param roster who was there
/// @param form what was sent, by field
/// @param error what is wrong with it, empty when nothing is
public record SessionPage(
    Session session,
    List<Room> rooms,
    List<Instructor> instructors,
    List<Attendee> roster,
    Map<String, String> form,
    String error,
    Instant now) {
  public SessionPage {
    roster = List.copyOf(roster);
    // What the session has stands on the list, also when it was closed since.
    rooms =
        rooms.stream()
            .filter(r -> !r.closed() || session.room().filter(id -> id == r.id()).isPresent())
            .toList();
    instructors =
        instructors.stream()
            .filter(i -> !i.closed() || session.instructor().filter(id -> id == i.id()).isPresent())
            .toList();
    form = Map.copyOf(form);
  }

  /// What is in a field: what was sent, else what stands.
  public String given(String field, String stands) {
    return form.getOrDefault(field, stands);
  }

  /// Whether it can still be moved or cancelled.
  public boolean open() {
    return !session.cancelled() && !session.begun(now);
  }
}
