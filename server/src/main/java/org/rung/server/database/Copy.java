package org.rung.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Component;

/// Bulk rows into a table by PostgreSQL's COPY, in the transaction of the caller if there is one.
@Component
public class Copy {
  private final DataSource dataSource;
  private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

  /// On connections of this source.
  public Copy(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Copies a whole file, as it is.
  ///
  /// @param statement `copy schema.table (columns) from stdin (format csv, header)`
  /// @return rows taken
  public long file(String statement, InputStream content) {
    return withConnection(
        statement,
        connection -> {
          try {
            return connection.getCopyAPI().copyIn(statement, content, 1 << 16);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /// Copies rows as they are made; nothing is kept in memory but one buffer.
  ///
  /// @param statement `copy schema.table (columns) from stdin`, the default text format
  /// @param rows writes every row; if it fails, nothing of this statement is kept
  /// @return rows taken
  public long rows(String statement, Rows rows) {
    return withConnection(
        statement,
        connection -> {
          CopyIn copy = connection.getCopyAPI().copyIn(statement);
          try {
            CopyRow row = new CopyRow(copy);
            rows.writeTo(row);
            row.flush();
          } catch (SQLException | RuntimeException | Error e) {
            cancel(copy, e);
            throw e;
          }
          return copy.endCopy();
        });
  }

  /// What comes out is the first failure: that a broken connection cannot even cancel says nothing.
  private static void cancel(CopyIn copy, Throwable failure) {
    try {
      copy.cancelCopy();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /// Writes rows one after the other.
  @FunctionalInterface
  public interface Rows {
    /// @param row takes the values of a row in the order of the statement's columns
    void writeTo(CopyRow row) throws SQLException;
  }

  private interface Work {
    long on(PGConnection connection) throws SQLException;
  }

  private long withConnection(String statement, Work work) {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      return work.on(connection.unwrap(PGConnection.class));
    } catch (SQLException e) {
      var translated = translator.translate("copy", statement, e);
      throw translated == null ? new IllegalStateException(e) : translated;
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
