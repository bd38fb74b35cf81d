package org.rung.server.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What imports did, for the pages that show it.
@Component
class ImportReports {
  static final int PAGE = 50;

  private static final String ROW =
      """
      select i.id, i.file_name, i.kind, i.taken_on, i.rows_read, i.rows_new, i.rows_changed,
             i.rows_same, i.rows_held, i.asked_by, i.asked_at,
             case when i.state = 'queued' and j.state <> 'done' then j.state else i.state end as state
        from people.import i
        left join jobs.job j on j.id = i.job_id
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final JsonMapper json = new JsonMapper();

  ImportReports(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  List<ImportListPage.Row> newest(int most) {
    return jdbc.sql(ROW + " order by i.id desc limit :most")
        .param("most", most)
        .query(ImportReports::row)
        .list();
  }

  Optional<ImportListPage.Row> row(long id) {
    return jdbc.sql(ROW + " where i.id = :id").param("id", id).query(ImportReports::row).optional();
  }

  private static ImportListPage.Row row(ResultSet row, int n) throws SQLException {
    String state = row.getString("state");
    long held = row.getLong("rows_held");
    Date day = row.getDate("taken_on");
    return new ImportListPage.Row(
        row.getLong("id"),
        row.getString("file_name"),
        row.getString("kind").equals("hiring") ? "requisitions" : "people",
        day == null ? "" : Formats.date(day.toLocalDate()),
        switch (state) {
          case "guessed" -> "waits for you";
          case "queued" -> "waits for its turn";
          case "running" -> "is running";
          case "done" -> held == 0 ? "all in" : "in, rows held";
          default -> state;
        },
        switch (state) {
          case "done" -> held == 0 ? "good" : "warn";
          case "failed" -> "bad";
          case "guessed", "cancelled" -> "warn";
          default -> "";
        },
        state.equals("done") || state.equals("undone"),
        row.getLong("rows_read"),
        row.getLong("rows_new"),
        row.getLong("rows_changed"),
        row.getLong("rows_same"),
        held,
        row.getString("asked_by"),
        Formats.moment(row.getTimestamp("asked_at").toInstant()));
  }

  Optional<Long> job(long id) {
    return jdbc.sql("select job_id from people.import where id = :id and job_id is not null")
        .param("id", id)
        .query(Long.class)
        .optional();
  }

  /// How long the job took, in words; empty for an import from the command line.
  String seconds(long id) {
    return jdbc.sql(
            """
            select extract(epoch from i.ended_at - j.started_at)::float8 as seconds
              from people.import i
              join jobs.job j on j.id = i.job_id
             where i.id = :id
               and i.ended_at >= j.started_at
            """)
        .param("id", id)
        .query(Double.class)
        .optional()
        .map(seconds -> Formats.duration(java.time.Duration.ofMillis(Math.round(seconds * 1000))))
        .orElse("");
  }

  long size(long id) {
    return jdbc.sql("select bytes from people.import where id = :id")
        .param("id", id)
        .query(Long.class)
        .single();
  }

  List<ImportReportPage.FaultKind> faults(long id) {
    record Counted(String fault, long count) {}
    List<Counted> counted =
        jdbc.sql(
                """
                select fault, count(*) as count
                  from people.held_row
                 where import_id = :id
                 group by fault
                 order by count desc, fault
                """)
            .param("id", id)
            .query((row, n) -> new Counted(row.getString("fault"), row.getLong("count")))
            .list();
    List<ImportReportPage.FaultKind> faults = new ArrayList<>();
    for (Counted one : counted) {
      faults.add(
          new ImportReportPage.FaultKind(
              one.fault(),
              one.count(),
              one.count() * 100.0 / counted.getFirst().count(),
              "/imports/"
                  + id
                  + "?fault="
                  + URLEncoder.encode(one.fault(), StandardCharsets.UTF_8)
                  + "#held"));
    }
    return faults;
  }

  List<String> faultyColumns(long id) {
    return jdbc.sql(
            """
            select column_name
              from people.held_row
             where import_id = :id
               and column_name <> ''
             group by column_name, column_no
             order by column_no
            """)
        .param("id", id)
        .query((row, n) -> row.getString("column_name"))
        .list();
  }

  long count(long id, String fault, String column) {
    return jdbc.sql(
            """
            select count(*)
              from people.held_row
             where import_id = :id
               and (:fault = '' or fault = :fault)
               and (:column = '' or column_name = :column)
            """)
        .param("id", id)
        .param("fault", fault)
        .param("column", column)
        .query(Long.class)
        .single();
  }

  /// A page of the faults.
  ///
  /// @param mapping tells which values name a row
  List<ImportReportPage.Held> held(
      long id,
      Mapping mapping,
      String fault,
      String column,
      boolean byColumn,
      boolean descending,
      int page) {
    String direction = descending ? " desc" : "";
    return jdbc.sql(
            """
            select line, column_no, column_name, value, fault, reason, raw
              from people.held_row
             where import_id = :id
               and (:fault = '' or fault = :fault)
               and (:column = '' or column_name = :column)
             order by
            """
                + (byColumn
                    ? "column_no" + direction + ", line, fault"
                    : "line" + direction + ", column_no, fault")
                + " limit :page offset :from")
        .param("id", id)
        .param("fault", fault)
        .param("column", column)
        .param("page", PAGE)
        .param("from", (long) (page - 1) * PAGE)
        .query((row, n) -> {
          List<String> values = values(row.getString("raw"));
          return new ImportReportPage.Held(
              row.getLong("line"),
              row.getInt("column_no"),
              row.getString("column_name"),
              value(
                  values,
                  mapping.at(ImportColumn.JOB_TITLE),
                  mapping.at(ImportColumn.HIRING_TITLE)),
              value(
                  values, mapping.at(ImportColumn.PERSON_ID), mapping.at(ImportColumn.REQUISITION)),
              row.getString("value"),
              row.getString("fault"),
              row.getString("reason"));
        })
        .list();
  }

  /// The held rows as a file: the columns as they came, and behind them the line and what is wrong.
  CsvDownload csv(long id, String fileName, List<String> columns) {
    List<String> header = new ArrayList<>(columns);
    header.add("line in the file");
    header.add("why held");
    return CsvDownload.of(
            "held-rows-of-" + fileName.replaceFirst("\\.[A-Za-z]{2,4}$", "") + ".csv",
            header,
            // In a transaction, since the driver streams only there.
            to ->
                transaction.executeWithoutResult(status ->
                    jdbc.sql(
                            """
                            select line,
                                   raw,
                                   string_agg(
                                     fault
                                       || case when column_name = '' then '' else ' (' || column_name || ')' end
                                       || ': ' || reason,
                                     ' ' order by column_no, fault) as why
                              from people.held_row
                             where import_id = :id
                             group by line, raw
                             order by line
                            """)
                        .param("id", id)
                        .withFetchSize(5_000)
                        .query(row -> {
                          @Nullable Object[] values = new @Nullable Object[header.size()];
                          List<String> raw = values(row.getString("raw"));
                          for (int i = 0; i < columns.size(); i++) {
                            values[i] = i < raw.size() ? raw.get(i) : "";
                          }
                          values[columns.size()] = row.getLong("line");
                          values[columns.size() + 1] = row.getString("why");
                          to.row(values);
                        })))
        .withMark();
  }

  private List<String> values(String raw) {
    return List.of(json.readValue(raw, String[].class));
  }

  private static String value(List<String> values, int column, int otherwise) {
    int at = column >= 0 ? column : otherwise;
    return at >= 0 && at < values.size() ? values.get(at) : "";
  }

  /// For people: `1.2 MB`.
  static String bytes(long bytes) {
    return bytes < 1 << 20
        ? Formats.count(Math.max(1, bytes >> 10)) + " KB"
        : Formats.decimal(bytes / (double) (1 << 20), 1).toUpperCase(Locale.ROOT) + " MB";
  }
}
