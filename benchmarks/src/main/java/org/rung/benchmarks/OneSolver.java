package org.rung.benchmarks;

import java.time.Duration;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.Settings;

/// One solver on one instance in a process of its own, so that what one solver leaves behind is not
/// the next one's. The last line printed is its answer.
final class OneSolver {
  private static final double GAP = 1e-4;

  private OneSolver() {}

  /// @param arguments solver, people, seed, threads, seconds at most
  public static void main(String[] arguments) {
    Solver solver = Solver.of(arguments[0]);
    Family family = Family.of(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    int threads = Integer.parseInt(arguments[3]);
    Duration atMost = Duration.ofSeconds(Long.parseLong(arguments[4]));
    Instance instance = family.instance();
    Answer answer =
        solver == Solver.RUNG
            ? ours(instance, threads, atMost)
            : new OrTools(instance, solver, threads).solve(atMost);
    System.out.println(answer.json());
  }

  private static Answer ours(Instance instance, int threads, Duration atMost) {
    long start = System.nanoTime();
    Outcome outcome =
        Optimiser.solve(instance, new Settings(GAP, atMost, threads, 1), Progress.UNHEARD);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!(outcome instanceof Outcome.Solved solved)) {
      return Answer.notFinished(Solver.RUNG, seconds, PeakMemory.mb());
    }
    return new Answer(
        Solver.RUNG.word(),
        solved.stoppedBy() == Outcome.StoppedBy.TIME_LIMIT ? "not finished" : "solved",
        seconds,
        0,
        solved.certificate().worthCents(),
        solved.certificate().boundCents(),
        solved.certificate().gap(),
        true,
        PeakMemory.mb());
  }
}
