package org.rung.matching.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A standalone Spark master with workers of one core each, as processes of this machine.
final class Cluster implements AutoCloseable {
  private static final long SECONDS = 60; // to start

  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  Cluster(Path folder, int workers) throws Exception {
    home = folder.resolve("spark");
    // Executors take their classes from the settings, but Spark wants to see a folder of jars.
    Files.createDirectories(home.resolve("jars"));
    Said started =
        start(
            Pattern.compile("Starting Spark master at (spark://\\S+)"),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0");
    master = started.wait(1);
    List<Said> ready = new ArrayList<>();
    for (int n = 0; n < workers; n++) {
      ready.add(
          start(
              Pattern.compile("Successfully registered with master (\\S+)"),
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              "127.0.0.1",
              "--cores",
              "1",
              "--memory",
              "700m",
              "--webui-port",
              "0",
              "--work-dir",
              folder.resolve("worker" + n).toString(),
              master));
    }
    for (Said worker : ready) {
      worker.wait(1);
    }
  }

  String master() {
    return master;
  }

  /// What a program has to be told so that this cluster's workers can run its tasks.
  static Map<String, String> settings() {
    return Map.of(
        "spark.driver.host", "127.0.0.1",
        "spark.driver.bindAddress", "127.0.0.1",
        "spark.executor.cores", "1",
        "spark.executor.memory", "512m",
        "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1",
        "spark.executor.extraClassPath", System.getProperty("java.class.path"));
  }

  /// Kills a worker and its executors as a machine that loses its power does.
  ///
  /// @param worker counted from 0
  void kill(int worker) {
    Process process = processes.get(1 + worker);
    List<ProcessHandle> executors = process.descendants().toList();
    process.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  private Said start(Pattern ready, String type, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("java.options").toAbsolutePath());
    command.add("-Xmx160m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(
        Path.of("src/test/cluster").toAbsolutePath() + ":" + System.getProperty("java.class.path"));
    command.add(type);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    processes.add(process);
    return new Said(process, ready);
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        processes.stream()
            .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  /// Reads what a process says to its end, so that it never waits for its reader.
  private static final class Said {
    private final CompletableFuture<Matcher> line = new CompletableFuture<>();

    Said(Process process, Pattern ready) {
      Thread.ofVirtual()
          .start(() -> {
            StringBuilder all = new StringBuilder();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
              for (String said = reader.readLine(); said != null; said = reader.readLine()) {
                Matcher found = ready.matcher(said);
                if (found.find()) {
                  line.complete(found);
                } else if (!line.isDone()) {
                  all.append(said).append('\n');
                }
              }
            } catch (IOException e) {
              line.completeExceptionally(e);
            }
            line.completeExceptionally(new IOException("ended before it was ready:\n" + all));
          });
    }

    String wait(int group) throws Exception {
      return line.get(SECONDS, TimeUnit.SECONDS).group(group);
    }
  }
}
