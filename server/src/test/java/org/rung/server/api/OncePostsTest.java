package org.rung.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.server.ApiCaller;
import org.rung.server.ApiDocument;
import org.rung.server.ApiWorld;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A post with a key is done once, whatever happens.
@RungTest
@TestPropertySource(
    properties = {
      "rung.test=api",
      "rung.jobs.work=false",
      "rung.mail.server=smtp://127.0.0.1:9",
      "rung.mail.from=learning@example.org"
    })
class OncePostsTest {
  private static final String KEY = "Idempotency-Key";

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private KeptAnswers kept;
  @Autowired private ScheduledTaskHolder scheduled;

  private ApiCaller pat = caller("pat");

  private ApiCaller caller(String name) {
    return new ApiCaller(port, new ApiDocument("{\"paths\":{}}"), name);
  }

  @BeforeEach
  void pat() {
    pat = signedIn("pat@example.org");
  }

  private ApiCaller signedIn(String email) {
    ManyPeople.account(jdbc, email, "PLANNER", "", "");
    return caller(ApiWorld.token(jdbc, email, List.of(Scope.values())));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  /// The body that makes a scenario of a name.
  private String body(String name) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    JsonNode scenario = pat.raw("GET", "/api/v1/scenarios/new", "").at("/scenario");
    body.set("scenario", ((ObjectNode) scenario.deepCopy()).put("name", name));
    return body.toString();
  }

  private ApiCaller.Answer make(ApiCaller who, String body, String key) {
    return who.raw("POST", "/api/v1/scenarios", body, KEY, key);
  }

  private long named(String name) {
    return jdbc.sql("select count(*) from planning.scenario where name = :name")
        .param("name", name)
        .query(Long.class)
        .single();
  }

  @Test
  void theSamePostAgainIsAnsweredAlikeAndDoesNothing() {
    String name = "Once " + key();
    String body = body(name);
    String key = key();
    ApiCaller.Answer first = make(pat, body, key).is(201);
    ApiCaller.Answer again = make(pat, body, key).is(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("location")).isEqualTo(first.header("location")).isNotEmpty();
    assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
    assertThat(first.header("idempotency-replayed")).isEmpty();
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    assertThat(named(name)).isEqualTo(1);
  }

  @Test
  void anotherBodyOrAddressWithTheSameKeyIsRefusedAndSomebodyElsesKeyIsAnother() {
    String key = key();
    make(pat, body("First " + key), key).is(201);
    String other = body("Second " + key);
    make(pat, other, key).is(422).isProblem("key-reused");
    pat.raw("POST", "/api/v1/jobs/0/cancel", "", KEY, key).is(422).isProblem("key-reused");
    assertThat(named("Second " + key)).isZero();
    make(signedIn("quinn@example.org"), other, key).is(201);
  }

  @Test
  void whatWasRefusedMayBeMendedAndSentWithTheSameKey() {
    String key = key();
    make(pat, "{}", key).is(422).isProblem("faulty-values");
    make(pat, "{", key).is(400).isProblem("unreadable-body");
    make(pat, body("Mended " + key), key).is(201);
    assertThat(named("Mended " + key)).isEqualTo(1);
  }

  @Test
  void ofTwentyAtOnceOneDoesTheWorkAndAllGetItsAnswerOrAreToldToWait() throws Exception {
    String name = "Twenty " + key();
    String body = body(name);
    String key = key();
    Set<String> places = new HashSet<>();
    int busy = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      List<Callable<ApiCaller.Answer>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(() -> make(pat, body, key));
      }
      for (Future<ApiCaller.Answer> one : threads.invokeAll(all)) {
        if (one.get().status() == 201) {
          places.add(one.get().header("location"));
        } else {
          one.get().is(409).isProblem("key-in-use");
          busy++;
        }
      }
    }
    assertThat(places).hasSize(1);
    assertThat(named(name)).isEqualTo(1);
    assertThat(busy).isLessThan(20);
  }

  @Test
  void whoComesWhileTheFirstIsAtWorkForLongIsToldToWait() throws Exception {
    String key = key();
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> first =
          thread.submit(() ->
              transaction.executeWithoutResult(status -> {
                kept.claim(
                    new KeptAnswers.Asked(
                        "pat@example.org", key, "POST", "/elsewhere", new byte[] {1}));
                claimed.countDown();
                try {
                  told.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                status.setRollbackOnly();
              }));
      claimed.await();
      ApiCaller.Answer second = make(pat, body("Waits " + key), key);
      told.countDown();
      first.get();
      second.is(409).isProblem("key-in-use");
      assertThat(second.header("retry-after")).isEqualTo("1");
    }
    make(pat, body("Waits " + key), key).is(201);
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    String key = key();
    make(pat, body("Old " + key), key).is(201);
    jdbc.sql("update api.kept_answer set made_at = :old where key = :key")
        .param("old", Timestamp.from(Instant.now().minus(Duration.ofHours(25))))
        .param("key", key)
        .update();
    make(pat, body("New " + key), key).is(201);
    assertThat(named("New " + key)).isEqualTo(1);
  }

  @Test
  void oldAnswersAreTakenAwayEveryHourThoughNobodyPosts() {
    String old = key();
    String young = key();
    make(pat, body("Old " + old), old).is(201);
    make(pat, body("Young " + young), young).is(201);
    jdbc.sql("update api.kept_answer set made_at = :old where key = :key")
        .param("old", Timestamp.from(Instant.now().minus(Duration.ofHours(25))))
        .param("key", old)
        .update();
    assertThat(kept.forgetOld()).isPositive();
    assertThat(keys(old)).isZero();
    assertThat(keys(young)).isEqualTo(1);
    assertThat(
            scheduled.getScheduledTasks().stream()
                .map(task -> task.getTask().toString())
                .filter(name -> name.endsWith("KeptAnswers.forgetOld")))
        .hasSize(1);
  }

  private long keys(String key) {
    return jdbc.sql("select count(*) from api.kept_answer where key = :key")
        .param("key", key)
        .query(Long.class)
        .single();
  }

  /// The body never comes: an answer shows that nobody waited for it.
  @ParameterizedTest
  @CsvSource({
    "text/csv, /api/v1/scenarios/1/copy, 415",
    "text/csv, /api/v1/scenarios, 415",
    "application/octet-stream, /api/v1/imports/1/mend, 415",
    "nonsense, /api/v1/imports/1/mend, 413",
    "text/csv, /api/v1/no-such-address, 404",
    "text/csv, /api/v1/jobs/1/cancel, 413",
    "application/json, /api/v1/imports/1/mend, 413"
  })
  void aLargeBodyThatTheAddressDoesNotTakeIsRefusedUnread(String type, String path, int status)
      throws Exception {
    String token = ApiWorld.token(jdbc, "pat@example.org", List.of(Scope.values()));
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              """
              POST %s HTTP/1.1\r
              Host: localhost\r
              Authorization: Bearer %s\r
              Content-Type: %s\r
              Content-Length: 400000000\r
              \r
              """
                  .formatted(path, token, type)
                  .getBytes(StandardCharsets.US_ASCII));
      String first =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      assertThat(first).startsWith("HTTP/1.1 %d".formatted(status));
    }
  }

  @Test
  void aKeyOfStrangeLettersIsRefused() {
    for (String key : List.of("with space", "x".repeat(256))) {
      ApiCaller.Answer answer = make(pat, "{}", key).is(422).isProblem("faulty-values");
      assertThat(answer.at("/errors/0/at").asString()).isEqualTo("header.Idempotency-Key");
    }
  }

  @Test
  void whoLostTheScopeGetsNoKeptAnswer() {
    String key = key();
    String body = body("Mine " + key);
    make(pat, body, key).is(201);
    ApiCaller narrow = caller(ApiWorld.token(jdbc, "pat@example.org", List.of(Scope.JOBS_READ)));
    make(narrow, body, key).is(403).isProblem("missing-scope");
  }
}
