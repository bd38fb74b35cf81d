package org.rung.server.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.MapSession;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sessions in the database. They end when idle, after their longest time, and when somebody signs
/// out everywhere; the table holds digests of their ids, so that whoever reads it can enter none.
/// When a session was last seen is written once a minute, not with each click.
@Component
class Sessions implements SessionRepository<StoredSession> {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final Duration BEFORE_SIGN_IN = Duration.ofMinutes(30);
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);
  private static final ObjectInputFilter KNOWN =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=60;maxbytes=1000000;java.**;org.springframework.security.**;"
              + "org.rung.server.access.**;com.nimbusds.**;!*");

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration idle;
  private final Duration longest;

  Sessions(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${rung.session.idle}") Duration idle,
      @Value("${rung.session.longest}") Duration longest) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.idle = idle;
    this.longest = longest;
  }

  @Override
  public StoredSession createSession() {
    return new StoredSession(clock.instant(), idle);
  }

  @Override
  public @Nullable StoredSession findById(String id) {
    List<Row> rows =
        jdbc.sql(
                """
                select s.account, s.made_at, s.seen_at, v.name, v.value
                  from access.session s
                  left join access.session_value v on v.digest = s.digest
                 where s.digest = :digest
                   and s.ends_at > :now
                """)
            .param("digest", Digest.of(id))
            .param("now", Timestamp.from(clock.instant()))
            .query((row, n) ->
                new Row(
                    row.getString("account"),
                    row.getTimestamp("made_at").toInstant(),
                    row.getTimestamp("seen_at").toInstant(),
                    row.getString("name"),
                    row.getBytes("value")))
            .list();
    if (rows.isEmpty()) {
      return null;
    }
    MapSession session = new MapSession(id);
    Row first = rows.getFirst();
    session.setCreationTime(first.made);
    session.setLastAccessedTime(first.seen);
    session.setMaxInactiveInterval(idle);
    try {
      for (Row row : rows) {
        if (row.name != null && row.value != null) {
          session.setAttribute(row.name, read(row.value));
        }
      }
    } catch (IOException | ClassNotFoundException e) {
      // Written by another version of the libraries: whoever has it signs in anew.
      log.info("A session of another version ends: {}", e.toString());
      deleteById(id);
      return null;
    }
    return new StoredSession(session, first.account == null ? "" : first.account);
  }

  private record Row(
      @Nullable String account,
      Instant made,
      Instant seen,
      @Nullable String name,
      byte @Nullable [] value) {}

  @Override
  public void save(StoredSession session) {
    boolean moved = !session.getId().equals(session.storedId());
    boolean touched =
        !session.account().equals(session.storedAccount())
            || !session.getLastAccessedTime().isBefore(session.storedSeen().plus(SEEN_EVERY));
    if (session.fresh() || moved || touched || !session.changed().isEmpty()) {
      try {
        transaction.executeWithoutResult(status -> write(session, moved, touched));
      } finally {
        // Once for each request: where the database is away, a second time would only wait again.
        session.stored();
      }
    }
  }

  private void write(StoredSession session, boolean moved, boolean touched) {
    String account = session.account();
    Instant seen = session.getLastAccessedTime();
    Instant last = session.getCreationTime().plus(longest);
    Instant quiet = seen.plus(account.isEmpty() ? BEFORE_SIGN_IN : idle);
    byte[] digest = Digest.of(session.getId());
    if (session.fresh()) {
      jdbc.sql(
              """
              delete from access.session
               where digest in (select digest
                                  from access.session
                                 where ends_at < :now
                                 order by ends_at
                                 limit 100
                                   for update skip locked)
              """)
          .param("now", Timestamp.from(clock.instant()))
          .update();
      jdbc.sql(
              """
              insert into access.session (digest, account, made_at, seen_at, ends_at)
              values (:digest, nullif(:account, ''), :made, :seen, :ends)
              """)
          .param("digest", digest)
          .param("account", account)
          .param("made", Timestamp.from(session.getCreationTime()))
          .param("seen", Timestamp.from(seen))
          .param("ends", Timestamp.from(quiet.isBefore(last) ? quiet : last))
          .update();
    } else if (moved || touched) {
      jdbc.sql(
              """
              update access.session
                 set digest = :digest, account = nullif(:account, ''), seen_at = :seen, ends_at = :ends
               where digest = :before
              """)
          .param("digest", digest)
          .param("account", account)
          .param("seen", Timestamp.from(seen))
          .param("ends", Timestamp.from(quiet.isBefore(last) ? quiet : last))
          .param("before", Digest.of(session.storedId()))
          .update();
    }
    for (String name : session.changed()) {
      Object value = session.getAttribute(name);
      if (value == null) {
        jdbc.sql("delete from access.session_value where digest = :digest and name = :name")
            .param("digest", digest)
            .param("name", name)
            .update();
      } else {
        // Nothing is written where the session was ended meanwhile.
        jdbc.sql(
                """
                insert into access.session_value (digest, name, value)
                select s.digest, :name, :value
                  from access.session s
                 where s.digest = :digest
                    on conflict (digest, name) do update set value = excluded.value
                """)
            .param("digest", digest)
            .param("name", name)
            .param("value", bytes(value))
            .update();
      }
    }
  }

  @Override
  public void deleteById(String id) {
    jdbc.sql("delete from access.session where digest = :digest")
        .param("digest", Digest.of(id))
        .update();
  }

  /// Signs an account out on every device.
  void end(String account) {
    jdbc.sql("delete from access.session where account = :account")
        .param("account", account)
        .update();
  }

  /// Signs an account out everywhere but here.
  ///
  /// @param id of the session that stays
  void endOthers(String account, String id) {
    jdbc.sql("delete from access.session where account = :account and digest <> :digest")
        .param("account", account)
        .param("digest", Digest.of(id))
        .update();
  }

  /// Where an account is signed in, last seen first.
  List<SignedIn> of(String account, String id) {
    return jdbc.sql(
            """
            select made_at, seen_at, digest = :digest as here
              from access.session
             where account = :account
               and ends_at > :now
             order by here desc, seen_at desc, digest
            """)
        .param("account", account)
        .param("digest", Digest.of(id))
        .param("now", Timestamp.from(clock.instant()))
        .query((row, n) ->
            new SignedIn(
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getBoolean("here")))
        .list();
  }

  private static byte[] bytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(KNOWN);
      return in.readObject();
    }
  }
}
