package org.rung.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Looks at what the product stands on.
public final class AboutStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    JsonNode about = world.planner("pat").get("/api/v1/about").is(200).json();
    Set<String> tables = new HashSet<>();
    for (JsonNode source : about.at("/sources")) {
      assertThat(source.at("/licence").asString()).as(source.toString()).isNotBlank();
      assertThat(source.at("/notice").asString()).as(source.toString()).isNotBlank();
      source.at("/tables").forEach(table -> tables.add(source + table.at("/name").asString()));
    }
    assertThat(tables)
        .hasSize(
            world
                .jdbc()
                .sql("select count(*) from reference.licence")
                .query(Integer.class)
                .single());
    assertThat(about.at("/software/0/name").asString()).isEqualTo("htmx");
    assertThat(world.with("ADMIN").get("/api/v1/about").is(200).json()).isEqualTo(about);
    assertThat(world.with("FINANCE").get("/api/v1/about").is(200).json()).isEqualTo(about);
  }
}
