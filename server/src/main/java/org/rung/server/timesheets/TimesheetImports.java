package org.rung.server.timesheets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.KeptParts;
import org.rung.server.files.Scratch;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Files of hours: kept, asked for as long work, told.
@Component
class TimesheetImports {
  private static final String SELECT =
      """
      select i.id, i.file_name, i.approved, i.rows_read, i.rows_new, i.rows_same, i.rows_held,
             i.rows_approved, i.job_id, i.asked_by, i.asked_at,
             case when i.state = 'queued' and j.state <> 'done' then j.state else i.state end as state
        from timesheets.import i
        left join jobs.job j on j.id = i.job_id
      """;

  private final JdbcClient jdbc;
  private final KeptParts kept;
  private final Jobs jobs;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  TimesheetImports(
      JdbcClient jdbc, Jobs jobs, TransactionTemplate transaction, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.kept = new KeptParts(jdbc, "timesheets.import_part");
    this.jobs = jobs;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /// Keeps a file and asks for the work that brings it in. The same bytes sent again while they
  /// wait are the same import.
  ///
  /// @param approved whether its hours were approved where they come from
  /// @return the import
  /// @throws Refused when it is no table, or lacks a column
  long send(String name, InputStream content, boolean approved, String by) {
    String called = name.replace("\u0000", "").strip();
    if (called.isEmpty() || called.length() > 300) {
      throw new Refused("The file has no name that can be kept. Give it 1 to 300 letters.");
    }
    return Scratch.with("timesheet", content, path -> keep(path, called, approved, by));
  }

  private long keep(Path path, String name, boolean approved, String by) {
    TimesheetFile file = TimesheetFile.open(path, name);
    String digest = digest(path);
    return Objects.requireNonNull(
        transaction.execute(status -> {
          jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:digest, 421))")
              .param("digest", digest)
              .query(row -> {});
          Optional<Long> waits = waiting(digest, approved);
          if (waits.isPresent()) {
            return waits.get();
          }
          long id =
              jdbc.sql(
                      """
                      insert into timesheets.import
                             (file_name, digest, columns, approved, asked_by, asked_at)
                      values (:name, :digest, :columns, :approved, :by, :now::timestamptz)
                      returning id
                      """)
                  .param("name", name)
                  .param("digest", digest)
                  .param("columns", file.columns().toArray(String[]::new))
                  .param("approved", approved)
                  .param("by", by)
                  .param("now", clock.instant().toString())
                  .query(Long.class)
                  .single();
          kept.keep(id, path);
          long job =
              jobs.ask(
                  TimesheetWork.KIND,
                  "Hours of " + name,
                  "hours/imports/" + id,
                  Long.toString(id),
                  by);
          jdbc.sql("update timesheets.import set job_id = :job where id = :id")
              .param("job", job)
              .param("id", id)
              .update();
          audit.change(by, "hours", "timesheet %d sent".formatted(id));
          return id;
        }));
  }

  /// The import of the same bytes that is not done; one that was cancelled or failed is closed, so
  /// that the file can come again.
  private Optional<Long> waiting(String digest, boolean approved) {
    record Open(long id, boolean runs) {}
    Optional<Open> open =
        jdbc.sql(
                """
                select i.id, j.state in ('queued', 'running') as runs
                  from timesheets.import i
                  join jobs.job j on j.id = i.job_id
                 where i.digest = :digest
                   and i.approved = :approved
                   and i.state = 'queued'
                """)
            .param("digest", digest)
            .param("approved", approved)
            .query((row, n) -> new Open(row.getLong("id"), row.getBoolean("runs")))
            .optional();
    open.filter(one -> !one.runs()).ifPresent(one -> settle(one.id(), "cut off"));
    return open.filter(Open::runs).map(Open::id);
  }

  /// Closes an import: its bytes are no longer needed.
  ///
  /// @param state `done`, or `cut off` where the same file came again
  void settle(long id, String state) {
    jdbc.sql(
            """
            update timesheets.import
               set state = :state, ended_at = :now::timestamptz
             where id = :id
               and state = 'queued'
            """)
        .param("state", state)
        .param("now", clock.instant().toString())
        .param("id", id)
        .update();
    kept.forget(id);
  }

  KeptParts kept() {
    return kept;
  }

  /// One of them.
  ///
  /// @throws NotFound when there is none
  Timesheet get(long id) {
    return jdbc.sql(SELECT + " where i.id = :id")
        .param("id", id)
        .query(TimesheetImports::timesheet)
        .optional()
        .orElseThrow(() -> new NotFound("There is no timesheet with the number %d.".formatted(id)));
  }

  /// Those with a smaller number, the newest first.
  List<Timesheet> before(long seen, int most) {
    return jdbc.sql(SELECT + " where i.id < :seen order by i.id desc limit :most")
        .param("seen", seen)
        .param("most", most)
        .query(TimesheetImports::timesheet)
        .list();
  }

  private static Timesheet timesheet(ResultSet row, int n) throws SQLException {
    long job = row.getLong("job_id");
    return new Timesheet(
        row.getLong("id"),
        row.getString("file_name"),
        row.getBoolean("approved"),
        row.getString("state"),
        row.getLong("rows_read"),
        row.getLong("rows_new"),
        row.getLong("rows_same"),
        row.getLong("rows_held"),
        row.getLong("rows_approved"),
        job == 0 ? Optional.empty() : Optional.of(job),
        row.getString("asked_by"),
        row.getTimestamp("asked_at").toInstant());
  }

  /// Rows that were not taken, by line.
  ///
  /// @param page from 0
  List<Timesheet.Held> held(long id, int page, int size) {
    return jdbc.sql(
            """
            select line, column_name, value, reason
              from timesheets.held_row
             where import_id = :id
             order by line, column_name
             limit :size offset :from
            """)
        .param("id", id)
        .param("size", size)
        .param("from", (long) page * size)
        .query((row, n) ->
            new Timesheet.Held(
                row.getLong("line"),
                row.getString("column_name"),
                row.getString("value"),
                row.getString("reason")))
        .list();
  }

  /// How many faults the rows have that were not taken.
  long faults(long id) {
    return jdbc.sql("select count(*) from timesheets.held_row where import_id = :id")
        .param("id", id)
        .query(Long.class)
        .single();
  }

  /// The rows that were not taken as they came, with the line and what is wrong behind them.
  CsvDownload heldCsv(Timesheet timesheet) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                jdbc.sql("select columns from timesheets.import where id = :id")
                    .param("id", timesheet.id())
                    .query((row, n) -> (String[]) row.getArray(1).getArray())
                    .single()));
    int width = columns.size();
    columns.add("line in the file");
    columns.add("why held");
    return CsvDownload.of(
        "held-rows-of-timesheet-%d.csv".formatted(timesheet.id()),
        columns,
        to ->
            // In a transaction, since the driver streams only there.
            transaction.executeWithoutResult(status ->
                jdbc.sql(
                        """
                        select line, raw,
                               string_agg(
                                 case when column_name = '' then '' else column_name || ': ' end || reason,
                                 ' ' order by column_name) as why
                          from timesheets.held_row
                         where import_id = :id
                         group by line, raw
                         order by line
                        """)
                    .param("id", timesheet.id())
                    .withFetchSize(5_000)
                    .query(row -> {
                      String[] raw = (String[]) row.getArray("raw").getArray();
                      @Nullable Object[] values = new @Nullable Object[width + 2];
                      System.arraycopy(raw, 0, values, 0, Math.min(raw.length, width));
                      values[width] = row.getLong("line");
                      values[width + 1] = row.getString("why");
                      to.row(values);
                    })));
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
}
