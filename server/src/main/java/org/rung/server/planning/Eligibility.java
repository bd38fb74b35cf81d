package org.rung.server.planning;

import java.util.List;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Rules;

/// What the rules say of each person, with their clauses.
final class Eligibility {
  private final Workforce workforce;
  private final Rules.Version service;

  Eligibility(Workforce workforce, Rules.Version service) {
    this.workforce = workforce;
    this.service = service;
  }

  /// Whether the person may use the education benefit: hourly staff with the days of service that
  /// the clause asks for.
  Answer education(int e) {
    long days = service.figure("service_days");
    if (!workforce.hourly()[e]) {
      return new Answer.No(
          service.clause(),
          "The benefit is for hourly staff; this post is salaried.",
          "An hourly post, or a change of the rule.");
    }
    int known = workforce.serviceDays()[e];
    if (known >= days) {
      return new Answer.Yes(service.clause());
    }
    return new Answer.CannotTell(service.clause(), List.of("hired on"));
  }
}
