package org.rung.server.planning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.rung.matching.testkit.CertificateCheck;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Strategy;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Plans, as JSON.
@JsonApi
class PlanApi {
  private final Plans plans;
  private final Scenarios scenarios;
  private final Budgets budgets;
  private final PlanViews views;
  private final PlanReading reading;
  private final Publications publications;
  private final PublishWork publish;
  private final Statements statements;
  private final Audit audit;
  private final Viewers viewers;

  PlanApi(
      Plans plans,
      Scenarios scenarios,
      Budgets budgets,
      PlanViews views,
      PlanReading reading,
      Publications publications,
      PublishWork publish,
      Statements statements,
      Audit audit,
      Viewers viewers) {
    this.plans = plans;
    this.scenarios = scenarios;
    this.budgets = budgets;
    this.views = views;
    this.reading = reading;
    this.publications = publications;
    this.publish = publish;
    this.statements = statements;
    this.audit = audit;
    this.viewers = viewers;
  }

  /// A plan to be made.
  record PlanNew(long scenarioId) {}

  /// Other budgets.
  record PlanBudgets(
      @Meaning("Whole dollars by fiscal year, for each year of the scenario.")
          Map<String, Long> dollars) {}

  /// Why a plan is withdrawn.
  record PlanWithdrawal(
      @Meaning("1 to 1,000 characters; everybody who had a place in the plan reads this.")
          String why) {}

  /// What was asked for.
  record PublishingAsked(
      long plan, @Meaning("The work that records every decision, under /jobs.") long job) {}

  /// What separate code found in the files of a plan.
  record PlanCheck(
      @Meaning("Whether every step holds.") boolean holds,
      List<PlanCheckStep> steps,
      @Meaning("Added up from the files alone; null where they cannot be read to their end.")
          Optional<PlanCheckFigures> figures,
      @Meaning("What was changed in a copy before the check, when that was asked for.")
          Optional<PlanTampering> tampering) {
    static PlanCheck of(CertificateCheck.Report report, Optional<Tampering> tampering) {
      return new PlanCheck(
          report.holds(),
          report.steps().stream()
              .map(step -> new PlanCheckStep(step.name(), step.holds(), step.detail()))
              .toList(),
          report
              .figures()
              .map(f ->
                  new PlanCheckFigures(
                      f.worthCents().toString(), f.boundCents().toString(), f.gap(), f.digest())),
          tampering.map(t -> new PlanTampering(t.file(), t.line(), t.was(), t.is())));
    }
  }

  /// One thing that was checked.
  record PlanCheckStep(@Meaning("The claim.") String claim, boolean holds, String detail) {}

  /// What was added up.
  record PlanCheckFigures(
      @Meaning("Whole cents, as decimal digits: larger than some programs count.")
          String worthCents,
      @Meaning("Whole cents, as decimal digits.") String boundCents,
      @Meaning("A share with twelve decimals, rounded up.") String gap,
      @Meaning("The plan's fingerprint.") String digest) {}

  /// One digit that was changed.
  record PlanTampering(String file, long line, String was, String is) {}

  @Told(value = "List plans", more = "Newest first.")
  @GetMapping("/plans")
  Page<PlanJson.PlanHead> all(
      @Meaning("Only those made under this scenario.") @RequestParam Optional<Long> scenario,
      Paging paging) {
    Optional<Long> published = published();
    return paging
        .before(scenario.isPresent() ? plans.under(scenario.get()) : plans.all(), Plans.Plan::id)
        .map(plan -> PlanJson.PlanHead.of(plan, published));
  }

  private Optional<Long> published() {
    return publications.current().map(Publications.Publication::plan);
  }

  @Told(
      value = "Ask for a plan",
      more = "It is made in the background: read it until its state is made, infeasible or failed.",
      status = 202)
  @PostMapping("/plans")
  ResponseEntity<PlanJson.PlanHead> make(@RequestBody PlanNew asked) {
    if (scenarios.find(asked.scenarioId()).isEmpty()) {
      throw Problem.faulty("scenario_id", "There is no scenario %d.".formatted(asked.scenarioId()));
    }
    return asked(plans.ask(asked.scenarioId(), Frames.viewer()));
  }

  private ResponseEntity<PlanJson.PlanHead> asked(long plan) {
    return Answers.accepted(
        "/api/v1/plans/" + plan, PlanJson.PlanHead.of(plans.get(plan), published()));
  }

  @Told("Read a plan: its certificate, its figures, whether it is published")
  @GetMapping("/plans/{id}")
  PlanJson.PlanWhole one(@PathVariable long id) {
    Plans.Plan plan = plans.get(id);
    return PlanJson.PlanWhole.of(
        plan,
        publications.of(id),
        publications.publishing(id),
        plan.made()
            ? Optional.of(PlanJson.PlanFigures.of(views.view(id), reading.flows(id)))
            : Optional.empty(),
        published());
  }

  @Told(
      value = "List the people in a plan",
      more = "A plan never changes, so pages never shift. Every look is noted in the audit.")
  @GetMapping("/plans/{id}/people")
  Page<PlanJson.PlannedPerson> people(
      @PathVariable long id,
      @Meaning("Part of an id, a role, an aim or a programme.") @RequestParam(defaultValue = "")
          String find,
      @RequestParam Optional<Strategy> strategy,
      @RequestParam(defaultValue = "") String department,
      @RequestParam(defaultValue = "worth") PeopleWanted.Order order,
      @Meaning("The smallest first.") @RequestParam(defaultValue = "false") boolean ascending,
      Paging paging) {
    plans.get(id);
    PeopleWanted wanted =
        new PeopleWanted(find.strip(), strategy, department, order, ascending, paging.number());
    audit.read("plan people", "plan %d, %s".formatted(id, wanted.words()));
    return paging
        .page(reading.placed(id, wanted, paging.size()), reading.countPlaced(id, wanted))
        .map(PlanJson.PlannedPerson::of);
  }

  @Told(
      value = "Read what a plan says of one person",
      more = "Why this, why nothing else, and the smallest change that would have changed it.")
  @GetMapping("/plans/{id}/people/{employerId}")
  PlanJson.PersonInPlan person(
      @PathVariable long id,
      @Meaning("As the employer's files have it.") @PathVariable String employerId) {
    plans.get(id);
    PlanReading.PersonView person =
        reading
            .person(id, employerId)
            .orElseThrow(() ->
                new NotFound(
                    "Nobody with the id %s was here when plan %d was made."
                        .formatted(employerId, id)));
    audit.read("plan people", "plan %d, %s".formatted(id, employerId));
    return PlanJson.PersonInPlan.of(person);
  }

  @Told(
      value = "Read what a plan says of an invented employee",
      more =
          "Alex is invented and has the facts that at least five people of the plan share. Not found where no five are alike.")
  @GetMapping("/plans/{id}/invented")
  PlanJson.PersonInPlan invented(@PathVariable long id) {
    plans.get(id);
    return views
        .invented(id)
        .map(PlanJson.PersonInPlan::invented)
        .orElseThrow(() -> new NotFound("No five people of plan %d are alike.".formatted(id)));
  }

  @Told("List what managers said against releases in a plan")
  @GetMapping("/plans/{id}/statements")
  Page<PlanJson.StatementAgainst> statements(@PathVariable long id, Paging paging) {
    plans.get(id);
    audit.read("plan people", "plan %d, statements".formatted(id));
    return paging.of(statements.against(id)).map(PlanJson.StatementAgainst::of);
  }

  @Told(
      value = "Compare two plans",
      more = "What changed for people, and every slot that differs with the reason.",
      problems = ProblemType.REFUSED)
  @GetMapping("/plans/{id}/since/{before}")
  PlanJson.PlanComparison compare(@PathVariable long id, @PathVariable long before) {
    for (long plan : new long[] {id, before}) {
      if (!plans.get(plan).made()) {
        throw new Refused(
            "Plan %d was not made, so there is nothing to compare it with.".formatted(plan));
      }
    }
    return PlanJson.PlanComparison.of(
        views.view(before),
        views.view(id),
        reading.difference(before, id),
        SlotChange.between(reading.slots(before), reading.slots(id)),
        published());
  }

  // ---- the proof

  @Told(
      value = "Check the proof of a plan",
      more = "By code that shares nothing with the optimiser, from the files alone.")
  @GetMapping("/plans/{id}/check")
  PlanCheck check(
      @PathVariable long id,
      @Meaning("Change one digit in a copy first: the check must refuse it.")
          @RequestParam(defaultValue = "false")
          boolean tampered) {
    plans.get(id);
    return Proof.unpacked(
        plans.proof(id),
        folder -> {
          Optional<Tampering> tampering =
              tampered
                  ? Optional.of(Tampering.with(folder, ThreadLocalRandom.current()))
                  : Optional.empty();
          return PlanCheck.of(CertificateCheck.of(folder), tampering);
        });
  }

  @Told("Take the files of the proof, as a ZIP")
  @GetMapping(path = "/plans/{id}/proof.zip", produces = "application/zip")
  ResponseEntity<byte[]> proof(@PathVariable long id) {
    byte[] proof = plans.proof(id);
    audit.read("plan people", "plan %d, proof".formatted(id));
    return Answers.file("plan-%d.zip".formatted(id), "application/zip", proof);
  }

  @Told("Take the scenario of a plan as a file")
  @GetMapping(path = "/plans/{id}/scenario.yaml", produces = "application/yaml")
  ResponseEntity<String> scenario(@PathVariable long id) {
    return Answers.file(
        "scenario.yaml",
        "application/yaml",
        scenarios.text(plans.get(id).scenarioId()).orElseThrow());
  }

  // ---- what changes something

  @Told(
      value = "Make a plan under the same scenario with other budgets",
      more = "The scenario with these budgets is a new one.",
      status = 202)
  @PostMapping("/plans/{id}/budget")
  ResponseEntity<PlanJson.PlanHead> budget(@PathVariable long id, @RequestBody PlanBudgets asked) {
    Plans.Plan plan = plans.get(id);
    Map<String, String> faults = new LinkedHashMap<>();
    Map<Integer, Long> dollars = new LinkedHashMap<>();
    for (int year : budgets.years(plan)) {
      Long given = asked.dollars().get(Integer.toString(year));
      if (given == null || given < 0 || given > Budgets.MOST_DOLLARS) {
        faults.put(
            "dollars." + year,
            "The budget of %d is %s. Give whole dollars from 0 to %d."
                .formatted(year, given == null ? "missing" : given, Budgets.MOST_DOLLARS));
      } else {
        dollars.put(year, given);
      }
    }
    asked.dollars().keySet().stream()
        .filter(
            year -> !dollars.containsKey(number(year)) && !faults.containsKey("dollars." + year))
        .forEach(year ->
            faults.put("dollars." + year, "“%s” is no year of the scenario.".formatted(year)));
    if (!faults.isEmpty()) {
      throw Problem.faulty(faults);
    }
    return asked(budgets.ask(plan, dollars, Frames.viewer()));
  }

  private static int number(String year) {
    return year.matches("[1-9]\\d{0,8}") ? Integer.parseInt(year) : -1;
  }

  @Told(
      value = "Publish a plan",
      more =
          "You answer for it by name. Every person's decision is recorded in the background; the plan never changes from then on and takes the place of the one before.",
      status = 202,
      problems = ProblemType.REFUSED)
  @PostMapping("/plans/{id}/publish")
  ResponseEntity<PublishingAsked> publish(@PathVariable long id) {
    plans.get(id);
    long job = publications.ask(id, Frames.viewer());
    return Answers.accepted(job, new PublishingAsked(id, job));
  }

  @Told(value = "Withdraw a published plan", problems = ProblemType.REFUSED)
  @PostMapping("/plans/{id}/withdraw")
  PlanJson.PlanWhole withdraw(@PathVariable long id, @RequestBody PlanWithdrawal asked) {
    plans.get(id);
    publish.withdrawn(id, Frames.viewer(), asked.why());
    return one(id);
  }
}
