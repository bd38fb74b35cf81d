package org.rung.server.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Somebody looks at the own path and asks for things to be looked at again.
public final class MyStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller m3 = world.employee(3);
    JsonNode path = m3.get("/api/v1/my").is(200).json();
    assertThat(path.at("/me/employer_id").asString()).isEqualTo("M-3");
    assertThat(path.at("/plan/place/starts").asString()).isEqualTo("2027-01-11");
    assertThat(path.at("/ways")).isNotEmpty();
    assertThat(path.toString()).doesNotContain("M-4").doesNotContainIgnoringCase("score");

    JsonNode decision = m3.get("/api/v1/my/decisions?size=200").is(200).at("/items/0");
    assertThat(decision.at("/reasons")).isNotEmpty();
    String what = "decision-" + decision.at("/number").asLong();
    ApiCaller.Answer asked = m3.post("/api/v1/my/appeals", asked(what, "I can start sooner."));
    asked.is(201);
    assertThat(asked.at("/about").asString()).isEqualTo("decision");
    assertThat(m3.post("/api/v1/my/appeals", asked(what, "I can start sooner.")).at("/id"))
        .as("the same words are the same appeal")
        .isEqualTo(asked.at("/id"));
    m3.post("/api/v1/my/appeals", asked(what, "Other words.")).is(422).isProblem("refused");
    assertThat(m3.get("/api/v1/my/appeals").is(200).at("/items/0/id")).isEqualTo(asked.at("/id"));

    ApiCaller.Answer fact =
        m3.post(
            "/api/v1/my/appeals",
            "{\"what\": \"fact-site\", \"said\": \"Site 9\", \"words\": \"I moved.\"}");
    fact.is(201);
    assertThat(fact.at("/said").asString()).isEqualTo("Site 9");
    JsonNode ways = path.at("/ways");
    for (JsonNode way : ways) {
      if (!way.at("/ask").isNull()) {
        m3.post("/api/v1/my/appeals", asked(way.at("/ask").asString(), "I would like it.")).is(201);
        break;
      }
    }
    ApiCaller.Answer faulty = m3.post("/api/v1/my/appeals", asked("fact-nothing", " "));
    faulty.is(422).isProblem("faulty-values");
    assertThat(faulty.at("/errors").size()).isEqualTo(2);

    ApiCaller m6 = world.employee(6);
    m6.post("/api/v1/my/appeals", asked(what, "Let me see.")).is(404).isProblem("not-found");
    assertThat(m6.get("/api/v1/my/appeals").is(200).text()).doesNotContain("M-3\"");
    ApiCaller nobody = world.with("EMPLOYEE");
    nobody.get("/api/v1/my").is(404).isProblem("not-found");
    nobody.get("/api/v1/my/decisions").is(404).isProblem("not-found");
    nobody.get("/api/v1/my/appeals").is(404).isProblem("not-found");
  }

  private static String asked(String what, String words) {
    return "{\"what\": \"%s\", \"words\": \"%s\"}".formatted(what, words);
  }
}
