package org.rung.server.insights;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.rules.SmallGroups;

/// What may be told of a survey that is closed: of no group under five people, neither by itself
/// nor as what is left when one figure is taken from another. People who were asked, who answered,
/// who answered a question: each is told only where the difference to what is told around it is
/// nobody, or five at least.
///
/// @param answered people who answered; empty where it is not told
/// @param answers one to each question, in its order; empty where nothing is told at all
/// @param why nothing is told; empty where something is
public record SurveyResult(
    Survey survey, OptionalLong answered, List<Answers> answers, String why) {
  private static final String FEW = "Fewer than five people gave an answer.";

  public SurveyResult {
    answers = List.copyOf(answers);
  }

  /// The answers to a question.
  ///
  /// @param people who gave an answer from 1 to 5; empty where it is not told
  /// @param tally how many gave each; empty where no mean may be told
  /// @param why there is no mean; empty where there is one
  public record Answers(
      Question question, OptionalLong people, Optional<long[]> tally, String why) {
    /// How many gave an answer, in words.
    public String told() {
      return people.isPresent()
          ? org.rung.server.pages.Formats.count(people.getAsLong())
          : why.equals(FEW) ? "under 5" : "5 or more";
    }

    /// The mean and its interval.
    public Optional<Interval> mean() {
      return tally.map(Interval::mean);
    }
  }

  /// @param counted answers that could be counted
  /// @param tallies by question, how many gave each answer from 0 to 5
  static SurveyResult of(Survey survey, int counted, List<long[]> tallies) {
    if (!survey.closed()) {
      return new SurveyResult(
          survey,
          OptionalLong.empty(),
          List.of(),
          "It is still open. Answers are counted when it is closed, and nobody sees one before.");
    }
    if (counted < SmallGroups.LEAST) {
      return new SurveyResult(
          survey,
          OptionalLong.empty(),
          List.of(),
          "Fewer than five people answered. So few could be recognised by what they say, so their answers were thrown away unread.");
    }
    OptionalLong answered =
        besides(survey.asked(), counted) && survey.unread() == 0
            ? OptionalLong.of(counted)
            : OptionalLong.empty();
    List<Answers> answers =
        java.util.stream.IntStream.range(0, tallies.size())
            .mapToObj(
                i -> answers(survey.questions().get(i), tallies.get(i), survey.asked(), counted))
            .toList();
    return new SurveyResult(survey, answered, answers, "");
  }

  private static Answers answers(Question question, long[] tally, long asked, long counted) {
    long most = 0;
    long said = 0;
    for (int answer = 1; answer <= Question.MOST; answer++) {
      said += tally[answer];
      most = Math.max(most, tally[answer]);
    }
    OptionalLong people =
        said >= SmallGroups.LEAST && besides(counted, said) && besides(asked, said)
            ? OptionalLong.of(said)
            : OptionalLong.empty();
    if (said < SmallGroups.LEAST) {
      return new Answers(question, people, Optional.empty(), FEW);
    }
    // Where all but one at most say the same, the mean would tell what each one said.
    return said - most <= 1
        ? new Answers(
            question,
            people,
            Optional.empty(),
            "Nearly everybody gave the same answer: the mean would tell what each one said.")
        : new Answers(question, people, Optional.of(tally.clone()), "");
  }

  private static boolean besides(long whole, long part) {
    return !SmallGroups.hides(whole - part);
  }

  /// How many answered, in words.
  public String participation() {
    return answered.isPresent()
        ? "%d of %d answered".formatted(answered.getAsLong(), survey.asked())
        : why.isEmpty()
            ? "most of %d answered".formatted(survey.asked())
            : "%d were asked".formatted(survey.asked());
  }
}
