package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// A version of a rule that the employer means to publish.
///
/// @param rule its name
/// @param from the first day on which it would hold
/// @param text the clause in words for people
/// @param source who decided it, or where it is written
/// @param figures every figure of the rule, by name
public record Proposal(
    String rule, LocalDate from, String text, String source, Map<String, Long> figures) {
  public Proposal {
    figures = Map.copyOf(figures);
  }

  EmployerVersions.Own asIfPublished() {
    return new EmployerVersions.Own(rule, from, text, source, figures, Optional.empty());
  }
}
