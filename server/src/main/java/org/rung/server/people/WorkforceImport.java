package org.rung.server.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.rung.server.access.Audit;
import org.rung.server.database.Copy;
import org.rung.server.files.TabularFile;
import org.rung.server.jobs.Work.Progress;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes a workforce file into the tables, all of it in one transaction: a cancelled or killed
/// import leaves nothing.
///
/// The file is read twice, each time in a thread of its own while this one writes by COPY. The
/// first reading learns the ids (so that a manager may stand below, and an id in several rows is
/// known at its first) and writes new people; the second writes what they do on the day, straight
/// into the final table. Only when the day is there already, its rows go to a temporary table and
/// are merged from there.
@Component
class WorkforceImport {
  private static final int BATCH = 20_000;
  private static final int LINES_TOLD = 5;

  // What one file may hold of each, so that no file can fill the memory or the disk.
  private static final int MOST_PEOPLE = 4_000_000;
  private static final int MOST_NAMES = 100_000;
  private static final int MOST_HELD = 500_000;

  private static final String EMPLOYMENT =
      """
      (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, weekly_minutes,
       annual_pay_cents, hourly_pay_cents, hired_on, manager_id)
      """;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final HeldRows heldRows;
  private final Audit audit;
  private final TransactionTemplate transaction;

  WorkforceImport(
      JdbcClient jdbc, Copy copy, HeldRows heldRows, Audit audit, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.heldRows = heldRows;
    this.audit = audit;
    this.transaction = transaction;
  }

  /// @param importId of a row of people.import in the state queued
  /// @throws org.rung.server.files.NotATable when the file breaks off; nothing is kept then
  ImportReport run(
      long importId,
      TabularFile file,
      Mapping mapping,
      LocalDate takenOn,
      String by,
      Progress progress) {
    long start = System.nanoTime();
    Run run = new Run(importId, file, mapping, takenOn, progress);
    transaction.executeWithoutResult(status -> {
      // Imports one after the other, on however many servers; readers are not kept waiting.
      jdbc.sql("lock table people.snapshot in share row exclusive mode").update();
      ImportStore.checkOpen(jdbc, importId);
      run.all();
      audit.change(
          by, "people", "import %d, %s, %s people".formatted(importId, takenOn, run.employments));
    });
    // Statistics for the questions that follow; outside, so that the transaction ends sooner.
    jdbc.sql("analyze people.employment, people.person").update();
    return run.report().in((System.nanoTime() - start) / 1e9);
  }

  private record NewPeople(int rows, List<String> ids, long[] persons, boolean[] linked) {}

  private record Rows(
      long read, List<PlacedEmployee> placed, List<HeldRow> held, long leftOut, long mended) {}

  /// One import under way.
  private final class Run {
    private final long importId;
    private final TabularFile file;
    private final Mapping mapping;
    private final LocalDate takenOn;
    private final Progress progress;

    // Written by the reading thread, read by this one after it ended.
    private final Map<String, List<Long>> severalLines = new HashMap<>();
    private final Map<String, String> siteKinds = new TreeMap<>();
    private final Set<String> titles = new TreeSet<>();
    private final Set<String> departments = new TreeSet<>();
    private final Map<Long, Boolean> otherLinks = new HashMap<>();
    private final Map<Assumption, Long> assumptions = new EnumMap<>(Assumption.class);
    private final RememberedRows remembered;
    private PersonIds ids = new PersonIds(0);
    private long nextPerson;
    private int fresh;

    long read;
    long added;
    long changed;
    long same;
    long held;
    long leftOut;
    long mended;
    long employments;

    Run(long importId, TabularFile file, Mapping mapping, LocalDate takenOn, Progress progress) {
      this.importId = importId;
      this.file = file;
      this.mapping = mapping;
      this.takenOn = takenOn;
      this.progress = progress;
      this.remembered = RememberedRows.of(jdbc, ImportKind.WORKFORCE, takenOn);
    }

    ImportReport report() {
      return new ImportReport(importId, read, added, changed, same, held, leftOut, mended, 0);
    }

    void all() {
      progress.step("looking up people", 0, 0);
      loadPeople();
      long firstNew = nextPerson;
      long rows = writeNewPeople();
      reservePersonIds(firstNew);
      writeLinks();
      Names roles = new Names(jdbc, "people.role", "title");
      roles.add(titles);
      Names places = new Names(jdbc, "people.department", "name");
      places.add(departments);
      Names sites = new Names(jdbc, "people.site", "name");
      sites.add(siteKinds.keySet());
      writeSiteKinds();

      Optional<Integer> existing =
          jdbc.sql("select id from people.snapshot where taken_on = :day")
              .param("day", takenOn)
              .query(Integer.class)
              .optional();
      int snapshot = existing.orElseGet(this::makeSnapshot);
      writeRows(rows, snapshot, existing.isPresent(), roles, places, sites);
      if (existing.isPresent()) {
        merge();
      }
      removePeopleOfHeldRowsOnly();
      settle(snapshot, existing.isEmpty());
    }

    private void loadPeople() {
      long known = jdbc.sql("select count(*) from people.person").query(Long.class).single();
      ids = new PersonIds(known);
      // The sequence is ours while the lock is held: people are made by imports alone.
      nextPerson =
          jdbc.sql("select nextval(pg_get_serial_sequence('people.person', 'id')::regclass)")
              .query(Long.class)
              .single();
      jdbc.sql("select employer_id, id, linked from people.person")
          .withFetchSize(10_000)
          .query(row -> {
            ids.add(
                row.getString(1),
                row.getLong(2),
                PersonIds.STORED | (row.getBoolean(3) ? PersonIds.LINKED : 0));
          });
    }

    /// First reading.
    private long writeNewPeople() {
      long[] rows = {0};
      TwoThreads.<NewPeople>run(
          this::learnPeople,
          batch -> {
            rows[0] += batch.rows();
            progress.step("checking rows: " + Formats.count(rows[0]), 0, 0);
            if (!batch.ids().isEmpty()) {
              copy.rows(
                  "copy people.person (id, employer_id, linked) from stdin",
                  to -> {
                    for (int i = 0; i < batch.ids().size(); i++) {
                      to.number(batch.persons()[i])
                          .text(batch.ids().get(i))
                          .truth(batch.linked()[i])
                          .end();
                    }
                  });
            }
          });
      return rows[0];
    }

    private void learnPeople(Consumer<NewPeople> batches) {
      EmployeeRows reader = new EmployeeRows(mapping, file.columns().size(), takenOn);
      var batch =
          new Object() {
            int rows;
            List<String> fresh = new ArrayList<>();
            long[] persons = new long[BATCH];
            boolean[] linked = new boolean[BATCH];

            void send() {
              batches.accept(new NewPeople(rows, fresh, persons, linked));
              rows = 0;
              fresh = new ArrayList<>();
              persons = new long[BATCH];
              linked = new boolean[BATCH];
            }
          };
      RememberedRows.Reading decided = remembered.reading(mapping, file.columns().size());
      file.read((line, values, given) -> {
        batch.rows++;
        String[] holds = decided.next(values, given);
        Optional<Employee> good =
            decided.leftOut() ? Optional.empty() : reader.read(holds, decided.given());
        if (good.isPresent()) {
          Employee employee = good.get();
          int slot = ids.find(employee.id());
          if (slot < 0) {
            if (fresh == MOST_PEOPLE) {
              throw new Refused(
                  "Line %s brings more than %s people. Send the file in parts; each part is one import."
                      .formatted(Formats.count(line), Formats.count(MOST_PEOPLE)));
            }
            fresh++;
            long person = nextPerson++;
            slot = ids.add(employee.id(), person, employee.linked() ? PersonIds.LINKED : 0);
            batch.persons[batch.fresh.size()] = person;
            batch.linked[batch.fresh.size()] = employee.linked();
            batch.fresh.add(employee.id());
          }
          learn(employee, slot, line);
        }
        if (batch.rows == BATCH) {
          batch.send();
        }
        return true;
      });
      batch.send();
    }

    private void learn(Employee employee, int slot, long line) {
      if (ids.line[slot] > 0) {
        if (severalLines.size() == MOST_HELD) {
          throw tooManyHeld(line);
        }
        List<Long> lines =
            severalLines.computeIfAbsent(
                employee.id(), id -> new ArrayList<>(List.of(ids.line[slot])));
        if (lines.size() <= LINES_TOLD + 1) {
          lines.add(line);
        }
        ids.mark(slot, PersonIds.SEVERAL);
        return;
      }
      ids.line[slot] = line;
      if (ids.has(slot, PersonIds.STORED)
          && mapping.at(ImportColumn.LINKED) >= 0
          && ids.has(slot, PersonIds.LINKED) != employee.linked()) {
        otherLinks.put(ids.person[slot], employee.linked());
      }
      titles.add(employee.title());
      departments.add(employee.departmentName());
      siteKinds.merge(
          employee.siteName(),
          employee.siteKind(),
          (known, given) -> known.isEmpty() ? given : known);
      checkNames(titles.size(), ImportColumn.JOB_TITLE, line);
      checkNames(departments.size(), ImportColumn.DEPARTMENT, line);
      checkNames(siteKinds.size(), ImportColumn.SITE, line);
    }

    /// A column of names or numbers, chosen for a title by mistake.
    private void checkNames(int different, ImportColumn column, long line) {
      if (different > MOST_NAMES) {
        throw new Refused(
            "Down to line %s the column “%s” holds more than %s different values, too many for “%s”. Choose another column."
                .formatted(
                    Formats.count(line),
                    file.columns().get(mapping.at(column)),
                    Formats.count(MOST_NAMES),
                    column.words()));
      }
    }

    private Refused tooManyHeld(long line) {
      return new Refused(
          "Down to line %s more than %s rows have a fault, so the columns or the file are not what they are taken for. Look at them again; nothing was imported."
              .formatted(Formats.count(line), Formats.count(MOST_HELD)));
    }

    private void reservePersonIds(long firstNew) {
      if (nextPerson > firstNew) {
        jdbc.sql("select setval(pg_get_serial_sequence('people.person', 'id')::regclass, :last)")
            .param("last", nextPerson)
            .query(Long.class)
            .single();
      }
    }

    private void writeLinks() {
      for (boolean linked : new boolean[] {true, false}) {
        Long[] persons =
            otherLinks.entrySet().stream()
                .filter(entry -> entry.getValue() == linked)
                .map(Map.Entry::getKey)
                .toArray(Long[]::new);
        if (persons.length > 0) {
          jdbc.sql("update people.person set linked = :linked where id = any(:persons)")
              .param("linked", linked)
              .param("persons", persons)
              .update();
        }
      }
    }

    private void writeSiteKinds() {
      siteKinds.forEach((site, kind) -> {
        if (!kind.isEmpty()) {
          jdbc.sql("update people.site set kind = :kind where name = :site and kind <> :kind")
              .param("kind", kind)
              .param("site", site)
              .update();
        }
      });
    }

    private int makeSnapshot() {
      return jdbc.sql(
              """
              insert into people.snapshot (taken_on, label, import_id)
              values (:day, :label, :import)
              returning id
              """)
          .param("day", takenOn)
          .param("label", Formats.date(takenOn))
          .param("import", importId)
          .query(Integer.class)
          .single();
    }

    /// Second reading.
    private void writeRows(
        long rows, int snapshot, boolean merges, Names roles, Names places, Names sites) {
      if (merges) {
        jdbc.sql(
                """
                create temporary table incoming on commit drop as
                select *
                  from people.employment
                  with no data
                """)
            .update();
      }
      String statement =
          "copy " + (merges ? "incoming " : "people.employment ") + EMPLOYMENT + " from stdin";
      TwoThreads.<Rows>run(
          this::placePeople,
          batch -> {
            progress.step("writing people", read, rows);
            read += batch.read();
            if (!batch.placed().isEmpty()) {
              employments +=
                  copy.rows(
                      statement,
                      to -> {
                        for (PlacedEmployee placed : batch.placed()) {
                          Employee employee = placed.employee();
                          to.number(snapshot)
                              .number(placed.person())
                              .number(roles.id(employee.title()))
                              .number(places.id(employee.departmentName()))
                              .number(sites.id(employee.siteName()));
                          placed.writeTo(to);
                        }
                      });
            }
            held += batch.held().size();
            if (held > MOST_HELD) {
              throw tooManyHeld(batch.held().getLast().line());
            }
            leftOut += batch.leftOut();
            mended += batch.mended();
            heldRows.write(importId, file.columns(), batch.held());
          });
      if (!merges) {
        added = employments;
      }
    }

    private void placePeople(Consumer<Rows> batches) {
      EmployeeRows reader = new EmployeeRows(mapping, file.columns().size(), takenOn);
      var batch =
          new Object() {
            long rows;
            List<PlacedEmployee> placed = new ArrayList<>(BATCH);
            List<HeldRow> held = new ArrayList<>();
            long leftOut;
            long mended;

            void send() {
              batches.accept(new Rows(rows, placed, held, leftOut, mended));
              rows = 0;
              leftOut = 0;
              mended = 0;
              placed = new ArrayList<>(BATCH);
              held = new ArrayList<>();
            }
          };
      long[] unknownManagers = {0};
      RememberedRows.Reading decided = remembered.reading(mapping, file.columns().size());
      file.read((line, values, given) -> {
        batch.rows++;
        String[] holds = decided.next(values, given);
        Optional<Employee> good =
            decided.leftOut() ? Optional.empty() : reader.read(holds, decided.given());
        if (decided.leftOut()) {
          batch.leftOut++;
        } else if (good.isEmpty()) {
          batch.held.add(new HeldRow(line, values, reader.faults()));
        } else {
          Employee employee = good.get();
          int slot = ids.find(employee.id());
          if (ids.has(slot, PersonIds.SEVERAL)) {
            batch.held.add(new HeldRow(line, values, List.of(several(employee.id(), line))));
          } else {
            long manager = manager(employee);
            if (manager == 0 && !employee.managerId().isEmpty()) {
              unknownManagers[0]++;
            }
            batch.placed.add(new PlacedEmployee(employee, ids.person[slot], manager));
            batch.mended += decided.mended() ? 1 : 0;
          }
        }
        if (batch.rows == BATCH) {
          batch.send();
        }
        return true;
      });
      batch.send();
      for (Assumption assumption : Assumption.values()) {
        assumptions.put(assumption, reader.assumed[assumption.ordinal()]);
      }
      assumptions.put(Assumption.UNKNOWN_MANAGER, unknownManagers[0]);
    }

    /// The manager's number, 0 for none. Nobody is one's own manager; an id whose rows are held is
    /// nobody yet.
    private long manager(Employee employee) {
      if (employee.managerId().isEmpty() || employee.managerId().equals(employee.id())) {
        return 0;
      }
      int slot = ids.find(employee.managerId());
      return slot < 0 || (ids.has(slot, PersonIds.SEVERAL) && !ids.has(slot, PersonIds.STORED))
          ? 0
          : ids.person[slot];
    }

    private Fault several(String id, long line) {
      List<Long> lines =
          severalLines.getOrDefault(id, List.of()).stream().filter(other -> other != line).toList();
      String told =
          String.join(", ", lines.stream().limit(LINES_TOLD).map(Formats::count).toList());
      return new Fault(
          mapping.at(ImportColumn.PERSON_ID),
          id,
          Fault.Kind.DUPLICATE_ID,
          "The id also stands in line %s%s. Keep the row that holds, or give each person an id."
              .formatted(told, lines.size() > LINES_TOLD ? " and more" : ""));
    }

    /// The rows of a day that was there: what is new is added, what differs is changed and what it
    /// was is kept; nothing is taken away, so that a file of mended rows alone can follow.
    private void merge() {
      jdbc.sql("alter table incoming add primary key (person_id)").update();
      jdbc.sql("analyze incoming").update();
      String different =
          """
          (e.role_id, e.department_id, e.site_id, e.full_time, e.hourly, e.weekly_minutes,
           e.annual_pay_cents, e.hourly_pay_cents, e.hired_on, e.manager_id)
          is distinct from
          (i.role_id, i.department_id, i.site_id, i.full_time, i.hourly, i.weekly_minutes,
           i.annual_pay_cents, i.hourly_pay_cents, i.hired_on, i.manager_id)
          """;
      changed =
          jdbc.sql(
                  """
                  insert into people.merged_row (import_id, person_id, before)
                  select :import, e.person_id, to_jsonb(e)
                    from incoming i
                    join people.employment e using (snapshot_id, person_id)
                   where
                  """
                      + different)
              .param("import", importId)
              .update();
      jdbc.sql(
              """
              update people.employment e
                 set role_id = i.role_id,
                     department_id = i.department_id,
                     site_id = i.site_id,
                     full_time = i.full_time,
                     hourly = i.hourly,
                     weekly_minutes = i.weekly_minutes,
                     annual_pay_cents = i.annual_pay_cents,
                     hourly_pay_cents = i.hourly_pay_cents,
                     hired_on = i.hired_on,
                     manager_id = i.manager_id
                from incoming i
               where e.snapshot_id = i.snapshot_id
                 and e.person_id = i.person_id
                 and
              """
                  + different)
          .update();
      jdbc.sql(
              """
              insert into people.merged_row (import_id, person_id)
              select :import, i.person_id
                from incoming i
               where not exists (select 1
                                   from people.employment e
                                  where e.snapshot_id = i.snapshot_id
                                    and e.person_id = i.person_id)
              """)
          .param("import", importId)
          .update();
      if (held > 0) {
        // Whoever mends a held row later must not change a person whom this file has as is.
        jdbc.sql(
                """
                insert into people.same_row (import_id, person_id)
                select :import, i.person_id
                  from incoming i
                 where not exists (select 1
                                     from people.merged_row m
                                    where m.import_id = :import
                                      and m.person_id = i.person_id)
                """)
            .param("import", importId)
            .update();
      }
      added =
          jdbc.sql(
                  "insert into people.employment "
                      + EMPLOYMENT
                      + " select "
                      + EMPLOYMENT.replaceAll("[()]", "")
                      + " from incoming on conflict do nothing")
              .update();
      same = employments - added - changed;
    }

    /// People who were made for an id that turned out to stand in several rows.
    private void removePeopleOfHeldRowsOnly() {
      Long[] persons =
          severalLines.keySet().stream()
              .map(ids::find)
              .filter(slot -> !ids.has(slot, PersonIds.STORED))
              .map(slot -> ids.person[slot])
              .toArray(Long[]::new);
      if (persons.length > 0) {
        jdbc.sql("delete from people.person where id = any(:persons)")
            .param("persons", persons)
            .update();
      }
    }

    private void settle(int snapshot, boolean fresh) {
      progress.step("closing", read, read);
      jdbc.sql(
              """
              update people.snapshot
                 set people = people + :added
               where id = :snapshot
              """)
          .param("added", added)
          .param("snapshot", snapshot)
          .update();
      ImportStore.settle(jdbc, report(), takenOn, fresh, assumptions);
    }
  }
}
