package org.rung.server.skills;

import java.util.List;

/// What an import of labels did.
///
/// @param rows of the file below its header
/// @param taken roles that got an occupation or a new one
/// @param same roles that had it already
/// @param confirmed roles that keep what a planner confirmed
/// @param ahead labels of titles that no import has brought yet; they hold as soon as one does
/// @param aside labels that are kept but decide nothing, each with why
/// @param held rows that could not be taken, each with what to mend
public record LabelReport(
    int rows, int taken, int same, int confirmed, int ahead, List<Note> aside, List<Note> held) {

  /// Labels that were taken or were there already.
  public long labels() {
    return rows
        - held.stream().filter(note -> note.line() > 1).mapToLong(Note::line).distinct().count();
  }

  /// The report in one sentence, for people.
  public String words() {
    return "%d labels: %d roles set, %d as before, %d keep what a planner confirmed, %d wait for their title, %d decide nothing, %d rows held."
        .formatted(labels(), taken, same, confirmed, ahead, aside.size(), held.size());
  }

  /// @param line in the file, from 1, the header included
  /// @param column its name, empty for the row as a whole
  public record Note(long line, String column, String value, String reason) {}
}
