package org.rung.server.programmes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.database.Copy;
import org.rung.server.database.TextArray;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of catalogues that wait for a person, and what people mended.
@Component
class HeldProgrammes {
  private static final String COLUMNS =
      "line, column_no, column_name, code, label, value, reason, detail, suggested, version";

  private final JdbcClient jdbc;
  private final Copy copy;

  HeldProgrammes(JdbcClient jdbc, Copy copy) {
    this.jdbc = jdbc;
    this.copy = copy;
  }

  /// @param raw the whole row
  record Row(int line, String code, String label, List<String> raw, List<Fault> faults) {}

  void hold(long importId, List<Row> rows) {
    copy.rows(
        """
        copy programmes.held_row (import_id, line, column_no, column_name, code, label, value,
          reason, detail, suggested, raw) from stdin
        """,
        out -> {
          for (Row row : rows) {
            String raw = TextArray.of(row.raw());
            for (Fault fault : row.faults()) {
              out.number(importId)
                  .number(row.line())
                  .number(fault.columnNo())
                  .text(fault.column())
                  .text(row.code())
                  .text(row.label())
                  .text(fault.value())
                  .text(fault.reason())
                  .text(fault.detail())
                  .text(fault.suggested().orElse(null))
                  .text(raw)
                  .end();
            }
          }
        });
  }

  /// What still waits, in the order of the file.
  List<HeldRow> of(long importId) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """

                  from programmes.held_row
                 where import_id = :import
                   and becomes is null
                 order by line, column_no
                """)
        .param("import", importId)
        .query(HeldProgrammes::row)
        .list();
  }

  /// How many faults of each kind wait, the most frequent first.
  Map<String, Integer> kinds(long importId) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    jdbc.sql(
            """
            select reason, count(*) as faults
              from programmes.held_row
             where import_id = :import
               and becomes is null
             group by reason
             order by faults desc, reason
            """)
        .param("import", importId)
        .query((row, n) -> Map.entry(row.getString("reason"), row.getInt("faults")))
        .list()
        .forEach(kind -> kinds.put(kind.getKey(), kind.getValue()));
    return kinds;
  }

  /// The row as the file has it, with the values people gave so far; empty when it waits no more.
  Optional<List<String>> raw(long importId, int line) {
    return jdbc.sql(
            """
            select raw
              from programmes.held_row
             where import_id = :import
               and line = :line
             order by column_no
             limit 1
               for update
            """)
        .param("import", importId)
        .param("line", line)
        .query((row, n) -> texts(row, "raw"))
        .optional();
  }

  /// What people did to a row so far, counted.
  int version(long importId, int line) {
    return jdbc.sql(
            """
            select max(version)
              from programmes.held_row
             where import_id = :import
               and line = :line
            """)
        .param("import", importId)
        .param("line", line)
        .query(Integer.class)
        .single();
  }

  /// Columns of a line for which a person gave a value that is kept until the whole row is sound.
  Map<Integer, String> given(long importId, int line) {
    Map<Integer, String> given = new LinkedHashMap<>();
    jdbc.sql(
            """
            select column_no, becomes
              from programmes.held_row
             where import_id = :import
               and line = :line
               and becomes is not null
             order by column_no
            """)
        .param("import", importId)
        .param("line", line)
        .query((row, n) -> Map.entry(row.getInt("column_no"), row.getString("becomes")))
        .list()
        .forEach(value -> given.put(value.getKey(), value.getValue()));
    return given;
  }

  /// Keeps a value, and remembers it for the next file with the same mistake.
  void mend(long importId, int line, int columnNo, String becomes, String by) {
    jdbc.sql(
            """
            update programmes.held_row
               set version = version + 1
             where import_id = :import
               and line = :line
            """)
        .param("import", importId)
        .param("line", line)
        .update();
    jdbc.sql(
            """
            with held as (
              update programmes.held_row
                 set becomes = :becomes
               where import_id = :import
                 and line = :line
                 and column_no = :column
              returning code, column_name, value)
            insert into programmes.mend (code, column_name, was, becomes, mended_by)
            select code, column_name, value, :becomes, :by
              from held
             where code <> ''
            on conflict (code, column_name, was)
            do update set becomes = excluded.becomes,
                          mended_by = excluded.mended_by,
                          mended_at = now()
            """)
        .param("becomes", becomes)
        .param("by", by)
        .param("import", importId)
        .param("line", line)
        .param("column", columnNo)
        .update();
  }

  /// The whole row was taken: it waits no more. What was mended stays remembered.
  void taken(long importId, int line) {
    jdbc.sql("delete from programmes.held_row where import_id = :import and line = :line")
        .param("import", importId)
        .param("line", line)
        .update();
  }

  /// @param was the value in the file
  record Mended(String code, String column, String was) {}

  /// Everything people ever mended.
  Map<Mended, String> remembered() {
    Map<Mended, String> all = new LinkedHashMap<>();
    jdbc.sql("select code, column_name, was, becomes from programmes.mend")
        .query((row, n) ->
            Map.entry(
                new Mended(
                    row.getString("code"), row.getString("column_name"), row.getString("was")),
                row.getString("becomes")))
        .list()
        .forEach(mended -> all.put(mended.getKey(), mended.getValue()));
    return all;
  }

  private static HeldRow row(ResultSet row, int n) throws SQLException {
    return new HeldRow(
        row.getInt("line"),
        row.getInt("column_no"),
        row.getString("column_name"),
        row.getString("code"),
        row.getString("label"),
        row.getString("value"),
        row.getString("reason"),
        row.getString("detail"),
        Optional.ofNullable(row.getString("suggested")),
        row.getInt("version"));
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
