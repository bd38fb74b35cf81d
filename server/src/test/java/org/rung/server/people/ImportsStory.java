package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;

/// Sends a file, says what its columns are, has it imported, mends what was held, takes it back.
public final class ImportsStory implements ApiStory {
  private static final String[] CSV = {"Content-Type", "text/csv"};
  private static final String FILE =
      "id,title,department,annual pay\nz1,Clerk,Water,54000\nz2,,Water,54000\nz3,Cook,Water,none\n";

  @Override
  public void tell(ApiWorld world) throws IOException {
    ApiCaller pat = world.planner("pat");
    send(pat);
    held(world, pat);
  }

  private static void send(ApiCaller pat) {
    ApiCaller.Answer sent =
        pat.ask("POST", "/api/v1/imports?name=staff-2026-05-31.csv", FILE, CSV).is(201);
    String address = sent.header("location");
    assertThat(sent.at("/file/state").asString()).isEqualTo("guessed");
    assertThat(sent.at("/columns/1/is").asString()).isEqualTo("job_title");
    assertThat(pat.get(address).is(200).json()).isEqualTo(sent.json());
    assertThat(pat.get("/api/v1/imports?size=1").is(200).at("/items/0/id"))
        .isEqualTo(sent.at("/file/id"));
    pat.ask("POST", "/api/v1/imports?name=a.pdf", "%PDF-1.7", CSV).is(422).isProblem("refused");
    pat.ask("POST", "/api/v1/imports?name=a.txt", FILE, "Content-Type", "image/png")
        .is(415)
        .isProblem("wrong-content-type");

    String start = address + "/start";
    pat.post(start, "{\"day\": \"2026-05-31\", \"columns\": {\"shoe_size\": 1}}")
        .is(422)
        .isProblem("faulty-values");
    pat.post(start, "{\"day\": \"1066-10-14\"}").is(422).isProblem("refused");
    pat.post("/api/v1/imports/0/start", "{\"day\": \"2026-05-31\"}").is(404).isProblem("not-found");
    ApiCaller.Answer started =
        pat.post(
                start,
                "{\"day\": \"2026-05-31\", \"columns\": {\"person_id\": 1, \"job_title\": 2, \"department\": 3, \"annual_pay\": 4}}")
            .is(202);
    assertThat(started.header("location")).isEqualTo("/api/v1/jobs/" + started.at("/job").asLong());
    pat.delete(address).is(422).isProblem("refused");
    pat.post("/api/v1/jobs/%d/cancel".formatted(started.at("/job").asLong()), "");
    assertThat(pat.get(address).is(200).at("/file/state").asString()).isEqualTo("cancelled");
    pat.delete(address).is(204);
    pat.get(address).is(404);
  }

  private static void held(ApiWorld world, ApiCaller pat) throws IOException {
    Path file = Files.createTempFile("rung-story", ".csv");
    long id;
    try {
      Files.writeString(file, FILE);
      id =
          world
              .bean(Imports.class)
              .importNow(file, LocalDate.of(2027, 6, 30), "pat@example.org")
              .id();
    } finally {
      Files.delete(file);
    }
    String address = "/api/v1/imports/" + id;
    assertThat(pat.get(address).is(200).at("/file/held").asLong()).isEqualTo(2);
    ApiCaller.Answer held = pat.get(address + "/held").is(200);
    assertThat(held.at("/items/0/line").asLong()).isEqualTo(3);
    assertThat(held.at("/items/0/column").asInt()).isEqualTo(2);
    assertThat(
            pat.get(address + "/held?column=annual%20pay&size=1")
                .is(200)
                .at("/items/0/value")
                .asString())
        .isEqualTo("none");

    ApiCaller.Answer mended =
        pat.post(
                address + "/mend",
                "{\"rows\": [{\"line\": 3, \"version\": 0, \"values\": {\"2\": \"Clerk\"}}, {\"line\": 4, \"version\": 0, \"values\": {\"4\": \"lots\"}}]}")
            .is(200);
    assertThat(mended.at("/taken").asInt()).isEqualTo(1);
    assertThat(mended.at("/problems/0/line").asLong()).isEqualTo(4);
    int version = pat.get(address + "/held").is(200).at("/items/0/version").asInt();
    assertThat(
            pat.post(
                    address + "/mend",
                    "{\"rows\": [], \"leave_out\": {\"line\": 4, \"version\": %d}}"
                        .formatted(version))
                .is(200)
                .at("/left_out")
                .asInt())
        .isEqualTo(1);
    assertThat(pat.get(address + "/mended").is(200).at("/items").toString())
        .contains("left out", "title: (empty) → Clerk");
    assertThat(pat.get(address + "/changes").is(200).at("/items")).isEmpty();
    String undo = address + "/deeds/%d/undo".formatted(mended.at("/deed").asLong());
    assertThat(pat.post(undo, "").is(200).at("/rows").asInt()).isEqualTo(1);
    pat.post(undo, "").is(422).isProblem("refused");
    pat.post("/api/v1/imports/0/mend", "{\"rows\": []}").is(404).isProblem("not-found");

    assertThat(pat.post(address + "/undo", "").is(200).at("/file/state").asString())
        .isEqualTo("undone");
    pat.post(address + "/undo", "").is(422).isProblem("refused");
    pat.post(address + "/mend", "{\"rows\": []}").is(422).isProblem("refused");
  }
}
