package org.rung.server.apprenticeships;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.server.programmes.Form;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.RulesAsShipped;

/// Standards that cannot be are refused, each mistake beside its field.
class StandardsFormTest {
  private static final Programme YEAR =
      new Programme(
          7,
          "A",
          "Electrician",
          "Us",
          Strategy.RESKILLING,
          Form.ON_THE_JOB,
          true,
          Optional.empty(),
          0,
          0,
          2_000,
          52,
          52,
          "",
          "",
          "",
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());

  private static StandardsForm.Read read(Map<String, String> form) {
    return StandardsForm.read(form, YEAR, RulesAsShipped.in("US"), LocalDate.of(2026, 11, 20));
  }

  @Test
  void whatIsWholeIsReadAndComesBackAsItWas() {
    Map<String, String> form = ApprenticeWorld.form();
    form.put("instruction", "144");
    form.put("taught3", "100");
    Standards draft = read(form).draft().orElseThrow();
    assertThat(draft.totalHours()).isEqualTo(2_000);
    assertThat(draft.instructionHours()).isEqualTo(144);
    assertThat(draft.steps())
        .extracting(Standards.WageStep::cents)
        .containsExactly(1_800L, 2_250L, 2_700L);
    assertThat(StandardsForm.of(draft)).containsAllEntriesOf(form);
  }

  @ParameterizedTest(name = "{0} = “{1}”: {2} says {3}")
  @CsvSource({
    "hours2, 799, hours, '1,999 hours together'",
    "hours2, many, hours2, 'Give the hours of this work process'",
    "process2, Wiring, process2, 'is there twice'",
    "process2, '', process2, 'Give the work process a name'",
    "share2, 60, share1, 'Step 2 pays $18.00 an hour'",
    "share2, 60.01, share1, 'Step 2 pays $18.00 an hour'",
    "share2, abc, share2, 'is no share'",
    "after3, 100, after3, 'not more than the 100'",
    "after3, 2001, after3, 'nobody would reach it'",
    "taught2, 1, taught2, 'more than the 0 of the whole programme'",
    "probation, 501, probation, 'too long'",
    "journey, free, journey, 'is no wage'",
    "apprentices, 3, apprentices, 'more apprentices to a mentor'",
    "unit, weeks, unit, 'Choose hours or days'",
  })
  void saysWhatIsWrongBesideItsField(String field, String value, String at, String words) {
    Map<String, String> form = ApprenticeWorld.form();
    form.put(field, value);
    StandardsForm.Read read = read(form);
    assertThat(read.draft()).isEmpty();
    assertThat(read.errors()).containsKey(at);
    assertThat(read.errors().get(at)).contains(words);
  }

  @Test
  void aProbationInDaysIsAtMostAQuarterOfTheWeeks() {
    Map<String, String> form = ApprenticeWorld.form();
    form.put("unit", "days");
    form.put("probation", "91");
    assertThat(read(form).errors()).isEmpty();
    form.put("probation", "92");
    assertThat(read(form).errors()).containsOnlyKeys("probation");
  }

  @Test
  void anEmptyFormTellsAllOfIt() {
    assertThat(read(Map.of()).errors())
        .containsKeys(
            "process1", "share1", "journey", "instruction", "probation", "apprentices", "mentors");
  }
}
