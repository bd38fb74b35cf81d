package org.rung.server.planning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rung.server.pages.Formats;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Another budget for a plan: a scenario of its own that differs in the budgets alone, and a plan
/// under it.
@Component
class Budgets {
  /// The most that one year may have, in whole dollars.
  static final long MOST_DOLLARS = 999_999_999_999L;

  private final Plans plans;
  private final Scenarios scenarios;

  Budgets(Plans plans, Scenarios scenarios) {
    this.plans = plans;
    this.scenarios = scenarios;
  }

  /// The fiscal years of a plan, in their order.
  List<Integer> years(Plans.Plan plan) {
    return scenario(plan).fiscalYears().stream().map(Scenario.FiscalYear::year).toList();
  }

  private Scenario scenario(Plans.Plan plan) {
    return scenarios.get(plan.scenarioId()).scenario();
  }

  /// Asks for the plan.
  ///
  /// @param dollars whole dollars by fiscal year, for each of them
  /// @return the new plan, or the same that the person asked for and that is being made
  @Transactional
  public long ask(Plans.Plan plan, Map<Integer, Long> dollars, String by) {
    Scenario scenario = scenario(plan);
    String name =
        "%s, budget %s"
            .formatted(
                scenario.name().replaceFirst(", budget .*$", ""),
                dollars.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(year -> Formats.dollars(year.getValue() * 100))
                    .collect(Collectors.joining(" and ")));
    Optional<Long> same = plans.beingMade(name, by, Optional.of(plan.id()));
    if (same.isPresent()) {
      return same.get();
    }
    long changed =
        scenarios.add(scenario.withBudgets(name, dollars, by), by, Optional.of(plan.scenarioId()));
    return plans.ask(changed, by, Optional.of(plan.id()));
  }
}
