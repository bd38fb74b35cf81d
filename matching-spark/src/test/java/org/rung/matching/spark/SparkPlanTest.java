package org.rung.matching.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Instance;
import org.rung.matching.InstanceFiles;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.matching.testkit.CertificateCheck;
import org.rung.matching.testkit.SeededInstances;
import picocli.CommandLine;

/// The command that solves an instance on Spark.
class SparkPlanTest {
  @TempDir Path folder;

  @Test
  void makesThePlanOfOneMachineFromCsvFiles() throws Exception {
    Instance instance = SeededInstances.firstExperiment(300, 6, 8, 8, 4);
    InstanceFiles.write(folder.resolve("instance"), instance);
    Settings how = new Settings(0.05, Duration.ofMinutes(1), 1, 1);
    Outcome.Solved here = (Outcome.Solved) Optimiser.solve(instance, how, Progress.UNHEARD);

    String said = run(0, folder.resolve("instance"), "--gap", "0.05");

    assertThat(said).contains("\"outcome\": \"solved\"", "\"people\": 300");
    assertThat(CertificateCheck.of(folder.resolve("out")).holds()).isTrue();
    assertThat(Files.readString(folder.resolve("out/certificate.json")))
        .contains(PlanFiles.write(folder.resolve("here"), instance, here).digest());
  }

  @Test
  void saysWhichTableIsMissing() throws Exception {
    ParquetInstance.write(folder.resolve("instance").toString(), SeededInstances.workforce(20, 4));
    Files.delete(folder.resolve("instance/seats.parquet"));

    run(2, folder.resolve("instance"));

    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("seats.parquet is not there");
  }

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private String run(int code, Path instance, String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandLine line = SparkPlan.commandLine();
    line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(
        new java.io.PrintWriter(
            new PrintStream(errors, true, StandardCharsets.UTF_8), true, StandardCharsets.UTF_8));
    String[] arguments =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    instance.toString(),
                    "--out",
                    folder.resolve("out").toString(),
                    "--parquet",
                    folder.resolve("parquet").toString(),
                    "--master",
                    "local[1]",
                    "--conf",
                    "spark.driver.host=127.0.0.1"),
                java.util.stream.Stream.of(more))
            .toArray(String[]::new);
    assertThat(line.execute(arguments)).isEqualTo(code);
    return out.toString(StandardCharsets.UTF_8);
  }
}
