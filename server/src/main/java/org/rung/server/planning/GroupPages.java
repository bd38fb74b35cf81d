package org.rung.server.planning;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/// The page of how groups fare in a plan.
@Controller
class GroupPages {
  private final Templates templates;
  private final Frames frames;
  private final Plans plans;
  private final PlanGroups groups;

  GroupPages(Templates templates, Frames frames, Plans plans, PlanGroups groups) {
    this.templates = templates;
    this.frames = frames;
    this.plans = plans;
    this.groups = groups;
  }

  @GetMapping("/plans/{id}/groups")
  Html groups(@PathVariable long id) {
    Plans.Plan plan = made(plans.get(id));
    return Html.of(
        templates.planningGroups(
            frames.frame("Groups in plan " + id, PlanPages.way(id, "groups")),
            plan,
            groups.of(id),
            groups.floors(id)));
  }

  /// @throws Refused where there is no plan to look at
  static Plans.Plan made(Plans.Plan plan) {
    if (!plan.made()) {
      throw new Refused(
          "Plan %d was not made, so no group is in it or left out.".formatted(plan.id()));
    }
    return plan;
  }

  @GetMapping("/plans/{id}/groups.csv")
  View csv(@PathVariable long id) {
    made(plans.get(id));
    return CsvDownload.of(
        "plan-" + id + "-groups.csv",
        List.of("by", "group", "people", "with_a_pathway", "in_plan", "rate", "ratio", "low"),
        to ->
            groups
                .of(id)
                .tables()
                .forEach(table ->
                    table
                        .rows()
                        .forEach(row ->
                            to.row(
                                table.kind().code(),
                                row.value(),
                                row.people(),
                                row.withCandidate(),
                                row.inPlan(),
                                row.ratio().map(r -> Formats.decimal(r.rate(), 4)).orElse(null),
                                row.ratio().map(r -> Formats.decimal(r.ratio(), 2)).orElse(null),
                                row.ratio()
                                    .map(r -> r.low() ? "below four fifths" : "no")
                                    .orElse("not compared")))));
  }
}
