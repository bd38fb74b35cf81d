package org.rung.server.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.PageWalk;
import org.rung.server.RungTest;
import org.rung.server.enrolment.EnrolmentWorld.Planned;
import org.rung.server.enrolment.EnrolmentWorld.Size;
import org.rung.server.ledger.Ledger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// The whole life with real clicks: a plan is published, its places are offered, somebody accepts,
/// is released, sits in class, is marked there, completes and is placed.
@RungTest
@TestPropertySource(properties = "rung.test=life")
class ProgrammeLifeTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Ledger ledger;
  @Autowired private Enrolments enrolments;
  @Autowired private Due due;

  private final List<String> faults = new ArrayList<>();

  @Test
  void fromThePublishedPlanToTheNewRole() {
    EnrolmentWorld world = new EnrolmentWorld(jdbc, transaction, ledger);
    Planned planned =
        world.draft(new Size(12, 2, 2, 250_000, true), enrolments.today().plusDays(40));
    String centre = "Training";
    world.grant(
        new Planned(
            planned.plan(), planned.programme(), planned.starts(), centre, planned.people()),
        1_000_000);
    String person =
        jdbc.sql("select employer_id from people.person where id = :id")
            .param("id", planned.person(0))
            .query(String.class)
            .single();
    ManyPeople.account(jdbc, "pia@example.org", "PLANNER", "", "");
    ManyPeople.account(jdbc, "wim@example.org", "EMPLOYEE", person, "");
    ManyPeople.account(jdbc, "max@example.org", "MANAGER", "", "Line");
    ManyPeople.account(jdbc, "school@example.org", "PARTNER", "", "");
    jdbc.sql(
            """
            insert into access.partner (account_id, provider)
            select id, 'School' from access.account where email = 'school@example.org'
            """)
        .update();
    try (Browser browser = Browser.start()) {
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "pia@example.org");
        page.navigate(address("/offers"));
        sound(page);
        page.navigate(address("/plans/" + planned.plan()));
        page.getByRole(AriaRole.BUTTON, named("Publish").setExact(true)).click();
        page.locator("dialog:popover-open .primary").click();
        PlaywrightAssertions.assertThat(page.locator("main"))
            .containsText("Plan %d is published".formatted(planned.plan()));
        page.navigate(address("/offers"));
        sound(page);
        page.getByRole(AriaRole.BUTTON, named("Send the offers")).click();
        page.locator("dialog:popover-open .primary").click();
        page.waitForCondition(() -> {
          page.navigate(address("/offers"));
          return page.locator("h1")
              .textContent()
              .equals("0 people are enrolled, 2 offers are to be answered");
        });
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.DARK, 390, 900)) {
        Page page = Browser.signedIn(window, port, "wim@example.org");
        page.navigate(address("/my"));
        sound(page);
        page.locator("#next a").first().click();
        sound(page);
        page.getByRole(AriaRole.BUTTON, named("Accept")).click();
        assertThat(page.locator("main").textContent()).contains("release asked for");
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "max@example.org");
        page.navigate(address("/team/releases"));
        sound(page);
        page.getByRole(AriaRole.BUTTON, named("Do not release")).click();
        assertThat(page.locator("main .notice.bad").textContent()).contains("Say why not");
        page.getByRole(AriaRole.BUTTON, named("Release " + person)).click();
        assertThat(page.locator("h1").textContent()).isEqualTo("Nobody waits for your release");
      }
      long intake = world.intake(planned);
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "pia@example.org");
        page.navigate(address("/intakes/%d/sessions".formatted(intake)));
        page.locator("#one-day").fill(planned.starts().toString());
        page.locator("#one-at").fill("10:00");
        page.locator("#one-minutes").fill("120");
        page.locator("#one-link").fill("https://meet.example.org/1");
        page.getByRole(AriaRole.BUTTON, named("Add the session")).click();
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("10:00 to 12:00");
      }
      try (BrowserContext window = browser.window(ColorScheme.DARK, 390, 900)) {
        Page page = Browser.signedIn(window, port, "wim@example.org");
        page.navigate(address("/my"));
        PlaywrightAssertions.assertThat(page.locator("#next")).containsText("10:00 to 12:00");
        page.navigate(address("/my/classes"));
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("10:00 to 12:00");
        sound(page);
      }
      theDayComes(intake, planned.starts());
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 390, 900)) {
        Page page = Browser.signedIn(window, port, "school@example.org");
        page.navigate(address("/partner"));
        page.locator("main th a").first().click();
        page.locator("[name='mark.1']").selectOption("present");
        page.locator("main form .primary").click();
        sound(page);
        page.navigate(address("/partner/intakes/" + intake));
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("1 of 1 marked");
        page.locator("#learner").selectOption(new SelectOption().setIndex(1));
        page.locator("#result").selectOption("completed");
        page.locator("#on").fill(enrolments.today().toString());
        page.getByRole(AriaRole.BUTTON, named("Report the result")).click();
        PlaywrightAssertions.assertThat(page.locator("main table").first())
            .containsText("completed");
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.DARK, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "pia@example.org");
        page.navigate(address("/intakes/" + world.intake(planned)));
        sound(page);
        page.getByRole(AriaRole.BUTTON, named("Place " + person)).click();
        assertThat(page.locator("main").textContent()).contains("in the new role");
      }
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 390, 900)) {
        Page page = Browser.signedIn(window, port, "wim@example.org");
        page.navigate(address("/my/offers"));
        assertThat(page.locator(".rungs li").allTextContents())
            .hasSize(5)
            .last()
            .asString()
            .contains("in the new role");
        page.navigate(address("/my/decisions"));
        assertThat(page.locator("main").textContent())
            .contains("Offered: ", "Released and enrolled: ", "Completed: ", "Placed: Technician");
      }
    }
    assertThat(faults).isEmpty();
  }

  /// The class has begun two days ago.
  private void theDayComes(long intake, LocalDate planned) {
    LocalDate begun = enrolments.today().minusDays(2);
    long days = ChronoUnit.DAYS.between(begun, planned);
    jdbc.sql("update enrolment.intake set starts = :day where id = :id")
        .param("day", Date.valueOf(begun))
        .param("id", intake)
        .update();
    jdbc.sql(
            """
            update classes.session
               set starts_at = starts_at - make_interval(days => :days),
                   ends_at = ends_at - make_interval(days => :days)
             where intake_id = :id
            """)
        .param("days", Math.toIntExact(days))
        .param("id", intake)
        .update();
    due.run(enrolments.today());
  }

  private void sound(Page page) {
    faults.addAll(PageWalk.sound(page));
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
