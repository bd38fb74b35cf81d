package org.rung.matching.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.rung.matching.Instance;
import org.rung.matching.InstanceFiles;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

/// Stands in for the program of the same name, without Spark: the same arguments, files and words.
public final class SparkPlan {
  private SparkPlan() {}

  /// @throws Exception the test's to see
  public static void main(String[] arguments) throws Exception {
    List<String> given = Arrays.asList(arguments);
    String master = given.get(given.indexOf("--master") + 1);
    if (master.startsWith("spark://nobody")) {
      System.err.println("All masters are unresponsive! Giving up.");
      System.exit(3);
    }
    if (!Files.isDirectory(Path.of(given.get(given.indexOf("--parquet") + 1)))) { // made for it
      System.exit(2);
    }
    System.err.println("WARN a word of Spark");
    System.err.println("pricing");
    Instance instance = InstanceFiles.read(Path.of(given.getFirst()));
    double gap = Double.parseDouble(given.get(given.indexOf("--gap") + 1));
    Outcome outcome =
        Optimiser.solve(instance, new Settings(gap, Duration.ofMinutes(1), 1, 1), Progress.UNHEARD);
    if (outcome instanceof Outcome.Solved solved) {
      PlanFiles.write(Path.of(given.get(given.indexOf("--out") + 1)), instance, solved);
      System.out.printf(
          "{\"outcome\": \"solved\", \"stopped_by\": \"%s\", \"worth\": %d, \"bound\": %d}%n",
          solved.stoppedBy().name().toLowerCase(java.util.Locale.ROOT),
          solved.certificate().worthCents(),
          solved.certificate().boundCents());
    } else if (outcome instanceof Outcome.Infeasible infeasible) {
      System.out.printf("{\"outcome\": \"infeasible\", \"reason\": \"%s\"}%n", infeasible.reason());
      System.exit(1);
    }
  }
}
