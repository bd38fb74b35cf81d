package org.rung.server.planning;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Sorting;
import org.rung.server.rules.SmallGroups;

/// The tables of a plan's page that are sorted and taken as files: its programmes and what it
/// assumes. What is not shown of a group under five sorts as nothing.
public record PlanTables(
    Sorting programmesBy,
    List<PlanReading.ProgrammeUse> programmes,
    Sorting assumptionsBy,
    List<Scenario.Assumption> assumptions) {
  private static final Map<String, Comparator<Plans.Plan>> PLANS =
      Map.of(
          "plan", Comparator.comparingLong(Plans.Plan::id),
          "scenario", Comparator.comparing(Plans.Plan::scenario, String.CASE_INSENSITIVE_ORDER),
          "people", Comparator.comparingInt(plan -> plan.made() ? plan.assigned() : -1),
          "worth",
              Comparator.comparingLong(plan -> plan.made() ? plan.worthCents() : Long.MIN_VALUE),
          "gap", Comparator.comparingDouble(plan -> plan.made() ? plan.gap() : 2),
          "made", Comparator.comparing(plan -> plan.madeAt().orElse(java.time.Instant.MAX)));

  private static final Map<String, Comparator<PlanReading.ProgrammeUse>> PROGRAMMES =
      Map.of(
          "programme",
              Comparator.comparing(PlanReading.ProgrammeUse::name, String.CASE_INSENSITIVE_ORDER),
          "strategy", Comparator.comparing(use -> use.strategies().getFirst()),
          "people", Comparator.comparingLong(use -> hidden(use) ? 0 : use.people()),
          "cost", Comparator.comparingLong(use -> hidden(use) ? 0 : use.cents()));

  private static final Map<String, Comparator<Scenario.Assumption>> ASSUMPTIONS =
      Map.of(
          "assumption",
              Comparator.comparing(Scenario.Assumption::name, String.CASE_INSENSITIVE_ORDER),
          "kind", Comparator.comparing(Scenario.Assumption::kind),
          "source",
              Comparator.comparing(Scenario.Assumption::source, String.CASE_INSENSITIVE_ORDER));

  /// The tables of a plan as the address asks for them.
  static PlanTables of(PlanView view, Map<String, String> asked) {
    Sorting programmes = Sorting.of(asked, "programmes", "people-down");
    Sorting assumptions = Sorting.of(asked, "assumptions", "");
    return new PlanTables(
        programmes,
        programmes.of(view.programmes(), PROGRAMMES),
        assumptions,
        assumptions(view.assumptions(), asked));
  }

  static List<Plans.Plan> plans(List<Plans.Plan> plans, Map<String, String> asked) {
    return plansBy(asked).of(plans, PLANS);
  }

  static Sorting plansBy(Map<String, String> asked) {
    return Sorting.of(asked, "plans", "plan-down");
  }

  static List<Scenario.Assumption> assumptions(
      List<Scenario.Assumption> assumptions, Map<String, String> asked) {
    return Sorting.of(asked, "assumptions", "").of(assumptions, ASSUMPTIONS);
  }

  static CsvDownload plansCsv(List<Plans.Plan> plans) {
    return CsvDownload.of(
        "plans.csv",
        List.of("plan", "scenario", "asked by", "state", "people", "worth", "gap", "made"),
        to ->
            plans.forEach(plan ->
                to.row(
                    plan.id(),
                    plan.scenario(),
                    plan.askedBy(),
                    plan.state().name().toLowerCase(java.util.Locale.ROOT),
                    plan.made() ? people(plan.assigned()) : null,
                    plan.made() ? Formats.plot(plan.worthCents() / 100.0) : null,
                    plan.made() ? plan.gap() : null,
                    plan.madeAt().map(Object::toString).orElse(null))));
  }

  /// @param programmes all of the plan, in the order asked for
  static CsvDownload programmesCsv(long plan, List<PlanReading.ProgrammeUse> programmes) {
    boolean[] told =
        SmallGroups.shownBeside(
            programmes.stream().mapToLong(PlanReading.ProgrammeUse::people).toArray());
    return CsvDownload.of(
        "plan-" + plan + "-programmes.csv",
        List.of("programme", "provider", "hours", "strategies", "people", "seats", "cost"),
        to -> {
          for (int i = 0; i < told.length; i++) {
            PlanReading.ProgrammeUse use = programmes.get(i);
            to.row(
                use.name(),
                use.provider(),
                use.hours(),
                String.join(
                    " ", use.strategies().stream().map(strategy -> strategy.code()).toList()),
                told[i] ? use.people() : "not shown",
                told[i] && use.seats() > 0 ? use.seats() : null,
                told[i] ? Formats.plot(use.cents() / 100.0) : null);
          }
        });
  }

  static CsvDownload assumptionsCsv(String name, List<Scenario.Assumption> assumptions) {
    return CsvDownload.of(
        name,
        List.of("assumption", "value", "kind", "source"),
        to ->
            assumptions.forEach(assumption ->
                to.row(
                    assumption.name(),
                    assumption.value(),
                    assumption.kind().word(),
                    assumption.source())));
  }

  private static boolean hidden(PlanReading.ProgrammeUse use) {
    return SmallGroups.hides(use.people());
  }

  private static Object people(long count) {
    return SmallGroups.hides(count) ? Formats.people(count) : count;
  }
}
