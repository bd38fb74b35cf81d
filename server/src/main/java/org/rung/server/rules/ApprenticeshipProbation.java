package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;

/// How long the probation of an apprentice may be: a share of the programme or some months,
/// whichever is shorter.
///
/// @param terms the rule `apprenticeship-probation` of the day
public record ApprenticeshipProbation(Rules.Version terms) {
  /// The name of the rule.
  public static final String RULE = "apprenticeship-probation";

  /// What the rule says of a probation in hours on the job.
  ///
  /// @param hours of the probation
  /// @param programmeHours on the job, of the whole programme
  public Answer ofHours(long hours, long programmeHours, LocalDate day) {
    long most = programmeHours * terms.figure("percent") / 100;
    return answer(
        hours <= most,
        Wording.counted(hours, "hour", "hours"),
        Wording.counted(most, "hour", "hours"),
        Wording.counted(programmeHours, "hour", "hours"),
        day);
  }

  /// What the rule says of a probation in days.
  ///
  /// @param days of the probation
  /// @param programmeDays length of the programme
  public Answer ofDays(long days, long programmeDays, LocalDate day) {
    long share = programmeDays * terms.figure("percent") / 100;
    long months = java.time.temporal.ChronoUnit.DAYS.between(day, lastDay(day));
    long most = Math.min(share, months);
    return answer(
        days <= most,
        Wording.counted(days, "day", "days"),
        Wording.counted(most, "day", "days"),
        Wording.counted(programmeDays, "day", "days"),
        day);
  }

  /// The day on which any probation is over, however few hours were done.
  public LocalDate lastDay(LocalDate firstDay) {
    return firstDay.plusMonths(terms.figure("months"));
  }

  private Answer answer(boolean fits, String asked, String most, String programme, LocalDate day) {
    Case facts = new Case(day, Map.of("Probation", asked, "Length of the programme", programme));
    return fits
        ? new Answer.Yes(terms.clause(), facts)
        : new Answer.No(
            terms.clause(),
            facts,
            "A probation of %s is too long: at most %d %% of %s, and at most %s."
                .formatted(
                    asked,
                    terms.figure("percent"),
                    programme,
                    Wording.counted(terms.figure("months"), "month", "months")),
            "At most %s.".formatted(most));
  }
}
