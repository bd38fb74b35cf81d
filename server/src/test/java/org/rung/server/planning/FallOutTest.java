package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Prices;

class FallOutTest {
  /// Four people in one intake that needs so many, each with a place; the third is worth least.
  private static Instance instance(long places, long minimum) {
    Instance.Builder builder = Instance.builder();
    int slot = builder.limit("Slots", places);
    int intake = builder.intake("Welding", 9, minimum, 1_00, Instance.NONE);
    for (long worth : new long[] {900_00, 500_00, 300_00, 700_00}) {
      builder.person("P" + worth);
      builder.candidate("C" + worth, worth);
      builder.use(slot, 1);
      builder.seat(intake);
    }
    return builder.build();
  }

  private static FallOut left(Instance under) {
    return FallOut.of(under, new int[] {0, 1, 2, 3}, Prices.none(under), limit -> limit == 0);
  }

  @Test
  void nobodyFallsOutWhileThereIsAPlaceForEverybody() {
    assertThat(left(instance(4, 2))).isEqualTo(new FallOut(4, 2_399_00));
    assertThat(left(instance(40, 2))).isEqualTo(new FallOut(4, 2_399_00));
  }

  @Test
  void whoeverThePlanValuesLeastFallsOutFirst() {
    assertThat(left(instance(3, 2))).isEqualTo(new FallOut(3, 2_099_00));
    assertThat(left(instance(2, 2))).isEqualTo(new FallOut(2, 1_599_00));
  }

  @Test
  void anIntakeThatTooFewAreLeftForDoesNotRunAndCostsNothing() {
    assertThat(left(instance(3, 4))).isEqualTo(new FallOut(0, 0));
    assertThat(left(instance(0, 0))).isEqualTo(new FallOut(0, 0));
  }

  @Test
  void limitsThatCountNoPlacesThrowNobodyOut() {
    Instance under = instance(1, 0);
    assertThat(FallOut.of(under, new int[] {0, 1, 2, 3}, Prices.none(under), limit -> false))
        .isEqualTo(new FallOut(4, 2_399_00));
  }

  @Test
  void whoHasNoPlaceIsNotCounted() {
    Instance under = instance(4, 0);
    assertThat(
            FallOut.of(
                under,
                new int[] {Choice.NONE, 1, Choice.NONE, Choice.NONE},
                Prices.none(under),
                limit -> true))
        .isEqualTo(new FallOut(1, 499_00));
  }
}
