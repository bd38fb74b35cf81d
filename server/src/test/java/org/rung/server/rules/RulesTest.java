package org.rung.server.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RulesTest {
  private final Rules rules = new Rules();

  @Test
  void answersWithTheClauseThatHoldsOnTheDay() {
    Rules.Version version = rules.on("section-127", LocalDate.of(2026, 5, 1));
    assertThat(version.figure("yearly_cents")).isEqualTo(525_000);
    assertThat(version.clause().source()).contains("127");
  }

  @Test
  void saysThatNoVersionHoldsOnADayOutsideItsDates() {
    assertThatThrownBy(() -> rules.on("section-127", LocalDate.of(2027, 1, 1)))
        .isInstanceOf(Rules.NoSuchRule.class)
        .hasMessageContaining("section-127");
  }

  @Test
  void hidesGroupsOfOneToFourAndShowsNobodyAndFive() {
    assertThat(SmallGroups.hides(0)).isFalse();
    assertThat(SmallGroups.hides(1)).isTrue();
    assertThat(SmallGroups.hides(4)).isTrue();
    assertThat(SmallGroups.hides(5)).isFalse();
  }
}
