package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// What other pages make a browser send, and scripts that somebody slips into a page.
@RungTest
@TestPropertySource(properties = "rung.test=access")
class ForgeryTest {
  private static final String PASSWORD = "secret-for-the-test";

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void accounts() {
    jdbc.sql("truncate access.account, access.audit, access.attempt, access.session cascade")
        .update();
    for (String name : List.of("ada", "eve")) {
      jdbc.sql(
              """
              insert into access.account (email, name, password_hash, roles)
              values (:email, 'Test', :hash, array['ADMIN'])
              """)
          .param("email", name + "@example.org")
          .param("hash", "{noop}" + PASSWORD)
          .update();
    }
  }

  @Test
  void aFormWithoutTheTokenOfItsSessionChangesNothing() {
    Visitor ada = visitor("ada");
    String stolen = visitor("eve").token("/accounts");
    Map<String, String> form =
        Map.of(
            "email",
            "new@example.org",
            "name",
            "New",
            "password",
            "long-enough-to-do",
            "role",
            "ADMIN");
    for (String token : List.of("", "guessed", stolen)) {
      HttpResponse<String> answer = ada.forge("/accounts", token, form);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body())
          .contains("This form is too old to be taken", "Nothing was changed.");
    }
    assertThat(jdbc.sql("select count(*) from access.account").query(Long.class).single())
        .isEqualTo(2);
    assertThat(ada.send("/accounts", "/accounts", form).statusCode()).isEqualTo(200);
    assertThat(jdbc.sql("select count(*) from access.account").query(Long.class).single())
        .isEqualTo(3);
  }

  @Test
  void aFormOfAnotherSiteComesWithoutTheSession() {
    try (Browser browser = Browser.start();
        BrowserContext context = browser.chromium().newContext()) {
      Page page = context.newPage();
      signIn(page, "ada");
      // Another host of this machine is another site; its page sends a form here by itself.
      page.route(
          Pattern.compile("http://127\\.0\\.0\\.1:.*"),
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/html")
                      .setBody(
                          """
                          <form method="post" action="http://localhost:%d/account/sign-out">
                          <input name="_csrf" value="guessed"></form>
                          <script>document.forms[0].submit()</script>
                          """
                              .formatted(port))));
      var sent =
          page.waitForRequest(
              "**/account/sign-out", () -> page.navigate("http://127.0.0.1:" + port + "/"));
      page.waitForLoadState();
      assertThat(sent.response().status()).isEqualTo(403);
      assertThat(sent.allHeaders().getOrDefault("cookie", "")).doesNotContain("rung-session");
      page.navigate("http://localhost:" + port + "/accounts");
      assertThat(page.url()).endsWith("/accounts");
    }
  }

  @Test
  void scriptsThatSomebodySlipsIntoAPageDoNotRun() {
    try (Browser browser = Browser.start();
        BrowserContext context = browser.chromium().newContext()) {
      Page page = context.newPage();
      signIn(page, "ada");
      List<String> told = new ArrayList<>();
      page.onConsoleMessage(message -> told.add(message.text()));
      page.route(
          "**/accounts",
          route -> {
            APIResponse answer = route.fetch();
            route.fulfill(
                new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(
                        answer
                            .text()
                            .replace(
                                "<main",
                                """
                                <script>window.ran = 'inline'</script>
                                <img src="/nothing" onerror="window.ran = 'handler'">
                                <script src="http://127.0.0.1:%d/webjars/htmx.org/2.0.10/dist/htmx.min.js"></script>
                                <a id="link" href="javascript:window.ran='link'">link</a>
                                <base href="http://127.0.0.1/"><main\
                                """
                                    .formatted(port))));
          });
      page.navigate("http://localhost:" + port + "/accounts");
      page.locator("#link").click();
      assertThat(page.locator("h1").textContent()).contains("2 people have an account");
      assertThat(page.evaluate("window.ran === undefined")).isEqualTo(true);
      assertThat(page.evaluate("document.baseURI"))
          .isEqualTo("http://localhost:" + port + "/accounts");
      assertThat(told.stream().filter(text -> text.contains("Content Security Policy")).count())
          .describedAs("inline, handler, other host, link, base: %s", told)
          .isGreaterThanOrEqualTo(5);
    }
  }

  private void signIn(Page page, String name) {
    page.navigate("http://localhost:" + port + "/sign-in");
    page.locator("#email").fill(name + "@example.org");
    page.locator("#password").fill(PASSWORD);
    page.locator("main button").click();
    page.waitForURL("http://localhost:" + port + "/");
  }

  private Visitor visitor(String name) {
    Visitor visitor = new Visitor(port);
    visitor.send(
        "/sign-in", "/sign-in", Map.of("email", name + "@example.org", "password", PASSWORD));
    return visitor;
  }
}
