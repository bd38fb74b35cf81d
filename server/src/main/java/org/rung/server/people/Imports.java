package org.rung.server.people;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.files.NotATable;
import org.rung.server.files.Scratch;
import org.rung.server.files.TabularFile;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings an employer's own files in: guess what the columns are, show it, start; or all at once
/// from the command line.
@Component
public class Imports {
  private static final int SAMPLE = 1_000;
  private static final int SAMPLE_KEPT = 20;

  private final JdbcClient jdbc;
  private final ImportStore store;
  private final ImportRun run;
  private final Jobs jobs;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Imports(
      JdbcClient jdbc,
      ImportStore store,
      ImportRun run,
      Jobs jobs,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.run = run;
    this.jobs = jobs;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Keeps a file and guesses what its columns are; nothing is imported yet.
  ///
  /// @param by the account
  /// @return the import; its page shows the guess
  /// @throws NotATable when there is no table in the file
  public long guess(Path path, String name, String by) {
    Guessed guessed = look(path, name);
    return java.util.Objects.requireNonNull(
        transaction.execute(status -> {
          long id = store.add(path, name, guessed.file(), guessed.takenOn(), by);
          store.kept().keep(id, path);
          audit.change(by, "imports", "file %d kept".formatted(id));
          return id;
        }));
  }

  /// The same for bytes that come in, for example from a form.
  public long guess(String name, InputStream content, String by) {
    return Scratch.with("import", content, file -> guess(file, name, by));
  }

  /// Starts the import of a file that was guessed, or again after it was cancelled or failed.
  ///
  /// @param takenOn the day the file describes; for hiring the day it was made
  /// @return the job that does it
  /// @throws Refused when a column is missing, or the import is running or done
  public long start(long importId, Mapping mapping, LocalDate takenOn, String by) {
    if (takenOn.getYear() < 1990 || takenOn.isAfter(today().plusYears(1))) {
      throw new Refused(
          "%s cannot be the day of this file. Give a day from 1990 to a year from now."
              .formatted(takenOn));
    }
    return java.util.Objects.requireNonNull(
        transaction.execute(status -> {
          jdbc.sql("select id from people.import where id = :id for update")
              .param("id", importId)
              .query(Long.class)
              .list();
          String state = state(importId);
          if (!List.of("guessed", "cancelled", "failed").contains(state)) {
            throw new Refused(
                "This import is %s already. Send the file again to import it again."
                    .formatted(state));
          }
          if (!store.kept().keeps(importId)) {
            throw new Refused("The bytes of this file are not here any more. Send it again.");
          }
          ImportFile.Stored stored = store.find(importId).orElseThrow();
          mapping.checked(stored.file().columns());
          long job =
              jobs.ask(
                  ImportWork.KIND,
                  "Import of " + stored.name(),
                  "imports/" + importId,
                  new ImportWork.Input(importId).json(),
                  by);
          jdbc.sql(
                  """
                  update people.import
                     set state = 'queued',
                         job_id = :job,
                         taken_on = :day,
                         layout = :layout::jsonb,
                         asked_by = :by
                   where id = :id
                  """)
              .param("job", job)
              .param("day", takenOn)
              .param("layout", stored.file().with(mapping).json())
              .param("by", by)
              .param("id", importId)
              .update();
          return job;
        }));
  }

  /// Imports a file at once in this thread, with the columns as guessed: for the command line.
  ///
  /// @param takenOn the day the file describes
  /// @param by who answers for it
  /// @throws NotATable when there is no table in the file
  /// @throws Refused when a required column cannot be told
  public ImportReport importNow(Path path, LocalDate takenOn, String by) {
    return importNow(
        path,
        takenOn,
        by,
        new Work.Progress() {
          @Override
          public void step(String phase, long done, long total) {
            // Nobody watches.
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        });
  }

  /// The same with a progress that is told and may cancel.
  ///
  /// @throws Work.Cancelled when the progress says so; nothing is kept then
  public ImportReport importNow(Path path, LocalDate takenOn, String by, Work.Progress progress) {
    String name = String.valueOf(path.getFileName());
    Guessed guessed = look(path, name);
    guessed.file().mapping().checked(guessed.file().columns());
    // In one transaction: of a killed process nothing is left that would wait for ever.
    return java.util.Objects.requireNonNull(
        transaction.execute(status -> {
          long id = store.add(path, name, guessed.file(), Optional.of(takenOn), by);
          return run.run(store.find(id).orElseThrow(), path, progress);
        }));
  }

  /// The day that a file's name tells, as `2020-06-30.csv` does.
  public Optional<LocalDate> dayOf(Path path) {
    return Days.inName(String.valueOf(path.getFileName()));
  }

  /// Takes a file away that was not imported.
  ///
  /// @throws Refused when it is being imported or was
  public void remove(long importId, String by) {
    transaction.executeWithoutResult(status -> {
      if (!List.of("guessed", "cancelled", "failed").contains(state(importId))) {
        throw new Refused("This file is being imported or was. Cancel or undo the import instead.");
      }
      jdbc.sql("delete from people.import where id = :id").param("id", importId).update();
      audit.change(by, "imports", "file %d removed".formatted(importId));
    });
  }

  /// Why an import cannot be undone, empty when it can: it is the last one of the latest day.
  Optional<String> keepsFromUndo(long importId) {
    if (!"done".equals(state(importId))) {
      return Optional.of("It is not done.");
    }
    return jdbc.sql(
            """
            select case
                     when i.kind <> 'workforce' then
                       'Requisitions are changed by sending a file with them again.'
                     when exists (select 1 from people.snapshot s where s.taken_on > i.taken_on) then
                       'A later day was imported since. Undo that import first.'
                     when exists (select 1
                                    from people.import o
                                   where o.kind = 'workforce'
                                     and o.state = 'done'
                                     and o.taken_on = i.taken_on
                                     and o.ended_at > i.ended_at) then
                       'A later file for the same day was imported since. Undo that import first.'
                     else ''
                   end
              from people.import i
             where i.id = :id
            """)
        .param("id", importId)
        .query(String.class)
        .optional()
        .filter(reason -> !reason.isEmpty());
  }

  /// Takes an import back: its people, roles and pay of that day are as before. Its held rows stay
  /// to be read.
  ///
  /// @throws Refused when a later one stands on it, or something else already does
  public void undo(long importId, String by) {
    try {
      transaction.executeWithoutResult(status -> {
        jdbc.sql("lock table people.snapshot in share row exclusive mode").update();
        keepsFromUndo(importId)
            .ifPresent(reason -> {
              throw new Refused("This import cannot be undone. " + reason);
            });
        boolean fresh =
            jdbc.sql("select fresh from people.import where id = :id")
                .param("id", importId)
                .query(Boolean.class)
                .single();
        if (fresh) {
          removeDay(importId);
        } else {
          restoreRows(importId);
        }
        jdbc.sql("update people.import set state = 'undone' where id = :id")
            .param("id", importId)
            .update();
        audit.change(by, "people", "import %d undone".formatted(importId));
      });
    } catch (DataIntegrityViolationException e) {
      throw new Refused(
          "This import cannot be undone: something that was made since, such as a plan, stands on its people. Remove that first.");
    }
  }

  private void removeDay(long importId) {
    int day =
        jdbc.sql("select id from people.snapshot where import_id = :id")
            .param("id", importId)
            .query(Integer.class)
            .single();
    Long[] people =
        jdbc.sql("select person_id from people.employment where snapshot_id = :day")
            .param("day", day)
            .query(Long.class)
            .list()
            .toArray(Long[]::new);
    jdbc.sql("delete from people.employment where snapshot_id = :day").param("day", day).update();
    jdbc.sql("delete from people.snapshot where id = :day").param("day", day).update();
    removePeople(people);
  }

  private void restoreRows(long importId) {
    Long[] added =
        jdbc.sql(
                """
                delete from people.employment e
                 using people.merged_row m, people.import i, people.snapshot s
                 where i.id = :id
                   and m.import_id = i.id
                   and m.before is null
                   and s.taken_on = i.taken_on
                   and e.snapshot_id = s.id
                   and e.person_id = m.person_id
                returning e.person_id
                """)
            .param("id", importId)
            .query(Long.class)
            .list()
            .toArray(Long[]::new);
    jdbc.sql(
            """
            update people.employment e
               set role_id = b.role_id,
                   department_id = b.department_id,
                   site_id = b.site_id,
                   full_time = b.full_time,
                   hourly = b.hourly,
                   weekly_minutes = b.weekly_minutes,
                   annual_pay_cents = b.annual_pay_cents,
                   hourly_pay_cents = b.hourly_pay_cents,
                   hired_on = b.hired_on,
                   manager_id = b.manager_id
              from people.merged_row m,
                   jsonb_populate_record(null::people.employment, m.before) b
             where m.import_id = :id
               and m.before is not null
               and e.snapshot_id = b.snapshot_id
               and e.person_id = b.person_id
            """)
        .param("id", importId)
        .update();
    jdbc.sql(
            """
            update people.snapshot s
               set people = (select count(*) from people.employment e where e.snapshot_id = s.id)
              from people.import i
             where i.id = :id
               and s.taken_on = i.taken_on
            """)
        .param("id", importId)
        .update();
    jdbc.sql("delete from people.merged_row where import_id = :id").param("id", importId).update();
    removePeople(added);
  }

  /// Those of them who are on no other day and nobody's manager.
  private void removePeople(Long[] people) {
    if (people.length > 0) {
      jdbc.sql(
              """
              delete from people.person p
               where p.id = any(:people)
                 and not exists (select 1 from people.employment e where e.person_id = p.id)
                 and not exists (select 1 from people.employment e where e.manager_id = p.id)
              """)
          .param("people", people)
          .update();
    }
  }

  /// `guessed`, `queued`, `running`, `done`, `undone`, `cancelled` or `failed`: while the import is
  /// open its job knows.
  String state(long importId) {
    return jdbc.sql(
            """
            select case when i.state = 'queued' and j.state <> 'done' then j.state else i.state end
              from people.import i
              left join jobs.job j on j.id = i.job_id
             where i.id = :id
            """)
        .param("id", importId)
        .query(String.class)
        .optional()
        .orElseThrow(() -> new NotFound("There is no import %d.".formatted(importId)));
  }

  private record Guessed(ImportFile file, Optional<LocalDate> takenOn) {}

  private Guessed look(Path path, String name) {
    TabularFile table = TabularFile.open(path, name, ColumnGuess::knownNames);
    List<TabularFile.Row> sample = table.sample(SAMPLE);
    if (sample.isEmpty()) {
      throw noRows(name);
    }
    Mapping mapping = ColumnGuess.of(table.columns(), sample, table.semicolons());
    ImportFile file =
        new ImportFile(
            table.columns(),
            table.layout(),
            table.headerLine(),
            mapping,
            sample.stream().limit(SAMPLE_KEPT).map(TabularFile.Row::values).toList());
    return new Guessed(file, ColumnGuess.day(mapping, sample, today()).or(() -> Days.inName(name)));
  }

  private static Refused noRows(String name) {
    return new Refused(
        "“%s” has a header and no rows below it. Export it again and send the new file."
            .formatted(name));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
