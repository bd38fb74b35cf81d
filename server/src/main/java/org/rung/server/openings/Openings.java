package org.rung.server.openings;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rung.server.growth.Growth;
import org.rung.server.growth.RoleGrowth;
import org.rung.server.growth.Turnover;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How many places come open in each role and fiscal year: a forecast from the employer's own
/// files, made anew at each question, and what planners set instead of it.
///
/// Unless a question brings fiscal years of its own, a year is the twelve months that follow the
/// latest snapshot or an anniversary of it, named for the calendar year it ends in. A year that
/// began before the latest snapshot counts only what is left of it.
@Component
public class Openings {
  /// The most a planner may set for a role and year.
  static final int MOST = 1_000_000;

  static final int LONGEST_REASON = 1_000;

  static final int FIRST_YEAR = 1900;
  static final int LAST_YEAR = 2200;

  private final JdbcClient jdbc;
  private final Growth growth;
  private final OpeningSettings settings;
  private final OpeningsFile files;

  Openings(JdbcClient jdbc, Growth growth, OpeningSettings settings, OpeningsFile files) {
    this.jdbc = jdbc;
    this.growth = growth;
    this.settings = settings;
    this.files = files;
  }

  /// The fiscal years forecast unless others are asked for: the two after the latest snapshot.
  /// Empty before the first import.
  public List<Integer> years() {
    return latest()
        .map(day -> {
          int first = day.plusYears(1).getYear();
          return List.of(first, first + 1);
        })
        .orElse(List.of());
  }

  /// The same with their days.
  List<FiscalYear> nextYears() {
    return years().stream().flatMap(year -> fiscalYear(year).stream()).toList();
  }

  /// The days of a fiscal year that is known by its name alone. Empty before the first import.
  public Optional<FiscalYear> fiscalYear(int year) {
    return latest()
        .map(day -> {
          LocalDate until = day.plusYears(year - day.getYear());
          return new FiscalYear(year, until.minusYears(1).plusDays(1));
        });
  }

  /// Every role that holds one job, by title, with its openings in the given fiscal years.
  public List<RoleOpenings> forecast(List<Integer> years) {
    return forecast(days(years), Assumptions.DEFAULT);
  }

  /// The same for fiscal years with days of their own, in time, under other assumptions.
  public List<RoleOpenings> forecast(List<FiscalYear> years, Assumptions assumptions) {
    Map<Integer, Map<Integer, Setting>> now = settings.now();
    Map<Long, Map<Integer, Integer>> sites = settings.sites();
    return makings(years, assumptions).stream()
        .map(making ->
            told(making, years, now.getOrDefault(making.role().roleId(), Map.of()), sites))
        .toList();
  }

  /// How the forecast of a role is made.
  ///
  /// @throws NotFound when it has none
  Making making(int role, List<FiscalYear> years, Assumptions assumptions) {
    return makings(years, assumptions).stream()
        .filter(making -> making.role().roleId() == role)
        .findFirst()
        .orElseThrow(() -> none(role));
  }

  static NotFound none(int roleId) {
    return new NotFound(
        "Role %d has no forecast: nobody holds it now, it counts as another role, or it holds several jobs. See the list under Openings."
            .formatted(roleId));
  }

  /// The openings of each role year by year, as expected: what was set, else the forecast before it
  /// is rounded. A role without any number is not there.
  ///
  /// @param years fiscal years, in time
  public Map<Integer, double[]> expected(List<Integer> years) {
    Map<Integer, Map<Integer, Setting>> now = settings.now();
    Map<Integer, double[]> expected = new TreeMap<>();
    for (Making making : makings(days(years), Assumptions.DEFAULT)) {
      int role = making.role().roleId();
      Map<Integer, Setting> set = now.getOrDefault(role, Map.of());
      double[] openings = new double[years.size()];
      for (int i = 0; i < openings.length; i++) {
        double forecast = making.spans().get(i).expected();
        openings[i] =
            Optional.ofNullable(set.get(years.get(i)))
                .flatMap(Setting::openings)
                .map(Integer::doubleValue)
                .orElse(forecast);
      }
      expected.put(role, openings);
    }
    return expected;
  }

  /// Sets the openings of a role and year instead of the forecast.
  ///
  /// @param seen the id of the setting that the planner saw, 0 for the forecast
  /// @throws Refused when the number, the year or the reason cannot be taken, or somebody else set
  ///   it meanwhile
  @Transactional
  public void set(int role, int year, int openings, String reason, String by, long seen) {
    if (openings < 0 || openings > MOST) {
      throw new Refused(
          "%,d openings are outside of what can be set. Give a whole number from 0 to %,d."
              .formatted(openings, MOST));
    }
    if (reason.isBlank()) {
      throw new Refused(
          "The reason is empty. Say why this number holds, so that others can follow it.");
    }
    if (reason.length() > LONGEST_REASON) {
      throw new Refused(
          "The reason has %,d letters. Give at most %,d."
              .formatted(reason.length(), LONGEST_REASON));
    }
    checkYear(year);
    checkRole(role);
    settings.checkSeen(role, year, seen);
    settings.add(role, year, openings, reason.strip(), "planner", by);
  }

  /// Takes a setting back: the forecast holds again.
  ///
  /// @throws Refused when somebody else changed it meanwhile
  @Transactional
  public void undo(int role, int year, String by, long seen) {
    checkRole(role);
    settings.checkSeen(role, year, seen);
    if (seen == 0) {
      throw new Refused("The openings of %d are the forecast already.".formatted(year));
    }
    settings.add(role, year, null, "back to the forecast", "planner", by);
  }

  /// Sets openings from a file with the columns `job_title`, `year`, `openings` and, if one likes,
  /// `site` and `reason`, in any usual layout. Good rows are taken, the others reported. The same
  /// file twice changes nothing.
  ///
  /// @throws Refused when the file cannot be read as such a table; nothing is taken
  @Transactional
  public OpeningsImport importFile(Path file, String by) {
    return files.take(file, by);
  }

  /// The day of the latest snapshot.
  Optional<LocalDate> latest() {
    return jdbc.sql("select max(taken_on) as latest from people.snapshot")
        .query((row, n) -> Optional.ofNullable(row.getObject("latest", LocalDate.class)))
        .single();
  }

  /// How each role's forecast is made, by title.
  List<Making> makings(List<FiscalYear> years, Assumptions assumptions) {
    Optional<LocalDate> latest = latest();
    if (latest.isEmpty()) {
      return List.of();
    }
    List<RoleGrowth> roles = growth.roles();
    Map<Integer, Turnover> turnover =
        growth.turnover().stream().collect(Collectors.toMap(Turnover::roleId, Function.identity()));
    double yearsWatched = yearsWatched();
    Trend all = allRoles(roles, yearsWatched);
    double employerRate = employerRate(turnover);
    Map<String, Double> separation = separation();
    List<Making> makings = new ArrayList<>();
    for (RoleGrowth role : roles) {
      if (role.severalJobs() || role.to() == 0) {
        continue;
      }
      Turnover own = turnover.getOrDefault(role.roleId(), new Turnover(role.roleId(), 0, 0, 0));
      Optional<Double> outside =
          role.occupation().map(code -> separation.get(code.substring(0, 7)));
      double prior = outside.orElse(employerRate);
      double people = taken(role.to());
      Optional<Trend> ownTrend = ownTrend(role, yearsWatched);
      Forecast forecast =
          new Forecast(
              people,
              Rate.of(
                  taken(own.leavers()) + taken(own.movedOut()),
                  own.personYears(),
                  prior,
                  assumptions.priorYears()),
              ownTrend.map(trend -> trend.towards(all)).orElse(all),
              assumptions.halfLife());
      List<Forecast.Span> spans =
          years.stream().map(year -> span(forecast, latest.get(), year)).toList();
      makings.add(
          new Making(
              role,
              people,
              taken(own.leavers()),
              taken(own.movedOut()),
              own.personYears(),
              prior,
              outside.isPresent() ? Making.Prior.OCCUPATION : Making.Prior.EMPLOYER,
              ownTrend,
              all,
              forecast,
              spans,
              whole(spans)));
    }
    return List.copyOf(makings);
  }

  /// One decision about a role and year.
  ///
  /// @param openings empty: back to the forecast
  record Setting(
      long id,
      int year,
      Optional<Integer> openings,
      String reason,
      boolean fromFile,
      String by,
      java.time.Instant at) {}

  /// Everything that was ever set for a role, newest first.
  List<Setting> history(int role) {
    return settings.history(role);
  }

  /// Roles with a forecast: cheap, for the navigation. One look into the index a role.
  long roleCount() {
    return jdbc.sql(
            """
            select count(distinct c.counts_as)
              from growth.counts_as c
             where c.counts_as not in (select role_id from growth.several_jobs)
               and exists (select 1
                             from people.employment e
                            where e.role_id = c.role_id
                              and e.snapshot_id = (select id
                                                     from people.snapshot
                                                    order by taken_on desc
                                                    limit 1))
            """)
        .query(Long.class)
        .single();
  }

  /// Whole places: each year gets what the years so far have in sum, rounded, less what they were
  /// given, so that a half place a year is a whole one every second year.
  static List<Integer> whole(List<Forecast.Span> spans) {
    List<Integer> whole = new ArrayList<>();
    double sum = 0;
    long given = 0;
    for (Forecast.Span span : spans) {
      sum += span.expected();
      long now = Math.round(sum) - given;
      given += now;
      whole.add(Math.toIntExact(now));
    }
    return List.copyOf(whole);
  }

  /// A count that tells nothing about a group under five: one to four stand as 2.5.
  static double taken(long people) {
    return SmallGroups.hides(people) ? SmallGroups.LEAST / 2.0 : people;
  }

  private List<FiscalYear> days(List<Integer> years) {
    return years.stream().flatMap(year -> fiscalYear(year).stream()).toList();
  }

  private static Forecast.Span span(Forecast forecast, LocalDate latest, FiscalYear year) {
    // What was counted on the evening of one day is there on the morning of the next.
    LocalDate day = latest.plusDays(1);
    double start = ChronoUnit.DAYS.between(day, year.from()) / 365.25;
    double end = ChronoUnit.DAYS.between(day, year.from().plusYears(1)) / 365.25;
    return forecast.between(Math.max(0, start), Math.max(0, end));
  }

  private static Optional<Trend> ownTrend(RoleGrowth role, double years) {
    return role.aYear().isEmpty() && !(role.from() >= 10 && SmallGroups.hides(role.to()))
            || years <= 0
        ? Optional.empty()
        : Optional.of(Trend.between(role.from(), taken(role.to()), years));
  }

  /// What the whole workforce did, and how much its roles differ.
  private static Trend allRoles(List<RoleGrowth> roles, double years) {
    if (years <= 0) {
      return new Trend(0, 0.05 * 0.05);
    }
    long from = roles.stream().mapToLong(RoleGrowth::from).sum();
    long to = roles.stream().mapToLong(RoleGrowth::to).sum();
    return Trend.ofAll(
        Trend.between(from, to, years).mean(),
        roles.stream().flatMap(role -> ownTrend(role, years).stream()).toList());
  }

  private double yearsWatched() {
    return jdbc.sql(
            "select coalesce((max(taken_on) - min(taken_on)) / 365.25, 0)::float8 from people.snapshot")
        .query(Double.class)
        .single();
  }

  private static double employerRate(Map<Integer, Turnover> turnover) {
    double left = turnover.values().stream().mapToDouble(t -> t.leavers() + t.movedOut()).sum();
    double years = turnover.values().stream().mapToDouble(Turnover::personYears).sum();
    // One snapshot tells of no leavers: one in ten a year, about the mean of all occupations.
    return years > 0 ? left / years : 0.10;
  }

  /// People a year who leave each occupation, for each person in it, by SOC code.
  private Map<String, Double> separation() {
    return jdbc
        .sql(
            """
            select soc, separation_rate_percent / 100 as rate
              from reference.projection
             where separation_rate_percent is not null
             order by soc
            """)
        .query((row, n) -> Map.entry(row.getString("soc"), row.getDouble("rate")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private RoleOpenings told(
      Making making,
      List<FiscalYear> years,
      Map<Integer, Setting> now,
      Map<Long, Map<Integer, Integer>> sites) {
    List<YearOpenings> told = new ArrayList<>();
    for (int i = 0; i < years.size(); i++) {
      int year = years.get(i).year();
      Forecast.Span span = making.spans().get(i);
      int forecast = making.whole().get(i);
      Setting setting = now.get(year);
      told.add(
          setting == null || setting.openings().isEmpty()
              ? new YearOpenings(
                  year,
                  forecast,
                  span.low(),
                  span.high(),
                  forecast,
                  new YearOpenings.Origin.Forecast(),
                  Map.of())
              : new YearOpenings(
                  year,
                  setting.openings().get(),
                  span.low(),
                  span.high(),
                  forecast,
                  new YearOpenings.Origin.Set(
                      setting.id(),
                      setting.by(),
                      setting.at(),
                      setting.reason(),
                      setting.fromFile()),
                  sites.getOrDefault(setting.id(), Map.of())));
    }
    RoleGrowth role = making.role();
    return new RoleOpenings(
        role.roleId(), role.title(), role.occupation(), role.family(), role.to(), told);
  }

  private static void checkYear(int year) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new Refused(
          "%d is not a fiscal year. Give one from %d to %d."
              .formatted(year, FIRST_YEAR, LAST_YEAR));
    }
  }

  private void checkRole(int role) {
    if (!Integer.valueOf(role).equals(growth.countsAs().get(role))) {
      throw new NotFound(
          "There is no role %d, or it counts as another one. See the openings by role."
              .formatted(role));
    }
  }
}
