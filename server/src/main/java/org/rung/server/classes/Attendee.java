package org.rung.server.classes;

import java.time.Instant;
import java.util.Optional;

/// Somebody of a session and what was marked.
///
/// @param number what the learner is called in the intake
/// @param employerId empty where the reader is not shown it
/// @param sits whether a mark can be given: has a seat, or was there to the end
/// @param marked the entry that holds, empty while nothing was marked
public record Attendee(
    int number, Optional<String> employerId, boolean sits, Optional<Marked> marked) {
  /// An entry.
  ///
  /// @param entry from 1; above 1 it corrects the one before
  /// @param minutes in class
  /// @param reason why it was corrected, empty for the first
  public record Marked(int entry, Mark mark, int minutes, String reason, String by, Instant at) {}

  /// What the learner is called.
  public String name() {
    return employerId.map(id -> "Learner %d, %s".formatted(number, id)).orElse("Learner " + number);
  }
}
