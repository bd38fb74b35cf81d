package org.rung.server.insights;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A programme with people who ended in every way, one like it taught otherwise, and surveys that
/// are open and closed, for tests of pages.
public final class EveryReport {
  private EveryReport() {}

  /// What was made: the programme, a survey that is open and one that is closed.
  public record Shown(long programme, long open, long closed) {}

  /// @param person the employer's id of who is asked
  public static Shown load(JdbcClient jdbc, String person) {
    InsightsWorld world = new InsightsWorld(jdbc);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    long programme =
        world.programme(
            InsightsWorld.name("Brazing"),
            "education_benefit",
            "group_class",
            false,
            "51-4121",
            90_000);
    long like =
        world.programme(
            InsightsWorld.name("Brazing"), "upskilling", "self_serve", true, "51-4121", 10_000);
    long intake = world.intake(programme, today.minusDays(70), 30);
    List<Long> people = world.enrolled(intake, 9, "learning", "completed");
    world.enrolled(intake, 3, "learning", "failed");
    world.enrolled(world.intake(like, today.minusDays(70), 30), 6, "learning", "completed");
    long me =
        jdbc.sql("select id from people.person where employer_id = :id")
            .param("id", person)
            .query(Long.class)
            .single();
    long closed = survey(jdbc, programme, "end", people, 9);
    jdbc.sql(
            """
            insert into insights.tally (survey_id, question, answer, people)
            values (:id, 'pride', 2, 3), (:id, 'pride', 4, 6), (:id, 'recommend', 0, 5), (:id, 'recommend', 5, 4)
            """)
        .param("id", closed)
        .update();
    jdbc.sql(
            """
            update insights.survey
               set state = 'closed', answered = 9, closed_by = 'pat', closed_at = now()
             where id = :id
            """)
        .param("id", closed)
        .update();
    long open = survey(jdbc, programme, "before", List.of(me), 0);
    return new Shown(programme, open, closed);
  }

  private static long survey(
      JdbcClient jdbc, long programme, String moment, List<Long> people, int counted) {
    long id =
        jdbc.sql(
                """
                insert into insights.survey
                       (programme_id, moment, questions, closes_on, asked, counted, opened_by, opened_at)
                values (:programme, :moment, '{pride,recommend}', current_date + 7, :asked, :counted, 'pat', now())
                returning id
                """)
            .param("programme", programme)
            .param("moment", moment)
            .param("asked", Math.max(5, people.size()))
            .param("counted", counted)
            .query(Long.class)
            .single();
    people.forEach(one ->
        jdbc.sql(
                """
                insert into insights.asked (survey_id, person_id, programme_id, moment)
                values (:survey, :person, :programme, :moment)
                """)
            .param("survey", id)
            .param("person", one)
            .param("programme", programme)
            .param("moment", moment)
            .update());
    return id;
  }
}
