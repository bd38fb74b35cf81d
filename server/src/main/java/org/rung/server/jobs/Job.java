package org.rung.server.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A piece of long work as people see it.
///
/// @param subject what it works on, for example `import/7`; the address of the page that shows it
/// @param phase what it does now, in a word or two
/// @param done units worked off
/// @param total units in all, 0 while unknown
/// @param message the result, or what went wrong and what to do
public record Job(
    long id,
    String kind,
    String title,
    String subject,
    String input,
    State state,
    String phase,
    long done,
    long total,
    String message,
    boolean cancelRequested,
    String askedBy,
    Instant askedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {

  /// Where a job stands.
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /// Whether it will not change any more.
    public boolean settled() {
      return this != QUEUED && this != RUNNING;
    }
  }

  /// Whether it waits or runs.
  public boolean open() {
    return !state.settled();
  }

  /// Share done in percent, 0 to 100.
  public int percent() {
    if (state == State.DONE) {
      return 100;
    }
    return total == 0 ? 0 : (int) Math.min(100, done * 100 / total);
  }

  /// The time it still takes at its pace so far; empty before a tenth is done.
  public Optional<Duration> left(Instant now) {
    if (state != State.RUNNING || total == 0 || done * 10 < total) {
      return Optional.empty();
    }
    return startedAt.map(
        start -> Duration.between(start, now).multipliedBy(total - done).dividedBy(done));
  }
}
