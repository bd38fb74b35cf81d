package org.rung.server.insights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.rung.server.planning.Figure;
import org.rung.server.planning.Plans;
import org.rung.server.planning.Publications;
import org.rung.server.planning.Scenarios;
import org.rung.server.programmes.Form;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Programmes;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What programmes were to bring and what they brought: from the published plan, enrolments, the
/// education benefit, the books, the workforce files and surveys. Everything is read when it is
/// asked for.
@Component
class StrategyReports {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Publications publications;
  private final Plans plans;
  private final Scenarios scenarios;
  private final Programmes programmes;
  private final Surveys surveys;
  private final StayedOn stayedOn;
  private final Audit audit;
  private final Clock clock;

  StrategyReports(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Publications publications,
      Plans plans,
      Scenarios scenarios,
      Programmes programmes,
      Surveys surveys,
      StayedOn stayedOn,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.publications = publications;
    this.plans = plans;
    this.scenarios = scenarios;
    this.programmes = programmes;
    this.surveys = surveys;
    this.stayedOn = stayedOn;
    this.audit = audit;
    this.clock = clock;
  }

  // ---- the lines

  /// The number of the published plan.
  Optional<Long> plan() {
    return publications.current().map(Publications.Publication::plan);
  }

  /// Every programme that the published plan has, or that anybody is or was in, by strategy and
  /// name.
  List<ProgrammeLine> lines() {
    Map<Long, Planned> planned = planned();
    Map<Long, Actual> actual = actual();
    Set<Long> ids = new HashSet<>(planned.keySet());
    ids.addAll(actual.keySet());
    return lines(ids, planned, actual);
  }

  private List<ProgrammeLine> lines(
      Set<Long> ids, Map<Long, Planned> planned, Map<Long, Actual> actual) {
    return jdbc
        .sql(
            """
            select id, name, provider, strategy, form, delivered_by, price_cents
              from programmes.programme
             where id = any (:ids::bigint[])
            """)
        .param("ids", ids.stream().mapToLong(Long::longValue).toArray())
        .query((row, n) ->
            new ProgrammeLine(
                row.getLong("id"),
                row.getString("name"),
                row.getString("provider"),
                Strategy.of(row.getString("strategy")),
                Form.of(row.getString("form")),
                row.getString("delivered_by").equals("own"),
                row.getLong("price_cents"),
                Optional.ofNullable(planned.get(row.getLong("id"))),
                actual.getOrDefault(row.getLong("id"), Actual.NONE)))
        .list()
        .stream()
        .sorted(
            Comparator.comparing(ProgrammeLine::strategy)
                .thenComparing(ProgrammeLine::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(ProgrammeLine::id))
        .toList();
  }

  /// What the published plan has of each programme.
  private Map<Long, Planned> planned() {
    Map<Long, Planned> planned = new java.util.LinkedHashMap<>();
    plan()
        .ifPresent(plan ->
            jdbc.sql(
                    """
                    select w.programme_id, count(*) as people, -sum(w.price_cents) as price,
                           sum(w.worth_cents) as worth, sum(w.hire_cents) as hire,
                           sum(w.severance_cents) as severance, array_agg(w.chance_millionths) as chances
                      from planning.placement w
                     where w.plan_id = :plan
                     group by w.programme_id
                     order by w.programme_id
                    """)
                .param("plan", plan)
                .query(row -> {
                  planned.put(row.getLong("programme_id"), planned(plan, row));
                }));
    boolean[] told =
        SmallGroups.shownBeside(planned.values().stream().mapToLong(Planned::people).toArray());
    int next = 0;
    for (Map.Entry<Long, Planned> one : planned.entrySet()) {
      one.setValue(one.getValue().told(told[next++]));
    }
    return planned;
  }

  private static Planned planned(long plan, ResultSet row) throws SQLException {
    double[] chances =
        Arrays.stream((Integer[]) row.getArray("chances").getArray())
            .mapToDouble(chance -> chance / 1e6)
            .toArray();
    long[] range = Planned.range(chances);
    return new Planned(
        plan,
        row.getLong("people"),
        row.getLong("price"),
        row.getLong("worth"),
        row.getLong("hire"),
        row.getLong("severance"),
        Arrays.stream(chances).sum(),
        range[0],
        range[1],
        range[2],
        true);
  }

  /// What happened in each programme.
  private Map<Long, Actual> actual() {
    Map<Long, Actual> actual = new HashMap<>();
    jdbc.sql(
            """
            with about as (
              select i.programme_id, 'offer ' || o.id as about, false as ended
                from enrolment.offer o
                join enrolment.intake i on i.id = o.intake_id
               where not exists (select 1 from enrolment.enrolment x where x.offer_id = o.id)
              union all
              select i.programme_id, x.paid_as, x.state in ('completed', 'placed', 'failed') or BEGAN and x.state = 'withdrawn'
                from enrolment.enrolment x
                join enrolment.intake i on i.id = x.intake_id
               where x.paid_as <> ''
              union all
              select a.programme_id, 'tuition term ' || t.id, a.state in ('passed', 'failed', 'dropped')
                from tuition.application a
                join tuition.term t on t.application_id = a.id
               where a.programme_id is not null
            ), money as (
              select u.programme_id,
                     coalesce(sum(k.balance) filter (where k.kind = 'committed'), 0) as committed,
                     coalesce(sum(k.balance) filter (where k.kind = 'paid'), 0) as paid,
                     coalesce(sum(k.balance) filter (where k.kind = 'paid' and u.ended), 0) as ended
                from about u
                join ledger.account k on k.about = u.about
                join ledger.budget b on b.id = k.budget_id and b.currency = 'USD'
               group by u.programme_id
            ), offer as (
              select i.programme_id,
                     count(*) filter (where o.sent_at is not null) as offered,
                     count(*) filter (where o.state = 'accepted') as accepted,
                     count(*) filter (where o.state = 'open') as answerable
                from enrolment.offer o
                join enrolment.intake i on i.id = o.intake_id
               group by i.programme_id
            ), enrolled as (
              select i.programme_id,
                     count(*) filter (where x.state = 'waiting') as waiting,
                     count(*) filter (where x.state in ('asked', 'enrolled')) as to_begin,
                     count(*) filter (where x.state = 'learning') as learning,
                     count(*) filter (where x.state in ('completed', 'placed')) as completed,
                     count(*) filter (where x.state = 'placed') as placed,
                     count(*) filter (where x.state = 'failed') as failed,
                     count(*) filter (where x.state = 'withdrawn' and BEGAN) as gone
                from enrolment.enrolment x
                join enrolment.intake i on i.id = x.intake_id
               group by i.programme_id
            ), benefit as (
              select a.programme_id,
                     count(*) as offered,
                     count(*) filter (where a.state <> 'refused') as accepted,
                     count(*) filter (where a.state = 'open' and not f.begun) as to_begin,
                     count(*) filter (where a.state = 'open' and f.begun) as learning,
                     count(*) filter (where a.state = 'passed') as completed,
                     count(*) filter (where a.state = 'failed') as failed,
                     count(*) filter (where a.state = 'dropped') as gone
                from tuition.application a
               cross join lateral (select exists (select 1
                                                    from tuition.term t
                                                   where t.application_id = a.id
                                                     and t.starts <= :today::date) as begun) f
               where a.programme_id is not null
               group by a.programme_id
            ), seats as (
              select i.programme_id, sum(i.seats) as seats
                from enrolment.intake i
               where i.state <> 'cancelled'
               group by i.programme_id
            ), took as (
              select w.programme_id, count(*) as people,
                     percentile_cont(0.5) within group (order by w.days) as days
                from (select i.programme_id, min(s.made_at)::date - i.starts as days
                        from enrolment.enrolment x
                        join enrolment.intake i on i.id = x.intake_id
                        join enrolment.step s on s.enrolment_id = x.id and s.state = 'completed'
                       where x.state in ('completed', 'placed')
                       group by x.id, i.programme_id, i.starts
                      union all
                      select a.programme_id, a.ended_on - (select min(t.starts)
                                                             from tuition.term t
                                                            where t.application_id = a.id)
                        from tuition.application a
                       where a.state = 'passed'
                         and a.programme_id is not null) w
               where w.days >= 0
               group by w.programme_id
            )
            select g.id, coalesce(o.offered, 0) + coalesce(b.offered, 0) as offered,
                   coalesce(o.accepted, 0) + coalesce(b.accepted, 0) as accepted,
                   coalesce(o.answerable, 0) as answerable, coalesce(e.waiting, 0) as waiting,
                   coalesce(e.to_begin, 0) + coalesce(b.to_begin, 0) as to_begin,
                   coalesce(e.learning, 0) + coalesce(b.learning, 0) as learning,
                   coalesce(e.completed, 0) + coalesce(b.completed, 0) as completed,
                   coalesce(e.placed, 0) as placed,
                   coalesce(e.failed, 0) + coalesce(b.failed, 0) as failed,
                   coalesce(e.gone, 0) + coalesce(b.gone, 0) as gone,
                   coalesce(m.committed, 0) as committed, coalesce(m.paid, 0) as paid,
                   coalesce(m.ended, 0) as ended, coalesce(s.seats, 0) as seats,
                   coalesce(t.people, 0) as timed, t.days
              from programmes.programme g
              left join offer o on o.programme_id = g.id
              left join enrolled e on e.programme_id = g.id
              left join benefit b on b.programme_id = g.id
              left join money m on m.programme_id = g.id
              left join seats s on s.programme_id = g.id
              left join took t on t.programme_id = g.id
             where coalesce(o.offered, e.programme_id, b.programme_id, m.programme_id, s.programme_id) is not null
            """
                .replace("BEGAN", StayedOn.BEGAN))
        .param("today", today().toString())
        .query(row -> {
          actual.put(row.getLong("id"), actual(row));
        });
    return actual;
  }

  private static Actual actual(ResultSet row) throws SQLException {
    return new Actual(
        row.getLong("offered"),
        row.getLong("accepted"),
        row.getLong("answerable"),
        row.getLong("waiting"),
        row.getLong("to_begin"),
        row.getLong("learning"),
        row.getLong("completed"),
        row.getLong("placed"),
        row.getLong("failed"),
        row.getLong("gone"),
        row.getLong("committed"),
        row.getLong("paid"),
        row.getLong("ended"),
        row.getLong("seats"),
        row.getLong("timed") >= SmallGroups.LEAST
            ? OptionalDouble.of(row.getDouble("days"))
            : OptionalDouble.empty());
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  // ---- one programme

  /// The report of a programme.
  ///
  /// @throws org.rung.server.pages.NotFound when there is none
  ProgrammeReport of(long id, Telling telling) {
    Programme programme = programmes.find(id).orElseThrow(() -> SurveyPages.noProgramme(id));
    Map<Long, Planned> planned = planned();
    Map<Long, Actual> actual = actual();
    Set<Long> family = family(id);
    int all = family.size();
    family.removeIf(other ->
        other != id
            && !planned.containsKey(other)
            && actual.getOrDefault(other, Actual.NONE).nobody());
    List<ProgrammeLine> lines = lines(family, planned, actual);
    ProgrammeLine line = lines.stream().filter(one -> one.id() == id).findFirst().orElseThrow();
    List<SurveyResult> results = surveys.results(id);
    Map<Question, Double> targets = targets(id);
    Optional<ProgrammeReport.HiringCost> hire = hire(id);
    List<ReturnRow> returns = new ArrayList<>();
    for (Return kind : Return.of(programme.strategy())) {
      returns.addAll(rows(kind, line, results, targets, hire, telling));
    }
    return new ProgrammeReport(
        line,
        returns,
        results,
        Choices.of(id, lines, telling),
        all - family.size(),
        targets,
        hire,
        today());
  }

  /// Programmes that lead to the same occupation or role; itself among them.
  private Set<Long> family(long id) {
    return new HashSet<>(
        jdbc.sql(
                """
                select :id::bigint
                union
                select b.programme_id
                  from programmes.target a
                  join programmes.target b on b.soc = a.soc
                 where a.programme_id = :id
                union
                select j.programme_id
                  from enrolment.enrolment x
                  join enrolment.intake i on i.id = x.intake_id
                  join enrolment.enrolment y on y.to_role = x.to_role
                  join enrolment.intake j on j.id = y.intake_id
                 where i.programme_id = :id
                   and x.to_role is not null
                """)
            .param("id", id)
            .query((row, n) -> row.getLong(1))
            .list());
  }

  private List<ReturnRow> rows(
      Return kind,
      ProgrammeLine line,
      List<SurveyResult> results,
      Map<Question, Double> targets,
      Optional<ProgrammeReport.HiringCost> hire,
      Telling telling) {
    return switch (kind) {
      case FEWER_REDUNDANCIES -> List.of(redundancies(line, telling));
      case LESS_TURNOVER -> List.of(turnover(line.id()));
      case LOWER_HIRING_COST -> List.of(hiring(line, hire, telling));
      default ->
          kind.questions().stream()
              .map(question ->
                  SurveyReturns.row(
                      kind, question, Optional.ofNullable(targets.get(question)), results))
              .toList();
    };
  }

  private ReturnRow redundancies(ProgrammeLine line, Telling telling) {
    OptionalDouble planned = OptionalDouble.empty();
    String saved =
        line.planned()
            .filter(plan -> plan.told() && plan.severanceCents() > 0)
            .map(plan ->
                " The plan counts %s of severance that is not paid."
                    .formatted(Formats.dollars(plan.severanceCents())))
            .orElse("");
    long moved =
        jdbc.sql(
                """
                select count(*)
                  from enrolment.enrolment x
                  join enrolment.intake i on i.id = x.intake_id
                  join enrolment.offer o on o.id = x.offer_id
                  join planning.placement w on w.plan_id = o.plan_id and w.person_id = x.person_id
                 where i.programme_id = :programme
                   and x.state = 'placed'
                   and w.severance_cents > 0
                """)
            .param("programme", line.id())
            .query(Long.class)
            .single();
    OptionalLong told = telling.parts(moved, line.actual().placed() - moved)[0];
    return new ReturnRow(
        Return.FEWER_REDUNDANCIES,
        "People in a new role whose old role shrinks",
        ReturnRow.Unit.PEOPLE,
        planned,
        OptionalDouble.empty(),
        told.isPresent() ? OptionalDouble.of(told.getAsLong()) : OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        told,
        "Whether they would have lost their job cannot be measured yet: it would take the reductions themselves, role by role, to set beside."
            + saved,
        "Placed enrolments, and the roles that the plan of their offer saw shrink");
  }

  private ReturnRow turnover(long programme) {
    String measure = "Still working here, beside comparable others";
    String origin = "Workforce files, the last before the first day and the newest; enrolments";
    return stayedOn
        .of(programme)
        .map(compared ->
            new ReturnRow(
                Return.LESS_TURNOVER,
                measure,
                ReturnRow.Unit.SHARE,
                OptionalDouble.empty(),
                value(compared.others().map(Interval::value)),
                value(compared.stayed().map(Interval::value)),
                value(compared.stayed().map(Interval::low)),
                value(compared.stayed().map(Interval::high)),
                OptionalLong.of(compared.began()),
                compared.words(),
                origin))
        .orElseGet(() ->
            ReturnRow.missing(
                Return.LESS_TURNOVER,
                measure,
                ReturnRow.Unit.SHARE,
                OptionalDouble.empty(),
                "Not measured yet: it takes a workforce file of a day after the first day, five people who began, and five others of the same role and site.",
                origin));
  }

  private static ReturnRow hiring(
      ProgrammeLine line, Optional<ProgrammeReport.HiringCost> hire, Telling telling) {
    String measure = "Openings filled inside, at the cost of an outside hire";
    OptionalDouble planned =
        value(line.planned().filter(Planned::told).map(plan -> (double) plan.hireCents()));
    OptionalLong placed = telling.of(line.actual()).placed();
    if (hire.isEmpty()) {
      return ReturnRow.missing(
          Return.LOWER_HIRING_COST,
          measure,
          ReturnRow.Unit.CENTS,
          planned,
          "Not measured yet: no cost of an outside hire is known. Set one below, or publish a plan.",
          "Placed enrolments");
    }
    if (placed.isEmpty()) {
      return ReturnRow.missing(
          Return.LOWER_HIRING_COST,
          measure,
          ReturnRow.Unit.CENTS,
          planned,
          "Not shown: fewer than five people are placed, or it would tell of fewer.",
          "Placed enrolments");
    }
    return new ReturnRow(
        Return.LOWER_HIRING_COST,
        measure,
        ReturnRow.Unit.CENTS,
        planned,
        OptionalDouble.empty(),
        OptionalDouble.of((double) placed.getAsLong() * hire.get().cents()),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        placed,
        "%s filled inside × %s for an outside hire. %s: %s."
            .formatted(
                Formats.counted(placed.getAsLong(), "opening", "openings"),
                Formats.dollars(hire.get().cents()),
                hire.get().own() ? "Set by a planner" : "An assumption",
                hire.get().source()),
        "Placed enrolments; planned: outside hires avoided, of the plan's worth");
  }

  private static OptionalDouble value(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  // ---- what a planner sets

  private Map<Question, Double> targets(long programme) {
    Map<Question, Double> targets = new HashMap<>();
    jdbc.sql("select question, tenths from insights.target where programme_id = :programme")
        .param("programme", programme)
        .query(row -> {
          Question.find(row.getString("question"))
              .ifPresent(question -> {
                try {
                  targets.put(question, row.getInt("tenths") / 10.0);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
        });
    return targets;
  }

  /// What an outside hire costs: as a planner set it; else the mean of what the employer's own
  /// hiring files say of the roles that the programme leads to; else what the scenario of the
  /// published plan assumes.
  private Optional<ProgrammeReport.HiringCost> hire(long programme) {
    Optional<ProgrammeReport.HiringCost> own =
        jdbc.sql("select cents, source from insights.hiring_cost where programme_id = :programme")
            .param("programme", programme)
            .query((row, n) ->
                new ProgrammeReport.HiringCost(row.getLong("cents"), row.getString("source"), true))
            .optional();
    return own.or(() -> fromFiles(programme)).or(() -> fromScenario(programme));
  }

  private static final String LEADS_TO =
      """
      (select x.to_role
         from enrolment.enrolment x
         join enrolment.intake i on i.id = x.intake_id
        where i.programme_id = :programme
          and x.to_role is not null
       union
       select w.to_role
         from planning.placement w
         join planning.publication p on p.plan_id = w.plan_id and p.withdrawn_at is null
        where w.programme_id = :programme
          and w.to_role is not null)
      """;

  private Optional<ProgrammeReport.HiringCost> fromFiles(long programme) {
    return jdbc.sql(
            """
            select count(*) as hires, coalesce(round(avg(h.cost_cents)), 0)::bigint as cents
              from people.hiring h
             where h.cost_cents > 0
               and h.role_id in
            """
                + LEADS_TO)
        .param("programme", programme)
        .query((row, n) -> Map.entry(row.getLong("hires"), row.getLong("cents")))
        .optional()
        .filter(found -> found.getKey() >= SmallGroups.LEAST)
        .map(found ->
            new ProgrammeReport.HiringCost(
                found.getValue(),
                "the mean of %s hires into these roles in the employer's own files"
                    .formatted(Formats.count(found.getKey())),
                false));
  }

  private Optional<ProgrammeReport.HiringCost> fromScenario(long programme) {
    Optional<Figure> share =
        plan()
            .map(plan -> plans.get(plan).scenarioId())
            .flatMap(scenarios::find)
            .map(stored -> stored.scenario().worth().hireShare());
    if (share.isEmpty()) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select count(*) as people, coalesce(avg(e.annual_pay_cents), 0)::double precision as pay
              from people.now e
             where e.role_id in
            """
                + LEADS_TO)
        .param("programme", programme)
        .query((row, n) -> Map.entry(row.getLong("people"), row.getDouble("pay")))
        .optional()
        .filter(found -> found.getKey() >= SmallGroups.LEAST)
        .map(found -> Math.round(found.getValue() * share.get().value()))
        .filter(cents -> cents > 0)
        .map(cents ->
            new ProgrammeReport.HiringCost(
                cents,
                "%s of the mean yearly pay in the roles it leads to; %s"
                    .formatted(Formats.percent(share.get().value()), share.get().source()),
                false));
  }

  /// What a planner sets for a programme.
  ///
  /// @param targets mean answers, from 1.0 to 5.0; those that are not there are taken away
  /// @param hire what an outside hire costs; empty for what files or the scenario say
  record Aims(Map<Question, Double> targets, Optional<Hire> hire) {
    Aims {
      targets = Map.copyOf(targets);
    }

    /// @param source where it comes from, in words
    record Hire(long cents, String source) {
      Hire {
        source = source.replace("\u0000", "").strip();
      }
    }
  }

  private static final long MOST_CENTS = 100_000_000_00L;
  private static final int LONGEST = 400;

  /// Sets them, in place of those before.
  ///
  /// @throws org.rung.server.pages.NotFound when there is no such programme
  /// @throws Refused when one is outside its range, or the cost names no source
  void set(long programme, Aims aims, String by) {
    if (programmes.find(programme).isEmpty()) {
      throw SurveyPages.noProgramme(programme);
    }
    aims.targets()
        .forEach((question, mean) -> {
          if (!(mean >= 1 && mean <= Question.MOST)) {
            throw new Refused(
                "%s is no mean of answers for %s. Give one from 1 to 5."
                    .formatted(mean, question.label().toLowerCase(java.util.Locale.ROOT)));
          }
        });
    aims.hire()
        .ifPresent(hire -> {
          if (hire.cents() < 1 || hire.cents() > MOST_CENTS) {
            throw new Refused(
                "%s is no cost of an outside hire. Give one above nought, to %s."
                    .formatted(Formats.cents(hire.cents()), Formats.dollars(MOST_CENTS)));
          }
          if (hire.source().isBlank() || hire.source().length() > LONGEST) {
            throw new Refused(
                "Say where the cost of an outside hire comes from, in at most %d letters."
                    .formatted(LONGEST));
          }
        });
    transaction.executeWithoutResult(status -> {
      jdbc.sql("delete from insights.target where programme_id = :programme")
          .param("programme", programme)
          .update();
      aims.targets()
          .forEach((question, mean) ->
              jdbc.sql(
                      """
                      insert into insights.target (programme_id, question, tenths, set_by, set_at)
                      values (:programme, :question, :tenths, :by, :now::timestamptz)
                          on conflict (programme_id, question) do update
                         set tenths = excluded.tenths, set_by = excluded.set_by, set_at = excluded.set_at
                      """)
                  .param("programme", programme)
                  .param("question", question.code())
                  .param("tenths", Math.round(mean * 10))
                  .param("by", by)
                  .param("now", clock.instant().toString())
                  .update());
      jdbc.sql("delete from insights.hiring_cost where programme_id = :programme")
          .param("programme", programme)
          .update();
      aims.hire()
          .ifPresent(hire ->
              jdbc.sql(
                      """
                      insert into insights.hiring_cost (programme_id, cents, source, set_by, set_at)
                      values (:programme, :cents, :source, :by, :now::timestamptz)
                          on conflict (programme_id) do update
                         set cents = excluded.cents, source = excluded.source, set_by = excluded.set_by,
                             set_at = excluded.set_at
                      """)
                  .param("programme", programme)
                  .param("cents", hire.cents())
                  .param("source", hire.source())
                  .param("by", by)
                  .param("now", clock.instant().toString())
                  .update());
      audit.change(by, "report", "what programme %d is to reach".formatted(programme));
    });
  }
}
