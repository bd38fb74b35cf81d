package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.programmes.Strategy;

class FlowPlotTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void drawsNoGroupUnderFiveAndLosesNobodyUnsaid(long seed) {
    Random random = new Random(seed);
    List<FlowPlot.Flow> flows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      flows.add(
          new FlowPlot.Flow(
              "role " + random.nextInt(40),
              "programme " + random.nextInt(30),
              "next " + random.nextInt(40),
              Strategy.values()[random.nextInt(4)],
              1 + random.nextInt(12)));
    }
    FlowPlot plot = FlowPlot.of(flows);
    long all = flows.stream().mapToLong(FlowPlot.Flow::people).sum();
    assertThat(plot.people() + plot.leftOut()).isEqualTo(all);
    assertThat(plot.leftOut()).isLessThan(20);
    assertThat(plot.nodes())
        .allSatisfy(node -> assertThat(node.people()).isGreaterThanOrEqualTo(5));
    assertThat(plot.flows())
        .allSatisfy(flow -> assertThat(flow.people()).isGreaterThanOrEqualTo(5));
    assertThat(plot.stops().stream().mapToLong(FlowPlot.Stop::people).sum())
        .isEqualTo(plot.people());
    assertThat(plot.stops().getLast().programme()).isEqualTo("Other programmes");
    for (int column = 0; column < 3; column++) {
      int here = column;
      assertThat(
              plot.nodes().stream()
                  .filter(n -> n.column() == here)
                  .mapToLong(FlowPlot.Node::people)
                  .sum())
          .isEqualTo(plot.people());
    }
  }
}
