package org.rung.server.planning;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// The page of who changed and why since the plan that a plan started from.
@Controller
class ChangePages {
  private static final int PAGE = 25;
  private static final int EXPORT = 1_000_000;

  private final Templates templates;
  private final Frames frames;
  private final Plans plans;
  private final PlanChanges changes;
  private final Audit audit;
  private final Viewers viewers;

  ChangePages(
      Templates templates,
      Frames frames,
      Plans plans,
      PlanChanges changes,
      Audit audit,
      Viewers viewers) {
    this.templates = templates;
    this.frames = frames;
    this.plans = plans;
    this.changes = changes;
    this.audit = audit;
    this.viewers = viewers;
  }

  @GetMapping("/plans/{id}/changes")
  Html changes(@PathVariable long id, @RequestParam Map<String, String> asked) {
    SincePlan since = since(id);
    PlanChanges.Wanted wanted = wanted(asked);
    Optional<ChangedPeople> people = Optional.empty();
    // Who pays for a plan sees its sums; the people in it are for who plans.
    if (viewers.now().is(Role.PLANNER)) {
      audit.read("plan people", "plan %d, changes since plan %d".formatted(id, since.base()));
      long count = changes.count(id, wanted);
      PlanChanges.Wanted there =
          new PlanChanges.Wanted(
              wanted.find(),
              wanted.kind(),
              Math.min(wanted.page(), PeopleWanted.lastPage(count, PAGE)));
      people =
          Optional.of(
              new ChangedPeople(
                  id,
                  changes.people(id, there, PAGE),
                  count,
                  wanted.find(),
                  wanted.kind().map(PersonChange.Kind::code).orElse(""),
                  there.page(),
                  (int) ((count + PAGE - 1) / PAGE)));
    }
    return Html.of(
        templates.planningChanges(
            frames.frame(
                "Plan %d since plan %d".formatted(id, since.base()),
                PlanPages.way(id, "who changed")),
            plans.get(id),
            since,
            people));
  }

  private SincePlan since(long id) {
    return since(changes, plans.get(id));
  }

  /// @throws Refused where the plan started from none
  static SincePlan since(PlanChanges changes, Plans.Plan plan) {
    return changes
        .since(plan)
        .orElseThrow(() ->
            new Refused(
                plan.made()
                    ? "Plan %d started from no other plan. Any two plans stand beside each other under Plans."
                        .formatted(plan.id())
                    : "Plan %d was not made, so nobody's place changed.".formatted(plan.id())));
  }

  private static PlanChanges.Wanted wanted(Map<String, String> asked) {
    String page = asked.getOrDefault("page", "0");
    return new PlanChanges.Wanted(
        asked.getOrDefault("find", "").strip(),
        PersonChange.Kind.of(asked.getOrDefault("kind", "")),
        page.matches("\\d{1,6}") ? Integer.parseInt(page) : 0);
  }

  @GetMapping("/plans/{id}/changes.csv")
  View causesCsv(@PathVariable long id) {
    SincePlan since = since(id);
    return CsvDownload.of(
        "plan-%d-changes-since-%d.csv".formatted(id, since.base()),
        List.of("cause", "enter", "leave", "change"),
        to ->
            since
                .causes()
                .forEach(
                    cause -> to.row(cause.name(), cause.shown(0), cause.shown(1), cause.shown(2))));
  }

  @GetMapping("/plans/{id}/changes/people.csv")
  View peopleCsv(@PathVariable long id, @RequestParam Map<String, String> asked) {
    SincePlan since = since(id);
    audit.read("plan people", "plan %d, changes since plan %d, export".formatted(id, since.base()));
    PlanChanges.Wanted wanted = wanted(asked);
    return CsvDownload.of(
        "plan-%d-who-changed-since-%d.csv".formatted(id, since.base()),
        List.of("person", "role", "what", "before", "now", "cause", "reason"),
        to ->
            changes
                .people(id, new PlanChanges.Wanted(wanted.find(), wanted.kind(), 0), EXPORT)
                .forEach(person ->
                    to.row(
                        person.employerId(),
                        person.title(),
                        person.kind().code(),
                        person.was(),
                        person.is(),
                        person.cause(),
                        person.reason())));
  }
}
