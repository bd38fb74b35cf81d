package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rung.server.programmes.ProgrammeIntake;

class TimetableTest {
  private final Scenario scenario = chicago();

  @Test
  void aProgrammeWithoutIntakesRunsAsTheScenarioSays() {
    Timetable timetable = new Timetable(scenario, Map.of());
    assertThat(timetable.of(1))
        .extracting(Timetable.Run::starts)
        .containsExactly(
            day("2020-07-01"), day("2021-01-01"), day("2021-07-01"), day("2022-01-01"));
    assertThat(timetable.of(1).getFirst())
        .isEqualTo(new Timetable.Run(day("2020-07-01"), 0, 40, 5, 15_000));
  }

  @Test
  void setIntakesTakeItsPlaceAsFarAsTheyLieWithinTheYears() {
    Timetable timetable =
        new Timetable(
            scenario,
            Map.of(
                1L,
                List.of(
                    new ProgrammeIntake(1, day("2020-06-30"), 9, 1, 1),
                    new ProgrammeIntake(1, day("2020-07-01"), 9, 2, 3),
                    new ProgrammeIntake(1, day("2022-06-30"), 8, 0, 0),
                    new ProgrammeIntake(1, day("2022-07-01"), 7, 0, 0))));
    assertThat(timetable.of(1))
        .containsExactly(
            new Timetable.Run(day("2020-07-01"), 0, 9, 2, 3),
            new Timetable.Run(day("2022-06-30"), 1, 8, 0, 0));
    assertThat(timetable.of(2)).hasSize(4);
  }

  @Test
  void trainingTakesTheQuartersItFallsIntoFromTheOneItBeginsIn() {
    Timetable timetable = new Timetable(scenario, Map.of());
    assertThat(timetable.quarters(day("2020-07-01"), 13)).containsExactly(day("2020-07-01"));
    assertThat(timetable.quarters(day("2020-09-30"), 14))
        .containsExactly(day("2020-07-01"), day("2020-10-01"));
    assertThat(timetable.quarters(day("2021-02-14"), 1)).containsExactly(day("2021-01-01"));
  }

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  private static Scenario chicago() {
    try {
      return ScenarioFile.read(
          Files.readString(
              Path.of(System.getProperty("rung.home", "."), "examples/chicago/scenario.yaml")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
