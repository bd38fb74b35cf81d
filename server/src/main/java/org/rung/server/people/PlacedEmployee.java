package org.rung.server.people;

import java.sql.SQLException;
import java.time.LocalDate;
import org.rung.server.database.CopyRow;

/// A row of a workforce file whose person is known.
///
/// @param manager the person they report to, 0 for none
record PlacedEmployee(Employee employee, long person, long manager) {
  /// The last columns of the row: hours, pay, hire date and manager.
  void writeTo(CopyRow to) throws SQLException {
    to.truth(employee.fullTime()).truth(employee.hourly());
    number(to, employee.weeklyMinutes());
    to.number(employee.annualCents());
    number(to, employee.hourlyCents());
    if (employee.hiredOn() == Employee.NO_DAY) {
      to.nothing();
    } else {
      to.text(LocalDate.ofEpochDay(employee.hiredOn()).toString());
    }
    number(to, manager);
    to.end();
  }

  private static void number(CopyRow to, long valueOrZero) throws SQLException {
    if (valueOrZero == 0) {
      to.nothing();
    } else {
      to.number(valueOrZero);
    }
  }
}
