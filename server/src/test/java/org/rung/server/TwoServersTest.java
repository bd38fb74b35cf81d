package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.database.EmbeddedPostgres;

/// Two real servers on one PostgreSQL of its own, started at the same moment on an empty database.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoServersTest {
  private static final int PEOPLE = 60_000;

  @TempDir private static Path folder = Path.of("");
  private static EmbeddedPostgres postgres;
  private static RungProcess.Database database;
  private static RungProcess one;
  private static RungProcess two;

  @BeforeAll
  static void startBothAtOnce() throws Exception {
    postgres = EmbeddedPostgres.start(folder.resolve("postgres"), false);
    database = new RungProcess.Database(postgres.jdbcUrl(), postgres.user(), postgres.password());
    Map<String, String> environment =
        Map.of(
            "RUNG_DATABASE_URL", postgres.jdbcUrl(),
            "RUNG_DATABASE_USER", postgres.user(),
            "RUNG_DATABASE_PASSWORD", postgres.password(),
            "RUNG_JOBS_SILENCE", "3s");
    one = RungProcess.start(folder.resolve("one"), environment);
    two = RungProcess.start(folder.resolve("two"), environment);
    one.awaitReady();
    two.awaitReady();
  }

  @AfterAll
  static void stop() {
    if (one != null) {
      one.close();
    }
    if (two != null) {
      two.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  @Order(1)
  void tablesAreMadeAndReferenceDataIsLoadedOnce() throws Exception {
    assertThat(
            database.rows(
                "select version from flyway_schema_history where success group by version having"
                    + " count(*) > 1"))
        .isEmpty();
    assertThat(database.number("select count(*) from flyway_schema_history where not success"))
        .isZero();
    assertThat(database.number("select count(*) from reference.occupation"))
        .isEqualTo(database.number("select count(distinct code) from reference.occupation"))
        .isGreaterThan(900);
    assertThat(database.number("select count(*) from programmes.template")).isEqualTo(6);
  }

  @Test
  @Order(2)
  void jobsAskedOfBothRunOnceEach() throws Exception {
    Visitor first = one.planner(database);
    Visitor second = two.planner(database);
    for (int i = 0; i < 6; i++) {
      ask(i % 2 == 0 ? first : second, "2019-01-0" + (i + 1), 500);
    }
    settled();
    assertThat(
            database.rows(
                """
                select j.state, j.attempts, i.state, s.people
                  from jobs.job j
                  join people.import i on i.job_id = j.id
                  join people.snapshot s on s.import_id = i.id
                 where j.kind = 'people-import'
                   and s.taken_on < '2020-01-01'
                """))
        .hasSize(6)
        .allMatch("done|1|done|500"::equals);
    assertThat(database.number("select count(*) from people.employment")).isEqualTo(6 * 500);
  }

  @Test
  @Order(3)
  void theOtherServerCancelsAJob() throws Exception {
    String path = ask(one.planner(database), "2020-02-29", PEOPLE);
    long job = database.number("select max(id) from jobs.job where kind = 'people-import'");
    one.until("it runs", () -> database.number("select done from jobs.job where id = " + job) > 0);
    Visitor other = two.planner(database);
    other.send(path, "/jobs/" + job + "/cancel", Map.of());
    settled();
    assertThat(database.rows("select state from jobs.job where id = " + job))
        .containsExactly("cancelled");
    assertThat(
            database.number("select count(*) from people.snapshot where taken_on = '2020-02-29'"))
        .isZero();
  }

  @Test
  @Order(4)
  void theOtherServerTakesTheJobOfOneThatIsSuspendedAndItIsDoneOnce() throws Exception {
    // While the other stands still, the one that is asked takes it.
    Visitor planner = one.planner(database);
    two.suspend();
    long job;
    try {
      ask(planner, "2020-06-30", PEOPLE);
      job = database.number("select max(id) from jobs.job where kind = 'people-import'");
      one.until(
          "it runs", () -> database.number("select done from jobs.job where id = " + job) > 0);
      one.suspend();
    } finally {
      two.wake();
    }
    try {
      two.until(
          "the other server takes it",
          () -> database.number("select attempts from jobs.job where id = " + job) == 2);
    } finally {
      // Only now does the lock of its transaction go.
      one.wake();
    }
    settled();
    assertThat(
            database.rows(
                """
                select i.state, i.rows_new, i.rows_changed, i.rows_same, s.people, j.state
                  from people.import i
                  join people.snapshot s on s.import_id = i.id
                  join jobs.job j on j.id = i.job_id
                 where s.taken_on = '2020-06-30'
                """))
        .containsExactly("done|%1$d|0|0|%1$d|done".formatted(PEOPLE));
  }

  @Test
  @Order(5)
  void pagesAgree() throws Exception {
    settled();
    Visitor first = one.planner(database);
    Visitor second = two.planner(database);
    for (String page :
        List.of(
            "/",
            "/people",
            "/roles",
            "/growth",
            "/growth.csv",
            "/openings",
            "/programmes",
            "/programmes/templates",
            "/pathways",
            "/scenarios",
            "/plans",
            "/imports",
            "/about")) {
      assertThat(plain(second.open(page).body()).lines())
          .as(page)
          .containsExactlyElementsOf(plain(first.open(page).body()).lines().toList());
    }
  }

  /// Without what belongs to one session.
  private static String plain(String page) {
    return page.replaceAll("<body hx-headers='[^']*'>", "<body>")
        .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "")
        .replaceAll("nonce=\"[^\"]*\"", "")
        .replaceAll("[^<>]*\\d+ (seconds?|minutes?|s|min)( ago)?[^<>]*", "");
  }

  private static String ask(Visitor planner, String day, int people) {
    String content =
        IntStream.range(0, people)
            .mapToObj(
                i -> "P%d,%s,Water,%d".formatted(i, i % 2 == 0 ? "Clerk" : "Cook", 40_000 + i))
            .collect(Collectors.joining("\n", "id,title,department,annual pay\n", "\n"));
    String path =
        planner.sendFile("/imports", "/imports", "staff_" + day + ".csv", content).uri().getPath();
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "day", day,
                "is0", "PERSON_ID",
                "is1", "JOB_TITLE",
                "is2", "DEPARTMENT",
                "is3", "ANNUAL_PAY"));
    assertThat(planner.send(path, path, form).statusCode()).isEqualTo(200);
    return path;
  }

  private static void settled() throws Exception {
    one.until(
        "every job is settled",
        () ->
            database.number("select count(*) from jobs.job where state in ('queued', 'running')")
                == 0);
  }
}
