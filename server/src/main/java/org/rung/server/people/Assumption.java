package org.rung.server.people;

/// What an import takes for granted where a file says nothing; the report counts the rows.
enum Assumption {
  HOURS_FULL("Weekly hours are not given for hourly staff in full time: 40 taken"),
  HOURS_PART("Weekly hours are not given for hourly staff in part time: 20 taken"),
  FULL_TIME(
      "Full or part time is not given: full time taken from 30 hours a week up, or where hours are missing"),
  SALARIED("Salary or hourly is not given: hourly taken where only pay an hour is given"),
  NO_DEPARTMENT("Department is not given: kept under “Not given”"),
  UNKNOWN_MANAGER("The manager's id is in no row: kept without a manager");

  private final String words;

  Assumption(String words) {
    this.words = words;
  }

  /// As people read it.
  String words() {
    return words;
  }
}
