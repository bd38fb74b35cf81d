package org.rung.server.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Plans: asks for them and answers what they say.
@Component
public class Plans {
  private static final String COLUMNS =
      """
      p.id, p.scenario_id, s.name as scenario, p.job_id, p.asked_by, p.asked_at, p.made_at,
      p.people, p.with_candidate, p.candidates, p.constraints, p.assigned, p.worth_cents,
      p.bound_cents, p.gap, p.build_ms, p.solve_ms, p.base_plan_id,
      p.kept_plan_id, p.kept, p.stability_cents, p.accepted,
      case when p.state = 'asked' and j.state in ('cancelled', 'failed') then 'failed'
           else p.state end as state,
      case when p.state = 'asked' and j.state = 'cancelled' then 'Cancelled before a plan was found.'
           when p.state = 'asked' and j.state = 'failed' then j.message
           else p.reason end as reason
      """;

  // A job that was cancelled before it began, or broke down, never reached its plan: it says so.
  private static final String FROM =
      """
      from planning.plan p
      join planning.scenario s on s.id = p.scenario_id
      left join jobs.job j on j.id = p.job_id
      """;

  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final TransactionTemplate transaction;

  Plans(JdbcClient jdbc, Jobs jobs, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.transaction = transaction;
  }

  /// A plan's head.
  ///
  /// @param job the work that makes it, empty when a command did
  /// @param people in the snapshot it was made for
  /// @param withCandidate of them, those with at least one pathway to weigh
  /// @param gap (bound − worth) ÷ bound
  /// @param reason why there is no plan, when there is none
  /// @param base the plan it starts from: whose prices it begins with and whose people it is
  ///   compared with
  /// @param worthCents without what is counted for keeping people at what they were given
  /// @param keptPlan the plan whose places counted more, where keeping them did
  /// @param kept people who keep what it gave them
  /// @param stabilityCents counted for that, beside the worth
  public record Plan(
      long id,
      long scenarioId,
      String scenario,
      Optional<Long> job,
      State state,
      String askedBy,
      Instant askedAt,
      Optional<Instant> madeAt,
      int people,
      int withCandidate,
      long candidates,
      int constraints,
      int assigned,
      long worthCents,
      long boundCents,
      double gap,
      long buildMillis,
      long solveMillis,
      String reason,
      Optional<Long> base,
      Optional<Long> keptPlan,
      int kept,
      long stabilityCents,
      int accepted) {
    /// Where a plan stands.
    public enum State {
      ASKED,
      MADE,
      INFEASIBLE,
      FAILED
    }

    /// What the certificate is about: the worth and what is counted for keeping, in cents.
    public long certifiedCents() {
      return worthCents + stabilityCents;
    }

    /// What the plan says of accepted places, empty where there are none.
    public String acceptedWords() {
      return accepted == 0
          ? ""
          : SmallGroups.hides(accepted)
              ? "Places that people accepted are kept and stand outside of it."
              : "%s that people accepted are kept and stand outside of it."
                  .formatted(Formats.counted(accepted, "place", "places"));
    }

    /// Whether the number of people kept may be told beside everybody in the plan.
    public boolean tellsKept() {
      return SmallGroups.shownBeside(kept, assigned - (long) kept)[0];
    }

    /// Whether it can be looked at.
    public boolean made() {
      return state == State.MADE;
    }
  }

  /// Asks for a plan under a scenario; it is made in the background. It starts from the newest plan
  /// of the scenario, or else of the one it is a copy of. While it is being made, the same person
  /// who asks again, by a double click or in another window, gets that one.
  public long ask(long scenario, String by) {
    return ask(scenario, by, Optional.empty());
  }

  /// @param base the plan to start from; empty for the newest there is
  long ask(long scenario, String by, Optional<Long> base) {
    return transaction.execute(status -> {
      Optional<Long> from = base.or(() -> nearest(scenario));
      Optional<Long> same = beingMade(name(scenario), by, from);
      if (same.isPresent()) {
        return same.get();
      }
      long plan = open(scenario, by, from);
      long job = jobs.ask(PlanWork.KIND, "Plan " + plan, "plans/" + plan, Long.toString(plan), by);
      jdbc.sql("update planning.plan set job_id = :job where id = :plan")
          .param("job", job)
          .param("plan", plan)
          .update();
      return plan;
    });
  }

  /// The plan that a person asked for and that is being made, under a scenario of this name and
  /// from the same plan. Until the caller's transaction ends the person asks for no other.
  Optional<Long> beingMade(String scenario, String by, Optional<Long> base) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('planning.plan ' || :by, 0))")
        .param("by", by)
        .query((row, n) -> n)
        .single();
    return jdbc.sql(
            """
            select p.id
              from planning.plan p
              join planning.scenario s on s.id = p.scenario_id
              join jobs.job j on j.id = p.job_id
             where s.name = :scenario
               and p.asked_by = :by
               and p.base_plan_id is not distinct from :base::bigint
               and p.state = 'asked'
               and j.state in ('queued', 'running')
               and not j.cancel_requested
             order by p.id desc
             limit 1
            """)
        .param("scenario", scenario)
        .param("by", by)
        .param("base", base.orElse(null))
        .query(Long.class)
        .optional();
  }

  private String name(long scenario) {
    return jdbc.sql("select name from planning.scenario where id = :scenario")
        .param("scenario", scenario)
        .query(String.class)
        .single();
  }

  /// A plan that the caller makes at once.
  long open(long scenario, String by) {
    return open(scenario, by, Optional.empty());
  }

  private long open(long scenario, String by, Optional<Long> base) {
    // Nobody changes the scenario between this look and the plan that stands on it.
    jdbc.sql("select id from planning.scenario where id = :scenario for share")
        .param("scenario", scenario)
        .query(Long.class)
        .single();
    return jdbc.sql(
            """
            insert into planning.plan (scenario_id, asked_by, base_plan_id)
            values (:scenario, :by, :base)
            returning id
            """)
        .param("scenario", scenario)
        .param("base", base.or(() -> nearest(scenario)).orElse(null))
        .param("by", by)
        .query(Long.class)
        .single();
  }

  /// The newest plan that was made under a scenario, or under the nearest it is a copy of.
  private Optional<Long> nearest(long scenario) {
    return jdbc.sql(
            """
            with recursive origin (id, from_scenario, steps) as (
              select id, from_scenario, 0
                from planning.scenario
               where id = :scenario
               union all
              select s.id, s.from_scenario, o.steps + 1
                from planning.scenario s
                join origin o on o.from_scenario = s.id
            )
            select p.id
              from origin o
              join planning.plan p on p.scenario_id = o.id
             where p.state = 'made'
             order by o.steps, p.id desc
             limit 1
            """)
        .param("scenario", scenario)
        .query(Long.class)
        .optional();
  }

  void failed(long plan, String reason) {
    jdbc.sql(
            """
            update planning.plan
               set state = 'failed', reason = :reason
             where id = :plan
               and state = 'asked'
            """)
        .param("reason", reason)
        .param("plan", plan)
        .update();
  }

  /// One plan.
  ///
  /// @throws NotFound when there is none of this number
  public Plan get(long id) {
    return jdbc.sql("select " + COLUMNS + FROM + " where p.id = :id")
        .param("id", id)
        .query(Plans::plan)
        .optional()
        .orElseThrow(() ->
            new NotFound(
                "There is no plan %d. The plans that are there stand under Plans.".formatted(id)));
  }

  /// A plan that was made, with nobody else asking for anything of it until the caller's
  /// transaction ends: of two people at once, or a double click, the second waits here and finds
  /// what the first asked for.
  ///
  /// @param notMade what people read otherwise
  /// @throws NotFound when there is none of this number
  /// @throws Refused if it was not made
  void lockMade(long id, String notMade) {
    jdbc.sql("select id from planning.plan where id = :plan for update")
        .param("plan", id)
        .query(Long.class)
        .optional();
    if (!get(id).made()) {
      throw new Refused(notMade);
    }
  }

  /// Every plan, newest first.
  public List<Plan> all() {
    return jdbc.sql("select " + COLUMNS + FROM + " order by p.id desc").query(Plans::plan).list();
  }

  /// The plans under a scenario, newest first.
  List<Plan> under(long scenario) {
    return all().stream().filter(plan -> plan.scenarioId() == scenario).toList();
  }

  /// The newest plan that was made.
  public Optional<Plan> newest() {
    return all().stream().filter(Plan::made).findFirst();
  }

  long count() {
    return jdbc.sql("select count(*) from planning.plan").query(Long.class).single();
  }

  byte[] proof(long plan) {
    return jdbc.sql("select archive from planning.proof where plan_id = :plan")
        .param("plan", plan)
        .query(byte[].class)
        .optional()
        .orElseThrow(() -> new NotFound("Plan %d has no proof: it was not made.".formatted(plan)));
  }

  private static Plan plan(ResultSet row, int n) throws SQLException {
    return new Plan(
        row.getLong("id"),
        row.getLong("scenario_id"),
        row.getString("scenario"),
        Optional.ofNullable(row.getObject("job_id", Long.class)),
        Plan.State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
        row.getString("asked_by"),
        row.getTimestamp("asked_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("made_at")).map(Timestamp::toInstant),
        row.getInt("people"),
        row.getInt("with_candidate"),
        row.getLong("candidates"),
        row.getInt("constraints"),
        row.getInt("assigned"),
        row.getLong("worth_cents") - row.getLong("stability_cents"),
        row.getLong("bound_cents"),
        row.getDouble("gap"),
        row.getLong("build_ms"),
        row.getLong("solve_ms"),
        row.getString("reason"),
        Optional.ofNullable(row.getObject("base_plan_id", Long.class)),
        Optional.ofNullable(row.getObject("kept_plan_id", Long.class)),
        row.getInt("kept"),
        row.getLong("stability_cents"),
        row.getInt("accepted"));
  }
}
