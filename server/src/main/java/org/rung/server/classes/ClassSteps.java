package org.rung.server.classes;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.NextStep;
import org.rung.server.pages.NextSteps;
import org.springframework.stereotype.Component;

/// The next session that a person learns in.
@Component
class ClassSteps implements NextSteps {
  private final Sessions sessions;
  private final Clock clock;

  ClassSteps(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public List<NextStep> of(long person) {
    return sessions.learning(person).stream()
        .filter(session -> !session.cancelled() && session.ends().isAfter(clock.instant()))
        .limit(1)
        .map(session ->
            new NextStep(
                "Next class: " + session.programme(),
                "%s%s, %s"
                    .formatted(
                        session.when(),
                        session.zoneNote().isEmpty() ? "" : " " + session.zoneNote(),
                        session.place()),
                "/my/classes",
                Optional.of(session.starts().atZone(session.zone()).toLocalDate()),
                false))
        .toList();
  }
}
