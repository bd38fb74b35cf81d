package org.rung.server.skills;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.skills.RoleOccupation.Origin;

/// What was decided about a title.
///
/// @param department key of the only department it holds for; empty for every one
record RememberedTitle(
    String department, Origin origin, String occupation, String why, String by, Instant at) {

  /// What holds for a title in a department: a planner's word before a file's, a word about the
  /// department before one about all.
  static Optional<RememberedTitle> of(
      Map<String, List<RememberedTitle>> decided, String title, String department) {
    String here = RoleTitles.key(department);
    Optional<RememberedTitle> best = Optional.empty();
    for (RememberedTitle one : decided.getOrDefault(RoleTitles.key(title), List.of())) {
      if ((one.department().isEmpty() || one.department().equals(here))
          && best.map(other -> one.weight() > other.weight()).orElse(true)) {
        best = Optional.of(one);
      }
    }
    return best;
  }

  private int weight() {
    return (origin == Origin.CONFIRMED ? 2 : 0) + (department.isEmpty() ? 0 : 1);
  }
}
