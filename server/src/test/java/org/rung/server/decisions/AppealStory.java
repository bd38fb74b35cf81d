package org.rung.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Planners look at appeals and answer them. Comes after somebody appealed a decision.
public final class AppealStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller quinn = world.planner("quinn");
    JsonNode list = quinn.get("/api/v1/appeals?waiting=true&size=200").is(200).json();
    list.at("/items").forEach(one -> assertThat(one.at("/answer").isNull()).isTrue());
    long decision =
        world
            .jdbc()
            .sql("select max(id) from decisions.appeal where kind = 'decision'")
            .query(Long.class)
            .single();
    String address = "/api/v1/appeals/" + decision;
    assertThat(quinn.get(address).is(200).at("/decision/made_by").asString())
        .isEqualTo("planner@example.org");
    ApiCaller maker = world.planner("planner");
    assertThat(maker.get(address).is(200).at("/barred").asString()).contains("second person");
    maker.post(address + "/answer", ruling("changed", "True.")).is(422).isProblem("refused");
    quinn.post(address + "/answer", ruling("changed", " ")).is(422).isProblem("refused");
    quinn.post(address + "/answer", ruling("perhaps", "x")).is(422).isProblem("faulty-values");
    JsonNode answered = quinn.post(address + "/answer", ruling("changed", "True.")).is(200).json();
    assertThat(answered.at("/appeal/answer/ruling").asString()).isEqualTo("changed");
    assertThat(answered.at("/appeal/answer/answered_by").asString()).isEqualTo("quinn@example.org");
    quinn.post(address + "/answer", ruling("upheld", "No.")).is(422).isProblem("refused");
    quinn.post("/api/v1/appeals/0/answer", ruling("upheld", "x")).is(404).isProblem("not-found");
    assertThat(quinn.get("/api/v1/appeals?waiting=false").is(200).at("/items/0/id").asLong())
        .isEqualTo(decision);
    assertThat(
            world
                .jdbc()
                .sql("select count(*) from access.audit where what = 'appeals' and who = :who")
                .param("who", "quinn@example.org")
                .query(Long.class)
                .single())
        .as("every look is noted")
        .isGreaterThanOrEqualTo(4);
  }

  private static String ruling(String ruling, String reasons) {
    return "{\"ruling\": \"%s\", \"reasons\": \"%s\"}".formatted(ruling, reasons);
  }
}
