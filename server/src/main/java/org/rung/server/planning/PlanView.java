package org.rung.server.planning;

import java.util.List;
import java.util.Map;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.SmallGroups;

/// A plan as its page shows it.
///
/// @param budgets by fiscal year, in order
/// @param binding limits of a kind and how many of them bind, in words
/// @param next what is worth most to have one more of
/// @param floorsKept in words
/// @param fixed fixed prices of intakes that run, by fiscal year, in cents
public record PlanView(
    Plans.Plan plan,
    String summary,
    List<PlanReading.Part> parts,
    FlowPlot flow,
    List<BudgetYear> budgets,
    Map<Strategy, PlanReading.StrategySum> strategies,
    Map<Integer, Long> fixed,
    List<NextRow> next,
    List<PlanReading.ProgrammeUse> programmes,
    List<Scenario.Assumption> assumptions,
    List<String> limitsKept,
    List<PlanReading.Without> without) {

  /// Whether the strategy's people and money may be told where the sum of all is told, too.
  public boolean tells(Strategy strategy) {
    return told()[strategy.ordinal()];
  }

  /// The same of its money in a fiscal year, beside the sum of the year.
  public boolean tells(Strategy strategy, int year) {
    return toldIn(year)[strategy.ordinal()];
  }

  /// The same for every strategy, in their order.
  boolean[] toldIn(int year) {
    long[] people = new long[Strategy.values().length];
    strategies.forEach(
        (each, sum) -> people[each.ordinal()] = sum.peopleIn().getOrDefault(year, 0L));
    boolean[] told = told();
    boolean[] inYear = SmallGroups.shownBeside(people);
    for (int i = 0; i < told.length; i++) {
      told[i] &= inYear[i];
    }
    return told;
  }

  /// Whether the programme's people and cost may be told where the sum of all is told, too.
  public boolean tells(PlanReading.ProgrammeUse use) {
    boolean[] shown =
        SmallGroups.shownBeside(
            programmes.stream().mapToLong(PlanReading.ProgrammeUse::people).toArray());
    for (int i = 0; i < shown.length; i++) {
      if (programmes.get(i).id() == use.id()) {
        return shown[i];
      }
    }
    return false;
  }

  /// The same for every strategy, in their order.
  boolean[] told() {
    long[] people = new long[Strategy.values().length];
    strategies.forEach((each, sum) -> people[each.ordinal()] = sum.people());
    return SmallGroups.shownBeside(people);
  }

  /// The parts of a year's bar: all, or where one may not be told, none.
  public List<Share> told(BudgetYear year) {
    return List.of(Strategy.values()).stream().allMatch(each -> tells(each, year.year()))
        ? year.shares()
        : List.of(
            new Share(
                "",
                "All",
                year.usedCents(),
                year.shares().stream().mapToDouble(Share::percent).sum()));
  }

  /// A fiscal year's budget and what of it goes where.
  ///
  /// @param keptCents reserved for the education benefit and not suggested to anybody yet
  /// @param shares in the order of the strategies, the fixed prices last with an empty strategy
  public record BudgetYear(
      int year, long budgetCents, long usedCents, long keptCents, List<Share> shares) {
    /// What is left beside what is kept, in cents.
    public long left() {
      return budgetCents - usedCents - keptCents;
    }

    /// Whether under a hundredth of it is left.
    public boolean usedUp() {
      return left() * 100 < budgetCents;
    }
  }

  /// @param hue the strategy's word, empty for fixed prices
  /// @param percent of the year's budget
  public record Share(String hue, String title, long cents, double percent) {}

  /// @param label of one more unit: “seat in Welding”, to stand after “one more”
  /// @param cents worth of one more unit
  /// @param percent of the largest, for the bar
  public record NextRow(String label, String when, double cents, double percent, boolean scarce) {
    /// The label as it begins a cell.
    public String name() {
      return label.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + label.substring(1);
    }
  }

  /// The finding on the budgets: “The budget of 2021 is used up; 2022 has $78,204 left”.
  public String budgetFinding() {
    if (budgets.stream().allMatch(BudgetYear::usedUp)) {
      return budgets.size() == 1
          ? "The budget of %d is used up".formatted(budgets.getFirst().year())
          : "The budgets of %s are used up"
              .formatted(listed(budgets.stream().map(b -> String.valueOf(b.year())).toList()));
    }
    StringBuilder finding = new StringBuilder();
    for (BudgetYear year : budgets) {
      finding.append(finding.isEmpty() ? "The budget of " : "; ").append(year.year());
      finding.append(
          year.usedUp() ? " is used up" : " has " + Formats.dollars(year.left()) + " left");
    }
    return finding.toString();
  }

  /// The finding on the flow: where most people go.
  public String flowFinding() {
    List<FlowPlot.Node> aims =
        flow.nodes().stream()
            .filter(node -> node.column() == 2 && !node.label().startsWith("Other "))
            .sorted((a, b) -> Long.compare(b.people(), a.people()))
            .limit(3)
            .toList();
    long people = aims.stream().mapToLong(FlowPlot.Node::people).sum();
    if (aims.isEmpty() || flow.people() == 0) {
      return "Nobody moves under this plan";
    }
    return "%s of %s people go to %s"
        .formatted(
            Formats.count(people),
            Formats.count(flow.people()),
            listed(aims.stream().map(node -> aim(node.label())).toList()));
  }

  private static String aim(String label) {
    return switch (label) {
      case FlowPlot.SAME_ROLE -> "new skills in the same role";
      case FlowPlot.ANOTHER_EMPLOYER -> "another employer";
      case FlowPlot.IN_DEMAND -> "a field in demand";
      default -> label;
    };
  }

  /// `a`, `a and b`, `a, b and c`.
  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
