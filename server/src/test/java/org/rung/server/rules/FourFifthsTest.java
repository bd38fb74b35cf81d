package org.rung.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FourFifthsTest {
  private static FourFifths.Share share(long part, long whole) {
    return new FourFifths.Share(part, whole);
  }

  @Test
  void exactlyFourFifthsOfTheHighestRateIsNotLowAndAHairLessIs() {
    List<Optional<FourFifths.Ratio>> ratios =
        FourFifths.of(List.of(share(50, 100), share(40, 100), share(399, 1000)), 80);
    assertThat(ratios.get(0).orElseThrow().ratio()).isEqualTo(1.0);
    assertThat(ratios.get(1).orElseThrow().low()).isFalse();
    assertThat(ratios.get(1).orElseThrow().ratio()).isEqualTo(0.8);
    assertThat(ratios.get(2).orElseThrow().low()).isTrue();
  }

  @Test
  void aGroupUnderTenIsNeitherComparedNorTheHighest() {
    List<Optional<FourFifths.Ratio>> ratios =
        FourFifths.of(List.of(share(9, 9), share(5, 10), share(10, 20)), 80);
    assertThat(ratios.get(0)).isEmpty();
    assertThat(ratios.get(1).orElseThrow().ratio()).isEqualTo(1.0);
    assertThat(ratios.get(2).orElseThrow().low()).isFalse();
  }

  @Test
  void nothingIsComparedWithOneLargeGroupOrWhereNobodyWasSelected() {
    assertThat(FourFifths.of(List.of(share(5, 10), share(1, 2)), 80))
        .containsOnly(Optional.empty());
    assertThat(FourFifths.of(List.of(share(0, 10), share(0, 20)), 80))
        .containsOnly(Optional.empty());
  }
}
