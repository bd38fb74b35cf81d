package org.rung.server.apprenticeships;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.PageWalk;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.hours.Hours;
import org.rung.server.programmes.Programmes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// An apprenticeship with real clicks: standards, mentor, agreement, both signatures, hours,
/// approval, raise, completion, certificate, and somebody who checks it.
@RungTest
@Import(SetClock.class)
@TestPropertySource(
    properties = {"rung.test=apprenticeship-life", "rung.apprenticeships.look=86400"})
class ApprenticeshipLifeTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private StandardsBook book;
  @Autowired private Agreements agreements;
  @Autowired private Raises raises;
  @Autowired private RecordOfHours record;
  @Autowired private Certificates certificates;
  @Autowired private Hours hours;
  @Autowired private Programmes programmes;

  private final List<String> faults = new ArrayList<>();

  @Test
  void fromTheStandardsToTheCertificate() {
    SetClock.at("2026-11-20T18:00:00Z");
    ApprenticeWorld world =
        new ApprenticeWorld(jdbc, transaction, book, agreements, raises, record, hours, programmes);
    long programme = world.programme();
    ManyPeople.account(jdbc, "pia@example.org", "PLANNER", "", "");
    ManyPeople.account(jdbc, "ann@example.org", "EMPLOYEE", "M-50", "");
    ManyPeople.account(jdbc, "max@example.org", "EMPLOYEE", "M-90", "");
    try (Browser browser = Browser.start()) {
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "pia@example.org");
        page.navigate(address("/apprenticeships"));
        sound(page);
        page.navigate(address("/apprenticeships/standards/" + programme));
        sound(page);
        Map<String, String> form = ApprenticeWorld.form();
        form.put("hours2", "799");
        fill(page, form);
        button(page, "Set the standards");
        assertThat(page.locator("main").textContent())
            .contains("The work processes have 1,999 hours together");
        sound(page);
        page.locator("[name=hours2]").fill("800");
        button(page, "Set the standards");
        assertThat(page.locator("h1").textContent()).contains("version 1 of the standards holds");
        page.locator("#mentors [name=person]").fill("nobody");
        button(page, "Name the mentor");
        assertThat(page.locator("main .notice.bad").textContent()).contains("“nobody”");
        page.locator("#mentors [name=person]").fill("M-90");
        button(page, "Name the mentor");
        sound(page);
        page.navigate(address("/apprenticeships/new?programme=" + programme));
        page.locator("[name=person]").fill("M-50");
        page.locator("[name=first]").fill("2026-03-02");
        page.locator("[name=zone]").fill(ApprenticeWorld.ZONE);
        button(page, "Propose the agreement");
        assertThat(page.locator("main .notice.bad").textContent()).contains("at least one mentor");
        assertThat(page.locator("[name=person]").inputValue()).isEqualTo("M-50");
        sound(page);
        page.getByText("M-90, Site").click();
        button(page, "Propose the agreement");
        assertThat(page.locator("h1").textContent()).contains("M-50").contains("to be signed");
        sound(page);
        button(page, "Sign for the employer");
      }
      long id =
          jdbc.sql("select max(id) from apprenticeships.agreement").query(Long.class).single();
      try (BrowserContext window = browser.window(ColorScheme.DARK, 390, 900)) {
        Page page = Browser.signedIn(window, port, "ann@example.org");
        page.navigate(address("/my/apprenticeship"));
        sound(page);
        button(page, "Sign the agreement");
        assertThat(page.locator("main").textContent())
            .contains("You earn $18.00 an hour", "You are on probation");
        Agreement agreement = agreements.get(id);
        world.done(agreement, 0, LocalDate.of(2026, 3, 2), 95);
        page.navigate(address("/my/apprenticeship"));
        page.locator("#process").selectOption("Wiring");
        page.locator("#day").fill("2026-03-20");
        page.locator("#from").fill("09:30");
        page.locator("#to").fill("09:30");
        button(page, "Enter the hours");
        assertThat(page.locator("main .notice.bad").textContent()).contains("at once");
        assertThat(page.locator("#day").inputValue()).isEqualTo("2026-03-20");
        page.locator("#to").fill("17:30");
        button(page, "Enter the hours");
        assertThat(page.locator("#hours").textContent()).contains("waits for a mentor");
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "max@example.org");
        page.navigate(address("/my/apprenticeship"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See their hours"))
            .click();
        assertThat(page.locator("h1").textContent()).isEqualTo("1 entry of hours waits for you");
        sound(page);
        button(page, "Approve 20 Mar 2026, 09:30 to 17:30 of M-50");
        assertThat(page.locator("h1").textContent()).isEqualTo("No hours wait for you");
        page.navigate(address("/people/M-50"));
        assertThat(page.locator("main").textContent()).doesNotContain("$18.00");
      }
      Agreement agreement = agreements.get(id);
      assertThat(raises.now(agreement).orElseThrow().cents()).isEqualTo(2_250);
      try (BrowserContext window = browser.window(ColorScheme.DARK, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "ann@example.org");
        page.navigate(address("/my/apprenticeship"));
        assertThat(page.locator("main").textContent())
            .contains("You earn $22.50 an hour", "from 20 Mar 2026, 14:30");
        sound(page);
        page.navigate(address("/my/decisions"));
        assertThat(page.locator("main").textContent())
            .contains("Your wage is $22.50 an hour from 20 Mar 2026, 14:30");
      }
      world.done(agreement, 0, LocalDate.of(2026, 4, 1), 1_097);
      world.done(agreement, 1, LocalDate.of(2026, 7, 25), 800);
      raises.reckon(id);
      String code;
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "pia@example.org");
        page.navigate(address("/apprenticeships/" + id));
        sound(page);
        button(page, "Issue the certificate");
        page.locator("dialog:popover-open .primary").click();
        assertThat(page.locator("main").textContent()).contains("The certificate is A-2026-");
        sound(page);
        code = page.locator("main dl code").textContent();
        page.navigate(address("/apprenticeships"));
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 390, 900)) {
        Page page = window.newPage();
        page.navigate(address("/certificates"));
        page.locator("#code").fill("0000 0000 0000 0000");
        button(page, "Check the certificate");
        assertThat(page.locator("main .notice.bad").textContent())
            .contains("No certificate has this code");
        sound(page);
        page.locator("#code").fill(code);
        button(page, "Check the certificate");
        assertThat(page.locator("main").textContent())
            .contains("This certificate holds", "A-2026-", agreement.standards().name())
            .doesNotContain("M-50", "ann@example.org", "pia@example.org", "Site");
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.DARK, 390, 900)) {
        Page page = Browser.signedIn(window, port, "ann@example.org");
        page.navigate(address("/my/apprenticeship"));
        assertThat(page.locator("main").textContent()).contains("Your certificate of completion");
        sound(page);
      }
    }
    Visitor ann = new Visitor(port);
    ann.send(
        "/sign-in",
        "/sign-in",
        Map.of("email", "ann@example.org", "password", "secret-for-the-test"));
    for (String file : List.of("agreement", "certificate")) {
      byte[] pdf = ann.bytes("/my/apprenticeship/" + file + ".pdf").body();
      assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo("%PDF-");
    }
    assertThat(ann.open("/apprenticeships").statusCode()).isEqualTo(403);
    assertThat(ann.open("/apprenticeships/payroll.csv").statusCode()).isEqualTo(403);
    assertThat(
            ann.send("/my/apprenticeship", "/my/apprentices/hours/1", Map.of("ruling", "approve"))
                .statusCode())
        .as("nobody's mentor")
        .isEqualTo(404);
    assertThat(new Visitor(port).open("/my/apprenticeship").uri().getPath()).isEqualTo("/sign-in");
    assertThat(faults).isEmpty();
  }

  private static void fill(Page page, Map<String, String> form) {
    form.forEach((field, value) -> {
      if (field.equals("unit")) {
        page.locator("[name=unit]").selectOption(value);
      } else {
        page.locator("form.wide [name=" + field + "]").fill(value);
      }
    });
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void sound(Page page) {
    faults.addAll(PageWalk.sound(page));
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }
}
