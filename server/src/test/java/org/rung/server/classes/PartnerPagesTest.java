package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RungTest
class PartnerPagesTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Sessions sessions;

  private ClassWorld world;
  private String provider;
  private String name;
  private long intake;
  private long enrolment;
  private LocalDate began;
  private Visitor partner;

  @BeforeEach
  void world() {
    world = new ClassWorld(jdbc);
    provider = ClassWorld.name("College");
    Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(10));
    began = LocalDate.ofInstant(start, ZoneOffset.UTC);
    intake = world.intake(ClassWorld.name("Welding"), provider, 40, 10, began);
    name = ClassWorld.name("PP");
    enrolment = world.enrolled(intake, world.person(name), "learning");
    partner = partner(provider);
  }

  /// Somebody signed in who gives the classes of a provider.
  private Visitor partner(String of) {
    String email = ClassWorld.name("partner").replace(' ', '-') + "@example.org";
    ManyPeople.account(jdbc, email, "PARTNER", "", "");
    jdbc.sql(
            """
            insert into access.partner (account_id, provider)
            select id, :provider from access.account where email = :email
            """)
        .param("provider", of)
        .param("email", email)
        .update();
    return signedIn(email);
  }

  private Visitor signedIn(String email) {
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  private Session session() {
    Instant at = began.plusDays(1).atTime(9, 0).toInstant(ZoneOffset.UTC);
    return sessions.get(
        sessions.add(
            intake,
            new Slot(at, at.plus(Duration.ofHours(2))),
            ZoneId.of("UTC"),
            new Meeting(Optional.empty(), "https://meet.example.org/1", Optional.empty()),
            "test"));
  }

  private String state() {
    return jdbc.sql("select state from enrolment.enrolment where id = :id")
        .param("id", enrolment)
        .query(String.class)
        .single();
  }

  @Test
  void showsLearnersByANumberAndNothingElseOfThem() {
    Session session = session();
    for (String page :
        new String[] {
          "/partner",
          "/partner/intakes/" + intake,
          "/partner/sessions/" + session.id(),
          "/partner/intakes/%d/learners.csv".formatted(intake),
          "/partner/intakes/%d/attendance.csv".formatted(intake)
        }) {
      assertThat(partner.page(page)).doesNotContain(name);
    }
    assertThat(partner.page("/partner/sessions/" + session.id())).contains("Learner 1");
    ManyPeople.account(jdbc, "planner-of-classes@example.org", "PLANNER", "", "");
    Visitor planner = signedIn("planner-of-classes@example.org");
    String sessionsOf = "/intakes/%d/sessions".formatted(intake);
    assertThat(planner.page(sessionsOf)).contains("Show the employer's ids");
    planner.send(sessionsOf, sessionsOf + "/ids", Map.of("shown", "true"));
    assertThat(partner.page("/partner/sessions/" + session.id())).contains("Learner 1, " + name);
    planner.send(sessionsOf, sessionsOf + "/ids", Map.of("shown", "false"));
    assertThat(partner.page("/partner/sessions/" + session.id())).doesNotContain(name);
  }

  @Test
  void opensNothingOfAnotherProvider() {
    Session session = session();
    Visitor stranger = partner(ClassWorld.name("Other college"));
    assertThat(stranger.page("/partner"))
        .doesNotContain(provider)
        .contains("No session is planned");
    for (String address :
        new String[] {
          "/partner/intakes/" + intake,
          "/partner/sessions/" + session.id(),
          "/partner/intakes/%d/learners.csv".formatted(intake),
          "/partner/intakes/%d/attendance.csv".formatted(intake)
        }) {
      assertThat(stranger.open(address).statusCode()).as(address).isEqualTo(404);
    }
    assertThat(
            stranger
                .send("/account", "/partner/sessions/" + session.id(), Map.of("rest", "present"))
                .statusCode())
        .isEqualTo(404);
    assertThat(
            stranger
                .send(
                    "/account",
                    "/partner/intakes/%d/results".formatted(intake),
                    Map.of("learner", "1", "result", "completed", "on", began.toString()))
                .statusCode())
        .isEqualTo(404);
    assertThat(state()).isEqualTo("learning");
  }

  @Test
  void reportsHowItEndedOnceWithADayAndForAFailureWithWords() {
    String page = "/partner/intakes/" + intake;
    String results = page + "/results";
    assertThat(
            partner
                .send(
                    page,
                    results,
                    Map.of(
                        "learner", "1", "result", "failed", "on", began.toString(), "words", " "))
                .body())
        .contains("Nothing was changed");
    assertThat(state()).isEqualTo("learning");
    String before = began.minusDays(1).toString();
    assertThat(
            partner
                .send(
                    page,
                    results,
                    Map.of("learner", "1", "result", "completed", "on", before, "words", ""))
                .statusCode())
        .isEqualTo(422);
    String after =
        partner
            .send(
                page,
                results,
                Map.of(
                    "learner",
                    "1",
                    "result",
                    "failed",
                    "on",
                    began.plusDays(2).toString(),
                    "words",
                    "Did not weld the last piece."))
            .body();
    assertThat(after).contains("not passed").contains("Did not weld the last piece.");
    assertThat(state()).isEqualTo("failed");
    assertThat(
            partner
                .send(
                    page,
                    results,
                    Map.of("learner", "1", "result", "completed", "on", began.toString()))
                .statusCode())
        .isEqualTo(422);
    assertThat(state()).isEqualTo("failed");
  }

  @Test
  void knowsNobodyWhoLeftBeforeTheFirstDay() {
    world.enrolled(intake, world.person(ClassWorld.name("PP")), "enrolled");
    long asked = world.enrolled(intake, world.person(ClassWorld.name("PP")), "asked");
    assertThat(partner.page("/partner/intakes/" + intake))
        .contains("Learner 1")
        .contains("Learner 2")
        .doesNotContain("Learner 3");
    world.state(asked, "enrolled");
    assertThat(partner.page("/partner/intakes/" + intake)).contains("Learner 3");
    world.state(asked, "withdrawn");
    assertThat(partner.page("/partner/intakes/" + intake)).doesNotContain("Learner 3");
  }

  @Test
  void takesAttendanceByFile() {
    Session session = session();
    String page = "/partner/intakes/" + intake;
    String out = partner.page(page + "/attendance.csv");
    assertThat(out)
        .startsWith("session,learner,mark,minutes,reason,starts,programme\r\n")
        .contains("\r\n%d,1,,,,".formatted(session.id()));
    String answer =
        partner
            .sendFile(
                page,
                page + "/attendance",
                "attendance.csv",
                out.replace(
                    "%d,1,,,".formatted(session.id()), "%d,1,part,45,".formatted(session.id())))
            .body();
    assertThat(answer).contains("1 mark taken").contains("1 of 1 marked");
    assertThat(
            partner
                .sendFile(
                    page, page + "/attendance", "x.csv", "session,learner,mark\n1,x,present\n")
                .body())
        .contains("x.csv: 0 marks taken, 1 row not")
        .contains("Rows that were not taken")
        .contains("This is no learner's number");
  }

  @Test
  void anAdministratorSaysWhoseClassesAnAccountGives() {
    ManyPeople.account(jdbc, "admin-of-classes@example.org", "ADMIN", "", "");
    ManyPeople.account(jdbc, "new-partner@example.org", "PARTNER", "", "");
    Visitor admin = signedIn("admin-of-classes@example.org");
    Visitor fresh = signedIn("new-partner@example.org");
    assertThat(fresh.page("/partner")).contains("No provider is linked to your account");
    String page =
        "/accounts/"
            + jdbc.sql("select id from access.account where email = 'new-partner@example.org'")
                .query(Long.class)
                .single();
    Map<String, String> wrong =
        Map.of("version", "1", "name", "New", "role", "PARTNER", "providers", "Nowhere");
    assertThat(admin.send(page, page, wrong).body())
        .contains("No partner called “Nowhere” teaches a programme.");
    admin.send(
        page,
        page,
        Map.of("version", "1", "name", "New", "role", "PARTNER", "providers", provider));
    assertThat(fresh.page("/partner")).contains(provider);
    assertThat(admin.page("/accounts")).contains(provider);
  }
}
