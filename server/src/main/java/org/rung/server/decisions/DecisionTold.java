package org.rung.server.decisions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rung.server.api.Meaning;

/// A decision about a person, as the API tells it.
public record DecisionTold(
    @Meaning("Under which it is appealed.") long number,
    @Meaning("What was decided, for example plan.") String about,
    @Meaning("Which one, for example the plan's number.") String subject,
    @Meaning("What was decided, in words for the person.") String outcome,
    @Meaning("Why; never empty.") List<String> reasons,
    @Meaning("The facts it rests on, by name.") Map<String, String> dataUsed,
    @Meaning("The account that answers for it.") String madeBy,
    Instant madeAt) {
  public DecisionTold {
    reasons = List.copyOf(reasons);
    dataUsed = Map.copyOf(dataUsed);
  }

  /// As it stands in the record.
  public static DecisionTold of(Recorded recorded) {
    Decision decision = recorded.decision();
    return new DecisionTold(
        recorded.number(),
        decision.about(),
        decision.subject(),
        decision.outcome(),
        decision.reasons(),
        decision.dataUsed(),
        decision.madeBy(),
        decision.madeAt());
  }
}
