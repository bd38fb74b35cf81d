package org.rung.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Kills a real server many times and prints what it was at, as the rows of a table. Stops at the
/// first fact that is lost or there twice.
///
/// Arguments: rounds (default 50), people (default 3,000), seed (default 1).
final class KilledServerBenchmark {
  private KilledServerBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int wanted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    int people = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_000;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
    Path folder = Files.createTempDirectory("rung-kills");
    Instant start = Instant.now();
    try (KilledRounds rounds = KilledRounds.begin(folder, people, seed)) {
      for (int i = 0; i < wanted; i++) {
        rounds.round();
        KilledRounds.Round round = rounds.rounds().getLast();
        System.out.printf(
            "| %d | %s | %s | %,d ms | %s | %s |%n",
            i + 1,
            round.ask().name().toLowerCase(java.util.Locale.ROOT),
            round.kill().words(),
            round.milliseconds(),
            round.accepted() ? "yes" : "no",
            round.doing());
      }
      Map<String, Integer> kills = new TreeMap<>();
      rounds.rounds().forEach(round -> kills.merge(round.kill().words(), 1, Integer::sum));
      System.out.println("kills: " + kills);
      System.out.println("accepted: " + rounds.accepted());
      System.out.println("jobs (kind|begun|count): " + rounds.jobs());
      System.out.println(
          "seed %d, %d s, JDK %s, %d cores"
              .formatted(
                  seed,
                  Duration.between(start, Instant.now()).toSeconds(),
                  Runtime.version(),
                  Runtime.getRuntime().availableProcessors()));
    }
  }
}
