package org.rung.server.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// A manager looks at the own team and says what stands against a release.
public final class TeamStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller noa = world.manager("Department 13");
    JsonNode team = noa.get("/api/v1/team").is(200).json();
    assertThat(team.at("/departments/0").asString()).isEqualTo("Department 13");
    assertThat(team.at("/planned").asInt()).isEqualTo(10);
    assertThat(team.at("/quarters/0/used").asInt()).isGreaterThan(1_200);

    ApiCaller.Answer first = noa.get("/api/v1/team/people?size=7&order=person").is(200);
    ApiCaller.Answer rest =
        noa.get("/api/v1/team/people?order=person&cursor=" + first.at("/next").asString()).is(200);
    assertThat(first.at("/items").size() + rest.at("/items").size()).isEqualTo(10);
    assertThat(first.text() + rest.text())
        .as("managers see no pay, worth or chance")
        .doesNotContain("cents")
        .doesNotContain("chance");
    assertThat(noa.get("/api/v1/team/people?find=M-372").is(200).at("/items")).hasSize(1);
    assertThat(noa.get("/api/v1/team/people?find=M-11&everybody=true").is(200).at("/items"))
        .as("another team")
        .isEmpty();

    String member = "/api/v1/team/people/M-372";
    noa.get(member).is(200);
    noa.get("/api/v1/team/people/M-11").is(404).isProblem("not-found");
    String words =
        "{\"from\": \"2027-01-11\", \"until\": \"2027-02-11\", \"words\": \"The press runs alone.\"}";
    ApiCaller.Answer said = noa.post(member + "/statements", words).is(201);
    assertThat(said.header("location")).isEqualTo(member);
    noa.post(member + "/statements", words).is(201);
    JsonNode statements = noa.get(member).is(200).at("/statements");
    assertThat(statements).as("said twice, stands once").hasSize(1);
    ApiCaller.Answer wrong =
        noa.post(
            member + "/statements",
            "{\"from\": \"2027-02-11\", \"until\": \"2027-01-11\", \"words\": \"\"}");
    wrong.is(422).isProblem("faulty-values");
    assertThat(wrong.at("/errors").size()).isEqualTo(2);
    noa.post("/api/v1/team/people/M-11/statements", words).is(404).isProblem("not-found");
    world
        .manager("Department 12")
        .post("/api/v1/team/people/M-11/statements", words)
        .is(422)
        .isProblem("refused");

    long id = statements.at("/0/id").asLong();
    JsonNode taken =
        noa.post("%s/statements/%d/take-back".formatted(member, id), "").is(200).json();
    assertThat(taken.at("/statements/0/taken_back_at").isNull()).isFalse();
    assertThat(taken.at("/member/against").asInt()).isZero();
  }
}
