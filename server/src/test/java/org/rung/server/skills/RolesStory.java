package org.rung.server.skills;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;

/// Decides occupations of roles, takes that back, sends labels.
public final class RolesStory implements ApiStory {
  private static final String CHOSEN = "{\"occupation\": \"%s\", \"version\": %d}";
  private static final String[] CSV = {"Content-Type", "text/csv"};

  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    ApiCaller.Answer found = pat.get("/api/v1/roles?find=Role+1&sort=role").is(200);
    String address = "/api/v1/roles/" + found.at("/items/0/id").asInt();
    assertThat(found.at("/items/0/state").asString()).isEqualTo("new");
    assertThat(pat.get("/api/v1/roles?state=waits&size=1").is(200).at("/next").isNull()).isFalse();
    assertThat(pat.get(address).is(200).at("/role/version").asInt()).isZero();
    assertThat(
            pat.get(address + "/occupations?find=electrician")
                .is(200)
                .at("/items/0/title")
                .asString())
        .isEqualTo("Electricians");

    pat.post(address + "/occupation", CHOSEN.formatted("99-9999.99", 0))
        .is(422)
        .isProblem("refused");
    pat.post("/api/v1/roles/0/occupation", CHOSEN.formatted("47-2111.00", 0))
        .is(404)
        .isProblem("not-found");
    long first =
        pat.post(address + "/occupation", CHOSEN.formatted("47-2111.00", 0))
            .is(200)
            .at("/deed")
            .asLong();
    ApiCaller.Answer stale = pat.post(address + "/occupation", CHOSEN.formatted("43-9061.00", 0));
    assertThat(stale.is(409).isProblem("stale-version").at("/version").asInt()).isEqualTo(1);
    long second =
        pat.post(address + "/occupation", CHOSEN.formatted("43-9061.00", 1))
            .is(200)
            .at("/deed")
            .asLong();
    String undo = "/api/v1/roles/deeds/%d/undo";
    pat.post(undo.formatted(first), "").is(409).isProblem("stale-version");
    assertThat(pat.post(undo.formatted(second), "").is(200).at("/roles").asInt()).isEqualTo(1);
    pat.post(undo.formatted(second), "").is(422).isProblem("refused");
    assertThat(pat.get(address).is(200).at("/history")).hasSize(2);
    assertThat(pat.get(address).is(200).at("/role/occupation").asString()).isEqualTo("47-2111.00");

    pat.post("/api/v1/roles/certain", "{\"expected\": 77}").is(422).isProblem("refused");
    assertThat(pat.post("/api/v1/roles/certain", "{\"expected\": 0}").is(200).at("/roles").asInt())
        .isZero();
    ApiCaller.Answer asked = pat.post("/api/v1/roles/match", "").is(202);
    pat.post("/api/v1/jobs/%d/cancel".formatted(asked.at("/job").asLong()), "").is(200);

    String labels = "/api/v1/roles/labels?name=labels.csv";
    ApiCaller.Answer sent =
        pat.ask(
                "POST",
                labels,
                "job_title,occupation\nNobody yet,43-9061.00\nNobody else,99-9999.99\n",
                CSV)
            .is(200);
    assertThat(sent.at("/ahead").asInt()).isEqualTo(1);
    assertThat(sent.at("/held/0/line").asLong()).isEqualTo(3);
    assertThat(pat.get("/api/v1/roles/labels").is(200).at("/items").toString())
        .contains("obody yet");
    pat.ask("POST", labels, "job_title\nClerk\n", CSV).is(422).isProblem("refused");
    pat.ask("POST", labels, "x", "Content-Type", "image/png")
        .is(415)
        .isProblem("wrong-content-type");
  }
}
