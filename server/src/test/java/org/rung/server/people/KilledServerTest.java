package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Rung;
import org.rung.server.Visitor;

/// A real server in a process of its own, on a PostgreSQL of its own, killed in the middle of an
/// import.
class KilledServerTest {
  private static final int PEOPLE = 120_000;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private Path folder = Path.of("");

  @Test
  void anImportUnderWayWhenTheServerWasKilledIsDoneOnceAfterTheRestart() throws Exception {
    int port = freePort();
    Process server = serve(port);
    long job;
    try {
      until(() -> answers(port));
      addPlanner();
      Visitor planner = new Visitor(port);
      planner.send(
          "/sign-in",
          "/sign-in",
          Map.of("email", "planner@example.org", "password", "secret-for-the-test"));
      String path =
          planner.sendFile("/imports", "/imports", "staff_2020-06-30.csv", staff()).uri().getPath();
      planner.send(
          path,
          path,
          Map.of(
              "day", "2020-06-30",
              "is0", "PERSON_ID",
              "is1", "JOB_TITLE",
              "is2", "DEPARTMENT",
              "is3", "ANNUAL_PAY"));
      job = number("select job_id from people.import");
      until(() -> number("select done from jobs.job where phase = 'writing people'") > 0);
    } finally {
      server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    Process again = serve(port);
    try {
      until(() -> answers(port));
      // The transaction of the killed server left nothing.
      assertThat(number("select count(*) from people.import where state = 'done'")).isZero();
      until(
          () -> number("select count(*) from jobs.job where state = 'done' and id = " + job) == 1);
      assertThat(number("select attempts from jobs.job where id = " + job)).isEqualTo(2);
      assertThat(number("select count(*) from people.employment")).isEqualTo(PEOPLE);
      assertThat(number("select count(*) from people.person")).isEqualTo(PEOPLE);
      assertThat(number("select people from people.snapshot")).isEqualTo(PEOPLE);
      assertThat(number("select count(*) from people.import where state = 'done'")).isEqualTo(1);
      assertThat(number("select count(*) from people.import_part")).isZero();
    } finally {
      again.destroy();
      if (!again.waitFor(20, TimeUnit.SECONDS)) {
        again.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static String staff() {
    return IntStream.range(0, PEOPLE)
        .mapToObj(i -> "P%d,%s,Water,%d".formatted(i, i % 2 == 0 ? "Clerk" : "Cook", 40_000 + i))
        .collect(Collectors.joining("\n", "id,title,department,annual pay\n", "\n"));
  }

  private Process serve(int port) throws IOException {
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
    builder.environment().remove("RUNG_DATABASE_URL");
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("server.log").toFile())
        .start();
  }

  private static boolean answers(int port) {
    try {
      return new Visitor(port).open("/sign-in").statusCode() == 200;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void addPlanner() throws Exception {
    try (Connection database = database();
        var statement = database.createStatement()) {
      statement.execute(
          """
          insert into access.account (email, name, password_hash, roles)
          values ('planner@example.org', 'Test', '{noop}secret-for-the-test', array['PLANNER'])
          """);
    }
  }

  /// The first number of the first row, 0 without a row.
  private long number(String sql) throws Exception {
    try (Connection database = database();
        var statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /// The database of the server's folder: PostgreSQL writes its port into the fourth line of its
  /// file.
  private Connection database() throws IOException, SQLException {
    String port = Files.readAllLines(folder.resolve("database/postmaster.pid")).get(3);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "rung",
        Files.readString(folder.resolve("password")).strip());
  }

  private void until(Callable<Boolean> condition) throws Exception {
    Instant limit = Instant.now().plus(LIMIT);
    while (!condition.call()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(Files.readString(folder.resolve("server.log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
