package org.rung.server.openings;

import java.util.List;

/// The page of one role's openings, written out.
public record RoleOpeningsPage(
    int roleId,
    String title,
    String finding,
    String lead,
    List<Step> steps,
    List<OpeningsPage.YearHead> years,
    List<Line> lines,
    List<OpeningsPage.Cell> cells,
    List<Past> history,
    String foot) {
  /// One input or result.
  ///
  /// @param how where it comes from or how it is worked out
  public record Step(String what, String value, String how) {}

  /// One line of the sum, a value a year.
  public record Line(String what, List<String> values, boolean total) {}

  public record Past(String year, String openings, String reason, String who) {}
}
