package org.rung.benchmarks;

import java.time.Duration;
import java.util.Optional;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Prices;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.matching.Variation;

/// Ours.
final class Rung implements Prepared {
  private static final double GAP = 1e-4;

  private final Instance instance;
  private final int threads;
  private Optional<Prices> prices = Optional.empty();

  Rung(Instance instance, int threads) {
    this.instance = instance;
    this.threads = threads;
  }

  @Override
  public Answer solve(Duration atMost) {
    long start = System.nanoTime();
    Outcome outcome = Optimiser.solve(instance, settings(atMost), Progress.UNHEARD);
    return answer(instance, Solver.RUNG.word(), start, outcome);
  }

  /// Plans again after every budget changed, from the prices of the first plan.
  ///
  /// @param percent more, or less where it is negative
  Answer again(double percent, Duration atMost) {
    Variation variation = instance.varied();
    for (int j = 0; j < instance.limitCount(); j++) {
      if (instance.limitName(j).startsWith("budget")) {
        variation.capacity(j, Math.round(instance.capacity(j) * (1 + percent / 100)));
      }
    }
    Instance changed = variation.build();
    long start = System.nanoTime();
    Outcome outcome =
        prices.isPresent()
            ? Optimiser.again(changed, prices.get(), settings(atMost), Progress.UNHEARD)
            : Optimiser.solve(changed, settings(atMost), Progress.UNHEARD);
    return answer(changed, Answer.AGAIN, start, outcome);
  }

  private Settings settings(Duration atMost) {
    return new Settings(GAP, atMost, threads, 1);
  }

  private Answer answer(Instance solvedOne, String name, long start, Outcome outcome) {
    double seconds = (System.nanoTime() - start) / 1e9;
    long peakMb = PeakMemory.mb();
    return switch (outcome) {
      case Outcome.Solved solved -> {
        prices = Optional.of(solved.prices());
        yield new Referee(solvedOne)
            .checked(
                solved,
                new Answer(
                    name,
                    solved.stoppedBy() == Outcome.StoppedBy.TIME_LIMIT
                        ? Answer.NOT_FINISHED
                        : Answer.SOLVED,
                    seconds,
                    solved.certificate().worthCents(),
                    solved.certificate().boundCents(),
                    solved.certificate().gap(),
                    true,
                    true,
                    0,
                    peakMb));
      }
      case Outcome.Infeasible infeasible ->
          Answer.without(name, Answer.INFEASIBLE + ": " + infeasible.reason(), seconds, peakMb);
      case Outcome.NothingFeasible nothing ->
          Answer.without(name, "no plan found: " + nothing.reason(), seconds, peakMb);
    };
  }
}
