package org.rung.server.people;

/// A good row of a workforce file.
///
/// @param department empty when the file has none, likewise site and kind of site
/// @param weeklyMinutes 1 to 6,000; 0 when not given
/// @param annualCents pay a year at full weekly hours
/// @param hourlyCents 0 when not given
/// @param hiredOn days since 1970-01-01; [#NO_DAY] when not given
/// @param managerId empty when not given
record Employee(
    String id,
    String title,
    String department,
    String site,
    String siteKind,
    boolean linked,
    boolean fullTime,
    boolean hourly,
    int weeklyMinutes,
    long annualCents,
    long hourlyCents,
    long hiredOn,
    String managerId) {
  static final long NO_DAY = Long.MIN_VALUE;
  private static final String NOT_GIVEN = "Not given";

  /// The department as pages and tables name it.
  String departmentName() {
    return department.isEmpty() ? NOT_GIVEN : department;
  }

  /// The site as pages and tables name it.
  String siteName() {
    return site.isEmpty() ? NOT_GIVEN : site;
  }
}
