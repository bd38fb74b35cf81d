package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;

/// Looks at programmes, adopts templates, starts from one; sends a catalogue, mends it, takes it
/// back.
public final class ProgrammesStory implements ApiStory {
  private static final String[] CSV = {"Content-Type", "text/csv"};
  private static final String[] YAML = {"Content-Type", "application/yaml"};
  private static final String HEADER =
      "program_id,provider,programme,cip_code,total_cost,clock_hours\n";
  private static final String IMPORTS = "/api/v1/programmes/imports";

  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    programmes(pat);
    templates(pat);
    catalogues(world, pat);
  }

  private static void programmes(ApiCaller pat) {
    ApiCaller.Answer cheapest =
        pat.get("/api/v1/programmes?order=price&size=1&strategy=reskilling").is(200);
    assertThat(cheapest.at("/items/0/strategy").asString()).isEqualTo("reskilling");
    ApiCaller.Answer one =
        pat.get("/api/v1/programmes/" + cheapest.at("/items/0/id").asLong()).is(200);
    assertThat(one.json()).isEqualTo(cheapest.at("/items/0"));
  }

  private static void templates(ApiCaller pat) {
    String templates = "/api/v1/programmes/templates";
    int known = pat.get(templates).is(200).at("/items").size();
    String file = pat.get(templates + "/programmes.yaml").is(200).text();
    assertThat(pat.ask("POST", templates, file, YAML).is(200).at("/templates").asInt())
        .isEqualTo(known);
    assertThat(
            pat.ask(
                    "POST",
                    templates,
                    file.replaceFirst("\n  name:", "\n  nickname: x\n  name:"),
                    YAML)
                .is(422)
                .isProblem("faulty-values")
                .at("/errors")
                .size())
        .isPositive();
    pat.ask("POST", templates, "", YAML).is(400).isProblem("unreadable-body");
    pat.ask("POST", templates, file, "Content-Type", "image/png")
        .is(415)
        .isProblem("wrong-content-type");

    String id = pat.get(templates).is(200).at("/items/0/id").asString();
    String body =
        "{\"name\": \"%s\", \"provider\": \"Own teachers\", \"price_cents\": %d, \"hours\": 80, \"weeks\": 6}";
    ApiCaller.Answer made =
        pat.post(templates + "/" + id, body.formatted("Own start", 125_050)).is(201);
    assertThat(made.at("/price_cents").asLong()).isEqualTo(125_050);
    assertThat(pat.get(made.header("location")).is(200).json()).isEqualTo(made.json());
    ApiCaller.Answer faulty = pat.post(templates + "/" + id, body.formatted("", -1));
    assertThat(faulty.is(422).isProblem("faulty-values").at("/errors").size()).isEqualTo(2);
    pat.post(templates + "/no-such", body.formatted("x", 1)).is(404).isProblem("not-found");
  }

  private static void catalogues(ApiWorld world, ApiCaller pat) {
    String text = HEADER + "s1,School,Welding,48.0508,1000,100\ns2,,Cooking,12.0503,900,90\n";
    ApiCaller.Answer sent = pat.ask("POST", IMPORTS + "?name=c.csv", text, CSV).is(201);
    String address = sent.header("location");
    assertThat(sent.at("/state").asString()).isEqualTo("sent");
    assertThat(pat.get(IMPORTS + "?size=1").is(200).at("/items/0/id")).isEqualTo(sent.at("/id"));
    pat.ask("POST", IMPORTS + "?name=c.csv", "a,b\n", CSV).is(422).isProblem("refused");
    pat.ask("POST", IMPORTS + "?name=c.csv", text, "Content-Type", "image/png")
        .is(415)
        .isProblem("wrong-content-type");
    ApiCaller.Answer started = pat.post(address + "/start", "").is(202);
    pat.delete(address).is(422).isProblem("refused");
    pat.post("/api/v1/jobs/%d/cancel".formatted(started.at("/job").asLong()), "");
    pat.delete(address).is(204);
    pat.get(address).is(404).isProblem("not-found");

    long id =
        world
            .bean(Programmes.class)
            .importCatalogue("c.csv", text.getBytes(StandardCharsets.UTF_8), "pat@example.org")
            .id();
    address = IMPORTS + "/" + id;
    assertThat(pat.get(address).is(200).at("/added").asInt()).isEqualTo(1);
    pat.post(address + "/start", "").is(422).isProblem("refused");
    ApiCaller.Answer held = pat.get(address + "/held").is(200);
    assertThat(held.at("/items/0/line").asInt()).isEqualTo(3);
    String value =
        "{\"suggested\": false, \"values\": [{\"line\": 3, \"column\": %d, \"value\": \"%s\", \"version\": %d}]}";
    int column = held.at("/items/0/column").asInt();
    int version = held.at("/items/0/version").asInt();
    assertThat(
            pat.post(address + "/mend", value.formatted(column, "", version))
                .is(200)
                .at("/problems/0/line")
                .asInt())
        .isEqualTo(3);
    version = pat.get(address + "/held").is(200).at("/items/0/version").asInt();
    assertThat(
            pat.post(address + "/mend", value.formatted(column, "School", version))
                .is(200)
                .at("/taken")
                .asInt())
        .isEqualTo(1);
    assertThat(
            pat.post(address + "/mend", "{\"suggested\": true, \"values\": []}")
                .is(200)
                .at("/taken")
                .asInt())
        .isZero();
    pat.post(IMPORTS + "/0/mend", "{\"suggested\": true, \"values\": []}")
        .is(404)
        .isProblem("not-found");
    assertThat(pat.post(address + "/undo", "").is(200).at("/state").asString()).isEqualTo("undone");
    pat.post(address + "/undo", "").is(422).isProblem("refused");
    pat.post(address + "/mend", "{\"suggested\": true, \"values\": []}")
        .is(422)
        .isProblem("refused");
  }
}
