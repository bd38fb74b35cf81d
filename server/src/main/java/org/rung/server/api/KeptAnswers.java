package org.rung.server.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The answers of posts that came with a key, for a day. Claiming and keeping happen inside the
/// transaction of the work itself: the answer is there if and only if the work is, whatever ends
/// the server.
@Component
class KeptAnswers {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int AT_ONCE = 1_000;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JdbcClient jdbc;
  private final Clock clock;

  KeptAnswers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// A request as its repetition is known again.
  ///
  /// @param address with its query
  /// @param digest SHA-256 of the body
  record Asked(String account, String key, String method, String address, byte[] digest) {}

  /// An answer as it went out.
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  /// What is known of a key.
  sealed interface Claim {
    /// It is new: the work is to be done now.
    record Fresh() implements Claim {}

    /// The same request was answered before.
    record Done(Answer answer) implements Claim {}

    /// Another request had the key.
    record Taken() implements Claim {}

    /// The same request is being done by somebody else.
    record Busy() implements Claim {}
  }

  /// Claims a key until the transaction of the caller ends; waits a while for whoever has it.
  Claim claim(Asked asked) {
    Timestamp old = Timestamp.from(clock.instant().minus(KEPT));
    jdbc.sql("set local lock_timeout = '500ms'").update();
    int claimed;
    try {
      // Waits for another transaction that claimed the same key, until that ends.
      claimed =
          jdbc.sql(
                  """
                  insert into api.kept_answer as k (account, key, method, address, digest, made_at)
                  values (:account, :key, :method, :address, :digest, :now)
                      on conflict (account, key) do update
                     set method = excluded.method,
                         address = excluded.address,
                         digest = excluded.digest,
                         made_at = excluded.made_at,
                         status = null
                   where k.made_at < :old
                  """)
              .param("account", asked.account())
              .param("key", asked.key())
              .param("method", asked.method())
              .param("address", asked.address())
              .param("digest", asked.digest())
              .param("now", Timestamp.from(clock.instant()))
              .param("old", old)
              .update();
    } catch (DataAccessException e) {
      if (e.getMostSpecificCause() instanceof SQLException sql
          && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
        return new Claim.Busy();
      }
      throw e;
    }
    jdbc.sql("set local lock_timeout = default").update();
    if (claimed == 1) {
      return new Claim.Fresh();
    }
    return jdbc.sql(
            """
            select method, address, digest, status, content_type, location, link, body
              from api.kept_answer
             where account = :account
               and key = :key
            """)
        .param("account", asked.account())
        .param("key", asked.key())
        .query((row, n) -> before(row, asked))
        .optional()
        .orElseGet(Claim.Busy::new);
  }

  private static Claim before(ResultSet row, Asked asked) throws SQLException {
    boolean same =
        row.getString("method").equals(asked.method())
            && row.getString("address").equals(asked.address())
            && Arrays.equals(row.getBytes("digest"), asked.digest());
    if (!same) {
      return new Claim.Taken();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    put(headers, "Content-Type", row.getString("content_type"));
    put(headers, "Location", row.getString("location"));
    put(headers, "Link", row.getString("link"));
    byte[] body = row.getBytes("body");
    return new Claim.Done(
        new Answer(row.getInt("status"), headers, body == null ? new byte[0] : body));
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  /// Keeps the answer of a claimed key.
  void keep(Asked asked, Answer answer) {
    jdbc.sql(
            """
            update api.kept_answer
               set status = :status,
                   content_type = :type,
                   location = :location,
                   link = :link,
                   body = :body
             where account = :account
               and key = :key
            """)
        .param("status", answer.status())
        .param("type", answer.headers().get("Content-Type"))
        .param("location", answer.headers().get("Location"))
        .param("link", answer.headers().get("Link"))
        .param("body", answer.body())
        .param("account", asked.account())
        .param("key", asked.key())
        .update();
  }

  /// Takes away what is older than a day, a little at a time so that nobody waits for it; runs
  /// every hour on each server.
  ///
  /// @return how many answers
  @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  int forgetOld() {
    Timestamp old = Timestamp.from(clock.instant().minus(KEPT));
    int all = 0;
    int gone = AT_ONCE;
    while (gone == AT_ONCE) {
      gone =
          jdbc.sql(
                  """
                  delete from api.kept_answer
                   where (account, key) in (select account, key
                                              from api.kept_answer
                                             where made_at < :old
                                             order by made_at
                                             limit :most
                                               for update skip locked)
                  """)
              .param("old", old)
              .param("most", AT_ONCE)
              .update();
      all += gone;
    }
    return all;
  }
}
