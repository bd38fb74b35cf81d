package org.rung.server.insights;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;

/// A return that surveys measure: what may be told of the surveys of a programme, put together by
/// moment. Nobody is asked twice about a moment, and only surveys whose mean may be told are added
/// up, so that no sum tells more than its parts.
final class SurveyReturns {
  private SurveyReturns() {}

  /// The answers of all surveys of a moment together.
  ///
  /// @param people empty where one of the surveys does not tell it
  private record Together(long[] tally, OptionalLong people) {}

  /// @param target the mean a planner set
  static ReturnRow row(
      Return kind, Question question, Optional<Double> target, List<SurveyResult> results) {
    String measure = "“%s”, mean of answers from 1 to 5".formatted(question.text());
    OptionalDouble planned = target.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    Optional<Together> before = together(question, Moment.BEFORE, results);
    Optional<Together> end = together(question, Moment.END, results);
    Optional<Together> after = together(question, Moment.AFTER, results);
    Optional<Together> latest = after.or(() -> end);
    String origin = "Surveys of this programme that are closed";
    if (latest.isEmpty()) {
      return new ReturnRow(
          kind,
          measure,
          ReturnRow.Unit.SCALE,
          planned,
          mean(before, Interval::value),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalLong.empty(),
          before.isPresent()
              ? "Asked before it began. It takes a survey at its end, or 90 days after, to compare."
              : "Not measured yet: it takes a survey that is closed, with answers of five people.",
          origin);
    }
    return new ReturnRow(
        kind,
        measure,
        ReturnRow.Unit.SCALE,
        planned,
        mean(before, Interval::value),
        mean(latest, Interval::value),
        mean(latest, Interval::low),
        mean(latest, Interval::high),
        latest.get().people(),
        finding(before, latest.get(), after.isPresent() ? Moment.AFTER : Moment.END, target),
        origin);
  }

  private static String finding(
      Optional<Together> before, Together latest, Moment moment, Optional<Double> target) {
    StringBuilder words = new StringBuilder("Asked %s. ".formatted(moment.label()));
    before.ifPresent(first -> {
      Interval change = Interval.difference(first.tally(), latest.tally());
      words.append(
          "%s than before, by %s (%s to %s)%s. Other people may have answered before and after. "
              .formatted(
                  change.value() >= 0 ? "Higher" : "Lower",
                  Formats.decimal(Math.abs(change.value()), 1),
                  Formats.decimal(change.low(), 1),
                  Formats.decimal(change.high(), 1),
                  change.low() > 0 || change.high() < 0 ? "" : ", which chance alone may explain"));
    });
    target.ifPresent(aim -> {
      Interval mean = Interval.mean(latest.tally());
      words.append(
          mean.low() >= aim
              ? "At or above what was planned."
              : mean.high() < aim
                  ? "Below what was planned."
                  : "Too close to what was planned to say which side.");
    });
    return words.toString().strip();
  }

  private static OptionalDouble mean(
      Optional<Together> together, java.util.function.ToDoubleFunction<Interval> part) {
    return together
        .map(it -> OptionalDouble.of(part.applyAsDouble(Interval.mean(it.tally()))))
        .orElse(OptionalDouble.empty());
  }

  private static Optional<Together> together(
      Question question, Moment moment, List<SurveyResult> results) {
    long[] sum = new long[Question.MOST + 1];
    long people = 0;
    boolean told = true;
    boolean any = false;
    for (SurveyResult result : results) {
      if (result.survey().moment() != moment) {
        continue;
      }
      for (SurveyResult.Answers answers : result.answers()) {
        if (answers.question() == question && answers.tally().isPresent()) {
          any = true;
          for (int answer = 1; answer <= Question.MOST; answer++) {
            sum[answer] += answers.tally().get()[answer];
          }
          told &= answers.people().isPresent();
          people += answers.people().orElse(0);
        }
      }
    }
    return any
        ? Optional.of(new Together(sum, told ? OptionalLong.of(people) : OptionalLong.empty()))
        : Optional.empty();
  }
}
