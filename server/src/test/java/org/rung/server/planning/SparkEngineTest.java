package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.matching.spark.SparkPlan;
import org.rung.server.jobs.Work;

/// What is said to Spark's process, and how its answer is taken; the process itself is stood in
/// for.
class SparkEngineTest {
  private static final Settings HOW = new Settings(1e-4, Duration.ofMinutes(1), 1, 1);

  @TempDir Path home;

  @BeforeEach
  void standIn() throws IOException {
    Path folder = Files.createDirectories(home.resolve("matching-spark/target"));
    Files.writeString(folder.resolveSibling("java.options"), "-Xmx64m\n");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Instance.class.getProtectionDomain().getCodeSource().getLocation().toString());
    String name = SparkPlan.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar =
            new JarOutputStream(
                Files.newOutputStream(folder.resolve("rung-matching-spark.jar")), manifest);
        InputStream type = SparkPlan.class.getResourceAsStream("/" + name)) {
      jar.putNextEntry(new JarEntry(name));
      type.transferTo(jar);
    }
  }

  @Test
  void givesTheAnswerThatThisProcessGives() {
    Instance instance = twoWhoWantOneSlot(1);
    List<Progress.Phase> heard = new ArrayList<>();

    Outcome there =
        Engine.spark(home, "local[1]", Optional.empty())
            .solve(
                instance,
                HOW,
                report -> {
                  heard.add(report.phase());
                  return true;
                });

    assertThat(there).isEqualTo(Optimiser.solve(instance, HOW, Progress.UNHEARD));
    assertThat(heard).containsExactly(Progress.Phase.PRICING);
  }

  @Test
  void tellsWhyNoPlanCanBe() {
    assertThat(
            Engine.spark(home, "local[1]", Optional.of(home))
                .solve(twoWhoWantOneSlot(-1), HOW, Progress.UNHEARD))
        .isInstanceOfSatisfying(
            Outcome.Infeasible.class, answer -> assertThat(answer.reason()).contains("slot"));
    assertThat(home.toFile().list()).containsExactly("matching-spark");
  }

  @Test
  void endsTheProcessWhenItIsCancelled() {
    assertThat(
            Engine.spark(home, "local[1]", Optional.empty())
                .solve(twoWhoWantOneSlot(1), HOW, report -> false))
        .isInstanceOfSatisfying(
            Outcome.NothingFeasible.class,
            answer -> assertThat(answer.stoppedBy()).isEqualTo(Outcome.StoppedBy.CANCELLED));
  }

  @Test
  void saysWhatSparkSaysWhenItFails() {
    assertThatThrownBy(() ->
            Engine.spark(home, "spark://nobody:7077", Optional.empty())
                .solve(twoWhoWantOneSlot(1), HOW, Progress.UNHEARD))
        .isInstanceOf(Work.WorkFailed.class)
        .hasMessageContaining("spark://nobody:7077", "unresponsive");
  }

  @Test
  void saysHowItIsBuiltWhenItIsNot() throws IOException {
    Files.delete(home.resolve("matching-spark/target/rung-matching-spark.jar"));
    assertThatThrownBy(() ->
            Engine.spark(home, "local[1]", Optional.empty())
                .solve(twoWhoWantOneSlot(1), HOW, Progress.UNHEARD))
        .isInstanceOf(Work.WorkFailed.class)
        .hasMessageContaining("./rung plan --engine spark");
  }

  private static Instance twoWhoWantOneSlot(long slots) {
    Instance.Builder builder = Instance.builder();
    int slot = builder.limit("slot", slots);
    for (int e = 0; e < 2; e++) {
      builder.person("person " + e);
      builder.candidate("the slot", 700 + e);
      builder.use(slot, 1);
    }
    return builder.build();
  }
}
