package org.rung.server.openings;

import java.util.List;

/// What became of a file of openings.
///
/// @param lines rows of the file, the head not counted
/// @param taken numbers of a role and year that were set
/// @param same numbers that stood so before
/// @param bad rows that were not taken, by line; the others were
public record OpeningsImport(int lines, int taken, int same, List<BadLine> bad) {
  public OpeningsImport {
    bad = List.copyOf(bad);
  }

  /// @param line in the file, from 1, the head included
  /// @param column its name in the head
  public record BadLine(long line, String column, String value, String reason) {}
}
