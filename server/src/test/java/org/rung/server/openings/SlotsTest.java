package org.rung.server.openings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
  @ParameterizedTest(name = "{0} openings at {1} are {2} slots")
  @CsvSource({"0, 0.4, 0", "1, 1, 1", "10, 0.4, 25", "3, 0.7, 4", "5, 0.9, 6", "1, 0.4, 3"})
  void areOpeningsDividedByTheMeanChanceRounded(double openings, double chance, int slots) {
    assertThat(Slots.of(openings, chance)).isEqualTo(slots);
  }

  @Test
  void areWorthTheirOpeningsWithinHalfASlot() {
    for (int openings = 0; openings < 200; openings++) {
      for (double chance = 0.05; chance <= 1; chance += 0.05) {
        assertThat(Math.abs(Slots.of(openings, chance) * chance - openings))
            .isLessThanOrEqualTo(chance / 2 + 1e-9);
      }
    }
  }

  @Test
  void carryForwardWhatIsNotFilled() {
    assertThat(Slots.carriedForward(new int[] {10, 5, 0}, new int[] {4, 11, 0}))
        .containsExactly(10, 11, 0);
    assertThat(Slots.carriedForward(new int[] {10, 5, 2}, new int[] {0, 0, 0}))
        .containsExactly(10, 15, 17);
  }

  @Test
  void refuseMoreUseThanIsOpen() {
    assertThatThrownBy(() -> Slots.carriedForward(new int[] {3, 1}, new int[] {3, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("year 1: 1 new, 2 used, 1 open");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0.5", "NaN, 0.5", "3, 0", "3, 1.01", "3, NaN"})
  void refuseWhatIsNoNumberOfPlacesAndNoChance(double openings, double chance) {
    assertThatThrownBy(() -> Slots.of(openings, chance))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
