package org.rung.server.timesheets;

/// Who says that there were hours, as the record names it.
final class Sources {
  /// The person.
  static final String OWN = "own entry";

  /// A file of the employer's.
  static final String FILE = "timesheet";

  /// Attendance of a session.
  static final String CLASS = "class";

  /// What `hours` itself writes for a correction.
  static final String CORRECTION = "correction";

  /// How hours of a work process say what for: its mentor approves them where they are entered.
  static final String APPRENTICESHIP = "apprenticeship ";

  private Sources() {}
}
