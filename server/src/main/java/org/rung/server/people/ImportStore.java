package org.rung.server.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The files of imports in the database: what is known of each, and its bytes until it is done.
@Component
class ImportStore {
  private static final int PART = 1 << 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;

  ImportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Notes a file. In the transaction of the caller.
  long add(Path file, String name, ImportFile layout, Optional<LocalDate> takenOn, String by) {
    return jdbc.sql(
            """
            insert into people.import (file_name, digest, bytes, kind, taken_on, layout, asked_by)
            values (:name, :digest, :bytes, :kind, :day, :layout::jsonb, :by)
            returning id
            """)
        .param("name", name)
        .param("digest", digest(file))
        .param("bytes", size(file))
        .param("kind", layout.mapping().kind().key())
        .param("day", takenOn.map(Date::valueOf).orElse(null))
        .param("layout", layout.json())
        .param("by", by)
        .query(Long.class)
        .single();
  }

  /// Keeps the bytes of a file, so that a restart can go on.
  void keep(long id, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      int part = 0;
      for (byte[] bytes = in.readNBytes(PART); bytes.length > 0; bytes = in.readNBytes(PART)) {
        jdbc.sql("insert into people.import_part (import_id, part, content) values (?, ?, ?)")
            .params(id, part++, bytes)
            .update();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the bytes are still there.
  boolean keeps(long id) {
    return jdbc.sql("select exists (select 1 from people.import_part where import_id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /// Writes the kept bytes into a file that only this process's user can read.
  ///
  /// @return the file; the caller removes it
  Path unpack(long id) {
    try {
      Path file = Files.createTempFile("rung-import-", ".tmp");
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
    return jdbc.sql("select content from people.import_part where import_id = ? and part = ?")
        .params(id, part)
        .query(byte[].class)
        .optional();
  }

  Optional<ImportFile.Stored> find(long id) {
    return jdbc.sql(
            """
            select id, file_name, kind, taken_on, layout, asked_by, assumptions
              from people.import
             where id = :id
            """)
        .param("id", id)
        .query((row, n) ->
            new ImportFile.Stored(
                row.getLong("id"),
                row.getString("file_name"),
                ImportKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getDate("taken_on")).map(Date::toLocalDate),
                ImportFile.of(row.getString("layout")),
                row.getString("asked_by"),
                JSON.readValue(
                    row.getString("assumptions"), new TypeReference<Map<String, Long>>() {})))
        .optional();
  }

  /// The import is done, in the transaction that wrote its rows. Its bytes are no longer needed,
  /// nor is the sample.
  static void settle(
      JdbcClient jdbc,
      ImportReport report,
      LocalDate takenOn,
      boolean fresh,
      Map<Assumption, Long> assumptions) {
    Map<String, Long> words = new TreeMap<>();
    assumptions.forEach((assumption, rows) -> {
      if (rows > 0) {
        words.put(assumption.words(), rows);
      }
    });
    jdbc.sql(
            """
            update people.import
               set state = 'done',
                   taken_on = :day,
                   fresh = :fresh,
                   rows_read = :read,
                   rows_new = :added,
                   rows_changed = :changed,
                   rows_same = :same,
                   rows_held = :held,
                   rows_left_out = :out,
                   rows_mended = :mended,
                   assumptions = :assumptions::jsonb,
                   layout = jsonb_set(layout, '{sample}', '[]'),
                   ended_at = clock_timestamp()
             where id = :id
            """)
        .param("day", takenOn)
        .param("fresh", fresh)
        .param("read", report.read())
        .param("added", report.added())
        .param("changed", report.changed())
        .param("same", report.same())
        .param("held", report.held())
        .param("out", report.leftOut())
        .param("mended", report.mended())
        .param("assumptions", JSON.writeValueAsString(words))
        .param("id", report.id())
        .update();
    jdbc.sql("delete from people.import_part where import_id = :id")
        .param("id", report.id())
        .update();
  }

  private static String digest(Path file) {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
