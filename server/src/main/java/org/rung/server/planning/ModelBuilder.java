package org.rung.server.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rung.matching.Instance;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.Answer;

/// Turns people, pathways, openings and a scenario into an instance of the optimiser: candidates
/// with their worth, and every limit that a plan must keep (design.md §4).
final class ModelBuilder {
  private static final int WEEKS_A_QUARTER = 13;

  private final Scenario scenario;
  private final Workforce workforce;
  private final List<Route> routes;
  private final Map<Integer, Expected> openings; // by role position
  private final Timetable timetable;
  private final Eligibility eligibility;
  private final Worth.Maker worths;
  private final Kept kept;
  private final Accepted accepted;
  private Map<Accepted.Quarter, Long> acceptedHours = Map.of();

  private final Instance.Builder builder = Instance.builder();
  private final Limits limits;
  private final List<Model.Intake> intakes = new ArrayList<>();
  private final Map<String, Integer> intakeByKey = new HashMap<>();
  private final Map<LocalDate, Integer> quarterAt = new HashMap<>();
  private final List<LocalDate> quarters = new ArrayList<>();
  private final Map<Integer, Integer> siteAt = new HashMap<>();
  private final @Nullable Course[] courses; // by route, made when first followed
  private long[] siteHours = {}; // weekly, by site
  private int[] floors = {}; // limits, in the order of the scenario's
  private long[] parity = {}; // units asked of each place, by floor; nought where it is none
  private final Groups groups;
  private int[][] releaseLimit = {}; // by site and quarter, Instance.NONE until somebody needs it
  private int[] routeOf = new int[1 << 16];
  private int[] intakeOf = new int[1 << 16];
  private int candidates;

  ModelBuilder(
      Scenario scenario,
      Workforce workforce,
      List<Route> routes,
      Map<Integer, Expected> openings,
      Timetable timetable,
      Eligibility eligibility,
      Worth.Maker worths,
      Kept kept,
      Accepted accepted) {
    this.scenario = scenario;
    this.workforce = workforce;
    this.routes = routes;
    this.openings = openings;
    this.timetable = timetable;
    this.courses = new @Nullable Course[routes.size()];
    this.eligibility = eligibility;
    this.worths = worths;
    this.kept = kept;
    this.accepted = accepted;
    this.groups = new Groups(workforce);
    this.limits = new Limits(scenario, workforce.roles(), accepted, builder);
  }

  Model build() {
    boolean[] closedTo = closed(false);
    boolean[] closedFrom = closed(true);
    List<List<Integer>> byRole = routesByRole(closedTo, closedFrom);
    Model.Reserve reserve = reserve(byRole);
    limits.money(reserve);
    limits.slots(byRole, routes, openings);
    limits.people(reserve, acceptedFloors());
    @Nullable WithoutCandidate[] without = new @Nullable WithoutCandidate[workforce.size()];
    siteHours = siteHours();
    acceptedHours = accepted.release(workforce, routes, timetable, worths);
    floors =
        scenario.floors().stream().mapToInt(floor -> limits.of("floor " + floor.name())).toArray();
    parity = parity(byRole);
    for (int e = 0; e < workforce.size(); e++) {
      builder.person(workforce.name()[e]);
      int before = candidates;
      if (accepted.has(e)) {
        without[e] = WithoutCandidate.ACCEPTED;
        continue;
      }
      long[] towardsFloors = floorUses(e);
      for (int position : byRole.get(workforce.role()[e])) {
        add(e, position, towardsFloors);
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
        limits.all(),
        List.copyOf(intakes),
        without,
        reserve,
        worths,
        kept,
        accepted);
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
      all.stream()
          .filter(i -> !kept.contains(i))
          .limit(Math.max(0, most - kept.size()))
          .forEach(kept::add);
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

  // ---- release time

  /// Weekly working hours of each site, by its position, which is dealt here.
  private long[] siteHours() {
    long[] minutes = new long[workforce.departments().size()];
    for (int e = 0; e < workforce.size(); e++) {
      int site = siteAt.computeIfAbsent(workforce.department()[e], department -> siteAt.size());
      minutes[site] += workforce.weeklyMinutes()[e];
    }
    releaseLimit = new int[siteAt.size()][0];
    Arrays.setAll(minutes, site -> minutes[site] / 60);
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
    Map<Integer, double[]> usualPrice = new HashMap<>(); // by role: full-time, part-time
    for (int e = 0; e < workforce.size(); e++) {
      switch (eligibility.education(e)) {
        case Answer.Yes yes -> {
          entitled++;
          double[] price =
              usualPrice.computeIfAbsent(
                  workforce.role()[e], role -> new double[] {Double.NaN, Double.NaN});
          int hours = workforce.fullTime()[e] ? 0 : 1;
          if (Double.isNaN(price[hours])) {
            int person = e;
            price[hours] =
                byRole.get(workforce.role()[e]).stream()
                    .map(routes::get)
                    .filter(route -> route.strategy() == Strategy.EDUCATION_BENEFIT)
                    .mapToLong(route -> worths.price(person, route))
                    .average()
                    .orElse(0);
          }
          cents += price[hours];
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

  /// A route with the runs of its programme, and what every candidate uses whoever it is.
  ///
  /// @param intake by run, [Instance#NONE] until somebody follows it
  /// @param money by run: the limit that the price is charged to
  /// @param budget limit of the strategy's money, or [Instance#NONE]
  /// @param slots by run
  /// @param release by run: positions of the quarters with release time, `releaseHours` in each
  /// @param counted limits of people; `amount` is what a person counts
  private record Course(
      Route route,
      List<Timetable.Run> runs,
      int[] intake,
      int[] money,
      int budget,
      int[][] slots,
      int[][] release,
      long[] releaseHours,
      int[] counted,
      long[] amount) {}

  private Course course(int position) {
    Course known = courses[position];
    if (known != null) {
      return known;
    }
    Route route = routes.get(position);
    boolean education = route.strategy() == Strategy.EDUCATION_BENEFIT;
    List<Timetable.Run> runs =
        timetable.of(route.programme()).stream()
            .filter(
                run -> education || run.seats() > accepted.seats(route.programme(), run.starts()))
            .toList();
    int[] intake = new int[runs.size()];
    Arrays.fill(intake, Instance.NONE);
    int[][] slots = new int[runs.size()][];
    int[][] release = new int[runs.size()][];
    double paid = worths.paidHours(route);
    for (int i = 0; i < runs.size(); i++) {
      LocalDate starts = runs.get(i).starts();
      int done = scenario.fiscalYearOf(starts.plusWeeks(route.weeks()));
      slots[i] =
          route.toRole().isPresent() && route.leaves()
              ? IntStream.range(done, scenario.fiscalYears().size())
                  .map(y -> limits.of("slot " + route.toRole().getAsInt() + " " + y))
                  .toArray()
              : new int[] {};
      release[i] =
          paid > 0
              ? timetable.quarters(starts, route.weeks()).stream().mapToInt(this::quarter).toArray()
              : new int[] {};
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("least " + route.strategy().code(), -1L);
    counts.put("most " + route.strategy().code(), 1L);
    if (education) {
      counts.put("take-up", 1L);
    }
    counts.keySet().removeIf(key -> !limits.has(key));
    Course made =
        new Course(
            route,
            runs,
            intake,
            runs.stream()
                .mapToInt(run -> limits.of((education ? "education " : "money ") + run.year()))
                .toArray(),
            limits.has("budget " + route.strategy().code())
                ? limits.of("budget " + route.strategy().code())
                : Instance.NONE,
            slots,
            release,
            Arrays.stream(release)
                .mapToLong(quartersOf -> (long) Math.ceil(paid / Math.max(1, quartersOf.length)))
                .toArray(),
            counts.keySet().stream().mapToInt(limits::of).toArray(),
            counts.values().stream().mapToLong(Long::longValue).toArray());
    courses[position] = made;
    return made;
  }

  private int quarter(LocalDate first) {
    return quarterAt.computeIfAbsent(
        first,
        day -> {
          quarters.add(day);
          return quarters.size() - 1;
        });
  }

  /// Whether a pathway of the person's role is a candidate for the person.
  private boolean weighs(int e, int position) {
    Route route = routes.get(position);
    if (route.strategy() == Strategy.EDUCATION_BENEFIT
        && !(eligibility.education(e) instanceof Answer.Yes)) {
      return false;
    }
    if (route.targetPayCents().isPresent()
        && worths.targetPay(e, route)
            < scenario.viable().payShare().value() * workforce.payCents()[e]) {
      return false;
    }
    return worths.of(e, route).total() > 0 && !course(position).runs().isEmpty();
  }

  private void add(int e, int position, long[] towardsFloors) {
    Route route = routes.get(position);
    if (!weighs(e, position)) {
      return;
    }
    long worth = worths.of(e, route).total();
    Course course = course(position);
    long price = worths.price(e, route);
    for (int run = 0; run < course.runs().size(); run++) {
      int intake = intake(course, run);
      // What must exist before the candidate, since a builder takes uses of known limits only.
      int[] release = releaseLimits(workforce.department()[e], course.release()[run]);
      int index =
          builder.candidate(
              route.id() + "@" + intake,
              worth + kept.cents(workforce.name()[e], route, course.runs().get(run).starts()));
      remember(index, position, intake);
      builder.seat(intake);
      if (price > 0) {
        builder.use(course.money()[run], price);
        if (course.budget() != Instance.NONE) {
          builder.use(course.budget(), price);
        }
      }
      for (int limit : course.slots()[run]) {
        builder.use(limit, 1);
      }
      for (int quarter : course.release()[run]) {
        builder.use(release[quarter], course.releaseHours()[run]);
      }
      for (int i = 0; i < course.counted().length; i++) {
        builder.use(course.counted()[i], course.amount()[i]);
      }
      for (int i = 0; i < floors.length; i++) {
        if (towardsFloors[i] != 0) {
          builder.use(floors[i], towardsFloors[i]);
        }
      }
    }
  }

  /// What a person adds to each floor. A share floor “at least s of those served” reads Σ (s − [in
  /// the group]) ≤ 0, in thousandths; parity the same in millionths, with s its ratio × the group's
  /// share of those with a candidate.
  private long[] floorUses(int e) {
    long[] uses = new long[scenario.floors().size()];
    for (int f = 0; f < uses.length; f++) {
      Scenario.Floor floor = scenario.floors().get(f);
      long share = Math.round(floor.value().value() * Limits.SHARE);
      uses[f] =
          switch (floor.kind()) {
            case PEOPLE -> -1;
            case HOURLY_SHARE -> share - (workforce.hourly()[e] ? Limits.SHARE : 0);
            case PART_TIME_SHARE -> share - (workforce.fullTime()[e] ? 0 : Limits.SHARE);
            case GROUP_SHARE -> share - (isIn(floor, e) ? Limits.SHARE : 0);
            case PARITY -> parity[f] - (isIn(floor, e) ? Limits.PARITY : 0);
          };
    }
    return uses;
  }

  /// What accepted places add to the floors. Parity is asked of who is placed anew.
  private long[] acceptedFloors() {
    long[] sums = new long[scenario.floors().size()];
    parity = new long[sums.length];
    for (Accepted.Place place : accepted.places()) {
      long[] uses = floorUses(place.person());
      for (int f = 0; f < sums.length; f++) {
        if (scenario.floors().get(f).kind() != Scenario.Floor.Kind.PARITY) {
          sums[f] += uses[f];
        }
      }
    }
    return sums;
  }

  private boolean isIn(Scenario.Floor floor, int e) {
    return floor.people().filter(group -> groups.has(group, e)).isPresent();
  }

  /// What parity asks of each place, in units: ratio × the group's share of the people who have a
  /// candidate. It is linear since who has one does not depend on the plan.
  ///
  /// @throws ScenarioProblem when nobody is in a group that a floor names
  private long[] parity(List<List<Integer>> byRole) {
    List<Scenario.Floor> asked = scenario.floors();
    long[] units = new long[asked.size()];
    asked.forEach(floor -> floor.people().ifPresent(groups::require));
    if (asked.stream().noneMatch(floor -> floor.kind() == Scenario.Floor.Kind.PARITY)) {
      return units;
    }
    long[] members = new long[units.length];
    long people = 0;
    for (int e = 0; e < workforce.size(); e++) {
      int person = e;
      if (byRole.get(workforce.role()[e]).stream().anyMatch(i -> weighs(person, i))) {
        people++;
        for (int f = 0; f < units.length; f++) {
          members[f] += isIn(asked.get(f), e) ? 1 : 0;
        }
      }
    }
    for (int f = 0; f < units.length; f++) {
      if (asked.get(f).kind() == Scenario.Floor.Kind.PARITY && people > 0) {
        units[f] = Math.round(asked.get(f).value().value() * members[f] / people * Limits.PARITY);
      }
    }
    return units;
  }

  /// An outside school takes the people of the education benefit into classes of its own.
  private int intake(Course course, int number) {
    if (course.intake()[number] != Instance.NONE) {
      return course.intake()[number];
    }
    Route route = course.route();
    Timetable.Run run = course.runs().get(number);
    boolean open = route.strategy() == Strategy.EDUCATION_BENEFIT;
    long there = open ? 0 : accepted.seats(route.programme(), run.starts());
    String key = route.programme() + " " + run.starts() + (open ? " open" : "");
    int found =
        intakeByKey.computeIfAbsent(
            key,
            k -> {
              Model.Intake made =
                  new Model.Intake(
                      route.programme(),
                      route.programmeName(),
                      run.starts(),
                      run.year(),
                      open ? workforce.size() : run.seats() - there,
                      open || there > 0
                          ? Math.max(0, open ? 0 : run.minimum() - there)
                          : run.minimum(),
                      open || there > 0 ? 0 : run.fixedCents(),
                      open,
                      there);
              intakes.add(made);
              return builder.intake(
                  "%s, %s".formatted(route.programmeName(), run.starts()),
                  made.seats(),
                  made.minimum(),
                  made.fixedCents(),
                  limits.of("money " + run.year()));
            });
    course.intake()[number] = found;
    return found;
  }

  /// The limits of a site by quarter; those of the quarters wanted are there.
  private int[] releaseLimits(int department, int[] wanted) {
    if (wanted.length == 0) {
      return wanted;
    }
    int site = siteAt.getOrDefault(department, 0);
    int[] known = releaseLimit[site];
    if (known.length < quarters.size()) {
      releaseLimit[site] = Arrays.copyOf(known, quarters.size());
      Arrays.fill(releaseLimit[site], known.length, quarters.size(), Instance.NONE);
    }
    int[] found = releaseLimit[site];
    for (int quarter : wanted) {
      if (found[quarter] == Instance.NONE) {
        LocalDate first = quarters.get(quarter);
        found[quarter] =
            limits.add(
                "release " + department + " " + first,
                "release",
                "Hours of release, %s, quarter from %s"
                    .formatted(workforce.departments().get(department), first),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Math.max(
                    0,
                    (long) (scenario.release().share().value() * WEEKS_A_QUARTER * siteHours[site])
                        - acceptedHours.getOrDefault(new Accepted.Quarter(department, first), 0L)));
      }
    }
    return found;
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
