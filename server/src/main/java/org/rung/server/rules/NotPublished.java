package org.rung.server.rules;

import java.time.LocalDate;

/// A version was not published, and why. Nothing was changed.
public final class NotPublished extends RuntimeException {
  private final transient Problem problem;

  NotPublished(Problem problem) {
    super(
        switch (problem) {
          case UnknownRule it -> "There is no rule “%s”.".formatted(it.rule());
          case Backdated it ->
              "%s is not after today. An answer given for today or an earlier day stays: give %s or a later day."
                  .formatted(Wording.date(it.from()), Wording.date(it.first()));
          case Overlapping it ->
              "A version from %s was published already, and nothing that was published is edited. Give a later day than %s."
                  .formatted(Wording.date(it.other()), Wording.date(it.other()));
          case TooFar it ->
              "%s is more than ten years away. Give a day up to %s."
                  .formatted(Wording.date(it.from()), Wording.date(it.last()));
          case WordsMissing it -> "Say %s.".formatted(it.which());
          case FigureMissing it -> "Give “%s”.".formatted(it.words());
          case FigureUnknown it ->
              "“%s” is no figure of this rule. It has: %s.".formatted(it.field(), it.known());
          case FigureOutside it ->
              "%s for “%s” is not within %s to %s."
                  .formatted(
                      it.unit().words(it.value()),
                      it.words(),
                      it.unit().words(0),
                      it.unit().words(it.most()));
          case BeyondLaw it ->
              "%s for “%s” goes beyond the law, which has %s: %s (%s)."
                  .formatted(
                      it.unit().words(it.value()),
                      it.words(),
                      it.unit().words(it.law()),
                      it.clause().text(),
                      it.clause().source());
        });
    this.problem = problem;
  }

  /// What stood in the way.
  public Problem problem() {
    return problem;
  }

  /// What can stand in the way.
  public sealed interface Problem {
    /// The field of a form that it is about: `rule`, `from`, `text`, `source`, or the figure's
    /// name.
    String field();
  }

  /// No file has the rule.
  public record UnknownRule(String rule) implements Problem {
    @Override
    public String field() {
      return "rule";
    }
  }

  /// @param first the first day that could be given
  public record Backdated(LocalDate from, LocalDate first) implements Problem {
    @Override
    public String field() {
      return "from";
    }
  }

  /// @param other the first day of the last version that was published
  public record Overlapping(LocalDate other) implements Problem {
    @Override
    public String field() {
      return "from";
    }
  }

  /// @param last the last day that could be given
  public record TooFar(LocalDate from, LocalDate last) implements Problem {
    @Override
    public String field() {
      return "from";
    }
  }

  /// @param field `text` or `source`
  /// @param which what is to be said
  public record WordsMissing(String field, String which) implements Problem {}

  /// @param words what the figure means
  public record FigureMissing(String field, String words) implements Problem {}

  /// @param known the figures that the rule has
  public record FigureUnknown(String field, String known) implements Problem {}

  /// @param most the largest that could be given
  public record FigureOutside(String field, String words, Rule.Unit unit, long value, long most)
      implements Problem {}

  /// @param law the floor or ceiling
  public record BeyondLaw(
      String field, String words, Rule.Unit unit, long value, long law, Clause clause)
      implements Problem {}
}
