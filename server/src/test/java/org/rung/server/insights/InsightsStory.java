package org.rung.server.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// A planner opens a survey and closes it, sets what a programme is to reach, and reads the report;
/// finance reads it, too, without what would tell of a group under five.
public final class InsightsStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    InsightsWorld insights = new InsightsWorld(world.jdbc());
    Surveys surveys = world.bean(Surveys.class);
    long programme =
        insights.programme(
            InsightsWorld.name("Story"),
            "education_benefit",
            "group_class",
            true,
            "47-2111",
            50_000);
    long intake = insights.intake(programme, surveys.today().minusDays(30), 40);
    List<Long> people = insights.enrolled(intake, 7, "learning", "completed");
    insights.enrolled(intake, 2, "learning", "failed");
    ApiCaller pat = world.planner("pat");

    String open =
        """
        {"programme": %d, "intake": null, "moment": "end", "questions": ["pride", "motivation"],
         "closes_on": "%s"}
        """;
    String soon = surveys.today().plusDays(7).toString();
    JsonNode made = pat.post("/api/v1/surveys", open.formatted(programme, soon)).is(201).json();
    String survey = "/api/v1/surveys/" + made.at("/id").asLong();
    assertThat(made.at("/asked").asInt()).isEqualTo(9);
    pat.post("/api/v1/surveys", open.formatted(programme, soon)).is(422).isProblem("refused");
    pat.post("/api/v1/surveys", open.formatted(0, soon)).is(422).isProblem("refused");
    for (int i = 0; i < people.size(); i++) {
      Map<Question, Integer> answers = new EnumMap<>(Question.class);
      answers.put(Question.PRIDE, 1 + i % 5);
      answers.put(Question.MOTIVATION, i < 3 ? 4 : Question.UNSAID);
      surveys.answer(people.get(i), made.at("/id").asLong(), answers);
    }
    assertThat(pat.get(survey).is(200).at("/answers").size()).isZero();
    JsonNode closed = pat.post(survey + "/close", "").is(200).json();
    assertThat(closed.at("/answers/0/mean").asDouble()).isEqualTo(2.6);
    assertThat(closed.at("/answers/1/mean").isNull()).isTrue();
    assertThat(closed.at("/answers/1/why_not").asString()).contains("Fewer than five");
    assertThat(closed.at("/answered").isNull()).as("two did not answer").isTrue();
    assertThat(pat.get("/api/v1/surveys").is(200).at("/items/0/id")).isEqualTo(closed.at("/id"));
    pat.get("/api/v1/surveys/0").is(404).isProblem("not-found");
    pat.post("/api/v1/surveys/0/close", "").is(404).isProblem("not-found");

    String report = "/api/v1/reports/strategies/" + programme;
    String aims = "{\"targets\": [{\"question\": \"pride\", \"mean\": %s}], \"hire\": null}";
    pat.put(report + "/aims", aims.formatted("4.2")).is(204);
    pat.put(report + "/aims", aims.formatted("7")).is(422).isProblem("refused");
    pat.put("/api/v1/reports/strategies/0/aims", aims.formatted("4"))
        .is(404)
        .isProblem("not-found");
    JsonNode told = pat.get(report).is(200).json();
    assertThat(told.at("/programme/completed").asInt()).isEqualTo(7);
    assertThat(told.at("/programme/failed").asInt()).isEqualTo(2);
    assertThat(told.at("/returns/1/planned").asDouble()).isEqualTo(4.2);
    assertThat(told.at("/ways/0/ended").asInt()).isEqualTo(9);
    assertThat(pat.get("/api/v1/reports/strategies?size=200").is(200).text())
        .contains(told.at("/programme/name").asString());
    pat.get("/api/v1/reports/strategies/0").is(404).isProblem("not-found");

    JsonNode finance = world.with("FINANCE").get(report).is(200).json();
    assertThat(finance.at("/programme/failed").isNull()).isTrue();
    assertThat(finance.at("/programme/completed").isNull())
        .as("the two are what is left of nine")
        .isTrue();
    assertThat(finance.at("/ways/0/ended").isNull()).isTrue();
    world.with("FINANCE").get("/api/v1/surveys").is(403);
  }
}
