package org.rung.server.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// A planner reads letters and changes words; somebody reads the own letter and nobody else's.
public final class LettersStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller quinn = world.planner("quinn");
    ApiCaller m3 = world.employee(3);
    long person =
        world
            .jdbc()
            .sql("select id from people.person where employer_id = 'M-3'")
            .query(Long.class)
            .single();
    world
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status ->
            world
                .bean(Letters.class)
                .send(
                    new Letter(
                        "story",
                        LettersConfiguration.TRIAL,
                        new Reader.Person(person, "M-3"),
                        "story 1",
                        "",
                        Map.of(LettersConfiguration.SENT_BY, new Value.Words("Quinn")),
                        "quinn@example.org")));
    JsonNode letter = quinn.get("/api/v1/letters?state=waiting").is(200).at("/items/0");
    assertThat(letter.at("/employer_id").asString()).isEqualTo("M-3");
    assertThat(letter.at("/answer").asString()).isEmpty();
    String id = letter.at("/id").asString();
    quinn.get("/api/v1/letters?state=perhaps").is(422).isProblem("faulty-values");
    assertThat(quinn.get("/api/v1/letters/" + id).is(200).at("/text").asString())
        .contains("Quinn asked for it");
    quinn.get("/api/v1/letters/0").is(404).isProblem("not-found");
    assertThat(quinn.post("/api/v1/letters/" + id + "/again", "").is(200).at("/state").asString())
        .isEqualTo("waiting");
    world
        .jdbc()
        .sql(
            "update letters.delivery set state = 'sent', settled_at = now() where state = 'waiting'")
        .update();
    quinn.post("/api/v1/letters/" + id + "/again", "").is(422).isProblem("refused");
    quinn.post("/api/v1/letters/0/again", "").is(404).isProblem("not-found");

    JsonNode words = quinn.get("/api/v1/letters/words").is(200).json();
    JsonNode trial = null;
    for (JsonNode one : words) {
      trial = one.at("/kind").asString().equals("trial") ? one : trial;
    }
    assertThat(trial).isNotNull();
    int version = java.util.Objects.requireNonNull(trial).at("/version").asInt();
    String address = "/api/v1/letters/words/trial";
    quinn.put(address, words(version, "Subject: x\\n\\n{nothing}")).is(422).isProblem("refused");
    assertThat(
            quinn
                .put(address, words(version, "Subject: Try\\n\\nBy {sent by}."))
                .is(200)
                .at("/version")
                .asInt())
        .isEqualTo(version + 1);
    quinn.put(address, words(version, "Subject: Other\\n\\nWords.")).is(422).isProblem("refused");
    quinn.put("/api/v1/letters/words/nothing", words(0, "x")).is(404).isProblem("not-found");

    assertThat(m3.get("/api/v1/my/letters").is(200).at("/items/0/id").asString()).isEqualTo(id);
    assertThat(m3.get("/api/v1/my/letters/" + id).is(200).at("/subject").asString())
        .isEqualTo("A trial letter");
    ApiCaller m6 = world.employee(6);
    m6.get("/api/v1/my/letters/" + id).is(404).isProblem("not-found");
    assertThat(m6.get("/api/v1/my/letters").is(200).at("/items")).isEmpty();
  }

  private static String words(int version, String words) {
    return "{\"version\": %d, \"words\": \"%s\"}".formatted(version, words);
  }
}
