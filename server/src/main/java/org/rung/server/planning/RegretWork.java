package org.rung.server.planning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Outcome;
import org.rung.matching.Variation;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.springframework.stereotype.Component;

/// Plans every forecast of a plan and holds each of the plans against every other forecast. What
/// was found for a forecast is kept at once: killed or asked again, it goes on with those that are
/// missing. Every one starts from the prices of the plan itself, so that it does not depend on
/// where the work was interrupted.
@Component
class RegretWork implements Work {
  static final String KIND = "regret";

  private final Regrets regrets;
  private final Plans plans;

  RegretWork(Regrets regrets, Plans plans) {
    this.regrets = regrets;
    this.plans = plans;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    Plans.Plan plan = plans.get(Long.parseLong(job.input()));
    List<Regrets.Wanted> wanted = regrets.wanted(plan.id());
    progress.step("reading the plan", 0, wanted.size());
    ProvedPlan.open(
        plans,
        plan.id(),
        "its openings",
        proved -> {
          find(plan, proved, wanted, progress);
          beside(plan, proved.instance(), wanted, progress);
        });
    return regrets.of(plan.id()).finding() + ".";
  }

  private void find(
      Plans.Plan plan, ProvedPlan proved, List<Regrets.Wanted> wanted, Progress progress) {
    Choice choice = proved.choice();
    Map<Integer, String> lastOfRole = regrets.lastOfRole(plan.id());
    Set<Integer> there =
        regrets.of(plan.id()).forecasts().stream()
            .map(Regret.Forecast::number)
            .collect(Collectors.toSet());
    for (Regrets.Wanted forecast : wanted) {
      if (there.contains(forecast.number())) {
        continue;
      }
      long openings = forecast.all(lastOfRole);
      if (forecast.number() == 0) {
        regrets.keep(
            plan.id(),
            new Regret.Forecast(
                0,
                forecast.name(),
                openings,
                plan.assigned(),
                plan.certifiedCents(),
                plan.boundCents(),
                ""),
            Optional.of(new Regrets.Made(0, choice.toArray(), proved.prices())));
        continue;
      }
      Outcome outcome =
          proved.again(
              varied(proved.instance(), forecast),
              progress,
              "planning with “%s”".formatted(forecast.name()),
              forecast.number(),
              wanted.size());
      switch (outcome) {
        case Outcome.Solved solved ->
            regrets.keep(
                plan.id(),
                new Regret.Forecast(
                    forecast.number(),
                    forecast.name(),
                    openings,
                    solved.certificate().assigned(),
                    solved.certificate().worthCents(),
                    solved.certificate().boundCents(),
                    ""),
                Optional.of(
                    new Regrets.Made(
                        forecast.number(), solved.choice().toArray(), solved.prices())));
        case Outcome.Infeasible none ->
            regrets.keep(plan.id(), none(forecast, openings, 0, none.reason()), Optional.empty());
        case Outcome.NothingFeasible none ->
            regrets.keep(
                plan.id(),
                none(forecast, openings, none.boundCents(), none.reason()),
                Optional.empty());
      }
    }
  }

  private static Regret.Forecast none(
      Regrets.Wanted forecast, long openings, long boundCents, String reason) {
    return new Regret.Forecast(
        forecast.number(),
        forecast.name(),
        openings,
        0,
        0,
        boundCents,
        "No plan keeps every rule under it: " + reason);
  }

  static Instance varied(Instance instance, Regrets.Wanted forecast) {
    Variation varied = instance.varied();
    forecast.slots().forEach(varied::capacity);
    return varied.build();
  }

  /// Every plan under every forecast.
  private void beside(
      Plans.Plan plan, Instance instance, List<Regrets.Wanted> wanted, Progress progress) {
    Set<Integer> slots = wanted.getFirst().slots().keySet();
    for (Regrets.Made made : regrets.made(plan.id(), instance)) {
      progress.step("holding each plan against the others", wanted.size(), wanted.size());
      for (Regrets.Wanted under : wanted) {
        if (progress.cancelled()) {
          throw new Cancelled();
        }
        regrets.keep(
            plan.id(),
            made.number(),
            under.number(),
            FallOut.of(varied(instance, under), made.choice(), made.prices(), slots::contains));
      }
    }
  }
}
