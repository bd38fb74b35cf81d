package org.rung.server.planning;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.matching.Instance;
import org.rung.matching.Outcome;
import org.rung.matching.Prices;
import org.rung.matching.Settings;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.springframework.stereotype.Component;

/// Makes one plan: builds the instance, solves it, stores the plan with its proof. Killed, it
/// starts again; a plan is stored whole or not at all, and only once.
@Component
class PlanWork implements Work {
  static final String KIND = "plan";

  private final Scenarios scenarios;
  private final ModelSource source;
  private final PlanStore store;
  private final Plans plans;
  private final EarlierPlans earlier;
  private final Publications publications;

  PlanWork(
      Scenarios scenarios,
      ModelSource source,
      PlanStore store,
      Plans plans,
      EarlierPlans earlier,
      Publications publications) {
    this.scenarios = scenarios;
    this.source = source;
    this.store = store;
    this.plans = plans;
    this.earlier = earlier;
    this.publications = publications;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    long plan = Long.parseLong(job.input());
    try {
      Made made = make(plan, progress, true, Engine.HERE);
      return made.message();
    } catch (ScenarioProblem e) {
      plans.failed(plan, String.valueOf(e.getMessage()));
      throw new WorkFailed(String.valueOf(e.getMessage()));
    } catch (Cancelled e) {
      plans.failed(plan, "Cancelled before a plan was found.");
      throw e;
    }
  }

  /// What came of a plan, with how long building and solving took.
  ///
  /// @param solution empty when no plan keeps every rule
  record Made(String message, Optional<Solution> solution, Duration build, Duration solve) {}

  /// Makes a plan that keeps what the published one gave, as far as its scenario asks for it.
  private Made make(long plan, Progress progress, boolean keepProof, Engine engine) {
    Scenario scenario = scenarios.get(plans.get(plan).scenarioId()).scenario();
    return make(
        plan,
        earlier.kept(
            publications.current().map(Publications.Publication::plan), scenario.stabilityCents()),
        progress,
        keepProof,
        engine);
  }

  /// @param kept what people were given before and what keeping it counts
  /// @param keepProof whether the proof is stored with the plan; it may have hundreds of megabytes
  /// @param engine where it is solved
  Made make(long plan, Kept kept, Progress progress, boolean keepProof, Engine engine) {
    Plans.Plan asked = plans.get(plan);
    Scenario scenario = scenarios.find(asked.scenarioId()).orElseThrow().scenario();
    progress.step("reading people and pathways", 0, 0);
    long start = System.nanoTime();
    Model model = source.build(scenario, kept);
    Duration build = Duration.ofNanos(System.nanoTime() - start);
    progress.step(
        "%s candidates".formatted(Formats.count(model.instance().candidateCount())), 0, 0);
    start = System.nanoTime();
    Optional<EarlierPlan> before = asked.base().map(earlier::read);
    Outcome outcome = solve(model, before.map(last -> last.prices(model)), progress, engine);
    Duration solve = Duration.ofNanos(System.nanoTime() - start);
    return switch (outcome) {
      case Outcome.Solved solved -> {
        if (solved.stoppedBy() == Outcome.StoppedBy.CANCELLED) {
          throw new Cancelled();
        }
        progress.step("writing the plan", 0, 0);
        Solution solution = new Solution(model, solved);
        store.save(
            plan,
            solution,
            before
                .map(last ->
                    WhoChanged.of(solution, last, people -> earlier.weighed(last.plan(), people)))
                .orElseGet(List::of),
            keepProof ? Optional.of(Proof.pack(model.instance(), solved)) : Optional.empty(),
            build.toMillis(),
            solve.toMillis());
        yield new Made(
            "%s people, worth %s, within %s of the best possible plan"
                .formatted(
                    Formats.count(solved.certificate().assigned()),
                    Formats.dollars(
                        solved.certificate().worthCents() - solution.keptPeople() * kept.cents()),
                    Formats.gap(solved.certificate().gap())),
            Optional.of(solution),
            build,
            solve);
      }
      case Outcome.Infeasible infeasible ->
          none(
              plan,
              "No plan can keep every rule: %s.%s"
                  .formatted(
                      infeasible.reason(),
                      model.instance().candidateCount() == 0
                          ? " Nobody has a pathway to weigh: that takes programmes, openings and"
                              + " roles with an occupation."
                          : ""),
              build,
              solve);
      case Outcome.NothingFeasible nothing ->
          none(plan, "No plan that keeps every rule was found: " + nothing.reason(), build, solve);
    };
  }

  private Made none(long plan, String reason, Duration build, Duration solve) {
    store.infeasible(plan, reason);
    return new Made(reason, Optional.empty(), build, solve);
  }

  /// How long, how well and with how many threads an instance is solved.
  static Settings settings(Instance instance) {
    return new Settings(
        0.0001,
        timeLimit(instance.candidateCount()),
        Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors())),
        1);
  }

  /// @param last prices to start from, empty for none
  private static Outcome solve(
      Model model, Optional<Prices> last, Progress progress, Engine engine) {
    Settings settings = settings(model.instance());
    org.rung.matching.Progress heard =
        report -> {
          if (progress.cancelled()) {
            return false;
          }
          progress.step(words(report), 0, 0);
          return true;
        };
    return last.isPresent()
        ? engine.again(model.instance(), last.get(), settings, heard)
        : engine.solve(model.instance(), settings, heard);
  }

  /// A minute, and more for what takes longer to look through even once.
  static Duration timeLimit(int candidates) {
    return Duration.ofSeconds(Math.max(60, candidates / 40_000));
  }

  private static String words(org.rung.matching.Progress.Report report) {
    String phase =
        switch (report.phase()) {
          case PRICING -> "pricing seats, slots and money";
          case PLANNING -> "making a whole plan";
          case IMPROVING, SEARCHING -> "making the plan better";
        };
    return phase + gap(report.worthCents(), report.boundCents());
  }

  private static String gap(OptionalLong worth, OptionalLong bound) {
    if (worth.isEmpty() || bound.isEmpty()) {
      return "";
    }
    double gap =
        (bound.getAsLong() - worth.getAsLong()) / (double) Math.max(1, Math.abs(bound.getAsLong()));
    return ", within " + Formats.gap(gap);
  }
}
