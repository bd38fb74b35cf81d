package org.rung.server.people;

import java.sql.Timestamp;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The held rows of one import as one deed finds and leaves them: which wait, which were settled,
/// what each became and how it waits again.
final class MendedRows {
  private static final JsonMapper JSON = new JsonMapper();

  record Waiting(String[] raw, int version, String digest, String held) {}

  record Settled(int version, String state, Map<String, String> becomes, String by, Timestamp at) {}

  private final JdbcClient jdbc;
  private final HeldRows heldRows;
  private final Audit audit;
  private final ImportFile.Stored stored;
  private final Mapping mapping;
  private final List<String> columns;
  private final String by;
  private final long number;

  /// @param number of the deed
  MendedRows(
      JdbcClient jdbc,
      HeldRows heldRows,
      Audit audit,
      ImportFile.Stored stored,
      String by,
      long number) {
    this.jdbc = jdbc;
    this.heldRows = heldRows;
    this.audit = audit;
    this.stored = stored;
    this.mapping = stored.file().mapping();
    this.columns = stored.file().columns();
    this.by = by;
    this.number = number;
  }

  List<Long> others(String id, ImportColumn column, Fault.Kind kind) {
    return jdbc.sql(
            """
            select distinct line
              from people.held_row
             where import_id = :id
               and fault = :fault
               and raw ->> :at = :value
             order by line
            """)
        .param("id", stored.id())
        .param("fault", kind.words())
        .param("at", mapping.at(column))
        .param("value", id)
        .query((row, n) -> row.getLong("line"))
        .list();
  }

  Optional<Waiting> waiting(long line) {
    return jdbc.sql(
            """
            select (select raw
                      from people.held_row
                     where import_id = :id and line = :line
                     limit 1) as raw,
                   (select jsonb_agg(to_jsonb(h) order by h.column_no, h.fault)
                      from people.held_row h
                     where h.import_id = :id and h.line = :line) as held,
                   coalesce(m.version, 0) as version,
                   m.digest
              from (values (1)) as one
              left join people.mending m on m.import_id = :id and m.line = :line
            """)
        .param("id", stored.id())
        .param("line", line)
        .query((row, n) -> {
          String raw = row.getString("raw");
          if (raw == null) {
            return Optional.<Waiting>empty();
          }
          String[] values = JSON.readValue(raw, String[].class);
          String digest = row.getString("digest");
          return Optional.of(
              new Waiting(
                  values,
                  row.getInt("version"),
                  digest == null ? RememberedRows.digest(mapping, values) : digest,
                  row.getString("held")));
        })
        .single();
  }

  Optional<Settled> settled(long line) {
    return jdbc.sql(
            """
            select version, state, becomes, done_by, done_at
              from people.mending
             where import_id = :id
               and line = :line
            """)
        .param("id", stored.id())
        .param("line", line)
        .query((row, n) ->
            new Settled(
                row.getInt("version"),
                row.getString("state"),
                JSON.readValue(
                    row.getString("becomes"),
                    new tools.jackson.core.type.TypeReference<Map<String, String>>() {}),
                row.getString("done_by"),
                row.getTimestamp("done_at")))
        .optional();
  }

  /// Notes the values, and what the row was when it was first touched.
  void keep(long line, Waiting row, Map<Integer, String> values, String[] mended) {
    Map<ImportColumn, String> becomes = new EnumMap<>(ImportColumn.class);
    mapping
        .columns()
        .forEach((column, at) -> {
          if (values.containsKey(at + 1)) {
            becomes.put(column, mended[at]);
          }
        });
    jdbc.sql(
            """
            insert into people.mending as m
                   (import_id, line, version, state, digest, becomes, held, done_by, done_at)
            values (:id, :line, 1, 'waits', :digest, :becomes::jsonb, :held::jsonb, :by,
                    clock_timestamp())
                on conflict (import_id, line) do update
               set version = m.version + 1,
                   becomes = m.becomes || excluded.becomes,
                   done_by = excluded.done_by,
                   done_at = excluded.done_at
            """)
        .param("id", stored.id())
        .param("line", line)
        .param("digest", row.digest())
        .param("becomes", JSON.writeValueAsString(becomes))
        .param("held", row.held())
        .param("by", by)
        .update();
    values.forEach((column, value) ->
        jdbc.sql(
                """
                insert into people.mended_value
                       (import_id, line, column_no, column_name, was, becomes, mended_by)
                values (:id, :line, :column, :name, :was, :becomes, :by)
                """)
            .param("id", stored.id())
            .param("line", line)
            .param("column", column)
            .param("name", columns.get(column - 1))
            .param("was", column <= row.raw().length ? row.raw()[column - 1] : "")
            .param("becomes", value)
            .param("by", by)
            .update());
    if (!values.isEmpty()) {
      audit.change(
          by,
          "people",
          "import %d, line %d mended: %s"
              .formatted(
                  stored.id(),
                  line,
                  String.join(
                      ", ", values.keySet().stream().map(at -> columns.get(at - 1)).toList())));
    }
  }

  /// An import that did not make its day keeps what it did to each row, so that it can be undone.
  void merged(OnePerson.Put put) {
    jdbc.sql(
            """
            insert into people.merged_row (import_id, person_id, before)
            select i.id, :person, :before::jsonb
              from people.import i
             where i.id = :id
               and not i.fresh
                on conflict do nothing
            """)
        .param("id", stored.id())
        .param("person", put.person())
        .param("before", put.before().orElse(null))
        .update();
  }

  void written(long line, Optional<Long> person, Optional<String> before, String after) {
    jdbc.sql(
            """
            update people.mending
               set person_id = :person, before = :before::jsonb, after = :after::jsonb
             where import_id = :id
               and line = :line
            """)
        .param("person", person.orElse(null))
        .param("before", before.orElse(null))
        .param("after", after)
        .param("id", stored.id())
        .param("line", line)
        .update();
  }

  void hold(long line, String[] values, List<Fault> faults) {
    delete(line);
    heldRows.write(stored.id(), columns, List.of(new HeldRow(line, values, faults)));
  }

  void release(long line, String state) {
    delete(line);
    jdbc.sql(
            """
            update people.mending
               set state = :state, deed = :deed
             where import_id = :id
               and line = :line
            """)
        .param("state", state)
        .param("deed", number)
        .param("id", stored.id())
        .param("line", line)
        .update();
  }

  void delete(long line) {
    jdbc.sql("delete from people.held_row where import_id = :id and line = :line")
        .param("id", stored.id())
        .param("line", line)
        .update();
  }

  void count(int more, int other, int out) {
    jdbc.sql(
            """
            update people.import i
               set rows_new = rows_new + :more,
                   rows_changed = rows_changed + :other,
                   rows_left_out = rows_left_out + :out,
                   rows_held = (select count(distinct h.line)
                                  from people.held_row h
                                 where h.import_id = i.id)
             where id = :id
            """)
        .param("more", more)
        .param("other", other)
        .param("out", out)
        .param("id", stored.id())
        .update();
  }

  void waitAgain(long line) {
    jdbc.sql(
            """
            insert into people.held_row
            select h.*
              from people.mending m,
                   jsonb_populate_recordset(null::people.held_row, m.held) h
             where m.import_id = :id
               and m.line = :line
            """)
        .param("id", stored.id())
        .param("line", line)
        .update();
    jdbc.sql(
            """
            update people.mending
               set version = version + 1, state = 'waits', becomes = '{}', deed = null,
                   person_id = null, before = null, after = null, done_by = :by,
                   done_at = clock_timestamp()
             where import_id = :id
               and line = :line
            """)
        .param("by", by)
        .param("id", stored.id())
        .param("line", line)
        .update();
    jdbc.sql(
            """
            update people.mended_value
               set undone_by = :by, undone_at = now()
             where import_id = :id
               and line = :line
               and undone_at is null
            """)
        .param("by", by)
        .param("id", stored.id())
        .param("line", line)
        .update();
    audit.change(by, "people", "import %d, line %d waits again".formatted(stored.id(), line));
  }
}
