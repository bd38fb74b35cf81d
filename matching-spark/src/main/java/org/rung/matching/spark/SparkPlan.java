package org.rung.matching.spark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.rung.matching.Instance;
import org.rung.matching.InstanceFiles;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Solves an instance on Spark: the process that `rung plan --engine spark` starts.
@Command(
    name = "spark-plan",
    mixinStandardHelpOptions = true,
    description = {
      "Solves an instance on Apache Spark, and prints one JSON object.",
      "INSTANCE holds the tables of an instance, as CSV or as Parquet. OUT gets instance, plan and"
          + " certificate, which rung check reads; with --tables parquet only choice.parquet and"
          + " prices.parquet.",
      "Exit code 0: the plan is made; 1: no plan keeps every rule; 2: a file is missing or cannot"
          + " be used."
    })
public final class SparkPlan implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int NO = 1;
  private static final int WRONG_USE = 2;
  private static final int FAILED = 3;

  /// How a plan is written.
  enum Tables {
    CSV,
    PARQUET
  }

  @Parameters(
      paramLabel = "INSTANCE",
      description = "The instance's folder; Parquet may lie anywhere that Hadoop reads.")
  private String folder = "";

  @Option(names = "--out", required = true, paramLabel = "OUT", description = "The plan's folder.")
  private String out = "";

  @Option(names = "--master", paramLabel = "URL", description = "local[*] where none is given.")
  private String master = "local[*]";

  @Option(
      names = "--parquet",
      paramLabel = "FOLDER",
      description = "Where an instance in CSV is put as Parquet, for all executors to read.")
  private String parquet = "";

  @Option(names = "--tables", description = "csv or parquet.")
  private Tables tables = Tables.CSV;

  @Option(names = "--seconds", description = "Time limit; 600 where none is given.")
  private long seconds = 600;

  @Option(names = "--gap", description = "Stop at this gap; 0.0001 is 0.01 %%.")
  private double gap = 0.0001;

  @Option(names = "--threads", description = "Of this process.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark, such as spark.executor.memory=8g.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--beside",
      description = "Solves it in this process as well, without Spark, for its time.")
  private boolean beside;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Runs it and ends the process.
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new SparkPlan());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      command
          .getErr()
          .println(failure instanceof IOException ? failure.getMessage() : failure.toString());
      return failure instanceof IOException ? WRONG_USE : FAILED;
    });
    return line;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Object> said = new LinkedHashMap<>();
    Overhead overhead = new Overhead();
    String instance = inParquet();
    long start = System.nanoTime();
    try (JavaSparkContext spark = new JavaSparkContext(configuration(master, settings));
        SparkOptimiser optimiser = new SparkOptimiser(spark, instance)) {
      spark.sc().addSparkListener(overhead);
      said.put("people", optimiser.personCount());
      said.put("candidates", optimiser.candidateCount());
      said.put("blocks", optimiser.blockCount());
      said.put("seconds_to_start", since(start));
      start = System.nanoTime();
      Words words = new Words(start);
      Outcome outcome = optimiser.solve(how(), words);
      said.put("seconds_to_prices", words.toPrices);
      said.put("seconds_to_solve", since(start));
      start = System.nanoTime();
      int code = settle(outcome, instance, optimiser, said);
      said.put("seconds_to_write", since(start));
      said.put("jobs", overhead.jobs());
      said.put("seconds_in_jobs", overhead.secondsInJobs());
      said.put("seconds_in_tasks", overhead.secondsInTasks());
      if (beside) {
        Instance here = ParquetInstance.read(instance);
        start = System.nanoTime();
        Outcome same = Optimiser.solve(here, how(), Progress.UNHEARD);
        said.put("seconds_without_spark", since(start));
        said.put(
            "same_without_spark",
            outcome instanceof Outcome.Solved solved
                ? SparkOptimiser.numbered(here, solved).equals(same)
                : outcome.equals(same));
      }
      spec.commandLine().getOut().println(json(said));
      spec.commandLine().getOut().flush();
      return code;
    }
  }

  private Settings how() {
    return new Settings(gap, Duration.ofSeconds(seconds), threads, 1);
  }

  /// The instance's folder, made of the CSV files where it is in those.
  private String inParquet() throws IOException {
    if (!Files.exists(Path.of(folder).resolve("limits.csv"))) {
      return folder;
    }
    String to =
        parquet.isEmpty() ? Path.of(out).toAbsolutePath().resolve("parquet").toString() : parquet;
    ParquetInstance.write(to, InstanceFiles.read(Path.of(folder)));
    return to;
  }

  private int settle(
      Outcome outcome, String instance, SparkOptimiser optimiser, Map<String, Object> said)
      throws IOException {
    if (outcome instanceof Outcome.Solved solved) {
      said.put("outcome", "solved");
      said.put("stopped_by", solved.stoppedBy().name().toLowerCase(Locale.ROOT));
      said.put("assigned", solved.certificate().assigned());
      said.put("worth", solved.certificate().worthCents());
      said.put("bound", solved.certificate().boundCents());
      said.put("gap", solved.certificate().gap());
      if (tables == Tables.PARQUET) {
        optimiser.write(out, solved);
      } else {
        Instance whole = ParquetInstance.read(instance);
        PlanFiles.write(Path.of(out), whole, SparkOptimiser.numbered(whole, solved));
      }
      return DONE;
    }
    if (outcome instanceof Outcome.Infeasible infeasible) {
      said.put("outcome", "infeasible");
      said.put("reason", infeasible.reason());
    } else if (outcome instanceof Outcome.NothingFeasible nothing) {
      said.put("outcome", "nothing_feasible");
      said.put("stopped_by", nothing.stoppedBy().name().toLowerCase(Locale.ROOT));
      said.put("bound", nothing.boundCents());
      said.put("reason", nothing.reason());
    }
    return NO;
  }

  /// What Spark is to know.
  ///
  /// @param more settings that go before these
  static SparkConf configuration(String master, Map<String, String> more) {
    SparkConf configuration =
        new SparkConf()
            .setAppName("rung plan")
            .setMaster(master)
            .set("spark.ui.enabled", "false")
            // Sums of a block may be large, and all of them come to this process.
            .set("spark.driver.maxResultSize", "0")
            .set("spark.task.maxDirectResultSize", "64m")
            // A machine that goes takes its tasks with it more than once.
            .set("spark.task.maxFailures", "8");
    String own =
        Stream.of(Optimiser.class, SparkPlan.class, CommandLine.class)
            .map(SparkPlan::place)
            .filter(jar -> jar.endsWith(".jar"))
            .collect(Collectors.joining(","));
    if (!own.isEmpty()) {
      configuration.set("spark.jars", own);
    }
    more.forEach(configuration::set);
    return configuration;
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(
              Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                  .getLocation()
                  .toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double since(long start) {
    return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
  }

  private static String json(Map<String, Object> said) {
    return said.entrySet().stream()
        .map(entry ->
            "\"%s\": %s"
                .formatted(
                    entry.getKey(),
                    entry.getValue() instanceof String text
                        ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                        : entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /// Says on stderr what is being done whenever that changes.
  private static final class Words implements Progress {
    private final long start;
    private String last = "";
    private double toPrices; // seconds

    Words(long start) {
      this.start = start;
    }

    @Override
    public boolean goesOn(Report report) {
      if (toPrices == 0 && report.phase() != Phase.PRICING) {
        toPrices = since(start);
      }
      String now = report.phase().name().toLowerCase(Locale.ROOT);
      if (!now.equals(last)) {
        System.err.println(now);
        last = now;
      }
      return true;
    }
  }
}
