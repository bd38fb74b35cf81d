package org.rung.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.rung.matching.AlgebraBenchmark;
import org.rung.matching.KernelBenchmark;
import org.rung.matching.OneBlock;

/// That the benchmarks of the kernels run, and that a pass asks for next to no memory.
class KernelsTest {
  private static final int WARM = 3;

  /// Beyond scratch space: a sum, a list of threads.
  private static final long LITTLE = 8_192; // bytes

  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void passesOverPeopleAllocateNextToNothing() {
    OneBlock on = new OneBlock();
    on.people = 500;
    on.plan();
    KernelBenchmark kernels = new KernelBenchmark();
    kernels.prepare(on);

    assertThat(allocated(() -> kernels.softMaximum(on))).isLessThan(LITTLE);
    assertThat(allocated(() -> kernels.curvature(on))).isLessThan(LITTLE);
    assertThat(allocated(() -> kernels.bend(on))).isLessThan(LITTLE);
    assertThat(allocated(() -> kernels.bound(on))).isLessThan(LITTLE);
    // What is kept has its own arrays; were this little, nothing would have been measured.
    assertThat(allocated(() -> kernels.narrowed(on))).isGreaterThan(LITTLE);
  }

  @Test
  void solvingWithFactorsAllocatesNextToNothing() {
    AlgebraBenchmark algebra = new AlgebraBenchmark();
    algebra.rows = 120;
    algebra.draw();

    assertThat(allocated(algebra::factor)).isLessThan(LITTLE);
    assertThat(allocated(algebra::substitute)).isLessThan(LITTLE);
    assertThat(allocated(algebra::forward)).isLessThan(LITTLE);
    assertThat(allocated(algebra::backward)).isLessThan(LITTLE);
    assertThat(allocated(() -> assertThat(algebra.offer()).isFalse())).isLessThan(LITTLE);
    algebra.close();
  }

  @Test
  void theRunnerFindsThem() {
    assertThat(
            BenchmarkList.defaultList()
                .getAll(
                    OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                    List.of()))
        .extracting(entry -> entry.getUsername().replaceAll(".*\\.", ""))
        .contains(
            "softMaximum",
            "curvature",
            "tied",
            "bend",
            "bound",
            "narrowed",
            "factor",
            "offer",
            "attempts");
  }

  /// Bytes of one run, the last of some.
  private long allocated(Runnable kernel) {
    long bytes = 0;
    for (int n = 0; n <= WARM; n++) {
      long before = memory.getCurrentThreadAllocatedBytes();
      kernel.run();
      bytes = memory.getCurrentThreadAllocatedBytes() - before;
    }
    return bytes;
  }
}
