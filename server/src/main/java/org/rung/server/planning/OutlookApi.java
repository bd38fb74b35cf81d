package org.rung.server.planning;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// What lies around a plan, as JSON.
@JsonApi
class OutlookApi {
  private static final String CENTS = "Whole cents. ";
  private static final String HIDDEN =
      "Null for a group of one to four, and where it would tell one.";

  private final Outlooks outlooks;
  private final Plans plans;

  OutlookApi(Outlooks outlooks, Plans plans) {
    this.outlooks = outlooks;
    this.plans = plans;
  }

  /// What was asked for.
  record OutlookAsked(
      long plan, @Meaning("The work that looks around it, under /jobs.") long job) {}

  /// Other budgets of a plan, what one more would add, and what may come of it.
  record PlanOutlook(
      @Meaning("The work on it; null until somebody asked.") Optional<Long> job,
      @Meaning("Whether everything asked for is there.") boolean whole,
      @Meaning("By budget; grows while the work goes on.") List<PlanCurvePoint> curve,
      @Meaning("Parts of the curve that count as equal, in words.") List<String> equal,
      @Meaning("The dearest ten seats, openings and dollars.") List<PlanScarce> oneMore,
      @Meaning("Of the simulation; null until it was made.") OptionalLong seed,
      OptionalInt runs,
      @Meaning("Places filled, by role.") List<PlanRange> places,
      @Meaning("Money spent, by fiscal year: the prices of those who complete, and fixed prices.")
          List<PlanRange> money) {
    static PlanOutlook of(Outlook outlook) {
      Optional<Outlook.Asked> played = outlook.asked().filter(asked -> asked.runs() > 0);
      return new PlanOutlook(
          outlook.job().map(org.rung.server.jobs.Job::id),
          outlook.whole(),
          outlook.curve().points().stream()
              .map(point -> PlanCurvePoint.of(outlook.curve(), point))
              .toList(),
          outlook.curve().equalParts(),
          outlook.oneMore().stream().map(PlanScarce::of).toList(),
          played.isPresent() ? OptionalLong.of(played.get().seed()) : OptionalLong.empty(),
          played.isPresent() ? OptionalInt.of(played.get().runs()) : OptionalInt.empty(),
          outlook.places().stream().map(PlanRange::of).toList(),
          outlook.money().stream().map(PlanRange::of).toList());
    }
  }

  /// A budget and what it gives.
  record PlanCurvePoint(
      @Meaning("Of every fiscal year's present budget; 100 is the plan itself.") int percent,
      @Meaning(CENTS + "Of all fiscal years.") long budgetCents,
      @Meaning(HIDDEN) OptionalLong people,
      @Meaning(CENTS + "Of the plan found; null where there is none. " + HIDDEN)
          OptionalLong worthCents,
      @Meaning(CENTS + "No plan with this budget is worth more.") OptionalLong boundCents,
      @Meaning(
              "The percent of the point that this one is not told apart from, since they differ by one to four people; null otherwise.")
          OptionalInt near,
      @Meaning("Why there is no plan, empty when there is one.") String reason) {
    static PlanCurvePoint of(BudgetCurve curve, BudgetCurve.Point point) {
      boolean told = curve.tells(point);
      return new PlanCurvePoint(
          point.percent(),
          point.budgetCents(),
          shown(told, point.people()),
          shown(told, point.worthCents()),
          shown(told, point.boundCents()),
          curve
              .near(point)
              .map(other -> OptionalInt.of(other.percent()))
              .orElseGet(OptionalInt::empty),
          point.reason());
    }
  }

  /// What one more of something scarce would add.
  record PlanScarce(
      @Meaning("seat, opening or dollar.") String kind,
      @Meaning("The programme, the role, or the budget.") String label,
      @Meaning("The day or the year, in words; empty for any.") String when,
      @Meaning("Cents of worth for one more, at most; not whole.") double cents) {
    static PlanScarce of(OneMore more) {
      return new PlanScarce(more.kind(), more.label(), more.when(), more.cents());
    }
  }

  /// What 10, 50 and 90 of a hundred runs stay at or under.
  record PlanRange(
      @Meaning("The role or the fiscal year.") String label,
      @Meaning("Places or cents, if everybody completes. " + HIDDEN) OptionalLong most,
      OptionalLong low,
      OptionalLong middle,
      OptionalLong high) {
    static PlanRange of(Outlook.Ranged range) {
      return new PlanRange(
          range.label(),
          shown(range.told(), range.planned()),
          shown(range.told(), range.low()),
          shown(range.told(), range.middle()),
          shown(range.told(), range.high()));
    }
  }

  private static OptionalLong shown(boolean told, long value) {
    return told ? OptionalLong.of(value) : OptionalLong.empty();
  }

  @Told(
      value = "Read what lies around a plan",
      more = "Its worth with other budgets, what one more would add, and what may come of it.")
  @GetMapping("/plans/{id}/outlook")
  PlanOutlook outlook(@PathVariable long id) {
    plans.get(id);
    return PlanOutlook.of(outlooks.of(id));
  }

  @Told(
      value = "Work out what lies around a plan",
      more = "In the background: read it until it is whole. The plan stays as it is.",
      status = 202,
      problems = ProblemType.REFUSED)
  @PostMapping("/plans/{id}/outlook")
  ResponseEntity<OutlookAsked> ask(@PathVariable long id) {
    plans.get(id);
    long job = outlooks.ask(id, Frames.viewer());
    return Answers.accepted(job, new OutlookAsked(id, job));
  }
}
