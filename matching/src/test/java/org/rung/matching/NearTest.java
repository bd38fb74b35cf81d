package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NearTest {
  private static final double TEMPERATURE = 2_000; // cents
  private static final double REACH = 24 * TEMPERATURE;

  /// Whoever is decided is but added up, which is off by what is 24 temperatures behind.
  @Test
  void theDecidedCountAsIfTheyWereLookedAt() {
    Instance instance = Scarce.people(1_000, 1_000_000, 9);
    double[] price = Scarce.prices(instance);
    Block block = Block.of(instance, 0);
    Near all = Near.all(block, price, REACH, new Scratch());
    Near undecided = Near.of(block, price, REACH, new Scratch());
    Near narrowed = Near.all(block, price, 5 * REACH, new Scratch()).narrowed(price, REACH);

    Demand expected = new SoftMaximum(price, TEMPERATURE).over(all, new Scratch());
    for (Near near : new Near[] {undecided, narrowed}) {
      Demand demand = new SoftMaximum(price, TEMPERATURE).over(near, new Scratch());

      assertThat(near.start.length).isLessThan(all.start.length);
      assertThat(demand.value).isCloseTo(expected.value, within(1e-9 * expected.value));
      assertThat(demand.use)
          .usingComparatorWithPrecision(1e-6 * expected.use[0])
          .containsExactly(expected.use);
      assertThat(demand.shared).isEqualTo(expected.shared);
    }
  }

  @Test
  void keepsTheCandidatesOfEveryFewPeople() {
    Instance instance = Scarce.people(100, 1_000_000, 1);

    Near some = Near.sample(Block.of(instance, 0), 10);

    assertThat(some.start).hasSize(11);
    assertThat(some.worth[0]).isEqualTo(instance.worth[0]);
    assertThat(some.worth[some.start[1]]).isEqualTo(instance.worth[instance.start[10]]);
  }
}
