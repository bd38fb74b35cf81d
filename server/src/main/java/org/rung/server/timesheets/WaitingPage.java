package org.rung.server.timesheets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// What waits for somebody who approves hours.
///
/// @param address of the page: `/team/hours` or `/hours/waiting`
/// @param departments of a team; empty for everybody
/// @param self the viewer's own number, whose hours somebody else approves; 0 for nobody
/// @param rows the oldest, at most so many as are shown
/// @param all how many wait, `minutes` together
/// @param people totals of a team; empty for everybody
/// @param wrong what is wrong with the answer that was just given, by entry; those of corrections
///   below 0
/// @param notice what was just done; empty for nothing
public record WaitingPage(
    String address,
    List<String> departments,
    long self,
    List<HourRow> rows,
    List<Wanted> wanted,
    long all,
    long minutes,
    Optional<TotalsTable> people,
    Map<Long, String> wrong,
    String notice) {
  public WaitingPage {
    departments = List.copyOf(departments);
    rows = List.copyOf(rows);
    wanted = List.copyOf(wanted);
    wrong = Map.copyOf(wrong);
  }

  /// A correction that waits, with the hours it is about.
  public record Wanted(AskedCorrection asked, HourRow row) {}

  /// The finding.
  public String title() {
    if (all == 0 && wanted.isEmpty()) {
      return "No hours wait for you";
    }
    if (all == 0) {
      return "%s for you"
          .formatted(Formats.counted(wanted.size(), "correction waits", "corrections wait"));
    }
    return "%s for you, %s"
        .formatted(Formats.counted(all, "entry waits", "entries wait"), Amount.of(minutes));
  }

  /// Whether the viewer may rule on a row.
  public boolean rules(HourRow row) {
    return row.employed().person() != self;
  }

  /// The rows that the viewer may approve.
  public List<HourRow> approvable() {
    return rows.stream().filter(this::rules).toList();
  }
}
