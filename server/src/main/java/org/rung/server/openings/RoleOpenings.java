package org.rung.server.openings;

import java.util.List;
import java.util.Optional;

/// The openings of a role, year by year.
///
/// @param roleId the role everything is counted as, renames merged
/// @param occupation its O*NET-SOC code, if matched
/// @param people in the role at the latest snapshot: the true count, written through
///   `Formats.people`
public record RoleOpenings(
    int roleId,
    String title,
    Optional<String> occupation,
    String family,
    long people,
    List<YearOpenings> years) {
  public RoleOpenings {
    years = List.copyOf(years);
  }
}
