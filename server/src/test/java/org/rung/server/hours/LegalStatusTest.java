package org.rung.server.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.server.rules.Rules;
import org.rung.server.rules.RulesAsShipped;

/// Which minutes are hours worked.
class LegalStatusTest {
  private static final Rules RULES = RulesAsShipped.in("US");

  @ParameterizedTest(name = "{0}, agreement {1}, productive {2}, agreed {3}: worked {4}")
  @CsvSource({
    "CLASS, true, false, false, false",
    "CLASS, false, false, false, true",
    "CLASS, true, true, false, true",
    "CLASS, true, false, true, true",
    "WORK, true, false, false, true",
    "ON_THE_JOB, true, false, false, true"
  })
  void relatedInstructionIsNotWorkedUnderAWrittenAgreementWithoutProductiveWork29Cfr785Dot32(
      Stint.Kind kind, boolean agreement, boolean productive, boolean agreed, boolean worked) {
    LegalStatus status =
        LegalStatus.of(
            kind,
            new LegalStatus.Instruction(agreement, productive, agreed),
            RULES,
            LocalDate.parse("2026-11-23"));
    assertThat(status.worked()).isEqualTo(worked);
    if (kind == Stint.Kind.CLASS) {
      assertThat(status.clause()).isEqualTo("29 CFR 785.32");
    }
  }
}
