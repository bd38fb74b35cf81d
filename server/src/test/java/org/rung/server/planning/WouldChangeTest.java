package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WouldChangeTest {
  @Test
  void namesEveryKindOfChangeThatWouldDoByItself() {
    assertThat(
            new WouldChange(
                    1_234_00,
                    OptionalLong.of(321_00),
                    OptionalInt.of(640_000),
                    "one more seat in Welding from 11 Jan 2027")
                .words())
        .isEqualTo(
            "It would be chosen at this plan's prices if it were worth $1,234 more, if its price were $321 lower, if the chance were 64 %, or with one more seat in Welding from 11 Jan 2027 kept for it.");
  }

  @Test
  void saysWhatIsLeftWhereNothingButWorthCanDo() {
    assertThat(new WouldChange(45, OptionalLong.empty(), OptionalInt.empty(), "").words())
        .isEqualTo(
            "It would be chosen at this plan's prices if it were worth $0.45 more, or with more of what is scarce.");
  }

  @Test
  void tellsThoseWhoStartTheirChanceWithoutWhetherTheyAccept() {
    WouldChange change =
        new WouldChange(4_407_00, OptionalLong.empty(), OptionalInt.of(456_000), "");
    assertThat(change.ofThoseWhoStart(600_000, 570_000).words())
        .contains("if the chance were 76 %");
    assertThat(change.ofThoseWhoStart(400_000, 570_000).words())
        .as("more than certain")
        .doesNotContain("chance");
    assertThat(change.ofThoseWhoStart(600_000, 759_000).words())
        .as("reads like the one there is")
        .doesNotContain("chance");
  }

  @Test
  void aTieMissesNothing() {
    assertThat(new WouldChange(0, OptionalLong.of(0), OptionalInt.of(5), "").words())
        .startsWith("Nothing is missing");
  }
}
