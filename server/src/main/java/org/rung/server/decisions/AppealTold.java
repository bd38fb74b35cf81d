package org.rung.server.decisions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.rung.server.api.Meaning;

/// What a person asked to be looked at again, as the API tells it.
public record AppealTold(
    long id,
    @Meaning("The person, as the employer's files have it.") String employerId,
    Kind about,
    @Meaning("What was decided, which fact, which pathway.") String matter,
    @Meaning("The number of the decision, where it is about one.") Optional<Long> decision,
    @Meaning("A fact as Rung shows it.") Optional<String> shown,
    @Meaning("What the person says it is.") Optional<String> said,
    @Meaning("Why, and how one can see it.") String words,
    @Meaning("The account.") String askedBy,
    Instant askedAt,
    @Meaning("The last day to answer.") LocalDate answerBy,
    @Meaning("Whether it waits after its last day.") boolean overdue,
    @Meaning("Null while it waits.") Optional<AppealAnswered> answer) {

  /// What is asked about.
  public enum Kind {
    DECISION,
    FACT,
    PATHWAY
  }

  /// What somebody else answered.
  public record AppealAnswered(
      @Meaning("Whether what was there holds, or changes.") Ruling ruling,
      String reasons,
      @Meaning("The account.") String answeredBy,
      Instant answeredAt,
      @Meaning("The answer's own number in the record, which the person may appeal.")
          long decision) {}

  /// @param today where the server is
  public static AppealTold of(Appeal appeal, LocalDate today) {
    Matter matter = appeal.matter();
    Optional<Matter.OfFact> fact =
        matter instanceof Matter.OfFact of ? Optional.of(of) : Optional.empty();
    return new AppealTold(
        appeal.id(),
        appeal.name(),
        switch (matter) {
          case Matter.OfDecision decision -> Kind.DECISION;
          case Matter.OfFact of -> Kind.FACT;
          case Matter.OfPathway pathway -> Kind.PATHWAY;
        },
        matter.words(),
        matter instanceof Matter.OfDecision decision
            ? Optional.of(decision.number())
            : Optional.empty(),
        fact.map(Matter.OfFact::shown),
        fact.map(Matter.OfFact::said),
        appeal.words(),
        appeal.madeBy(),
        appeal.madeAt(),
        appeal.deadline(),
        appeal.overdue(today),
        appeal
            .answer()
            .map(a -> new AppealAnswered(a.ruling(), a.reasons(), a.by(), a.at(), a.decision())));
  }
}
