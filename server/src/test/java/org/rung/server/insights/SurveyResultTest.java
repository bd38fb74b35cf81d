package org.rung.server.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From all that is told of surveys no group of one to four can be worked out.
class SurveyResultTest {
  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  private record Made(SurveyResult result, int counted, List<long[]> tallies) {}

  private static Made made(Random random, long id) {
    int asked = 5 + random.nextInt(14);
    int counted = random.nextInt(3) == 0 ? asked : random.nextInt(asked + 1);
    if (counted < 5) {
      counted = 0;
    }
    List<Question> questions = List.of(Question.PRODUCTIVITY, Question.MOTIVATION, Question.PRIDE);
    List<long[]> tallies = new ArrayList<>();
    int unsaid = 1 + random.nextInt(5);
    int liked = random.nextInt(4);
    for (int q = 0; q < questions.size(); q++) {
      long[] tally = new long[6];
      for (int i = 0; i < counted; i++) {
        tally[random.nextInt(6) < unsaid - 1 ? 0 : liked == 0 ? 5 : 1 + random.nextInt(5)]++;
      }
      tallies.add(tally);
    }
    Survey survey =
        new Survey(
            id,
            1,
            "Class",
            OptionalLong.empty(),
            Optional.empty(),
            Moment.values()[random.nextInt(3)],
            questions,
            LocalDate.of(2026, 11, 30),
            true,
            asked,
            OptionalInt.of(counted),
            0,
            "pat");
    return new Made(SurveyResult.of(survey, counted, tallies), counted, tallies);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noDifferenceOfCountsIsAGroupUnderFive(long seed) {
    Made made = made(new Random(seed), 1);
    List<Long> told = new ArrayList<>();
    told.add(0L);
    told.add((long) made.result().survey().asked());
    made.result().answered().ifPresent(told::add);
    for (SurveyResult.Answers answers : made.result().answers()) {
      // Two questions are not set against each other: nobody's answer is the difference of means
      // of different sentences. Each stands against who was asked, who answered, and nobody.
      List<Long> around = new ArrayList<>(told);
      answers.people().ifPresent(around::add);
      for (long a : around) {
        for (long b : around) {
          assertThat(Math.abs(a - b)).as("%d − %d", a, b).isNotIn(1L, 2L, 3L, 4L);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aMeanRestsOnFiveAtLeastAndNeverOnOneAnswerAlone(long seed) {
    Made made = made(new Random(seed), 1);
    for (int q = 0; q < made.result().answers().size(); q++) {
      long[] tally = made.tallies().get(q);
      long said = LongStream.of(tally).skip(1).sum();
      SurveyResult.Answers answers = made.result().answers().get(q);
      answers
          .mean()
          .ifPresentOrElse(
              mean -> {
                assertThat(said).isGreaterThanOrEqualTo(5);
                double sum = 0;
                for (int answer = 1; answer <= 5; answer++) {
                  sum += answer * tally[answer];
                  assertThat(said - tally[answer]).isGreaterThan(1);
                }
                assertThat(mean.value()).isEqualTo(sum / said);
                assertThat(mean.low()).isLessThan(mean.value());
                assertThat(mean.high()).isGreaterThan(mean.value());
              },
              () -> assertThat(answers.why()).isNotEmpty());
    }
    if (made.counted() < 5) {
      assertThat(made.result().answers()).isEmpty();
      assertThat(made.result().answered()).isEmpty();
      assertThat(made.result().why()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatSurveysTellTogetherIsWhatTheyTellAlone(long seed) {
    Random random = new Random(seed);
    List<Made> all = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      all.add(made(random, i));
    }
    for (Question question : List.of(Question.PRODUCTIVITY, Question.MOTIVATION)) {
      ReturnRow row =
          SurveyReturns.row(
              Return.PRODUCTIVITY,
              question,
              Optional.of(3.5),
              all.stream().map(Made::result).toList());
      // What is put together takes in only what each survey tells by itself, so that taking those
      // away leaves nothing.
      Moment latest = told(all, question, Moment.AFTER).isEmpty() ? Moment.END : Moment.AFTER;
      List<long[]> parts = told(all, question, latest);
      if (parts.isEmpty()) {
        assertThat(row.actual()).isEmpty();
        assertThat(row.people()).isEmpty();
        continue;
      }
      double sum = 0;
      long people = 0;
      for (long[] part : parts) {
        for (int answer = 1; answer <= 5; answer++) {
          sum += answer * part[answer];
          people += part[answer];
        }
      }
      assertThat(row.actual()).hasValue(sum / people);
      if (row.people().isPresent()) {
        assertThat(row.people()).hasValue(people);
      }
    }
  }

  private static List<long[]> told(List<Made> all, Question question, Moment moment) {
    return all.stream()
        .filter(made -> made.result().survey().moment() == moment)
        .flatMap(made -> made.result().answers().stream())
        .filter(answers -> answers.question() == question)
        .flatMap(answers -> answers.tally().stream())
        .toList();
  }
}
