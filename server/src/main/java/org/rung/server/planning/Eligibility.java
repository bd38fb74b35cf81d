package org.rung.server.planning;

import java.time.LocalDate;
import org.rung.server.rules.Answer;
import org.rung.server.rules.EducationService;
import org.rung.server.rules.Rules;

/// What the rules say of each person, with their clauses.
final class Eligibility {
  private final Workforce workforce;
  private final EducationService right;
  private final LocalDate day;

  /// @param day the day for which the service was counted and the rule was asked
  Eligibility(Workforce workforce, Rules.Version service, LocalDate day) {
    this.workforce = workforce;
    this.right = new EducationService(service);
    this.day = day;
  }

  /// Whether the person may use the education benefit: hourly staff with the days of service that
  /// the clause asks for.
  Answer education(int e) {
    return right.of(workforce.hourly()[e], workforce.serviceDays()[e], false, day);
  }
}
