package org.rung.server.people;

import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.files.HeldList;
import org.rung.server.files.MendForm;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What one form settles: each row is checked again by the rules of the import and taken, held
/// again or left out. The deed as a whole can be undone.
final class MendingDeed {
  private final JdbcClient jdbc;
  private final OnePerson onePerson;
  private final OneHire oneHire;
  private final Audit audit;
  private final Clock clock;
  private final MendedRows rows;
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

  MendingDeed(
      JdbcClient jdbc,
      HeldRows heldRows,
      OnePerson onePerson,
      OneHire oneHire,
      Audit audit,
      Clock clock,
      ImportFile.Stored stored,
      String by) {
    this.jdbc = jdbc;
    this.onePerson = onePerson;
    this.oneHire = oneHire;
    this.audit = audit;
    this.clock = clock;
    this.stored = stored;
    this.mapping = stored.file().mapping();
    this.columns = stored.file().columns();
    this.day = stored.takenOn().orElseThrow();
    this.by = by;
    this.number = jdbc.sql("select nextval('people.mending_deed')").query(Long.class).single();
    this.rows = new MendedRows(jdbc, heldRows, audit, stored, by, number);
  }

  Mendings.Outcome close() {
    rows.count(added, changed, leftOut);
    return new Mendings.Outcome(
        taken + leftOut == 0 ? Optional.empty() : Optional.of(number),
        taken,
        leftOut,
        before,
        kept,
        List.copyOf(problems));
  }

  void mend(MendForm.Row row) {
    Optional<MendedRows.Waiting> waiting = rows.waiting(row.line());
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
    whole.ifPresent(fault -> problems.add(new HeldList.Problem(row.line(), 0, "", fault.reason())));
    if (values.isEmpty()) {
      return;
    }
    String[] mended = with(raw, values);
    rows.keep(row.line(), waiting.get(), values, mended);
    List<Fault> left = faults(mended, row.line());
    if (left.isEmpty()) {
      take(row.line(), mended);
    } else {
      kept += values.size();
      rows.hold(row.line(), mended, left);
    }
    freed(raw, mended);
  }

  void leaveOut(long line, int version) {
    Optional<MendedRows.Waiting> waiting = rows.waiting(line);
    if (waiting.isEmpty() || waiting.get().version() != version) {
      other(new MendForm.Row(line, version, Map.of()));
      return;
    }
    rows.keep(line, waiting.get(), Map.of(), waiting.get().raw());
    rows.release(line, "left_out");
    leftOut++;
    audit.change(by, "people", "import %d, line %d left out".formatted(stored.id(), line));
    freed(waiting.get().raw(), new String[columns.size()]);
  }

  /// Somebody was faster, or the same form came twice.
  private void other(MendForm.Row row) {
    Optional<MendedRows.Settled> settled = rows.settled(row.line());
    if (settled.isEmpty()) {
      problems.add(
          new HeldList.Problem(row.line(), 0, "", "This row does not wait. Look at it again."));
      return;
    }
    MendedRows.Settled now = settled.get();
    boolean same =
        row.values().isEmpty()
            ? now.state().equals("left_out")
            : !now.state().equals("left_out")
                && row.values().entrySet().stream()
                    .allMatch(
                        value -> value.getValue().equals(now.becomes().get(name(value.getKey()))));
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
    List<Long> others = rows.others(id, column, kind).stream().filter(at -> at != line).toList();
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
    List<Long> others = rows.others(raw[at], column, kind);
    for (long line : others) {
      MendedRows.Waiting row = rows.waiting(line).orElseThrow();
      List<Fault> left = faults(row.raw(), line);
      rows.keep(line, row, Map.of(), row.raw());
      if (left.isEmpty()) {
        take(line, row.raw());
      } else {
        rows.hold(line, row.raw(), left);
      }
    }
  }

  private void take(long line, String[] values) {
    rows.release(line, "taken");
    switch (stored.kind()) {
      case WORKFORCE -> {
        Employee employee =
            new EmployeeRows(mapping, columns.size(), day)
                .read(values, values.length)
                .orElseThrow();
        OnePerson.Put put =
            onePerson.put(snapshot(), employee, mapping.at(ImportColumn.LINKED) >= 0);
        boolean same = put.before().isPresent() && put.before().get().equals(put.after());
        rows.written(line, Optional.of(put.person()), put.before(), put.after());
        if (!same) {
          rows.merged(put);
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
        rows.written(line, Optional.empty(), put.before(), put.after());
        added += put.before().isEmpty() ? 1 : 0;
        changed += put.before().isPresent() ? 1 : 0;
      }
    }
    taken++;
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
      rows.waitAgain(one.line());
    }
    rows.count(added, changed, leftOut);
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
}
