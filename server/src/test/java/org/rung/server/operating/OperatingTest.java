package org.rung.server.operating;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Rung;
import org.rung.server.Visitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server in a process of its own that logs JSON: it imports, fails, refuses sign-ins, is
/// stopped (SIGTERM) in the middle of an import, and is started again.
class OperatingTest {
  private static final int PEOPLE = 60_000;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String TOKEN = "a-token-for-the-test";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder = Path.of("");
  private static int port;
  private static Process server;
  private static long stopMilliseconds;
  private static String stateAfterStop = "";
  private static String startingReadiness = "";

  @BeforeAll
  static void aDayOfAServer() throws Exception {
    port = freePort();
    server = serve();
    until(() -> {
      int status = status("/actuator/health/readiness");
      startingReadiness += status + " ";
      return status == 200;
    });
    run(
        """
        insert into access.account (email, name, password_hash, roles)
        values ('zelda.zwicker@example.org', 'Zelda Zwicker', '{noop}secret-for-the-test', array['PLANNER'])
        """);
    Visitor planner = new Visitor(port);
    signIn(planner, "zelda.zwicker@example.org", "a-wrong-secret");
    signIn(planner, "yannick.unknown@example.org", "a-wrong-secret");
    signIn(planner, "zelda.zwicker@example.org", "secret-for-the-test");
    imports(planner, "first_2020-06-30.csv", "2020-06-30", staff(2_000, "oops"));
    until(() -> number("select count(*) from jobs.job where state = 'done'") >= 1);
    planner.open("/people/QX-1");
    planner.open("/people/QX-nobody-Zwicker");
    planner.open("/roles?find=Quartzwright");
    planner.open("/people?find=%00QX-7");
    planner.open("/imports/Zwicker");
    // What only breaks inside: a table is away.
    run("alter table programmes.programme rename to away");
    planner.open("/programmes?find=Quartzwright");
    run("alter table programmes.away rename to programme");
    imports(planner, "second_2021-06-30.csv", "2021-06-30", staff(PEOPLE, "551237"));
    // In the middle, or over already where the machine was quick.
    until(() ->
        number(
                """
                select count(*)
                  from (select *
                          from jobs.job
                         where kind = 'people-import'
                         order by id desc
                         limit 1) newest
                 where attempts > 0
                   and (done > 0 or state = 'done')
                """)
            == 1);
    Instant stopping = Instant.now();
    server.destroy();
    assertThat(server.waitFor(40, TimeUnit.SECONDS)).isTrue();
    stopMilliseconds = Duration.between(stopping, Instant.now()).toMillis();
    server = serve();
    until(() -> status("/actuator/health/readiness") == 200);
    stateAfterStop =
        text(
            "select state || ' ' || attempts from jobs.job where kind = 'people-import' order by id"
                + " desc limit 1");
    until(() -> number("select count(*) from people.import where state = 'done'") == 2);
    until(() -> number("select count(*) from jobs.job where state in ('queued', 'running')") == 0);
  }

  @AfterAll
  static void stop() throws Exception {
    server.destroy();
    if (!server.waitFor(20, TimeUnit.SECONDS)) {
      server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static void signIn(Visitor visitor, String email, String password) {
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", password));
  }

  private static void imports(Visitor planner, String name, String day, String content) {
    String path = planner.sendFile("/imports", "/imports", name, content).uri().getPath();
    planner.send(
        path,
        path,
        Map.of(
            "day", day,
            "is0", "PERSON_ID",
            "is1", "JOB_TITLE",
            "is2", "DEPARTMENT",
            "is3", "ANNUAL_PAY"));
  }

  private static String staff(int people, String lastPay) {
    return IntStream.range(0, people)
        .mapToObj(i ->
            "QX-%d,%s,Vexillology,%s"
                .formatted(
                    i,
                    i % 2 == 0 ? "Quartzwright" : "Jetsam keeper",
                    i == people - 1 ? lastPay : String.valueOf(71_000 + i)))
        .collect(Collectors.joining("\n", "id,title,department,annual pay\n", "\n"));
  }

  // ---- health

  @Test
  void isReadyOnceThePagesAndTheJobsAre() {
    assertThat(startingReadiness).endsWith("200 ");
    assertThat(status("/actuator/health/liveness")).isEqualTo(200);
    assertThat(status("/actuator/health")).isEqualTo(200);
    assertThat(body("/actuator/health/readiness", "")).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void aStopEndsTheJobAtItsNextStepAndTheNextStartTakesItUp() throws Exception {
    assertThat(stopMilliseconds).isLessThan(30_000);
    // Given back, not lost: it need not be silent for a while first, and no attempt is counted.
    assertThat(stateAfterStop).isIn("queued 0", "running 1", "done 1");
    assertThat(number("select count(*) from jobs.job where state <> 'done'")).isZero();
    assertThat(number("select max(people) from people.snapshot")).isEqualTo(PEOPLE);
    assertThat(number("select max(attempts) from jobs.job")).isEqualTo(1);
  }

  // ---- figures

  @Test
  void figuresAreForWhoeverHasTheToken() {
    assertThat(status("/actuator/prometheus")).isEqualTo(401);
    assertThat(status("/actuator/prometheus", "Bearer another")).isEqualTo(401);
    assertThat(status("/actuator/prometheus", "Bearer " + TOKEN)).isEqualTo(200);
    assertThat(MetricsAccess.allows("", "Bearer ")).isFalse();
    assertThat(status("/actuator/env", "Bearer " + TOKEN)).isNotEqualTo(200);
  }

  @Test
  void figuresTellJobsImportsPlansRequestsAndThePool() {
    String figures = body("/actuator/prometheus", "Bearer " + TOKEN);
    assertThat(figures)
        .contains(
            "rung_jobs{kind=\"people-import\",state=\"done\"} 2.0",
            "rung_jobs{kind=\"plan\",state=\"queued\"} 0.0",
            "rung_import_rows{what=\"held\"} 1.0",
            "rung_import_rows{what=\"read\"} %s".formatted((double) (PEOPLE + 2_000)),
            "rung_letters{state=\"failed\"} 0.0",
            "rung_plan_gap_ratio 0.0",
            "rung_plan_duration_seconds{step=\"solve\"} 0.0",
            "hikaricp_connections_active",
            "http_server_requests_seconds_count")
        .containsPattern(
            "rung_jobs_duration_seconds\\{kind=\"people-import\",state=\"done\"\\} [0-9.]+");
    assertThat(figures).doesNotContain(personal());
  }

  // ---- the log

  @Test
  void theLogIsJsonWithFailuresAndWithoutTheirWords() throws Exception {
    List<String> levels = new ArrayList<>();
    JsonMapper json = JsonMapper.builder().build();
    List<String> traces = new ArrayList<>();
    for (String line : log().lines().filter(line -> line.startsWith("{")).toList()) {
      JsonNode entry = json.readTree(line);
      levels.add(entry.path("log").path("level").asString());
      assertThat(entry.path("error").has("message")).isFalse();
      if (entry.path("error").has("stack_trace")) {
        traces.add(entry.path("error").path("stack_trace").asString());
      }
    }
    assertThat(levels).contains("INFO", "ERROR");
    // The table that was away: what PostgreSQL calls it and where, not what it said.
    assertThat(traces).anyMatch(trace -> trace.contains("SQLSTATE 42P01"));
    assertThat(traces)
        .allMatch(trace -> trace.contains("\tat ") && !trace.contains("does not exist"));
  }

  @Test
  void nothingOfAPersonIsInTheLog() throws Exception {
    assertThat(log()).isNotEmpty().doesNotContain(personal());
    assertThat(log()).doesNotContainPattern("\\b7[1-9]\\d{3}(\\.00)?\\b.*pay");
  }

  private static String[] personal() {
    return new String[] {
      "QX-",
      "Quartzwright",
      "Jetsam",
      "Vexillology",
      "551237",
      "Zelda",
      "Zwicker",
      "zelda.zwicker",
      "yannick",
      "secret-for-the-test",
      "a-wrong-secret",
      "oops",
      TOKEN
    };
  }

  private static String log() throws IOException {
    StringBuilder log = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        log.append(Files.readString(file));
      }
    }
    return log.toString();
  }

  // ---- the process

  private static Process serve() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Rung.class.getName(),
                "serve",
                "--port",
                String.valueOf(port)));
    builder.environment().put("RUNG_DATA", folder.toString());
    builder.environment().put("RUNG_HOME", System.getProperty("rung.home"));
    builder.environment().put("RUNG_METRICS_TOKEN", TOKEN);
    builder.environment().put("RUNG_LOG_FORMAT", "json");
    builder.environment().remove("RUNG_DATABASE_URL");
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("server-%d.log".formatted(System.nanoTime())).toFile())
        .start();
  }

  private static int status(String path) {
    return status(path, "");
  }

  /// 0 while nothing answers.
  private static int status(String path, String authorization) {
    try {
      return send(path, authorization).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String body(String path, String authorization) {
    try {
      return send(path, authorization).body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> send(String path, String authorization) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(String sql) throws Exception {
    try (Connection database = database();
        var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The first number of the first row, 0 without a row.
  private static long number(String sql) throws Exception {
    String text = text(sql);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private static String text(String sql) throws Exception {
    try (Connection database = database();
        var statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  private static Connection database() throws IOException, SQLException {
    String at = Files.readAllLines(folder.resolve("database/postmaster.pid")).get(3);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + at.strip() + "/postgres",
        "rung",
        Files.readString(folder.resolve("password")).strip());
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    Instant limit = Instant.now().plus(LIMIT);
    while (!condition.call()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
