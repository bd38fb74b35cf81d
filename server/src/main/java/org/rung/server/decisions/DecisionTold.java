package org.rung.server.decisions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.api.Meaning;

/// A decision about a person, as the API tells it.
public record DecisionTold(
    @Meaning("Under which it is appealed.") long number,
    @Meaning("What was decided, for example plan.") String about,
    @Meaning("Which one, for example the plan's number.") String subject,
    @Meaning("What was decided, in words for the person.") String outcome,
    @Meaning("Why; never empty.") List<String> reasons,
    @Meaning("The facts it rests on, by name.") Map<String, String> dataUsed,
    @Meaning("The rule it stands on; null where it stands on none.") Optional<RuleApplied> rule,
    @Meaning("The account that answers for it.") String madeBy,
    Instant madeAt,
    @Meaning("The last day to appeal it.") LocalDate appealUntil,
    @Meaning("When what was decided and why was erased; null while it can be read.")
        Optional<Instant> erasedAt) {
  /// The version of a rule that was applied.
  public record RuleApplied(
      @Meaning("Its name.") String rule,
      @Meaning("Which version: its first day.") String version,
      @Meaning("Where it can be read.") Optional<String> clause) {
    /// As the record has it.
    public static RuleApplied of(Basis basis) {
      return new RuleApplied(basis.rule(), basis.version(), basis.clause());
    }
  }

  public DecisionTold {
    reasons = List.copyOf(reasons);
    dataUsed = Map.copyOf(dataUsed);
  }

  /// As it stands in the record.
  ///
  /// @param until the last day to appeal it
  public static DecisionTold of(Recorded recorded, LocalDate until) {
    Decision decision = recorded.decision();
    return new DecisionTold(
        recorded.number(),
        decision.about(),
        decision.subject(),
        decision.outcome(),
        decision.reasons(),
        decision.dataUsed(),
        decision.basis().map(RuleApplied::of),
        decision.madeBy(),
        decision.madeAt(),
        until,
        recorded.erasedAt());
  }
}
