package org.rung.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "A plan's worth is added up exactly and its files are checked by separate code.",
      "A linear program's worth is of parts of people, so it is no plan; its bound is recomputed from its own prices where OR-Tools hands them over."
    })
final class Compare implements Callable<Integer> {
  private static final int FEWEST = 100;
  private static final int MOST = 2_000_000;
  private static final int MOST_PEOPLE_OF_SEVERAL_RUNS = 20_000;

  @Option(
      names = "--people",
      defaultValue = "20000",
      description = "How many people, 100 to 2,000,000 (default: ${DEFAULT-VALUE}).")
  private int people;

  @Option(
      names = "--family",
      defaultValue = "first",
      description = {
        "first: one budget, seats and openings.",
        "second: also minima and fixed prices, floors, budgets by year, release time by site and quarter (default: first)."
      })
  private Family.Kind family = Family.Kind.FIRST;

  @Option(
      names = "--with",
      split = ",",
      arity = "1",
      description = {
        "What to compare with. For the linear bound: pdlp, pdlp-tight, highs, highs-ipm, glop.",
        "For a plan: highs-whole, scip, cp-sat, timefold. Or none (default: pdlp,highs)."
      })
  private List<String> with = List.of("pdlp", "highs");

  @Option(
      names = "--changed-budget",
      defaultValue = "0",
      paramLabel = "PERCENT",
      description =
          "Plan again after every budget changed by so much, -50 to 50, from the first plan's prices.")
  private double change;

  @Option(
      names = "--fit",
      split = ",",
      paramLabel = "PEOPLE",
      description =
          "Solve with Rung alone at these sizes and fit how time grows with candidates, for example 5000,10000,20000.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "COUNT",
      description =
          "Programmes, roles and most candidates of a person, for example 200,300,30 (default: by people, as of the first experiment).")
  private List<Integer> kinds = List.of();

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

  @Option(
      names = "--heap",
      defaultValue = "",
      description =
          "Most memory of Java's heap in each process, for example 3g (default: Java's own, above 500,000 people 70 %% of the machine's).")
  private String heap = "";

  @Option(names = "--json", description = "One object a solver, one a line.")
  private boolean json;

  private final CommandLine line = new CommandLine(this).setCaseInsensitiveEnumValuesAllowed(true);

  public static void main(String[] arguments) {
    System.exit(new Compare().line.execute(arguments));
  }

  @Override
  public Integer call() {
    Stream.concat(Stream.of(people), sizes.stream())
        .filter(count -> count < FEWEST || count > MOST)
        .findFirst()
        .ifPresent(count -> {
          throw refused("--people: %,d is outside %,d..%,d".formatted(count, FEWEST, MOST));
        });
    if (threads < 1 || threads > 1_024) {
      throw refused("--threads: " + threads + " is outside 1..1,024");
    }
    if (limit < 1 || limit > 86_400) {
      throw refused("--limit: " + limit + " is outside 1..86,400");
    }
    if (!(Math.abs(change) <= 50)) {
      throw refused("--changed-budget: " + change + " is outside -50..50");
    }
    if (!heap.matches("([1-9][0-9]{0,6}[kmgKMG])?")) {
      throw refused("--heap: \"" + heap + "\" is no size, for example 3g");
    }
    if (!kinds.isEmpty()
        && (kinds.size() != 3 || kinds.stream().anyMatch(n -> n < 2 || n > 20_000))) {
      throw refused("--kinds: three counts are asked for, each 2..20,000");
    }
    Runs all = new Runs(threads, limit, change, heap);
    if (!sizes.isEmpty()) {
      return fit(all);
    }
    Family one = family(people);
    List<Answer> medians = all.medians(one, solvers(), rounds(people));
    Answer ours = medians.get(0);
    if (json) {
      medians.forEach(answer -> System.out.println(answer.json()));
    } else {
      System.out.print(new Table(medians));
      medians.stream()
          .filter(answer -> answer.solver().equals(Answer.AGAIN))
          .forEach(again ->
              System.out.printf(
                  Locale.ROOT,
                  "%nAgain with %+.0f %% money: %.1f %% of the first plan's time.%n",
                  change,
                  100 * again.seconds() / ours.seconds()));
    }
    return ours.worth() > 0 ? 0 : 1;
  }

  private Family family(int size) {
    return kinds.isEmpty()
        ? Family.of(family, size, seed)
        : new Family(family, size, kinds.get(0), kinds.get(1), kinds.get(2), seed);
  }

  private List<Solver> solvers() {
    List<Solver> solvers = new ArrayList<>(List.of(Solver.RUNG));
    try {
      with.stream()
          .filter(word -> !word.equals("none"))
          .map(Solver::of)
          .filter(solver -> !solvers.contains(solver))
          .forEach(solvers::add);
    } catch (IllegalArgumentException e) {
      throw refused("--with: " + e.getMessage());
    }
    return solvers;
  }

  private int rounds(int size) {
    return runs > 0 ? runs : size <= MOST_PEOPLE_OF_SEVERAL_RUNS ? 3 : 1;
  }

  private int fit(Runs all) {
    if (sizes.stream().distinct().count() < 2) {
      throw refused("--fit: two sizes or more are asked for");
    }
    List<Answer> answers = new ArrayList<>();
    for (int size : sizes) {
      Family one = family(size);
      Answer answer = all.medians(one, List.of(Solver.RUNG), rounds(size)).get(0);
      answers.add(answer);
      System.out.println(json ? answer.json() : Table.row(size, answer));
    }
    Fit fit = Fit.of(answers);
    System.out.printf(
        Locale.ROOT,
        json
            ? "{\"slope\":%.4f,\"secondsPerMillion\":%.4f,\"r2\":%.4f}%n"
            : "Seconds grow as candidates to the power %.3f; %.2f s for a million; R2 %.4f%n",
        fit.slope(),
        fit.seconds(),
        fit.r2());
    return 0;
  }

  private ParameterException refused(String why) {
    return new ParameterException(line, why);
  }
}
