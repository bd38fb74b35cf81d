package org.rung.server.timesheets;

import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// Everybody's hours, for planners.
///
/// @param people who have hours in the measurement period
/// @param worked approved minutes of it, `waitingMinutes` those that wait
/// @param waiting entries that wait for approval
/// @param wanted corrections that wait for an answer
/// @param files the newest that were brought in
/// @param classes attendance that could not be made hours of
/// @param problem why the file that was sent cannot be taken; empty when nothing was sent
public record HoursPage(
    TotalsTable totals,
    long people,
    long worked,
    long waitingMinutes,
    long waiting,
    long wanted,
    List<Timesheet> files,
    List<ClassHeld> classes,
    String problem) {
  public HoursPage {
    files = List.copyOf(files);
    classes = List.copyOf(classes);
  }

  /// Attendance that could not be made hours of.
  ///
  /// @param when the session was
  /// @param why in words
  public record ClassHeld(String person, String when, String why) {}

  /// Whether nobody has any hours.
  public boolean empty() {
    return people == 0 && files.isEmpty();
  }

  /// The finding.
  public String title() {
    if (empty()) {
      return "No hours are in yet";
    }
    return "%s worked from %s".formatted(Amount.of(worked), totals.period().words());
  }

  /// The second sentence.
  public Optional<String> near() {
    return totals.near() == 0
        ? Optional.empty()
        : Optional.of(
            "%s near a threshold"
                .formatted(Formats.counted(totals.near(), "person is", "people are")));
  }
}
