package org.rung.server.home;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Told;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.planning.Plans;
import org.springframework.web.bind.annotation.GetMapping;

/// The overview, as JSON.
@JsonApi
class OverviewApi {
  private static final String WORD =
      "The page where it is done, without the leading slash; the same word below /api/v1 is its address here.";

  private final FirstPage first;
  private final Plans plans;
  private final Jobs jobs;

  OverviewApi(FirstPage first, Plans plans, Jobs jobs) {
    this.first = first;
    this.plans = plans;
    this.jobs = jobs;
  }

  /// Where everything stands.
  record OverviewWhole(
      @Meaning("In the newest workforce file. " + Counts.HIDDEN) OptionalLong people,
      @Meaning("The newest plan that was made, under /plans; null before the first.")
          Optional<Long> plan,
      @Meaning("What has to be there before a plan, in this order.") List<OverviewStep> steps,
      @Meaning("What waits for a planner.") List<OverviewWaiting> waiting,
      @Meaning("The largest changes in people beyond chance, first to newest workforce file.")
          List<OverviewChange> changes,
      @Meaning("Long work that goes on or waits, under /jobs.") List<Long> jobs) {}

  /// A step before the first plan.
  record OverviewStep(String step, @Meaning(WORD) String page, boolean done) {
    static OverviewStep of(Step step) {
      return new OverviewStep(step.label(), step.href().substring(1), step.done());
    }
  }

  /// Something that waits.
  record OverviewWaiting(
      @Meaning("What to do, with how many.") String deed,
      @Meaning(WORD) String page,
      @Meaning("Why, in words.") String why) {
    static OverviewWaiting of(Waiting waiting) {
      return new OverviewWaiting(waiting.deed(), waiting.href().substring(1), waiting.why());
    }
  }

  /// A role whose headcount changed beyond chance.
  record OverviewChange(
      @Meaning("Under /growth.") int role,
      String title,
      @Meaning("People in the first workforce file.") long peopleAtStart,
      @Meaning("In the newest.") long peopleNow) {
    static OverviewChange of(Change change) {
      return new OverviewChange(change.roleId(), change.title(), change.from(), change.to());
    }
  }

  @Told(
      value = "Read where everything stands, and what waits",
      more = "What the newest plan says stands at its own address.")
  @GetMapping("/overview")
  OverviewWhole overview() {
    return new OverviewWhole(
        Counts.of(first.people()),
        plans.newest().map(Plans.Plan::id),
        first.steps().stream().map(OverviewStep::of).toList(),
        first.waiting().stream().map(OverviewWaiting::of).toList(),
        first.changes().stream().map(OverviewChange::of).toList(),
        jobs.open().stream().map(Job::id).toList());
  }
}
