package org.rung.server.planning;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rung.matching.Outcome;
import org.rung.matching.Variation;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.springframework.stereotype.Component;

/// Works out a plan's budget curve and plays the plan. Each point is kept once it is found: killed
/// or asked again, it goes on with those that are missing. Every point starts from the prices of
/// the plan alone, so that the curve does not depend on where it was interrupted.
@Component
class OutlookWork implements Work {
  static final String KIND = "outlook";

  /// Of the present budgets; 100 is the plan itself.
  static final int[] PERCENTS = {50, 60, 70, 80, 90, 100, 110, 120, 135, 150};

  static final int RUNS = 2_000;
  static final long SEED = 1;

  private final Outlooks outlooks;
  private final Plans plans;
  private final PlanReading reading;
  private final Scenarios scenarios;

  OutlookWork(Outlooks outlooks, Plans plans, PlanReading reading, Scenarios scenarios) {
    this.outlooks = outlooks;
    this.plans = plans;
    this.reading = reading;
    this.scenarios = scenarios;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    Plans.Plan plan = plans.get(Long.parseLong(job.input()));
    if (!outlooks.played(plan.id())) {
      progress.step("playing the plan", 0, PERCENTS.length);
      outlooks.keep(
          plan.id(),
          new Simulation(RUNS, SEED)
              .of(
                  outlooks.groups(plan.id()),
                  reading.fixed(plan.id(), scenarios.get(plan.scenarioId()).scenario())),
          SEED,
          RUNS);
    }
    Set<Integer> there =
        outlooks.points(plan.id()).stream()
            .map(BudgetCurve.Point::percent)
            .collect(Collectors.toSet());
    if (there.size() < PERCENTS.length) {
      progress.step("reading the plan", there.size(), PERCENTS.length);
      ProvedPlan.open(
          plans, plan.id(), "its budgets", proved -> curve(plan, proved, there, progress));
    }
    return "%s. %s points, each with its proof."
        .formatted(BudgetCurve.of(outlooks.points(plan.id())).finding(), PERCENTS.length);
  }

  private void curve(Plans.Plan plan, ProvedPlan proved, Set<Integer> there, Progress progress) {
    List<Outlooks.Budget> budgets = outlooks.budgets(plan.id());
    int done = there.size();
    for (int percent : IntStream.of(PERCENTS).boxed().sorted(BudgetCurve.NEAREST_FIRST).toList()) {
      if (!there.contains(percent)) {
        outlooks.keep(plan.id(), point(plan, proved, budgets, percent, done, progress));
        done++;
      }
    }
  }

  private static BudgetCurve.Point point(
      Plans.Plan plan,
      ProvedPlan proved,
      List<Outlooks.Budget> budgets,
      int percent,
      int done,
      Progress progress) {
    Variation varied = proved.instance().varied();
    long all = 0;
    for (Outlooks.Budget budget : budgets) {
      long cents = budget.cents() * percent / BudgetCurve.NOW;
      if (cents < budget.kept()) {
        return new BudgetCurve.Point(
            percent,
            budgets.stream().mapToLong(b -> b.cents() * percent / BudgetCurve.NOW).sum(),
            0,
            0,
            0,
            "The education benefit needs %s of the budget of %d, which would be %s."
                .formatted(Formats.dollars(budget.kept()), budget.year(), Formats.dollars(cents)));
      }
      varied.capacity(budget.limit(), cents - budget.kept());
      all += cents;
    }
    if (percent == BudgetCurve.NOW) {
      return new BudgetCurve.Point(
          percent, all, plan.assigned(), plan.certifiedCents(), plan.boundCents(), "");
    }
    Outcome outcome =
        proved.again(
            varied.build(),
            progress,
            "planning with %d %% of the budgets".formatted(percent),
            done,
            PERCENTS.length);
    return switch (outcome) {
      case Outcome.Solved solved ->
          new BudgetCurve.Point(
              percent,
              all,
              solved.certificate().assigned(),
              solved.certificate().worthCents(),
              solved.certificate().boundCents(),
              "");
      case Outcome.Infeasible none ->
          new BudgetCurve.Point(
              percent, all, 0, 0, 0, "No plan can keep every rule: " + none.reason());
      case Outcome.NothingFeasible none ->
          new BudgetCurve.Point(
              percent,
              all,
              0,
              0,
              none.boundCents(),
              "No plan that keeps every rule was found: " + none.reason());
    };
  }
}
