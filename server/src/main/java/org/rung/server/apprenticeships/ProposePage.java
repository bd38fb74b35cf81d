package org.rung.server.apprenticeships;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a planner proposes an agreement with.
///
/// @param standards of the programme that was chosen; empty while none was
/// @param programmes those with standards
/// @param mentors of the programme
/// @param form as it was sent or begins
/// @param chosen mentors by their numbers
/// @param error what is wrong, empty where nothing is
public record ProposePage(
    Optional<Standards> standards,
    List<StandardsBook.Row> programmes,
    List<StandardsBook.Mentor> mentors,
    Map<String, String> form,
    List<String> chosen,
    String error) {
  public ProposePage {
    programmes = List.copyOf(programmes);
    mentors = List.copyOf(mentors);
    form = Map.copyOf(form);
    chosen = List.copyOf(chosen);
  }

  /// What stands in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }
}
