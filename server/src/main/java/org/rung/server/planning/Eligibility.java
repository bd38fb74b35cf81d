package org.rung.server.planning;

import org.rung.server.rules.Answer;
import org.rung.server.rules.Rules;

/// What the rules say of each person, with their clauses.
final class Eligibility {
  private final Workforce workforce;
  private final EducationRight right;

  Eligibility(Workforce workforce, Rules.Version service) {
    this.workforce = workforce;
    this.right = new EducationRight(service);
  }

  /// Whether the person may use the education benefit: hourly staff with the days of service that
  /// the clause asks for.
  Answer education(int e) {
    return right.of(workforce.hourly()[e], workforce.serviceDays()[e], false);
  }
}
