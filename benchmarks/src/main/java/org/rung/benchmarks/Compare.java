package org.rung.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Solves one instance with this optimiser and with others, turn by turn, each in a process of its
/// own, and prints the run of median seconds of each.
@Command(
    name = "rung compare",
    mixinStandardHelpOptions = true,
    description = {
      "Solves the same generated instance with Rung and with other solvers and prints seconds, worth, bound, gap and memory.",
      "A linear program's worth is of parts of people, so it is no plan; its bound is recomputed from its own prices."
    })
final class Compare implements Callable<Integer> {
  private static final int MOST_PEOPLE_OF_SEVERAL_RUNS = 20_000;

  @Option(
      names = "--people",
      defaultValue = "20000",
      description = "How many people, 100 to 2,000,000 (default: ${DEFAULT-VALUE}).")
  private int people;

  @Option(
      names = "--with",
      split = ",",
      defaultValue = "pdlp,highs",
      description =
          "What to compare with: pdlp, pdlp-tight, highs, highs-ipm, glop, highs-whole, scip (default: ${DEFAULT-VALUE}).")
  private List<String> with = List.of();

  @Option(names = "--seed", defaultValue = "1", description = "Of the instance (default: 1).")
  private long seed;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "For solvers that can use several (default: 2).")
  private int threads;

  @Option(
      names = "--runs",
      description = "Runs of each; the median is printed (default: 3 up to 20,000 people, else 1).")
  private int runs;

  @Option(
      names = "--limit",
      defaultValue = "600",
      description = "Seconds a solver may take (default: 600).")
  private long limit;

  @Option(names = "--json", description = "One object a solver, one a line.")
  private boolean json;

  private final CommandLine line = new CommandLine(this);

  public static void main(String[] arguments) {
    System.exit(new Compare().line.execute(arguments));
  }

  @Override
  public Integer call() {
    if (people < 100 || people > 2_000_000) {
      throw new ParameterException(line, "--people: " + people + " is outside 100..2,000,000");
    }
    if (threads < 1 || threads > 1_024) {
      throw new ParameterException(line, "--threads: " + threads + " is outside 1..1,024");
    }
    List<Solver> solvers = new ArrayList<>(List.of(Solver.RUNG));
    try {
      with.stream().map(Solver::of).filter(s -> !solvers.contains(s)).forEach(solvers::add);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--with: " + e.getMessage());
    }
    int rounds = runs > 0 ? runs : people <= MOST_PEOPLE_OF_SEVERAL_RUNS ? 3 : 1;
    Map<Solver, List<Answer>> answers = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Solver solver : solvers) {
        System.err.printf(
            "Run %d of %d: %s, %,d people%n", round + 1, rounds, solver.word(), people);
        answers.computeIfAbsent(solver, s -> new ArrayList<>()).add(solve(solver));
      }
    }
    List<Answer> medians = answers.values().stream().map(Compare::median).toList();
    if (json) {
      medians.forEach(answer -> System.out.println(answer.json()));
    } else {
      System.out.print(table(medians));
    }
    return 0;
  }

  private static Answer median(List<Answer> answers) {
    List<Answer> sorted = new ArrayList<>(answers);
    sorted.sort(Comparator.comparingDouble(Answer::seconds));
    return sorted.get((sorted.size() - 1) / 2);
  }

  private static String table(List<Answer> answers) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-12s %10s %8s %18s %18s %12s %8s  %s%n",
            "solver", "seconds", "times", "worth", "bound", "gap", "MB", "answer"));
    double ours = answers.get(0).seconds();
    for (Answer answer : answers) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-12s %10.2f %8.1f %,18.0f %,18.0f %12.6f %,8d  %s%n",
              answer.solver(),
              answer.seconds(),
              answer.seconds() / ours,
              answer.worth(),
              answer.bound(),
              answer.gap(),
              answer.peakMb(),
              answer.status().equals("solved")
                  ? answer.whole() ? "a plan" : "a bound; parts of people"
                  : answer.status()));
    }
    return table.toString();
  }

  private Answer solve(Solver solver) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            OneSolver.class.getName(),
            solver.word(),
            String.valueOf(people),
            String.valueOf(seed),
            String.valueOf(threads),
            String.valueOf(limit)));
    try {
      Path said = Files.createTempFile("rung-compare", ".log");
      Process process = new ProcessBuilder(command).redirectError(said.toFile()).start();
      String last = "";
      try (var lines = process.inputReader()) {
        last = lines.lines().filter(text -> text.startsWith("{")).collect(Collectors.joining());
      }
      int code = process.waitFor();
      if (last.isEmpty()) {
        throw new IllegalStateException(
            "%s ended with code %d; what it said is in %s".formatted(solver.word(), code, said));
      }
      Files.delete(said);
      return Answer.of(last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
