package org.rung.server.openings;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Sets openings and goes back to the forecast.
public final class OpeningsStory implements ApiStory {
  private static final String WANTED =
      "{\"year\": %d, \"openings\": %d, \"reason\": \"%s\", \"seen\": %d}";
  private static final String BACK = "{\"year\": %d, \"seen\": %d}";

  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    ApiCaller.Answer all = pat.get("/api/v1/openings?find=Role&size=2").is(200);
    assertThat(all.at("/items")).hasSize(2);
    String address = "/api/v1/openings/" + all.at("/items/0/role").asInt();
    int year = all.at("/items/0/years/0/year").asInt();
    assertThat(pat.get(address).is(200).at("/history")).isEmpty();

    ApiCaller.Answer made = pat.get(address + "/forecast").is(200);
    assertThat(made.at("/inputs/0/what").asString()).isEqualTo("People now");
    assertThat(made.at("/inputs")).allMatch(input -> !input.get("source").asString().isEmpty());
    for (JsonNode line : made.at("/lines")) {
      assertThat(line.get("values")).hasSameSizeAs(made.at("/years"));
    }
    assertThat(made.at("/lines/6/values/0").asInt())
        .isEqualTo(all.at("/items/0/years/0/forecast").asInt());

    ApiCaller.Answer set =
        pat.post(address, WANTED.formatted(year, 12, "A new hall opens.", 0)).is(200);
    assertThat(set.at("/openings/years/0/openings").asInt()).isEqualTo(12);
    assertThat(set.at("/openings/years/0/set_by").asString()).isEqualTo("pat@example.org");
    long seen = set.at("/openings/years/0/seen").asLong();
    pat.post(address, WANTED.formatted(year, 13, "Two halls.", 0)).is(422).isProblem("refused");
    pat.post("/api/v1/openings/0", WANTED.formatted(year, 1, "x", 0))
        .is(404)
        .isProblem("not-found");

    String back = address + "/forecast";
    assertThat(
            pat.post(back, BACK.formatted(year, seen))
                .is(200)
                .at("/openings/years/0/set_by")
                .isNull())
        .isTrue();
    pat.post(back, BACK.formatted(year, 0)).is(422).isProblem("refused");
    pat.post("/api/v1/openings/0/forecast", BACK.formatted(year, 1)).is(404).isProblem("not-found");
    assertThat(pat.get(address).is(200).at("/history")).hasSize(2);
  }
}
