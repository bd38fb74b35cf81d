package org.rung.server.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Surveys: once a person, never of fewer than five, and no way from an answer to who gave it.
@RungTest
@TestPropertySource(properties = {"rung.test=insights", "rung.jobs.work=false"})
class SurveysTest {
  private static final List<Question> ASKED = List.of(Question.PRODUCTIVITY, Question.MOTIVATION);

  @Autowired private JdbcClient jdbc;
  @Autowired private Surveys surveys;
  @Autowired private SurveysDue due;

  private InsightsWorld world;
  private LocalDate today;
  private long programme;
  private long intake;

  @BeforeEach
  void world() {
    world = new InsightsWorld(jdbc);
    today = surveys.today();
    programme =
        world.programme(
            InsightsWorld.name("Class"), "upskilling", "group_class", true, "15-1252", 0);
    intake = world.intake(programme, today.plusDays(30), 100);
  }

  private long open(OptionalLong of, Moment moment) {
    return surveys.open(
        new Surveys.Asked(programme, of, moment, ASKED, today.plusDays(7)), "pat@example.org");
  }

  private long open() {
    return open(OptionalLong.empty(), Moment.BEFORE);
  }

  private static Map<Question, Integer> answers(int first, int second) {
    Map<Question, Integer> answers = new EnumMap<>(Question.class);
    answers.put(Question.PRODUCTIVITY, first);
    answers.put(Question.MOTIVATION, second);
    return answers;
  }

  private long number(String sql, long survey) {
    return jdbc.sql(sql).param("survey", survey).query(Long.class).single();
  }

  private long counted(long survey) {
    return number(
        "select sum(people) from insights.tally where question = 'motivation' and survey_id = :survey",
        survey);
  }

  private long waiting(long survey) {
    return number("select count(*) from insights.waiting where survey_id = :survey", survey);
  }

  @Test
  void sixAnswersGiveTheMeanThatAnybodyWorksOut() {
    List<Long> people = world.enrolled(intake, 6, "enrolled");
    long survey = open();
    int[] given = {1, 2, 4, 4, 5, 5};
    for (int i = 0; i < 6; i++) {
      surveys.answer(people.get(i), survey, answers(given[i], 6 - given[i]));
    }
    assertThat(surveys.result(survey).answers()).as("while it is open").isEmpty();
    surveys.close(survey, "pat@example.org");
    SurveyResult result = surveys.result(survey);
    assertThat(result.participation()).isEqualTo("6 of 6 answered");
    Interval mean = result.answers().getFirst().mean().orElseThrow();
    assertThat(mean.value()).isEqualTo(21 / 6.0);
    // Student's 97.5 % point at 5 degrees of freedom is 2.571, the variance 2.7: 1.72 to each side,
    // cut where the scale ends.
    assertThat(mean.value() - mean.low()).isBetween(1.71, 1.73);
    assertThat(mean.high()).isEqualTo(5);
    assertThat(result.answers().get(1).mean().orElseThrow().value()).isEqualTo(15 / 6.0);
  }

  @Test
  void fourAnswersAreThrownAwayUnreadAndThePageSaysWhy() {
    List<Long> people = world.enrolled(intake, 6, "enrolled");
    long survey = open();
    for (int i = 0; i < 4; i++) {
      surveys.answer(people.get(i), survey, answers(1 + i, 3));
    }
    surveys.close(survey, "pat@example.org");
    SurveyResult result = surveys.result(survey);
    assertThat(result.answers()).isEmpty();
    assertThat(result.answered()).isEmpty();
    assertThat(result.why()).startsWith("Fewer than five people answered");
    assertThat(waiting(survey)).isZero();
    assertThat(counted(survey)).isZero();
  }

  @Test
  void nothingIsCountedBeforeTenWaitAndThenFiveAtOnce() {
    List<Long> people = world.enrolled(intake, 12, "enrolled");
    long survey = open();
    for (int i = 0; i < 9; i++) {
      surveys.answer(people.get(i), survey, answers(3, 1 + i % 5));
    }
    assertThat(counted(survey)).isZero();
    assertThat(waiting(survey)).isEqualTo(9);
    surveys.answer(people.get(9), survey, answers(3, 2));
    assertThat(counted(survey)).isEqualTo(5);
    assertThat(waiting(survey)).isEqualTo(5);
    surveys.answer(people.get(10), survey, answers(3, 2));
    assertThat(counted(survey)).isEqualTo(5);
    surveys.close(survey, "pat@example.org");
    assertThat(counted(survey)).isEqualTo(11);
    assertThat(waiting(survey)).isZero();
    assertThat(surveys.result(survey).participation())
        .as("one did not answer, which is nobody's business")
        .isEqualTo("most of 12 answered");
  }

  @Test
  void theDatabaseAloneKnowsNoAnswerOfAPerson() {
    List<Long> people = world.enrolled(intake, 14, "enrolled");
    long survey = open();
    for (int i = 0; i < 13; i++) {
      surveys.answer(people.get(i), survey, answers(1 + i % 5, 4));
    }
    // All cells were written by one transaction, whoever's answers are in them.
    assertThat(
            number(
                "select count(distinct xmin::text) from insights.tally where survey_id = :survey",
                survey))
        .isEqualTo(1);
    // What waits looks different though it says the same, and has the length of any other.
    List<byte[]> closed =
        jdbc.sql("select closed from insights.waiting where survey_id = :survey")
            .param("survey", survey)
            .query((row, n) -> row.getBytes(1))
            .list();
    assertThat(closed).hasSizeGreaterThanOrEqualTo(5);
    assertThat(new HashSet<>(closed.stream().map(java.util.Arrays::hashCode).toList()))
        .hasSameSizeAs(closed);
    assertThat(closed).allMatch(bytes -> bytes.length == 12 + 2 + 16);
    assertThat(
            jdbc.sql(
                    """
                    select table_name || '.' || column_name
                      from information_schema.columns
                     where table_schema = 'insights'
                       and table_name in ('asked', 'waiting', 'tally')
                       and data_type like '%time%'
                    """)
                .query(String.class)
                .list())
        .as("no moment beside a person or an answer")
        .isEmpty();
    surveys.close(survey, "pat@example.org");
    assertThat(
            jdbc.sql("select distinct state from insights.asked where survey_id = :survey")
                .param("survey", survey)
                .query(String.class)
                .list())
        .as("afterwards not even who took part")
        .containsExactly("closed");
  }

  @Test
  void anAnswerCountsOnceHoweverOftenAndAtOnceItIsSent() throws Exception {
    List<Long> people = world.enrolled(intake, 8, "enrolled");
    long survey = open();
    List<Callable<Void>> deeds = new ArrayList<>();
    for (long person : people) {
      for (int twice = 0; twice < 3; twice++) {
        int answer = 1 + twice;
        deeds.add(() -> {
          surveys.answer(person, survey, answers(answer, answer));
          return null;
        });
      }
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Void> done : threads.invokeAll(deeds)) {
        done.get();
      }
    }
    assertThat(waiting(survey) + counted(survey)).isEqualTo(8);
    surveys.close(survey, "pat@example.org");
    surveys.close(survey, "pat@example.org");
    assertThat(counted(survey)).isEqualTo(8);
  }

  @Test
  void whoIsNotAskedOrComesTooLateOrSaysNothingIsRefused() {
    List<Long> people = world.enrolled(intake, 6, "enrolled");
    long stranger = world.people(1).getFirst();
    long survey = open();
    assertThatThrownBy(() -> surveys.answer(stranger, survey, answers(1, 1)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> surveys.answer(people.getFirst(), survey, Map.of()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has no answer yet");
    assertThatThrownBy(() -> surveys.answer(people.getFirst(), survey, answers(6, 1)))
        .isInstanceOf(Refused.class);
    surveys.decline(people.getFirst(), survey);
    surveys.answer(people.getFirst(), survey, answers(2, Question.UNSAID));
    assertThatThrownBy(() -> surveys.decline(people.getFirst(), survey))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("answered already");
    surveys.close(survey, "pat@example.org");
    assertThatThrownBy(() -> surveys.answer(people.get(1), survey, answers(1, 1)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("was open until");
    assertThatThrownBy(() ->
            jdbc.sql("update insights.tally set people = people + 1 where survey_id = :survey")
                .param("survey", survey)
                .update())
        .hasMessageContaining("closed");
  }

  @Test
  void nobodyIsAskedTwiceAboutAMomentAndFewerThanFiveNever() {
    world.enrolled(intake, 7, "enrolled");
    long other = world.intake(programme, today.plusDays(60), 100);
    world.enrolled(other, 4, "enrolled");
    world.enrolled(other, 5, "completed");
    assertThatThrownBy(() -> open(OptionalLong.of(other), Moment.BEFORE))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("4 people could be asked");
    assertThat(surveys.result(open(OptionalLong.of(intake), Moment.BEFORE)).survey().asked())
        .isEqualTo(7);
    assertThatThrownBy(this::open)
        .as("only the four of the other intake are left")
        .isInstanceOf(Refused.class)
        .hasMessageContaining("4 people could be asked");
    assertThat(surveys.result(open(OptionalLong.empty(), Moment.END)).survey().asked())
        .isEqualTo(5);
    assertThatThrownBy(() -> open(OptionalLong.empty(), Moment.AFTER))
        .as("it is not 90 days yet")
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Nobody can be asked");
  }

  @Test
  void aSurveyClosesByItselfAfterItsLastDay() {
    world.enrolled(intake, 5, "asked");
    long survey = open();
    due.run(today.plusDays(7));
    assertThat(surveys.result(survey).survey().closed()).as("the last day counts").isFalse();
    due.run(today.plusDays(8));
    assertThat(surveys.result(survey).survey().closed()).isTrue();
  }

  @Test
  void whatNoKeyOpensAnyMoreIsThrownAwayAndSaid() {
    List<Long> people = world.enrolled(intake, 9, "enrolled");
    long survey = open();
    for (int i = 0; i < 8; i++) {
      surveys.answer(people.get(i), survey, answers(1 + i % 5, 1 + i % 3));
    }
    jdbc.sql(
            """
            update insights.waiting
               set server = 'gone'
             where id in (select id from insights.waiting where survey_id = :survey limit 2)
            """)
        .param("survey", survey)
        .update();
    surveys.close(survey, "pat@example.org");
    SurveyResult result = surveys.result(survey);
    assertThat(counted(survey)).isEqualTo(6);
    assertThat(result.survey().unread()).isEqualTo(2);
    assertThat(result.answered()).isEmpty();
  }
}
