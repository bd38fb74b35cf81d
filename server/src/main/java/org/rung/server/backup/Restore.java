package org.rung.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.rung.server.database.DatabaseAddress;

/// Fills a database from a backup or from another database, in one transaction: all of it, each row
/// read back and compared, or nothing.
///
/// The tables are made by the migrations that the source had run, filled without their foreign keys
/// and triggers, which are then put back (so every key is checked), and brought up to today at
/// last.
public final class Restore {
  /// What every start fills by itself is no loss.
  private static final Set<String> SHIPPED =
      Set.of("programmes.template", "protected.migration", "decisions.seal_key", Contents.HISTORY);

  private static final String SHIPPED_SCHEMA = "reference.";

  /// Servers of the first release did not say their name: the driver's own stood there.
  private static final String UNNAMED = "PostgreSQL JDBC Driver";

  private final DatabaseAddress into;
  private final boolean replace;
  private final Steps steps;
  private final Migrations migrations = Migrations.ofThisVersion();

  private Restore(DatabaseAddress into, boolean replace, Steps steps) {
    this.into = into;
    this.replace = replace;
    this.steps = steps;
  }

  /// What was restored.
  ///
  /// @param contents as they were read back
  /// @param migrated migrations that were run on it afterwards
  public record Restored(Contents contents, int migrated) {}

  /// Restores a backup.
  ///
  /// @param replace whether a database that holds something may be overwritten
  /// @throws BackupRefused when the file is not whole or of a later version, when the database
  ///   holds something that would be lost, or when a server is at work on it; nothing was changed
  public static Restored from(Path file, DatabaseAddress into, boolean replace, Steps steps)
      throws IOException, SQLException {
    Passed passed = new Passed(steps);
    Restore restore = new Restore(into, replace, steps);
    try (BackupFile backup = BackupFile.open(file, passed)) {
      restore.migrations.require(
          backup.contents().migrations(), "version " + backup.contents().rung());
      backup.verify(steps);
      Contents contents = restore.fill(backup, backup.contents()::sequences, passed);
      return new Restored(contents, Migrations.bringUpToDate(into));
    }
  }

  /// Copies a database into another. The source stays as it is.
  ///
  /// @param replace whether a target that holds something may be overwritten
  /// @throws BackupRefused as [#from], and when a server is at work on the source: what it wrote
  ///   meanwhile would be missing
  public static Restored move(
      DatabaseAddress from, DatabaseAddress into, boolean replace, Steps steps)
      throws IOException, SQLException {
    Passed passed = new Passed(steps);
    Restore restore = new Restore(into, replace, steps);
    try (Snapshot snapshot = Snapshot.of(from, passed)) {
      if (sameDatabase(from, into)) {
        throw new BackupRefused("Both are the same database (%s).".formatted(into));
      }
      refuseWhileOthersWork(from);
      restore.migrations.require(snapshot.contents().migrations(), "the one that runs on it");
      Contents contents = restore.fill(snapshot, snapshot::sequences, passed);
      return new Restored(contents, Migrations.bringUpToDate(into));
    }
  }

  /// Restores as it was, for tests of a migration.
  static Contents asItWas(Path file, DatabaseAddress into) throws IOException, SQLException {
    Steps unheard = (what, done, total) -> {};
    try (BackupFile backup = BackupFile.open(file, rows -> {})) {
      Restore restore = new Restore(into, false, unheard);
      restore.migrations.require(backup.contents().migrations(), backup.contents().rung());
      return restore.fill(backup, backup.contents()::sequences, new Passed(unheard));
    }
  }

  private interface Sequences {
    List<Contents.Sequence> standing() throws SQLException;
  }

  private Contents fill(Source source, Sequences sequences, Passed passed)
      throws IOException, SQLException {
    Contents from = Apart.goingInto(into, source.contents(), source.attributes());
    try (Connection connection = into.connectWhole()) {
      connection.setAutoCommit(false);
      Snapshot.sameTextEverywhere(connection);
      refuseWhileOthersWork(into);
      requireUtf8(connection);
      Apart.requireReadable(connection, into);
      clear(connection);
      migrations.make(connection, into, from.migrations());
      Catalogue catalogue = Catalogue.of(connection, migrations.schemas());
      requireSameTables(from, catalogue);
      List<ForeignKey> keys = foreignKeys(connection);
      for (ForeignKey key : keys) {
        execute(connection, "alter table %s drop constraint %s".formatted(key.table(), key.name()));
      }
      List<Contents.Content> copied = copy(from, source, connection, catalogue, passed);
      for (ForeignKey key : keys) {
        steps.step("checking keys", 0, 0);
        execute(
            connection,
            "alter table %s add constraint %s %s"
                .formatted(key.table(), key.name(), key.definition()));
      }
      List<Contents.Sequence> standing = sequences.standing();
      setSequences(connection, catalogue, standing);
      for (Catalogue.Table table : catalogue.tables().values()) {
        execute(connection, "analyze " + table.quoted());
      }
      connection.commit();
      return new Contents(
          from.format(),
          from.rung(),
          from.madeAt(),
          from.postgresql(),
          from.migrations(),
          copied,
          standing);
    }
  }

  private static List<Contents.Content> copy(
      Contents from, Source source, Connection connection, Catalogue catalogue, Passed passed)
      throws IOException, SQLException {
    List<Contents.Content> copied = new ArrayList<>();
    passed.expect(from.rows());
    for (Contents.Content content : from.tables()) {
      passed.table(content.name());
      Catalogue.Table table = found(catalogue, content.name());
      // A trigger that guards against change would refuse rows that were fine when they came.
      execute(connection, "alter table %s disable trigger user".formatted(table.quoted()));
      Contents.Content sent;
      try (PGCopyOutputStream rows =
          new PGCopyOutputStream(connection.unwrap(PGConnection.class), table.copyIn(), 1 << 16)) {
        sent = source.copy(content, rows);
      }
      Contents.Content arrived =
          Snapshot.copy(connection, table, content, OutputStream.nullOutputStream(), rows -> {});
      if (!sent.equals(arrived)) {
        throw new IllegalStateException(
            "%s did not arrive as it was sent: %d rows with the digest %s became %d with %s. Nothing was kept."
                .formatted(
                    content.name(), sent.rows(), sent.sha256(), arrived.rows(), arrived.sha256()));
      }
      execute(connection, "alter table %s enable trigger user".formatted(table.quoted()));
      copied.add(arrived);
    }
    return copied;
  }

  private static Catalogue.Table found(Catalogue catalogue, String name) {
    Catalogue.Table table = catalogue.tables().get(name);
    if (table == null) {
      throw new IllegalArgumentException("There is no table " + name);
    }
    return table;
  }

  // ---- before anything is changed

  /// Connections of others: a server, or a second restore.
  private static void refuseWhileOthersWork(DatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select count(*)
                  from pg_stat_activity
                 where datname = current_database()
                   and backend_type = 'client backend'
                   and application_name in ('%s', '%s')
                """
                    .formatted(DatabaseAddress.SERVER, UNNAMED))) {
      row.next();
      if (row.getLong(1) > 0) {
        throw new BackupRefused(
            "A server is at work on %s (%d connections). Stop it first."
                .formatted(address, row.getLong(1)));
      }
    }
  }

  private static boolean sameDatabase(DatabaseAddress from, DatabaseAddress into)
      throws SQLException {
    return identity(from).equals(identity(into));
  }

  /// Two PostgreSQL servers did not start in the same microsecond, whatever their addresses are
  /// called.
  private static String identity(DatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_postmaster_start_time() || ' ' || current_database()")) {
      row.next();
      return row.getString(1);
    }
  }

  private static void requireUtf8(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show server_encoding")) {
      row.next();
      if (!"UTF8".equals(row.getString(1))) {
        throw new BackupRefused(
            "The database has the encoding %s. Make one with: create database NAME encoding 'UTF8' template template0"
                .formatted(row.getString(1)));
      }
    }
  }

  private void clear(Connection connection) throws SQLException {
    List<String> present = Catalogue.present(connection, migrations.schemas());
    Catalogue there = Catalogue.of(connection, migrations.schemas());
    Map<String, Long> lost = new TreeMap<>();
    for (Catalogue.Table table : there.tables().values()) {
      String name = table.qualified();
      if (!SHIPPED.contains(name) && !name.startsWith(SHIPPED_SCHEMA)) {
        long rows = count(connection, table);
        if (rows > 0) {
          lost.put(name, rows);
        }
      }
    }
    if (!lost.isEmpty() && !replace) {
      throw new BackupRefused(
          "The database %s is not empty. It holds %s. Back it up first, then say --replace to lose that."
              .formatted(into, words(lost)));
    }
    for (String schema : present) {
      execute(connection, "drop schema %s cascade".formatted(Catalogue.quote(schema)));
    }
    execute(connection, "drop table if exists " + Contents.HISTORY);
  }

  private static String words(Map<String, Long> lost) {
    List<String> most =
        lost.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(6)
            .map(entry -> "%,d rows of %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (lost.size() > 6) {
      most.add("rows of %d more tables".formatted(lost.size() - 6));
    }
    return most.size() == 1
        ? most.getFirst()
        : String.join(", ", most.subList(0, most.size() - 1)) + " and " + most.getLast();
  }

  private static long count(Connection connection, Catalogue.Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table.quoted())) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void requireSameTables(Contents contents, Catalogue catalogue) {
    Map<String, Set<String>> given = new TreeMap<>();
    for (Contents.Content table : contents.tables()) {
      given.put(table.name(), new TreeSet<>(table.columns()));
    }
    Map<String, Set<String>> made = new TreeMap<>();
    catalogue.tables().forEach((name, table) -> made.put(name, new TreeSet<>(table.columns())));
    if (!given.equals(made)) {
      Set<String> missing = new TreeSet<>(made.keySet());
      missing.removeAll(given.keySet());
      Set<String> tooMany = new TreeSet<>(given.keySet());
      tooMany.removeAll(made.keySet());
      Set<String> other = new TreeSet<>(given.keySet());
      other.removeIf(
          name -> tooMany.contains(name) || Objects.equals(given.get(name), made.get(name)));
      throw new BackupRefused(
          "Its tables are not those of the version it names (missing: %s; not known: %s; other columns: %s). Nothing was changed."
              .formatted(missing, tooMany, other));
    }
  }

  // ---- keys and sequences

  private record ForeignKey(String table, String name, String definition) {}

  private List<ForeignKey> foreignKeys(Connection connection) throws SQLException {
    List<ForeignKey> keys = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select quote_ident(n.nspname) || '.' || quote_ident(r.relname) as at,
                   quote_ident(c.conname) as name,
                   pg_get_constraintdef(c.oid) as definition
              from pg_constraint c
              join pg_class r on r.oid = c.conrelid
              join pg_namespace n on n.oid = r.relnamespace
             where c.contype = 'f'
               and n.nspname = any (?)
             order by at, name
            """)) {
      query.setArray(1, connection.createArrayOf("text", migrations.schemas().toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          keys.add(
              new ForeignKey(
                  rows.getString("at"), rows.getString("name"), rows.getString("definition")));
        }
      }
    }
    return keys;
  }

  private static void setSequences(
      Connection connection, Catalogue catalogue, List<Contents.Sequence> standing)
      throws SQLException {
    Set<String> missing = new HashSet<>(catalogue.sequences());
    standing.forEach(sequence -> missing.remove(sequence.name()));
    if (!missing.isEmpty() || standing.size() != catalogue.sequences().size()) {
      throw new BackupRefused(
          "Its sequences are not those of the version it names (missing: %s). Nothing was changed."
              .formatted(new TreeSet<>(missing)));
    }
    for (Contents.Sequence sequence : standing) {
      try (PreparedStatement set =
          connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
        set.setString(1, Snapshot.quoted(sequence.name()));
        set.setLong(2, sequence.last());
        set.setBoolean(3, sequence.called());
        set.execute();
      }
      if (!Snapshot.standing(connection, sequence.name()).equals(sequence)) {
        throw new IllegalStateException("The sequence %s did not arrive.".formatted(sequence));
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
