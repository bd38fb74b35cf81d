package org.rung.server.planning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.InstanceFiles;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Prices;
import org.rung.server.jobs.Work;
import org.rung.server.pages.NotFound;

/// A made plan as its proof holds it, to plan again with more or less of what is scarce.
///
/// @param folder the proof's files, there as long as the work looks at them
record ProvedPlan(Path folder, Instance instance, Prices prices) {
  /// Lets the work look at a plan whose proof lies in the database.
  ///
  /// @param varied what cannot be varied without the proof, as people read it: “its budgets”
  /// @throws Work.WorkFailed if the plan has no proof here
  static void open(Plans plans, long plan, String varied, Consumer<ProvedPlan> work) {
    byte[] proof;
    try {
      proof = plans.proof(plan);
    } catch (NotFound none) {
      throw new Work.WorkFailed(
          "Plan %d has no proof here, so %s cannot be varied. Make the plan again under its scenario."
              .formatted(plan, varied));
    }
    Proof.unpacked(
        proof,
        folder -> {
          work.accept(read(folder));
          return plan;
        });
  }

  private static ProvedPlan read(Path folder) {
    try {
      Instance instance = InstanceFiles.read(folder.resolve("instance"));
      return new ProvedPlan(folder, instance, PlanFiles.readPrices(folder, instance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Who follows which pathway in it.
  Choice choice() {
    try {
      return PlanFiles.readChoice(folder, instance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Plans again, from the prices of this plan alone: what is found does not depend on what was
  /// planned before it.
  ///
  /// @param varied the instance with other capacities
  /// @param phase said with what is done, again and again, as [Work.Progress#step] takes them
  /// @throws Work.Cancelled if somebody cancelled
  Outcome again(Instance varied, Work.Progress progress, String phase, long done, long total) {
    progress.step(phase, done, total);
    Outcome outcome =
        Optimiser.again(
            varied,
            prices,
            PlanWork.settings(instance),
            report -> {
              if (progress.cancelled()) {
                return false;
              }
              progress.step(phase, done, total);
              return true;
            });
    if (progress.cancelled()) {
      throw new Work.Cancelled();
    }
    return outcome;
  }
}
