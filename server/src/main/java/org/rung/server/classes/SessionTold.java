package org.rung.server.classes;

import java.time.Instant;
import java.util.Optional;
import org.rung.server.api.Meaning;

/// A session, as the API tells it.
record SessionTold(
    long id,
    @Meaning("The intake it belongs to.") long intake,
    String programme,
    String provider,
    Instant starts,
    Instant ends,
    @Meaning("Whose clock tells it, as America/Chicago.") String timeZone,
    @Meaning("Minutes that pass.") int minutes,
    @Meaning("The room's number; null for none.") Optional<Long> room,
    @Meaning("The room in words; null for none.") Optional<String> where,
    @Meaning("To take part from afar; null for none.") Optional<String> link,
    @Meaning("The instructor's number; null while nobody is named.") Optional<Long> instructor,
    @Meaning("The instructor's name; null while nobody is named.") Optional<String> taughtBy,
    boolean cancelled,
    @Meaning("Of the last change or the cancellation; null for none.") Optional<String> reason,
    @Meaning("A change names the one it read.") int version) {
  static SessionTold of(Session session) {
    return new SessionTold(
        session.id(),
        session.intake(),
        session.programme(),
        session.provider(),
        session.starts(),
        session.ends(),
        session.zone().getId(),
        session.minutes(),
        session.room(),
        given(session.where()),
        given(session.link()),
        session.instructor(),
        given(session.taughtBy()),
        session.cancelled(),
        given(session.reason()),
        session.version());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }
}
