package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A training partner takes attendance on a phone, corrects it, and reports a result.
@RungTest
class AttendanceBrowserTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Sessions sessions;

  @Test
  void aPartnerTakesAttendanceCorrectsItAndReportsAResult() {
    ClassWorld world = new ClassWorld(jdbc);
    String provider = ClassWorld.name("College");
    Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(10));
    long intake =
        world.intake("Welding", provider, 40, 10, LocalDate.ofInstant(start, ZoneOffset.UTC));
    world.enrolled(intake, world.person(ClassWorld.name("AB")), "learning");
    world.enrolled(intake, world.person(ClassWorld.name("AB")), "learning");
    Instant at = start.plus(Duration.ofDays(1)).plus(Duration.ofHours(9));
    sessions.add(
        intake,
        new Slot(at, at.plus(Duration.ofHours(2))),
        ZoneId.of("UTC"),
        new Meeting(Optional.empty(), "https://meet.example.org/1", Optional.empty()),
        "test");
    ManyPeople.account(jdbc, "phone-partner@example.org", "PARTNER", "", "");
    jdbc.sql(
            """
            insert into access.partner (account_id, provider)
            select id, :provider from access.account where email = 'phone-partner@example.org'
            """)
        .param("provider", provider)
        .update();

    try (Browser browser = Browser.start();
        var window = browser.window(ColorScheme.LIGHT, 390, 844)) {
      Page page = Browser.signedIn(window, port, "phone-partner@example.org");
      assertThat(page.locator("h1").textContent())
          .isEqualTo("Attendance of 1 session waits for you");
      page.locator("main th a").first().click();
      assertThat(page.locator("h1").textContent()).isEqualTo("2 learners are not marked yet");
      page.getByLabel("Mark of Learner 1").selectOption("part");
      page.getByLabel("Minutes of Learner 1").fill("45");
      page.getByLabel("Everybody without a mark was present").check();
      page.getByText("Keep the attendance").click();
      assertThat(page.locator("h1").textContent()).isEqualTo("Everybody is marked");
      assertThat(page.locator("main").textContent()).contains("Part of it, 45 min");

      page.getByLabel("Mark of Learner 2").selectOption("absent");
      page.getByText("Keep the attendance").click();
      assertThat(page.locator(".notice[role=alert]").textContent())
          .contains("Nobody was marked")
          .contains("Learner 2 is marked “Present, 120 minutes” already. Say why it is corrected.");
      page.getByLabel("Why, for Learner 2").fill("Was at the doctor's.");
      page.getByText("Keep the attendance").click();
      assertThat(page.locator("main").textContent()).contains("Was at the doctor's.");
      assertThat(page.locator(".notice[role=alert]").count()).isZero();

      page.navigate("http://localhost:%d/partner/intakes/%d".formatted(port, intake));
      page.locator("#learner").selectOption("1");
      page.locator("#result").selectOption("completed");
      page.locator("#on").fill(LocalDate.ofInstant(start, ZoneOffset.UTC).plusDays(3).toString());
      page.getByText("Report the result").last().click();
      assertThat(page.locator("h1").textContent()).contains("1 person learns");
      assertThat(page.locator("main").textContent()).contains("completed");
    }
    assertThat(
            jdbc.sql("select state from enrolment.enrolment where intake_id = :intake order by id")
                .param("intake", intake)
                .query(String.class)
                .list())
        .containsExactly("completed", "learning");
  }
}
