package org.rung.server.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.files.HeldList;

/// What the page of an import that is done shows.
///
/// @param isoDay the day it describes, `2020-06-30`
/// @param undone whether it was taken back
/// @param seconds from the start of its job to its end, in words; empty when not known
/// @param held the rows that wait
/// @param mended what people mended or left out, the newest first
/// @param changed values of rows that were there, old and new; a page of them
/// @param changedValues how many there are in all
/// @param toast what was just settled and can be undone
/// @param notice what else happened, empty for nothing
/// @param refused how many values were not taken
/// @param keepsFromUndo why it cannot be undone, empty when it can
/// @param changes since the day before, when this import made the latest day
public record ImportReportPage(
    ImportListPage.Row row,
    String isoDay,
    ImportKind kind,
    boolean undone,
    String layout,
    int columns,
    String seconds,
    Map<String, Long> assumptions,
    HeldList held,
    List<Mended> mended,
    List<Change> changed,
    long changedValues,
    int changedPage,
    int changedPages,
    Optional<Toast> toast,
    String notice,
    List<HeldList.Problem> refused,
    Optional<String> keepsFromUndo,
    Optional<PeoplePage.Changed> changes) {

  /// A value of a row that was there.
  ///
  /// @param id of the person
  public record Change(String id, String column, String before, String after) {}

  /// A row that a person mended or left out.
  ///
  /// @param state `in`, `left out` or `waits still`
  /// @param values each as “column: was → is”
  /// @param deed by which it can be undone, 0 while it waits
  public record Mended(long line, String state, List<String> values, String who, long deed) {}

  /// What was just settled.
  public record Toast(long deed, String words) {}

  /// The address of another page of the changed values.
  public String changedPage(int other) {
    return "/imports/%d?changes=%d#changed".formatted(row.id(), other);
  }
}
