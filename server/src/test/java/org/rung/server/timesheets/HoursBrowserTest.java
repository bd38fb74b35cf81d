package org.rung.server.timesheets;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Somebody enters hours, the manager approves them, and they show in the totals; a planner brings
/// a timesheet in.
@RungTest
class HoursBrowserTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @Test
  void hoursGoFromWhoEntersThemToTheTotals() throws Exception {
    HoursWorld world = new HoursWorld(jdbc);
    String id = HoursWorld.name("B");
    String department = HoursWorld.name("Quay");
    world.person(id, department);
    LocalDate day = LocalDate.now(ZoneId.of("America/Chicago")).minusDays(1);
    ManyPeople.account(jdbc, "clerk@example.org", "EMPLOYEE", id, "");
    ManyPeople.account(jdbc, "quay@example.org", "MANAGER", "", department);
    ManyPeople.account(jdbc, "hours-planner@example.org", "PLANNER", "", "");
    Path sheet = Files.createTempFile("week", ".csv");
    try (Browser browser = Browser.start();
        var phone = browser.window(ColorScheme.LIGHT, 390, 844);
        var desk = browser.window(ColorScheme.DARK, 1280, 800);
        var office = browser.window(ColorScheme.LIGHT, 1280, 800)) {
      Page mine = Browser.signedIn(phone, port, "clerk@example.org");
      mine.navigate("http://localhost:%d/my/hours".formatted(port));
      assertThat(mine.locator("h1").textContent()).isEqualTo("You have no hours yet");
      mine.locator("#day").fill(day.toString());
      mine.locator("#from").fill("08:00");
      mine.locator("#to").fill("8.00");
      mine.getByText("Enter the hours").click();
      assertThat(mine.locator(".error").textContent()).contains("“8.00” is no time.");
      mine.locator("#to").fill("16:30");
      mine.getByText("Enter the hours").click();
      assertThat(mine.locator(".notice").textContent()).contains("Your hours are entered");
      assertThat(mine.locator("#hours").textContent())
          .contains("08:00 to 16:30", "waits for approval");
      mine.getByText("Correct of", new Page.GetByTextOptions().setExact(false)).first().click();
      mine.locator("dialog:popover-open [name=minutes]").fill("480");
      mine.locator("dialog:popover-open [name=reason]").fill("Half an hour was a break.");
      mine.getByText("Correct the hours").click();
      assertThat(mine.locator("#hours").textContent())
          .contains("08:00 to 16:00", "Half an hour was a break.", "8 h 30 min");

      Page manager = Browser.signedIn(desk, port, "quay@example.org");
      manager.navigate("http://localhost:%d/team/hours".formatted(port));
      assertThat(manager.locator("h1").textContent()).isEqualTo("1 entry waits for you, 8 h");
      manager.getByText("Approve all 1 shown").click();
      assertThat(manager.locator("h1").textContent()).isEqualTo("No hours wait for you");
      assertThat(manager.locator("#people tbody tr").first().textContent()).contains(id, "8 h");

      mine.navigate("http://localhost:%d/my/hours?day=%s".formatted(port, day));
      assertThat(mine.locator("h1").textContent()).startsWith("8 h worked ");
      assertThat(mine.locator("#hours").textContent()).contains("approved by quay@example.org");

      Files.writeString(
          sheet,
          "person_id,day,from,to\n%s,%s,17:00,19:00\n%s,%s,15:00,19:00\n"
              .formatted(id, day, id, day));
      Page planner = Browser.signedIn(office, port, "hours-planner@example.org");
      planner.navigate("http://localhost:%d/hours".formatted(port));
      planner.locator("#file").setInputFiles(sheet);
      planner.getByText("These hours were approved where they come from").click();
      planner.getByText("Bring in the hours").click();
      planner.getByText("Open the result").click();
      assertThat(planner.locator("h1").textContent()).contains("1 new row of", "1 row is held");
      assertThat(planner.locator("#held").textContent())
          .contains("The person has hours then already: ", "08:00 to 16:00 (entry ");
      planner.navigate("http://localhost:%d/hours?day=%s".formatted(port, day));
      assertThat(
              planner
                  .locator("#people tbody tr")
                  .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(id))
                  .textContent())
          .contains("10 h");
    } finally {
      Files.delete(sheet);
    }
  }
}
