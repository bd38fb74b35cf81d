package org.rung.server.fairness;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page where protected attributes come in and go out.
///
/// @param held what is held, in words
/// @param report of the file that was just sent
/// @param form as it was sent
/// @param errors by field
public record KeptPage(
    Standing standing,
    List<String> held,
    Optional<AttributeReport> report,
    Map<String, String> form,
    Map<String, String> errors) {
  public KeptPage {
    held = List.copyOf(held);
    form = Map.copyOf(form);
    errors = Map.copyOf(errors);
  }

  /// A field as it was sent.
  public String sent(String field) {
    return form.getOrDefault(field, "");
  }
}
