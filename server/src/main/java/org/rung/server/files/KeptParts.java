package org.rung.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The bytes of files that wait for their import, in a table of the import's own with the columns
/// `import_id`, `part` and `content`: on whichever server the work goes on, they are there.
public final class KeptParts {
  private static final int PART = 1 << 20;

  private final JdbcClient jdbc;
  private final String table;

  /// @param table for example `people.import_part`
  public KeptParts(JdbcClient jdbc, String table) {
    this.jdbc = jdbc;
    this.table = table;
  }

  /// Keeps the bytes of a file, in parts of at most 1 MB.
  public void keep(long id, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      int part = 0;
      for (byte[] bytes = in.readNBytes(PART); bytes.length > 0; bytes = in.readNBytes(PART)) {
        jdbc.sql("insert into %s (import_id, part, content) values (?, ?, ?)".formatted(table))
            .params(id, part++, bytes)
            .update();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the bytes are still there.
  public boolean keeps(long id) {
    return jdbc.sql("select exists (select 1 from %s where import_id = :id)".formatted(table))
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /// Writes the kept bytes into a file that only this process's user can read.
  ///
  /// @return the file; the caller removes it
  public Path unpack(long id) {
    try {
      Path file = Scratch.file("import");
      try (OutputStream out = Files.newOutputStream(file)) {
        int part = 0;
        for (Optional<byte[]> bytes = part(id, part); bytes.isPresent(); bytes = part(id, ++part)) {
          out.write(bytes.get());
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<byte[]> part(long id, int part) {
    return jdbc.sql("select content from %s where import_id = ? and part = ?".formatted(table))
        .params(id, part)
        .query(byte[].class)
        .optional();
  }

  /// Forgets the bytes: the import is done.
  public void forget(long id) {
    jdbc.sql("delete from %s where import_id = :id".formatted(table)).param("id", id).update();
  }
}
