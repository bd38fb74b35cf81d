package org.rung.server.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Looks at the overview before and after a role waits.
public final class OverviewStory implements ApiStory {
  private static final String ADDRESS = "/api/v1/overview";

  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    JsonNode before = pat.get(ADDRESS).is(200).json();
    assertThat(before.at("/people").asLong()).isEqualTo(count(world, "people.now"));
    assertThat(before.at("/plan").asLong())
        .isEqualTo(pat.get("/api/v1/plans").is(200).at("/items/0/id").asLong());
    assertThat(before.at("/steps")).hasSize(5);
    for (JsonNode step : before.at("/steps")) {
      String page = step.at("/page").asString();
      // People came into this employer without a file, and roles are listed without occupations.
      if (!page.equals("imports") && !page.equals("roles")) {
        assertThat(pat.get("/api/v1/" + page).is(200).at("/items").isEmpty())
            .as(step.toString())
            .isNotEqualTo(step.at("/done").asBoolean());
      }
    }
    for (JsonNode change : before.at("/changes")) {
      pat.get("/api/v1/growth/" + change.at("/role").asInt()).is(200);
      assertThat(change.at("/people_now").asLong()).isGreaterThanOrEqualTo(5);
    }

    long waiting =
        count(world, "skills.role_occupation where origin = 'matched' and occupation is not null");
    int came =
        world
            .jdbc()
            .sql(
                """
                insert into skills.role_occupation (role_id, occupation, confidence, origin, why)
                select (select min(r.id) from people.role r
                         where r.id not in (select role_id from skills.role_occupation)),
                       min(code), 0.6, 'matched', 'like its title'
                  from reference.occupation
                """)
            .update();
    assertThat(came).isEqualTo(1);
    JsonNode after = world.with("FINANCE").get(ADDRESS).is(200).json();
    assertThat(after.at("/waiting/0/deed").asString())
        .isEqualTo("Confirm %s".formatted(waiting == 0 ? "1 role" : (waiting + 1) + " roles"));
    assertThat(after.at("/waiting/0/page").asString()).isEqualTo("roles");
    assertThat(world.with("ADMIN").get(ADDRESS).is(200).json()).isEqualTo(after);
    world.jdbc().sql("delete from skills.role_occupation where why = 'like its title'").update();
  }

  private static long count(ApiWorld world, String rows) {
    return world.jdbc().sql("select count(*) from " + rows).query(Long.class).single();
  }
}
