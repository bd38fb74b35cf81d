package org.rung.server.planning;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// A plan under several forecasts of openings, as JSON.
@JsonApi
class RegretApi {
  private static final String CENTS = "Whole cents. ";
  private static final String HIDDEN = "Null where it would tell a group of one to four.";

  private final Regrets regrets;
  private final Plans plans;

  RegretApi(Regrets regrets, Plans plans) {
    this.regrets = regrets;
    this.plans = plans;
  }

  /// What was asked for.
  record RegretAsked(
      long plan, @Meaning("The work that plans every forecast, under /jobs.") long job) {}

  /// A plan beside the plans for other forecasts.
  record PlanRegret(
      @Meaning("The work on it; null until somebody asked.") Optional<Long> job,
      @Meaning("Whether every forecast is planned and held against the others.") boolean whole,
      @Meaning("In plain words.") String finding,
      List<PlanForecast> forecasts,
      @Meaning("The number of the plan whose largest regret is smallest; null until it is whole.")
          Optional<Integer> least) {
    static PlanRegret of(Regret regret) {
      return new PlanRegret(
          regret.job().map(org.rung.server.jobs.Job::id),
          regret.whole(),
          regret.finding(),
          regret.forecasts().stream().map(made -> PlanForecast.of(regret, made)).toList(),
          regret.least().map(Regret.Forecast::number));
    }
  }

  /// A forecast and the plan found for it.
  record PlanForecast(
      @Meaning("0 is the plan itself.") int number,
      String name,
      @Meaning("Slots of all roles at the end of the last year.") long openings,
      @Meaning("People in the plan for it. " + Counts.HIDDEN) OptionalLong people,
      @Meaning("Why there is no plan for it, empty when there is one.") String reason,
      @Meaning("What the plan for it is worth under each forecast, in their order.")
          List<PlanUnderForecast> under,
      @Meaning(CENTS + "The largest of its regrets. " + HIDDEN) OptionalLong largestRegretCents) {
    static PlanForecast of(Regret regret, Regret.Forecast made) {
      return new PlanForecast(
          made.number(),
          made.name(),
          made.openings(),
          Counts.of(made.people()),
          made.reason(),
          made.found()
              ? regret.forecasts().stream()
                  .map(under -> PlanUnderForecast.of(regret, made, under))
                  .toList()
              : List.of(),
          regret.tells(made.number()) ? regret.largest(made.number()) : OptionalLong.empty());
    }
  }

  /// A plan under a forecast.
  record PlanUnderForecast(
      @Meaning("The forecast's number.") int number,
      @Meaning(CENTS + "Of what is left of the plan there. " + HIDDEN) OptionalLong worthCents,
      @Meaning(CENTS + "What the best plan found for the forecast is worth more. " + HIDDEN)
          OptionalLong regretCents) {
    static PlanUnderForecast of(Regret regret, Regret.Forecast made, Regret.Forecast under) {
      boolean told = regret.tells(made.number(), under.number());
      return new PlanUnderForecast(
          under.number(),
          told
              ? OptionalLong.of(
                  regret.cell(made.number(), under.number()).orElseThrow().worthCents())
              : OptionalLong.empty(),
          told ? regret.regret(made.number(), under.number()) : OptionalLong.empty());
    }
  }

  @Told(
      value = "Read how a plan fares under other forecasts of openings",
      more = "Each forecast's plan under each forecast, and what it would be regretted by.")
  @GetMapping("/plans/{id}/regret")
  PlanRegret regret(@PathVariable long id) {
    plans.get(id);
    return PlanRegret.of(regrets.of(id));
  }

  @Told(
      value = "Plan every forecast of openings and hold each plan against the others",
      more = "In the background: read it until it is whole. The plan stays as it is.",
      status = 202,
      problems = ProblemType.REFUSED)
  @PostMapping("/plans/{id}/regret")
  ResponseEntity<RegretAsked> ask(@PathVariable long id) {
    plans.get(id);
    long job = regrets.ask(id, Frames.viewer());
    return Answers.accepted(job, new RegretAsked(id, job));
  }
}
