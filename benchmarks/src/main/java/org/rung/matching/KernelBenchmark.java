package org.rung.matching;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The passes over people, each over one block on one thread. They answer in scratch space, so that
/// a pass asks for next to no memory; what is made to be kept (`narrowed`, `tied`) is as large as
/// it is.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final double LIKE_COOLING = 24; // temperatures behind the best

  private SoftMaximum soft = new SoftMaximum(new double[0], 1);
  private Curvature curvature = new Curvature(new int[0], 0);
  private Bound.OfPeople bound =
      new Bound.OfPeople(Case.every(Prices.none(Instance.builder().build())));
  private double[] change = {};
  private Ties ties = new Ties(new OneBlock().near, new double[0], 1, new Scratch());

  /// Makes the passes.
  @Setup
  public void prepare(OneBlock on) {
    int rows = on.price.length;
    int[] list = new int[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      if (on.price[row] > 0) {
        list[count++] = row;
      }
    }
    soft = new SoftMaximum(on.price, on.temperature);
    curvature = Curvature.of(list, count, rows);
    bound = new Bound.OfPeople(Case.every(on.prices));
    ties = new Ties(on.near, on.price, on.temperature, on.scratch);
    change = on.price.clone();
  }

  /// The smoothed bound with its first derivatives, [SoftMaximum].
  @Benchmark
  public Object softMaximum(OneBlock on) {
    return soft.over(on.near, on.scratch);
  }

  /// Second derivatives by all priced rows, [Curvature].
  @Benchmark
  public Object curvature(OneBlock on) {
    return curvature.over(ties, on.scratch);
  }

  /// Whoever hesitates, with the share of each option, copied to be kept, [Ties].
  @Benchmark
  public Object tied(OneBlock on) {
    return new Ties(on.near, on.price, on.temperature, on.scratch);
  }

  /// Second derivatives applied to a direction, [Ties].
  @Benchmark
  public Object bend(OneBlock on) {
    return ties.bend(change, on.scratch);
  }

  /// The exact bound in whole millionths, [Bound].
  @Benchmark
  public Object bound(OneBlock on) {
    return bound.over(on.block, on.scratch);
  }

  /// Candidates not far from their person's best, copied to be kept, [Near].
  @Benchmark
  public Object narrowed(OneBlock on) {
    return on.near.narrowed(on.price, LIKE_COOLING * on.temperature);
  }
}
