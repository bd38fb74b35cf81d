package org.rung.server.decisions;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The chain over all decisions. Who records a decision waits for nobody; what was committed is
/// sealed right afterwards, by one server at a time, some thousand decisions in a seal that names
/// the seal before. A decision that its person's key does not open was not written by a server and
/// is not sealed.
@Component
class Seals {
  private static final Logger log = LoggerFactory.getLogger(Seals.class);
  static final int MOST = 5_000;

  private final JdbcClient jdbc;
  private final Keyring keys;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();

  Seals(JdbcClient jdbc, Keyring keys, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Seals what waits, in as many seals as it takes.
  ///
  /// @return how many decisions were sealed; 0 when another server is at it
  long sealAll() {
    long all = 0;
    for (long some = seal(); some > 0; some = seal()) {
      all += some;
    }
    return all;
  }

  private long seal() {
    return Optional.ofNullable(transaction.execute(status -> free() ? next() : 0L)).orElse(0L);
  }

  private boolean free() {
    return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('decisions.seal'))")
        .query(Boolean.class)
        .single();
  }

  private long next() {
    List<Long> waiting =
        jdbc.sql(
                """
                select decision_id
                  from decisions.unsealed
                 where decision_id <> all (:refused::bigint[])
                 order by decision_id
                 limit :most
                """)
            .param("refused", Keyring.array(refused))
            .param("most", MOST)
            .query((row, n) -> row.getLong("decision_id"))
            .list();
    if (waiting.isEmpty()) {
      return 0;
    }
    List<StoredDecision> rows = genuine(waiting);
    if (rows.isEmpty()) {
      return waiting.size();
    }
    List<Long> ids = rows.stream().map(StoredDecision::id).toList();
    Last last = last();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    byte[] digests = Seal.digests(rows);
    byte[] hash = Seal.hash(last.number() + 1, last.hash(), ids, digests, now);
    jdbc.sql(
            """
            insert into decisions.seal (number, previous, ids, digests, sealed_at, hash, signature)
            values (:number, :previous, :ids::bigint[], :digests, :at::timestamptz, :hash, :signature)
            """)
        .param("number", last.number() + 1)
        .param("previous", last.hash())
        .param("ids", Keyring.array(ids))
        .param("digests", digests)
        .param("at", now.toString())
        .param("hash", hash)
        .param("signature", Hashes.signature(keys.seals(), hash))
        .update();
    jdbc.sql("delete from decisions.unsealed where decision_id = any (:ids::bigint[])")
        .param("ids", Keyring.array(ids))
        .update();
    return waiting.size();
  }

  private record Last(long number, byte[] hash) {}

  private Last last() {
    return jdbc.sql("select number, hash from decisions.seal order by number desc limit 1")
        .query((row, n) -> new Last(row.getLong("number"), row.getBytes("hash")))
        .optional()
        .orElseGet(() -> new Last(0, Seal.beginning()));
  }

  /// The rows that a server wrote; whether one under an erased key is, nobody can tell any more.
  private List<StoredDecision> genuine(List<Long> ids) {
    Aes aes = new Aes();
    List<StoredDecision> genuine = new ArrayList<>();
    Set<Long> others = new java.util.TreeSet<>(ids);
    jdbc.sql(
            """
            select %s, %s
              from decisions.decision d
              join decisions.person_key k on k.id = d.key_id
             where d.id = any (:ids::bigint[])
             order by d.id
            """
                .formatted(StoredDecision.COLUMNS, PersonKey.COLUMNS))
        .param("ids", Keyring.array(ids))
        .query((row, n) -> Decisions.Lying.of(row))
        .list()
        .forEach(lying -> {
          if (lying.key().erasedAt().isPresent()
              || lying
                  .key()
                  .secret(aes, keys.servers())
                  .flatMap(secret -> lying.row().open(aes, secret))
                  .isPresent()) {
            genuine.add(lying.row());
            others.remove(lying.row().id());
          }
        });
    if (!others.isEmpty()) {
      refused.addAll(others);
      log.error(
          "Decisions {} are not as a server wrote them and are not sealed: see “rung audit"
              + " decisions”.",
          others);
    }
    return genuine;
  }
}
