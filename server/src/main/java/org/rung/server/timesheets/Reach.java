package org.rung.server.timesheets;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whose hours somebody may look at and rule on.
///
/// @param everybody also who is in no file any more
/// @param departments whose people, where it is not everybody
record Reach(boolean everybody, List<String> departments) {
  static final Reach ALL = new Reach(true, List.of());

  Reach {
    departments = List.copyOf(departments);
  }

  static Reach team(List<String> departments) {
    return new Reach(false, departments);
  }

  /// Fills `everybody` and `departments` of a question.
  JdbcClient.StatementSpec on(JdbcClient.StatementSpec sql) {
    return sql.param("everybody", everybody)
        .param("departments", departments.toArray(String[]::new));
  }

  /// For the audit.
  String words() {
    return everybody ? "everybody" : String.join(", ", departments);
  }
}
