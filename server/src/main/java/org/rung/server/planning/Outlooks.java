package org.rung.server.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks for the outlook of a plan and answers how it stands.
@Component
class Outlooks {
  private static final int DEAREST = 10;

  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final FollowUps followUps;
  private final TransactionTemplate transaction;

  Outlooks(JdbcClient jdbc, Jobs jobs, FollowUps followUps, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.followUps = followUps;
    this.transaction = transaction;
  }

  /// Asks for what is missing of the curve and the ranges. Asked again while the work goes on, it
  /// is the same work.
  ///
  /// @return the job
  /// @throws org.rung.server.pages.Refused if the plan was not made, or all is there
  long ask(long plan, String by) {
    return followUps.ask(
        plan,
        new FollowUps.Wanted(
            OutlookWork.KIND,
            "Budget curve of plan " + plan,
            "plans/" + plan,
            "planning.outlook",
            "Plan %d was not made, so there is nothing to look around from.".formatted(plan)),
        by,
        () -> {
          Outlook now = of(plan);
          return new FollowUps.Standing(
              now.job(),
              now.whole()
                  ? Optional.of(
                      "The budget curve of plan %d is drawn already; the plan never changes, and so it does not."
                          .formatted(plan))
                  : Optional.empty());
        });
  }

  /// How it stands.
  Outlook of(long plan) {
    record Row(Outlook.Asked asked, OptionalLong job) {}
    Optional<Row> row =
        jdbc.sql("select asked_by, job_id, seed, runs from planning.outlook where plan_id = :plan")
            .param("plan", plan)
            .query((found, n) -> {
              long job = found.getLong("job_id");
              return new Row(
                  new Outlook.Asked(
                      found.getString("asked_by"), found.getLong("seed"), found.getInt("runs")),
                  job == 0 ? OptionalLong.empty() : OptionalLong.of(job));
            })
            .optional();
    Optional<Job> job =
        row.filter(found -> found.job().isPresent())
            .flatMap(found -> jobs.find(found.job().getAsLong()));
    return new Outlook(
        plan,
        row.map(Row::asked),
        job,
        BudgetCurve.of(points(plan)),
        OutlookWork.PERCENTS.length,
        oneMore(plan),
        Outlook.told(ranges(plan, Simulation.Range.PLACES)),
        Outlook.told(ranges(plan, Simulation.Range.MONEY)));
  }

  // ---- the curve

  /// The points as they were found.
  List<BudgetCurve.Point> points(long plan) {
    return jdbc.sql(
            """
            select percent, budget_cents, people, worth_cents, bound_cents, reason
              from planning.curve_point
             where plan_id = :plan
             order by percent
            """)
        .param("plan", plan)
        .query((row, n) ->
            new BudgetCurve.Point(
                row.getInt("percent"),
                row.getLong("budget_cents"),
                row.getInt("people"),
                row.getLong("worth_cents"),
                row.getLong("bound_cents"),
                row.getString("reason")))
        .list();
  }

  /// Keeps a point; one that is there stays.
  void keep(long plan, BudgetCurve.Point point) {
    jdbc.sql(
            """
            insert into planning.curve_point
                   (plan_id, percent, budget_cents, people, worth_cents, bound_cents, reason)
            values (:plan, :percent, :budget, :people, :worth, :bound, :reason)
            on conflict do nothing
            """)
        .param("plan", plan)
        .param("percent", point.percent())
        .param("budget", point.budgetCents())
        .param("people", point.people())
        .param("worth", point.worthCents())
        .param("bound", point.boundCents())
        .param("reason", point.reason())
        .update();
  }

  /// The budget of a fiscal year in a plan's instance.
  ///
  /// @param limit its position among the limits
  /// @param kept for the education benefit, in cents, which has a limit of its own
  record Budget(int limit, int year, long cents, long kept) {}

  List<Budget> budgets(long plan) {
    return jdbc.sql(
            """
            select b.number, b.year, b.capacity, coalesce(e.capacity, 0) as kept
              from planning.limit_kept b
              left join planning.limit_kept e
                on e.plan_id = b.plan_id
               and e.year = b.year
               and e.kind = 'money'
               and e.label like 'Education benefit of %'
             where b.plan_id = :plan
               and b.kind = 'money'
               and b.label like 'Budget of %'
             order by b.number
            """)
        .param("plan", plan)
        .query((row, n) ->
            new Budget(
                row.getInt("number"),
                row.getInt("year"),
                row.getLong("capacity") + row.getLong("kept"),
                row.getLong("kept")))
        .list();
  }

  // ---- the simulation

  /// Who goes the same way.
  List<Simulation.Group> groups(long plan) {
    return jdbc.sql(
            """
            select case when to_role is not null and to_role <> from_role then to_label else '' end as role,
                   fiscal_year, chance_millionths, -price_cents as price, count(*) as people
              from planning.placement
             where plan_id = :plan
             group by 1, 2, 3, 4
             order by 1, 2, 3, 4
            """)
        .param("plan", plan)
        .query((row, n) ->
            new Simulation.Group(
                row.getString("role"),
                row.getInt("fiscal_year"),
                row.getInt("chance_millionths"),
                row.getLong("price"),
                row.getInt("people")))
        .list();
  }

  boolean played(long plan) {
    return of(plan).asked().filter(asked -> asked.runs() > 0).isPresent();
  }

  /// Keeps the ranges, all of them and once.
  void keep(long plan, List<Simulation.Range> ranges, long seed, int runs) {
    transaction.executeWithoutResult(status -> {
      int first =
          jdbc.sql(
                  """
                  update planning.outlook
                     set seed = :seed, runs = :runs
                   where plan_id = :plan
                     and runs is null
                  """)
              .param("seed", seed)
              .param("runs", runs)
              .param("plan", plan)
              .update();
      for (int i = 0; first == 1 && i < ranges.size(); i++) {
        Simulation.Range range = ranges.get(i);
        jdbc.sql(
                """
                insert into planning.simulated
                       (plan_id, number, kind, label, people, planned, low, middle, high)
                values (:plan, :number, :kind, :label, :people, :planned, :low, :middle, :high)
                """)
            .param("plan", plan)
            .param("number", i)
            .param("kind", range.kind())
            .param("label", range.label())
            .param("people", range.people())
            .param("planned", range.planned())
            .param("low", range.low())
            .param("middle", range.middle())
            .param("high", range.high())
            .update();
      }
    });
  }

  private List<Simulation.Range> ranges(long plan, String kind) {
    return jdbc.sql(
            """
            select kind, label, people, planned, low, middle, high
              from planning.simulated
             where plan_id = :plan
               and kind = :kind
             order by case when kind = 'places' then -planned else 0 end, number
            """)
        .param("plan", plan)
        .param("kind", kind)
        .query((row, n) ->
            new Simulation.Range(
                row.getString("kind"),
                row.getString("label"),
                row.getLong("people"),
                row.getLong("planned"),
                row.getLong("low"),
                row.getLong("middle"),
                row.getLong("high")))
        .list();
  }

  // ---- one more

  /// The dearest seats, openings and dollars. An opening more in a year is one more in every later
  /// year too, since what one year leaves open the next may fill: its worth is the sum of theirs.
  List<OneMore> oneMore(long plan) {
    List<OneMore> all = new ArrayList<>();
    all.addAll(
        dearest(
            """
            select 'seat' as kind, g.name as label, g.id as programme, i.starts, null::int as year,
                   i.seat_price_millionths::numeric as price, i.seats::bigint as have,
                   i.taken::bigint as used
              from planning.intake i
              join programmes.programme g on g.id = i.programme_id
             where i.plan_id = :plan
            """,
            plan));
    all.addAll(
        dearest(
            """
            select 'opening' as kind, r.title as label, null::bigint as programme, null::date as starts,
                   l.year, sum(l.price_millionths) over (partition by l.role_id order by l.year desc) as price,
                   l.capacity as have, l.used
              from planning.limit_kept l
              join people.role r on r.id = l.role_id
             where l.plan_id = :plan
               and l.kind = 'slot'
            """,
            plan));
    all.addAll(
        dearest(
            """
            select 'dollar' as kind, label, null::bigint as programme, null::date as starts, year,
                   price_millionths::numeric * 100 as price, capacity as have, used
              from planning.limit_kept
             where plan_id = :plan
               and kind = 'money'
            """,
            plan));
    return all;
  }

  private List<OneMore> dearest(String rows, long plan) {
    return jdbc.sql(
            "select * from (%s) one where price > 0 order by price desc, label, starts, year limit :most"
                .formatted(rows))
        .param("plan", plan)
        .param("most", DEAREST)
        .query(Outlooks::oneMore)
        .list();
  }

  private static OneMore oneMore(ResultSet row, int n) throws SQLException {
    long programme = row.getLong("programme");
    int year = row.getInt("year");
    java.sql.Date starts = row.getDate("starts");
    return new OneMore(
        row.getString("kind"),
        row.getString("label"),
        programme == 0 ? OptionalLong.empty() : OptionalLong.of(programme),
        starts != null ? Formats.date(starts.toLocalDate()) : year == 0 ? "" : "in " + year,
        year == 0 ? OptionalInt.empty() : OptionalInt.of(year),
        row.getBigDecimal("price").doubleValue() / 1e6,
        row.getLong("have"),
        row.getLong("used"));
  }
}
