package org.rung.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
        System.out.println(row(i + 1, round));
      }
      System.out.println(together(rounds.rounds()));
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

  private static String row(int number, KilledRounds.Round round) {
    return "| %d | %s | %s | %s | %s | %s |"
        .formatted(
            number,
            word(round.ask()),
            round.kill().words(),
            round.accepted() ? "accepted" : "not said",
            round.moments().stream()
                .map(moment ->
                    "%,d ms after %s: %s"
                        .formatted(
                            moment.milliseconds(),
                            moment.aimed() ? "the job ran" : "asking",
                            moment.doing().isEmpty() ? "no open job" : moment.doing()))
                .collect(Collectors.joining("; then ")),
            round.seen().isEmpty() ? "" : "pages by status " + round.seen());
  }

  /// The rounds by what was killed and what was asked, and of all kills those that met a running
  /// job.
  private static String together(List<KilledRounds.Round> rounds) {
    StringBuilder table = new StringBuilder("\n| Killed while asked for |");
    for (KilledRounds.Ask ask : KilledRounds.Ask.values()) {
      table.append(" ").append(word(ask)).append(" |");
    }
    table.append(" together | kills | met a running job |\n");
    for (KilledRounds.Kill kill : KilledRounds.Kill.values()) {
      table.append(line(kill.words(), rounds.stream().filter(r -> r.kill() == kill).toList()));
    }
    table.append(line("together", rounds));
    table.append("| met a running job |");
    for (KilledRounds.Ask ask : KilledRounds.Ask.values()) {
      table.append(" ").append(met(rounds.stream().filter(r -> r.ask() == ask).toList()));
      table.append(" |");
    }
    return table.append(" ").append(met(rounds)).append(" |\n").toString();
  }

  private static String line(String words, List<KilledRounds.Round> rounds) {
    StringBuilder line = new StringBuilder("| " + words + " |");
    for (KilledRounds.Ask ask : KilledRounds.Ask.values()) {
      line.append(" ").append(rounds.stream().filter(r -> r.ask() == ask).count()).append(" |");
    }
    return line.append(
            " %d | %d | %d |\n"
                .formatted(
                    rounds.size(),
                    rounds.stream().mapToInt(r -> r.moments().size()).sum(),
                    met(rounds)))
        .toString();
  }

  private static long met(List<KilledRounds.Round> rounds) {
    return rounds.stream()
        .flatMap(round -> round.moments().stream())
        .filter(KilledRounds.Moment::met)
        .count();
  }

  private static String word(KilledRounds.Ask ask) {
    return ask.name().toLowerCase(Locale.ROOT);
  }
}
