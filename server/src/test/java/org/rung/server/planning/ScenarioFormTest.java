package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioFormTest {
  private final Scenario chicago = ScenarioFile.read(read());

  @Test
  void aScenarioShownAndSentBackIsTheSame() {
    ScenarioForm sent = ScenarioForm.sent(ScenarioForm.of(chicago).given());
    assertThat(sent.read()).isEqualTo(new ScenarioForm.Read.Whole(chicago));
  }

  @Test
  void floorsOfGroupsForecastsAndWhatKeepingCountsAreSentBackAsTheyWereShown() {
    ScenarioForm form =
        changed(
            Map.ofEntries(
                Map.entry("floors.2.name", "Low pay"),
                Map.entry("floors.2.kind", "parity"),
                Map.entry("floors.2.group", "pay: lowest quarter"),
                Map.entry("floors.2.value.value", "80 %"),
                Map.entry("floors.2.value.source", "The council"),
                Map.entry("forecasts.0.name", "A recession"),
                Map.entry("forecasts.0.openings.value", "0.4"),
                Map.entry("forecasts.0.openings.source", "The council"),
                Map.entry("stability.value", "$1,000"),
                Map.entry("stability.source", "The council")));
    Scenario read = ((ScenarioForm.Read.Whole) form.read()).scenario();
    assertThat(read.floors().getLast().people())
        .contains(new Group(GroupKind.PAY, "lowest quarter"));
    assertThat(read.otherForecasts().getFirst().openings().value()).isEqualTo(0.4);
    assertThat(read.stabilityCents()).isEqualTo(1_000_00);
    assertThat(ScenarioForm.sent(ScenarioForm.of(read).given()).read())
        .isEqualTo(new ScenarioForm.Read.Whole(read));
    ScenarioForm.Read none = form.with(Map.of("floors.2.group", "sex: female")).read();
    assertThat(((ScenarioForm.Read.Faulty) none).form().problems().values())
        .singleElement()
        .asString()
        .contains("“sex: female” is no group of people");
  }

  @Test
  void everyFigureHasItsPlaceInTheForm() {
    ScenarioForm form = ScenarioForm.of(chicago);
    for (Scenario.Place place : chicago.places()) {
      place
          .figure()
          .ifPresent(figure -> {
            assertThat(ScenarioForm.number(form.at(place.path() + ".value")))
                .as(place.path())
                .contains(figure.value());
            assertThat(form.at(place.path() + ".source")).isEqualTo(figure.source());
          });
    }
  }

  @Test
  void namesEverythingThatIsWrongAtOnceAndKeepsWhatWasTyped() {
    ScenarioForm.Read read =
        changed(
                Map.of(
                    "starts", "next spring",
                    "fiscal_years.0.budget.value", "a lot",
                    "worth.hire_share.source", "",
                    "intakes.seats.value", ""))
            .read();
    ScenarioForm form = ((ScenarioForm.Read.Faulty) read).form();
    assertThat(form.problems())
        .containsOnlyKeys(
            "starts",
            "fiscal_years.0.budget.value",
            "worth.hire_share.source",
            "intakes.seats.value");
    assertThat(form.problem("fiscal_years.0.budget.value")).contains("a lot");
    assertThat(form.at("starts")).isEqualTo("next spring");
  }

  @ParameterizedTest
  @CsvSource({
    "worth.leaving_share.value, 1.5",
    "worth.horizon_years.value, -1",
    "intakes.per_year.value, 0",
    "viable.chance_least.value, 20",
    "floors.1.value.value, 50",
    "strategies.education_benefit.take_up.value, 4.9",
    "intakes.minimum.value, 400"
  })
  void aFigureOutsideItsRangeIsNamedAtItsField(String place, String value) {
    ScenarioForm.Read read = changed(Map.of(place, value)).read();
    assertThat(((ScenarioForm.Read.Faulty) read).form().problems()).containsOnlyKeys(place);
  }

  @Test
  void aRowWhoseNameIsEmptiedIsTakenAwayAndTheNextMovesUp() {
    ScenarioForm.Read read =
        changed(
                Map.of(
                    "floors.0.name",
                    "",
                    "notes.2.text",
                    " ",
                    "floors.7.name",
                    "One more",
                    "floors.7.kind",
                    "people",
                    "floors.7.value.value",
                    "10",
                    "floors.7.value.source",
                    "A test"))
            .read();
    Scenario scenario = ((ScenarioForm.Read.Whole) read).scenario();
    assertThat(scenario.floors())
        .extracting(Scenario.Floor::name)
        .containsExactly("Seats for hourly staff", "One more");
    assertThat(scenario.notes()).hasSize(chicago.notes().size() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.2|0.2",
        "20 %|0.2",
        "$1,600,000|1600000",
        "1,600,000.50|1600000.5",
        ".5|0.5",
        "-3|-3",
        "−3|-3"
      })
  void readsNumbersAsPeopleWriteThem(String given, double value) {
    assertThat(ScenarioForm.number(given)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0,2",
        "1,60",
        "1.000.000",
        "1e9",
        "NaN",
        "Infinity",
        "0x10",
        "12 apples",
        "--1",
        "99999999999999999999",
        "١٢"
      })
  void refusesWhatCouldBeReadInTwoWays(String given) {
    assertThat(ScenarioForm.number(given)).isEqualTo(Optional.empty());
  }

  @Test
  void aNewScenarioAsksForItsNameAndBudgetsAndNothingElse() {
    ScenarioForm form = Scenarios.beginning(LocalDate.of(2026, 11, 22));
    assertThat(form.at("starts")).isEqualTo("2027-01-01");
    ScenarioForm.Read read = ScenarioForm.sent(form.given()).read();
    assertThat(((ScenarioForm.Read.Faulty) read).form().problems())
        .containsOnlyKeys("fiscal_years.0.budget.value", "fiscal_years.1.budget.value");
    Map<String, String> given = new HashMap<>(form.given());
    for (int i = 0; i < 2; i++) {
      given.put("fiscal_years.%d.budget.value".formatted(i), "500,000");
      given.put("fiscal_years.%d.budget.source".formatted(i), "The council");
    }
    given.put("name", "Ours");
    assertThat(ScenarioForm.sent(given).read()).isInstanceOf(ScenarioForm.Read.Whole.class);
  }

  private ScenarioForm changed(Map<String, String> places) {
    return ScenarioForm.sent(ScenarioForm.of(chicago).with(places).given());
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
