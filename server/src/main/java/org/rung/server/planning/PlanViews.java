package org.rung.server.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;
import org.springframework.stereotype.Component;

/// Puts together what the pages show of a plan.
@Component
public class PlanViews {
  private static final int NEXT = 9;

  private final Plans plans;
  private final Scenarios scenarios;
  private final PlanReading reading;

  PlanViews(Plans plans, Scenarios scenarios, PlanReading reading) {
    this.plans = plans;
    this.scenarios = scenarios;
    this.reading = reading;
  }

  /// A made plan.
  public PlanView view(long id) {
    Plans.Plan plan = plans.get(id);
    Scenario scenario = scenarios.find(plan.scenarioId()).orElseThrow().scenario();
    Map<Strategy, PlanReading.StrategySum> strategies = reading.strategies(id);
    Map<Integer, Long> fixed = reading.fixed(id, scenario);
    return new PlanView(
        plan,
        scenario.summary(),
        reading.parts(id),
        FlowPlot.of(reading.flows(id)),
        budgets(scenario, strategies, fixed, reading.kept(id)),
        strategies,
        fixed,
        next(reading.next(id)),
        reading.programmes(id),
        scenario.assumptions(),
        kept(id),
        reading.without(id));
  }

  /// The facts and answers of an employee whom at least five people of the plan are like, without
  /// an id; empty when there are no five.
  public java.util.Optional<PlanReading.PersonView> invented(long plan) {
    return reading.typical(plan).flatMap(id -> reading.person(plan, id));
  }

  private static List<PlanView.BudgetYear> budgets(
      Scenario scenario,
      Map<Strategy, PlanReading.StrategySum> strategies,
      Map<Integer, Long> fixed,
      Map<Integer, Long> kept) {
    List<PlanView.BudgetYear> budgets = new ArrayList<>();
    for (Scenario.FiscalYear year : scenario.fiscalYears()) {
      long budget = year.budget().cents();
      List<PlanView.Share> shares = new ArrayList<>();
      long used = 0;
      for (Strategy strategy : Strategy.values()) {
        long cents =
            Objects.requireNonNull(strategies.get(strategy)).cents().getOrDefault(year.year(), 0L);
        used += cents;
        shares.add(
            new PlanView.Share(strategy.hue(), strategy.label(), cents, percent(cents, budget)));
      }
      long intakes = fixed.getOrDefault(year.year(), 0L);
      shares.add(new PlanView.Share("", "Fixed prices", intakes, percent(intakes, budget)));
      budgets.add(
          new PlanView.BudgetYear(
              year.year(), budget, used + intakes, kept.getOrDefault(year.year(), 0L), shares));
    }
    return budgets;
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  /// The largest first; where nothing of a kind is scarce, that is said once.
  private static List<PlanView.NextRow> next(List<PlanReading.Next> all) {
    List<PlanReading.Next> shown = new ArrayList<>();
    int seats = 0;
    int slots = 0;
    for (PlanReading.Next row : all) {
      boolean take =
          switch (row.kind()) {
            case "seat" -> row.cents() > 0 && seats++ < NEXT / 3;
            case "slot" -> row.cents() > 0 && slots++ < NEXT / 3;
            case "money" -> true;
            case "release" -> row.cents() > 0;
            default -> row.cents() > 0;
          };
      if (take && (shown.size() < NEXT || row.kind().equals("money"))) {
        shown.add(row);
      }
    }
    double most = shown.stream().mapToDouble(PlanViews::perUnit).max().orElse(1);
    return shown.stream()
        .map(row ->
            new PlanView.NextRow(
                label(row),
                when(row),
                perUnit(row),
                most == 0 ? 0 : 100 * perUnit(row) / most,
                row.cents() > 0))
        .toList();
  }

  /// Money is counted in cents; people think of one more dollar.
  private static double perUnit(PlanReading.Next row) {
    return row.kind().equals("money") ? row.cents() * 100 : row.cents();
  }

  private static final Pattern SLOTS = Pattern.compile("Slots for (.*) up to (\\d{4})");

  private static String label(PlanReading.Next row) {
    return switch (row.kind()) {
      case "seat" -> "seat in " + row.label();
      case "slot" -> SLOTS.matcher(row.label()).replaceFirst("opening for $1");
      case "money" ->
          row.label()
              .replaceFirst("^Budget of (\\d+)$", "dollar in $1")
              .replaceFirst(
                  "^Education benefit of (\\d+), reserved$",
                  "dollar kept for the education benefit in $1")
              .replaceFirst("^(\\w+), all years$", "dollar for $1")
              .replace("dollar for Outskilling", "dollar for outskilling")
              .replace("dollar for Upskilling", "dollar for upskilling")
              .replace("dollar for Reskilling", "dollar for reskilling");
      case "release" -> row.label().replaceFirst("^Hours of release", "hour of release");
      case "take-up" -> "person with the education benefit";
      default -> row.label();
    };
  }

  /// When one more would have to be there.
  private static String when(PlanReading.Next row) {
    var slot = SLOTS.matcher(row.label());
    if (row.kind().equals("slot") && slot.matches()) {
      return "by " + slot.group(2);
    }
    return row.when().isEmpty() ? "" : Formats.date(java.time.LocalDate.parse(row.when()));
  }

  private List<String> kept(long plan) {
    List<String> kept = new ArrayList<>();
    long limits = 0;
    List<String> kinds = new ArrayList<>();
    for (PlanReading.LimitCount count : reading.limitCounts(plan)) {
      limits += count.all();
      kinds.add(
          "%s %s (%s scarce)"
              .formatted(
                  Formats.count(count.all()), kind(count.kind()), Formats.count(count.binding())));
    }
    kept.add("All %s limits kept: %s".formatted(Formats.count(limits), String.join(", ", kinds)));
    List<PlanReading.Next> floors = reading.floors(plan);
    if (!floors.isEmpty()) {
      kept.add(
          "All %d floors kept: %s"
              .formatted(
                  floors.size(),
                  String.join(", ", floors.stream().map(PlanReading.Next::label).toList())));
    }
    return kept;
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "money" -> "budgets";
      case "slot" -> "limits of openings";
      case "intake" -> "intakes";
      case "release" -> "release limits";
      case "floor" -> "floors";
      case "take-up" -> "take-up limit";
      default -> "limits of people";
    };
  }
}
