package org.rung.server.pathways;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;

/// Looks at what can be reached, and asks for it anew.
public final class PathwaysStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    ApiCaller.Answer all = pat.get("/api/v1/pathways?find=Role&size=1").is(200);
    assertThat(all.at("/items/0/reach").asInt()).isEqualTo(8);
    String address = "/api/v1/pathways/" + all.at("/items/0/role").asInt();
    ApiCaller.Answer ways = pat.get(address + "?size=200").is(200);
    assertThat(ways.at("/items")).hasSize(24);
    assertThat(ways.at("/items/0/chance_millionths").asInt()).isEqualTo(240_000);
    assertThat(ways.at("/items/0/chance_from").isArray()).isTrue();
    ApiCaller.Answer chances = pat.get("/api/v1/pathways/chances?size=200").is(200);
    assertThat(chances.at("/items"))
        .isNotEmpty()
        .allMatch(rate -> !rate.get("source").asString().isEmpty());
    ApiCaller.Answer steps = pat.get(address + "/steps").is(200);
    assertThat(steps.at("/items")).hasSize(12);
    assertThat(steps.at("/items").toString()).contains("Take a step between first.");

    pat.get("/api/v1/pathways/build").is(200);
    long job = pat.post("/api/v1/pathways/build", "").is(202).at("/job").asLong();
    pat.post("/api/v1/jobs/%d/cancel".formatted(job), "").is(200);
  }
}
