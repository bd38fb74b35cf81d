package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.database.DatabaseAddress;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/// What people see while the database does not answer, and that it passes by itself.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "logging.level.root=off",
      "rung.jobs.work=false",
      "spring.datasource.hikari.maximum-pool-size=4",
      "spring.datasource.hikari.connection-timeout=1000"
    })
@ContextConfiguration(initializers = DatabaseAwayTest.ThroughTheWire.class)
@DirtiesContext
class DatabaseAwayTest {
  private static final String WORDS = "The database does not answer just now";
  private static final DatabaseAddress DATABASE = TestDatabase.empty();
  private static final int THERE =
      URI.create(DATABASE.jdbcUrl().substring("jdbc:".length())).getPort();
  private static final CutWire WIRE = CutWire.to(THERE);

  /// The context reaches its database over a wire that the tests cut.
  static final class ThroughTheWire
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestDatabase.use(
          context,
          new DatabaseAddress(
              DATABASE.jdbcUrl().replace(":" + THERE + "/", ":" + WIRE.port() + "/"),
              DATABASE.user(),
              DATABASE.password()));
    }
  }

  @TempDir private Path folder = Path.of("");
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void account() {
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles)
            values ('pat@example.org', 'Pat', '{noop}a-secret-of-pat', array['PLANNER'])
            on conflict do nothing
            """)
        .update();
  }

  @AfterAll
  static void cut() throws IOException {
    WIRE.close();
  }

  private Visitor pat() {
    Visitor pat = new Visitor(port);
    signIn(pat);
    return pat;
  }

  private static HttpResponse<String> signIn(Visitor visitor) {
    return visitor.send(
        "/sign-in", "/sign-in", Map.of("email", "pat@example.org", "password", "a-secret-of-pat"));
  }

  @Test
  void everyKindOfRequestSaysThatTheDatabaseIsAwayAndIsWellAgainAfterwards() throws Exception {
    Visitor pat = pat();
    List<String> pages = List.of("/", "/people", "/imports", "/growth.csv", "/account");
    for (String page : pages) {
      assertThat(pat.open(page).statusCode()).as(page).isEqualTo(200);
    }
    Visitor stranger = new Visitor(port);
    String token = stranger.token("/sign-in");
    WIRE.cut();
    try {
      for (String page : pages) {
        saysSo(pat.open(page), page);
      }
      saysSo(new Visitor(port).open("/sign-in"), "/sign-in of a stranger");
      saysSo(new Visitor(port).open("/setup?code=1"), "/setup");
      assertThat(
              stranger
                  .forge(
                      "/sign-in",
                      token,
                      Map.of("email", "pat@example.org", "password", "a-secret-of-pat"))
                  .statusCode())
          .isEqualTo(503);
      // What needs no database is there.
      assertThat(pat.open("/base.css").statusCode()).isEqualTo(200);
      assertThat(pat.open("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(pat.open("/actuator/health/readiness").statusCode()).isEqualTo(503);
    } finally {
      WIRE.mend();
    }
    await(pat);
    for (String page : pages) {
      assertThat(pat.open(page).statusCode()).as(page).isEqualTo(200);
    }
    assertThat(signIn(stranger).uri().getPath()).isEqualTo("/");
  }

  private static void saysSo(HttpResponse<String> answer, String what) {
    assertThat(answer.statusCode()).as(what + answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).as(what).hasValue("5");
    assertThat(answer.headers().firstValue("Cache-Control")).as(what).hasValue("no-store");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).as(what).isPresent();
    assertThat(answer.body())
        .as(what)
        .contains("<title>" + WORDS, "Nothing you did is lost.", "Try again", "</html>")
        .doesNotContain("incident", "SQL", "connection");
  }

  @Test
  void theApiSaysItAsAProblem() throws Exception {
    Visitor pat = pat();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/scenarios"))
            .header("Authorization", "Bearer rung_nobody")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      WIRE.cut();
      HttpResponse<String> answer;
      try {
        answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      } finally {
        WIRE.mend();
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("/problems/database-away", WORDS);
      await(pat);
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void aFormThatMayOrMayNotHaveBeenTakenIsNotCalledLost() throws Exception {
    Visitor pat = pat();
    String token = pat.token("/scenarios");
    WIRE.cut();
    try {
      HttpResponse<String> answer = pat.forge("/plans", token, Map.of("scenario", "1"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains(WORDS, "look whether it is there")
          .doesNotContain("Nothing you did is lost");
    } finally {
      WIRE.mend();
    }
    await(pat);
  }

  @Test
  void aFragmentTellsItInThePageThatAskedForIt() throws Exception {
    Visitor pat = pat();
    WIRE.cut();
    try {
      HttpResponse<String> answer = pat.fragment("/jobs/1/progress");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.headers().firstValue("HX-Retarget")).hasValue("#away");
      assertThat(answer.body()).contains(WORDS).doesNotContain("<html");
    } finally {
      WIRE.mend();
    }
    await(pat);
    assertThat(pat.page("/")).contains("id=\"away\"");
  }

  @Test
  void aPageThatShowsProgressSaysItAndGoesOnByItself() throws Exception {
    long job =
        jdbc.sql(
                """
                insert into jobs.job (kind, title, subject, input, asked_by)
                values ('nothing', 'Long work', '', '{}', 'pat@example.org')
                returning id
                """)
            .query(Long.class)
            .single();
    String base = "http://localhost:" + port;
    try (Browser browser = Browser.start();
        Page page = browser.chromium().newPage()) {
      page.navigate(base + "/sign-in");
      page.fill("#email", "pat@example.org");
      page.fill("#password", "a-secret-of-pat");
      page.click("main button");
      page.navigate(base + "/jobs/" + job);
      WIRE.cut();
      try {
        assertThat(page.textContent("#away .notice")).contains(WORDS, "Nothing you did is lost.");
        assertThat(page.isVisible("text=waits for its turn")).isTrue();
      } finally {
        WIRE.mend();
      }
      page.waitForSelector(
          "#away .notice",
          new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
      jdbc.sql("update jobs.job set state = 'done', ended_at = now() where id = :job")
          .param("job", job)
          .update();
      assertThat(page.textContent("#job-" + job + " .notice.good")).contains("Long work: done");
    }
  }

  @Test
  void aPasswordThatCouldNotBeLookedAtIsNotCalledWrong() {
    Visitor stranger = new Visitor(port);
    String token = stranger.token("/sign-in");
    jdbc.sql("alter table access.account rename to elsewhere").update();
    try {
      HttpResponse<String> answer =
          stranger.forge(
              "/sign-in", token, Map.of("email", "pat@example.org", "password", "a-secret-of-pat"));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.uri().getQuery()).isNull();
    } finally {
      jdbc.sql("alter table access.elsewhere rename to account").update();
    }
  }

  private static void await(Visitor visitor) {
    Instant limit = Instant.now().plus(Duration.ofSeconds(40));
    while (visitor.open("/").statusCode() != 200) {
      assertThat(Instant.now()).as("it heals").isBefore(limit);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void whenAProcessOfPostgresIsKilledNobodySeesAnythingElseAndPagesComeBack() throws Exception {
    try (RungProcess server = RungProcess.start(folder, Map.of()).awaitReady();
        Onlookers onlookers = Onlookers.of(server, server.planner(server.database()))) {
      for (int i = 0; i < 4; i++) {
        onlookers.awaitWell();
        server.killBackend(server.database());
        onlookers.awaitWell();
      }
      assertThat(onlookers.seen().keySet()).isSubsetOf(200, 503).contains(200);
      if (onlookers.seen().containsKey(503)) {
        saysSo(onlookers.first(503), "the first answer without a database");
      }
      onlookers.forget();
      onlookers.awaitWell();
      assertThat(onlookers.seen()).containsOnlyKeys(200);
    }
  }
}
