package org.rung.server.growth;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Every role from the first snapshot to the latest.
///
/// @param snapshots in time; empty when nothing was imported
/// @param roles with anybody in the first or the latest snapshot, by title
record Review(List<Snapshot> snapshots, List<Change> roles) {
  boolean comparable() {
    return snapshots.size() > 1;
  }

  Snapshot first() {
    return snapshots.getFirst();
  }

  Snapshot latest() {
    return snapshots.getLast();
  }

  /// Years from the first to the latest snapshot, above 0 when there are two.
  double years() {
    return years(first(), latest());
  }

  Optional<Change> role(int id) {
    return roles.stream().filter(role -> role.roleId() == id).findFirst();
  }

  static double years(Snapshot from, Snapshot to) {
    return ChronoUnit.DAYS.between(from.takenOn(), to.takenOn()) / 365.25;
  }
}
