package org.rung.server.home;

import java.util.List;
import java.util.Map;
import org.rung.server.planning.Statement;

/// What a manager's page of one person of the team shows.
///
/// @param statements about the person, newest first
/// @param viewer the account that looks
/// @param form what was written, by field
/// @param errors what is wrong with it, by field
public record TeamPerson(
    Team.Row row,
    List<Statement> statements,
    String viewer,
    Map<String, String> form,
    Map<String, String> errors) {
  public TeamPerson {
    statements = List.copyOf(statements);
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
}
