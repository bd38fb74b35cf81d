package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rung.server.programmes.Strategy;

class ScenarioFileTest {
  private final String chicago = read();

  @Test
  void theExampleReadsAndWritesBackTheSame() {
    Scenario scenario = ScenarioFile.read(chicago);
    assertThat(ScenarioFile.read(ScenarioFile.write(scenario))).isEqualTo(scenario);
    assertThat(scenario.terms(Strategy.EDUCATION_BENEFIT).takeUp()).isPresent();
  }

  @Test
  void anUnknownWordIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> ScenarioFile.read(chicago.replace("\nworth:", "\nwroth: 1\nworth:")))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("wroth");
  }

  @Test
  void aMissingWordIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> ScenarioFile.read(chicago.replaceFirst("\\n  pay_gain_weight:.*", "")))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("worth.pay_gain_weight")
        .hasMessageContaining("missing");
  }

  @Test
  void aNumberWithoutASourceIsRefused() {
    assertThatThrownBy(() ->
            ScenarioFile.read(
                chicago.replaceFirst(
                    "(horizon_years: \\{ value: 3, kind: assumed, source: )\"[^\"]*\"", "$1\"\"")))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("names no source");
  }

  @Test
  void aMinimumAboveTheSeatsIsRefused() {
    assertThatThrownBy(() ->
            ScenarioFile.read(
                chicago.replaceFirst("minimum: \\{ value: \\d+", "minimum: { value: 400")))
        .isInstanceOf(ScenarioProblem.class)
        .hasMessageContaining("seats");
  }

  @Test
  void anotherBudgetKeepsEverythingElseAndSaysWhoSetIt() {
    Scenario scenario = ScenarioFile.read(chicago);
    Scenario changed = scenario.withBudgets("less", Map.of(2021, 5L), "Pat");
    assertThat(changed.fiscalYears().getFirst().budget().value()).isEqualTo(5);
    assertThat(changed.fiscalYears().getFirst().budget().source()).contains("Pat");
    assertThat(changed.fiscalYears().getLast()).isEqualTo(scenario.fiscalYears().getLast());
    assertThat(changed.worth()).isEqualTo(scenario.worth());
  }

  private static String read() {
    try {
      return Files.readString(
          Path.of(System.getProperty("rung.home"), "examples", "chicago", "scenario.yaml"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
