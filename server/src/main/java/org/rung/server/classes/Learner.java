package org.rung.server.classes;

import java.time.LocalDate;
import java.util.Optional;
import org.rung.server.enrolment.Result;

/// Somebody in an intake as the partner knows them.
///
/// @param number in this intake
/// @param employerId empty where the partner is not shown it
/// @param state in words
/// @param learning whether a result can be reported
/// @param minutes in class so far
/// @param marked sessions that were marked
/// @param present of those, sessions with any time in class
public record Learner(
    int number,
    Optional<String> employerId,
    String state,
    boolean learning,
    int minutes,
    int marked,
    int present,
    Optional<Ended> ended) {
  /// How it ended.
  ///
  /// @param words why, empty for who completed
  public record Ended(Result result, LocalDate on, String words, String by) {}

  /// What the learner is called.
  public String name() {
    return employerId.map(id -> "Learner %d, %s".formatted(number, id)).orElse("Learner " + number);
  }
}
