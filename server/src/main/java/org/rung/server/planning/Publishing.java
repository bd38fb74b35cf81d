package org.rung.server.planning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Job;

/// Whether a plan is published, as its page shows it.
///
/// @param history its publications, newest first
/// @param instead another plan that is published now
/// @param job the one that publishes it right now
public record Publishing(
    long plan,
    List<Publications.Publication> history,
    Optional<Publications.Publication> instead,
    Optional<Job> job,
    Instant now) {

  /// Its publication, while it is not withdrawn.
  public Optional<Publications.Publication> current() {
    return history.stream().filter(Publications.Publication::current).findFirst();
  }

  /// In a word.
  public String state() {
    return current().isPresent() ? "Published" : history.isEmpty() ? "Draft" : "Withdrawn,";
  }

  /// Whether somebody may publish it now.
  public boolean open() {
    return current().isEmpty() && job.isEmpty();
  }
}
