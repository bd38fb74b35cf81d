package org.rung.server.planning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.rung.server.programmes.ProgrammeIntake;

/// When programmes run within the fiscal years of a scenario: on the days the employer has set,
/// else as often as the scenario says.
final class Timetable {
  private static final int WEEKS_A_QUARTER = 13;
  private static final int MONTHS_A_QUARTER = 3;

  private final Scenario scenario;
  private final Map<Long, List<ProgrammeIntake>> set;
  private final List<Run> usual;

  /// @param set intakes by programme, each list in time
  Timetable(Scenario scenario, Map<Long, List<ProgrammeIntake>> set) {
    this.scenario = scenario;
    this.set = set;
    Scenario.Intakes rule = scenario.intakes();
    int perYear = (int) rule.perYear().value();
    usual = new ArrayList<>();
    for (int y = 0; y < scenario.fiscalYears().size(); y++) {
      for (int i = 0; i < perYear; i++) {
        LocalDate starts = scenario.fiscalYears().get(y).from().plusMonths(12L * i / perYear);
        if (!starts.isBefore(scenario.starts())) {
          usual.add(
              new Run(
                  starts,
                  y,
                  Math.round(rule.seats().value()),
                  Math.round(rule.minimum().value()),
                  rule.fixed().cents()));
        }
      }
    }
  }

  /// @param year position of the fiscal year it begins in
  record Run(LocalDate starts, int year, long seats, long minimum, long fixedCents) {}

  /// The runs of a programme that a plan may fill.
  List<Run> of(long programme) {
    List<ProgrammeIntake> given = set.get(programme);
    if (given == null) {
      return usual;
    }
    LocalDate after = scenario.fiscalYears().getLast().from().plusYears(1);
    return given.stream()
        .filter(intake ->
            !intake.starts().isBefore(scenario.starts()) && intake.starts().isBefore(after))
        .map(intake ->
            new Run(
                intake.starts(),
                scenario.fiscalYearOf(intake.starts()),
                intake.seats(),
                intake.minimum(),
                intake.fixedCents()))
        .toList();
  }

  /// The first days of the quarters that a training falls into, counted from the quarter it begins
  /// in; quarters are those of the first fiscal year.
  List<LocalDate> quarters(LocalDate starts, int weeks) {
    LocalDate origin = scenario.fiscalYears().getFirst().from();
    long before = ChronoUnit.MONTHS.between(origin, starts) / MONTHS_A_QUARTER;
    int quarters = Math.max(1, (weeks + WEEKS_A_QUARTER - 1) / WEEKS_A_QUARTER);
    return IntStream.range(0, quarters)
        .mapToObj(q -> origin.plusMonths(MONTHS_A_QUARTER * (before + q)))
        .toList();
  }
}
