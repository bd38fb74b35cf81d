package org.rung.server.planning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.matching.Case;
import org.rung.matching.Certificate;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.InstanceFiles;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Prices;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.server.jobs.Work;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The optimiser on Spark: the instance goes out as files, choice and prices come back as files,
/// and what they prove is reckoned again here. Spark has a process and a class path of its own, for
/// its libraries are not those of this server.
final class SparkEngine implements Engine {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DONE = 0;
  private static final int NO = 1;
  private static final long LEAST_SECONDS = 600; // Spark takes its time, so the limit is no less
  private static final int LINES = 20; // of what it said, kept for when it fails

  private final Path folder;
  private final String master;
  private final Optional<Path> shared;

  SparkEngine(Path home, String master, Optional<Path> shared) {
    folder = home.toAbsolutePath().normalize().resolve("matching-spark");
    this.master = master;
    this.shared = shared;
  }

  @Override
  public Outcome solve(Instance instance, Settings settings, Progress progress) {
    if (!Files.exists(jar())) {
      throw new Work.WorkFailed(
          "Spark's part is not built: %s is not there. ./rung plan --engine spark builds it in its checkout."
              .formatted(jar()));
    }
    try {
      Path work = Files.createTempDirectory("rung-spark");
      Path tables = Files.createTempDirectory(shared.orElse(work), "rung-instance");
      try {
        InstanceFiles.write(work.resolve("instance"), instance);
        return run(instance, settings, progress, work, tables);
      } finally {
        FileSystemUtils.deleteRecursively(tables);
        FileSystemUtils.deleteRecursively(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path jar() {
    return folder.resolve("target").resolve("rung-matching-spark.jar");
  }

  private Outcome run(
      Instance instance, Settings settings, Progress progress, Path work, Path tables)
      throws IOException {
    Path answer = work.resolve("answer.json");
    Process process =
        new ProcessBuilder(command(settings, work, tables)).redirectOutput(answer.toFile()).start();
    try {
      Deque<String> said = new ArrayDeque<>();
      try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (!goesOn(line, said, progress)) {
            return new Outcome.NothingFeasible(
                Prices.none(instance),
                Long.MAX_VALUE,
                Outcome.StoppedBy.CANCELLED,
                "it was cancelled");
          }
        }
      }
      int code = process.waitFor();
      if (code != DONE && code != NO) {
        throw new Work.WorkFailed("Spark at %s: %s".formatted(master, String.join("\n", said)));
      }
      JsonNode json = JSON.readTree(Files.readString(answer));
      return code == NO ? none(instance, json) : solved(instance, json, work.resolve("out"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Work.Cancelled();
    } finally {
      process.destroy();
    }
  }

  private List<String> command(Settings settings, Path work, Path tables) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + folder.resolve("java.options"));
    Arrays.stream(System.getenv().getOrDefault("RUNG_SPARK_JAVA_OPTIONS", "").split(" "))
        .filter(option -> !option.isBlank())
        .forEach(command::add);
    command.add("-cp");
    command.add(
        jar()
            + System.getProperty("path.separator")
            + folder.resolve("target").resolve("lib").resolve("*"));
    command.add("org.rung.matching.spark.SparkPlan");
    command.add(work.resolve("instance").toString());
    command.addAll(List.of("--out", work.resolve("out").toString()));
    command.addAll(List.of("--parquet", tables.toString()));
    command.addAll(List.of("--master", master));
    command.addAll(List.of("--gap", String.valueOf(settings.gapTarget())));
    long seconds = Math.max(LEAST_SECONDS, settings.timeLimit().toSeconds());
    command.addAll(List.of("--seconds", String.valueOf(seconds)));
    command.addAll(List.of("--threads", String.valueOf(settings.threads())));
    return command;
  }

  /// A line is either what it does now, or something that Spark has to say.
  private static boolean goesOn(String line, Deque<String> said, Progress progress) {
    for (Progress.Phase phase : Progress.Phase.values()) {
      if (phase.name().toLowerCase(Locale.ROOT).equals(line)) {
        return progress.goesOn(
            new Progress.Report(phase, 0, OptionalLong.empty(), OptionalLong.empty()));
      }
    }
    said.add(line);
    if (said.size() > LINES) {
      said.remove();
    }
    return true;
  }

  private static Outcome none(Instance instance, JsonNode json) {
    String reason = json.path("reason").asString("");
    return json.path("outcome").asString("").equals("infeasible")
        ? new Outcome.Infeasible(reason, List.of(), Optional.empty())
        : new Outcome.NothingFeasible(
            Prices.none(instance), json.path("bound").asLong(), stoppedBy(json), reason);
  }

  private static Outcome solved(Instance instance, JsonNode json, Path out) throws IOException {
    Choice choice = PlanFiles.readChoice(out, instance);
    Prices prices = PlanFiles.readPrices(out, instance);
    List<Case> cases = PlanFiles.readCases(out, instance);
    Certificate certificate = Certificate.of(instance, choice, cases);
    if (certificate.worthCents() != json.path("worth").asLong()
        || certificate.boundCents() != json.path("bound").asLong()) {
      throw new IllegalStateException("Spark's figures are not those of its plan: " + json);
    }
    return new Outcome.Solved(choice, prices, cases, certificate, stoppedBy(json));
  }

  private static Outcome.StoppedBy stoppedBy(JsonNode json) {
    return Outcome.StoppedBy.valueOf(json.path("stopped_by").asString("").toUpperCase(Locale.ROOT));
  }
}
