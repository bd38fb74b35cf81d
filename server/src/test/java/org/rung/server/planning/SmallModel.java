package org.rung.server.planning;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.server.programmes.Strategy;

/// A model by hand: people of one role, a budget, slots of one role, an intake of each programme.
final class SmallModel {
  private static final Settings SETTINGS = new Settings(0.0001, Duration.ofSeconds(60), 2, 1);
  static final LocalDate STARTS = LocalDate.parse("2027-01-11");

  final List<Route> routes = new ArrayList<>();
  final List<Model.Intake> intakes = new ArrayList<>();
  final List<Model.Limit> limits = new ArrayList<>();
  private final List<Integer> route = new ArrayList<>();
  private final List<Integer> intakeOf = new ArrayList<>();
  private final Instance.Builder builder = Instance.builder();
  private final List<Long> people = new ArrayList<>();
  private Kept kept = Kept.NOTHING;

  int limit(String kind, String label, long capacity) {
    limits.add(
        new Model.Limit(
            kind, label, OptionalInt.empty(), OptionalInt.empty(), 1, Optional.empty()));
    return builder.limit(label, capacity);
  }

  int programme(String name, long seats) {
    int number = intakes.size();
    long id = name.hashCode(); // a name is one programme in every model
    intakes.add(new Model.Intake(id, name, STARTS, 0, seats, 0, 0, false, 0));
    builder.intake(name, seats, 0, 0, Instance.NONE);
    routes.add(
        new Route(
            number,
            0,
            OptionalInt.empty(),
            "Aim of " + name,
            id,
            name,
            Strategy.OUTSKILLING,
            OptionalLong.empty(),
            0,
            10,
            0,
            1_000_000,
            ""));
    return number;
  }

  /// @return the person's id
  long person() {
    return person(people.size() + 100L);
  }

  long person(long id) {
    builder.person("P" + id);
    people.add(id);
    return id;
  }

  void candidate(int programme, long worth, int limit, long use) {
    builder.candidate(
        programme + "@" + programme,
        worth + kept.cents("P" + people.getLast(), routes.get(programme), STARTS));
    builder.seat(programme);
    builder.use(limit, use);
    route.add(programme);
    intakeOf.add(programme);
  }

  Model model() {
    int n = people.size();
    Workforce workforce =
        new Workforce(
            1,
            people.stream().mapToLong(Long::longValue).toArray(),
            people.stream().map(id -> "P" + id).toArray(String[]::new),
            new int[n],
            new int[n],
            new int[n],
            new long[n],
            Collections.nCopies(n, 2400).stream().mapToInt(Integer::intValue).toArray(),
            new boolean[n],
            new boolean[n],
            new int[n],
            new Workforce.Role[] {
              new Workforce.Role(1, "Clerk", "Water", n, 0, "Office", false, Optional.empty())
            },
            Map.of(0, "Water"),
            Map.of(0, "North"));
    return new Model(
        builder.build(),
        workforce,
        routes,
        route.stream().mapToInt(Integer::intValue).toArray(),
        intakeOf.stream().mapToInt(Integer::intValue).toArray(),
        limits,
        intakes,
        new @Nullable WithoutCandidate[n],
        new Model.Reserve(0, 0, 0, 0),
        new Worth.Maker(Scenarios.first(), workforce, 0, 0),
        kept,
        Accepted.NOTHING);
  }

  static Solution solved(Model model) {
    return switch (Optimiser.solve(model.instance(), SETTINGS, Progress.UNHEARD)) {
      case Outcome.Solved solved -> new Solution(model, solved);
      default -> throw new AssertionError("there is a plan");
    };
  }

  /// The plan as a later one finds it.
  static EarlierPlan earlier(Solution solution) {
    Model model = solution.model();
    Map<String, EarlierPlan.Limit> limits = new java.util.HashMap<>();
    for (int j = 0; j < model.limits().size(); j++) {
      limits.put(
          EarlierPlan.limitKey(model, j),
          new EarlierPlan.Limit(
              solution.solved().prices().limit(j), model.instance().capacity(j), solution.used(j)));
    }
    Map<String, EarlierPlan.Intake> intakes = new java.util.HashMap<>();
    for (int c = 0; c < model.intakes().size(); c++) {
      intakes.put(
          EarlierPlan.intakeKey(model, c),
          new EarlierPlan.Intake(
              solution.solved().prices().seat(c),
              solution.solved().prices().minimum(c),
              model.intakes().get(c).seats(),
              solution.taken(c)));
    }
    Map<Long, EarlierPlan.Held> held = new java.util.HashMap<>();
    for (int e = 0; e < model.workforce().size(); e++) {
      int k = solution.solved().choice().candidateOf(e);
      if (k != Choice.NONE) {
        Route route = model.routes().get(model.route()[k]);
        held.put(
            model.workforce().person()[e],
            new EarlierPlan.Held(
                route.programme(),
                route.programmeName(),
                route.toLabel(),
                route.strategy(),
                STARTS,
                model.worths().of(e, route).total(),
                model.keptCents(e, k)));
      }
    }
    return new EarlierPlan(7, Optional.empty(), limits, intakes, held);
  }

  /// People who differ, with three programmes each, a budget and slots.
  static Model random(long seed, int people, long budget, long seats) {
    return random(seed, people, budget, seats, Kept.NOTHING);
  }

  static Model random(long seed, int people, long budget, long seats, Kept kept) {
    SplittableRandom random = new SplittableRandom(seed);
    SmallModel small = new SmallModel();
    small.kept = kept;
    int money = small.limit("money", "Budget of 2027", budget);
    for (int p = 0; p < 4; p++) {
      small.programme("Programme " + p, seats);
    }
    for (int e = 0; e < people; e++) {
      small.person();
      int first = random.nextInt(4);
      for (int k = 0; k < 3; k++) {
        small.candidate(
            (first + k) % 4,
            random.nextLong(1_000_00, 9_000_00),
            money,
            random.nextLong(300_00, 2_500_00));
      }
    }
    return small.model();
  }
}
