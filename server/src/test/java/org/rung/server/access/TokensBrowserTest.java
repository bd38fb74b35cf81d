package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rung.server.ApiCaller;
import org.rung.server.ApiDocument;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.PageWalk;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// A token is made, used and revoked by keyboard alone, in a real browser, and axe finds nothing.
@RungTest
@TestPropertySource(properties = "rung.test=access")
class TokensBrowserTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  private final List<String> faults = new ArrayList<>();

  @Test
  void aTokenIsMadeUsedAndRevokedByKeyboard() {
    ManyPeople.account(jdbc, "kim@example.org", "PLANNER", "", "");
    try (Browser browser = Browser.start()) {
      try (BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 900)) {
        Page page = Browser.signedIn(window, port, "kim@example.org");
        page.navigate(address("/account"));
        sound(page);
        press(page, "a[href='/account/tokens']", "Enter");
        page.locator("#name").focus();
        page.keyboard().type("nightly report");
        press(page, "input[value='jobs:read']", "Space");
        press(page, "main form .primary", "Enter");
        String token = page.locator("#token").textContent();
        sound(page);
        ApiCaller caller = new ApiCaller(port, new ApiDocument("{\"paths\":{}}"), token);
        caller.raw("GET", "/api/v1/jobs", "").is(200);
        page.navigate(address("/account/tokens"));
        assertThat(page.content()).doesNotContain(token);
        press(page, "button[aria-label='Revoke nightly report']", "Enter");
        sound(page);
        press(page, "dialog:popover-open .button.danger", "Enter");
        page.locator("table").getByText("revoked").waitFor();
        caller.raw("GET", "/api/v1/jobs", "").is(401);
      }
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (BrowserContext window = browser.window(scheme, 390, 900)) {
          Page page = Browser.signedIn(window, port, "kim@example.org");
          for (String path :
              List.of("/account", "/account/tokens", "/problems", "/problems/faulty-values")) {
            page.navigate(address(path));
            sound(page);
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static void press(Page page, String what, String key) {
    page.locator(what).focus();
    page.keyboard().press(key);
    page.waitForLoadState();
  }

  private void sound(Page page) {
    faults.addAll(PageWalk.sound(page));
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }
}
