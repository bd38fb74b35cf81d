package org.rung.server.backup;

import java.time.Instant;
import java.util.List;

/// What a database or a backup holds: the manifest of a backup.
///
/// @param format [#FORMAT]
/// @param rung the version that wrote it, for people
/// @param madeAt when its snapshot was taken
/// @param postgresql the version of the PostgreSQL it was read from, for people
/// @param migrations in the order in which they were run
/// @param tables in the order of their names
/// @param sequences in the order of their names
public record Contents(
    String format,
    String rung,
    Instant madeAt,
    String postgresql,
    List<Migration> migrations,
    List<Content> tables,
    List<Sequence> sequences) {
  static final String FORMAT = "rung-backup/1";

  /// The table in which Flyway notes what it has run; it lies in the schema of the connection.
  static final String HISTORY = "flyway_schema_history";

  /// Refuses a list that is missing.
  public Contents {
    migrations = List.copyOf(migrations);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  /// All rows of all tables.
  public long rows() {
    return tables.stream().mapToLong(Content::rows).sum();
  }

  /// The migration that was run last.
  public String version() {
    return migrations.stream()
        .filter(migration -> !Migrations.apart(migration))
        .reduce((before, after) -> after)
        .map(Migration::version)
        .orElse("none");
  }

  /// A migration that was run.
  ///
  /// @param script its path below `db/migration`, or below `db` where it begins with `protected/`
  /// @param checksum Flyway's: CRC-32 of its lines
  public record Migration(String version, String script, int checksum) {}

  /// The rows of one table.
  ///
  /// @param name `schema.table`
  /// @param columns those that are stored as given; generated ones are made anew
  /// @param bytes of the rows in COPY's text format
  /// @param sha256 of these bytes, the rows in the order of the primary key
  public record Content(String name, List<String> columns, long rows, long bytes, String sha256) {
    /// Refuses a list that is missing.
    public Content {
      columns = List.copyOf(columns);
    }
  }

  /// Where a sequence stands.
  ///
  /// @param name `schema.sequence`
  /// @param called whether `last` has been given out
  public record Sequence(String name, long last, boolean called) {}
}
