package org.rung.server.timesheets;

import java.time.Instant;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// A file of hours that was or is being brought in.
///
/// @param approved whether its hours were approved where they come from
/// @param state `queued`, `running`, `done`, `cancelled`, `failed`, or `cut off` where it was
///   either and the same file came again
/// @param added rows that are new, `same` that were in before, `held` that were not taken
/// @param ruled entries that the file approved
/// @param job that does it
public record Timesheet(
    long id,
    String name,
    boolean approved,
    String state,
    long read,
    long added,
    long same,
    long held,
    long ruled,
    Optional<Long> job,
    String by,
    Instant at) {
  /// The state in words.
  public String label() {
    return switch (state) {
      case "queued" -> "waits for its turn";
      case "running" -> "is running";
      case "done" -> held > 0 ? "in, rows held" : "all in";
      default -> state;
    };
  }

  /// Of its badge.
  public String tone() {
    return switch (state) {
      case "done" -> held > 0 ? "warn" : "good";
      case "failed" -> "bad";
      case "cancelled", "cut off" -> "warn";
      default -> "";
    };
  }

  /// The finding.
  public String title() {
    return "%s of %s %s in%s"
        .formatted(
            Formats.counted(added, "new row", "new rows"),
            name,
            added == 1 ? "is" : "are",
            held > 0 ? "; %s held".formatted(Formats.counted(held, "row is", "rows are")) : "");
  }

  /// A row that was not taken.
  ///
  /// @param column empty for the row as a whole
  public record Held(long line, String column, String value, String reason) {}
}
