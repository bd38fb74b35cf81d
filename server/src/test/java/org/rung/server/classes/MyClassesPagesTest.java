package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RungTest
class MyClassesPagesTest {
  private static final Pattern ADDRESS =
      Pattern.compile("http://localhost:\\d+(/calendar/\\S+?\\.ics)");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Sessions sessions;

  private ClassWorld world;
  private String programme;
  private long intake;
  private long person;
  private Instant start;
  private Visitor me;

  @BeforeEach
  void world() {
    world = new ClassWorld(jdbc);
    start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(10));
    programme = ClassWorld.name("Welding");
    intake = world.intake(programme, "", 40, 10, LocalDate.ofInstant(start, ZoneOffset.UTC));
    String name = ClassWorld.name("MC");
    person = world.person(name);
    world.enrolled(intake, person, "learning");
    me = signedIn(name);
  }

  private Visitor signedIn(String employerId) {
    String email = employerId.replace(' ', '-').toLowerCase(java.util.Locale.ROOT) + "@example.org";
    ManyPeople.account(jdbc, email, "EMPLOYEE", employerId, "");
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  private Session session(int days, Optional<Long> instructor) {
    Instant at = start.plus(Duration.ofDays(days)).plus(Duration.ofHours(9));
    return sessions.get(
        sessions.add(
            intake,
            new Slot(at, at.plus(Duration.ofHours(2))),
            ZoneId.of("UTC"),
            new Meeting(Optional.empty(), "https://meet.example.org/1", instructor),
            "test"));
  }

  @Test
  void showsTheNextSessionFirstThenTheTimetableAndWhatWasMarked() {
    Session held = session(1, Optional.empty());
    Session next = session(20, Optional.empty());
    Session off = session(15, Optional.empty());
    sessions.cancel(off.id(), 1, "The hall is flooded.", "test");
    assertThat(me.page("/my/classes"))
        .contains("Your next class is " + next.when())
        .contains("The hall is flooded.")
        .contains("not marked yet")
        .containsSubsequence("Timetable", off.when(), next.when(), held.when());
    assertThat(signedIn(newPerson()).page("/my/classes"))
        .contains("You have no classes")
        .doesNotContain(programme);
  }

  private String newPerson() {
    String name = ClassWorld.name("MC");
    world.person(name);
    return name;
  }

  @Test
  void anOwnInstructorTakesAttendanceOfTheOwnSessionsAlone() {
    String teacher = newPerson();
    long instructor =
        jdbc.sql(
                """
                insert into classes.instructor (name, person_id)
                select 'Ada Lee', id from people.person where employer_id = :id
                returning id
                """)
            .param("id", teacher)
            .query(Long.class)
            .single();
    Session mine = session(1, Optional.of(instructor));
    Session other = session(2, Optional.empty());
    Visitor ada = signedIn(teacher);
    assertThat(ada.page("/my/teaching")).contains(mine.when()).doesNotContain(other.when());
    String page = "/my/teaching/" + mine.id();
    assertThat(ada.send(page, page, Map.of("rest", "present")).body())
        .contains("Everybody is marked");
    assertThat(me.page("/my/classes")).contains("2 hours in class so far").contains("Present");
    assertThat(ada.open("/my/teaching/" + other.id()).statusCode()).isEqualTo(404);
    assertThat(me.open(page).statusCode()).isEqualTo(404);
    assertThat(
            ada.send(page, page, Map.of("mark.1", "absent", "seen.1", "1", "reason.1", "")).body())
        .contains("Say why it is corrected.");
  }

  @Test
  void givesACalendarAnAddressThatCanBeRenewedAndEnded() {
    Session next = session(20, Optional.empty());
    Visitor program = new Visitor(port);
    String first = address(me.send("/my/classes", "/my/classes/calendar", Map.of()).body());
    HttpResponse<String> feed = program.open(first);
    assertThat(feed.statusCode()).isEqualTo(200);
    assertThat(feed.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/calendar");
    assertThat(feed.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(feed.body()).contains("UID:" + next.uid()).contains("SEQUENCE:0");
    sessions.cancel(next.id(), 1, "Snow", "test");
    assertThat(program.page(first)).contains("SEQUENCE:1").contains("STATUS:CANCELLED");
    assertThat(me.page("/my/classes")).contains("last asked for").doesNotContain(first);
    assertThat(
            jdbc.sql("select encode(digest, 'hex') from classes.calendar where person_id = :id")
                .param("id", person)
                .query(String.class)
                .single())
        .hasSize(64);
    String second = address(me.send("/my/classes", "/my/classes/calendar", Map.of()).body());
    assertThat(program.open(first).statusCode()).isEqualTo(404);
    assertThat(program.open(second).statusCode()).isEqualTo(200);
    me.send("/my/classes", "/my/classes/calendar/revoke", Map.of());
    assertThat(program.open(second).statusCode()).isEqualTo(404);
    assertThat(program.open("/calendar/x.ics").statusCode()).isEqualTo(404);
  }

  private static String address(String page) {
    Matcher found = ADDRESS.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }
}
