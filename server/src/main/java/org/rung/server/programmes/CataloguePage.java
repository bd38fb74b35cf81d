package org.rung.server.programmes;

import java.util.List;
import java.util.Map;

/// The report of one catalogue as people see it.
///
/// @param finding of the kinds of faults
/// @param fault the kind shown, empty for all
/// @param column the column shown, empty for all
/// @param rows the faults shown
/// @param suggested how many of all faults have a value that would do
/// @param taken rows the last mending took, -1 when nothing was mended
/// @param refused values that were not taken, each with what to give instead
public record CataloguePage(
    CatalogueReport report,
    String finding,
    String fault,
    String column,
    List<String> columns,
    List<HeldRow> rows,
    int faults,
    int suggested,
    int taken,
    List<String> refused) {
  /// Share of a kind among the most frequent one, in percent, for its bar.
  public double percent(Map.Entry<String, Integer> kind) {
    int most = report.faults().values().stream().mapToInt(Integer::intValue).max().orElse(1);
    return 100.0 * kind.getValue() / most;
  }
}
