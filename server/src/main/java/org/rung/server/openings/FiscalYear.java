package org.rung.server.openings;

import java.time.LocalDate;

/// Twelve months that budgets and openings are counted in.
///
/// @param year what the employer calls it, for example 2021
/// @param from its first day
public record FiscalYear(int year, LocalDate from) {
  /// Its last day.
  public LocalDate until() {
    return from.plusYears(1).minusDays(1);
  }
}
