package org.rung.server.programmes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rung.server.database.TextArray;
import org.rung.server.files.KeptParts;
import org.rung.server.files.Scratch;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Catalogues that are sent on the pages: kept, looked at, read by a job, taken back.
@Component
class CatalogueImports {
  /// A catalogue is read whole.
  private static final long MOST_BYTES = 64L << 20;

  private final JdbcClient jdbc;
  private final KeptParts kept;
  private final Programmes programmes;
  private final Jobs jobs;
  private final TransactionTemplate transaction;

  CatalogueImports(
      JdbcClient jdbc, Programmes programmes, Jobs jobs, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.kept = new KeptParts(jdbc, "programmes.import_part");
    this.programmes = programmes;
    this.jobs = jobs;
    this.transaction = transaction;
  }

  /// A file that was kept.
  ///
  /// @param again whether these very bytes were sent before
  record Sent(long id, boolean again) {}

  /// Keeps a file; no programme is changed yet.
  ///
  /// @throws Refused when it is no catalogue
  Sent send(String name, Path file, String by) {
    long size = size(file);
    if (size > MOST_BYTES) {
      throw new Refused(
          "“%s” has %d MB. A catalogue has at most 64 MB; send it in parts."
              .formatted(name, size >> 20));
    }
    Catalogue.Lines lines = Catalogue.lines(file, name);
    List<String> header = new Catalogue(lines.header()).header();
    if (lines.lines().isEmpty()) {
      throw new Refused(
          "“%s” has a first line and no programme below it. Export it again and send the new file."
              .formatted(name));
    }
    byte[] content = bytes(file);
    String digest = Programmes.digest(content);
    return Objects.requireNonNull(
        transaction.execute(status -> {
          Optional<Long> id =
              jdbc.sql(
                      """
                      insert into programmes.import (file_name, digest, header, rows_read, rows_new,
                             rows_changed, rows_same, rows_held, without_occupation, asked_by,
                             state, bytes)
                      values (:name, :digest, :header::text[], 0, 0, 0, 0, 0, 0, :by, 'sent', :bytes)
                      on conflict (digest) where state <> 'undone' do nothing
                      returning id
                      """)
                  .param("name", name)
                  .param("digest", digest)
                  .param("header", TextArray.of(header))
                  .param("by", by)
                  .param("bytes", content.length)
                  .query(Long.class)
                  .optional();
          if (id.isEmpty()) {
            return new Sent(programmes.readBefore(digest).orElseThrow(), true);
          }
          kept.keep(id.get(), file);
          return new Sent(id.get(), false);
        }));
  }

  /// The same for bytes that come in.
  Sent send(String name, InputStream content, String by) {
    return Scratch.with("import", content, file -> send(name, file, by));
  }

  /// What reading a file would do.
  ///
  /// @param rows under the first line
  /// @param known rows with a number that a programme has already
  record Preview(String name, List<String> header, long bytes, int rows, long known) {}

  Preview preview(long id) {
    Catalogue.Lines lines = content(id);
    Catalogue catalogue = new Catalogue(lines.header());
    String[] codes =
        lines.lines().stream()
            .map(line -> catalogue.value(line.cells(), "program_id"))
            .distinct()
            .toArray(String[]::new);
    long known =
        jdbc.sql("select count(*) from programmes.programme where code = any(:codes)")
            .param("codes", codes)
            .query(Long.class)
            .single();
    return jdbc.sql("select file_name, bytes from programmes.import where id = :id")
        .param("id", id)
        .query((row, n) ->
            new Preview(
                row.getString("file_name"),
                lines.header(),
                row.getLong("bytes"),
                lines.lines().size(),
                known))
        .single();
  }

  /// Asks for the job that reads a file; asked twice it is one job.
  long start(long id, String by) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          jdbc.sql("select id from programmes.import where id = :id for update")
              .param("id", id)
              .query((row, n) -> row.getLong("id"))
              .list();
          if (!List.of("sent", "cancelled", "failed").contains(state(id))) {
            return job(id)
                .orElseThrow(() ->
                    new Refused("This catalogue was read already. Its report says what came in."));
          }
          String name =
              jdbc.sql("select file_name from programmes.import where id = :id")
                  .param("id", id)
                  .query(String.class)
                  .single();
          long job =
              jobs.ask(
                  CatalogueWork.KIND,
                  "Import of " + name,
                  "programmes/imports/" + id,
                  new CatalogueWork.Input(id).json(),
                  by);
          jdbc.sql("update programmes.import set state = 'queued', job_id = :job where id = :id")
              .param("job", job)
              .param("id", id)
              .update();
          return job;
        }));
  }

  /// Reads a kept file, all of it or nothing. Done already, it does nothing.
  ///
  /// @throws Refused when the file was removed or is no catalogue
  void read(long id, Work.Progress progress) {
    if (!"queued".equals(stored(id))) {
      return;
    }
    Catalogue.Lines lines = content(id);
    transaction.executeWithoutResult(status -> {
      // Under the lock once more: a server that was suspended may have read it meanwhile.
      programmes.lock();
      if (!"queued".equals(stored(id))) {
        return;
      }
      programmes.read(id, lines, progress::step);
      kept.forget(id);
    });
  }

  private Catalogue.Lines content(long id) {
    if (!kept.keeps(id)) {
      throw new Refused("The bytes of this file are not here any more. Send it again.");
    }
    Path file = kept.unpack(id);
    try {
      return Catalogue.lines(file, "the file");
    } finally {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// `sent`, `queued`, `running`, `done`, `undone`, `cancelled` or `failed`: while it is open its
  /// job knows.
  String state(long id) {
    return jdbc.sql(
            """
            select case when i.state = 'queued' and j.state <> 'done' then j.state else i.state end
              from programmes.import i
              left join jobs.job j on j.id = i.job_id
             where i.id = :id
            """)
        .param("id", id)
        .query(String.class)
        .optional()
        .orElseThrow(() -> new NotFound("There is no catalogue with the number %d.".formatted(id)));
  }

  private String stored(long id) {
    return jdbc.sql("select state from programmes.import where id = :id")
        .param("id", id)
        .query(String.class)
        .optional()
        .orElse("");
  }

  Optional<Long> job(long id) {
    return jdbc.sql("select job_id from programmes.import where id = :id and job_id is not null")
        .param("id", id)
        .query(Long.class)
        .optional();
  }

  /// Takes a file away that was not read.
  void remove(long id) {
    if (!List.of("sent", "cancelled", "failed").contains(state(id))) {
      throw new Refused("This catalogue is being read or was. Cancel or undo the import instead.");
    }
    jdbc.sql("delete from programmes.import where id = :id").param("id", id).update();
  }

  /// Why an import cannot be undone, empty when it can: it is the last one.
  Optional<String> keepsFromUndo(long id) {
    return jdbc.sql(
            """
            select case
                     when i.state <> 'done' then 'It is not done.'
                     when exists (select 1
                                    from programmes.import o
                                   where o.id > i.id and o.state = 'done') then
                       'A later catalogue was read since. Undo that import first.'
                     else ''
                   end
              from programmes.import i
             where i.id = :id
            """)
        .param("id", id)
        .query(String.class)
        .optional()
        .filter(reason -> !reason.isEmpty());
  }

  /// Takes an import back: programmes it added are gone, those it changed are as before.
  ///
  /// @throws Refused when a later one stands on it, or a plan uses a programme it added
  void undo(long id) {
    try {
      transaction.executeWithoutResult(status -> {
        jdbc.sql("select id from programmes.import order by id for update")
            .query((row, n) -> row.getLong("id"))
            .list();
        keepsFromUndo(id)
            .ifPresent(reason -> {
              throw new Refused("This import cannot be undone. " + reason);
            });
        programmes.takeBack(id);
      });
    } catch (DataIntegrityViolationException e) {
      throw new Refused(
          "This import cannot be undone: something that was made since, such as a plan, uses one of its programmes. Remove that first.");
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
