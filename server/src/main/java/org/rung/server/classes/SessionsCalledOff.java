package org.rung.server.classes;

import java.time.Clock;
import org.rung.server.enrolment.CalledOff;
import org.springframework.stereotype.Component;

/// A run that is called off has no sessions: rooms and instructors are free again, and calendars
/// say why.
@Component
class SessionsCalledOff implements CalledOff {
  private final Sessions sessions;
  private final Clock clock;

  SessionsCalledOff(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void undo(long intake, String why, String by) {
    sessions.of(intake).stream()
        .filter(session -> !session.cancelled() && session.starts().isAfter(clock.instant()))
        .forEach(session -> sessions.cancel(session.id(), session.version(), shortened(why), by));
  }

  private static String shortened(String why) {
    return why.length() <= Sessions.LONGEST_REASON
        ? why
        : why.substring(0, Sessions.LONGEST_REASON - 1) + "…";
  }
}
