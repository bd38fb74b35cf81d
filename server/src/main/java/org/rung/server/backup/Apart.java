package org.rung.server.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.database.ProtectedSchema;

/// The protected attributes, which the server's own account may not read and a backup must hold.
final class Apart {
  private static final String TABLES = ProtectedSchema.NAME + ".";
  private static final String ATTRIBUTES = TABLES + "attribute";

  private Apart() {}

  /// @throws BackupRefused when the database holds what this account may not read
  static void requireReadable(Connection connection, DatabaseAddress address) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select count(*)
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = '%s'
                   and c.relkind = 'r'
                   and not (has_schema_privilege(n.oid, 'usage')
                            and has_table_privilege(c.oid, 'select'))
                """
                    .formatted(ProtectedSchema.NAME))) {
      row.next();
      if (row.getLong(1) > 0) {
        throw new BackupRefused(
            "%s keeps protected attributes apart, which its account may not read. Name the account that keeps them in RUNG_PROTECTED_USER and RUNG_PROTECTED_PASSWORD."
                .formatted(address));
      }
    }
  }

  /// What of a source goes into a database: all, or all but an empty schema of protected attributes
  /// where nobody keeps them.
  ///
  /// @param attributes rows of protected attributes in the source
  /// @throws BackupRefused when there are some and nobody to keep them
  static Contents goingInto(DatabaseAddress into, Contents contents, long attributes) {
    if (into.keeper().isPresent()
        || contents.tables().stream().noneMatch(table -> table.name().startsWith(TABLES))) {
      return contents;
    }
    if (attributes > 0) {
      throw new BackupRefused(
          "It holds protected attributes, and nobody keeps them in %s. Name the account that does in RUNG_PROTECTED_USER and RUNG_PROTECTED_PASSWORD; see “Protected attributes” in docs/guide/access.md."
              .formatted(into));
    }
    return new Contents(
        contents.format(),
        contents.rung(),
        contents.madeAt(),
        contents.postgresql(),
        contents.migrations().stream().filter(ran -> !Migrations.apart(ran)).toList(),
        contents.tables().stream().filter(table -> !table.name().startsWith(TABLES)).toList(),
        contents.sequences());
  }

  /// The rows of protected attributes in a manifest.
  static long attributes(Contents contents) {
    return contents.tables().stream()
        .filter(table -> table.name().equals(ATTRIBUTES))
        .mapToLong(Contents.Content::rows)
        .sum();
  }

  /// The rows of protected attributes in a database.
  static long attributes(Connection connection) throws SQLException {
    if (!ProtectedSchema.isThere(connection)) {
      return 0;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + ATTRIBUTES)) {
      row.next();
      return row.getLong(1);
    }
  }
}
