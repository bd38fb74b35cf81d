package org.rung.server.decisions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What a person asked to be looked at again, and the answer once there is one.
///
/// @param person the person's id in `people`
/// @param name the person's id in the employer's files
/// @param words why, and how one can see it
/// @param madeBy the account that asked
/// @param deadline the last day to answer
/// @param answer empty while it waits
public record Appeal(
    long id,
    long person,
    String name,
    Matter matter,
    String words,
    String madeBy,
    Instant madeAt,
    LocalDate deadline,
    Optional<Answer> answer) {

  /// What somebody else answered.
  ///
  /// @param decision its number in the record
  public record Answer(Ruling ruling, String reasons, String by, Instant at, long decision) {}

  /// Whether it waits for an answer.
  public boolean open() {
    return answer.isEmpty();
  }

  /// Whether it still waits after its last day.
  public boolean overdue(LocalDate today) {
    return open() && today.isAfter(deadline);
  }
}
