package org.rung.server.planning;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rung.server.access.Audit;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Publishes a plan: the plan is published, everybody's decision is recorded and the audit notes
/// it, all or nothing. Killed, it starts again from nothing.
@Component
class PublishWork implements Work {
  static final String KIND = "publish";
  private static final int MOST_CHARACTERS = 1_000;
  static final String ABOUT = "plan";
  private static final int BATCH = 5_000;

  private final JdbcClient jdbc;
  private final Publications publications;
  private final Plans plans;
  private final Decisions decisions;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PublishWork(
      JdbcClient jdbc,
      Publications publications,
      Plans plans,
      Decisions decisions,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.publications = publications;
    this.plans = plans;
    this.decisions = decisions;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    long plan = Long.parseLong(job.input());
    long people = plans.get(plan).people();
    return transaction.execute(status -> {
      publications.lock();
      if (publications.current().filter(now -> now.plan() == plan).isPresent()) {
        return "Plan %d is published.".formatted(plan);
      }
      Optional<Publications.Publication> before = publications.publish(plan, job.askedBy());
      audit.change(job.askedBy(), "plan", "plan %d, published".formatted(plan));
      before.ifPresent(
          past -> tell(past.plan(), "Plan %d takes its place.".formatted(plan), job.askedBy()));
      long done = 0;
      long last = 0;
      while (true) {
        List<Decision> batch = decided(plan, last, job.askedBy(), clock.instant());
        if (batch.isEmpty()) {
          return "Plan %d is published; %s decisions are recorded."
              .formatted(plan, Formats.count(done));
        }
        decisions.record(batch);
        done += batch.size();
        last = batch.getLast().person();
        progress.step("recording decisions", done, people);
      }
    });
  }

  /// Withdraws a plan; who had a place in it is told so.
  ///
  /// @return false, with nothing changed, if it is not published
  boolean withdraw(long plan, String by, String why) {
    return transaction.execute(status -> {
      if (!publications.end(plan, by, why)) {
        return false;
      }
      tell(plan, why, by);
      return true;
    });
  }

  /// Withdraws a plan for a reason that people read.
  ///
  /// @throws Refused if the reason is missing or too long, or the plan is not published
  void withdrawn(long plan, String by, String why) {
    if (why.isBlank() || why.length() > MOST_CHARACTERS) {
      throw new Refused(
          "Say why plan %d is withdrawn, in at most 1,000 characters: everybody who had a place in it reads this."
              .formatted(plan));
    }
    if (!withdraw(plan, by, why.replace("\u0000", "").strip())) {
      throw new Refused(
          "Plan %d is not published, so there is nothing to withdraw.".formatted(plan));
    }
  }

  private void tell(long plan, String why, String by) {
    audit.change(by, "plan", "plan %d, withdrawn".formatted(plan));
    Instant at = clock.instant();
    List<Decision> all =
        jdbc.sql("select person_id from planning.placement where plan_id = :plan order by 1")
            .param("plan", plan)
            .query((row, n) ->
                new Decision(
                    row.getLong("person_id"),
                    ABOUT,
                    Long.toString(plan),
                    "Plan %d was withdrawn: the place in it is not kept".formatted(plan),
                    List.of(why),
                    Map.of("plan", Long.toString(plan)),
                    by,
                    at))
            .list();
    decisions.record(all);
  }

  /// What the plan decides for the next people, in the order of their numbers.
  private List<Decision> decided(long plan, long last, String by, Instant at) {
    List<Decision> batch = new ArrayList<>();
    jdbc.sql(
            """
            select e.person_id, r.title, d.name as department, e.annual_pay_cents,
                   w.to_label, w.strategy, w.starts, g.name as programme, w.why, w.chance_millionths,
                   a.to_label as next_label, n.name as next_programme, a.against,
                   x.reason, x.change
              from planning.plan p
              join people.employment e on e.snapshot_id = p.snapshot_id
              join people.role r on r.id = e.role_id
              join people.department d on d.id = e.department_id
              left join planning.placement w on w.plan_id = p.id and w.person_id = e.person_id
              left join programmes.programme g on g.id = w.programme_id
              left join planning.alternative a
                on a.plan_id = p.id and a.person_id = e.person_id and a.place = 1
              left join programmes.programme n on n.id = a.programme_id
              left join planning.without_candidate x on x.plan_id = p.id and x.person_id = e.person_id
             where p.id = :plan
               and e.person_id > :last
             order by e.person_id
             limit :batch
            """)
        .param("plan", plan)
        .param("last", last)
        .param("batch", BATCH)
        .query(row -> {
          Map<String, String> used = new TreeMap<>();
          used.put("role", row.getString("title"));
          used.put("department", row.getString("department"));
          used.put("pay a year", Formats.dollars(row.getLong("annual_pay_cents")));
          List<String> reasons = new ArrayList<>();
          String outcome;
          if (row.getString("programme") != null) {
            outcome =
                "Planned: %s, from %s, towards %s"
                    .formatted(
                        row.getString("programme"),
                        Formats.date(row.getDate("starts").toLocalDate()),
                        row.getString("to_label"));
            used.put("chance", Formats.percent(row.getInt("chance_millionths") / 1e6));
            add(reasons, row.getString("why"));
            if (reasons.isEmpty()) {
              reasons.add("It is the pathway worth most that places and money allow.");
            }
          } else if (row.getString("against") != null) {
            outcome = "No place in this plan";
            reasons.add(
                "Nearest: %s towards %s. %s"
                    .formatted(
                        row.getString("next_programme"),
                        row.getString("next_label"),
                        row.getString("against")));
          } else {
            outcome = "No pathway to weigh in this plan";
            add(reasons, row.getString("reason"));
            if (row.getString("change") != null && !row.getString("change").isBlank()) {
              reasons.add("What would change it: " + row.getString("change"));
            }
            if (reasons.isEmpty()) {
              reasons.add("Nothing was open under this plan's rules.");
            }
          }
          batch.add(
              new Decision(
                  row.getLong("person_id"),
                  ABOUT,
                  Long.toString(plan),
                  outcome,
                  reasons,
                  used,
                  by,
                  at));
        });
    return batch;
  }

  private static void add(List<String> reasons, @org.jspecify.annotations.Nullable String reason) {
    if (reason != null && !reason.isBlank()) {
      reasons.add(reason);
    }
  }
}
