package org.rung.matching;

import java.time.Duration;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rung.matching.testkit.SeededInstances;

/// People of the first family in one block, at the prices of their plan: what the kernels pass
/// over. In the optimiser's package, for they are not public.
@State(Scope.Benchmark)
public class OneBlock {
  /// Of the typical worth; about where everybody is still looked at.
  private static final double COOL = 0.01;

  @Param({"2000", "20000"})
  public int people;

  Block block = Block.of(Instance.builder().build(), 0);
  Near near = Near.sample(block, 1);
  Prices prices = Prices.none(block.instance);
  double[] price = {};
  double temperature;
  final Scratch scratch = new Scratch();

  /// Plans, so that prices are those that make people hesitate.
  @Setup
  public void plan() {
    Instance instance = SeededInstances.firstExperiment(people, 100, 150, 30, 1);
    Outcome.Solved solved =
        (Outcome.Solved)
            Optimiser.solve(
                instance, new Settings(0.01, Duration.ofSeconds(60), 2, 1), Progress.UNHEARD);
    block = Block.of(instance, 0);
    near = Near.sample(block, 1);
    prices = solved.prices();
    price = new double[instance.limitCount() + instance.intakeCount()];
    prices.inCents(price);
    double sum = 0;
    for (int k = 0; k < instance.candidateCount(); k++) {
      sum += Math.abs(instance.worth[k]);
    }
    temperature = COOL * sum / instance.candidateCount();
  }
}
