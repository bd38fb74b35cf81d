package org.rung.server.apprenticeships;

import java.util.List;
import java.util.Map;
import org.rung.server.pages.Formats;

/// What a planner sees of all apprenticeships.
///
/// @param state that is shown, empty for all
/// @param counts by state
/// @param month of the payroll to take now
public record ApprenticeshipsPage(
    List<ApprenticeRow> rows,
    String state,
    Map<String, Long> counts,
    List<RaiseQuestion> questions,
    List<StandardsBook.Row> programmes,
    List<Agreements.Enrolled> enrolled,
    Map<Long, String> errors,
    String month) {
  public ApprenticeshipsPage {
    rows = List.copyOf(rows);
    counts = Map.copyOf(counts);
    questions = List.copyOf(questions);
    programmes = List.copyOf(programmes);
    enrolled = List.copyOf(enrolled);
    errors = Map.copyOf(errors);
  }

  /// How many are in a state.
  public long count(AgreementState of) {
    return counts.getOrDefault(of.code(), 0L);
  }

  /// How many there are.
  public long all() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The finding.
  public String title() {
    long learning = count(AgreementState.PROBATION) + count(AgreementState.RUNNING);
    return all() == 0
        ? "Nobody is an apprentice yet"
        : "%s, %s"
            .formatted(
                Formats.counted(learning, "apprentice learns", "apprentices learn"),
                questions.isEmpty()
                    ? "no question waits"
                    : Formats.counted(questions.size(), "question waits", "questions wait"));
  }
}
