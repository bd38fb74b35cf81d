package org.rung.server.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.database.ProtectedSchema;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The migrations of this version, by their path below `db/migration`. A backup names those that
/// its database had run, so that its tables are made as they were, filled, and only then brought up
/// to today. Those of the schema [ProtectedSchema] are named `protected/…` and made by its keeper.
record Migrations(Map<String, String> scripts) {
  private static final String FOLDER = "db/migration/";
  private static final String PROTECTED = ProtectedSchema.NAME + "/";
  private static final Pattern SCHEMA =
      Pattern.compile("(?im)^\\s*create schema (?:if not exists )?(\\w+)");

  /// As Flyway makes its table, so that it finds its own.
  private static final String HISTORY =
      """
      create table %1$s (
        installed_rank int not null constraint flyway_schema_history_pk primary key,
        version        varchar(50),
        description    varchar(200) not null,
        type           varchar(20) not null,
        script         varchar(1000) not null,
        checksum       int,
        installed_by   varchar(100) not null,
        installed_on   timestamp not null default now(),
        execution_time int not null,
        success        boolean not null
      );
      create index flyway_schema_history_s_idx on %1$s (success);
      """
          .formatted(Contents.HISTORY);

  static Migrations ofThisVersion() {
    Map<String, String> scripts = new TreeMap<>();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:" + FOLDER + "**/*.sql")) {
        String address = resource.getURL().toString();
        scripts.put(
            address.substring(address.lastIndexOf(FOLDER) + FOLDER.length()),
            resource.getContentAsString(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The migrations of this version cannot be read.", e);
    }
    ProtectedSchema.scripts().forEach((name, script) -> scripts.put(PROTECTED + name, script));
    return new Migrations(scripts);
  }

  /// The schemas they make.
  Set<String> schemas() {
    Set<String> schemas = new TreeSet<>();
    for (String script : scripts.values()) {
      Matcher found = SCHEMA.matcher(script);
      while (found.find()) {
        schemas.add(found.group(1));
      }
    }
    return schemas;
  }

  /// Those that a database has run, in its order.
  ///
  /// @throws BackupRefused when there is none
  static List<Contents.Migration> ranIn(Connection connection) throws SQLException {
    List<Contents.Migration> ran = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("select to_regclass('%s')".formatted(Contents.HISTORY))) {
        there.next();
        if (there.getString(1) == null) {
          throw new BackupRefused("There is nothing of Rung in this database.");
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              """
              select version, script, coalesce(checksum, 0) as checksum
                from %s
               where success
                 and type = 'SQL'
               order by installed_rank
              """
                  .formatted(Contents.HISTORY))) {
        while (rows.next()) {
          ran.add(
              new Contents.Migration(
                  rows.getString("version"), rows.getString("script"), rows.getInt("checksum")));
        }
      }
    }
    return ran;
  }

  /// Those of the protected schema that a database has run, by an account that may read them.
  static List<Contents.Migration> ranApart(Connection keeper) throws SQLException {
    List<Contents.Migration> ran = new ArrayList<>();
    ProtectedSchema.ran(keeper)
        .forEach((name, checksum) ->
            ran.add(new Contents.Migration(ProtectedSchema.NAME, PROTECTED + name, checksum)));
    return ran;
  }

  static boolean apart(Contents.Migration migration) {
    return migration.script().startsWith(PROTECTED);
  }

  /// @throws BackupRefused when this version does not know them all, and as they were
  void require(List<Contents.Migration> ran, String madeBy) {
    for (Contents.Migration migration : ran) {
      String script = scripts.get(migration.script());
      if (script == null) {
        throw new BackupRefused(
            ("It was made by a newer Rung (%s): this one does not know its migration %s (%s)."
                    + " Restore it with that version or a later one.")
                .formatted(madeBy, migration.version(), migration.script()));
      }
      if (checksum(script) != migration.checksum()) {
        throw new BackupRefused(
            ("It was made by another build of Rung (%s), in which the migration %s (%s) is a"
                    + " different one. Restore it with the version that made it.")
                .formatted(madeBy, migration.version(), migration.script()));
      }
    }
  }

  /// Makes the tables as they were, empty, in the transaction of the connection.
  ///
  /// @param connection of the keeper where the address has one
  void make(Connection connection, DatabaseAddress address, List<Contents.Migration> ran)
      throws SQLException {
    boolean kept = address.keeper().isPresent();
    try (Statement statement = connection.createStatement()) {
      if (kept) {
        // What the keeper makes for the server belongs to the server.
        statement.execute("set local role " + Catalogue.quote(address.account()));
      }
      statement.execute(HISTORY);
      for (Contents.Migration migration : ran) {
        if (!apart(migration)) {
          statement.execute(scripts.getOrDefault(migration.script(), ""));
        }
      }
      if (kept) {
        statement.execute("reset role");
        for (Contents.Migration migration : ran) {
          if (apart(migration)) {
            statement.execute(scripts.getOrDefault(migration.script(), ""));
          }
        }
      }
    }
  }

  /// Runs what a database has not run yet, by Flyway, as a start of the server would.
  ///
  /// @return how many were run
  static int bringUpToDate(DatabaseAddress address) {
    int ran = flyway(address);
    ProtectedSchema.bringUpToDate(address);
    return ran;
  }

  private static int flyway(DatabaseAddress address) {
    return Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations("classpath:db/migration")
        .createSchemas(false)
        .outOfOrder(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  /// Flyway's: CRC-32 of the lines without what ends them.
  static int checksum(String script) {
    CRC32 crc = new CRC32();
    Arrays.stream(script.split("\r\n|\r|\n", -1))
        .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }
}
