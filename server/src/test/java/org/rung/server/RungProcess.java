package org.rung.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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

/// A real `rung serve` in a process of its own, on an embedded database in a folder or on a
/// PostgreSQL that is given. It can be killed, suspended and started again.
public final class RungProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final String PASSWORD = "secret-for-the-test";
  private static final String EMAIL = "planner@example.org";

  private final Path folder;
  private final Map<String, String> environment;
  private final int port;
  private final Process process;

  private RungProcess(Path folder, Map<String, String> environment, int port, Process process) {
    this.folder = folder;
    this.environment = environment;
    this.port = port;
    this.process = process;
  }

  /// Starts without waiting; see [#awaitReady()].
  ///
  /// @param folder the data folder, which also takes the log
  /// @param environment beside this process's own
  public static RungProcess start(Path folder, Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx640m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Rung.class.getName(),
                  "serve",
                  "--port",
                  String.valueOf(port)));
      builder.environment().remove("RUNG_DATABASE_URL");
      if (environment.containsKey("RUNG_DATABASE_URL")) {
        builder.environment().put("RUNG_KEY", TestDatabase.KEY);
      }
      builder.environment().put("RUNG_DATA", folder.toString());
      builder.environment().put("RUNG_HOME", System.getProperty("rung.home"));
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
              .start();
      return new RungProcess(folder, environment, port, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same server again, after it was killed.
  public RungProcess again() {
    return start(folder, environment);
  }

  /// Waits until pages are answered.
  public RungProcess awaitReady() throws Exception {
    until("is ready", this::answers);
    return this;
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("The server ended: " + tail());
    }
    try {
      return new Visitor(port).open("/sign-in").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /// A planner with a session of one's own; the account is made when missing.
  public Visitor planner(Database database) throws Exception {
    database.execute(
        """
        insert into access.account (email, name, password_hash, roles)
        values ('%s', 'Test', '{noop}%s', array['PLANNER'])
        on conflict do nothing
        """
            .formatted(EMAIL, PASSWORD));
    Visitor planner = new Visitor(port);
    planner.send("/sign-in", "/sign-in", Map.of("email", EMAIL, "password", PASSWORD));
    return planner;
  }

  /// Ends the process at once, as a machine that loses its power does (signal 9).
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("The server does not end");
    }
  }

  /// Stops the process in the middle of what it does, without its noticing, until [#wake()].
  public void suspend() throws Exception {
    signal("-STOP", process.pid());
  }

  /// Lets a suspended process go on.
  public void wake() throws Exception {
    signal("-CONT", process.pid());
  }

  /// The main process of the embedded PostgreSQL ends at once; its others notice by themselves.
  public void killPostgres() throws Exception {
    signal("-KILL", Long.parseLong(pidLines().getFirst().strip()));
  }

  /// Ends a process that serves a connection of the server, as the kernel does when memory runs
  /// out. PostgreSQL then ends all the others, recovers and answers again.
  public void killBackend(Database database) throws Exception {
    long pid =
        database.number(
            """
            select pid
              from pg_stat_activity
             where backend_type = 'client backend'
               and pid <> pg_backend_pid()
             order by (state = 'active') desc, (state like 'idle in%') desc, pid
             limit 1
            """);
    signal("-KILL", pid);
  }

  /// Where it answers, without a slash at the end.
  public String address() {
    return "http://localhost:" + port;
  }

  /// Somebody with a session of one's own, not signed in.
  public Visitor visitor() {
    return new Visitor(port);
  }

  /// Sends a signal to a process.
  public static void signal(String signal, long pid) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
  }

  private List<String> pidLines() throws IOException {
    return Files.readAllLines(folder.resolve("database/postmaster.pid"));
  }

  /// The embedded database: PostgreSQL writes its port into the fourth line of its file.
  public Database database() throws IOException {
    return new Database(
        "jdbc:postgresql://127.0.0.1:" + pidLines().get(3).strip() + "/postgres",
        "rung",
        Files.readString(folder.resolve("password")).strip());
  }

  /// A database that a test looks into beside the server.
  public record Database(String url, String user, String password) {
    private Connection connection() throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }

    /// Runs one statement.
    public void execute(String sql) throws SQLException {
      try (Connection connection = connection();
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    /// The first number of the first row, 0 without a row.
    public long number(String sql) throws SQLException {
      try (Connection connection = connection();
          var statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }

    /// Waits until a question has an answer or the time is over.
    void await(String sql, Duration limit) throws SQLException {
      try (Connection connection = connection();
          var statement = connection.prepareStatement(sql)) {
        Instant end = Instant.now().plus(limit);
        while (Instant.now().isBefore(end)) {
          try (ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
              return;
            }
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        }
      }
    }

    /// Every row, its columns with a bar between.
    public List<String> rows(String sql) throws SQLException {
      List<String> all = new ArrayList<>();
      try (Connection connection = connection();
          var statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            cells.add(String.valueOf(rows.getString(i)));
          }
          all.add(String.join("|", cells));
        }
      }
      return all;
    }
  }

  /// Waits for a condition; a failure shows the end of the server's log.
  public void until(String what, Callable<Boolean> condition) throws Exception {
    Instant limit = Instant.now().plus(LIMIT);
    while (!condition.call()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("Not in time: " + what + ". " + tail());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log(folder), StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("server.log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Stops in order, else by force.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
