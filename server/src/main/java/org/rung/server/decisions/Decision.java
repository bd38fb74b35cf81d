package org.rung.server.decisions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A decision about one person, complete enough to be explained and appealed.
///
/// @param person the person's id in `people`
/// @param about what was decided, for example `plan`
/// @param subject which one, for example the plan's number
/// @param outcome what was decided, in words for the person
/// @param reasons why, in words for the person; never empty
/// @param dataUsed the facts it rests on, by name
/// @param basis the rule it stands on, where it is one
/// @param madeBy the account that answers for it
/// @param madeAt when
public record Decision(
    long person,
    String about,
    String subject,
    String outcome,
    List<String> reasons,
    Map<String, String> dataUsed,
    Optional<Basis> basis,
    String madeBy,
    Instant madeAt) {
  public Decision {
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "a decision about person %d has no reason".formatted(person));
    }
    reasons = List.copyOf(reasons);
    dataUsed = Map.copyOf(dataUsed);
  }

  /// A decision that stands on no rule.
  public Decision(
      long person,
      String about,
      String subject,
      String outcome,
      List<String> reasons,
      Map<String, String> dataUsed,
      String madeBy,
      Instant madeAt) {
    this(person, about, subject, outcome, reasons, dataUsed, Optional.empty(), madeBy, madeAt);
  }
}
