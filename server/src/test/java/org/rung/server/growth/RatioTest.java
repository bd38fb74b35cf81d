package org.rung.server.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {
  @ParameterizedTest(name = "{0} people, times {1}")
  @CsvSource({"10, 0.5", "10, 1", "10, 3", "40, 0.1", "40, 1", "100, 1.5", "1000, 1.05", "3, 4"})
  void holdsAsOftenAsItSays(double start, double times) {
    int draws = 20_000;
    int held = 0;
    int told = 0;
    RandomGenerator random = new SplittableRandom(7);
    for (int i = 0; i < draws; i++) {
      long first = poisson(random, start);
      long second = poisson(random, start * times);
      if (first + second == 0) {
        continue;
      }
      told++;
      Ratio ratio = Ratio.between(first, second);
      held += ratio.low() <= times && times <= ratio.high() ? 1 : 0;
    }
    assertThat((double) held / told).isBetween(0.938, 0.975);
  }

  @Test
  void saysWhatAnybodyCanWorkOut() {
    Ratio doubled = Ratio.between(252, 504);
    assertThat(doubled.middle()).isEqualTo(2, within(1e-12));
    assertThat(doubled.low()).isEqualTo(1.72, within(0.01));
    assertThat(doubled.high()).isEqualTo(2.33, within(0.01));
    assertThat(doubled.grows()).isTrue();
  }

  @Test
  void swapsWithItsCounts() {
    Ratio up = Ratio.between(30, 80);
    Ratio down = Ratio.between(80, 30);
    assertThat(up.low()).isEqualTo(1 / down.high(), within(1e-9));
    assertThat(up.high()).isEqualTo(1 / down.low(), within(1e-9));
  }

  @Test
  void holdsForNobodyLeftAndForNobodyAtTheStart() {
    Ratio gone = Ratio.between(88, 0);
    assertThat(gone.low()).isZero();
    assertThat(gone.middle()).isZero();
    assertThat(gone.high()).isBetween(0.0, 0.06);
    assertThat(gone.shrinks()).isTrue();
    assertThat(Ratio.between(0, 20).high()).isInfinite();
  }

  @Test
  void refusesNoPeopleAtAll() {
    assertThatThrownBy(() -> Ratio.between(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /// Knuth for small means, in parts of 30.
  static long poisson(RandomGenerator random, double mean) {
    long sum = 0;
    for (double left = mean; left > 0; left -= 30) {
      double limit = Math.exp(-Math.min(left, 30));
      double product = random.nextDouble();
      while (product > limit) {
        sum++;
        product *= random.nextDouble();
      }
    }
    return sum;
  }
}
