package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;

/// Whether a time-based apprenticeship is long enough: hours on the job over all work processes.
///
/// @param terms the rule `apprenticeship-hours` of the day
public record ApprenticeshipHours(Rules.Version terms) {
  /// The name of the rule.
  public static final String RULE = "apprenticeship-hours";

  private static final int WEEKS_OF_A_YEAR = 52;

  /// Yes from the least hours on.
  ///
  /// @param hours on the job, of all work processes together
  public Answer of(long hours, LocalDate day) {
    Case asked = new Case(day, Map.of("Hours on the job", Wording.counted(hours, "hour", "hours")));
    long least = least();
    return hours >= least
        ? new Answer.Yes(terms.clause(), asked)
        : new Answer.No(
            terms.clause(),
            asked,
            "The work processes have %s together; a time-based apprenticeship has at least %s."
                .formatted(
                    Wording.counted(hours, "hour", "hours"),
                    Wording.counted(least, "hour", "hours")),
            "%s more.".formatted(Wording.counted(least - hours, "hour", "hours")));
  }

  /// Hours on the job at least.
  public long least() {
    return terms.figure("on_the_job_hours");
  }

  /// Hours of related instruction a year that are recommended; fewer are no mistake.
  public long recommendedInstruction() {
    return terms.figure("instruction_hours_a_year");
  }

  /// Related instruction over a whole programme: so much a year, for its weeks, rounded up.
  ///
  /// @param hoursAYear 0 or more
  /// @param weeks of the programme
  public static long instruction(long hoursAYear, long weeks) {
    return (Math.multiplyExact(hoursAYear, weeks) + WEEKS_OF_A_YEAR - 1) / WEEKS_OF_A_YEAR;
  }
}
