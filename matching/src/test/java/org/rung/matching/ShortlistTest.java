package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortlistTest {
  /// The largest does not fit in 62 bits of millionths.
  @ParameterizedTest(name = "worth up to {0} cents")
  @ValueSource(longs = {1_000_000, 900_000_000_000L})
  void listsAndBoundsFromOneLookAsFromTwo(long largest) {
    Instance instance = Scarce.people(700, largest, 3);
    double[] price = new double[instance.limitCount() + instance.intakeCount()];
    Arrays.fill(price, largest / 5.0);
    price[0] = largest / 4e6;
    Prices prices = Prices.rounded(instance, price);
    prices.inCents(price);
    double reach = largest / 20.0;
    try (Workers workers = new Workers(2)) {
      Population population = Population.of(instance, workers);

      Shortlist.Priced priced = Shortlist.priced(population, prices, reach);

      assertThat(priced.bound()).isEqualTo(Bound.cents(population, prices));
      Shortlist alone = Shortlist.of(population, price, reach);
      Instance listed = priced.shortlist().instance;
      assertThat(listed.worth).isEqualTo(alone.instance.worth);
      assertThat(listed.start).isEqualTo(alone.instance.start);
      assertThat(listed.candidateCount()).isBetween(1, instance.candidateCount() - 1);
    }
  }

  @ParameterizedTest(name = "every {0}th has something")
  @ValueSource(ints = {1, 3})
  void tellsAPlanInAnotherList(int every) {
    Instance instance = Scarce.people(300, 1_000_000, 2);
    double[] free = new double[instance.limitCount() + instance.intakeCount()];
    try (Workers workers = new Workers(1)) {
      Population population = Population.of(instance, workers);
      Shortlist few = Shortlist.of(population, free, 50_000);
      Shortlist more = Shortlist.of(population, free, 400_000);
      int[] choice = new int[instance.personCount()];
      Arrays.setAll(choice, e -> e % every == 0 ? few.instance.start[e] : Choice.NONE);

      int[] there = more.choice(few.places(choice));

      assertThat(more.places(there)).isEqualTo(few.places(choice));
      assertThat(few.instance.candidateCount()).isLessThan(more.instance.candidateCount());
    }
  }
}
