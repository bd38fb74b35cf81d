package org.rung.server.apprenticeships;

import java.time.LocalDate;

/// An apprenticeship in a list.
///
/// @param mentors in a line
/// @param minutes on the job that were approved, credit included
/// @param waiting minutes that no mentor looked at yet
/// @param total minutes of all work processes
public record ApprenticeRow(
    long id,
    String person,
    String programme,
    String site,
    AgreementState state,
    LocalDate firstDay,
    String mentors,
    long minutes,
    long waiting,
    long total) {
  /// The share that is done, 0 to 100.
  public double percent() {
    return total == 0 ? 0 : Math.min(100, minutes * 100.0 / total);
  }
}
