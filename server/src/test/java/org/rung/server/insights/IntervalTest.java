package org.rung.server.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void studentIsTheTable() {
    double[][] table = {{4, 2.776}, {5, 2.571}, {9, 2.262}, {29, 2.045}, {120, 1.980}};
    for (double[] row : table) {
      assertThat(Interval.student(row[0])).as("%s", row[0]).isCloseTo(row[1], within(0.008));
    }
  }

  @Test
  void aShareHasWilsonsInterval() {
    // Newcombe 1998, table I: 81 of 263 and 15 of 148.
    Interval large = Interval.share(81 / 263.0, 263);
    assertThat(large.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(large.high()).isCloseTo(0.3662, within(5e-5));
    Interval small = Interval.share(15 / 148.0, 148);
    assertThat(small.low()).isCloseTo(0.0624, within(5e-5));
    assertThat(small.high()).isCloseTo(0.1605, within(5e-5));
    assertThat(Interval.share(1, 7).high()).isEqualTo(1);
  }

  @Test
  void theDifferenceOfSharesIsNewcombes() {
    // Newcombe 1998 (b), method 10: 56/70 − 48/80.
    Interval apart =
        Interval.difference(Interval.share(48 / 80.0, 80), Interval.share(56 / 70.0, 70));
    assertThat(apart.low()).isCloseTo(0.0524, within(5e-5));
    assertThat(apart.high()).isCloseTo(0.3339, within(5e-5));
  }

  @Test
  void theRangeOfAPlanIsThatOfPlayingIt() {
    Random random = new Random(7);
    double[] chances = random.doubles(60, 0.2, 0.9).toArray();
    long[] range = Planned.range(chances);
    int runs = 20_000;
    int[] atMost = new int[3];
    for (int run = 0; run < runs; run++) {
      int through = 0;
      for (double chance : chances) {
        through += random.nextDouble() < chance ? 1 : 0;
      }
      for (int i = 0; i < 3; i++) {
        atMost[i] += through <= range[i] ? 1 : 0;
      }
    }
    assertThat(atMost[0] / (double) runs).isBetween(0.09, 0.25);
    assertThat(atMost[1] / (double) runs).isBetween(0.49, 0.65);
    assertThat(atMost[2] / (double) runs).isBetween(0.89, 0.99);
    double[] many = random.doubles(5_000, 0.2, 0.9).toArray();
    long[] wide = Planned.range(many);
    double[] fewer = java.util.Arrays.copyOf(many, 2_000);
    assertThat(wide[0]).isLessThan(wide[1]);
    assertThat(wide[2]).isGreaterThan(wide[1]);
    assertThat(Planned.range(fewer)[1])
        .isCloseTo(Math.round(java.util.Arrays.stream(fewer).sum()), within(2L));
  }
}
