package org.rung.server.planning;

import java.util.Optional;
import java.util.function.Supplier;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks for work that follows up a made plan: its budget curve, how it fares under other forecasts.
/// A plan has one of a kind at a time: asked again while the work goes on, it is the same work.
@Component
class FollowUps {
  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final Plans plans;
  private final TransactionTemplate transaction;

  FollowUps(JdbcClient jdbc, Jobs jobs, Plans plans, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.plans = plans;
    this.transaction = transaction;
  }

  /// The work that is asked for.
  ///
  /// @param kind the [org.rung.server.jobs.Work#kind] that does it
  /// @param title what people see while it runs
  /// @param page the address of what shows its result, without the leading slash
  /// @param table keeps, a row a plan, the newest such job and who asked for it
  /// @param notMade what people read where the plan was not made
  record Wanted(String kind, String title, String page, String table, String notMade) {}

  /// How the work on a plan stands.
  ///
  /// @param job the newest, empty until somebody asked
  /// @param refusal why there is nothing to ask for, empty while something is missing
  record Standing(Optional<Job> job, Optional<String> refusal) {}

  /// @param standing asked once nobody else can ask for the same
  /// @return the job
  /// @throws Refused if the plan was not made, or there is nothing to ask for
  long ask(long plan, Wanted wanted, String by, Supplier<Standing> standing) {
    return transaction.execute(status -> {
      plans.lockMade(plan, wanted.notMade());
      Standing now = standing.get();
      Optional<Job> open = now.job().filter(Job::open);
      if (open.isPresent()) {
        return open.get().id();
      }
      if (now.refusal().isPresent()) {
        throw new Refused(now.refusal().get());
      }
      long job = jobs.ask(wanted.kind(), wanted.title(), wanted.page(), Long.toString(plan), by);
      jdbc.sql(
              """
              insert into %s (plan_id, job_id, asked_by)
              values (:plan, :job, :by)
              on conflict (plan_id) do update set job_id = :job, asked_by = :by, asked_at = now()
              """
                  .formatted(wanted.table()))
          .param("plan", plan)
          .param("job", job)
          .param("by", by)
          .update();
      return job;
    });
  }
}
