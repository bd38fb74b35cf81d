package org.rung.server.hours;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rung.server.rules.BenefitHours;
import org.rung.server.rules.Clause;
import org.rung.server.rules.Rules;

/// Minutes worked over a measurement period, held against a threshold. Whole numbers throughout:
/// 20.0 hours a week are exactly 20.0.
///
/// @param from first day of the period
/// @param to last day of the period
/// @param minutes worked in it so far
public record Measured(LocalDate from, LocalDate to, long minutes) {
  private static final int WEEK = 7;

  public Measured {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("%s is before %s".formatted(to, from));
    }
    if (minutes < 0) {
      throw new IllegalArgumentException("minutes %d".formatted(minutes));
    }
  }

  /// The days of the period.
  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /// Hours a week on average over the whole period, for people to read.
  public double hoursAWeek() {
    return minutes * (double) WEEK / days() / 60;
  }

  /// What a threshold says of it.
  ///
  /// @param met whether the minutes so far are enough for the whole period
  /// @param needed minutes that are missing; 0 when it is met
  /// @param metOn the day on which it is met at the pace that was given; empty where it is met, or
  ///   is not by the end of the period
  /// @param paceNeeded hours a week from tomorrow to the end that would do; empty where it is met
  ///   or no day is left
  public record Answer(
      Clause clause,
      boolean met,
      long needed,
      Optional<LocalDate> metOn,
      OptionalDouble paceNeeded) {}

  /// The employer's benefits: more than the threshold of hours a week on average, by the rule
  /// [BenefitHours].
  ///
  /// @param today days after it are still to come
  /// @param minutesAWeek the pace at which the person goes on
  public Answer benefits(Rules rules, LocalDate today, long minutesAWeek) {
    Rules.Version rule = rules.on(BenefitHours.RULE, to);
    return answer(rule.clause(), new BenefitHours(rule).least(days()), today, minutesAWeek);
  }

  /// Full time for health care, by the rule [BenefitHours.FullTimeCare].
  ///
  /// @param today days after it are still to come
  /// @param minutesAWeek the pace at which the person goes on
  /// @throws IllegalArgumentException when the law measures no period so short or so long
  public Answer fullTime(Rules rules, LocalDate today, long minutesAWeek) {
    Rules.Version rule = rules.on(BenefitHours.FullTimeCare.RULE, to);
    long least =
        new BenefitHours.FullTimeCare(rule)
            .least(from, to)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s to %s is not of %d to %d months"
                        .formatted(
                            from, to, rule.figure("least_months"), rule.figure("most_months"))));
    return answer(rule.clause(), least, today, minutesAWeek);
  }

  private Answer answer(Clause clause, long least, LocalDate today, long minutesAWeek) {
    long needed = Math.max(0, least - minutes);
    LocalDate next = today.isBefore(from) ? from : today.plusDays(1);
    long left = Math.max(0, ChronoUnit.DAYS.between(next, to) + 1);
    Optional<LocalDate> metOn =
        needed == 0 || minutesAWeek <= 0
            ? Optional.empty()
            : Optional.of(next.plusDays(Math.ceilDiv(needed * WEEK, minutesAWeek) - 1))
                .filter(day -> !day.isAfter(to));
    return new Answer(
        clause,
        needed == 0,
        needed,
        metOn,
        needed == 0 || left == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(needed * (double) WEEK / left / 60));
  }
}
