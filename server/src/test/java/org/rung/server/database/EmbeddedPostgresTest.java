package org.rung.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void keepsWhatWasCommittedOverARestart() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true)) {
      run(postgres, "create table kept (n int)", "insert into kept values (7)");
      assertThat(setting(postgres, "fsync")).isEqualTo("on");
      assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true)) {
      assertThat(number(postgres, "select n from kept")).isEqualTo(7);
    }
  }

  @Test
  void takesOverFromAPostgresThatAKilledProcessLeft() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starts.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(killed.inputReader().readLine()).isEqualTo("started");
    killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true)) {
      assertThat(number(postgres, "select n from kept")).isEqualTo(9);
    }
  }

  /// Started in a process of its own, which the test then kills.
  static final class Starts {
    public static void main(String[] arguments) throws Exception {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), true);
      run(postgres, "create table kept (n int)", "insert into kept values (9)");
      System.out.println("started");
      System.in.read();
      Thread.currentThread().join();
    }
  }

  @Test
  void aSecondProcessOnTheSameFolderIsToldSo() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true)) {
      assertThat(postgres.jdbcUrl()).contains("127.0.0.1");
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder, true))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("Another Rung")
          .hasMessageContaining("RUNG_DATA");
    }
  }

  @Test
  void aFileForTheFolderIsToldSo() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> EmbeddedPostgres.start(file, true))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining(file + " is a file");
    assertThat(file).hasContent("x");
  }

  @Test
  void asksForAPasswordThatOnlyTheOwnerCanRead() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guessed"))
          .isInstanceOf(SQLException.class);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void theServerWorksAsAnAccountThatCannotBecomeAnother() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true);
        Connection server = postgres.address().connect();
        var statement = server.createStatement()) {
      statement.execute("create schema own");
      statement.execute("create table own.kept (n int)");
      for (String refused :
          List.of(
              "set role rung",
              "set role rung_protected",
              "create role more",
              "alter role rung_server superuser",
              "grant rung_protected to rung_server",
              "copy own.kept to program 'true'",
              "select pg_read_file('postgresql.conf')")) {
        assertThatThrownBy(() -> statement.execute(refused))
            .as(refused)
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("42501");
      }
    }
  }

  @Test
  void handsTheServerWhatAnEarlierVersionMadeAsTheSuperuser() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true)) {
      run(
          postgres,
          "alter database postgres owner to rung",
          "create schema old",
          "create table old.kept (id bigint generated always as identity, n serial)",
          "create table flyway_schema_history (n int)",
          "create view old.now as select n from old.kept",
          "create sequence old.deed",
          "create function old.same() returns int language sql return 1",
          "insert into old.kept default values");
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true);
        Connection server = postgres.address().connect();
        var statement = server.createStatement()) {
      for (String owners :
          List.of(
              "alter schema old rename to older",
              "alter table older.kept add column more int",
              "alter table flyway_schema_history add column more int",
              "create or replace view older.now as select n from older.kept",
              "alter sequence older.deed restart",
              "drop function older.same()",
              "insert into older.kept default values",
              "create schema another")) {
        statement.execute(owners);
      }
      assertThat(number(postgres, "select count(*) from older.kept")).isEqualTo(2);
    }
  }

  static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Test
  @EnabledIf("root")
  void runsAsAUserOfItsOwnWhereNamespacesAreRefused() throws Exception {
    // JUnit's folder is its owner's alone; the user of the database must be able to enter.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true, List.of("false"))) {
      assertThat(number(postgres, "select 5")).isEqualTo(5);
      assertThat(Files.getOwner(folder.resolve("database")).getName()).isEqualTo("rung-postgres");
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, true)) {
      assertThat(number(postgres, "select 6")).isEqualTo(6);
    }
  }

  private static void run(EmbeddedPostgres postgres, String... statements) throws SQLException {
    try (Connection connection = connect(postgres);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static int number(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        var result = connection.createStatement().executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getInt(1);
    }
  }

  private static String setting(EmbeddedPostgres postgres, String name) throws SQLException {
    try (Connection connection = connect(postgres);
        var result = connection.createStatement().executeQuery("show " + name)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }
}
