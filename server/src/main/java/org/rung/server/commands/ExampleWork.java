package org.rung.server.commands;

import java.nio.file.Path;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.planning.PlanFolder;
import org.rung.server.planning.Plans;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Loads the example of the demo and asks for its plan. Killed, it starts again: what is there
/// already changes nothing, and a second plan is not asked for.
@Component
class ExampleWork implements Work {
  static final String KIND = "example";

  private final PlanFolder folder;
  private final Plans plans;
  private final Path home;

  ExampleWork(PlanFolder folder, Plans plans, @Value("${rung.home}") Path home) {
    this.folder = folder;
    this.plans = plans;
    this.home = home;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    PlanFolder.Taken taken =
        folder.take(home.resolve("examples").resolve("chicago"), job.askedBy(), progress);
    if (plans.all().isEmpty()) {
      plans.ask(taken.scenario(), job.askedBy());
    }
    return String.join("; ", taken.notes());
  }
}
