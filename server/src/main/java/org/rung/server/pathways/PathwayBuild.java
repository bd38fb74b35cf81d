package org.rung.server.pathways;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.SmallGroups;
import tools.jackson.databind.json.JsonMapper;

/// Finds the steps between roles and the programmes that lead along them, from facts that were read
/// before. The same facts give the same steps and pathways in the same order.
final class PathwayBuild {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Hours of teaching that a missing level is taken to need, to tell programmes that suit the gap.
  private static final double HOURS_A_LEVEL = 20;

  private static final double LEAST_HOURS = 40;

  /// What the build stands on.
  ///
  /// @param joiners people from outside by role
  /// @param occupations of all roles, also of those nobody holds any more
  /// @param ratedAs whose ratings describe an occupation
  /// @param related tier by `from>to`
  record Facts(
      List<RoleFact> roles,
      List<PathwayInputs.Move> moves,
      Map<Integer, Integer> joiners,
      Map<Integer, String> occupations,
      Map<String, String> ratedAs,
      Map<String, String> related,
      List<PathwayInputs.Demand> demand,
      List<Programme> programmes) {}

  /// A role from which another is entered.
  record Feeder(int role, int feeder, double share) {}

  private final Facts facts;
  private final Ratings ratings;
  private final Likeness likeness;
  private final PathwaySettings settings;
  private final ChanceRates rates;
  private final Map<Integer, RoleFact> roles = new LinkedHashMap<>();
  private final Map<Integer, List<Feeder>> feeders;
  private final Threshold threshold;
  private final StepRules rules;
  private final Map<String, List<Programme>> bySoc = new HashMap<>();
  private final Map<String, List<Programme>> byBroad = new HashMap<>();
  private final double recordMean;
  private final List<RoleStep> steps = new ArrayList<>();
  private final List<Pathway> pathways = new ArrayList<>();

  PathwayBuild(
      Facts facts,
      Ratings ratings,
      Likeness likeness,
      PathwaySettings settings,
      ChanceRates rates) {
    this.facts = facts;
    this.ratings = ratings;
    this.likeness = likeness;
    this.settings = settings;
    this.rates = rates;
    facts.roles().forEach(role -> roles.put(role.id(), role));
    feeders = findFeeders();
    threshold = findThreshold();
    rules = new StepRules(facts, ratings, likeness, settings, threshold, feeders, roles);
    for (Programme programme : facts.programmes()) {
      Set<String> broad = new HashSet<>();
      for (String soc : programme.targets()) {
        PathwayInputs.put(bySoc, soc, programme);
        if (broad.add(broad(soc))) {
          PathwayInputs.put(byBroad, broad(soc), programme);
        }
      }
    }
    recordMean = findRecordMean();
    for (RoleFact from : facts.roles()) {
      List<RoleStep> open = findSteps(from);
      findPathways(from, open);
    }
  }

  Threshold threshold() {
    return threshold;
  }

  List<RoleStep> steps() {
    return steps;
  }

  List<Pathway> pathways() {
    return pathways;
  }

  Map<Integer, List<Feeder>> feeders() {
    return feeders;
  }

  /// Share in work of all completers of the catalogue; 0 when it records none.
  double recordMean() {
    return recordMean;
  }

  private static String broad(String soc) {
    return soc.substring(0, 6) + "0";
  }

  private double findRecordMean() {
    // One record stands for all programmes of a provider in a field: it counts once.
    Set<String> seen = new HashSet<>();
    double completed = 0;
    double employed = 0;
    for (Programme programme : facts.programmes()) {
      if (programme.outcomes().isPresent()
          && seen.add(programme.provider() + "|" + programme.cip().orElse(programme.code()))) {
        completed += programme.outcomes().get().completed();
        employed += programme.outcomes().get().completed() * programme.outcomes().get().employed();
      }
    }
    return completed == 0 ? 0 : employed / completed;
  }

  /// Ranks: nearly all who enter come from one or two roles that still are there.
  private Map<Integer, List<Feeder>> findFeeders() {
    PathwaySettings.Steps s = settings.steps();
    Map<Integer, List<PathwayInputs.Move>> entries = new LinkedHashMap<>();
    facts.moves().forEach(move -> PathwayInputs.put(entries, move.to(), move));
    Map<Integer, List<Feeder>> found = new LinkedHashMap<>();
    entries.forEach((role, moves) -> {
      int inside = moves.stream().mapToInt(PathwayInputs.Move::people).sum();
      int outside = facts.joiners().getOrDefault(role, 0);
      List<PathwayInputs.Move> largest =
          moves.stream()
              .sorted(
                  Comparator.comparingInt(PathwayInputs.Move::people)
                      .reversed()
                      .thenComparing(PathwayInputs.Move::from))
              .limit(s.rankFeedersAtMost())
              .toList();
      int fed = largest.stream().mapToInt(PathwayInputs.Move::people).sum();
      boolean ladder =
          largest.stream()
              .noneMatch(
                  move -> move.share() >= s.renamedShare() || !roles.containsKey(move.from()));
      if (inside >= s.rankEntriesAtLeast()
          && fed >= s.rankFeederShare() * inside
          && outside <= s.rankOutsideAtMost() * (inside + outside)
          && ladder) {
        found.put(
            role,
            largest.stream()
                .filter(move -> !SmallGroups.hides(move.people()))
                .map(move -> new Feeder(role, move.from(), move.people() / (double) inside))
                .toList());
      }
    });
    return found;
  }

  private record OwnMove(double percentile, double similarity, long people) {}

  private Threshold findThreshold() {
    PathwaySettings.Similarity s = settings.similarity();
    Map<String, OwnMove> own = new LinkedHashMap<>();
    long grades = 0;
    for (PathwayInputs.Move move : facts.moves()) {
      String a = facts.occupations().get(move.from());
      String b = facts.occupations().get(move.to());
      if (a == null || b == null) {
        continue;
      }
      if (a.equals(b)) {
        grades += move.people();
        continue;
      }
      int i = rated(a);
      int j = rated(b);
      if (i >= 0 && j >= 0) {
        own.merge(
            a + ">" + b,
            new OwnMove(likeness.percentile(i, j), likeness.similarity(i, j), move.people()),
            (x, y) -> new OwnMove(x.percentile(), x.similarity(), x.people() + y.people()));
      }
    }
    List<OwnMove> moves =
        own.values().stream()
            .sorted(Comparator.comparingDouble(OwnMove::percentile).reversed())
            .toList();
    long people = moves.stream().mapToLong(OwnMove::people).sum();
    boolean learned = people >= s.leastMoves() && moves.size() >= s.leastPairs();
    double percentile = s.assumedPercentile();
    if (learned) {
      long in = 0;
      for (int k = 0; k < moves.size(); k++) {
        in += moves.get(k).people();
        if (in >= s.movesContained() * people && k + 1 >= s.movesContained() * moves.size()) {
          percentile = moves.get(k).percentile();
          break;
        }
      }
    }
    double limit = percentile;
    long contained =
        moves.stream().filter(m -> m.percentile() >= limit).mapToLong(OwnMove::people).sum();
    long pairs = moves.stream().filter(m -> m.percentile() >= limit).count();
    return new Threshold(
        percentile,
        likeness.at(percentile),
        learned,
        people,
        people == 0 ? 0 : contained / (double) people,
        moves.size(),
        moves.isEmpty() ? 0 : pairs / (double) moves.size(),
        1 - percentile,
        ownPass(limit),
        grades,
        likeness.median(),
        ratings.plainMedian());
  }

  /// Share of the pairs of the employer's own occupations that pass.
  private double ownPass(double limit) {
    int[] own =
        facts.roles().stream()
            .flatMap(role -> role.ratedAs().stream())
            .distinct()
            .sorted()
            .mapToInt(likeness::place)
            .filter(i -> i >= 0)
            .toArray();
    long all = 0;
    long pass = 0;
    for (int i = 0; i < own.length; i++) {
      for (int j = i + 1; j < own.length; j++) {
        all++;
        pass += likeness.percentile(own[i], own[j]) >= limit ? 1 : 0;
      }
    }
    return all == 0 ? 0 : pass / (double) all;
  }

  private int rated(String occupation) {
    return likeness.place(facts.ratedAs().getOrDefault(occupation, ""));
  }

  private List<RoleStep> findSteps(RoleFact from) {
    int i = from.ratedAs().map(likeness::place).orElse(-1);
    if (i < 0) {
      return List.of();
    }
    List<RoleStep> open = new ArrayList<>();
    List<RoleStep> closed = new ArrayList<>();
    for (RoleFact to : facts.roles()) {
      int j = to.ratedAs().map(likeness::place).orElse(-1);
      if (to.id() == from.id() || j < 0 || to.people() < SmallGroups.LEAST) {
        continue;
      }
      RoleStep step = rules.step(from, i, to, j, false);
      (step.open() ? open : closed).add(step);
    }
    steps.addAll(open);
    closed.stream()
        .sorted(
            Comparator.comparingInt((RoleStep step) -> step.against().size())
                .thenComparing(Comparator.comparingDouble(RoleStep::percentile).reversed())
                .thenComparingInt(RoleStep::toRole))
        .limit(settings.steps().closedShown())
        .map(step -> {
          RoleFact to = java.util.Objects.requireNonNull(roles.get(step.toRole()));
          return rules.step(from, i, to, to.ratedAs().map(likeness::place).orElse(-1), true);
        })
        .forEach(steps::add);
    return open;
  }

  /// A percentile in words; rounding never says 100 %.
  static String alike(double percentile) {
    return percentile > 0.99 ? "over 99 %" : Formats.percent(percentile);
  }

  /// A programme that leads to an occupation.
  private record Offer(Programme programme, boolean exact, double key) {}

  /// The programmes that lead to an occupation, those to choose first at the front: a good record,
  /// hours that suit the gap, a low price; the very occupation before its broad group.
  private List<Offer> offers(String soc, double gap) {
    double need = Math.max(LEAST_HOURS, HOURS_A_LEVEL * gap);
    List<Offer> offers = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (Programme programme : bySoc.getOrDefault(soc, List.of())) {
      seen.add(programme.id());
      offers.add(new Offer(programme, true, key(programme, need)));
    }
    if (offers.size() < settings.pathways().programmesPerStep()) {
      for (Programme programme : byBroad.getOrDefault(broad(soc), List.of())) {
        if (seen.add(programme.id())) {
          offers.add(new Offer(programme, false, key(programme, need) + 1));
        }
      }
    }
    offers.sort(
        Comparator.comparingDouble(Offer::key).thenComparingLong(offer -> offer.programme().id()));
    Set<String> providers = new HashSet<>();
    return offers.stream()
        .filter(offer -> providers.add(offer.programme().provider() + offer.programme().name()))
        .limit(settings.pathways().programmesPerStep())
        .toList();
  }

  /// Less is chosen first.
  private double key(Programme programme, double need) {
    double record =
        recordMean > 0
            ? programme
                .outcomes()
                .map(o -> o.employedTowards(recordMean, rates.recordStrength()))
                .orElse(recordMean)
            : 1;
    return -2 * StrictMath.log(record)
        + 0.5 * Math.abs(StrictMath.log(programme.hours() / need))
        + 0.5 * StrictMath.log1p(programme.priceCents() / 200_000.0);
  }

  private void findPathways(RoleFact from, List<RoleStep> open) {
    int i = from.ratedAs().map(likeness::place).orElse(-1);
    if (i < 0 || from.occupation().isEmpty()) {
      return;
    }
    PathwaySettings.Kept kept = settings.pathways();
    for (Offer offer : offers(from.soc(), 0)) {
      add(
          from,
          OptionalInt.of(from.id()),
          offer,
          Strategy.UPSKILLING,
          from.occupation().get(),
          "own_role",
          1,
          0,
          0,
          OptionalInt.of(0),
          OptionalLong.of(0),
          false,
          "Deepens the present role.");
    }
    open.stream()
        .filter(step -> step.kind().equals("grade"))
        .sorted(
            Comparator.comparingLong((RoleStep step) -> step.payChangeCents().orElse(0))
                .thenComparingInt(RoleStep::toRole))
        .filter(step -> leads(step))
        .limit(kept.gradeTargets())
        .forEach(step -> add(from, step, Strategy.UPSKILLING));
    open.stream()
        .filter(step -> step.kind().equals("occupation"))
        .sorted(Comparator.comparingDouble(this::far).thenComparingInt(RoleStep::toRole))
        .filter(step -> leads(step))
        .limit(kept.occupationTargets())
        .forEach(step -> add(from, step, Strategy.RESKILLING));
    if (from.payCents().isEmpty()) {
      return;
    }
    if (from.shrinking(settings.steps())) {
      outside(from, i, Strategy.OUTSKILLING, kept.outsideTargets());
    }
    if (from.hourly() >= SmallGroups.LEAST) {
      outside(from, i, Strategy.EDUCATION_BENEFIT, kept.educationTargets());
    }
  }

  private boolean leads(RoleStep step) {
    RoleFact to = roles.get(step.toRole());
    return to != null && (bySoc.containsKey(to.soc()) || byBroad.containsKey(broad(to.soc())));
  }

  /// Alike roles before others, large before small: large ones have more openings.
  private double far(RoleStep step) {
    RoleFact to = roles.get(step.toRole());
    int people = to == null ? 1 : to.people();
    return (1 - step.percentile()) / Math.max(0.001, 1 - threshold.percentile())
        - 0.25 * StrictMath.log10(people);
  }

  private void add(RoleFact from, RoleStep step, Strategy strategy) {
    RoleFact to = java.util.Objects.requireNonNull(roles.get(step.toRole()));
    double gap = step.gapHard() + step.gapSoft();
    for (Offer offer : offers(to.soc(), gap)) {
      add(
          from,
          OptionalInt.of(to.id()),
          offer,
          strategy,
          to.occupation().orElseThrow(),
          step.kind(),
          step.percentile(),
          step.gapHard(),
          step.gapSoft(),
          step.zoneStep(),
          step.payChangeCents(),
          step.moved().isPresent(),
          step.kind().equals("grade")
              ? "The next grade in the same occupation."
              : step.moved().isPresent()
                  ? "%s own people made this step."
                      .formatted(Formats.count(step.moved().getAsInt()))
                  : "More alike than %s of all pairs of occupations."
                      .formatted(alike(step.percentile())));
    }
  }

  private void outside(RoleFact from, int i, Strategy strategy, int most) {
    Set<String> own =
        strategy == Strategy.OUTSKILLING
            ? roles.values().stream().map(RoleFact::soc).collect(Collectors.toSet())
            : Set.of(from.soc());
    long here = from.payCents().orElseThrow();
    record Candidate(PathwayInputs.Demand demand, int place, double percentile) {}
    facts.demand().stream()
        .filter(demand -> !own.contains(demand.soc()) && bySoc.containsKey(demand.soc()))
        .filter(demand ->
            demand.medianPayCents() >= here * settings.steps().earningsAtLeast()
                && (from.zone().isEmpty()
                    || demand.zone().isEmpty()
                    || Math.abs(demand.zone().getAsInt() - from.zone().getAsInt())
                        <= settings.steps().zonesApart()))
        .map(demand -> {
          int j = likeness.place(demand.ratedAs());
          return new Candidate(demand, j, j < 0 ? -1 : likeness.percentile(i, j));
        })
        .filter(candidate ->
            candidate.place() >= 0
                && (strategy == Strategy.EDUCATION_BENEFIT
                    || candidate.percentile() >= threshold.percentile()))
        .sorted(
            Comparator.comparingDouble(Candidate::percentile)
                .reversed()
                .thenComparing(candidate -> candidate.demand().soc()))
        .limit(most)
        .forEach(candidate -> {
          PathwayInputs.Demand demand = candidate.demand();
          double hard = ratings.gap(i, candidate.place(), false);
          double soft = ratings.gap(i, candidate.place(), true);
          for (Offer offer : offers(demand.soc(), hard + soft)) {
            if (offer.exact()) {
              add(
                  from,
                  OptionalInt.empty(),
                  offer,
                  strategy,
                  demand.code(),
                  "outside",
                  candidate.percentile(),
                  hard,
                  soft,
                  from.zone().isPresent() && demand.zone().isPresent()
                      ? OptionalInt.of(demand.zone().getAsInt() - from.zone().getAsInt())
                      : OptionalInt.empty(),
                  OptionalLong.of(demand.medianPayCents() - here),
                  false,
                  "In demand: employment outside is to grow by %s by 2034, with %s openings a year."
                      .formatted(
                          Formats.percent(demand.growthPercent() / 100),
                          Formats.count(demand.openingsAYear())));
            }
          }
        });
  }

  private void add(
      RoleFact from,
      OptionalInt to,
      Offer offer,
      Strategy strategy,
      String occupation,
      String kind,
      double percentile,
      double hard,
      double soft,
      OptionalInt zones,
      OptionalLong pay,
      boolean known,
      String why) {
    double here = from.payCents().orElse(0);
    double ratio = here > 0 && pay.isPresent() ? Math.max(0.1, (here + pay.getAsLong()) / here) : 1;
    double alike =
        (percentile - threshold.percentile()) / Math.max(0.001, 1 - threshold.percentile());
    Programme programme = offer.programme();
    Chance chance =
        Chance.of(
            new Chance.Case(
                strategy, kind, programme, hard + soft, ratio, alike, known, recordMean),
            rates);
    pathways.add(
        new Pathway(
            pathways.size() + 1L,
            from.id(),
            to,
            programme.id(),
            strategy,
            occupation,
            offer.exact(),
            programme.hours(),
            programme.weeks(),
            programme.priceCents(),
            programme.countedCents(),
            chance.accept(),
            chance.complete(),
            chance.place(),
            chance.millionths(),
            JSON.writeValueAsString(chance.parts()),
            percentile,
            hard,
            soft,
            zones,
            pay,
            why));
  }
}
