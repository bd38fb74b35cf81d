package org.rung.server.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Looks at growth and decides about titles.
public final class GrowthStory implements ApiStory {
  private static final String SAID = "{\"from_role\": %d, \"to_role\": %d, \"verdict\": \"%s\"}";

  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    ApiCaller.Answer all = pat.get("/api/v1/growth?rank=title&size=200").is(200);
    assertThat(all.at("/items").size()).isGreaterThan(50);
    for (JsonNode role : all.at("/items")) {
      for (String count :
          new String[] {"people_at_start", "people_now", "joiners", "leavers", "moved_in"}) {
        JsonNode people = role.get(count);
        assertThat(people.isNull() || people.asLong() == 0 || people.asLong() >= 5)
            .as("%s of %s", count, role)
            .isTrue();
      }
    }
    int role = all.at("/items/0/id").asInt();
    int other = all.at("/items/1/id").asInt();
    assertThat(pat.get("/api/v1/growth/" + role).is(200).at("/counts")).hasSize(2);
    pat.get("/api/v1/growth/%d/market".formatted(role)).is(200);
    for (JsonNode one : all.at("/items")) {
      ApiCaller.Answer moves =
          pat.get("/api/v1/growth/%d/moves".formatted(one.get("id").asInt())).is(200);
      for (String way : new String[] {"/came_from", "/went_to"}) {
        long told = moves.at(way + "/others").asLong();
        assertThat(told).isNotIn(1L, 2L, 3L, 4L);
        for (JsonNode title : moves.at(way + "/titles")) {
          assertThat(title.get("people").asLong()).isGreaterThanOrEqualTo(5);
          told += title.get("people").asLong();
        }
        if (!moves.at(way + "/titles").isEmpty()) {
          assertThat(told).isEqualTo(moves.at(way + "/people").asLong());
        }
      }
    }
    assertThat(pat.get("/api/v1/growth/families").is(200).at("/items/0/family").asString())
        .isNotEmpty();
    int electrician =
        world
            .jdbc()
            .sql("select role_id from skills.role_occupation where occupation like '47-2111%'")
            .query(Integer.class)
            .single();
    ApiCaller.Answer market = pat.get("/api/v1/growth/%d/market".formatted(electrician)).is(200);
    assertThat(market.at("/years")).isNotEmpty();
    assertThat(market.at("/openings_per_year").asLong()).isGreaterThan(1_000);
    assertThat(pat.get("/api/v1/growth?find=no+such+role").is(200).at("/items")).isEmpty();

    String renames = "/api/v1/growth/renames";
    pat.post(renames, SAID.formatted(role, other, "merged")).is(204);
    assertThat(pat.get(renames).is(200).at("/items").toString()).contains("\"merged\"");
    pat.post(renames, SAID.formatted(other, role, "merged")).is(422).isProblem("refused");
    pat.post(renames, SAID.formatted(0, role, "apart")).is(404).isProblem("not-found");
    pat.post(renames, SAID.formatted(role, other, "perhaps")).is(422).isProblem("faulty-values");
    pat.post(renames, SAID.formatted(role, other, "open")).is(204);
    assertThat(pat.get(renames).is(200).at("/items").toString()).doesNotContain("\"merged\"");
  }
}
