package org.rung.server.home;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.planning.PlanView;
import org.rung.server.planning.PlanViews;
import org.rung.server.planning.Plans;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The overview: what the newest plan does, its proof, and what waits for the planner.
@Controller
class HomePages {
  private final Templates templates;
  private final Frames frames;
  private final Plans plans;
  private final PlanViews views;
  private final FirstPage first;
  private final Jobs jobs;
  private final Clock clock;

  HomePages(
      Templates templates,
      Frames frames,
      Plans plans,
      PlanViews views,
      FirstPage first,
      Jobs jobs,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.plans = plans;
    this.views = views;
    this.first = first;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Bean
  static RailEntry overviewEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 0, "Overview", "/");
  }

  @GetMapping("/")
  Html overview() {
    Frame frame = frames.frame("Overview", Crumb.of("Overview"));
    List<Job> open = jobs.open();
    Optional<Plans.Plan> newest = plans.newest();
    if (newest.isEmpty()) {
      return Html.of(
          templates.homeBeginning(frame, first.people(), open, first.steps(), clock.instant()));
    }
    PlanView view = views.view(newest.get().id());
    return Html.of(
        templates.homeOverview(
            frame,
            view,
            views.invented(view.plan().id()),
            first.waiting(),
            first.changes(),
            open,
            clock.instant()));
  }
}
