package org.rung.server.classes;

import java.util.List;
import java.util.Map;

/// Who teaches.
///
/// @param form what was sent, by field
/// @param error what is wrong with it, empty when nothing is
public record InstructorsPage(
    List<Instructor> instructors, List<String> providers, Map<String, String> form, String error) {
  /// What is in a field.
  public String given(String field) {
    return form.getOrDefault(field, "");
  }
}
