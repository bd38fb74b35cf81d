package org.rung.server.planning;

import java.nio.file.Path;
import java.util.Optional;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Prices;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

/// Where the optimiser runs. The answer is the same wherever that is.
@FunctionalInterface
public interface Engine {
  /// This process.
  Engine HERE =
      new Engine() {
        @Override
        public Outcome solve(Instance instance, Settings settings, Progress progress) {
          return Optimiser.solve(instance, settings, progress);
        }

        @Override
        public Outcome again(Instance instance, Prices last, Settings settings, Progress progress) {
          return Optimiser.again(instance, last, settings, progress);
        }
      };

  /// Solves an instance, as [Optimiser#solve].
  Outcome solve(Instance instance, Settings settings, Progress progress);

  /// Solves an instance that differs a little from one solved before, as [Optimiser#again]. An
  /// engine that cannot start from prices solves it from nothing.
  ///
  /// @param last as many limits and intakes as the instance has
  default Outcome again(Instance instance, Prices last, Settings settings, Progress progress) {
    return solve(instance, settings, progress);
  }

  /// Apache Spark, in a process of its own.
  ///
  /// @param home the checkout that holds Spark's part, built
  /// @param master the cluster's address as Spark writes it, or `local[*]`
  /// @param shared a folder that every worker can read, for the run; empty where all of them are on
  ///   this machine
  static Engine spark(Path home, String master, Optional<Path> shared) {
    return new SparkEngine(home, master, shared);
  }
}
