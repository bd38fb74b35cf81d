package org.rung.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FormatsTest {
  @Test
  void groupsWholeNumbersAndLeavesSharesNamesAndFingerprintsAlone() {
    assertThat(Formats.grouped("33702 people, 6107458645 cents"))
        .isEqualTo("33,702 people, 6,107,458,645 cents");
    assertThat(Formats.grouped("0.000378884747")).isEqualTo("0.000378884747");
    assertThat(Formats.grouped("fingerprint 03893e8e50151234")).endsWith("03893e8e50151234");
    assertThat(Formats.grouped("344314,27576,6959@434")).isEqualTo("344314,27576,6959@434");
  }

  @Test
  void aChangeCarriesItsSign() {
    assertThat(Formats.signed(122)).isEqualTo("+122");
    assertThat(Formats.signed(0)).isEqualTo("0");
    assertThat(Formats.signedDollars(-9_100)).isEqualTo("−$91");
    assertThat(Formats.signedDollars(39_991_100)).isEqualTo("+$399,911");
  }

  @Test
  void ratiosBesideEachOtherKeepBothDigits() {
    assertThat(Formats.hundredths(1)).isEqualTo("1.00");
    assertThat(Formats.hundredths(0.9)).isEqualTo("0.90");
    assertThat(Formats.hundredths(0.734)).isEqualTo("0.73");
  }

  @Test
  void aTokenOfALastDayIsNotSaidToEndOnTheNext() {
    assertThat(
            Formats.lastDayBefore(
                LocalDate.of(2027, 7, 1).atStartOfDay(ZoneId.systemDefault()).toInstant()))
        .isEqualTo("30 Jun 2027");
  }
}
