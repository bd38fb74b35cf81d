package org.rung.server.apprenticeships;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.decisions.Basis;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.ledger.Money;
import org.rung.server.letters.Letter;
import org.rung.server.letters.LetterField;
import org.rung.server.letters.LetterKind;
import org.rung.server.letters.Letters;
import org.rung.server.letters.Reader;
import org.rung.server.letters.Value;
import org.rung.server.rules.Clause;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// Tells an apprentice what was decided: in the record, where it can be appealed, and by letter. In
/// the transaction of the caller.
@Component
class Telling {
  /// What such decisions are about.
  static final String ABOUT = "apprenticeship";

  private static final String NEWS = "apprenticeship";
  private static final String RAISE = "raise";
  private static final String PAGE = "/my/apprenticeship";

  private final Decisions decisions;
  private final Letters letters;
  private final Clock clock;

  Telling(Decisions decisions, Letters letters, Clock clock) {
    this.decisions = decisions;
    this.letters = letters;
    this.clock = clock;
  }

  @Bean
  static LetterKind apprenticeshipLetter() {
    return new LetterKind(
        NEWS,
        "News of an apprenticeship",
        List.of(
            LetterField.needed(
                "outcome",
                "what was decided",
                new Value.Words("Your probation is over: Electrician")),
            LetterField.needed(
                "reasons", "why", new Value.Lines(List.of("500 hours on the job are done.")))),
        LetterKind.shipped(Telling.class, "/letters/apprenticeship.txt"),
        false);
  }

  @Bean
  static LetterKind raiseLetter() {
    return new LetterKind(
        RAISE,
        "Raise of an apprentice",
        List.of(
            LetterField.needed("programme", "its name", new Value.Words("Electrician")),
            LetterField.needed(
                "wage", "an hour, from then on", new Value.Amount(Money.cents(2_250))),
            LetterField.sometimes(
                "before", "the wage an hour before", new Value.Amount(Money.cents(1_800))),
            LetterField.needed(
                "from", "the moment from which it counts", new Value.Moment(Instant.EPOCH)),
            LetterField.needed(
                "reasons",
                "why",
                new Value.Lines(List.of("1,000 hours on the job were reached then.")))),
        LetterKind.shipped(Telling.class, "/letters/raise.txt"),
        true);
  }

  /// A decision and a letter that tells it.
  ///
  /// @param clause the rule it stands on, where it does
  /// @return the number of the decision
  long tell(
      Agreement agreement,
      String outcome,
      List<String> reasons,
      Map<String, String> facts,
      Optional<Clause> clause,
      String by) {
    long decision = decide(agreement, outcome, reasons, facts, clause, by);
    letters.send(
        new Letter(
            "decision " + decision,
            NEWS,
            new Reader.Person(agreement.person(), agreement.personName()),
            "decision " + decision,
            PAGE,
            Map.of("outcome", new Value.Words(outcome), "reasons", new Value.Lines(reasons)),
            by));
    return decision;
  }

  /// A decision alone.
  long decide(
      Agreement agreement,
      String outcome,
      List<String> reasons,
      Map<String, String> facts,
      Optional<Clause> clause,
      String by) {
    return decisions.record(
        new Decision(
            agreement.person(),
            ABOUT,
            "agreement " + agreement.id(),
            outcome,
            reasons,
            facts,
            clause.map(Basis::of),
            by,
            clock.instant()));
  }

  /// The letter of a raise.
  void raise(
      Agreement agreement,
      long decision,
      Optional<Long> oldCents,
      long newCents,
      Instant from,
      List<String> reasons,
      String by) {
    Map<String, Value> fields = new HashMap<>();
    fields.put("programme", new Value.Words(agreement.standards().name()));
    fields.put("wage", new Value.Amount(Money.cents(newCents)));
    oldCents.ifPresent(cents -> fields.put("before", new Value.Amount(Money.cents(cents))));
    fields.put("from", new Value.Moment(from));
    fields.put("reasons", new Value.Lines(reasons));
    letters.send(
        new Letter(
            "decision " + decision,
            RAISE,
            new Reader.Person(agreement.person(), agreement.personName()),
            "decision " + decision,
            PAGE,
            fields,
            by));
  }
}
