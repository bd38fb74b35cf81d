package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rung.server.HostileInput.of;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.HostileInput;
import org.rung.server.HostileInput.Case;

/// Files and forms of a scenario as they should not be: each is refused with its place.
class HostileScenarioTest {
  private static final String FILE = read();

  static Stream<Case> cases() {
    return Stream.of(
        of("an empty file", ""),
        of("only a word", "scenario"),
        of("cut in half", FILE.substring(0, FILE.length() / 2)),
        of("a tab before a word", FILE.replaceFirst("\n  horizon_years", "\n\thorizon_years")),
        of("no name", FILE.replaceFirst("name: .*", "name: \"\"")),
        of(
            "a name of a thousand letters",
            FILE.replaceFirst("name: .*", "name: " + "x".repeat(1_000))),
        of("a zero byte in the name", FILE.replaceFirst("name: .*", "name: \"a\\\\0b\"")),
        of("a day that is none", FILE.replaceFirst("starts: .*", "starts: 2020-02-30")),
        of("the year 999999999", FILE.replaceFirst("starts: .*", "starts: +999999999-12-31")),
        budget("a budget that is no number", ".nan"),
        budget("a budget beyond all", "1e309"),
        budget("an infinite budget", ".inf"),
        budget("a budget below zero", "-5"),
        budget("a budget in words", "plenty"),
        budget("a budget of nothing", "~"),
        of("years out of order", FILE.replaceFirst("year: 2021", "year: 2022")),
        of("no years", FILE.replaceFirst("(?s)fiscal_years:.*?\n\n", "fiscal_years: []\n\n")),
        of(
            "years of nothing",
            FILE.replaceFirst("(?s)fiscal_years:.*?\n\n", "fiscal_years: [~]\n\n")),
        of("an unknown strategy", FILE.replaceFirst("\n  upskilling:", "\n  sideskilling:")),
        of("a floor of nothing", FILE.replaceFirst("(?s)\nfloors:.*?\n\n", "\nfloors: [~]\n\n")),
        of("a share of seven", FILE.replaceFirst("(\n  share: \\{ value: )[^,]*", "$17")),
        of("a word twice", FILE.replaceFirst("name: ", "name: x\nname: ")),
        of("a thousand levels", "name: " + "[".repeat(2_000)),
        of("aliases of aliases", "name: &a [x,x]\nsummary: &b [*a,*a]\nnotes: [*b,*b]\n"));
  }

  private static Case budget(String name, String value) {
    return of(name, FILE.replaceFirst("budget: \\{ value: [^,]*", "budget: { value: " + value));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefused(Case hostile) {
    String answer;
    try {
      answer =
          "taken: "
              + ScenarioFile.read(new String(hostile.content(), StandardCharsets.UTF_8)).name();
    } catch (ScenarioProblem e) {
      answer = String.valueOf(e.getMessage());
    }
    HostileInput.answered("scenario", hostile, answer);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "fiscal_years.0.budget.value | 1e309",
        "fiscal_years.0.budget.value | NaN",
        "fiscal_years.0.budget.value | -5",
        "fiscal_years.0.budget.value | 9999999999999999999999",
        "fiscal_years.0.budget.value | five",
        "fiscal_years.0.budget.value | 1.234,56",
        "fiscal_years.0.year | 20211",
        "fiscal_years.0.from | 2021-02-30",
        "starts | 31/12/2020",
        "name | ''",
        "intakes.seats.value | 0x10",
        "worth.hire_share.value | ٢",
      })
  void aFieldIsNamedWithWhatToGive(String place, String value) {
    Map<String, String> given =
        new HashMap<>(Scenarios.beginning(LocalDate.of(2026, 11, 22)).given());
    given.put("name", "Ours");
    for (int i = 0; i < 2; i++) {
      given.put("fiscal_years.%d.budget.value".formatted(i), "500,000");
      given.put("fiscal_years.%d.budget.source".formatted(i), "The council");
    }
    given.put(place, value);
    ScenarioForm form = ScenarioForm.sent(given);
    assertThat(form.read())
        .isInstanceOfSatisfying(
            ScenarioForm.Read.Faulty.class,
            faulty -> {
              assertThat(faulty.form().problem(place)).isNotEmpty();
              assertThat(faulty.form().at(place)).isEqualTo(value.strip());
            });
  }

  @Test
  void theCasesAreCounted() throws Exception {
    int forms =
        HostileScenarioTest.class
            .getDeclaredMethod("aFieldIsNamedWithWhatToGive", String.class, String.class)
            .getAnnotation(CsvSource.class)
            .value()
            .length;
    HostileInput.counted("scenarios", cases().count() + forms);
  }

  private static String read() {
    try {
      return Files.readString(
              Path.of(System.getProperty("rung.home"), "examples", "chicago", "scenario.yaml"))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
