package org.rung.server.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.rung.server.growth.Growth;
import org.rung.server.growth.RoleGrowth;
import org.rung.server.openings.Openings;
import org.rung.server.openings.RoleOpenings;
import org.rung.server.openings.YearOpenings;
import org.rung.server.programmes.ProgrammeIntake;
import org.rung.server.programmes.ProgrammeIntakes;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.EducationCap;
import org.rung.server.rules.EducationService;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads what a model is built from: people, pathways, openings, wages outside, rules.
@Component
class ModelSource {
  private static final int FULL_WEEK_MINUTES = 2400;
  private static final int FETCHED = 10_000;

  private static final String PEOPLE =
      """
      select e.person_id, p.employer_id, e.role_id, e.department_id, e.site_id, e.annual_pay_cents,
             coalesce(e.weekly_minutes, :week) as minutes, e.hourly, e.full_time,
             greatest(
               coalesce(s.taken_on - e.hired_on, -1),
               coalesce(s.taken_on - seen.first_on, -1)) as days
        from people.employment e
        join people.person p on p.id = e.person_id
        join people.snapshot s on s.id = e.snapshot_id
        left join (select x.person_id, min(d.taken_on) as first_on
                     from people.employment x
                     join people.snapshot d on d.id = x.snapshot_id
                    where x.snapshot_id <> :snapshot
                    group by x.person_id) seen on seen.person_id = e.person_id
       where e.snapshot_id = :snapshot
       order by e.person_id
      """;

  private final JdbcClient jdbc;
  private final Rules rules;
  private final Growth growth;
  private final Openings openings;
  private final ProgrammeIntakes intakes;
  private final AcceptedPlaces accepted;
  private final TransactionTemplate transaction;

  ModelSource(
      JdbcClient jdbc,
      Rules rules,
      Growth growth,
      Openings openings,
      ProgrammeIntakes intakes,
      AcceptedPlaces accepted,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.growth = growth;
    this.openings = openings;
    this.intakes = intakes;
    this.accepted = accepted;
    this.transaction = transaction;
  }

  Model build(Scenario scenario, Kept kept) {
    Workforce workforce = workforce();
    Map<Integer, Integer> positions = new HashMap<>();
    for (int r = 0; r < workforce.roles().length; r++) {
      positions.put(workforce.roles()[r].id(), r);
    }
    Rules.Version cap = rules.on(EducationCap.RULE, scenario.starts());
    return new ModelBuilder(
            scenario,
            workforce,
            routes(workforce, positions),
            openings(scenario, positions),
            new Timetable(
                scenario,
                intakes.all().stream().collect(Collectors.groupingBy(ProgrammeIntake::programme))),
            new Eligibility(
                workforce, rules.on(EducationService.RULE, scenario.starts()), scenario.starts()),
            new Worth.Maker(
                scenario, workforce, cap.figure("full_time_cents"), cap.figure("part_time_cents")),
            kept,
            Accepted.of(accepted.all(), workforce, positions, scenario, weeks(accepted.all())))
        .build();
  }

  /// How long the programmes of accepted places last.
  private Map<Long, Integer> weeks(List<AcceptedPlaces.AcceptedPlace> places) {
    Map<Long, Integer> weeks = new HashMap<>();
    jdbc.sql("select id, weeks_to from programmes.programme where id = any(:programmes)")
        .param(
            "programmes",
            places.stream()
                .map(AcceptedPlaces.AcceptedPlace::programme)
                .distinct()
                .toArray(Long[]::new))
        .query(row -> {
          weeks.put(row.getLong("id"), row.getInt("weeks_to"));
        });
    return weeks;
  }

  // ---- people

  private Workforce workforce() {
    int snapshot =
        jdbc.sql("select id from people.snapshot order by taken_on desc limit 1")
            .query(Integer.class)
            .optional()
            .orElseThrow(() ->
                new ScenarioProblem(
                    "Nobody is here to plan for. Import a workforce file under Imports first."));
    Workforce.Role[] roles = roles(snapshot);
    Map<Integer, Integer> positions = new HashMap<>();
    for (int r = 0; r < roles.length; r++) {
      positions.put(roles[r].id(), r);
    }
    // In a transaction the driver fetches so many rows at a time; without one it holds them all.
    Workforce read =
        transaction.execute(status -> {
          jdbc.sql("set transaction isolation level repeatable read").update();
          return people(snapshot, roles, positions);
        });
    return java.util.Objects.requireNonNull(read);
  }

  private Workforce people(int snapshot, Workforce.Role[] roles, Map<Integer, Integer> positions) {
    int n =
        jdbc.sql("select count(*) from people.employment where snapshot_id = :snapshot")
            .param("snapshot", snapshot)
            .query(Integer.class)
            .single();
    Workforce workforce =
        new Workforce(
            snapshot,
            new long[n],
            new String[n],
            new int[n],
            new int[n],
            new int[n],
            new long[n],
            new int[n],
            new boolean[n],
            new boolean[n],
            new int[n],
            roles,
            names("people.department"),
            names("people.site"));
    int[] e = {0};
    jdbc.sql(PEOPLE)
        .withFetchSize(FETCHED)
        .param("week", FULL_WEEK_MINUTES)
        .param("snapshot", snapshot)
        .query(row -> {
          int at = e[0]++;
          workforce.person()[at] = row.getLong(1);
          workforce.name()[at] = row.getString(2);
          workforce.role()[at] = positions.getOrDefault(row.getInt(3), -1);
          workforce.department()[at] = row.getInt(4);
          workforce.site()[at] = row.getInt(5);
          workforce.payCents()[at] = row.getLong(6);
          workforce.weeklyMinutes()[at] = row.getInt(7);
          workforce.hourly()[at] = row.getBoolean(8);
          workforce.fullTime()[at] = row.getBoolean(9);
          workforce.serviceDays()[at] = row.getInt(10);
        });
    return workforce;
  }

  private Workforce.Role[] roles(int snapshot) {
    Map<Integer, RoleGrowth> known =
        growth.roles().stream()
            .collect(Collectors.toMap(RoleGrowth::roleId, role -> role, (a, b) -> a));
    return jdbc.sql(
            """
            select r.id, r.title, mode() within group (order by d.name) as department,
                   count(*) as people,
                   percentile_disc(0.5) within group (order by e.annual_pay_cents) as pay,
                   min(o.occupation) as occupation
              from people.employment e
              join people.role r on r.id = e.role_id
              join people.department d on d.id = e.department_id
              left join skills.role_occupation o on o.role_id = r.id
             where e.snapshot_id = :snapshot
             group by r.id, r.title
             order by r.id
            """)
        .param("snapshot", snapshot)
        .query((row, n) ->
            new Workforce.Role(
                row.getInt("id"),
                row.getString("title"),
                row.getString("department"),
                row.getInt("people"),
                row.getLong("pay"),
                Optional.ofNullable(known.get(row.getInt("id")))
                    .map(RoleGrowth::family)
                    .orElse("Not yet matched"),
                Optional.ofNullable(known.get(row.getInt("id")))
                    .filter(RoleGrowth::shrinks)
                    .isPresent(),
                Optional.ofNullable(row.getString("occupation"))))
        .list()
        .toArray(Workforce.Role[]::new);
  }

  /// @param table departments or sites
  private Map<Integer, String> names(String table) {
    Map<Integer, String> names = new TreeMap<>();
    jdbc.sql("select id, name from " + table)
        .query((row, n) -> Map.entry(row.getInt(1), row.getString(2)))
        .list()
        .forEach(entry -> names.put(entry.getKey(), entry.getValue()));
    return names;
  }

  // ---- pathways

  private List<Route> routes(Workforce workforce, Map<Integer, Integer> positions) {
    Map<String, Long> wages = wagesOutside();
    return jdbc
        .sql(
            """
            select w.id, w.from_role, w.to_role, r.title as to_title, o.title as occupation_title,
                   left(w.target_occupation, 7) as soc, w.programme_id, g.name as programme,
                   w.strategy, w.hours, w.weeks, w.price_cents, w.chance_millionths,
                   w.complete_millionths, w.place_millionths, w.why
              from pathways.pathway w
              join programmes.programme g on g.id = w.programme_id
              left join people.role r on r.id = w.to_role
              left join reference.occupation o on o.code = w.target_occupation
             order by w.id
            """)
        .query((row, n) -> {
          Integer from = positions.get(row.getInt("from_role"));
          Integer to = positions.get(row.getInt("to_role"));
          boolean inside = row.getString("to_title") != null;
          if (from == null || (inside && to == null)) {
            return Optional.<Route>empty();
          }
          OptionalLong pay = OptionalLong.empty();
          if (inside && to != null && !to.equals(from)) {
            pay = OptionalLong.of(workforce.roles()[to].payCents());
          } else if (!inside && wages.containsKey(row.getString("soc"))) {
            pay = OptionalLong.of(wages.get(row.getString("soc")));
          }
          return Optional.of(
              new Route(
                  row.getLong("id"),
                  from,
                  to == null ? OptionalInt.empty() : OptionalInt.of(to),
                  label(row.getString("to_title"), row.getString("occupation_title")),
                  row.getLong("programme_id"),
                  row.getString("programme"),
                  Strategy.of(row.getString("strategy")),
                  pay,
                  row.getInt("hours"),
                  row.getInt("weeks"),
                  row.getLong("price_cents"),
                  chance(row),
                  row.getString("why")));
        })
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /// The chance to accept, complete and be placed. The education benefit is a right whose take-up
  /// the scenario counts in people, so of those counted everybody accepts.
  private static int chance(ResultSet row) throws SQLException {
    return Strategy.of(row.getString("strategy")) == Strategy.EDUCATION_BENEFIT
        ? (int)
            ((long) row.getInt("complete_millionths") * row.getInt("place_millionths") / 1_000_000)
        : row.getInt("chance_millionths");
  }

  private static String label(
      @org.jspecify.annotations.Nullable String role,
      @org.jspecify.annotations.Nullable String occupation) {
    if (role != null) {
      return role;
    }
    return occupation == null ? "another employer" : "outside: " + occupation;
  }

  /// Median yearly pay by SOC code in the newest year that has one.
  private Map<String, Long> wagesOutside() {
    Map<String, Long> wages = new HashMap<>();
    jdbc.sql(
            """
            select distinct on (soc) soc, annual_median_cents
              from reference.wage
             where annual_median_cents is not null
             order by soc, year desc
            """)
        .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
        .list()
        .forEach(entry -> wages.put(entry.getKey(), entry.getValue()));
    return wages;
  }

  // ---- openings

  private Map<Integer, Expected> openings(Scenario scenario, Map<Integer, Integer> positions) {
    List<Integer> years = new ArrayList<>();
    for (Scenario.FiscalYear year : scenario.fiscalYears()) {
      years.add(year.year());
    }
    Map<Integer, Expected> byRole = new TreeMap<>();
    for (RoleOpenings role : openings.forecast(years)) {
      Integer position = positions.get(role.roleId());
      if (position != null) {
        byRole.put(
            position,
            new Expected(
                numbers(role, YearOpenings::openings),
                numbers(role, year -> isSet(year) ? year.openings() : year.low()),
                numbers(role, year -> isSet(year) ? year.openings() : year.high())));
      }
    }
    return byRole;
  }

  private static boolean isSet(YearOpenings year) {
    return year.origin() instanceof YearOpenings.Origin.Set;
  }

  private static double[] numbers(RoleOpenings role, ToIntFunction<YearOpenings> number) {
    return role.years().stream().mapToDouble(number::applyAsInt).toArray();
  }
}
