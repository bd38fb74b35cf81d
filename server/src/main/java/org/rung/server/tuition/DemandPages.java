package org.rung.server.tuition;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Occupations in demand: the published list with its data, and publishing today's.
@Controller
class DemandPages {
  private final Templates templates;
  private final Frames frames;
  private final Demand demand;
  private final Viewers viewers;

  DemandPages(Templates templates, Frames frames, Demand demand, Viewers viewers) {
    this.templates = templates;
    this.frames = frames;
    this.demand = demand;
    this.viewers = viewers;
  }

  @Bean
  static RailEntry demandEntry() {
    return RailEntry.of(RailEntry.Section.KNOW, 290, "In demand", "/demand");
  }

  @GetMapping("/demand")
  Html demand() {
    return Html.of(
        templates.tuitionDemand(
            frames.frame("In demand", Crumb.of("Know"), Crumb.of("In demand")),
            demand.now(),
            viewers.now().is(Role.PLANNER)));
  }

  @GetMapping("/demand.csv")
  CsvDownload csv() {
    Optional<DemandList> list = demand.now();
    return CsvDownload.of(
        "occupations-in-demand.csv",
        List.of(
            "soc", "occupation", "roles_here_grow", "projected_growth_percent", "openings_a_year"),
        to ->
            list.map(DemandList::occupations)
                .orElse(List.of())
                .forEach(it ->
                    to.row(
                        it.soc(),
                        it.title(),
                        it.own() ? "yes" : "no",
                        it.marketGrowth().isPresent() ? it.marketGrowth().getAsDouble() : "",
                        it.openings().isPresent() ? it.openings().getAsLong() : "")));
  }

  @PostMapping("/demand")
  View publish() {
    demand.publish(Frames.viewer());
    return new RedirectView("/demand", true, false);
  }
}
