package org.rung.server.people;

import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Job;

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
      String at) {}
}
