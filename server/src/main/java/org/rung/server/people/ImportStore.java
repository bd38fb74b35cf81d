package org.rung.server.people;

import java.io.IOException;
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
import org.rung.server.files.KeptParts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The files of imports in the database: what is known of each, and its bytes until it is done.
@Component
class ImportStore {
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;
  private final KeptParts kept;

  ImportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.kept = new KeptParts(jdbc, "people.import_part");
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

  /// The bytes of the files, so that a restart can go on.
  KeptParts kept() {
    return kept;
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

  /// Another server has done the import meanwhile, or somebody has taken it back.
  static final class DoneMeanwhile extends RuntimeException {
    DoneMeanwhile() {
      super("done meanwhile", null, false, false);
    }
  }

  /// Asked in the transaction that writes, under its lock: a server that was suspended and one that
  /// took its job do an import once.
  ///
  /// @throws DoneMeanwhile when the import is not open any more
  static void checkOpen(JdbcClient jdbc, long importId) {
    boolean open =
        jdbc.sql("select state not in ('done', 'undone') from people.import where id = :id")
            .param("id", importId)
            .query(Boolean.class)
            .optional()
            .orElse(false);
    if (!open) {
      throw new DoneMeanwhile();
    }
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
    new KeptParts(jdbc, "people.import_part").forget(report.id());
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
