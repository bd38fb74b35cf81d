package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;

/// Rooms, instructors and a timetable by a planner; attendance and a result by the partner; one's
/// own classes by who learns and who teaches.
public final class ClassesStory implements ApiStory {
  private static final String PROVIDER = "Story college";
  private static final String DAY =
      """
      {"day": "%s", "at": "09:00", "minutes": 120, "room": %s, "link": "https://meet.example.org/1",
       "instructor": %s, "version": %d, "reason": "The hall is painted."}
      """;
  private static final String MARKS = "{\"marks\": [{\"learner\": %d, \"mark\": \"%s\"}]}";

  @Override
  public void tell(ApiWorld world) {
    ClassWorld classes = new ClassWorld(world.jdbc());
    LocalDate began = LocalDate.now(ZoneOffset.UTC).minusDays(10);
    long intake = classes.intake(ClassWorld.name("Welding"), PROVIDER, 10, 10, began);
    long learner =
        world
            .jdbc()
            .sql("select id from people.person where employer_id = 'M-3'")
            .query(Long.class)
            .single();
    classes.enrolled(intake, learner, "learning");
    ApiCaller pat = world.planner("pat");
    long room = rooms(pat, classes);
    long instructor = instructors(pat);
    String sessions = "/api/v1/intakes/%d/sessions".formatted(intake);
    ApiCaller.Answer held =
        pat.post(sessions, DAY.formatted(began.plusDays(1), room, instructor, 0)).is(201);
    timetable(pat, sessions, began, room, instructor);
    long session = held.at("/id").asLong();
    partner(world, intake, session, began);
    own(world, session);
    pat.get("%s/%d/attendance".formatted(sessions, session)).is(200);
  }

  private static long rooms(ApiCaller pat, ClassWorld classes) {
    int site = classes.site(ClassWorld.name("Story site"));
    String room = "{\"site\": %d, \"name\": \"%s\", \"seats\": 20}";
    ApiCaller.Answer made = pat.post("/api/v1/rooms", room.formatted(site, "Blue")).is(201);
    pat.post("/api/v1/rooms", room.formatted(site, "Blue")).is(422).isProblem("refused");
    long id = made.at("/id").asLong();
    assertThat(pat.get("/api/v1/rooms?size=200").is(200).text()).contains("Blue");
    pat.post("/api/v1/rooms/" + id, "{\"closed\": true}").is(204);
    pat.post("/api/v1/rooms/" + id, "{\"closed\": false}").is(204);
    pat.post("/api/v1/rooms/0", "{\"closed\": true}").is(404).isProblem("not-found");
    String clock = "{\"site\": %d, \"time_zone\": \"%s\"}";
    pat.put("/api/v1/rooms/zones", clock.formatted(site, "America/Chicago")).is(204);
    pat.put("/api/v1/rooms/zones", clock.formatted(site, "Chicago")).is(422).isProblem("refused");
    return id;
  }

  private static long instructors(ApiCaller pat) {
    String own = "{\"name\": \"Ada Lee\", \"employer_id\": \"%s\", \"provider\": null}";
    ApiCaller.Answer made = pat.post("/api/v1/instructors", own.formatted("M-6")).is(201);
    pat.post("/api/v1/instructors", own.formatted("nobody")).is(422).isProblem("refused");
    long id = made.at("/id").asLong();
    assertThat(pat.get("/api/v1/instructors?size=200").is(200).text()).contains("Ada Lee");
    pat.post("/api/v1/instructors/" + id, "{\"closed\": false}").is(204);
    pat.post("/api/v1/instructors/0", "{\"closed\": true}").is(404).isProblem("not-found");
    return id;
  }

  private static void timetable(
      ApiCaller pat, String sessions, LocalDate began, long room, long instructor) {
    String nowhere = "/api/v1/intakes/0/sessions";
    String day = DAY.formatted(began.plusDays(1), room, "null", 0);
    assertThat(pat.post(sessions, day).is(422).isProblem("refused").at("/detail").asString())
        .contains("This intake meets already");
    pat.post(nowhere, day).is(404).isProblem("not-found");
    String regular =
        """
        {"from": "%s", "days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
         "at": "09:00", "minutes": 240, "without": ["%s"], "room": %d, "link": null, "instructor": %d}
        """
            .formatted(began.plusDays(60), began.plusDays(60), room, instructor);
    ApiCaller.Answer laid = pat.post(sessions + "/timetable", regular).is(200);
    assertThat(laid.at("/items").size()).isEqualTo(3);
    pat.post(sessions + "/timetable", regular).is(422).isProblem("refused");
    pat.post(nowhere + "/timetable", regular).is(404).isProblem("not-found");
    assertThat(pat.get(sessions).is(200).at("/items").size()).isEqualTo(3);

    String one = "%s/%d".formatted(sessions, laid.at("/items/1/id").asLong());
    String later = DAY.formatted(began.plusDays(90), room, "null", 1);
    assertThat(pat.put(one, later).is(200).at("/version").asInt()).isEqualTo(2);
    pat.put(one, later).is(422).isProblem("refused");
    pat.put(sessions + "/0", later).is(404).isProblem("not-found");
    String snow = "{\"version\": 2, \"reason\": \"Snow\"}";
    pat.post(one + "/cancel", snow).is(204);
    pat.post(one + "/cancel", snow).is(422).isProblem("refused");
    pat.post(sessions + "/0/cancel", snow).is(404).isProblem("not-found");
    pat.post(sessions + "/ids", "{\"shown\": false}").is(204);
    pat.post(nowhere + "/ids", "{\"shown\": true}").is(404).isProblem("not-found");
  }

  private static void partner(ApiWorld world, long intake, long session, LocalDate began) {
    ApiCaller pia = world.with("PARTNER");
    world
        .jdbc()
        .sql(
            """
            insert into access.partner (account_id, provider)
            select id, :provider from access.account where email = 'partner@example.org'
                on conflict do nothing
            """)
        .param("provider", PROVIDER)
        .update();
    String partner = "/api/v1/partner";
    String own = partner + "/intakes/" + intake;
    assertThat(pia.get(partner + "/intakes").is(200).at("/items/0/id").asLong()).isEqualTo(intake);
    assertThat(pia.get(own + "/learners").is(200).text()).doesNotContain("M-3\"");
    pia.get(own + "/sessions").is(200);
    String marks = partner + "/sessions/%d/attendance".formatted(session);
    pia.post(marks, MARKS.formatted(1, "present")).is(204);
    assertThat(
            pia.post(marks, MARKS.formatted(1, "absent"))
                .is(422)
                .isProblem("faulty-values")
                .at("/errors/0/at")
                .asString())
        .isEqualTo("marks.0.reason");
    assertThat(pia.get(marks).is(200).at("/items/0/minutes").asInt()).isEqualTo(120);
    long later = pia.get(own + "/sessions").at("/items/1/id").asLong();
    pia.post(partner + "/sessions/%d/attendance".formatted(later), MARKS.formatted(1, "present"))
        .is(422)
        .isProblem("refused");
    pia.post(partner + "/sessions/0/attendance", MARKS.formatted(1, "present"))
        .is(404)
        .isProblem("not-found");

    String file = own + "/attendance?name=attendance.csv";
    String row = "session,learner,mark\n%d,1,present\n%d,x,present\n".formatted(session, session);
    ApiCaller.Answer report = pia.ask("POST", file, row, "Content-Type", "text/csv").is(200);
    assertThat(report.at("/same").asInt()).isEqualTo(1);
    assertThat(report.at("/bad/0/line").asInt()).isEqualTo(3);
    pia.ask("POST", file, "nothing", "Content-Type", "text/csv").is(422).isProblem("refused");
    pia.ask("POST", file, "nothing", "Content-Type", "application/pdf")
        .is(415)
        .isProblem("wrong-content-type");
    pia.ask("POST", partner + "/intakes/0/attendance?name=a.csv", row, "Content-Type", "text/csv")
        .is(404)
        .isProblem("not-found");

    String result = "{\"learner\": 1, \"result\": \"%s\", \"on\": \"%s\", \"words\": null}";
    pia.post(own + "/results", result.formatted("failed", began)).is(422).isProblem("refused");
    pia.post(own + "/results", result.formatted("completed", began.plusDays(2))).is(204);
    pia.post(partner + "/intakes/0/results", result.formatted("completed", began))
        .is(404)
        .isProblem("not-found");
  }

  private static void own(ApiWorld world, long session) {
    assertThat(world.employee(3).get("/api/v1/my/classes").is(200).at("/items/0/mark").asString())
        .isEqualTo("present");
    ApiCaller ada = world.employee(6);
    assertThat(ada.get("/api/v1/my/teaching").is(200).at("/items/0/id").asLong())
        .isEqualTo(session);
    String marks = "/api/v1/my/teaching/%d/attendance".formatted(session);
    assertThat(ada.get(marks).is(200).at("/items/0/employer_id").asString()).isEqualTo("M-3");
    ada.post(marks, MARKS.formatted(1, "present")).is(204);
    ada.post("/api/v1/my/teaching/0/attendance", MARKS.formatted(1, "present"))
        .is(404)
        .isProblem("not-found");
    ada.post(marks, MARKS.formatted(9, "present")).is(422).isProblem("faulty-values");
    long later = ada.get("/api/v1/my/teaching").at("/items/1/id").asLong();
    ada.post("/api/v1/my/teaching/%d/attendance".formatted(later), MARKS.formatted(1, "present"))
        .is(422)
        .isProblem("refused");
  }
}
