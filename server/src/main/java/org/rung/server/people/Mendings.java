package org.rung.server.people;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.files.HeldList;
import org.rung.server.files.MendForm;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Held rows that people mend or leave out on the page of their import. A row is checked again by
/// the rules of the import and taken when it is sound; what is settled at once is one deed and can
/// be undone. A form that saw an older version of a row changes nothing of it.
@Component
class Mendings {
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;
  private final ImportStore store;
  private final HeldRows heldRows;
  private final OnePerson onePerson;
  private final OneHire oneHire;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Mendings(
      JdbcClient jdbc,
      ImportStore store,
      HeldRows heldRows,
      OnePerson onePerson,
      OneHire oneHire,
      Audit audit,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.heldRows = heldRows;
    this.onePerson = onePerson;
    this.oneHire = oneHire;
    this.audit = audit;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What became of a form.
  ///
  /// @param deed by which it can be undone, empty when no row was settled
  /// @param taken rows that are in now
  /// @param leftOut rows that are not to be taken
  /// @param before rows that were settled so already: the form was sent twice
  /// @param kept values that were taken while the row still waits
  /// @param problems values that were not taken
  record Outcome(
      Optional<Long> deed,
      int taken,
      int leftOut,
      int before,
      int kept,
      List<HeldList.Problem> problems) {}

  /// Takes what was typed.
  ///
  /// @param out the version of the row to leave out that the person saw
  /// @throws Refused when the import was taken back, or another import holds the tables
  Outcome mend(long importId, MendForm form, int out, String by) {
    Outcome outcome =
        alone(() -> {
          Deed deed = new Deed(open(importId), by);
          if (form.out().isPresent()) {
            deed.leaveOut(form.out().getAsLong(), out);
          } else {
            form.rows().forEach(deed::mend);
          }
          return deed.close();
        });
    if (outcome.taken() > 0) {
      events.publishEvent(new PeopleImported(importId, by));
    }
    return outcome;
  }

  /// Lets the rows of a deed wait again; people and pay are as before.
  ///
  /// @return the number of rows that wait again
  /// @throws Refused when it was undone already or one of its rows was changed since
  int undo(long importId, long deed, String by) {
    try {
      return alone(() -> new Deed(open(importId), by).undo(deed));
    } catch (DataIntegrityViolationException e) {
      throw new Refused(
          "This cannot be undone: something that was made since, such as a plan, stands on these people.");
    }
  }

  private ImportFile.Stored open(long importId) {
    String state =
        jdbc.sql("select state from people.import where id = :id for update")
            .param("id", importId)
            .query(String.class)
            .single();
    if (!state.equals("done")) {
      throw new Refused(
          "The rows of an import that was undone cannot be mended. Send the file again.");
    }
    return store.find(importId).orElseThrow();
  }

  /// One import or mending after the other; a person does not wait long for an import.
  private <T> T alone(Supplier<T> work) {
    try {
      return Objects.requireNonNull(
          transaction.execute(status -> {
            jdbc.sql("set local lock_timeout = '5s'").update();
            jdbc.sql("lock table people.snapshot in share row exclusive mode").update();
            jdbc.sql("lock table people.hiring in share row exclusive mode").update();
            return work.get();
          }));
    } catch (PessimisticLockingFailureException e) {
      throw new Refused(
          "An import is being written just now. Nothing was changed; send the values again when it is done.");
    }
  }

  private record Waiting(String[] raw, int version, String digest, String held) {}

  private record Settled(
      int version, String state, Map<String, String> becomes, String by, Timestamp at) {}

  /// The rows that one form settles.
  private final class Deed {
    private final ImportFile.Stored stored;
    private final Mapping mapping;
    private final List<String> columns;
    private final LocalDate day;
    private final String by;
    private final long number;
    private final List<HeldList.Problem> problems = new ArrayList<>();
    private int taken;
    private int added;
    private int changed;
    private int leftOut;
    private int before;
    private int kept;

    Deed(ImportFile.Stored stored, String by) {
      this.stored = stored;
      this.mapping = stored.file().mapping();
      this.columns = stored.file().columns();
      this.day = stored.takenOn().orElseThrow();
      this.by = by;
      this.number = jdbc.sql("select nextval('people.mending_deed')").query(Long.class).single();
    }

    Outcome close() {
      count(added, changed, leftOut);
      return new Outcome(
          taken + leftOut == 0 ? Optional.empty() : Optional.of(number),
          taken,
          leftOut,
          before,
          kept,
          List.copyOf(problems));
    }

    void mend(MendForm.Row row) {
      Optional<Waiting> waiting = waiting(row.line());
      if (waiting.isEmpty() || waiting.get().version() != row.version()) {
        other(row);
        return;
      }
      String[] raw = waiting.get().raw();
      Map<Integer, String> values = new TreeMap<>(row.values());
      values.keySet().removeIf(column -> column < 1 || column > columns.size());
      List<Fault> faults = faults(with(raw, values), row.line());
      Optional<Fault> whole = faults.stream().filter(fault -> fault.column() < 0).findFirst();
      for (Fault fault : faults) {
        @Nullable String typed = fault.column() < 0 ? null : values.remove(fault.column() + 1);
        if (typed != null) {
          problems.add(new HeldList.Problem(row.line(), fault.column() + 1, typed, fault.reason()));
        }
      }
      whole.ifPresent(
          fault -> problems.add(new HeldList.Problem(row.line(), 0, "", fault.reason())));
      if (values.isEmpty()) {
        return;
      }
      String[] mended = with(raw, values);
      keep(row.line(), waiting.get(), values, mended);
      List<Fault> left = faults(mended, row.line());
      if (left.isEmpty()) {
        take(row.line(), mended);
      } else {
        kept += values.size();
        hold(row.line(), mended, left);
      }
      freed(raw, mended);
    }

    void leaveOut(long line, int version) {
      Optional<Waiting> waiting = waiting(line);
      if (waiting.isEmpty() || waiting.get().version() != version) {
        other(new MendForm.Row(line, version, Map.of()));
        return;
      }
      keep(line, waiting.get(), Map.of(), waiting.get().raw());
      release(line, "left_out");
      leftOut++;
      audit.change(by, "people", "import %d, line %d left out".formatted(stored.id(), line));
      freed(waiting.get().raw(), new String[columns.size()]);
    }

    /// Somebody was faster, or the same form came twice.
    private void other(MendForm.Row row) {
      Optional<Settled> settled = settled(row.line());
      if (settled.isEmpty()) {
        problems.add(
            new HeldList.Problem(row.line(), 0, "", "This row does not wait. Look at it again."));
        return;
      }
      Settled now = settled.get();
      boolean same =
          row.values().isEmpty()
              ? now.state().equals("left_out")
              : !now.state().equals("left_out")
                  && row.values().entrySet().stream()
                      .allMatch(value ->
                          value.getValue().equals(now.becomes().get(name(value.getKey()))));
      if (same) {
        before++;
        return;
      }
      String what =
          switch (now.state()) {
            case "taken" ->
                "%s mended line %d %s and it is in. What you gave was not used; undo that first to change it.";
            case "left_out" ->
                "%s left line %d out %s. What you gave was not used; undo that first to take it.";
            default -> "%s changed line %d %s. Look at what it says now, then mend it.";
          };
      String said =
          what.formatted(now.by(), row.line(), "on " + Formats.moment(now.at().toInstant()));
      int column = row.values().keySet().stream().findFirst().orElse(0);
      problems.add(
          new HeldList.Problem(row.line(), column, row.values().getOrDefault(column, ""), said));
    }

    private String name(int columnNo) {
      return mapping.columns().entrySet().stream()
          .filter(entry -> entry.getValue() == columnNo - 1)
          .map(entry -> entry.getKey().name())
          .findFirst()
          .orElse("");
    }

    private String[] with(String[] raw, Map<Integer, String> values) {
      String[] all = Arrays.copyOf(raw, columns.size());
      for (int i = raw.length; i < all.length; i++) {
        all[i] = "";
      }
      values.forEach((column, value) -> all[column - 1] = value);
      return all;
    }

    /// The rules of the import, and what only the table knows.
    private List<Fault> faults(String[] values, long line) {
      return switch (stored.kind()) {
        case WORKFORCE -> {
          EmployeeRows rows = new EmployeeRows(mapping, columns.size(), day);
          Optional<Employee> employee = rows.read(values, values.length);
          yield employee.isEmpty()
              ? rows.faults()
              : twice(employee.get().id(), ImportColumn.PERSON_ID, Fault.Kind.DUPLICATE_ID, line);
        }
        case HIRING -> {
          List<Fault> faults = new ArrayList<>();
          HiringImport.Hire hire =
              HiringImport.hire(mapping, columns.size(), latest(), values, values.length, faults);
          yield hire == null
              ? faults
              : twice(
                  hire.requisition(),
                  ImportColumn.REQUISITION,
                  Fault.Kind.DUPLICATE_REQUISITION,
                  line);
        }
      };
    }

    private LocalDate latest() {
      return day.getYear() >= 1990 ? day : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private List<Fault> twice(String id, ImportColumn column, Fault.Kind kind, long line) {
      List<Long> others = others(id, column, kind).stream().filter(at -> at != line).toList();
      if (!others.isEmpty()) {
        return List.of(
            new Fault(
                mapping.at(column),
                id,
                kind,
                "It also stands in line %s, which waits too. Leave out the row that does not hold, or give another id."
                    .formatted(
                        String.join(", ", others.stream().limit(5).map(Formats::count).toList()))));
      }
      if (stored.kind() == ImportKind.WORKFORCE) {
        Optional<String> there = onePerson.title(snapshot(), id);
        if (there.isPresent() && (fresh() || onePerson.wrote(stored.id(), id))) {
          return List.of(
              new Fault(
                  mapping.at(column),
                  id,
                  kind,
                  "%s is in already on this day, as %s. Leave this row out, or give another id."
                      .formatted(id, there.get())));
        }
      }
      return List.of();
    }

    private int snapshot() {
      return jdbc.sql("select id from people.snapshot where taken_on = :day")
          .param("day", Date.valueOf(day))
          .query(Integer.class)
          .single();
    }

    private boolean fresh() {
      return jdbc.sql("select fresh from people.import where id = :id")
          .param("id", stored.id())
          .query(Boolean.class)
          .single();
    }

    private List<Long> others(String id, ImportColumn column, Fault.Kind kind) {
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

    /// When a row no longer has the id it had, the last one left with that id is sound, if that was
    /// all: the person who settled the others has said which holds.
    private void freed(String[] raw, String[] mended) {
      boolean people = stored.kind() == ImportKind.WORKFORCE;
      ImportColumn column = people ? ImportColumn.PERSON_ID : ImportColumn.REQUISITION;
      Fault.Kind kind = people ? Fault.Kind.DUPLICATE_ID : Fault.Kind.DUPLICATE_REQUISITION;
      int at = mapping.at(column);
      if (at >= raw.length || raw[at].isEmpty() || raw[at].equals(mended[at])) {
        return;
      }
      List<Long> others = others(raw[at], column, kind);
      for (long line : others) {
        Waiting row = waiting(line).orElseThrow();
        List<Fault> left = faults(row.raw(), line);
        keep(line, row, Map.of(), row.raw());
        if (left.isEmpty()) {
          take(line, row.raw());
        } else {
          hold(line, row.raw(), left);
        }
      }
    }

    private Optional<Waiting> waiting(long line) {
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

    private Optional<Settled> settled(long line) {
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
    private void keep(long line, Waiting row, Map<Integer, String> values, String[] mended) {
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

    private void take(long line, String[] values) {
      release(line, "taken");
      switch (stored.kind()) {
        case WORKFORCE -> {
          Employee employee =
              new EmployeeRows(mapping, columns.size(), day)
                  .read(values, values.length)
                  .orElseThrow();
          OnePerson.Put put =
              onePerson.put(snapshot(), employee, mapping.at(ImportColumn.LINKED) >= 0);
          boolean same = put.before().isPresent() && put.before().get().equals(put.after());
          written(line, Optional.of(put.person()), put.before(), put.after());
          if (!same) {
            merged(put);
            added += put.before().isEmpty() ? 1 : 0;
            changed += put.before().isPresent() ? 1 : 0;
          }
        }
        case HIRING -> {
          HiringImport.Hire hire =
              Objects.requireNonNull(
                  HiringImport.hire(
                      mapping, columns.size(), latest(), values, values.length, new ArrayList<>()));
          OneHire.Put put = oneHire.put(hire);
          written(line, Optional.empty(), put.before(), put.after());
          added += put.before().isEmpty() ? 1 : 0;
          changed += put.before().isPresent() ? 1 : 0;
        }
      }
      taken++;
    }

    /// An import that did not make its day keeps what it did to each row, so that it can be undone.
    private void merged(OnePerson.Put put) {
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

    private void written(long line, Optional<Long> person, Optional<String> before, String after) {
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

    private void hold(long line, String[] values, List<Fault> faults) {
      delete(line);
      heldRows.write(stored.id(), columns, List.of(new HeldRow(line, values, faults)));
    }

    private void release(long line, String state) {
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

    private void delete(long line) {
      jdbc.sql("delete from people.held_row where import_id = :id and line = :line")
          .param("id", stored.id())
          .param("line", line)
          .update();
    }

    private void count(int more, int other, int out) {
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

    int undo(long deed) {
      record Done(
          long line,
          String state,
          Optional<Long> person,
          Optional<String> before,
          Optional<String> after) {}
      List<Done> all =
          jdbc.sql(
                  """
                  select line, state, person_id, before::text as before, after::text as after
                    from people.mending
                   where import_id = :id
                     and deed = :deed
                     and state <> 'waits'
                   order by line desc
                  """)
              .param("id", stored.id())
              .param("deed", deed)
              .query((row, n) ->
                  new Done(
                      row.getLong("line"),
                      row.getString("state"),
                      Optional.ofNullable(row.getObject("person_id", Long.class)),
                      Optional.ofNullable(row.getString("before")),
                      Optional.ofNullable(row.getString("after"))))
              .list();
      if (all.isEmpty()) {
        throw new Refused("This was undone already. Nothing was changed.");
      }
      for (Done one : all) {
        if (one.after().isPresent()) {
          boolean back =
              one.person().isPresent()
                  ? takeBack(new OnePerson.Put(one.person().get(), one.before(), one.after().get()))
                  : oneHire.takeBack(new OneHire.Put(one.before(), one.after().get()));
          if (!back) {
            throw new Refused(
                "Line %d was changed by a later file, so it cannot be undone. Undo that import first."
                    .formatted(one.line()));
          }
          added -= one.before().isEmpty() ? 1 : 0;
          changed -= one.before().isPresent() && !one.before().equals(one.after()) ? 1 : 0;
        } else {
          leftOut--;
        }
        waitAgain(one.line());
      }
      count(added, changed, leftOut);
      return all.size();
    }

    private boolean takeBack(OnePerson.Put put) {
      boolean back = onePerson.takeBack(snapshot(), put);
      if (back) {
        jdbc.sql("delete from people.merged_row where import_id = :id and person_id = :person")
            .param("id", stored.id())
            .param("person", put.person())
            .update();
        jdbc.sql(
                """
                delete from people.person p
                 where p.id = :person
                   and not exists (select 1 from people.employment e where e.person_id = p.id)
                   and not exists (select 1 from people.employment e where e.manager_id = p.id)
                """)
            .param("person", put.person())
            .update();
      }
      return back;
    }

    private void waitAgain(long line) {
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
}
