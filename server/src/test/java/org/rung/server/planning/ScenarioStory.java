package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes scenarios, copies, changes and removes them.
public final class ScenarioStory implements ApiStory {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    ObjectNode scenario =
        (ObjectNode) pat.get("/api/v1/scenarios/new").is(200).at("/scenario").deepCopy();
    scenario.put("name", "From a program");
    ObjectNode asked = JSON.createObjectNode();
    asked.set("scenario", scenario);
    ApiCaller.Answer made = pat.post("/api/v1/scenarios", asked.toString()).is(201);
    String address = made.header("location");
    assertThat(made.at("/scenario")).as("what was sent is what is there").isEqualTo(scenario);
    assertThat(made.at("/head/made_by").asString()).isEqualTo("pat@example.org");

    ApiCaller.Answer twice = pat.post("/api/v1/scenarios", asked.toString());
    twice.is(422).isProblem("faulty-values");
    assertThat(twice.at("/errors/0/at").asString()).isEqualTo("scenario.name");
    ObjectNode faulty = scenario.deepCopy();
    ((ObjectNode) faulty.at("/worth/hire_share")).put("value", 11);
    ApiCaller.Answer far =
        pat.post("/api/v1/scenarios", JSON.createObjectNode().set("scenario", faulty).toString());
    far.is(422).isProblem("faulty-values");
    assertThat(far.at("/errors/0/at").asString()).isEqualTo("scenario.worth.hire_share");
    ObjectNode unknown = JSON.createObjectNode();
    unknown.set("scenario", scenario.deepCopy().put("nmae", "x"));
    assertThat(
            pat.post("/api/v1/scenarios", unknown.toString())
                .is(422)
                .isProblem("faulty-values")
                .at("/detail")
                .asString())
        .contains("“nmae” is not a word of a scenario here");

    String yaml = pat.get(address + "/scenario.yaml").is(200).text();
    assertThat(yaml).contains("From a program");
    ApiCaller.Answer same =
        pat.post("/api/v1/scenarios", yaml, "Content-Type", "application/yaml").is(201);
    assertThat(same.header("location")).as("the same text is the same one").isEqualTo(address);
    pat.post("/api/v1/scenarios", "name: x", "Content-Type", "application/yaml")
        .is(422)
        .isProblem("refused");

    ApiCaller.Answer copy = pat.post(address + "/copy", "{}").is(201);
    assertThat(copy.at("/head/name").asString()).isEqualTo("From a program, copy");
    assertThat(copy.at("/head/copy_of").asLong()).isEqualTo(made.at("/head/id").asLong());
    String other = copy.header("location");
    pat.post("/api/v1/scenarios/0/copy", "{}").is(404).isProblem("not-found");

    ObjectNode change = JSON.createObjectNode().put("version", 1);
    change.set("scenario", scenario.deepCopy().put("summary", "Changed."));
    assertThat(pat.put(address, change.toString()).is(200).at("/head/version").asInt())
        .isEqualTo(2);
    pat.put(address, change.toString()).is(409).isProblem("stale-version");
    change.put("version", 2);
    pat.put("/api/v1/scenarios/0", change.toString()).is(404).isProblem("not-found");
    pat.put(address, "{\"version\": \"two\"}").is(422).isProblem("faulty-values");
    ObjectNode unversioned = JSON.createObjectNode();
    unversioned.set("scenario", scenario);
    assertThat(
            pat.put(address, unversioned.toString())
                .is(422)
                .isProblem("faulty-values")
                .at("/errors/0/at")
                .asString())
        .isEqualTo("version");

    long id = made.at("/head/id").asLong();
    world.bean(Plans.class).open(id, "pat@example.org");
    pat.put(address, change.toString()).is(422).isProblem("refused");
    pat.delete(address).is(422).isProblem("refused");
    pat.delete(other).is(204);
    pat.get(other).is(404).isProblem("not-found");
    assertThat(pat.get(address).is(200).at("/head/plans").asInt()).isEqualTo(1);

    ApiCaller.Answer list = pat.get("/api/v1/scenarios?size=1").is(200);
    assertThat(list.at("/items/0/id").asLong()).isEqualTo(id);
    assertThat(
            pat.get("/api/v1/scenarios?cursor=" + list.at("/next").asString())
                .is(200)
                .at("/items/0/name")
                .asString())
        .isEqualTo("Chicago 2020–22");
  }
}
