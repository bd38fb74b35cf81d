package org.rung.server.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// Whether the hours of somebody open benefits: more than the threshold a week on average.
///
/// @param threshold the rule `benefit-threshold` of the day
public record BenefitHours(Rules.Version threshold) {
  /// The name of the rule.
  public static final String RULE = "benefit-threshold";

  /// Whether it is open.
  ///
  /// @param minutes worked or agreed in all of the weeks, at least 0
  /// @param weeks whole weeks over which the average is taken, at least 1
  public Answer of(long minutes, int weeks, LocalDate day) {
    if (minutes < 0 || weeks < 1) {
      throw new IllegalArgumentException(
          "minutes is %d and weeks %d; at least 0 and 1 are meant".formatted(minutes, weeks));
    }
    long needed = threshold.figure("weekly_minutes");
    Case asked =
        new Case(
            day,
            Map.of(
                "Hours in %s".formatted(Wording.counted(weeks, "week", "weeks")),
                Wording.hours(minutes)));
    return minutes > needed * weeks
        ? new Answer.Yes(threshold.clause(), asked)
        : new Answer.No(
            threshold.clause(),
            asked,
            "More than %s a week on average are needed; these are %s in %s."
                .formatted(
                    Wording.hours(needed),
                    Wording.hours(minutes),
                    Wording.counted(weeks, "week", "weeks")),
            "%s more in the same time."
                .formatted(Wording.hours(Math.addExact(needed * weeks - minutes, 1))));
  }

  /// Whether somebody is full-time for health care.
  ///
  /// @param fullTimeCare the rule `full-time-care` of the day
  public record FullTimeCare(Rules.Version fullTimeCare) {
    /// The name of the rule.
    public static final String RULE = "full-time-care";

    /// Whether it is reached: by the week or by the month.
    ///
    /// @param minutes worked in the measurement period, at least 0
    /// @param first its first day
    /// @param last its last day
    public Answer of(long minutes, LocalDate first, LocalDate last) {
      if (minutes < 0 || last.isBefore(first)) {
        throw new IllegalArgumentException(
            "minutes is %d, below 0, or %s comes before %s".formatted(minutes, last, first));
      }
      LocalDate end = last.plusDays(1);
      long months = ChronoUnit.MONTHS.between(first, end);
      long days = ChronoUnit.DAYS.between(first, end);
      long least = fullTimeCare.figure("least_months");
      Case asked =
          new Case(
              last,
              Map.of(
                  "Measured",
                  "%s to %s".formatted(Wording.date(first), Wording.date(last)),
                  "Hours",
                  Wording.hours(minutes)));
      if (months < least || first.plusMonths(fullTimeCare.figure("most_months")).isBefore(end)) {
        return new Answer.CannotTell(
            fullTimeCare.clause(),
            asked,
            List.of(
                "hours of %d to %s"
                    .formatted(
                        least,
                        Wording.counted(fullTimeCare.figure("most_months"), "month", "months"))));
      }
      boolean byWeek = minutes * 7 >= fullTimeCare.figure("weekly_minutes") * days;
      boolean byMonth =
          first.plusMonths(months).equals(end)
              && minutes >= fullTimeCare.figure("monthly_minutes") * months;
      return byWeek || byMonth
          ? new Answer.Yes(fullTimeCare.clause(), asked)
          : new Answer.No(
              fullTimeCare.clause(),
              asked,
              "%s a week or %s a month on average are needed."
                  .formatted(
                      Wording.hours(fullTimeCare.figure("weekly_minutes")),
                      Wording.hours(fullTimeCare.figure("monthly_minutes"))),
              "More hours in the measurement period.");
    }
  }
}
