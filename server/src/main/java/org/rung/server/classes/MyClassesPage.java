package org.rung.server.classes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// The classes of the person whose account asks.
///
/// @param known whether the account is a person of the employer's files
/// @param sessions in time, with those that were cancelled
/// @param marked what was marked, by session
/// @param teaches whether there are sessions to teach
/// @param calendar that there is an address
/// @param address of the calendar, shown once: when it was just made
public record MyClassesPage(
    boolean known,
    List<Session> sessions,
    Map<Long, Attendee.Marked> marked,
    boolean teaches,
    Optional<CalendarGiven> calendar,
    Optional<String> address,
    Instant now) {
  public MyClassesPage {
    sessions = List.copyOf(sessions);
    marked = Map.copyOf(marked);
  }

  /// Those that are not over, in time.
  public List<Session> toCome() {
    return sessions.stream().filter(session -> session.ends().isAfter(now)).toList();
  }

  /// Those that are over, the latest first.
  public List<Session> held() {
    return sessions.stream().filter(session -> !session.ends().isAfter(now)).toList().reversed();
  }

  /// The next that takes place.
  public Optional<Session> next() {
    return toCome().stream().filter(session -> !session.cancelled()).findFirst();
  }

  /// Minutes in class so far.
  public int minutes() {
    return marked.values().stream().mapToInt(Attendee.Marked::minutes).sum();
  }

  /// What was marked of a session.
  public String mark(Session session) {
    Attendee.Marked one = marked.get(session.id());
    return one == null
        ? "not marked yet"
        : one.mark() == Mark.PART
            ? "%s, %s"
                .formatted(one.mark().label(), Formats.counted(one.minutes(), "minute", "minutes"))
            : one.mark().label();
  }

  /// The finding.
  public String title() {
    return next()
        .map(session -> "Your next class is " + session.when())
        .orElse(sessions.isEmpty() ? "You have no classes" : "No class is ahead of you");
  }
}
