package org.rung.server.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Asks for long work and answers how it stands. Asked in a transaction, the work exists if and
/// only if that transaction is kept.
@Component
public class Jobs {
  private static final String COLUMNS =
      """
      id, kind, title, subject, input, state, phase, done, total, message, cancel_requested,
      asked_by, asked_at, started_at, ended_at
      """;

  private final JdbcClient jdbc;
  private final Bell bell;

  Jobs(JdbcClient jdbc, Bell bell) {
    this.jdbc = jdbc;
    this.bell = bell;
  }

  /// Puts work into the queue.
  ///
  /// @param kind the [Work#kind] that does it
  /// @param title what people see while it runs
  /// @param subject the address of the page that shows its result, without the leading slash
  /// @param input JSON for the work
  /// @param askedBy the account
  /// @return the job's id
  public long ask(String kind, String title, String subject, String input, String askedBy) {
    long id =
        jdbc.sql(
                """
                insert into jobs.job (kind, title, subject, input, asked_by)
                values (:kind, :title, :subject, :input::jsonb, :askedBy)
                returning id
                """)
            .param("kind", kind)
            .param("title", title)
            .param("subject", subject)
            .param("input", input)
            .param("askedBy", askedBy)
            .query(Long.class)
            .single();
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              bell.ring();
            }
          });
    } else {
      bell.ring();
    }
    return id;
  }

  /// One job.
  public Optional<Job> find(long id) {
    return jdbc.sql("select " + COLUMNS + " from jobs.job where id = :id")
        .param("id", id)
        .query(Jobs::job)
        .optional();
  }

  /// The newest jobs, at most so many.
  public List<Job> recent(int most) {
    return jdbc.sql("select " + COLUMNS + " from jobs.job order by id desc limit :most")
        .param("most", most)
        .query(Jobs::job)
        .list();
  }

  /// The newest jobs below a number, at most so many.
  List<Job> before(long number, int most) {
    return jdbc.sql(
            "select " + COLUMNS + " from jobs.job where id < :number order by id desc limit :most")
        .param("number", number)
        .param("most", most)
        .query(Jobs::job)
        .list();
  }

  /// Jobs that wait or run, oldest first.
  public List<Job> open() {
    return jdbc.sql(
            "select " + COLUMNS + " from jobs.job where state in ('queued', 'running') order by id")
        .query(Jobs::job)
        .list();
  }

  /// Asks a job to stop; it stops at its next step. Without effect once it is settled.
  public void cancel(long id) {
    jdbc.sql(
            """
            update jobs.job
               set cancel_requested = true,
                   state = case when state = 'queued' then 'cancelled' else state end,
                   ended_at = case when state = 'queued' then now() end
             where id = :id
               and state in ('queued', 'running')
            """)
        .param("id", id)
        .update();
  }

  static Job job(ResultSet row, int n) throws SQLException {
    return new Job(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("title"),
        row.getString("subject"),
        row.getString("input"),
        Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("phase"),
        row.getLong("done"),
        row.getLong("total"),
        row.getString("message"),
        row.getBoolean("cancel_requested"),
        row.getString("asked_by"),
        row.getTimestamp("asked_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
  }
}
