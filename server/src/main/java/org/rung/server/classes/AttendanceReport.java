package org.rung.server.classes;

import java.util.List;

/// What became of a file of attendance.
///
/// @param name of the file
/// @param lines rows of the file, the head not counted
/// @param taken marks that it brought
/// @param same rows that say what stands, or nothing
/// @param bad what is wrong with rows that were not taken, by line; the others were
public record AttendanceReport(String name, int lines, int taken, int same, List<BadLine> bad) {
  public AttendanceReport {
    bad = List.copyOf(bad);
  }

  /// Rows that were not taken.
  public long left() {
    return bad.stream().map(BadLine::line).distinct().count();
  }

  /// @param line in the file, from 1, the head included
  /// @param column its name in the head, empty for the row as a whole
  public record BadLine(long line, String column, String value, String reason) {}
}
