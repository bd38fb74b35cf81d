package org.rung.server.people;

import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Job;
import org.rung.server.pages.Formats;

/// What the page of all imports shows.
///
/// @param people on the latest day
/// @param files imports that are done and hold
/// @param running the job under way
/// @param problem why the file that was sent cannot be read; empty when nothing was sent
public record ImportListPage(
    long people, long files, long days, List<Row> rows, Optional<Job> running, String problem) {
  public ImportListPage {
    rows = List.copyOf(rows);
  }

  /// One import.
  ///
  /// @param day it describes, in words; empty when not known yet
  /// @param state for people
  /// @param tone of its badge: `good`, `warn`, `bad` or empty
  public record Row(
      long id,
      String name,
      String kind,
      String day,
      String state,
      String tone,
      boolean done,
      long read,
      long added,
      long changed,
      long same,
      long held,
      long leftOut,
      long mended,
      String by,
      String at) {
    static Row of(ImportHead head) {
      boolean held = head.held() > 0;
      return new Row(
          head.id(),
          head.name(),
          head.kind() == ImportKind.HIRING ? "requisitions" : "people",
          head.takenOn().map(Formats::date).orElse(""),
          switch (head.state()) {
            case "guessed" -> "waits for you";
            case "queued" -> "waits for its turn";
            case "running" -> "is running";
            case "done" -> held ? "in, rows held" : "all in";
            default -> head.state();
          },
          switch (head.state()) {
            case "done" -> held ? "warn" : "good";
            case "failed" -> "bad";
            case "guessed", "cancelled" -> "warn";
            default -> "";
          },
          head.state().equals("done") || head.state().equals("undone"),
          head.read(),
          head.added(),
          head.changed(),
          head.same(),
          head.held(),
          head.leftOut(),
          head.mended(),
          head.by(),
          Formats.moment(head.at()));
    }
  }
}
