package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoolingTest {
  private static final double TYPICAL = 500_000; // cents

  private final Instance instance = Scarce.people(12_000, 1_000_000, 1);

  @Test
  void endsAtOnceWherePricesAreFarFromWhatTheyWereThoughtToBe() {
    double[] price = new double[instance.limitCount() + instance.intakeCount()];

    assertThat(cool(price, true)).isEqualTo(Cooling.End.FAR);
  }

  @Test
  void goesOnFromPricesThatAreNear() {
    double[] price = Scarce.prices(instance);

    assertThat(cool(price, true)).isEqualTo(Cooling.End.SETTLED);
  }

  @Test
  void findsItsWayFromFarOffWhereThatIsExpected() {
    double[] price = new double[instance.limitCount() + instance.intakeCount()];

    assertThat(cool(price, false)).isEqualTo(Cooling.End.SETTLED);

    double[] near = Scarce.prices(instance);
    assertThat(bound(price)).isLessThan(1.001 * bound(near));
  }

  private Cooling.End cool(double[] price, boolean begun) {
    try (Workers workers = new Workers(2)) {
      return new Cooling(instance, TYPICAL, 1e-4, workers, () -> true)
          .run(
              Population.of(instance, workers).blocks,
              begun ? 0.1 : 0.8,
              price,
              begun ? 0.0025 : 0.04,
              0.002,
              begun,
              new Cooling.Stages() {
                @Override
                public double bound(double temperature) {
                  return CoolingTest.this.bound(price);
                }

                @Override
                public boolean isEnough(double temperature) {
                  return false;
                }
              });
    }
  }

  private double bound(double[] price) {
    return Bound.cents(instance, Prices.rounded(instance, price)).doubleValue();
  }
}
