package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.provider.ExampleProvider;
import org.rung.server.Browser;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Signing in by OpenID Connect, against a real provider: the code flow with PKCE.
@RungTest
class OidcSignInTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final ExampleProvider SERVICE = ExampleProvider.start();

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry registry) {
    registry.add("rung.oidc.issuer", SERVICE::issuer);
    registry.add("rung.oidc.client-id", () -> ExampleProvider.CLIENT);
    registry.add("rung.oidc.client-secret", () -> ExampleProvider.SECRET);
    registry.add("rung.oidc.name", () -> "Example");
    registry.add("rung.oidc.roles-claim", () -> "groups");
    registry.add("rung.oidc.person-claim", () -> "employee");
  }

  @AfterAll
  static void stop() {
    SERVICE.stop();
  }

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void nobody() {
    SERVICE.accept("http://localhost:" + port);
    jdbc.sql("truncate access.account, access.audit, access.attempt, access.session cascade")
        .update();
    jdbc.sql(
            "insert into people.person (employer_id) values ('O-1'), ('O-2') on conflict do nothing")
        .update();
    add("ada@example.org", "ADMIN");
  }

  @Test
  void signsInAndOutInABrowser() {
    SERVICE.person("pat", claims("pat@example.org", true, List.of("rung-planner", "staff"), ""));
    try (Browser browser = Browser.start();
        BrowserContext context = browser.chromium().newContext()) {
      Page page = context.newPage();
      page.navigate("http://localhost:" + port + "/growth");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Example"))
          .click();
      page.locator("#username").fill("pat");
      page.locator("#password").fill(ExampleProvider.PASSWORD);
      page.locator("button").click();
      page.waitForURL(url -> url.contains("localhost:" + port + "/growth"));
      assertThat(page.locator(".account").innerText()).isEqualTo("pat@example.org");

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
      page.waitForURL("http://localhost:" + port + "/sign-in");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Example"))
          .click();
      assertThat(page.locator("#username").isVisible())
          .describedAs("signed out at the service too")
          .isTrue();
    }
    assertThat(account("pat@example.org"))
        .isEqualTo("pat@example.org {PLANNER} nobody no password");
  }

  @Test
  void makesAnAccountOfAPersonAndFollowsItsRoles() {
    SERVICE.person("eli", claims("Eli@Example.org", true, List.of(), "O-1"));
    assertThat(signIn("eli").uri().getPath()).isEqualTo("/my");
    assertThat(account("eli@example.org")).isEqualTo("eli@example.org {EMPLOYEE} O-1 no password");

    jdbc.sql("update access.identity set seen_at = now() - interval '40 days'").update();

    SERVICE.person(
        "eli", claims("new-name@example.org", false, List.of("rung-manager", "MANAGER"), "O-1"));
    assertThat(signIn("eli").uri().getPath())
        .describedAs("the number at the service decides, not the email")
        .isEqualTo("/team");
    assertThat(account("eli@example.org"))
        .isEqualTo("eli@example.org {MANAGER,EMPLOYEE} O-1 no password");
    assertThat(
            jdbc.sql("select seen_at > now() - interval '1 hour' from access.identity")
                .query(Boolean.class)
                .single())
        .as("tokens go by when the service vouched last")
        .isTrue();
    assertThat(jdbc.sql("select count(*) from access.account").query(Long.class).single())
        .isEqualTo(2);
  }

  @Test
  void findsALocalAccountByAVerifiedEmailAlone() {
    add("fin@example.org", "FINANCE");
    SERVICE.person("thief", claims("fin@example.org", false, List.of("rung-finance"), ""));
    HttpResponse<String> refused = signIn("thief");
    assertThat(refused.uri().getPath()).isEqualTo("/sign-in");
    assertThat(refused.body()).contains("does not vouch for your email");
    assertThat(sessionsOf("fin@example.org")).isZero();

    SERVICE.person("fin", claims("fin@example.org", true, List.of("rung-finance"), ""));
    assertThat(signIn("fin").uri().getPath()).isEqualTo("/");
    assertThat(sessionsOf("fin@example.org")).isEqualTo(1);
    assertThat(account("fin@example.org")).isEqualTo("fin@example.org {FINANCE} nobody password");

    SERVICE.person("later", claims("fin@example.org", true, List.of("rung-finance"), ""));
    assertThat(signIn("later").body())
        .describedAs("an address that is used again opens no old account")
        .contains("belongs to somebody else");
    assertThat(sessionsOf("fin@example.org")).isEqualTo(1);
  }

  @Test
  void letsNobodyInWithoutARole() {
    SERVICE.person("guest", claims("guest@example.org", true, List.of("planner", "staff"), "X"));
    assertThat(signIn("guest").body()).contains("gives you no role in Rung");
    assertThat(account("guest@example.org")).isEmpty();
  }

  @Test
  void neverMakesTwoAccountsOnePerson() {
    jdbc.sql("update access.account set employer_id = 'O-2'").update();
    SERVICE.person("oz", claims("oz@example.org", true, List.of(), "O-2"));
    assertThat(signIn("oz").body()).contains("Another account is the person");
    assertThat(sessionsOf("oz@example.org")).isZero();
  }

  @Test
  void keepsTheLastAdministrator() {
    SERVICE.person("ada", claims("ada@example.org", true, List.of("rung-planner"), ""));
    assertThat(signIn("ada").uri().getPath()).isEqualTo("/");
    assertThat(account("ada@example.org")).isEqualTo("ada@example.org {ADMIN} nobody password");
  }

  @Test
  void takesNoAnswerThatItDidNotAskFor() {
    HttpClient http = client();
    HttpResponse<String> answer =
        get(http, "http://localhost:" + port + "/sign-in/back?code=stolen&state=guessed");
    assertThat(answer.uri().getPath()).isEqualTo("/sign-in");
    assertThat(answer.body()).contains("You are not signed in");
  }

  @Test
  void sendsAProofKeyWithEachQuestion() {
    HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    String asked =
        get(http, "http://localhost:" + port + "/sign-in/with/oidc")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    assertThat(asked)
        .startsWith(SERVICE.issuer())
        .contains("code_challenge=", "code_challenge_method=S256", "state=", "nonce=");
  }

  private static Map<String, Object> claims(
      String email, boolean verified, List<String> groups, String employee) {
    return Map.of(
        "email",
        email,
        "email_verified",
        verified,
        "name",
        "Somebody",
        "groups",
        groups,
        "employee",
        employee);
  }

  private void add(String email, String role) {
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles)
            values (:email, 'Test', '{noop}secret-for-the-test', array[:role])
            """)
        .param("email", email)
        .param("role", role)
        .update();
  }

  private String account(String email) {
    return jdbc.sql(
            """
            select email || ' ' || roles::text || ' ' || coalesce(employer_id, 'nobody')
                   || case when password_hash is null then ' no' else '' end || ' password'
              from access.account
             where email = :email
            """)
        .param("email", email)
        .query(String.class)
        .optional()
        .orElse("");
  }

  private long sessionsOf(String email) {
    return jdbc.sql("select count(*) from access.session where account = :email")
        .param("email", email)
        .query(Long.class)
        .single();
  }

  /// The whole flow by HTTP, in a browser of its own; returns where it ends.
  private HttpResponse<String> signIn(String name) {
    HttpClient http = client();
    HttpResponse<String> form = get(http, "http://localhost:" + port + "/sign-in/service");
    assertThat(form.uri().toString()).startsWith(SERVICE.issuer() + "/login");
    Matcher token = TOKEN.matcher(form.body());
    assertThat(token.find()).isTrue();
    return send(
        http,
        HttpRequest.newBuilder(URI.create(SERVICE.issuer() + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "_csrf=%s&username=%s&password=%s"
                        .formatted(
                            URLEncoder.encode(token.group(1), StandardCharsets.UTF_8),
                            name,
                            ExampleProvider.PASSWORD)))
            .build());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private static HttpResponse<String> get(HttpClient http, String address) {
    return send(
        http, HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build());
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
