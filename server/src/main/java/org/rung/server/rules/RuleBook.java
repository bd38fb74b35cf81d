package org.rung.server.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Takes versions of the employer's own. A version holds from a later day than today and than every
/// other version of its rule, and is never edited: whatever was answered for an earlier day is
/// answered the same again.
@Component
public class RuleBook {
  private static final int LONGEST_WORDS = 2000;
  private static final int YEARS_AHEAD = 10;

  private final Rules rules;
  private final JdbcClient jdbc;
  private final JsonMapper json = new JsonMapper();

  RuleBook(Rules rules, JdbcClient jdbc) {
    this.rules = rules;
    this.jdbc = jdbc;
  }

  /// What stands against publishing, if anything does.
  public Optional<NotPublished.Problem> problem(Proposal proposal, LocalDate today) {
    return found(proposal, today, rules.figures(proposal.rule()));
  }

  /// Does nothing where nothing stands against publishing.
  ///
  /// @throws NotPublished when something does
  public void refuse(Proposal proposal, LocalDate today) {
    problem(proposal, today)
        .ifPresent(problem -> {
          throw new NotPublished(problem);
        });
  }

  private Optional<NotPublished.Problem> found(
      Proposal proposal, LocalDate today, Map<String, Rule.Figure> meanings) {
    List<Rules.Version> versions = rules.versions(proposal.rule());
    if (versions.isEmpty()) {
      return Optional.of(new NotPublished.UnknownRule(proposal.rule()));
    }
    if (!proposal.from().isAfter(today)) {
      return Optional.of(new NotPublished.Backdated(proposal.from(), today.plusDays(1)));
    }
    if (proposal.from().isAfter(today.plusYears(YEARS_AHEAD))) {
      return Optional.of(new NotPublished.TooFar(proposal.from(), today.plusYears(YEARS_AHEAD)));
    }
    Optional<LocalDate> last =
        versions.stream()
            .filter(version -> version.published().isPresent())
            .map(Rules.Version::from)
            .max(LocalDate::compareTo)
            .filter(other -> !proposal.from().isAfter(other));
    if (last.isPresent()) {
      return Optional.of(new NotPublished.Overlapping(last.get()));
    }
    if (proposal.text().isBlank() || proposal.text().length() > LONGEST_WORDS) {
      return Optional.of(
          new NotPublished.WordsMissing("text", "what holds, in 1 to 2,000 letters"));
    }
    if (proposal.source().isBlank() || proposal.source().length() > LONGEST_WORDS) {
      return Optional.of(
          new NotPublished.WordsMissing(
              "source", "who decided it or where it is written, in 1 to 2,000 letters"));
    }
    Optional<String> unknown =
        proposal.figures().keySet().stream()
            .filter(name -> !meanings.containsKey(name))
            .min(String::compareTo);
    if (unknown.isPresent()) {
      return Optional.of(
          new NotPublished.FigureUnknown(unknown.get(), String.join(", ", meanings.keySet())));
    }
    for (Map.Entry<String, Rule.Figure> figure : meanings.entrySet()) {
      Optional<NotPublished.Problem> problem = found(proposal, figure.getKey(), figure.getValue());
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<NotPublished.Problem> found(
      Proposal proposal, String name, Rule.Figure meaning) {
    Long value = proposal.figures().get(name);
    if (value == null) {
      return Optional.of(new NotPublished.FigureMissing(name, meaning.words()));
    }
    long most =
        switch (meaning.unit()) {
          case CENTS, COUNT -> 100_000_000;
          case PERCENT, HUNDREDTHS -> 100;
          case DAYS -> 3_660;
          case MONTHS -> 120;
          case HOURS -> 100_000;
          case MINUTES -> 44_640;
        };
    if (value < 0 || value > most) {
      return Optional.of(
          new NotPublished.FigureOutside(name, meaning.words(), meaning.unit(), value, most));
    }
    Rules.Version says = rules.tried(proposal);
    long kept = says.figure(name);
    return kept == value
        ? Optional.empty()
        : Optional.of(
            new NotPublished.BeyondLaw(
                name, meaning.words(), meaning.unit(), value, kept, says.bounds().getFirst()));
  }

  /// Publishes a version, in the transaction of the caller.
  ///
  /// @param by the account that answers for it
  /// @param today where the server is
  /// @throws NotPublished when something stands against it; nothing was changed
  public void publish(Proposal proposal, String by, Instant now, LocalDate today) {
    // Whoever publishes on the same rule at the same time is then seen by the look below.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rules.version ' || :rule, 0))")
        .param("rule", proposal.rule())
        .query((row, n) -> "")
        .single();
    refuse(proposal, today);
    jdbc.sql(
            """
            insert into rules.version
                   (rule, holds_from, words, source, figures, published_by, published_at, published_on)
            values (:rule, :from, :words, :source, :figures::jsonb, :by, :at::timestamptz, :on)
            """)
        .param("rule", proposal.rule())
        .param("from", proposal.from())
        .param("words", proposal.text().strip())
        .param("source", proposal.source().strip())
        .param("figures", json.writeValueAsString(new TreeMap<>(proposal.figures())))
        .param("by", by)
        .param("at", now.toString())
        .param("on", today)
        .update();
  }
}
