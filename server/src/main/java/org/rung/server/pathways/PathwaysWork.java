package org.rung.server.pathways;

import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.springframework.stereotype.Component;

/// Builds all pathways anew as a job of the kind `pathways`; run twice it gives the same.
@Component
class PathwaysWork implements Work {
  private final Pathways pathways;

  PathwaysWork(Pathways pathways) {
    this.pathways = pathways;
  }

  @Override
  public String kind() {
    return "pathways";
  }

  @Override
  public String run(Job job, Progress progress) {
    progress.step("finding steps and programmes", 0, 1);
    Pathways.Built built = pathways.rebuild();
    progress.step("done", 1, 1);
    return "%s from %s."
        .formatted(
            Formats.counted(built.pathways(), "pathway", "pathways"),
            Formats.counted(built.rolesWithOne(), "role", "roles"));
  }
}
