package org.rung.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// The schema `protected`: sex, ethnicity, age, disability and the like, apart from everything
/// else. An account of its own owns it, which the server is not and cannot become; the server may
/// call the functions there and see no row. Its migrations are run by that account, so they lie
/// apart from the others (`db/protected`) and note themselves in `protected.migration`.
public final class ProtectedSchema {
  /// Its name.
  public static final String NAME = "protected";

  private static final String FOLDER = "/db/protected/";

  /// In the order in which they run; they stay as merged.
  private static final List<String> SCRIPTS = List.of("V1__attributes.sql", "V2__kinds.sql");

  private ProtectedSchema() {}

  /// The migrations of this version.
  ///
  /// @return by name, in their order
  public static Map<String, String> scripts() {
    Map<String, String> scripts = new TreeMap<>();
    for (String name : SCRIPTS) {
      try (InputStream text = ProtectedSchema.class.getResourceAsStream(FOLDER + name)) {
        if (text == null) {
          throw new IllegalStateException(FOLDER + name + " is missing");
        }
        scripts.put(name, new String(text.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return scripts;
  }

  /// Those that a database has run, by an account that may read them.
  ///
  /// @return checksums by name, in the order of the names
  public static Map<String, Integer> ran(Connection keeper) throws SQLException {
    Map<String, Integer> ran = new TreeMap<>();
    if (isThere(keeper)) {
      try (Statement statement = keeper.createStatement();
          ResultSet rows =
              statement.executeQuery("select script, checksum from protected.migration")) {
        while (rows.next()) {
          ran.put(rows.getString(1), rows.getInt(2));
        }
      }
    }
    return ran;
  }

  /// Whether the schema is in a database.
  public static boolean isThere(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_namespace where nspname = '%s'".formatted(NAME))) {
      row.next();
      return row.getLong(1) > 0;
    }
  }

  /// Makes the schema or brings it up to this version, and lets the server call its functions. Does
  /// nothing where the address has no [DatabaseAddress#keeper()].
  ///
  /// @throws DatabaseUnavailable with what to run, when the keeper's account may not
  public static void bringUpToDate(DatabaseAddress address) {
    if (address.keeper().isEmpty()) {
      return;
    }
    DatabaseAddress keeper = address.keeper().get();
    try (Connection connection = keeper.connect()) {
      connection.setAutoCommit(false);
      String server = address.account();
      requireAnother(keeper.account(), server, address);
      execute(connection, "select pg_advisory_xact_lock(hashtextextended('rung protected', 0))");
      Map<String, Integer> ran = ran(connection);
      for (Map.Entry<String, String> script : scripts().entrySet()) {
        if (!ran.containsKey(script.getKey())) {
          run(connection, script.getKey(), script.getValue());
        }
      }
      open(connection, server);
      connection.commit();
    } catch (SQLException e) {
      throw new DatabaseUnavailable(
          ("The account %s of RUNG_PROTECTED_USER cannot keep protected attributes in %s: %s."
                  + " See “Protected attributes” in docs/guide/access.md for what a database"
                  + " administrator runs, or leave RUNG_PROTECTED_USER empty.")
              .formatted(keeper.user(), address, e.getMessage()),
          e);
    }
  }

  /// Attributes that the server's own account keeps do not lie apart.
  private static void requireAnother(String keeper, String server, DatabaseAddress address) {
    if (keeper.equals(server)) {
      throw new DatabaseUnavailable(
          ("RUNG_PROTECTED_USER comes to %s as the account %s, as which the server works, too."
                  + " Give an account of its own, see “Protected attributes” in"
                  + " docs/guide/access.md, or leave RUNG_PROTECTED_USER empty.")
              .formatted(address, server));
    }
  }

  /// Runs one migration and notes it, in the caller's transaction.
  public static void run(Connection keeper, String name, String script) throws SQLException {
    execute(keeper, script);
    try (PreparedStatement note =
        keeper.prepareStatement(
            "insert into protected.migration (script, checksum) values (?, ?)")) {
      note.setString(1, name);
      note.setInt(2, checksum(script));
      note.execute();
    }
  }

  /// Only functions, never a table, and only to the server.
  private static void open(Connection keeper, String server) throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement query =
        keeper.prepareStatement(
            """
            select format('grant usage on schema protected to %I', ?),
                   format('grant execute on all functions in schema protected to %I', ?)
            """)) {
      query.setString(1, server);
      query.setString(2, server);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        grants.add(row.getString(1));
        grants.add(row.getString(2));
      }
    }
    for (String grant : grants) {
      execute(keeper, grant);
    }
  }

  /// CRC-32 of the lines without what ends them.
  public static int checksum(String script) {
    CRC32 crc = new CRC32();
    script.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
