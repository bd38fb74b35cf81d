package org.rung.server.rules;

import java.time.LocalDate;

/// The day on which a course is paid: some days before it starts, but never in the year before it
/// starts, so that it counts in the tax year of the course.
///
/// @param timing the rule `education-benefit-payment-day` of the day on which it is asked
public record PaymentDay(Rules.Version timing) {
  /// The name of the rule.
  public static final String RULE = "education-benefit-payment-day";

  /// The day of payment of a term.
  ///
  /// @param starts its first day
  /// @param today nothing is paid before
  public LocalDate of(LocalDate starts, LocalDate today) {
    LocalDate before = starts.minusDays(timing.figure("days_before_start"));
    LocalDate newYear = LocalDate.of(starts.getYear(), 1, 1);
    LocalDate due = before.isBefore(newYear) ? newYear : before;
    return due.isBefore(today) ? today : due;
  }

  /// The tax year of a payment (`tax-year`): the calendar year of its day.
  public static int taxYear(LocalDate paidOn) {
    return paidOn.getYear();
  }
}
