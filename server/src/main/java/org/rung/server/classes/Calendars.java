package org.rung.server.classes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The secret addresses of calendars, one a person. An address is shown once; the database has a
/// digest of its secret, so that nobody opens a calendar from a copy of it.
@Component
class Calendars {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;
  private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Sessions sessions;
  private final Audit audit;
  private final Clock clock;

  Calendars(JdbcClient jdbc, Sessions sessions, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  Optional<CalendarGiven> of(long person) {
    return jdbc.sql("select made_at, asked_at from classes.calendar where person_id = :person")
        .param("person", person)
        .query((row, n) ->
            new CalendarGiven(
                row.getTimestamp("made_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("asked_at")).map(Timestamp::toInstant)))
        .optional();
  }

  /// Gives a person a new address; the one before opens nothing any more.
  ///
  /// @return the secret in it
  @Transactional
  String make(long person, String by) {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql(
            """
            insert into classes.calendar (person_id, digest, made_at)
            values (:person, :digest, :now)
                on conflict (person_id)
                do update set digest = excluded.digest, made_at = excluded.made_at, asked_at = null
            """)
        .param("person", person)
        .param("digest", digest(secret))
        .param("now", Timestamp.from(clock.instant()))
        .update();
    audit.change(by, "calendar", "person ~%d, address made".formatted(person));
    return secret;
  }

  /// Takes a person's address away.
  @Transactional
  void revoke(long person, String by) {
    if (jdbc.sql("delete from classes.calendar where person_id = :person")
            .param("person", person)
            .update()
        > 0) {
      audit.change(by, "calendar", "person ~%d, address revoked".formatted(person));
    }
  }

  /// The calendar that a secret opens; empty when it opens none (any more).
  Optional<String> feed(String secret) {
    Instant now = clock.instant();
    Optional<Long> person =
        jdbc.sql("select person_id from classes.calendar where digest = :digest")
            .param("digest", digest(secret))
            .query(Long.class)
            .optional();
    person.ifPresent(id ->
        jdbc.sql(
                """
                update classes.calendar
                   set asked_at = :now
                 where person_id = :id
                   and (asked_at is null or asked_at < :before)
                """)
            .param("now", Timestamp.from(now))
            .param("before", Timestamp.from(now.minus(ASKED_EVERY)))
            .param("id", id)
            .update());
    return person.map(id -> CalendarFeed.of(sessions.learning(id), sessions.teaching(id)));
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
