package org.rung.server.planning;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The page of a plan under several forecasts of openings.
@Controller
class RegretPages {
  private final Templates templates;
  private final Frames frames;
  private final Plans plans;
  private final Regrets regrets;
  private final Viewers viewers;
  private final Clock clock;

  RegretPages(
      Templates templates,
      Frames frames,
      Plans plans,
      Regrets regrets,
      Viewers viewers,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.plans = plans;
    this.regrets = regrets;
    this.viewers = viewers;
    this.clock = clock;
  }

  @GetMapping("/plans/{id}/regret")
  Html regret(@PathVariable long id) {
    Plans.Plan plan = plans.get(id);
    return Html.of(
        templates.planningRegret(
            frames.frame("Forecasts beside plan " + id, PlanPages.way(id, "forecasts")),
            plan,
            regrets.of(id),
            viewers.now().is(Role.PLANNER),
            clock.instant()));
  }

  @PostMapping("/plans/{id}/regret")
  View ask(@PathVariable long id) {
    plans.get(id);
    regrets.ask(id, Frames.viewer());
    return new RedirectView("/plans/" + id + "/regret", true, false);
  }

  @GetMapping("/plans/{id}/regret.csv")
  View csv(@PathVariable long id) {
    plans.get(id);
    return csv(regrets.of(id));
  }

  static CsvDownload csv(Regret regret) {
    return CsvDownload.of(
        "plan-" + regret.plan() + "-regret.csv",
        List.of("plan made for", "under", "openings under", "worth", "regret", "why no plan"),
        to -> {
          for (Regret.Forecast made : regret.forecasts()) {
            for (Regret.Forecast under : regret.forecasts()) {
              boolean told = regret.tells(made.number(), under.number());
              List<@Nullable Object> row = new ArrayList<>();
              row.add(made.name());
              row.add(under.name());
              row.add(under.openings());
              row.add(
                  !made.found()
                      ? null
                      : told
                          ? Formats.plot(
                              regret.cell(made.number(), under.number()).orElseThrow().worthCents()
                                  / 100.0)
                          : "not shown");
              row.add(
                  told
                      ? Formats.plot(regret.regret(made.number(), under.number()).orElse(0) / 100.0)
                      : null);
              row.add(made.reason());
              to.row(row.toArray());
            }
          }
        });
  }
}
