package org.rung.server.home;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rung.server.growth.Growth;
import org.rung.server.growth.RoleGrowth;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.planning.PlanView;
import org.rung.server.planning.PlanViews;
import org.rung.server.planning.Plans;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The overview: what the newest plan does, its proof, and what waits for the planner.
@Controller
class HomePages {
  private static final int CHANGES = 7;

  private final Templates templates;
  private final Frames frames;
  private final Plans plans;
  private final PlanViews views;
  private final Growth growth;
  private final Jobs jobs;
  private final JdbcClient jdbc;
  private final Clock clock;

  HomePages(
      Templates templates,
      Frames frames,
      Plans plans,
      PlanViews views,
      Growth growth,
      Jobs jobs,
      JdbcClient jdbc,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.plans = plans;
    this.views = views;
    this.growth = growth;
    this.jobs = jobs;
    this.jdbc = jdbc;
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
      return Html.of(templates.homeBeginning(frame, people(), open, steps(), clock.instant()));
    }
    PlanView view = views.view(newest.get().id());
    return Html.of(
        templates.homeOverview(
            frame,
            view,
            views.invented(view.plan().id()),
            waiting(),
            changes(),
            open,
            clock.instant()));
  }

  private long people() {
    return jdbc.sql("select count(*) from people.now").query(Long.class).single();
  }

  /// What has to be there before a plan, and whether it is.
  private List<Step> steps() {
    return List.of(
        step(
            "Import a workforce file", "/imports", "select exists (select 1 from people.snapshot)"),
        step(
            "Give each role its occupation",
            "/roles",
            "select exists (select 1 from skills.role_occupation)"),
        step(
            "Import a catalogue of programmes",
            "/programmes",
            "select exists (select 1 from programmes.programme)"),
        step("Look at the pathways", "/pathways", "select exists (select 1 from pathways.pathway)"),
        step("Make a plan", "/plans", "select exists (select 1 from planning.plan)"));
  }

  private Step step(String label, String href, String done) {
    return new Step(label, href, jdbc.sql(done).query(Boolean.class).single());
  }

  private List<Waiting> waiting() {
    List<Waiting> waiting = new ArrayList<>();
    long roles =
        jdbc.sql(
                """
                select count(*)
                  from skills.role_occupation o
                 where o.origin = 'matched'
                   and o.occupation is not null
                """)
            .query(Long.class)
            .single();
    if (roles > 0) {
      waiting.add(
          new Waiting(
              "Confirm %s".formatted(Formats.counted(roles, "role", "roles")),
              "/roles",
              "their occupation is the matcher's, not yet a person's"));
    }
    long held =
        jdbc.sql("select count(distinct (import_id, line)) from programmes.held_row")
            .query(Long.class)
            .single();
    if (held > 0) {
      waiting.add(
          new Waiting(
              "Mend %s of the catalogue".formatted(Formats.counted(held, "row", "rows")),
              "/programmes",
              "the rest is in; these are held"));
    }
    return waiting;
  }

  /// The roles that changed beyond chance, by the number of people.
  private List<Change> changes() {
    return growth.roles().stream()
        .filter(role -> (role.grows() || role.shrinks()) && role.from() >= 10 && role.to() >= 5)
        .sorted(Comparator.comparingLong((RoleGrowth role) -> -Math.abs(role.to() - role.from())))
        .limit(CHANGES)
        .map(role -> new Change(role.roleId(), role.title(), role.from(), role.to()))
        .toList();
  }
}
