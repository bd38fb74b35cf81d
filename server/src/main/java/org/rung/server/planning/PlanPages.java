package org.rung.server.planning;

import gg.jte.generated.precompiled.Templates;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.rung.matching.testkit.CertificateCheck;
import org.rung.server.access.Audit;
import org.rung.server.access.Role;
import org.rung.server.access.Viewers;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Strategy;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/// The pages of plans: all of them, one, its people, its proof, another budget.
@Controller
class PlanPages {
  private static final int PAGE = 25;
  private static final int EXPORT = 1_000_000;

  private final Templates templates;
  private final Frames frames;
  private final Plans plans;
  private final Scenarios scenarios;
  private final Budgets budgets;
  private final PlanViews views;
  private final PlanReading reading;
  private final Publications publications;
  private final PublishWork publish;
  private final Statements statements;
  private final Outlooks outlooks;
  private final PlanChanges changes;
  private final PlanGroups groups;
  private final Jobs jobs;
  private final Audit audit;
  private final Viewers viewers;
  private final java.time.Clock clock;

  PlanPages(
      Templates templates,
      Frames frames,
      Plans plans,
      Scenarios scenarios,
      Budgets budgets,
      PlanViews views,
      PlanReading reading,
      Publications publications,
      PublishWork publish,
      Statements statements,
      Outlooks outlooks,
      PlanChanges changes,
      PlanGroups groups,
      Jobs jobs,
      Audit audit,
      Viewers viewers,
      java.time.Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.plans = plans;
    this.scenarios = scenarios;
    this.budgets = budgets;
    this.views = views;
    this.reading = reading;
    this.publications = publications;
    this.publish = publish;
    this.statements = statements;
    this.outlooks = outlooks;
    this.changes = changes;
    this.groups = groups;
    this.jobs = jobs;
    this.audit = audit;
    this.viewers = viewers;
    this.clock = clock;
  }

  @Bean
  static RailEntry plansEntry(Plans plans) {
    return new RailEntry(RailEntry.Section.DECIDE, 310, "Plans", "/plans", plans::count);
  }

  @GetMapping("/plans")
  Html all(@RequestParam Map<String, String> asked) {
    List<Plans.Plan> all = plans.all();
    return Html.of(
        templates.planningPlans(
            frames.frame("Plans", Crumb.of("Decide"), Crumb.of("Plans")),
            all,
            PlanTables.plans(all, asked),
            PlanTables.plansBy(asked),
            scenarios.all(),
            publications.current().map(Publications.Publication::plan)));
  }

  @GetMapping("/plans.csv")
  View allCsv(@RequestParam Map<String, String> asked) {
    return PlanTables.plansCsv(PlanTables.plans(plans.all(), asked));
  }

  @PostMapping("/plans")
  View make(@RequestParam long scenario) {
    if (scenarios.find(scenario).isEmpty()) {
      throw new NotFound("There is no scenario %d.".formatted(scenario));
    }
    return to(plans.ask(scenario, Frames.viewer()));
  }

  @GetMapping("/plans/{id}")
  Html plan(@PathVariable long id, @RequestParam Map<String, String> asked) {
    Plans.Plan plan = plans.get(id);
    Frame frame = frame(id);
    if (!plan.made()) {
      return Html.of(
          templates.planningWaiting(frame, plan, plan.job().flatMap(jobs::find), clock.instant()));
    }
    // Who pays for a plan sees its sums; the people in it are for who plans.
    Optional<PeopleTable> table =
        viewers.now().is(Role.PLANNER) ? Optional.of(people(id, asked)) : Optional.empty();
    table.ifPresent(
        shown -> audit.read("plan people", "plan %d, %s".formatted(id, wanted(asked).words())));
    PlanView view = views.view(id);
    return Html.of(
        templates.planningPlan(
            frame,
            view,
            PlanTables.of(view, asked),
            table,
            earlier(plan),
            changes.since(plan),
            publishing(id),
            statements.against(id),
            outlooks.of(id),
            groups.floors(id)));
  }

  @GetMapping("/plans/{id}/programmes.csv")
  View programmesCsv(@PathVariable long id, @RequestParam Map<String, String> asked) {
    return PlanTables.programmesCsv(id, PlanTables.of(views.view(id), asked).programmes());
  }

  @GetMapping("/plans/{id}/assumptions.csv")
  View assumptionsCsv(@PathVariable long id, @RequestParam Map<String, String> asked) {
    return PlanTables.assumptionsCsv(
        "plan-" + id + "-assumptions.csv", PlanTables.of(views.view(id), asked).assumptions());
  }

  /// The plan to compare with: the one it started from, or else the newest made before it.
  private Optional<Plans.Plan> earlier(Plans.Plan plan) {
    return plan.base().map(plans::get).or(() -> newestBefore(plan.id()));
  }

  private Optional<Plans.Plan> newestBefore(long id) {
    return plans.all().stream().filter(plan -> plan.made() && plan.id() < id).findFirst();
  }

  private PeopleTable people(long id, Map<String, String> asked) {
    long count = reading.countPlaced(id, wanted(asked));
    PeopleWanted wanted = wanted(asked).within(count, PAGE);
    return new PeopleTable(
        reading.placed(id, wanted, PAGE),
        count,
        plans.get(id).assigned(),
        wanted.find(),
        wanted.strategy().map(Strategy::code).orElse(""),
        wanted.department(),
        reading.departments(id),
        wanted.order().name().toLowerCase(java.util.Locale.ROOT),
        wanted.ascending(),
        wanted.page(),
        (int) ((count + PAGE - 1) / PAGE));
  }

  private static PeopleWanted wanted(Map<String, String> asked) {
    int page;
    try {
      page = Math.max(0, Integer.parseInt(asked.getOrDefault("page", "0")));
    } catch (NumberFormatException e) {
      page = 0;
    }
    return new PeopleWanted(
        asked.getOrDefault("find", "").strip(),
        strategy(asked.getOrDefault("strategy", "")),
        asked.getOrDefault("department", ""),
        PeopleWanted.Order.of(asked.getOrDefault("sort", "worth")),
        "ascending".equals(asked.get("order")),
        page);
  }

  private static Optional<Strategy> strategy(String code) {
    return Arrays.stream(Strategy.values()).filter(s -> s.code().equals(code)).findAny();
  }

  @GetMapping("/plans/{id}/people.csv")
  View peopleCsv(@PathVariable long id, @RequestParam Map<String, String> asked) {
    plans.get(id);
    audit.read("plan people", "plan %d, export".formatted(id));
    PeopleWanted wanted = wanted(asked);
    return PeopleCsv.of("plan-" + id + "-people.csv", reading.placed(id, wanted, EXPORT));
  }

  @GetMapping("/plans/{id}/people/{employerId}")
  Html person(@PathVariable long id, @PathVariable String employerId) {
    PlanReading.PersonView person =
        reading
            .person(id, employerId)
            .orElseThrow(() ->
                new NotFound(
                    "Nobody with the id %s was here when plan %d was made."
                        .formatted(employerId, id)));
    audit.read("plan people", "plan %d, %s".formatted(id, employerId));
    return Html.of(
        templates.planningPerson(
            frames.frame(employerId, way(id, employerId)), plans.get(id), person));
  }

  /// What the newest plan says of a person; from their own page.
  @GetMapping("/plans/newest/people/{employerId}")
  View newest(@PathVariable String employerId) {
    long newest =
        plans
            .newest()
            .orElseThrow(() -> new NotFound("No plan was made yet. Make one under Plans."))
            .id();
    return new RedirectView(
        UriComponentsBuilder.fromPath("/plans/{plan}/people/{person}")
            .encode()
            .buildAndExpand(newest, employerId)
            .toUriString(),
        true,
        false,
        false);
  }

  // ---- the proof

  /// Checks the proof from its files alone, by code that shares nothing with the optimiser.
  @PostMapping("/plans/{id}/check")
  Html check(@PathVariable long id) {
    CertificateCheck.Report report = Proof.unpacked(plans.proof(id), CertificateCheck::of);
    return Html.of(templates.planningCheck(frame(id), plans.get(id), report, Optional.empty()));
  }

  /// Changes one digit of the unpacked copy and checks that: it must be refused. The plan itself is
  /// not touched.
  @PostMapping("/plans/{id}/tamper")
  Html tamper(@PathVariable long id) {
    byte[] archive = plans.proof(id);
    return Proof.unpacked(
        archive,
        folder -> {
          Tampering tampering = Tampering.with(folder, ThreadLocalRandom.current());
          CertificateCheck.Report report = CertificateCheck.of(folder);
          return Html.of(
              templates.planningCheck(frame(id), plans.get(id), report, Optional.of(tampering)));
        });
  }

  @GetMapping("/plans/{id}/proof.zip")
  ResponseEntity<byte[]> proof(@PathVariable long id) {
    audit.read("plan people", "plan %d, proof".formatted(id));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/zip"))
        .header("Content-Disposition", "attachment; filename=\"plan-%d.zip\"".formatted(id))
        .body(plans.proof(id));
  }

  // ---- another budget

  /// Makes a new plan under the same scenario with other budgets.
  @PostMapping("/plans/{id}/budget")
  Object budget(@PathVariable long id, @RequestParam Map<String, String> form) {
    Plans.Plan plan = plans.get(id);
    Map<Integer, Long> dollars = new HashMap<>();
    Map<String, String> faults = new LinkedHashMap<>();
    for (int year : budgets.years(plan)) {
      String field = "budget-" + year;
      String given = form.getOrDefault(field, "").strip();
      String digits = given.replaceAll("[$,\\s]", "");
      if (digits.matches("\\d{1,12}")) {
        dollars.put(year, Long.parseLong(digits));
      } else {
        faults.put(
            field,
            "The budget of %d is “%s”. Give whole dollars, for example 1,600,000."
                .formatted(year, given));
      }
    }
    if (!faults.isEmpty()) {
      return Html.of(
          templates.planningBudgetAgain(frame(id), views.view(id), form, faults),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return to(budgets.ask(plan, dollars, Frames.viewer()));
  }

  // ---- which plan is published

  private Publishing publishing(long id) {
    return new Publishing(
        id,
        publications.of(id),
        publications.current().filter(now -> now.plan() != id),
        publications.publishing(id).flatMap(jobs::find),
        clock.instant());
  }

  @PostMapping("/plans/{id}/publish")
  View publish(@PathVariable long id) {
    plans.get(id);
    publications.ask(id, Frames.viewer());
    return to(id);
  }

  @PostMapping("/plans/{id}/withdraw")
  View withdraw(@PathVariable long id, @RequestParam(defaultValue = "") String why) {
    plans.get(id);
    publish.withdrawn(id, Frames.viewer(), why);
    return to(id);
  }

  // ---- two plans

  /// Any two plans, from the form under the list.
  @GetMapping("/plans/beside")
  View beside(@RequestParam long plan, @RequestParam long other) {
    return new RedirectView("/plans/%d/since/%d".formatted(plan, other), true, false);
  }

  @GetMapping("/plans/{id}/since/{before}")
  Html compare(@PathVariable long id, @PathVariable long before) {
    for (long plan : new long[] {id, before}) {
      if (!plans.get(plan).made()) {
        throw new Refused(
            "Plan %d was not made, so there is nothing to compare it with.".formatted(plan));
      }
    }
    PlanView now = views.view(id);
    PlanView then = views.view(before);
    return Html.of(
        templates.planningCompare(
            frames.frame(
                "Plan %d beside plan %d".formatted(id, before), way(id, "since plan " + before)),
            then,
            now,
            reading.difference(before, id),
            SlotChange.between(reading.slots(before), reading.slots(id))));
  }

  @GetMapping("/plans/{id}/scenario.yaml")
  ResponseEntity<String> scenario(@PathVariable long id) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/yaml"))
        .header("Content-Disposition", "attachment; filename=\"scenario.yaml\"")
        .body(scenarios.text(plans.get(id).scenarioId()).orElseThrow());
  }

  /// The way to a page of a plan.
  static Crumb[] way(long plan, String page) {
    return new Crumb[] {
      Crumb.of("Decide"),
      new Crumb("Plans", "/plans"),
      new Crumb("Plan " + plan, "/plans/" + plan),
      Crumb.of(page)
    };
  }

  private Frame frame(long id) {
    return frames.frame(
        "Plan " + id, Crumb.of("Decide"), new Crumb("Plans", "/plans"), Crumb.of("Plan " + id));
  }

  private static View to(long plan) {
    return new RedirectView("/plans/" + plan, true, false);
  }
}
