package org.rung.server.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What managers say stands against a release. Whoever asks has checked whose team the person is.
@Component
public class Statements {
  /// The most characters a statement may have.
  public static final int MOST_CHARACTERS = 1_000;

  private static final String COLUMNS =
      """
      select s.id, s.plan_id, s.person_id, p.employer_id, s.from_day, s.until_day, s.words,
             s.said_by, s.said_at, s.taken_back_at
        from planning.statement s
        join people.person p on p.id = s.person_id
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Statements(JdbcClient jdbc, Audit audit, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Records a statement. The same one a second time is the same statement.
  ///
  /// @param name the person's id in the employer's files
  /// @throws Refused when the words are missing or too long, or the days are in the wrong order
  public void say(
      long plan,
      long person,
      String name,
      LocalDate from,
      LocalDate until,
      String words,
      String by) {
    String given = words.replace("\u0000", "").replace("\r\n", "\n").strip();
    if (given.isEmpty() || given.length() > MOST_CHARACTERS) {
      throw new Refused(
          "What stands against it has %s characters. Give 1 to %s; the person and the planners read it."
              .formatted(Formats.count(given.length()), Formats.count(MOST_CHARACTERS)));
    }
    if (until.isBefore(from)) {
      throw new Refused(
          "The last day, %s, is before the first, %s. Give the same day or a later one."
              .formatted(Formats.date(until), Formats.date(from)));
    }
    transaction.executeWithoutResult(status -> {
      int said =
          jdbc.sql(
                  """
                  insert into planning.statement
                         (plan_id, person_id, from_day, until_day, words, said_by, said_at)
                  values (:plan, :person, :from, :until, :words, :by, :at::timestamptz)
                      on conflict do nothing
                  """)
              .param("plan", plan)
              .param("person", person)
              .param("from", from)
              .param("until", until)
              .param("words", given)
              .param("by", by)
              .param("at", clock.instant().toString())
              .update();
      if (said == 1) {
        audit.change("statement", "person %s, against a release in plan %d".formatted(name, plan));
      }
    });
  }

  /// Takes an own statement back. A second time changes nothing.
  ///
  /// @throws NotFound when this account made no such statement
  public void takeBack(long id, String by) {
    transaction.executeWithoutResult(status -> {
      String name =
          jdbc.sql(
                  """
                  select p.employer_id
                    from planning.statement s
                    join people.person p on p.id = s.person_id
                   where s.id = :id
                     and s.said_by = :by
                     for update of s
                  """)
              .param("id", id)
              .param("by", by)
              .query(String.class)
              .optional()
              .orElseThrow(() -> new NotFound("There is no statement %d of yours.".formatted(id)));
      int taken =
          jdbc.sql(
                  """
                  update planning.statement
                     set taken_back_at = :at::timestamptz
                   where id = :id
                     and taken_back_at is null
                  """)
              .param("at", clock.instant().toString())
              .param("id", id)
              .update();
      if (taken == 1) {
        audit.change("statement", "person %s, taken back".formatted(name));
      }
    });
  }

  /// What stands against releases in a plan, by person.
  List<Statement> against(long plan) {
    return jdbc.sql(
            COLUMNS
                + """
                 where s.plan_id = :plan
                   and s.taken_back_at is null
                 order by p.employer_id, s.from_day, s.id
                """)
        .param("plan", plan)
        .query(Statements::statement)
        .list();
  }

  /// Everything said about some people, newest first, what was taken back included.
  public List<Statement> about(List<Long> people) {
    return people.isEmpty()
        ? List.of()
        : jdbc.sql(COLUMNS + " where s.person_id = any(:people) order by s.said_at desc, s.id desc")
            .param("people", people.toArray(Long[]::new))
            .query(Statements::statement)
            .list();
  }

  private static Statement statement(ResultSet row, int n) throws SQLException {
    return new Statement(
        row.getLong("id"),
        row.getLong("plan_id"),
        row.getLong("person_id"),
        row.getString("employer_id"),
        row.getDate("from_day").toLocalDate(),
        row.getDate("until_day").toLocalDate(),
        row.getString("words"),
        row.getString("said_by"),
        row.getTimestamp("said_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("taken_back_at")).map(Timestamp::toInstant));
  }
}
