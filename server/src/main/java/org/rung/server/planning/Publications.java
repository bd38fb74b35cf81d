package org.rung.server.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Which plan is published: a named person publishes one and may withdraw it. A published plan
/// never changes; a correction is a new plan, and publishing it takes the place of the one before.
@Component
public class Publications {
  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final Plans plans;
  private final TransactionTemplate transaction;

  Publications(JdbcClient jdbc, Jobs jobs, Plans plans, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.plans = plans;
    this.transaction = transaction;
  }

  /// A plan as it was published once.
  ///
  /// @param withdrawn empty while it is published
  public record Publication(
      long id, long plan, String by, Instant at, Optional<Withdrawal> withdrawn) {
    /// Whether it is not withdrawn.
    public boolean current() {
      return withdrawn.isEmpty();
    }
  }

  /// Who ended a publication, and why.
  public record Withdrawal(String by, Instant at, String why) {}

  /// Asks for a plan to be published; every person's decision and the audit's entry are recorded
  /// with it, in the background.
  ///
  /// @return the job
  /// @throws Refused if the plan was not made, is published already, or is being published
  long ask(long plan, String by) {
    return transaction.execute(status -> {
      plans.lockMade(plan, "Plan %d was not made, so it cannot be published.".formatted(plan));
      current()
          .filter(now -> now.plan() == plan)
          .ifPresent(now -> {
            throw new Refused("Plan %d is published already, by %s.".formatted(plan, now.by()));
          });
      if (publishing(plan).isPresent()) {
        throw new Refused("Plan %d is being published already.".formatted(plan));
      }
      return jobs.ask(
          PublishWork.KIND, "Publish plan " + plan, "plans/" + plan, Long.toString(plan), by);
    });
  }

  /// The job that publishes a plan right now.
  Optional<Long> publishing(long plan) {
    return jobs.open().stream()
        .filter(
            job -> job.kind().equals(PublishWork.KIND) && job.input().equals(Long.toString(plan)))
        .map(org.rung.server.jobs.Job::id)
        .findFirst();
  }

  /// One after the other, on however many servers, until the transaction of the caller ends.
  void lock() {
    jdbc.sql("lock table planning.publication in share row exclusive mode").update();
  }

  /// The plan is published from now on; the one before is withdrawn. In the caller's transaction.
  ///
  /// @return the publication before
  Optional<Publication> publish(long plan, String by) {
    Optional<Publication> before = current();
    before.ifPresent(past -> end(past.plan(), by, "Plan %d takes its place.".formatted(plan)));
    jdbc.sql("insert into planning.publication (plan_id, published_by) values (:plan, :by)")
        .param("plan", plan)
        .param("by", by)
        .update();
    return before;
  }

  /// Ends a publication. In the caller's transaction.
  ///
  /// @return whether it was published until now
  boolean end(long plan, String by, String why) {
    return jdbc.sql(
                """
                update planning.publication
                   set withdrawn_by = :by,
                       withdrawn_at = now(),
                       withdrawn_why = :why
                 where plan_id = :plan
                   and withdrawn_at is null
                """)
            .param("by", by)
            .param("why", why)
            .param("plan", plan)
            .update()
        == 1;
  }

  /// The publication that is not withdrawn.
  public Optional<Publication> current() {
    return jdbc.sql(
            """
            select id, plan_id, published_by, published_at, withdrawn_by, withdrawn_at, withdrawn_why
              from planning.publication
             where withdrawn_at is null
            """)
        .query(Publications::publication)
        .optional();
  }

  /// A plan's publications, newest first.
  List<Publication> of(long plan) {
    return jdbc.sql(
            """
            select id, plan_id, published_by, published_at, withdrawn_by, withdrawn_at, withdrawn_why
              from planning.publication
             where plan_id = :plan
             order by id desc
            """)
        .param("plan", plan)
        .query(Publications::publication)
        .list();
  }

  private static Publication publication(ResultSet row, int n) throws SQLException {
    return new Publication(
        row.getLong("id"),
        row.getLong("plan_id"),
        row.getString("published_by"),
        row.getTimestamp("published_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("withdrawn_at"))
            .map(at ->
                new Withdrawal(
                    text(row, "withdrawn_by"), at.toInstant(), text(row, "withdrawn_why"))));
  }

  private static String text(ResultSet row, String column) {
    try {
      return row.getString(column);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
