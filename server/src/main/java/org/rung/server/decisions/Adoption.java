package org.rung.server.decisions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rung.server.database.Copy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes the decisions of an earlier release into the record of this one: each text under a key of
/// its person. Before the first seal and never again, all or nothing, before a page is open.
@Component
class Adoption implements InitializingBean {
  private static final Logger log = LoggerFactory.getLogger(Adoption.class);
  private static final int BATCH = 5_000;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final Keyring keys;
  private final TransactionTemplate transaction;

  Adoption(JdbcClient jdbc, Copy copy, Keyring keys, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.keys = keys;
    this.transaction = transaction;
  }

  @Override
  public void afterPropertiesSet() {
    if (waits(jdbc)) {
      long adopted = Optional.ofNullable(transaction.execute(status -> adopt())).orElse(0L);
      if (adopted > 0) {
        // What stood in the clear is gone from the table's pages, too.
        jdbc.sql("vacuum decisions.decision").update();
        log.info("The texts of {} decisions lie under keys of their persons now.", adopted);
      }
    }
  }

  /// Whether there are decisions of an earlier release in the clear.
  static boolean waits(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select exists (select from decisions.decision where key_id is null)
               and not exists (select from decisions.seal)
            """)
        .query(Boolean.class)
        .single();
  }

  private long adopt() {
    // Two servers that start at the same time: the second waits and finds nothing left.
    jdbc.sql("lock table decisions.decision in share row exclusive mode").update();
    if (!waits(jdbc)) {
      return 0;
    }
    jdbc.sql(
            """
            create temp table adopted (id bigint primary key, key_id bigint, commitment bytea, text bytea)
                on commit drop
            """)
        .update();
    Aes aes = new Aes();
    long done = 0;
    long last = 0;
    while (true) {
      List<StoredDecision> clear =
          jdbc.sql(
                  """
                  select %s
                    from decisions.decision d
                   where d.key_id is null
                     and d.id > :last
                   order by d.id
                   limit :batch
                  """
                      .formatted(StoredDecision.COLUMNS))
              .param("last", last)
              .param("batch", BATCH)
              .query((row, n) -> StoredDecision.of(row))
              .list();
      if (clear.isEmpty()) {
        return done;
      }
      adopt(aes, clear);
      done += clear.size();
      last = clear.getLast().id();
    }
  }

  private void adopt(Aes aes, List<StoredDecision> clear) {
    Map<Long, Keyring.Numbered> open =
        keys.toWrite(aes, clear.stream().map(StoredDecision::person).collect(Collectors.toSet()));
    copy.rows(
        "copy adopted (id, key_id, commitment, text) from stdin",
        row -> {
          for (StoredDecision decision : clear) {
            Keyring.Numbered key = Optional.ofNullable(open.get(decision.person())).orElseThrow();
            StoredDecision closed = decision.close(aes, key.secret(), key.id());
            row.number(closed.id())
                .number(closed.key())
                .text(StoredDecision.hex(closed.commitment()))
                .text(StoredDecision.hex(closed.text()))
                .end();
          }
        });
    jdbc.sql(
            """
            update decisions.decision d
               set key_id = a.key_id,
                   commitment = a.commitment,
                   text = a.text
              from adopted a
             where a.id = d.id
            """)
        .update();
    jdbc.sql("truncate adopted").update();
  }
}
