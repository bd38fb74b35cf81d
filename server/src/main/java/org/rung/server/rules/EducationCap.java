package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;

/// What the education benefit still pays in a calendar year. The cap is that of the contract on the
/// day the course is paid; what was paid since 1 January counts, whatever the contract was then
/// (`education-benefit-contract-change`).
///
/// @param cap the rule `education-benefit-cap` of the day of payment
public record EducationCap(Rules.Version cap) {
  /// The name of the rule.
  public static final String RULE = "education-benefit-cap";

  /// What is left of the year.
  ///
  /// @param capCents of the contract on that day
  /// @param usedCents paid or promised in the calendar year of the day
  /// @param leftCents what can still be promised, at least 0
  public record Left(Clause clause, Case asked, long capCents, long usedCents, long leftCents) {}

  /// The cap of a contract.
  public long cents(boolean fullTime) {
    return cap.figure(fullTime ? "full_time_cents" : "part_time_cents");
  }

  /// What is left on a day of payment.
  ///
  /// @param fullTime whether the contract is full-time on that day
  /// @param usedCents paid or promised for days of the same calendar year
  /// @throws IllegalArgumentException when less than nothing was used
  public Left on(LocalDate paidOn, boolean fullTime, long usedCents) {
    if (usedCents < 0) {
      throw new IllegalArgumentException("usedCents is %d, below 0".formatted(usedCents));
    }
    long most = cents(fullTime);
    return new Left(
        cap.clause(),
        new Case(
            paidOn,
            Map.of(
                "Contract on %s".formatted(Wording.date(paidOn)),
                fullTime ? "full-time" : "part-time",
                "Used in %d".formatted(paidOn.getYear()),
                Wording.cents(usedCents))),
        most,
        usedCents,
        Math.max(0, most - usedCents));
  }
}
