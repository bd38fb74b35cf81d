package org.rung.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.rung.server.database.DatabaseAddress;

/// A database as it stands at one moment, however long it is read and whatever is written beside
/// it: one read-only transaction, repeatable read.
final class Snapshot implements Source, AutoCloseable {
  private final Connection connection;
  private final Catalogue catalogue;
  private final Contents contents;
  private final Digested.Heard heard;

  private Snapshot(
      Connection connection, Catalogue catalogue, Contents contents, Digested.Heard heard) {
    this.connection = connection;
    this.catalogue = catalogue;
    this.contents = contents;
    this.heard = heard;
  }

  /// @throws BackupRefused when nothing of Rung is there, or something that this account may not
  ///   read
  static Snapshot of(DatabaseAddress address, Digested.Heard heard) throws SQLException {
    Connection connection = address.connectWhole();
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      sameTextEverywhere(connection);
      List<Contents.Migration> ran = new ArrayList<>(Migrations.ranIn(connection));
      Catalogue catalogue = Catalogue.of(connection, Migrations.ofThisVersion().schemas());
      Apart.requireReadable(connection, address);
      ran.addAll(Migrations.ranApart(connection));
      Contents contents =
          new Contents(
              Contents.FORMAT,
              version(),
              Instant.now(),
              connection.getMetaData().getDatabaseProductVersion(),
              ran,
              catalogue.tables().values().stream()
                  .map(table ->
                      new Contents.Content(
                          table.qualified(), table.columns(), table.roughly(), 0, ""))
                  .toList(),
              List.of());
      return new Snapshot(connection, catalogue, contents, heard);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /// Values are written the same whatever the settings of server, database and account.
  static void sameTextEverywhere(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting :
          List.of(
              "timezone = 'UTC'",
              "datestyle = 'ISO, YMD'",
              "intervalstyle = 'postgres'",
              "extra_float_digits = 1",
              "bytea_output = 'hex'",
              "statement_timeout = 0",
              "lock_timeout = 0",
              "idle_in_transaction_session_timeout = 0")) {
        statement.execute("set local " + setting);
      }
    }
  }

  private static String version() {
    String version = Snapshot.class.getPackage().getImplementationVersion();
    return version == null ? "of a build" : version;
  }

  @Override
  public Contents contents() {
    return contents;
  }

  @Override
  public long attributes() throws SQLException {
    return Apart.attributes(connection);
  }

  @Override
  public Contents.Content copy(Contents.Content content, OutputStream to)
      throws IOException, SQLException {
    return copy(connection, catalogue.tables().get(content.name()), content, to, heard);
  }

  static Contents.Content copy(
      Connection connection,
      Catalogue.@org.jspecify.annotations.Nullable Table table,
      Contents.Content content,
      OutputStream to,
      Digested.Heard heard)
      throws IOException, SQLException {
    if (table == null) {
      throw new IllegalArgumentException("There is no table " + content.name());
    }
    Digested digested = new Digested(to, heard);
    connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), digested);
    return digested.content(content);
  }

  /// Where the sequences stand: asked after the rows, so that no number of a row is given out
  /// again.
  List<Contents.Sequence> sequences() throws SQLException {
    List<Contents.Sequence> standing = new ArrayList<>();
    for (String sequence : catalogue.sequences()) {
      standing.add(standing(connection, sequence));
    }
    return standing;
  }

  static Contents.Sequence standing(Connection connection, String sequence) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select last_value, is_called from " + quoted(sequence))) {
      row.next();
      return new Contents.Sequence(sequence, row.getLong(1), row.getBoolean(2));
    }
  }

  static String quoted(String qualified) {
    int dot = qualified.indexOf('.');
    return Catalogue.quote(qualified.substring(0, dot))
        + "."
        + Catalogue.quote(qualified.substring(dot + 1));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
