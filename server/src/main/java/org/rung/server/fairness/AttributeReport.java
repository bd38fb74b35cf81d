package org.rung.server.fairness;

import java.util.List;

/// What became of a file of protected attributes. It is shown once and kept nowhere: its values are
/// what lies apart.
///
/// @param rows below the header
/// @param taken of them, whose values hold from now on (or held already)
/// @param faults of the others, the first ones
/// @param held rows that were not taken
/// @param ignored columns that mean nothing here
public record AttributeReport(
    String file, long rows, long taken, long held, List<Fault> faults, List<String> ignored) {
  public AttributeReport {
    faults = List.copyOf(faults);
    ignored = List.copyOf(ignored);
  }

  /// @param line in the file, from 1, the header included
  /// @param column its name; empty for the row as a whole
  public record Fault(long line, String column, String value, String reason) {}
}
