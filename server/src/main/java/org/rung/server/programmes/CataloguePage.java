package org.rung.server.programmes;

import java.util.List;
import java.util.Optional;
import org.rung.server.files.HeldList;

/// The report of one catalogue as people see it.
///
/// @param held the rows that wait
/// @param taken rows the last mending took, -1 when nothing was mended
/// @param refused values that were not taken, each with what to give instead
/// @param keepsFromUndo why it cannot be undone, empty when it can
public record CataloguePage(
    CatalogueReport report,
    HeldList held,
    int taken,
    List<HeldList.Problem> refused,
    Optional<String> keepsFromUndo) {
  /// Whether it was taken back.
  public boolean undone() {
    return report.state().equals("undone");
  }
}
