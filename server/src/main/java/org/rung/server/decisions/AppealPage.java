package org.rung.server.decisions;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the page of one appeal shows to who may answer it.
///
/// @param decision what it is about, when that is a decision
/// @param barred why the viewer may not answer, empty when nothing is in the way
/// @param form what was written, by field
/// @param errors what is wrong with it, by field
public record AppealPage(
    Appeal appeal,
    Optional<Recorded> decision,
    Optional<String> barred,
    LocalDate today,
    Map<String, String> form,
    Map<String, String> errors) {
  public AppealPage {
    form = Map.copyOf(form);
    errors = Map.copyOf(errors);
  }

  /// What was written in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }

  /// What is wrong with a field, empty when nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /// The address of the reasons in the plan, when it is about one.
  public Optional<String> plan() {
    return decision
        .filter(found -> found.decision().about().equals("plan"))
        .map(found -> "/plans/%s/people/%s".formatted(found.decision().subject(), appeal.name()));
  }

  /// The answers one may choose.
  public List<Ruling> rulings() {
    return List.of(Ruling.values());
  }
}
