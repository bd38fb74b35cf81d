package org.rung.server.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
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

/// A keeper brings a file in and compares groups, in a real browser: wide and light, narrow and
/// dark.
@RungTest
@TestPropertySource(properties = "rung.test=fairness")
class FairnessBrowserTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  private final List<String> faults = new ArrayList<>();

  @Test
  void aKeeperBringsAFileInAndComparesGroups() {
    ManyPeople.load(jdbc, transaction, 600);
    ManyPeople.account(jdbc, "kit@example.org", "KEEPER", "", "");
    StringBuilder file = new StringBuilder("person_id,sex,ethnicity,veteran\n");
    for (int n = 1; n <= 600; n++) {
      file.append(
          "M-%d,%s,%s,%s\n"
              .formatted(
                  n,
                  n % 3 == 2 && n % 2 == 0 || n % 12 == 0 ? "female" : "male",
                  n % 7 == 0 ? "Asian" : n % 11 == 0 ? "Black or African American" : "White",
                  n % 97 == 0 ? "yes" : ""));
    }
    file.append("M-1,femle,,\n");
    try (Browser browser = Browser.start()) {
      for (boolean narrow : new boolean[] {false, true}) {
        try (BrowserContext window =
            browser.window(
                narrow ? ColorScheme.DARK : ColorScheme.LIGHT, narrow ? 320 : 1440, 900)) {
          Page page = Browser.signedIn(window, port, "kit@example.org");
          assertThat(page.url()).endsWith("/fairness");
          sound(page);
          page.navigate(address("/fairness/attributes"));
          page.locator("#file")
              .setInputFiles(
                  new FilePayload(
                      "attributes.csv",
                      "text/csv",
                      file.toString().getBytes(StandardCharsets.UTF_8)));
          page.locator("#source").fill("own word");
          page.locator("#day").fill("2026-01-31");
          page.locator("main .primary").click();
          assertThat(page.locator("h1").textContent())
              .contains("600 rows of attributes.csv hold from now on; 1 row was not taken");
          sound(page);
          page.navigate(address("/fairness"));
          assertThat(page.locator("main").textContent()).contains("below four fifths");
          sound(page);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }

  private void sound(Page page) {
    faults.addAll(PageWalk.sound(page));
  }
}
