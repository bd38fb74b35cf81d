package org.rung.server.decisions;

import java.time.LocalDate;
import java.util.List;
import org.rung.server.pages.Formats;

/// What the planner's list of appeals shows.
///
/// @param waiting how many wait, of which `open` shows the first
/// @param late how many of them are overdue
/// @param rule the words of the rule that gives the time to answer
public record AppealsPage(
    List<Appeal> open,
    long waiting,
    long late,
    List<Appeal> answered,
    LocalDate today,
    String rule) {
  public AppealsPage {
    open = List.copyOf(open);
    answered = List.copyOf(answered);
  }

  /// The finding.
  public String title() {
    if (waiting == 0) {
      return "Nobody waits for an answer";
    }
    String waits =
        waiting == 1 ? "One appeal waits" : "%s appeals wait".formatted(Formats.count(waiting));
    return late == 0
        ? "%s, the next answer is due by %s"
            .formatted(waits, Formats.date(open.getFirst().deadline()))
        : "%s, %s overdue".formatted(waits, late == 1 ? "one is" : Formats.count(late) + " are");
  }
}
