package org.rung.server.programmes;

import java.util.List;

/// What became of a file of intakes.
///
/// @param lines rows of the file, the head not counted
/// @param taken intakes that stand now
/// @param bad rows that were not taken, by line; the others were
public record IntakesImport(int lines, int taken, List<BadLine> bad) {
  public IntakesImport {
    bad = List.copyOf(bad);
  }

  /// @param line in the file, from 1, the head included
  /// @param column its name in the head
  public record BadLine(long line, String column, String value, String reason) {}
}
