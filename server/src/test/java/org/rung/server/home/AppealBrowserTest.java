package org.rung.server.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.PageWalk;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// An employee appeals and a planner answers, in a real browser.
@RungTest
@TestPropertySource(properties = "rung.test=my-path")
class AppealBrowserTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  private final List<String> faults = new ArrayList<>();

  @Test
  void anEmployeeAppealsAndASecondPlannerAnswers() {
    ManyPeople.load(jdbc, transaction, 3_000);
    ManyPeople.account(jdbc, "m600@example.org", "EMPLOYEE", "M-600", "");
    ManyPeople.account(jdbc, "quinn@example.org", "PLANNER", "", "");
    ManyPeople.account(jdbc, "noa@example.org", "MANAGER", "", "Department 13");
    try (Browser browser = Browser.start()) {
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "m600@example.org");
        assertThat(page.url()).endsWith("/my");
        assertThat(page.locator("h1").textContent()).contains("You are planned for");
        sound(page);
        page.getByRole(AriaRole.BUTTON, named("Ask for it instead")).first().click();
        page.locator("dialog:popover-open textarea").fill("It is nearer to where I live.");
        page.locator("dialog:popover-open .primary").click();
        assertThat(page.locator("#asked").textContent()).contains("It is nearer to where I live.");
        page.locator("#what")
            .selectOption(
                page.locator("#what option[value^=decision-]").first().getAttribute("value"));
        page.locator("#words").fill("I hold the licence already.");
        page.getByRole(AriaRole.BUTTON, named("Send appeal")).click();
        assertThat(page.locator("#asked").textContent())
            .contains("I hold the licence already.", "waits");
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.DARK, 390, 900)) {
        Page page = Browser.signedIn(window, port, "quinn@example.org");
        page.navigate(address("/appeals"));
        sound(page);
        long appeal =
            jdbc.sql("select id from decisions.appeal where words = 'I hold the licence already.'")
                .query(Long.class)
                .single();
        page.navigate(address("/appeals/" + appeal));
        sound(page);
        page.getByLabel("The decision changes").check();
        page.locator("#reasons").fill("The licence is real. The next plan carries it.");
        page.getByRole(AriaRole.BUTTON, named("Send answer to M-600")).click();
        assertThat(page.locator("h1").textContent()).contains("M-600 has an answer");
      }
      try (BrowserContext window = browser.window(ColorScheme.DARK, 390, 900)) {
        Page page = Browser.signedIn(window, port, "m600@example.org");
        sound(page);
        page.navigate(address("/my/decisions"));
        assertThat(page.locator("main").textContent())
            .contains(
                "Changed after your appeal", "The licence is real. The next plan carries it.");
        sound(page);
      }
      try (BrowserContext window = browser.window(ColorScheme.DARK, 390, 900)) {
        Page page = Browser.signedIn(window, port, "noa@example.org");
        assertThat(page.url()).endsWith("/team");
        sound(page);
        page.getByRole(AriaRole.LINK, named("M-12").setExact(true)).first().click();
        sound(page);
      }
    }
    assertThat(faults).isEmpty();
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
