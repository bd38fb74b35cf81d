package org.rung.server.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Brings protected attributes in, compares groups, takes all out.
public final class FairnessStory implements ApiStory {
  private static final String SEND =
      "/api/v1/fairness/attributes?name=a.csv&source=own+word&day=2026-01-31";
  private static final String[] CSV = {"Content-Type", "text/csv"};

  @Override
  public void tell(ApiWorld world) {
    ApiCaller kit = world.with("KEEPER");
    StringBuilder file = new StringBuilder("person_id,sex\n");
    for (int n = 1; n <= 600; n++) {
      file.append("M-%d,%s\n".formatted(n, n % 5 == 0 ? "female" : "male"));
    }
    file.append("M-1,femle\n");
    ApiCaller.Answer taken =
        kit.ask("POST", SEND, file.toString(), "Content-Type", "text/csv", "Idempotency-Key", "k1")
            .is(200);
    assertThat(taken.at("/held").asLong()).isEqualTo(1);
    assertThat(taken.at("/faults/0/column").asString()).isEqualTo("sex");
    // The answer is kept for repeated posts, so it must not hold what lies apart.
    assertThat(taken.text()).doesNotContain("femle");
    assertThat(kit.get("/api/v1/fairness/attributes").is(200).at("/attributes/0").asString())
        .isEqualTo("sex");

    ApiCaller.Answer compared = kit.get("/api/v1/fairness").is(200);
    assertThat(compared.at("/standing").asString()).isEqualTo("apart");
    long staff = 0;
    for (JsonNode group : compared.at("/attributes/0/groups")) {
      staff += group.get("staff").asLong();
      assertThat(group.get("planned").asLong()).isNotIn(1L, 2L, 3L, 4L);
    }
    assertThat(staff)
        .isEqualTo(world.jdbc().sql("select count(*) from people.now").query(Long.class).single());

    kit.ask("POST", SEND, "%PDF-1.7", CSV).is(422).isProblem("refused");
    kit.ask("POST", SEND, "x", "Content-Type", "image/png").is(415).isProblem("wrong-content-type");
    kit.ask("POST", SEND.replace("2026-01-31", "2999-01-01"), "x", CSV)
        .is(422)
        .isProblem("faulty-values");
    kit.delete("/api/v1/fairness/attributes?confirm=yes").is(422).isProblem("refused");
    kit.delete("/api/v1/fairness/attributes?confirm=take+all+out").is(204);
    assertThat(kit.get("/api/v1/fairness/attributes").is(200).at("/attributes")).isEmpty();
    world.planner("pat").raw("GET", "/api/v1/fairness", "").is(403).isProblem("not-open");
  }
}
