package org.rung.server.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.Rung;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Sessions in the database.
@RungTest
@TestPropertySource(properties = "rung.test=access")
class SessionsTest {
  private static final String EMAIL = "planner@example.org";
  private static final String PASSWORD = "secret-for-the-test";

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Environment environment;

  @BeforeEach
  void accounts() {
    jdbc.sql("truncate access.account, access.audit, access.attempt, access.session cascade")
        .update();
    add(EMAIL, "PLANNER");
    add("admin@example.org", "ADMIN");
  }

  @Test
  void surviveARestartAndServeTwoServers() {
    CookieManager cookies = new CookieManager();
    signIn(cookies, port);
    assertThat(open(cookies, port, "/growth").uri().getPath()).isEqualTo("/growth");
    try (ConfigurableApplicationContext second =
        new SpringApplicationBuilder(Rung.class)
            .run(
                "--server.port=0",
                "--rung.jobs.work=false",
                "--logging.level.org.rung=warn",
                "--rung.key=" + environment.getProperty("rung.key"),
                "--rung.database.url=" + environment.getProperty("rung.database.url"),
                "--rung.database.user=" + environment.getProperty("rung.database.user"),
                "--rung.database.password=" + environment.getProperty("rung.database.password"))) {
      int other = requireNonNull(((WebServerApplicationContext) second).getWebServer()).getPort();
      assertThat(open(cookies, other, "/growth").uri().getPath()).isEqualTo("/growth");
      jdbc.sql("delete from access.session").update();
      assertThat(open(cookies, other, "/growth").uri().getPath()).isEqualTo("/sign-in");
      assertThat(open(cookies, port, "/growth").uri().getPath()).isEqualTo("/sign-in");
    }
  }

  @Test
  void giveACookieThatScriptsAndOtherPagesDoNotGet() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    for (boolean https : List.of(false, true)) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sign-in"))
                  .header("X-Forwarded-Proto", https ? "https" : "http")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(cookie).startsWith("rung-session=").contains("HttpOnly", "SameSite=Lax", "Path=/");
      assertThat(cookie.contains("Secure")).describedAs(cookie).isEqualTo(https);
    }
  }

  @Test
  void areAnotherOneAfterSignIn() {
    CookieManager cookies = new CookieManager();
    open(cookies, port, "/sign-in");
    String before = cookie(cookies);
    signIn(cookies, port);
    assertThat(cookie(cookies)).isNotEqualTo(before);
    assertThat(jdbc.sql("select count(*) from access.session").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void areWrittenDownSoThatNobodyCanEnterThem() {
    CookieManager cookies = new CookieManager();
    signIn(cookies, port);
    String id =
        new String(java.util.Base64.getDecoder().decode(cookie(cookies)), StandardCharsets.UTF_8);
    assertThat(
            jdbc.sql("select digest from access.session").query((row, n) -> row.getBytes(1)).list())
        .containsExactly(Digest.of(id));
    assertThat(
            jdbc.sql("select value from access.session_value")
                .query((row, n) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
                .list())
        .isNotEmpty()
        .noneMatch(value -> value.contains(id) || value.contains(PASSWORD));
  }

  @Test
  void endWhenIdleAndAfterTheirLongestTime() {
    Instant start = Instant.parse("2026-03-02T08:00:00Z");
    Sessions first = at(start);
    StoredSession session = first.createSession();
    session.setAttribute("a", "b");
    first.save(session);
    String id = session.getId();

    assertThat(at(start.plus(Duration.ofMinutes(29))).findById(id)).isNotNull();
    assertThat(at(start.plus(Duration.ofMinutes(31))).findById(id))
        .describedAs("half an hour before sign-in")
        .isNull();

    sign(session, first);
    assertThat(at(start.plus(Duration.ofMinutes(119))).findById(id)).isNotNull();
    assertThat(at(start.plus(Duration.ofMinutes(121))).findById(id)).describedAs("idle").isNull();

    Instant now = start;
    while (now.isBefore(start.plus(Duration.ofHours(22)))) {
      now = now.plus(Duration.ofMinutes(90));
      Sessions later = at(now);
      StoredSession seen = requireNonNull(later.findById(id));
      seen.setLastAccessedTime(now);
      later.save(seen);
    }
    assertThat(at(start.plus(Duration.ofDays(1)).plusSeconds(1)).findById(id))
        .describedAs("seen lately, but a day old")
        .isNull();
    at(start.plus(Duration.ofDays(2))).save(at(start.plus(Duration.ofDays(2))).createSession());
    assertThat(
            jdbc.sql("select count(*) from access.session where digest = :digest")
                .param("digest", Digest.of(id))
                .query(Long.class)
                .single())
        .describedAs("swept when another begins")
        .isZero();
  }

  @Test
  void areSeenOnceAMinuteAndNotWrittenWithEachClick() {
    Instant start = Instant.parse("2026-03-02T08:00:00Z");
    Sessions first = at(start);
    StoredSession session = first.createSession();
    first.save(session);
    String row = row(session.getId());
    for (int seconds : List.of(1, 30, 59)) {
      StoredSession again =
          requireNonNull(at(start.plusSeconds(seconds)).findById(session.getId()));
      again.setLastAccessedTime(start.plusSeconds(seconds));
      at(start.plusSeconds(seconds)).save(again);
      assertThat(row(session.getId())).isEqualTo(row);
    }
    StoredSession later = requireNonNull(at(start.plusSeconds(60)).findById(session.getId()));
    later.setLastAccessedTime(start.plusSeconds(60));
    at(start.plusSeconds(60)).save(later);
    assertThat(row(session.getId())).isNotEqualTo(row);
  }

  @Test
  void ofAnotherVersionEndQuietly() {
    CookieManager cookies = new CookieManager();
    signIn(cookies, port);
    jdbc.sql("update access.session_value set value = :value")
        .param("value", "no object at all".getBytes(StandardCharsets.UTF_8))
        .update();
    assertThat(open(cookies, port, "/growth").uri().getPath()).isEqualTo("/sign-in");
  }

  @Test
  void takeInNothingButWhatTheyHold() {
    Sessions sessions = at(Instant.now());
    StoredSession session = sessions.createSession();
    session.setAttribute(
        "other", new org.rung.server.ledger.Money(1, java.util.Currency.getInstance("USD")));
    try {
      sessions.save(session);
    } catch (java.io.UncheckedIOException e) {
      return; // Cannot even be written.
    }
    assertThat(sessions.findById(session.getId())).isNull();
  }

  @Test
  void endEverywhereAtOnce() {
    CookieManager here = new CookieManager();
    CookieManager there = new CookieManager();
    signIn(here, port);
    signIn(there, port);
    assertThat(open(here, port, "/account").body())
        .contains("Signed in in 2 browsers", "This one", "Another");
    assertThat(visitor(EMAIL).send("/account", "/account/sign-out", Map.of()).uri().getPath())
        .isEqualTo("/sign-in");
    assertThat(open(here, port, "/growth").uri().getPath()).isEqualTo("/sign-in");
    assertThat(open(there, port, "/growth").uri().getPath()).isEqualTo("/sign-in");
  }

  @Test
  void endWhenAnAdministratorSaysSoOrTakesARoleAway() {
    CookieManager cookies = new CookieManager();
    Visitor admin = visitor("admin@example.org");
    long id =
        jdbc.sql("select id from access.account where email = :email")
            .param("email", EMAIL)
            .query(Long.class)
            .single();
    String page = "/accounts/" + id;
    for (Map.Entry<String, Map<String, String>> deed :
        List.of(
            Map.entry(page + "/sign-out", Map.<String, String>of()),
            Map.entry(page, Map.of("version", "1", "name", "Pat", "role", "FINANCE")),
            Map.entry(page + "/password", Map.of("password", PASSWORD)),
            Map.entry(page + "/remove", Map.<String, String>of()))) {
      signIn(cookies, port);
      assertThat(open(cookies, port, "/account").uri().getPath()).isEqualTo("/account");
      assertThat(admin.send(page, deed.getKey(), deed.getValue()).statusCode()).isEqualTo(200);
      assertThat(open(cookies, port, "/account").uri().getPath())
          .describedAs(deed.getKey())
          .isEqualTo("/sign-in");
    }
    assertThat(admin.open(page).statusCode()).isEqualTo(404);
  }

  @Test
  void ofOtherBrowsersEndWithAnotherPassword() {
    CookieManager there = new CookieManager();
    signIn(there, port);
    Visitor here = visitor(EMAIL);
    assertThat(
            here.send(
                    "/account",
                    "/account/password",
                    Map.of("password", PASSWORD, "becomes", "another-secret-one"))
                .uri()
                .getPath())
        .isEqualTo("/account");
    assertThat(here.open("/growth").uri().getPath()).isEqualTo("/growth");
    assertThat(open(there, port, "/growth").uri().getPath()).isEqualTo("/sign-in");
  }

  private void sign(StoredSession session, Sessions sessions) {
    var context =
        org.springframework.security.core.context.SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        org.springframework.security.authentication.UsernamePasswordAuthenticationToken
            .authenticated(EMAIL, null, List.of()));
    session.setAttribute("SPRING_SECURITY_CONTEXT", context);
    sessions.save(session);
  }

  private Sessions at(Instant now) {
    return new Sessions(
        jdbc,
        transaction,
        Clock.fixed(now, ZoneOffset.UTC),
        Duration.ofHours(2),
        Duration.ofDays(1));
  }

  /// The row and its place in the table: any write changes it.
  private String row(String id) {
    return jdbc.sql("select xmin || ' ' || s::text from access.session s where digest = :digest")
        .param("digest", Digest.of(id))
        .query(String.class)
        .single();
  }

  private void add(String email, String role) {
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles)
            values (:email, 'Test', :hash, array[:role])
            """)
        .param("email", email)
        .param("hash", "{noop}" + PASSWORD)
        .param("role", role)
        .update();
  }

  private Visitor visitor(String email) {
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", PASSWORD));
    return visitor;
  }

  private static String cookie(CookieManager cookies) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("rung-session"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static void signIn(CookieManager cookies, int port) {
    var token =
        java.util.regex.Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
            .matcher(open(cookies, port, "/sign-in").body());
    assertThat(token.find()).isTrue();
    send(
        cookies,
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "_csrf=%s&email=%s&password=%s".formatted(token.group(1), EMAIL, PASSWORD)))
            .build());
  }

  private static HttpResponse<String> open(CookieManager cookies, int port, String path) {
    return send(
        cookies, HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build());
  }

  private static HttpResponse<String> send(CookieManager cookies, HttpRequest request) {
    cookies.setCookiePolicy(CookiePolicy.ACCEPT_ALL);
    try {
      return HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build()
          .send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
