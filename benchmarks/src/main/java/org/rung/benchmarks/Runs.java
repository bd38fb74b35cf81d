package org.rung.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs solvers turn by turn, each in a process of its own.
///
/// @param threads for solvers that can use several
/// @param limit seconds a solver may take
/// @param change by how many percent all budgets change for a second plan of ours; 0: no second
/// @param heap most memory of a process' heap as Java's option tells it, or empty
record Runs(int threads, long limit, double change, String heap) {
  private static final int MANY_PEOPLE = 500_000;

  /// The run of median seconds of each solver, and of each second plan.
  List<Answer> medians(Family family, List<Solver> solvers, int rounds) {
    Map<String, List<Answer>> answers = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Solver solver : solvers) {
        System.err.printf(
            "Run %d of %d: %s, %,d people%n", round + 1, rounds, solver.word(), family.people());
        for (Answer answer : run(family, solver)) {
          answers.computeIfAbsent(answer.solver(), name -> new ArrayList<>()).add(answer);
        }
      }
    }
    return answers.values().stream().map(Runs::median).toList();
  }

  private static Answer median(List<Answer> answers) {
    List<Answer> sorted = new ArrayList<>(answers);
    sorted.sort(Comparator.comparingDouble(Answer::seconds));
    return sorted.get((sorted.size() - 1) / 2);
  }

  private List<Answer> run(Family family, Solver solver) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    if (solver == Solver.RUNG
        && family.kind() == Family.Kind.FIRST
        && family.people() <= MANY_PEOPLE) {
      // Best measured: on two cores the optimising compiler takes more time than it gives back in
      // a few seconds. The second family and a million people are worked on for longer.
      command.add("-XX:TieredStopAtLevel=1");
    }
    if (!heap.isEmpty()) {
      command.add("-Xmx" + heap);
    } else if (family.people() > MANY_PEOPLE) {
      command.add("-XX:MaxRAMPercentage=70");
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            OneSolver.class.getName(),
            solver.word(),
            family.kind().name(),
            String.valueOf(family.people()),
            String.valueOf(family.programmes()),
            String.valueOf(family.roles()),
            String.valueOf(family.candidates()),
            String.valueOf(family.seed()),
            String.valueOf(threads),
            String.valueOf(limit),
            String.valueOf(change)));
    try {
      Path said = Files.createTempFile("rung-compare", ".log");
      long start = System.nanoTime();
      Process process = new ProcessBuilder(command).redirectError(said.toFile()).start();
      List<Answer> answers;
      try (var lines = process.inputReader()) {
        answers = lines.lines().filter(text -> text.startsWith("{")).map(Answer::of).toList();
      }
      int code = process.waitFor();
      if (answers.isEmpty()) {
        System.err.printf("%s: what it said is in %s%n", solver.word(), said);
        double seconds = (System.nanoTime() - start) / 1e9;
        return List.of(Answer.without(solver.word(), "failed with code " + code, seconds, 0));
      }
      Files.delete(said);
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
