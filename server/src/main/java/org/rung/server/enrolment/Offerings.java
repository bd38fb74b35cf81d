package org.rung.server.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.planning.Publications;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// How a published plan's offers go out: said once by a named person, then carried out.
@Component
class Offerings {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Publications publications;
  private final Jobs jobs;
  private final Clock clock;

  Offerings(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Publications publications,
      Jobs jobs,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.publications = publications;
    this.jobs = jobs;
    this.clock = clock;
  }

  /// The offers of a plan as somebody asked for them.
  record Offering(long plan, Terms terms, Optional<Long> job, String by, Instant at) {}

  Optional<Offering> of(long plan) {
    return jdbc.sql(
            """
            select plan_id, waves, first_day, days_apart, answer_days, cost_centre, job_id, made_by,
                   made_at
              from enrolment.offering
             where plan_id = :plan
            """)
        .param("plan", plan)
        .query((row, n) ->
            new Offering(
                row.getLong("plan_id"),
                new Terms(
                    row.getInt("waves"),
                    row.getDate("first_day").toLocalDate(),
                    row.getInt("days_apart"),
                    row.getInt("answer_days"),
                    row.getString("cost_centre")),
                Optional.ofNullable(row.getObject("job_id", Long.class)),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant()))
        .optional();
  }

  /// How a plan's offers go out.
  ///
  /// @throws NotFound when nobody said it yet
  Terms terms(long plan) {
    return asked(plan).terms();
  }

  private Offering asked(long plan) {
    return of(plan).orElseThrow(() -> new NotFound("Plan %d has no offers.".formatted(plan)));
  }

  private void requirePublished(long plan) {
    if (publications.current().filter(now -> now.plan() == plan).isEmpty()) {
      throw new Refused("Plan %d is not published, so it makes no offers.".formatted(plan));
    }
  }

  private long work(long plan, String by) {
    long job =
        jobs.ask(OfferWork.KIND, "Offers of plan " + plan, "offers", Long.toString(plan), by);
    jdbc.sql("update enrolment.offering set job_id = :job where plan_id = :plan")
        .param("job", job)
        .param("plan", plan)
        .update();
    return job;
  }

  /// Makes the offers again where their job failed or was cancelled; what was made and sent before
  /// stays. While it runs, or once it is done, nothing happens.
  ///
  /// @throws NotFound when nobody asked for the plan's offers yet
  /// @throws Refused when the plan is no longer published
  void again(long plan, String by) {
    transaction.executeWithoutResult(status -> {
      // One after the other, so that two clicks are one job.
      jdbc.sql("select id from enrolment.offering where plan_id = :plan for update")
          .param("plan", plan)
          .query((row, n) -> row.getLong(1))
          .optional();
      Offering offering = asked(plan);
      requirePublished(plan);
      if (stopped(offering).isPresent()) {
        work(plan, by);
      }
    });
  }

  /// The job of offers that ended before it was done.
  Optional<Job> stopped(Offering offering) {
    return offering
        .job()
        .flatMap(jobs::find)
        .filter(job -> job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED);
  }

  /// Asks for the offers of the published plan. The same plan a second time is the job of the
  /// first.
  ///
  /// @return the job
  /// @throws Refused when the plan is not published
  long ask(long plan, Terms terms, String by) {
    return java.util.Objects.requireNonNull(
        transaction.execute(status -> {
          requirePublished(plan);
          int made =
              jdbc.sql(
                      """
                      insert into enrolment.offering
                             (plan_id, waves, first_day, days_apart, answer_days, cost_centre, made_by,
                              made_at)
                      values (:plan, :waves, :first::date, :apart, :days, :centre, :by, :at::timestamptz)
                          on conflict do nothing
                      """)
                  .param("plan", plan)
                  .param("waves", terms.waves())
                  .param("first", terms.firstDay().toString())
                  .param("apart", terms.daysApart())
                  .param("days", terms.answerDays())
                  .param("centre", terms.costCentre())
                  .param("by", by)
                  .param("at", clock.instant().toString())
                  .update();
          if (made == 0) {
            return of(plan).flatMap(Offering::job).orElseThrow();
          }
          return work(plan, by);
        }));
  }
}
