package org.rung.server.planning;

import java.util.List;
import java.util.Optional;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.rules.FourFifths;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// How groups fare in a plan, as JSON.
@JsonApi
class GroupApi {
  private final Plans plans;
  private final PlanGroups groups;

  GroupApi(Plans plans, PlanGroups groups) {
    this.plans = plans;
    this.groups = groups;
  }

  /// Groups of people in a plan, and what its floors cost.
  record PlanGroupShares(
      String finding,
      @Meaning("A ratio below is named low, in hundredths.") long leastHundredths,
      List<PlanGroupTable> tables,
      List<PlanFloor> floors) {}

  /// Groups by one fact.
  record PlanGroupTable(
      GroupKind kind,
      @Meaning("Whether the groups are too small for anything to be told.") boolean hidden,
      @Meaning("They add up to everybody.") List<PlanGroupRow> rows) {
    static PlanGroupTable of(GroupTables.Table table) {
      return new PlanGroupTable(
          table.kind(), table.hidden(), table.rows().stream().map(PlanGroupRow::of).toList());
    }
  }

  /// A group, or several too small to be told alone.
  record PlanGroupRow(
      String group,
      @Meaning("Whether it is one group.") boolean alone,
      long people,
      @Meaning("Of them, those with a pathway to weigh.") long withCandidate,
      @Meaning("Of those, those in the plan.") long inPlan,
      @Meaning("Of the last beside the one before; null where it is not compared.")
          Optional<PlanGroupRate> rate) {
    static PlanGroupRow of(GroupTables.Row row) {
      return new PlanGroupRow(
          row.value(),
          row.alone(),
          row.people(),
          row.withCandidate(),
          row.inPlan(),
          row.ratio().map(PlanGroupRate::of));
    }
  }

  /// A rate beside the highest of its table.
  record PlanGroupRate(
      @Meaning("0 to 1.") double rate, @Meaning("0 to 1.") double ratio, boolean low) {
    static PlanGroupRate of(FourFifths.Ratio ratio) {
      return new PlanGroupRate(ratio.rate(), ratio.ratio(), ratio.low());
    }
  }

  /// A floor and its price.
  record PlanFloor(
      String name,
      @Meaning(
              "Cents of worth that the plan could rise by at most if it asked for one person less;"
                  + " not whole.")
          double centsForOne,
      String words) {
    static PlanFloor of(FloorPrice floor) {
      return new PlanFloor(floor.name(), floor.centsForOne(), floor.words());
    }
  }

  @Told(
      value = "Read how groups fare in a plan",
      more =
          "By facts of the job, never by protected attributes, each group's rate beside the"
              + " highest; and what every floor costs.",
      problems = ProblemType.REFUSED)
  @GetMapping("/plans/{id}/groups")
  PlanGroupShares groups(@PathVariable long id) {
    GroupPages.made(plans.get(id));
    GroupTables tables = groups.of(id);
    return new PlanGroupShares(
        tables.finding(),
        tables.leastHundredths(),
        tables.tables().stream().map(PlanGroupTable::of).toList(),
        groups.floors(id).stream().map(PlanFloor::of).toList());
  }
}
