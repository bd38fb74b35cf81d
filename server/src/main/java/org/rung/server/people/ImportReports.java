package org.rung.server.people;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.HeldList;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What imports did, for the pages that show it.
@Component
class ImportReports {
  private static final String ROW =
      """
      select i.id, i.file_name, i.kind, i.taken_on, i.rows_read, i.rows_new, i.rows_changed,
             i.rows_same, i.rows_held, i.rows_left_out, i.rows_mended, i.asked_by, i.asked_at,
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
    return before(Long.MAX_VALUE, most).stream().map(ImportListPage.Row::of).toList();
  }

  /// Imports with a smaller number, the newest first.
  List<ImportHead> before(long seen, int most) {
    return jdbc.sql(ROW + " where i.id < :seen order by i.id desc limit :most")
        .param("seen", seen)
        .param("most", most)
        .query(ImportReports::head)
        .list();
  }

  Optional<ImportListPage.Row> row(long id) {
    return head(id).map(ImportListPage.Row::of);
  }

  Optional<ImportHead> head(long id) {
    return jdbc.sql(ROW + " where i.id = :id")
        .param("id", id)
        .query(ImportReports::head)
        .optional();
  }

  private static ImportHead head(ResultSet row, int n) throws SQLException {
    return new ImportHead(
        row.getLong("id"),
        row.getString("file_name"),
        ImportKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getDate("taken_on")).map(Date::toLocalDate),
        row.getString("state"),
        row.getLong("rows_read"),
        row.getLong("rows_new"),
        row.getLong("rows_changed"),
        row.getLong("rows_same"),
        row.getLong("rows_held"),
        row.getLong("rows_left_out"),
        row.getLong("rows_mended"),
        row.getString("asked_by"),
        row.getTimestamp("asked_at").toInstant());
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

  /// The rows that wait, as the page shows them.
  ///
  /// @param mendable false when the import was taken back
  HeldList held(
      ImportFile.Stored stored,
      String fault,
      String column,
      boolean byColumn,
      boolean descending,
      int page,
      boolean mendable) {
    long id = stored.id();
    List<HeldList.Kind> kinds = faults(id);
    long shown = heldFaults(id, fault, column);
    int pages = (int) Math.max(1, (shown + HeldList.PAGE - 1) / HeldList.PAGE);
    int here = Math.clamp(page, 1, pages);
    return new HeldList(
        "/imports/" + id,
        kinds,
        faultyColumns(id),
        fault,
        column,
        byColumn,
        descending,
        shown,
        here,
        pages,
        rows(stored, fault, column, byColumn, descending, here - 1, HeldList.PAGE),
        0,
        mendable,
        true);
  }

  /// Kinds of fault of rows that wait, the most frequent first.
  List<HeldList.Kind> faults(long id) {
    return jdbc.sql(
            """
            select fault, count(*) as count
              from people.held_row
             where import_id = :id
             group by fault
             order by count desc, fault
            """)
        .param("id", id)
        .query((row, n) -> new HeldList.Kind(row.getString("fault"), row.getLong("count")))
        .list();
  }

  private List<String> faultyColumns(long id) {
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

  /// How many faults wait.
  ///
  /// @param fault a kind, empty for all; column likewise
  long heldFaults(long id, String fault, String column) {
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

  /// A page of the faults that wait, by line.
  ///
  /// @param page from 0
  List<HeldList.Row> heldRows(
      ImportFile.Stored stored, String fault, String column, int page, int size) {
    return rows(stored, fault, column, false, false, page, size);
  }

  private List<HeldList.Row> rows(
      ImportFile.Stored stored,
      String fault,
      String column,
      boolean byColumn,
      boolean descending,
      int page,
      int size) {
    Mapping mapping = stored.file().mapping();
    Set<Long> seen = new HashSet<>();
    String direction = descending ? " desc" : "";
    return jdbc.sql(
            """
            select h.line, h.column_no, h.column_name, h.value, h.fault, h.reason, h.raw,
                   coalesce(m.version, 0) as version
              from people.held_row h
              left join people.mending m on m.import_id = h.import_id and m.line = h.line
             where h.import_id = :id
               and (:fault = '' or h.fault = :fault)
               and (:column = '' or h.column_name = :column)
             order by
            """
                + (byColumn
                    ? "h.column_no" + direction + ", h.line, h.fault"
                    : "h.line" + direction + ", h.column_no, h.fault")
                + " limit :page offset :from")
        .param("id", stored.id())
        .param("fault", fault)
        .param("column", column)
        .param("page", size)
        .param("from", (long) page * size)
        .query((row, n) -> {
          List<String> values = values(row.getString("raw"));
          long line = row.getLong("line");
          String title =
              value(
                  values,
                  mapping.at(ImportColumn.JOB_TITLE),
                  mapping.at(ImportColumn.HIRING_TITLE));
          String key =
              value(
                  values, mapping.at(ImportColumn.PERSON_ID), mapping.at(ImportColumn.REQUISITION));
          int at = row.getInt("column_no");
          return new HeldList.Row(
              line,
              at,
              row.getString("column_name"),
              title.isEmpty() ? "no job title" : title,
              key.isEmpty() ? "no id" : key,
              row.getString("value"),
              row.getString("fault"),
              row.getString("reason"),
              "",
              at == 0 ? cells(stored, values) : List.of(),
              row.getInt("version"),
              seen.add(line),
              "",
              "");
        })
        .list();
  }

  private static List<HeldList.Cell> cells(ImportFile.Stored stored, List<String> values) {
    return stored.file().mapping().columns().values().stream()
        .sorted()
        .map(at ->
            new HeldList.Cell(
                at + 1, stored.file().columns().get(at), at < values.size() ? values.get(at) : ""))
        .toList();
  }

  /// What people mended or left out, the newest first, at most so many rows.
  List<ImportReportPage.Mended> mended(long id, int most) {
    return jdbc.sql(
            """
            select m.line, m.state, m.done_by, m.done_at, coalesce(m.deed, 0) as deed,
                   array(select v.column_name || ': '
                                || case when v.was = '' then '(empty)' else v.was end || ' → '
                                || case when v.becomes = '' then '(empty)' else v.becomes end
                           from people.mended_value v
                          where v.import_id = m.import_id
                            and v.line = m.line
                            and v.undone_at is null
                          order by v.id) as given
              from people.mending m
             where m.import_id = :id
               and (m.state <> 'waits'
                    or exists (select 1
                                 from people.mended_value v
                                where v.import_id = m.import_id
                                  and v.line = m.line
                                  and v.undone_at is null))
             order by m.done_at desc, m.line
             limit :most
            """)
        .param("id", id)
        .param("most", most)
        .query((row, n) ->
            new ImportReportPage.Mended(
                row.getLong("line"),
                switch (row.getString("state")) {
                  case "taken" -> "in";
                  case "left_out" -> "left out";
                  default -> "waits still";
                },
                List.of((String[]) row.getArray("given").getArray()),
                "%s, %s"
                    .formatted(
                        row.getString("done_by"),
                        Formats.moment(row.getTimestamp("done_at").toInstant())),
                row.getLong("deed")))
        .list();
  }

  /// Every value that people gave, also those taken back, as a file.
  CsvDownload mendedCsv(long id) {
    return CsvDownload.of(
        "mended-rows-of-import-%d.csv".formatted(id),
        List.of(
            "line", "column", "was", "becomes", "mended_by", "mended_at", "undone_by", "undone_at"),
        to ->
            jdbc.sql(
                    """
                    select line, column_name, was, becomes, mended_by, mended_at, undone_by, undone_at
                      from people.mended_value
                     where import_id = :id
                     union all
                    select line, '', '', 'left out', done_by, done_at, null, null
                      from people.mending
                     where import_id = :id
                       and state = 'left_out'
                     order by line, mended_at
                    """)
                .param("id", id)
                .query(row -> {
                  to.row(
                      row.getLong("line"),
                      row.getString("column_name"),
                      row.getString("was"),
                      row.getString("becomes"),
                      row.getString("mended_by"),
                      row.getTimestamp("mended_at").toInstant(),
                      row.getString("undone_by"),
                      Optional.ofNullable(row.getTimestamp("undone_at"))
                          .map(at -> at.toInstant().toString())
                          .orElse(""));
                }));
  }

  /// What a deed settled, if it can still be undone.
  Optional<ImportReportPage.Toast> toast(long id, long deed) {
    return jdbc.sql(
            """
            select count(*) filter (where state = 'taken') as taken,
                   count(*) filter (where state = 'left_out') as out
              from people.mending
             where import_id = :id
               and deed = :deed
               and state <> 'waits'
            """)
        .param("id", id)
        .param("deed", deed)
        .query((row, n) -> {
          long taken = row.getLong("taken");
          long out = row.getLong("out");
          return Optional.of(
                  (taken > 0 ? Formats.counted(taken, "row is", "rows are") + " in now. " : "")
                      + (out > 0 ? Formats.counted(out, "row is", "rows are") + " left out. " : ""))
              .filter(words -> !words.isEmpty())
              .map(words -> new ImportReportPage.Toast(deed, words.strip()));
        })
        .single();
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
