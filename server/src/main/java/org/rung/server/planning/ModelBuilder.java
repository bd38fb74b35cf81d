package org.rung.server.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.matching.Instance;
import org.rung.server.openings.Slots;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.Answer;

/// Turns people, pathways, openings and a scenario into an instance of the optimiser: candidates
/// with their worth, and every limit that a plan must keep (design.md §4).
final class ModelBuilder {
  private static final int WEEKS_A_QUARTER = 13;

  private final Scenario scenario;
  private final Workforce workforce;
  private final List<Route> routes;
  private final Map<Integer, double[]> openings; // by role position, one number per fiscal year
  private final Eligibility eligibility;
  private final Worth.Maker worths;

  private final Instance.Builder builder = Instance.builder();
  private final List<Model.Limit> limits = new ArrayList<>();
  private final List<Model.Intake> intakes = new ArrayList<>();
  private final Map<String, Integer> limitByKey = new HashMap<>();
  private final Map<String, Integer> intakeByKey = new HashMap<>();
  private int[] routeOf = new int[1 << 16];
  private int[] intakeOf = new int[1 << 16];
  private int candidates;

  ModelBuilder(
      Scenario scenario,
      Workforce workforce,
      List<Route> routes,
      Map<Integer, double[]> openings,
      Eligibility eligibility,
      Worth.Maker worths) {
    this.scenario = scenario;
    this.workforce = workforce;
    this.routes = routes;
    this.openings = openings;
    this.eligibility = eligibility;
    this.worths = worths;
  }

  Model build() {
    boolean[] closedTo = closed(false);
    boolean[] closedFrom = closed(true);
    List<List<Integer>> byRole = routesByRole(closedTo, closedFrom);
    Model.Reserve reserve = reserve(byRole);
    money(reserve);
    slots(byRole);
    peopleLimits(reserve);
    @Nullable WithoutCandidate[] without = new @Nullable WithoutCandidate[workforce.size()];
    Map<Integer, Long> paidHours = siteHours();
    for (int e = 0; e < workforce.size(); e++) {
      builder.person(workforce.name()[e]);
      int before = candidates;
      for (int position : byRole.get(workforce.role()[e])) {
        add(e, position, paidHours);
      }
      without[e] =
          candidates > before
              ? null
              : why(e, closedFrom[workforce.role()[e]], byRole.get(workforce.role()[e]));
    }
    return new Model(
        builder.build(),
        workforce,
        routes,
        Arrays.copyOf(routeOf, candidates),
        Arrays.copyOf(intakeOf, candidates),
        List.copyOf(limits),
        List.copyOf(intakes),
        without,
        reserve,
        worths);
  }

  // ---- which pathways are weighed

  /// The pathways of each role that the scenario calls open, the best by the worth of the role's
  /// median person first, at most so many; every strategy keeps a place.
  private List<List<Integer>> routesByRole(boolean[] closedTo, boolean[] closedFrom) {
    List<List<Integer>> byRole = new ArrayList<>();
    for (int r = 0; r < workforce.roles().length; r++) {
      byRole.add(new ArrayList<>());
    }
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      if (!closedFrom[route.fromRole()]
          && (route.toRole().isEmpty() || !closedTo[route.toRole().getAsInt()] || !route.leaves())
          && viable(route)) {
        byRole.get(route.fromRole()).add(i);
      }
    }
    int[] typical = typicalPeople();
    int most = (int) scenario.intakes().pathwaysPerRole().value();
    for (int r = 0; r < byRole.size(); r++) {
      int person = typical[r];
      List<Integer> all = byRole.get(r);
      if (person < 0 || all.size() <= most) {
        continue;
      }
      Map<Integer, Long> worth = new HashMap<>();
      all.forEach(i -> worth.put(i, worths.of(person, routes.get(i)).total()));
      all.sort(Comparator.<Integer>comparingLong(worth::get).reversed().thenComparing(i -> i));
      List<Integer> kept = new ArrayList<>();
      int quarter = Math.max(1, most / 4);
      for (Strategy strategy : Strategy.values()) {
        all.stream()
            .filter(i -> routes.get(i).strategy() == strategy)
            .limit(quarter)
            .forEach(kept::add);
      }
      all.stream().filter(i -> !kept.contains(i)).limit(most - kept.size()).forEach(kept::add);
      kept.sort(Comparator.naturalOrder());
      byRole.set(r, kept);
    }
    return byRole;
  }

  private boolean viable(Route route) {
    Scenario.Viable viable = scenario.viable();
    return route.hours() <= viable.hoursMost().value()
        && route.priceCents() <= viable.priceMost().cents()
        && route.chanceMillionths() >= viable.chanceLeast().value() * 1e6;
  }

  /// Of each role the person in the middle by pay, -1 for a role without people.
  private int[] typicalPeople() {
    Map<Integer, List<Integer>> people = new TreeMap<>();
    for (int e = 0; e < workforce.size(); e++) {
      people.computeIfAbsent(workforce.role()[e], r -> new ArrayList<>()).add(e);
    }
    int[] typical = new int[workforce.roles().length];
    Arrays.fill(typical, -1);
    people.forEach((role, all) -> {
      all.sort(Comparator.comparingLong(e -> workforce.payCents()[e]));
      typical[role] = all.get(all.size() / 2);
    });
    return typical;
  }

  private boolean[] closed(boolean leaving) {
    boolean[] closed = new boolean[workforce.roles().length];
    for (Scenario.Closed rule : scenario.closed()) {
      if (leaving && !rule.leaving()) {
        continue;
      }
      Pattern titles =
          Pattern.compile(
              rule.titles().stream()
                  .map(title ->
                      Arrays.stream(title.split("\\*", -1))
                          .map(Pattern::quote)
                          .collect(Collectors.joining(".*")))
                  .collect(Collectors.joining("|")),
              Pattern.CASE_INSENSITIVE);
      for (int r = 0; r < closed.length; r++) {
        Workforce.Role role = workforce.roles()[r];
        closed[r] |=
            titles.matcher(role.title()).matches()
                && (rule.department().isEmpty() || rule.department().equals(role.department()));
      }
    }
    return closed;
  }

  // ---- limits

  private void money(Model.Reserve reserve) {
    int years = scenario.fiscalYears().size();
    for (int y = 0; y < years; y++) {
      Scenario.FiscalYear year = scenario.fiscalYears().get(y);
      long kept = share(reserve.cents(), y, years);
      long left = year.budget().cents() - kept;
      if (left < 0) {
        throw new ScenarioProblem(
            "The education benefit needs %s of the budget of %d, which is %s. Give the year more, or lower the take-up."
                .formatted(
                    org.rung.server.pages.Formats.dollars(kept),
                    year.year(),
                    org.rung.server.pages.Formats.dollars(year.budget().cents())));
      }
      limit(
          "money " + y,
          "money",
          "Budget of %d".formatted(year.year()),
          OptionalInt.empty(),
          OptionalInt.of(year.year()),
          left);
      limit(
          "education " + y,
          "money",
          "Education benefit of %d, reserved".formatted(year.year()),
          OptionalInt.empty(),
          OptionalInt.of(year.year()),
          kept);
    }
    scenario
        .strategies()
        .forEach((strategy, terms) ->
            terms
                .budgetMost()
                .ifPresent(most ->
                    limit(
                        "budget " + strategy.code(),
                        "money",
                        strategy.label() + ", all years",
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        most.cents())));
  }

  private static long share(long cents, int part, int parts) {
    return cents * (part + 1) / parts - cents * part / parts;
  }

  /// One limit for each role and fiscal year: places filled up to then are at most the slots up to
  /// then, so that what one year leaves open the next may fill.
  private void slots(List<List<Integer>> byRole) {
    Map<Integer, double[]> chances = new TreeMap<>(); // sum and count by target role
    for (List<Integer> list : byRole) {
      for (int position : list) {
        Route route = routes.get(position);
        if (route.toRole().isPresent() && route.leaves()) {
          double[] sum = chances.computeIfAbsent(route.toRole().getAsInt(), r -> new double[2]);
          sum[0] += route.chanceMillionths() / 1e6;
          sum[1]++;
        }
      }
    }
    chances.forEach((role, sum) -> {
      double[] expected = openings.getOrDefault(role, new double[scenario.fiscalYears().size()]);
      long all = 0;
      for (int y = 0; y < scenario.fiscalYears().size(); y++) {
        all += Slots.of(expected[y], sum[0] / sum[1]);
        int year = scenario.fiscalYears().get(y).year();
        limit(
            "slot " + role + " " + y,
            "slot",
            "Slots for %s up to %d".formatted(workforce.roles()[role].title(), year),
            OptionalInt.of(role),
            OptionalInt.of(year),
            all);
      }
    });
  }

  private void peopleLimits(Model.Reserve reserve) {
    for (Strategy strategy : Strategy.values()) {
      Scenario.StrategyTerms terms = scenario.terms(strategy);
      terms
          .peopleLeast()
          .ifPresent(least ->
              limit(
                  "least " + strategy.code(),
                  "floor",
                  "%s, people at least".formatted(strategy.label()),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  -Math.round(least.value())));
      terms
          .peopleMost()
          .ifPresent(most ->
              limit(
                  "most " + strategy.code(),
                  "people",
                  "%s, people at most".formatted(strategy.label()),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  Math.round(most.value())));
    }
    limit(
        "take-up",
        "take-up",
        "Education benefit, people expected to take it up",
        OptionalInt.empty(),
        OptionalInt.empty(),
        reserve.expected());
    for (Scenario.Floor floor : scenario.floors()) {
      long capacity =
          floor.kind() == Scenario.Floor.Kind.PEOPLE ? -Math.round(floor.value().value()) : 0;
      limit(
          "floor " + floor.name(),
          "floor",
          floor.name(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          capacity);
    }
  }

  private int limit(
      String key, String kind, String label, OptionalInt role, OptionalInt year, long capacity) {
    int index = builder.limit(label, capacity);
    limitByKey.put(key, index);
    limits.add(new Model.Limit(kind, label, role, year));
    return index;
  }

  /// Weekly working hours of each site.
  private Map<Integer, Long> siteHours() {
    Map<Integer, Long> minutes = new HashMap<>();
    for (int e = 0; e < workforce.size(); e++) {
      minutes.merge(workforce.department()[e], (long) workforce.weeklyMinutes()[e], Long::sum);
    }
    minutes.replaceAll((site, all) -> all / 60);
    return minutes;
  }

  // ---- the education benefit

  /// People entitled to the benefit, and what of the budget is kept for those expected to use it.
  private Model.Reserve reserve(List<List<Integer>> byRole) {
    double takeUp =
        scenario.terms(Strategy.EDUCATION_BENEFIT).takeUp().map(Figure::value).orElse(0.0);
    int entitled = 0;
    int cannotTell = 0;
    double cents = 0;
    for (int e = 0; e < workforce.size(); e++) {
      List<Integer> open =
          byRole.get(workforce.role()[e]).stream()
              .filter(i -> routes.get(i).strategy() == Strategy.EDUCATION_BENEFIT)
              .toList();
      switch (eligibility.education(e)) {
        case Answer.Yes yes -> {
          entitled++;
          int person = e;
          cents +=
              open.stream().mapToLong(i -> worths.price(person, routes.get(i))).average().orElse(0);
        }
        case Answer.CannotTell unknown -> cannotTell++;
        case Answer.No no -> {}
      }
    }
    return new Model.Reserve(
        entitled,
        cannotTell,
        (int) Math.round(takeUp * entitled),
        Math.round(takeUp * cents / 100) * 100);
  }

  // ---- candidates

  private void add(int e, int position, Map<Integer, Long> siteHours) {
    Route route = routes.get(position);
    if (route.strategy() == Strategy.EDUCATION_BENEFIT
        && !(eligibility.education(e) instanceof Answer.Yes)) {
      return;
    }
    if (route.targetPayCents().isPresent()
        && worths.targetPay(e, route)
            < scenario.viable().payShare().value() * workforce.payCents()[e]) {
      return;
    }
    Worth worth = worths.of(e, route);
    if (worth.total() <= 0) {
      return;
    }
    int perYear = (int) scenario.intakes().perYear().value();
    for (int y = 0; y < scenario.fiscalYears().size(); y++) {
      for (int i = 0; i < perYear; i++) {
        LocalDate starts = scenario.fiscalYears().get(y).from().plusMonths(12L * i / perYear);
        if (!starts.isBefore(scenario.starts())) {
          candidate(e, position, route, worth, starts, y, siteHours);
        }
      }
    }
  }

  private void candidate(
      int e,
      int position,
      Route route,
      Worth worth,
      LocalDate starts,
      int year,
      Map<Integer, Long> siteHours) {
    int done = scenario.fiscalYearOf(starts.plusWeeks(route.weeks()));
    int intake = intake(route, starts, year);
    // What must exist before the candidate, since a builder takes uses of known limits only.
    int[] release = releaseLimits(e, route, starts, siteHours);
    int index = builder.candidate(route.id() + "@" + intake, worth.total());
    remember(index, position, intake);
    builder.seat(intake);
    long price = worths.price(e, route);
    boolean education = route.strategy() == Strategy.EDUCATION_BENEFIT;
    if (price > 0) {
      builder.use(key((education ? "education " : "money ") + year), price);
    }
    Integer budget = limitByKey.get("budget " + route.strategy().code());
    if (budget != null && price > 0) {
      builder.use(budget, price);
    }
    if (route.toRole().isPresent() && route.leaves()) {
      for (int y = done; y < scenario.fiscalYears().size(); y++) {
        builder.use(key("slot " + route.toRole().getAsInt() + " " + y), 1);
      }
    }
    long hours = releaseHours(route, release.length);
    for (int limit : release) {
      builder.use(limit, hours);
    }
    count("least " + route.strategy().code(), -1);
    count("most " + route.strategy().code(), 1);
    if (education) {
      count("take-up", 1);
    }
    for (Scenario.Floor floor : scenario.floors()) {
      long amount = floorUse(floor, e);
      if (amount != 0) {
        builder.use(key("floor " + floor.name()), amount);
      }
    }
  }

  /// A share floor “at least s of those served” reads Σ (s − [in the group]) ≤ 0, in thousandths.
  private long floorUse(Scenario.Floor floor, int e) {
    long share = Math.round(floor.value().value() * 1000);
    return switch (floor.kind()) {
      case PEOPLE -> -1;
      case HOURLY_SHARE -> share - (workforce.hourly()[e] ? 1000 : 0);
      case PART_TIME_SHARE -> share - (workforce.fullTime()[e] ? 0 : 1000);
    };
  }

  private void count(String key, long amount) {
    Integer limit = limitByKey.get(key);
    if (limit != null) {
      builder.use(limit, amount);
    }
  }

  private int key(String key) {
    Integer limit = limitByKey.get(key);
    if (limit == null) {
      throw new IllegalStateException("no limit " + key);
    }
    return limit;
  }

  /// An outside school takes the people of the education benefit into classes of its own.
  private int intake(Route route, LocalDate starts, int year) {
    boolean open = route.strategy() == Strategy.EDUCATION_BENEFIT;
    String key = route.programme() + " " + starts + (open ? " open" : "");
    return intakeByKey.computeIfAbsent(
        key,
        k -> {
          long seats = open ? workforce.size() : Math.round(scenario.intakes().seats().value());
          long minimum = open ? 0 : Math.round(scenario.intakes().minimum().value());
          long fixed = open ? 0 : scenario.intakes().fixed().cents();
          int index =
              builder.intake(
                  "%s, %s".formatted(route.programmeName(), starts),
                  seats,
                  minimum,
                  fixed,
                  key("money " + year));
          intakes.add(
              new Model.Intake(
                  route.programme(), route.programmeName(), starts, year, seats, minimum, fixed));
          return index;
        });
  }

  private int[] releaseLimits(int e, Route route, LocalDate starts, Map<Integer, Long> siteHours) {
    if (worths.paidHours(route) <= 0) {
      return new int[0];
    }
    int department = workforce.department()[e];
    int quarters = Math.max(1, (route.weeks() + WEEKS_A_QUARTER - 1) / WEEKS_A_QUARTER);
    int[] found = new int[quarters];
    for (int q = 0; q < quarters; q++) {
      LocalDate quarter = starts.plusMonths(3L * q);
      String key = "release " + department + " " + quarter;
      Integer limit = limitByKey.get(key);
      found[q] =
          limit != null
              ? limit
              : limit(
                  key,
                  "release",
                  "Hours of release, %s, quarter from %s"
                      .formatted(workforce.departments().get(department), quarter),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  (long)
                      (scenario.release().share().value()
                          * WEEKS_A_QUARTER
                          * siteHours.getOrDefault(department, 0L)));
    }
    return found;
  }

  private long releaseHours(Route route, int quarters) {
    return quarters == 0 ? 0 : (long) Math.ceil(worths.paidHours(route) / quarters);
  }

  private void remember(int candidate, int position, int intake) {
    if (candidate == routeOf.length) {
      routeOf = Arrays.copyOf(routeOf, candidate * 2);
      intakeOf = Arrays.copyOf(intakeOf, candidate * 2);
    }
    routeOf[candidate] = position;
    intakeOf[candidate] = intake;
    candidates = candidate + 1;
  }

  private WithoutCandidate why(int e, boolean closedFrom, List<Integer> open) {
    Workforce.Role role = workforce.roles()[workforce.role()[e]];
    if (closedFrom) {
      return WithoutCandidate.CLOSED;
    }
    if (role.occupation().isEmpty()) {
      return WithoutCandidate.NO_OCCUPATION;
    }
    if (open.isEmpty()) {
      return WithoutCandidate.NO_PATHWAY;
    }
    boolean onlyEducation =
        open.stream().allMatch(i -> routes.get(i).strategy() == Strategy.EDUCATION_BENEFIT);
    if (onlyEducation) {
      return switch (eligibility.education(e)) {
        case Answer.CannotTell unknown -> WithoutCandidate.CANNOT_TELL;
        case Answer.No no -> WithoutCandidate.NOT_ENTITLED;
        case Answer.Yes yes -> WithoutCandidate.NOT_WORTH;
      };
    }
    return WithoutCandidate.NOT_WORTH;
  }
}
