package org.rung.server.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.rung.matching.Instance;
import org.rung.server.openings.Slots;
import org.rung.server.programmes.Strategy;

/// The limits of a model while it is built, each with a key to find it by.
final class Limits {
  private final Scenario scenario;
  private final Workforce.Role[] roles;
  private final Accepted accepted;
  private final Instance.Builder builder;
  private final List<Model.Limit> all = new ArrayList<>();
  private final Map<String, Integer> byKey = new HashMap<>();

  /// @param accepted places that are kept, which take of most limits first
  Limits(Scenario scenario, Workforce.Role[] roles, Accepted accepted, Instance.Builder builder) {
    this.accepted = accepted;
    this.scenario = scenario;
    this.roles = roles;
    this.builder = builder;
  }

  /// In the order of the instance's.
  List<Model.Limit> all() {
    return List.copyOf(all);
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  /// The budgets, less what is kept for the education benefit.
  void money(Model.Reserve reserve) {
    int years = scenario.fiscalYears().size();
    for (int y = 0; y < years; y++) {
      Scenario.FiscalYear year = scenario.fiscalYears().get(y);
      long kept = share(reserve.cents(), y, years);
      long held = accepted.cents(y, false);
      long left = year.budget().cents() - kept - held;
      if (left < 0 && held > 0) {
        throw new ScenarioProblem(
            "Places that people accepted cost %s of the budget of %d, and the education benefit needs %s of it. Give the year more."
                .formatted(
                    org.rung.server.pages.Formats.dollars(held),
                    year.year(),
                    org.rung.server.pages.Formats.dollars(kept)));
      }
      if (left < 0) {
        throw new ScenarioProblem(
            "The education benefit needs %s of the budget of %d, which is %s. Give the year more, or lower the take-up."
                .formatted(
                    org.rung.server.pages.Formats.dollars(kept),
                    year.year(),
                    org.rung.server.pages.Formats.dollars(year.budget().cents())));
      }
      add(
          "money " + y,
          "money",
          "Budget of %d".formatted(year.year()),
          OptionalInt.empty(),
          OptionalInt.of(year.year()),
          left);
      add(
          "education " + y,
          "money",
          "Education benefit of %d, reserved".formatted(year.year()),
          OptionalInt.empty(),
          OptionalInt.of(year.year()),
          Math.max(0, kept - accepted.cents(y, true)));
    }
    scenario
        .strategies()
        .forEach((strategy, terms) ->
            terms
                .budgetMost()
                .ifPresent(most ->
                    add(
                        "budget " + strategy.code(),
                        "money",
                        strategy.label() + ", all years",
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Math.max(0, most.cents() - accepted.cents(strategy)))));
  }

  private static long share(long cents, int part, int parts) {
    return cents * (part + 1) / parts - cents * part / parts;
  }

  /// One limit for each role and fiscal year: places filled up to then are at most the slots up to
  /// then, so that what one year leaves open the next may fill.
  void slots(List<List<Integer>> byRole, List<Route> routes, Map<Integer, Expected> openings) {
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
      Expected expected = openings.getOrDefault(role, Expected.none(scenario.fiscalYears().size()));
      double chance = sum[0] / sum[1];
      long all = 0;
      long low = 0;
      long high = 0;
      for (int y = 0; y < scenario.fiscalYears().size(); y++) {
        all += Slots.of(expected.openings()[y], chance);
        low += Slots.of(expected.low()[y], chance);
        high += Slots.of(expected.high()[y], chance);
        int year = scenario.fiscalYears().get(y).year();
        add(
            "slot " + role + " " + y,
            "slot",
            "Slots for %s up to %d".formatted(roles[role].title(), year),
            OptionalInt.of(role),
            OptionalInt.of(year),
            Math.max(0, all - accepted.slots(role, y)),
            1,
            Optional.of(
                new Model.Span(
                    Math.max(0, low - accepted.slots(role, y)),
                    Math.max(0, high - accepted.slots(role, y)))));
      }
    });
  }

  /// Units that a person makes of a share floor.
  static final long SHARE = 1_000;

  /// The same of parity.
  static final long PARITY = 1_000_000;

  static long unit(Scenario.Floor floor) {
    return switch (floor.kind()) {
      case PEOPLE -> 1;
      case HOURLY_SHARE, PART_TIME_SHARE, GROUP_SHARE -> SHARE;
      case PARITY -> PARITY;
    };
  }

  /// People at least and at most, and the floors.
  ///
  /// @param towards what accepted places add to each floor, in the order of the scenario's
  void people(Model.Reserve reserve, long[] towards) {
    int at = 0;
    for (Strategy strategy : Strategy.values()) {
      Scenario.StrategyTerms terms = scenario.terms(strategy);
      terms
          .peopleLeast()
          .ifPresent(least ->
              add(
                  "least " + strategy.code(),
                  "floor",
                  "%s, people at least".formatted(strategy.label()),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  -Math.max(0, Math.round(least.value()) - accepted.people(strategy))));
      terms
          .peopleMost()
          .ifPresent(most ->
              add(
                  "most " + strategy.code(),
                  "people",
                  "%s, people at most".formatted(strategy.label()),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  Math.max(0, Math.round(most.value()) - accepted.people(strategy))));
    }
    add(
        "take-up",
        "take-up",
        "Education benefit, people expected to take it up",
        OptionalInt.empty(),
        OptionalInt.empty(),
        Math.max(0, reserve.expected() - accepted.people(Strategy.EDUCATION_BENEFIT)));
    for (Scenario.Floor floor : scenario.floors()) {
      long capacity =
          (floor.kind() == Scenario.Floor.Kind.PEOPLE ? -Math.round(floor.value().value()) : 0)
              - towards[at++];
      add(
          "floor " + floor.name(),
          "floor",
          floor.name(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          capacity,
          unit(floor),
          Optional.empty());
    }
  }

  int add(
      String key, String kind, String label, OptionalInt role, OptionalInt year, long capacity) {
    return add(key, kind, label, role, year, capacity, 1, Optional.empty());
  }

  private int add(
      String key,
      String kind,
      String label,
      OptionalInt role,
      OptionalInt year,
      long capacity,
      long unit,
      Optional<Model.Span> span) {
    int index = builder.limit(label, capacity);
    byKey.put(key, index);
    all.add(new Model.Limit(kind, label, role, year, unit, span));
    return index;
  }

  /// The limit of a key.
  int of(String key) {
    Integer limit = byKey.get(key);
    if (limit == null) {
      throw new IllegalStateException("no limit " + key);
    }
    return limit;
  }
}
