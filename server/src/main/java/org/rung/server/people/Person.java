package org.rung.server.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.decisions.Appeal;
import org.rung.server.decisions.Recorded;

/// All that is known of one person.
///
/// @param linked whether the id can be followed from file to file
/// @param here whether the last day is that of the newest file
/// @param latest the day of the newest file
/// @param days on which there is a row, the earliest first; never empty
/// @param decisions newest first
/// @param appeals newest first
record Person(
    String id,
    boolean linked,
    boolean here,
    LocalDate latest,
    List<Day> days,
    Optional<PersonPage.Manager> manager,
    List<Recorded> decisions,
    List<Appeal> appeals) {
  Person {
    days = List.copyOf(days);
    decisions = List.copyOf(decisions);
    appeals = List.copyOf(appeals);
  }

  /// What somebody did on a day.
  ///
  /// @param siteKind `unknown` where no file says
  record Day(
      LocalDate day,
      String role,
      String department,
      String site,
      String siteKind,
      boolean fullTime,
      boolean hourly,
      OptionalInt weeklyMinutes,
      long annualPayCents,
      OptionalLong hourlyPayCents,
      Optional<LocalDate> hiredOn) {}
}
