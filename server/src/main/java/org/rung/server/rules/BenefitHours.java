package org.rung.server.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Whether the hours of somebody open benefits: more than the threshold a week on average.
///
/// @param threshold the rule `benefit-threshold` of the day
public record BenefitHours(Rules.Version threshold) {
  /// The name of the rule.
  public static final String RULE = "benefit-threshold";

  private static final int WEEK = 7;

  /// The fewest whole minutes over some days that open them: on average more than the threshold, so
  /// one beyond what it is exactly.
  ///
  /// @param days over which the average is taken, at least 1
  public long least(long days) {
    if (days < 1) {
      throw new IllegalArgumentException("days is %d; at least 1 is meant".formatted(days));
    }
    return threshold.figure("weekly_minutes") * days / WEEK + 1;
  }

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
    long least = least((long) weeks * WEEK);
    Case asked =
        new Case(
            day,
            Map.of(
                "Hours in %s".formatted(Wording.counted(weeks, "week", "weeks")),
                Wording.hours(minutes)));
    return minutes >= least
        ? new Answer.Yes(threshold.clause(), asked)
        : new Answer.No(
            threshold.clause(),
            asked,
            "More than %s a week on average are needed; these are %s in %s."
                .formatted(
                    Wording.hours(needed),
                    Wording.hours(minutes),
                    Wording.counted(weeks, "week", "weeks")),
            "%s more in the same time.".formatted(Wording.hours(least - minutes)));
  }

  /// Whether somebody is full-time for health care.
  ///
  /// @param fullTimeCare the rule `full-time-care` of the day
  public record FullTimeCare(Rules.Version fullTimeCare) {
    /// The name of the rule.
    public static final String RULE = "full-time-care";

    /// The fewest whole minutes over a measurement period that reach it: by the week, or by the
    /// month where it is of whole months, whichever is less.
    ///
    /// @param first its first day
    /// @param last its last day
    /// @return empty where the law measures no such period
    public OptionalLong least(LocalDate first, LocalDate last) {
      LocalDate end = last.plusDays(1);
      long months = ChronoUnit.MONTHS.between(first, end);
      if (months < fullTimeCare.figure("least_months")
          || first.plusMonths(fullTimeCare.figure("most_months")).isBefore(end)) {
        return OptionalLong.empty();
      }
      long byWeek =
          Math.ceilDiv(
              fullTimeCare.figure("weekly_minutes") * ChronoUnit.DAYS.between(first, end),
              (long) WEEK);
      return OptionalLong.of(
          first.plusMonths(months).equals(end)
              ? Math.min(byWeek, fullTimeCare.figure("monthly_minutes") * months)
              : byWeek);
    }

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
      OptionalLong needed = least(first, last);
      Case asked =
          new Case(
              last,
              Map.of(
                  "Measured",
                  "%s to %s".formatted(Wording.date(first), Wording.date(last)),
                  "Hours",
                  Wording.hours(minutes)));
      if (needed.isEmpty()) {
        return new Answer.CannotTell(
            fullTimeCare.clause(),
            asked,
            List.of(
                "hours of %d to %s"
                    .formatted(
                        fullTimeCare.figure("least_months"),
                        Wording.counted(fullTimeCare.figure("most_months"), "month", "months"))));
      }
      return minutes >= needed.getAsLong()
          ? new Answer.Yes(fullTimeCare.clause(), asked)
          : new Answer.No(
              fullTimeCare.clause(),
              asked,
              "%s a week or %s a month on average are needed."
                  .formatted(
                      Wording.hours(fullTimeCare.figure("weekly_minutes")),
                      Wording.hours(fullTimeCare.figure("monthly_minutes"))),
              "%s more in the measurement period."
                  .formatted(Wording.hours(needed.getAsLong() - minutes)));
    }
  }
}
