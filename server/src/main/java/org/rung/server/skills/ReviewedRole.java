package org.rung.server.skills;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.rung.server.rules.SmallGroups;

/// A role under review.
///
/// @param department where most of its people are, empty when it has none now
/// @param people who hold it now
/// @param occupation code; empty while not matched, and for a title that holds several jobs
/// @param version 0 while not matched
record ReviewedRole(
    int id,
    String title,
    String department,
    int departments,
    long people,
    Optional<String> occupation,
    double confidence,
    RoleState state,
    String why,
    Optional<String> decidedBy,
    Optional<Instant> decidedAt,
    int version) {

  /// What waits before what is settled; among that, how unsure times how many people.
  static final Comparator<ReviewedRole> BY_DOUBT =
      Comparator.comparing((ReviewedRole role) -> !role.state().waits())
          .thenComparing(role -> role.state().waits() ? -(1 - role.confidence()) * role.known() : 0)
          .thenComparing(role -> role.state() == RoleState.SEVERAL)
          .thenComparing(role -> -role.known())
          .thenComparing(ReviewedRole::title);

  static final Comparator<ReviewedRole> BY_PEOPLE =
      Comparator.comparing((ReviewedRole role) -> -role.known()).thenComparing(ReviewedRole::title);

  /// The people as far as they are shown: the order tells nothing about a group under five.
  private long known() {
    return SmallGroups.hides(people) ? 1 : people;
  }
}
