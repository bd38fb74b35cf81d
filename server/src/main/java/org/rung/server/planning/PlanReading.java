package org.rung.server.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.database.LikePattern;
import org.rung.server.programmes.Strategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a made plan says: the questions of its pages and exports.
@Component
public class PlanReading {
  private final JdbcClient jdbc;
  private final PersonReading people;

  PlanReading(JdbcClient jdbc, PersonReading people) {
    this.jdbc = jdbc;
    this.people = people;
  }

  /// The parts of the worth, in the order of the page, summing to it.
  List<Part> parts(long plan) {
    List<Part> parts = new ArrayList<>();
    jdbc.sql(
            """
            select coalesce(sum(hire_cents), 0), coalesce(sum(severance_cents), 0),
                   coalesce(sum(retention_cents), 0), coalesce(sum(pay_gain_cents), 0),
                   coalesce(sum(backfill_cents), 0), coalesce(sum(price_cents), 0),
                   coalesce(sum(training_time_cents), 0),
                   -(select coalesce(sum(i.fixed_cents), 0)
                       from planning.intake i
                      where i.plan_id = :plan
                        and i.taken > 0)
              from planning.placement
             where plan_id = :plan
            """)
        .param("plan", plan)
        .query((row, n) -> {
          String[] names = {
            "Outside hire avoided", "Severance avoided", "Retention",
                "Pay gain of the people, weighted",
            "Filling the places left", "Price of programmes", "Paid training time",
                "Fixed price of intakes that run"
          };
          for (int i = 0; i < names.length; i++) {
            parts.add(new Part(names[i], row.getLong(i + 1)));
          }
          return parts;
        })
        .single();
    return parts;
  }

  /// One part of the worth, in cents.
  public record Part(String name, long cents) {}

  List<FlowPlot.Flow> flows(long plan) {
    return jdbc.sql(
            """
            select r.title as from_title, g.name as programme,
                   case when w.to_role = w.from_role then 'Same role, new skills'
                        when w.to_role is null and w.strategy = 'education_benefit' then 'Field in demand, in or out'
                        when w.to_role is null then 'Another employer'
                        else w.to_label end as to_title,
                   w.strategy, count(*) as people
              from planning.placement w
              join people.role r on r.id = w.from_role
              join programmes.programme g on g.id = w.programme_id
             where w.plan_id = :plan
             group by 1, 2, 3, 4
             order by people desc, 1, 2, 3, 4
            """)
        .param("plan", plan)
        .query((row, n) ->
            new FlowPlot.Flow(
                row.getString("from_title"),
                row.getString("programme"),
                row.getString("to_title"),
                Strategy.of(row.getString("strategy")),
                row.getLong("people")))
        .list();
  }

  /// People and money by strategy.
  Map<Strategy, StrategySum> strategies(long plan) {
    Map<Strategy, StrategySum> sums = new EnumMap<>(Strategy.class);
    for (Strategy strategy : Strategy.values()) {
      sums.put(strategy, StrategySum.NOBODY);
    }
    record Row(Strategy strategy, int year, long people, long cents) {}
    List<Row> rows =
        jdbc.sql(
                """
                select strategy, fiscal_year, count(*) as people, -sum(price_cents) as cents
                  from planning.placement
                 where plan_id = :plan
                 group by strategy, fiscal_year
                """)
            .param("plan", plan)
            .query((row, n) ->
                new Row(
                    Strategy.of(row.getString("strategy")),
                    row.getInt("fiscal_year"),
                    row.getLong("people"),
                    row.getLong("cents")))
            .list();
    for (Row row : rows) {
      sums.computeIfPresent(
          row.strategy(),
          (strategy, sum) -> {
            Map<Integer, Long> cents = new java.util.TreeMap<>(sum.cents());
            cents.put(row.year(), row.cents());
            Map<Integer, Long> people = new java.util.TreeMap<>(sum.peopleIn());
            people.put(row.year(), row.people());
            return new StrategySum(sum.people() + row.people(), people, cents);
          });
    }
    return sums;
  }

  /// People and money of one strategy.
  ///
  /// @param peopleIn by fiscal year
  /// @param cents by fiscal year
  public record StrategySum(long people, Map<Integer, Long> peopleIn, Map<Integer, Long> cents) {
    static final StrategySum NOBODY = new StrategySum(0, Map.of(), Map.of());
  }

  /// Fixed prices of intakes that run, by fiscal year.
  Map<Integer, Long> fixed(long plan, Scenario scenario) {
    Map<Integer, Long> byYear = new java.util.TreeMap<>();
    jdbc.sql(
            """
            select starts, sum(fixed_cents) as cents
              from planning.intake
             where plan_id = :plan
               and taken > 0
             group by starts
            """)
        .param("plan", plan)
        .query((row, n) -> Map.entry(row.getDate("starts").toLocalDate(), row.getLong("cents")))
        .list()
        .forEach(e ->
            byYear.merge(
                scenario.fiscalYears().get(scenario.fiscalYearOf(e.getKey())).year(),
                e.getValue(),
                Long::sum));
    return byYear;
  }

  /// Money reserved for the education benefit that the plan suggests to nobody yet, by fiscal year.
  Map<Integer, Long> kept(long plan) {
    Map<Integer, Long> kept = new java.util.TreeMap<>();
    jdbc.sql(
            """
            select year, capacity - used as cents
              from planning.limit_kept
             where plan_id = :plan
               and kind = 'money'
               and label like 'Education benefit of %'
            """)
        .param("plan", plan)
        .query((row, n) -> Map.entry(row.getInt("year"), row.getLong("cents")))
        .list()
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }

  /// A limit with what one more unit of it is worth.
  ///
  /// @param dollars worth of one more unit (seat, slot, dollar, hour), in cents of worth
  record Next(String kind, String label, String when, double cents, long capacity, long used) {}

  /// What is worth most to have one more of: seats, slots, money, hours.
  List<Next> next(long plan) {
    return jdbc.sql(
            """
            select kind, label, year, starts, price, capacity, used
              from (select l.kind, l.label, l.year, null::date as starts,
                           l.price_millionths as price, l.capacity, l.used
                      from planning.limit_kept l
                     where l.plan_id = :plan
                       and l.kind <> 'floor'
                    union all
                    select 'seat', g.name, null, i.starts, i.seat_price_millionths, i.seats, i.taken
                      from planning.intake i
                      join programmes.programme g on g.id = i.programme_id
                     where i.plan_id = :plan) n
             order by price desc, kind, label, starts
            """)
        .param("plan", plan)
        .query((row, n) ->
            new Next(
                row.getString("kind"),
                row.getString("label"),
                row.getDate("starts") == null ? "" : row.getDate("starts").toLocalDate().toString(),
                row.getLong("price") / 1e6,
                row.getLong("capacity"),
                row.getLong("used")))
        .list();
  }

  List<Next> floors(long plan) {
    return jdbc.sql(
            """
            select kind, label, price_millionths, capacity, used
              from planning.limit_kept
             where plan_id = :plan
               and kind = 'floor'
             order by number
            """)
        .param("plan", plan)
        .query((row, n) ->
            new Next(
                row.getString("kind"),
                row.getString("label"),
                "",
                row.getLong("price_millionths") / 1e6,
                row.getLong("capacity"),
                row.getLong("used")))
        .list();
  }

  /// Limits by kind: how many there are, and how many bind (their price is above zero).
  List<LimitCount> limitCounts(long plan) {
    return jdbc.sql(
            """
            select kind, count(*) as all_of_them, count(*) filter (where price > 0) as binding
              from (select l.kind, l.price_millionths as price
                      from planning.limit_kept l
                     where l.plan_id = :plan
                    union all
                    select 'intake', i.seat_price_millionths
                      from planning.intake i
                     where i.plan_id = :plan) n
             group by kind
             order by kind
            """)
        .param("plan", plan)
        .query((row, n) -> new LimitCount(row.getString(1), row.getLong(2), row.getLong(3)))
        .list();
  }

  record LimitCount(String kind, long all, long binding) {}

  /// Programmes the plan uses: seats taken of those of the intakes that run, and what they cost.
  List<ProgrammeUse> programmes(long plan) {
    return jdbc.sql(
            """
            select g.id, g.name, g.provider, g.hours,
                   array_agg(distinct w.strategy order by w.strategy) as strategies,
                   count(*) as people, -sum(w.price_cents) as cents,
                   (select case when bool_and(i.minimum > 0) then sum(i.seats) end
                      from planning.intake i
                     where i.plan_id = :plan
                       and i.programme_id = g.id
                       and i.taken > 0) as seats
              from planning.placement w
              join programmes.programme g on g.id = w.programme_id
             where w.plan_id = :plan
             group by g.id, g.name, g.provider, g.hours
             order by people desc, g.name
            """)
        .param("plan", plan)
        .query((row, n) ->
            new ProgrammeUse(
                row.getLong("id"),
                row.getString("name"),
                row.getString("provider"),
                row.getInt("hours"),
                Arrays.stream((String[]) row.getArray("strategies").getArray())
                    .map(Strategy::of)
                    .sorted()
                    .toList(),
                row.getLong("people"),
                row.getLong("cents"),
                row.getLong("seats")))
        .list();
  }

  /// A programme in a plan.
  ///
  /// @param strategies that people follow it under, in their order
  /// @param seats of the intakes that run; 0 where one is at a school with seats of its own
  public record ProgrammeUse(
      long id,
      String name,
      String provider,
      int hours,
      List<Strategy> strategies,
      long people,
      long cents,
      long seats) {}

  /// A person in the plan.
  public record Placed(
      String employerId,
      String fromTitle,
      String department,
      String programme,
      String toLabel,
      Strategy strategy,
      LocalDate starts,
      int chanceMillionths,
      long priceCents,
      long worthCents,
      String why) {}

  private static final String PLACED_FROM =
      """
        from planning.placement w
        join people.person p on p.id = w.person_id
        join people.role r on r.id = w.from_role
        join people.department d on d.id = w.department_id
        join programmes.programme g on g.id = w.programme_id
       where w.plan_id = :plan
         and (:find = '' or p.employer_id ilike :pattern or r.title ilike :pattern
              or w.to_label ilike :pattern or g.name ilike :pattern)
         and (:strategy = '' or w.strategy = :strategy)
         and (:department = '' or d.name = :department)
      """;

  List<Placed> placed(long plan, PeopleWanted wanted, int size) {
    return asked(
            """
            select p.employer_id, r.title, d.name as department, g.name as programme, w.to_label,
                   w.strategy, w.starts, w.chance_millionths, -w.price_cents as price, w.worth_cents, w.why
            """
                + PLACED_FROM
                + " order by %s %s, p.employer_id limit :size offset :offset"
                    .formatted(wanted.order().column, wanted.ascending() ? "asc" : "desc"),
            plan,
            wanted)
        .param("size", size)
        .param("offset", (long) wanted.page() * size)
        .query((row, n) ->
            new Placed(
                row.getString("employer_id"),
                row.getString("title"),
                row.getString("department"),
                row.getString("programme"),
                row.getString("to_label"),
                Strategy.of(row.getString("strategy")),
                row.getDate("starts").toLocalDate(),
                row.getInt("chance_millionths"),
                row.getLong("price"),
                row.getLong("worth_cents"),
                row.getString("why")))
        .list();
  }

  long countPlaced(long plan, PeopleWanted wanted) {
    return asked("select count(*) " + PLACED_FROM, plan, wanted).query(Long.class).single();
  }

  private JdbcClient.StatementSpec asked(String sql, long plan, PeopleWanted wanted) {
    return jdbc.sql(sql)
        .param("plan", plan)
        .param("find", wanted.find())
        .param("pattern", LikePattern.holding(wanted.find()))
        .param("strategy", wanted.strategy().map(Strategy::code).orElse(""))
        .param("department", wanted.department());
  }

  List<String> departments(long plan) {
    return jdbc.sql(
            """
            select distinct d.name
              from planning.placement w
              join people.department d on d.id = w.department_id
             where w.plan_id = :plan
             order by d.name
            """)
        .param("plan", plan)
        .query((row, n) -> row.getString(1))
        .list();
  }

  /// Why people have no pathway at all: reason, change, people.
  List<Without> without(long plan) {
    return jdbc.sql(
            """
            select reason, change, count(*) as people
              from planning.without_candidate
             where plan_id = :plan
             group by reason, change
             order by people desc
            """)
        .param("plan", plan)
        .query((row, n) -> new Without(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  /// A reason and how many people it holds for.
  public record Without(String reason, String change, long people) {}

  // ---- one person

  /// Everything the plan says of one person.
  public record PersonView(
      String employerId,
      String title,
      String department,
      long payCents,
      Optional<Placed> placed,
      List<Part> parts,
      List<Other> others,
      Optional<Without> without) {}

  /// What else was open to the person.
  public record Other(
      String programme,
      String toLabel,
      Strategy strategy,
      LocalDate starts,
      long worthCents,
      WouldChange change,
      String against) {}

  Optional<PersonView> person(long plan, String employerId) {
    return jdbc.sql(
            """
            select p.id, p.employer_id, r.title, d.name as department, e.annual_pay_cents
              from planning.plan n
              join people.employment e on e.snapshot_id = n.snapshot_id
              join people.person p on p.id = e.person_id
              join people.role r on r.id = e.role_id
              join people.department d on d.id = e.department_id
             where n.id = :plan
               and p.employer_id = :employer
            """)
        .param("plan", plan)
        .param("employer", employerId)
        .query((row, n) ->
            new Known(
                row.getLong("id"),
                row.getString("employer_id"),
                row.getString("title"),
                row.getString("department"),
                row.getLong("annual_pay_cents")))
        .optional()
        // Asked once the row is read: a question within a question holds two connections.
        .map(known ->
            new PersonView(
                known.employerId(),
                known.title(),
                known.department(),
                known.payCents(),
                people.place(plan, known.person()).map(known::placed),
                people.parts(plan, known.person()),
                people.others(plan, known.person()).stream().map(PlanReading::other).toList(),
                people
                    .without(plan, known.person())
                    .map(none -> new Without(none.reason(), none.change(), 1))));
  }

  private record Known(
      long person, String employerId, String title, String department, long payCents) {
    Placed placed(PersonReading.Place place) {
      return new Placed(
          employerId,
          title,
          department,
          place.name(),
          place.to(),
          place.strategy(),
          place.starts(),
          place.chanceMillionths(),
          place.priceCents(),
          place.worthCents(),
          place.why());
    }
  }

  private static Other other(PersonReading.Other weighed) {
    return new Other(
        weighed.name(),
        weighed.to(),
        weighed.strategy(),
        weighed.starts(),
        weighed.worthCents(),
        weighed.change(),
        weighed.against());
  }

  /// Somebody of the largest group of people in the plan whose facts at least five share: the
  /// invented employee of the first page has exactly these facts and no id.
  Optional<String> typical(long plan) {
    return jdbc.sql(
            """
            with facts as (
              select w.person_id, p.employer_id, w.from_role, w.to_label, w.department_id,
                     e.annual_pay_cents, w.programme_id
                from planning.placement w
                join planning.plan n on n.id = w.plan_id
                join people.person p on p.id = w.person_id
                join people.employment e on e.person_id = w.person_id and e.snapshot_id = n.snapshot_id
               where w.plan_id = :plan
                 and w.strategy = 'reskilling'
                 and (select count(*)
                        from planning.alternative a
                       where a.plan_id = w.plan_id
                         and a.person_id = w.person_id) >= 2)
            select min(employer_id)
              from facts
             group by from_role, department_id, annual_pay_cents, to_label, programme_id
            having count(*) >= 5
             order by count(*) desc, 1
             limit 1
            """)
        .param("plan", plan)
        .query(String.class)
        .optional();
  }

  // ---- two plans

  PlanDifference difference(long before, long after) {
    return jdbc.sql(
            """
            select count(*) filter (where a.person_id is null) as entered,
                   count(*) filter (where b.person_id is null) as left_plan,
                   count(*) filter (where a.programme_id <> b.programme_id
                                       or a.to_label <> b.to_label) as changed,
                   count(*) filter (where a.programme_id = b.programme_id
                                      and a.to_label = b.to_label) as same
              from (select * from planning.placement where plan_id = :before) a
              full join (select * from planning.placement where plan_id = :after) b
                on b.person_id = a.person_id
            """)
        .param("before", before)
        .param("after", after)
        .query((row, n) ->
            new PlanDifference(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .single();
  }

  /// A slot limit of a plan.
  ///
  /// @param cents worth of one more slot
  record Slot(String label, long capacity, long used, double cents) {}

  List<Slot> slots(long plan) {
    return jdbc.sql(
            """
            select label, capacity, used, price_millionths
              from planning.limit_kept
             where plan_id = :plan
               and kind = 'slot'
             order by label
            """)
        .param("plan", plan)
        .query((row, n) ->
            new Slot(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4) / 1e6))
        .list();
  }
}
