package org.rung.matching.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.testkit.SeededInstances;

/// The optimiser on a standalone cluster.
class ClusterTest {
  /// Passes after which candidates near the best lie on both workers, and prices are far from
  /// found.
  private static final int IN_THE_MIDST = 95;

  @Test
  void answersAsOneMachineDoesThoughAWorkerIsKilledInMidRun(@TempDir Path folder) throws Exception {
    Instance instance = SeededInstances.firstExperiment(3_500, 30, 40, 30, 1);
    Outcome here = Optimiser.solve(instance, SparkOptimiserTest.HOW, Progress.UNHEARD);
    String tables = folder.resolve("parquet").toString();
    ParquetInstance.write(tables, instance);
    Overhead overhead = new Overhead();
    AtomicBoolean killed = new AtomicBoolean();
    try (Cluster cluster = new Cluster(folder, 2);
        JavaSparkContext spark =
            new JavaSparkContext(SparkPlan.configuration(cluster.master(), Cluster.settings()));
        SparkOptimiser optimiser = new SparkOptimiser(spark, tables)) {
      spark.sc().addSparkListener(overhead);
      Progress killing =
          report -> {
            if (report.phase() == Progress.Phase.PRICING
                && report.iterations() > IN_THE_MIDST
                && !killed.getAndSet(true)) {
              cluster.kill(1);
            }
            return true;
          };

      Outcome.Solved there = (Outcome.Solved) optimiser.solve(SparkOptimiserTest.HOW, killing);

      assertThat(killed).isTrue();
      assertThat(overhead.executorsRemoved()).isEqualTo(1);
      assertThat(SparkOptimiser.numbered(instance, there)).isEqualTo(here);
    }
  }
}
