package org.rung.server.apprenticeships;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a planner sets the standards of a programme with.
///
/// @param now the version that holds; empty before the first
/// @param form by field, as it stands or was sent
/// @param errors by field
/// @param recommended hours of related instruction a year
/// @param least hours on the job
/// @param refused why a mentor was not named or ended, empty otherwise
public record StandardsPage(
    long programme,
    String name,
    int weeks,
    Optional<Standards> now,
    Map<String, String> form,
    Map<String, String> errors,
    long least,
    long recommended,
    List<StandardsBook.Mentor> mentors,
    List<Agreements.Place> places,
    String refused) {
  public StandardsPage {
    form = Map.copyOf(form);
    errors = Map.copyOf(errors);
    mentors = List.copyOf(mentors);
    places = List.copyOf(places);
  }

  /// The finding.
  public String title() {
    return now.map(it -> "%s: version %d of the standards holds".formatted(name, it.version()))
        .orElse("%s has no standards yet".formatted(name));
  }

  /// What stands in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// What is wrong with a field, empty where nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /// Rows of the form that are shown: those in use and two more.
  public int rows(String field, int most) {
    int used = 0;
    for (int i = 1; i <= most; i++) {
      if (!given(field + i).isEmpty()) {
        used = i;
      }
    }
    return Math.clamp(used + 2L, 4, most);
  }
}
