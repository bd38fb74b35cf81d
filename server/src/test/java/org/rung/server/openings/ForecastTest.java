package org.rung.server.openings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
  @ParameterizedTest(name = "{0} people, {1} leave a year, grow {2}")
  @CsvSource({
    "12, 0.08, 0.0, 40",
    "40, 0.15, 0.05, 90",
    "300, 0.10, 0.10, 600",
    "300, 0.10, -0.03, 600",
    "9000, 0.04, 0.02, 20000"
  })
  void fourOfFiveOutcomesLieInTheRange(
      double people, double leaveRate, double growth, double personYears) {
    Rate rate = Rate.of(leaveRate * personYears, personYears, leaveRate, 20);
    Trend trend = new Trend(growth, 0.03 * 0.03);
    Forecast forecast = new Forecast(people, rate, trend, 2);
    Forecast.Span span = forecast.between(0.5, 1.5);
    Random random = new Random(11);
    int inside = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      double drawnRate =
          Math.max(0, rate.mean() + random.nextGaussian() * Math.sqrt(rate.variance()));
      double drawnGrowth = growth + random.nextGaussian() * 0.03;
      double first = people * Math.exp(drawnGrowth * damped(0.5));
      double last = people * Math.exp(drawnGrowth * damped(1.5));
      double left = poisson(random, drawnRate * (first + last) / 2);
      double openings = Math.max(0, left + last - first);
      inside += span.low() <= openings && openings <= span.high() ? 1 : 0;
    }
    assertThat((double) inside / draws).isBetween(0.79, 0.95);
  }

  @Test
  void hasNoOpeningsWhereARoleShrinksFasterThanPeopleLeaveIt() {
    Forecast forecast = new Forecast(100, new Rate(0.05, 0.0001), new Trend(-0.3, 0.0001), 2);
    Forecast.Span span = forecast.between(0, 1);
    assertThat(span.growth() + span.replacement()).isNegative();
    assertThat(span.expected()).isZero();
    assertThat(span.low()).isZero();
  }

  @Test
  void dampsGrowthToHalfAfterTheHalfLife() {
    Forecast forecast = new Forecast(1000, new Rate(0, 0), new Trend(0.001, 0), 2);
    double now = forecast.between(0, 0.001).growth();
    double later = forecast.between(2, 2.001).growth();
    assertThat(later / now).isEqualTo(0.5, within(0.01));
  }

  @Test
  void drawsAFewPeopleTowardsTheOccupationAndManyNot() {
    assertThat(Rate.of(4, 10, 0.10, 20).mean()).isEqualTo(0.2, within(1e-9));
    assertThat(Rate.of(4000, 10_000, 0.10, 20).mean()).isEqualTo(0.4, within(0.001));
    assertThat(Rate.of(0, 0, 0.10, 20).mean()).isEqualTo(0.10, within(1e-9));
  }

  @Test
  void drawsAnUnsureTrendTowardsAll() {
    Trend all = new Trend(0.01, 0.03 * 0.03);
    assertThat(Trend.between(10, 30, 2).towards(all).mean()).isBetween(0.01, 0.05);
    assertThat(Trend.between(10_000, 11_000, 2).towards(all).mean()).isBetween(0.04, 0.05);
  }

  @Test
  void losesNoHalfPlaceWhenRoundingYears() {
    Forecast.Span half = new Forecast.Span(0, 0, 0, 0, 0.5, 0, 1);
    assertThat(Openings.whole(List.of(half, half, half, half))).containsExactly(1, 0, 1, 0);
    Forecast.Span little = new Forecast.Span(0, 0, 0, 0, 0.4, 0, 1);
    assertThat(Openings.whole(List.of(little, little))).containsExactly(0, 1);
  }

  private static double damped(double years) {
    return 2 / Math.log(2) * (1 - Math.pow(2, -years / 2));
  }

  private static double poisson(Random random, double mean) {
    if (mean > 200) {
      return Math.round(mean + random.nextGaussian() * Math.sqrt(mean));
    }
    double sum = 0;
    for (double left = mean; left > 0; left -= 30) {
      double limit = Math.exp(-Math.min(left, 30));
      for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
        sum++;
      }
    }
    return sum;
  }
}
