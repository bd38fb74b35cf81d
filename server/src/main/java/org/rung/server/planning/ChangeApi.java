package org.rung.server.planning;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Who changed since the plan that a plan started from, as JSON.
@JsonApi
class ChangeApi {
  private final Plans plans;
  private final PlanChanges changes;
  private final Audit audit;

  ChangeApi(Plans plans, PlanChanges changes, Audit audit) {
    this.plans = plans;
    this.changes = changes;
    this.audit = audit;
  }

  /// What changed for everybody together.
  record PlanChangesSince(
      @Meaning("The plan that it started from.") long base,
      @Meaning("In plain words.") String finding,
      @Meaning("People in the second alone. " + Counts.HIDDEN) OptionalLong entered,
      @Meaning("People in the first alone. " + Counts.HIDDEN) OptionalLong left,
      @Meaning("In both, on another pathway. " + Counts.HIDDEN) OptionalLong changed,
      @Meaning("In both, on the same. " + Counts.HIDDEN) OptionalLong same,
      @Meaning("What moved them, the one that moved most people first.")
          List<PlanChangeCause> causes) {
    static PlanChangesSince of(SincePlan since) {
      PlanDifference all = since.difference();
      boolean told = all.isTold();
      return new PlanChangesSince(
          since.base(),
          since.finding(),
          shown(told, all.entered()),
          shown(told, all.left()),
          shown(told, all.changed()),
          shown(told, all.same()),
          since.causes().stream()
              .map(cause ->
                  new PlanChangeCause(
                      cause.name(),
                      shown(cause.told()[0], cause.entered()),
                      shown(cause.told()[1], cause.left()),
                      shown(cause.told()[2], cause.changed())))
              .toList());
    }

    private static OptionalLong shown(boolean told, long people) {
      return told ? OptionalLong.of(people) : OptionalLong.empty();
    }
  }

  /// How many people one cause moved.
  record PlanChangeCause(
      @Meaning("For example a budget, the seats of an intake, the slots of a role.") String cause,
      @Meaning(Counts.HIDDEN) OptionalLong entered,
      @Meaning(Counts.HIDDEN) OptionalLong left,
      @Meaning(Counts.HIDDEN) OptionalLong changed) {}

  /// Somebody whose place differs.
  record PlanPersonChange(
      String employerId,
      String role,
      @Meaning("Has a place now (in), had one (out), or has another pathway (moved).")
          PersonChange.Kind kind,
      @Meaning("What the person had, empty for nothing.") String was,
      @Meaning("What the person has, empty for nothing.") String now,
      String cause,
      @Meaning("In a sentence, with the figures of both plans.") String reason) {
    static PlanPersonChange of(ChangedPerson person) {
      return new PlanPersonChange(
          person.employerId(),
          person.title(),
          person.kind(),
          person.was(),
          person.is(),
          person.cause(),
          person.reason());
    }
  }

  @Told(
      value = "Read what changed since the plan that a plan started from",
      more = "How many people enter, leave or change, and what moved them.",
      problems = ProblemType.REFUSED)
  @GetMapping("/plans/{id}/changes")
  PlanChangesSince changes(@PathVariable long id) {
    return PlanChangesSince.of(ChangePages.since(changes, plans.get(id)));
  }

  @Told(
      value = "List the people whose place changed, each with the reason",
      more = "A plan never changes, so pages never shift. Every look is noted in the audit.",
      problems = ProblemType.REFUSED)
  @GetMapping("/plans/{id}/changes/people")
  Page<PlanPersonChange> people(
      @PathVariable long id,
      @Meaning("Part of an id, a role or a cause.") @RequestParam(defaultValue = "") String find,
      @RequestParam Optional<PersonChange.Kind> kind,
      Paging paging) {
    SincePlan since = ChangePages.since(changes, plans.get(id));
    audit.read("plan people", "plan %d, changes since plan %d".formatted(id, since.base()));
    PlanChanges.Wanted wanted = new PlanChanges.Wanted(find.strip(), kind, paging.number());
    return paging
        .page(changes.people(id, wanted, paging.size()), changes.count(id, wanted))
        .map(PlanPersonChange::of);
  }
}
