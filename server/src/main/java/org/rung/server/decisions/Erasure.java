package org.rung.server.decisions;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.rung.server.access.Audit;
import org.rung.server.database.Copy;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes what was decided about a person unreadable: the keys of the person go, for good. That it
/// was decided, by whom and when stays, and the chain over it still holds.
@Component
public class Erasure {
  /// What such a decision is about.
  public static final String ABOUT = "erasure";

  /// The most characters of the reason.
  public static final int MOST_CHARACTERS = 1_000;

  private final JdbcClient jdbc;
  private final Decisions decisions;
  private final Seals seals;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Erasure(
      JdbcClient jdbc,
      Decisions decisions,
      Seals seals,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.decisions = decisions;
    this.seals = seals;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// In a database beside a server or without one.
  ///
  /// @throws KeyMissing when these are other keys than those that the database was written with
  /// @throws Refused when no server of this release was started on it yet
  public static Erasure in(DataSource database, ServerKeys servers, Clock clock) {
    JdbcClient jdbc = JdbcClient.create(database);
    if (Adoption.waits(jdbc)) {
      throw new Refused(
          "The decisions of an earlier release do not lie under keys yet. Start the server once; it sees to that.");
    }
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    Keyring keys = new Keyring(jdbc, new Copy(database), clock, servers);
    return new Erasure(
        jdbc,
        new Decisions(jdbc, new Copy(database), keys, new SealBell()),
        new Seals(jdbc, keys, transaction, clock),
        new Audit(jdbc),
        transaction,
        clock);
  }

  /// What was erased, or would be.
  ///
  /// @param decisions whose texts
  /// @param appeals whose words
  /// @param open appeals that wait for an answer
  public record Extent(long decisions, long appeals, long open) {}

  /// What there is to erase.
  public Extent extent(long person) {
    return jdbc.sql(
            """
            select (select count(*)
                      from decisions.decision d
                      join decisions.person_key k on k.id = d.key_id
                     where d.person_id = :person
                       and k.wrapped is not null) as decisions,
                   count(a.id) as appeals,
                   count(a.id) filter (where a.answered_at is null) as open
              from decisions.appeal a
             where a.person_id = :person
               and a.erased_at is null
            """)
        .param("person", person)
        .query((row, n) ->
            new Extent(row.getLong("decisions"), row.getLong("appeals"), row.getLong("open")))
        .single();
  }

  /// Erases the texts of all decisions about a person, and the words of the appeals. A decision
  /// that says so is recorded, which the person may read and appeal.
  ///
  /// @param person the person's id in `people`
  /// @param name the person's id in the employer's files
  /// @param reason in words for the person
  /// @param by the account that does it
  /// @return what was erased
  /// @throws Refused when there is nothing to erase, when an appeal waits for its answer, or the
  ///   reason is missing
  public Extent erase(long person, String name, String reason, String by) {
    String given = reason.replace("\u0000", "").strip();
    if (given.isEmpty() || given.length() > MOST_CHARACTERS) {
      throw new Refused(
          "Say why in at most %s characters: the person reads it."
              .formatted(Formats.count(MOST_CHARACTERS)));
    }
    // What a seal holds was looked at while it could still be read.
    seals.sealAll();
    Extent erased =
        Objects.requireNonNull(
            transaction.execute(status -> {
              Extent extent = extent(person);
              if (extent.open() > 0) {
                throw new Refused(
                    "%s of %s for an answer. Answer first: nobody can without the words."
                        .formatted(
                            extent.open() == 1
                                ? "One appeal"
                                : Formats.count(extent.open()) + " appeals",
                            name + (extent.open() == 1 ? " waits" : " wait")));
              }
              if (extent.decisions() == 0 && extent.appeals() == 0) {
                throw new Refused("Nothing is kept about %s that could be erased.".formatted(name));
              }
              erase(person, clock.instant().truncatedTo(ChronoUnit.MICROS), extent, given, by);
              audit.change(by, "decisions", "person %s, texts erased".formatted(name));
              return extent;
            }));
    // PostgreSQL keeps what was overwritten until then.
    jdbc.sql("vacuum decisions.person_key, decisions.appeal").update();
    return erased;
  }

  private void erase(long person, Instant at, Extent extent, String reason, String by) {
    jdbc.sql(
            """
            update decisions.person_key
               set wrapped = null,
                   erased_at = :at::timestamptz
             where person_id = :person
               and wrapped is not null
            """)
        .param("person", person)
        .param("at", at.toString())
        .update();
    jdbc.sql(
            """
            update decisions.appeal
               set matter = '(erased)',
                   shown = case when shown = '' then '' else '(erased)' end,
                   said = case when said = '' then '' else '(erased)' end,
                   words = '(erased)',
                   reasons = case when reasons is null then null else '(erased)' end,
                   erased_at = :at::timestamptz
             where person_id = :person
               and erased_at is null
            """)
        .param("person", person)
        .param("at", at.toString())
        .update();
    decisions.record(
        new Decision(
            person,
            ABOUT,
            at.toString(),
            extent.decisions() == 1
                ? "The text of one decision was erased"
                : "The texts of %s decisions were erased"
                    .formatted(Formats.count(extent.decisions())),
            List.of(reason),
            Map.of(
                "decisions",
                Long.toString(extent.decisions()),
                "appeals",
                Long.toString(extent.appeals())),
            by,
            at));
  }
}
