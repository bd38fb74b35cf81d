package org.rung.matching;

import java.util.Objects;
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

/// Attempts of [Refinement] to improve a plan, by branching on small linear programs: the same ones
/// each time, from the same plan. Not a pass: an attempt has lists and bases of its own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RefinementBenchmark {
  private static final int ATTEMPTS = 10;

  private Crowd crowd = crowd(Instance.builder().build());
  private Plan plan = new Plan(Instance.builder().build());

  private static Crowd crowd(Instance instance) {
    return new Crowd(instance, Classes.of(instance), 1, () -> true);
  }

  /// Makes the plan that is improved.
  @Setup
  public void prepare(OneBlock on) {
    Instance instance = on.block.instance;
    crowd = crowd(instance);
    plan =
        Objects.requireNonNull(
            crowd.solve(on.price, Double.POSITIVE_INFINITY, prices -> {}, worth -> true));
  }

  /// Ten attempts.
  @Benchmark
  public Object attempts() {
    return crowd.improve(plan, ATTEMPTS, worth -> false);
  }
}
