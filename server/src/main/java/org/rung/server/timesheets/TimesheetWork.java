package org.rung.server.timesheets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.rung.server.access.Audit;
import org.rung.server.hours.Agreements;
import org.rung.server.hours.Hours;
import org.rung.server.hours.NotEntered;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Rules;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings a file of hours in, some thousand rows at a time: what is in stays in when it is
/// cancelled or the server is killed, and the work goes on behind the last row that was settled.
@Component
class TimesheetWork implements Work {
  static final String KIND = "timesheet";

  /// Rows of one transaction.
  static final int SOME = 2_000;

  private static final int TRIES = 5;

  private final JdbcClient jdbc;
  private final TimesheetImports imports;
  private final Staff staff;
  private final Hours hours;
  private final Rules rules;
  private final ObjectProvider<Agreements> agreements;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  TimesheetWork(
      JdbcClient jdbc,
      TimesheetImports imports,
      Staff staff,
      Hours hours,
      Rules rules,
      ObjectProvider<Agreements> agreements,
      TransactionTemplate transaction,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.imports = imports;
    this.staff = staff;
    this.hours = hours;
    this.rules = rules;
    this.agreements = agreements;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    long id = Long.parseLong(job.input());
    Timesheet timesheet = imports.get(id);
    if (!timesheet.state().equals("done")) {
      if (!imports.kept().keeps(id)) {
        throw new WorkFailed("The bytes of this file are not here any more. Send it again.");
      }
      Path path = imports.kept().unpack(id);
      try {
        run(timesheet, path, progress);
      } catch (Refused e) {
        throw new WorkFailed(String.valueOf(e.getMessage()));
      } finally {
        remove(path);
      }
    }
    Timesheet done = imports.get(id);
    return "%s rows read: %s new, %s the same, %s held%s."
        .formatted(
            Formats.count(done.read()),
            Formats.count(done.added()),
            Formats.count(done.same()),
            Formats.count(done.held()),
            done.approved() ? ", %s approved".formatted(Formats.count(done.ruled())) : "");
  }

  private void run(Timesheet timesheet, Path path, Progress progress) {
    TimesheetFile file = TimesheetFile.open(path, timesheet.name());
    progress.step("counting rows", 0, 0);
    long all = file.rows();
    TimesheetFile.Statuses statuses =
        new TimesheetFile.Statuses(rules, agreements.orderedStream().toList());
    OptionalLong self = self(timesheet.by());
    List<TimesheetFile.Row> some = new ArrayList<>(SOME);
    long[] seen = {0};
    file.read(row -> {
      some.add(row);
      if (some.size() == SOME) {
        progress.step("entering hours", seen[0], all);
        take(timesheet, file, some, statuses, self);
        seen[0] += some.size();
        some.clear();
      }
      return true;
    });
    progress.step("entering hours", seen[0], all);
    take(timesheet, file, some, statuses, self);
    transaction.executeWithoutResult(status -> {
      imports.settle(timesheet.id(), "done");
      audit.change(timesheet.by(), "hours", "timesheet %d is in".formatted(timesheet.id()));
    });
  }

  /// The person of who brings the file in: nobody approves the own hours by a file either.
  private OptionalLong self(String by) {
    return jdbc.sql(
            """
            select p.id
              from access.account a
              join people.person p on p.employer_id = a.employer_id
             where a.email = :by
            """)
        .param("by", by)
        .query((row, n) -> row.getLong(1))
        .optional()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /// Settles some rows in one transaction, again where somebody entered the same minutes meanwhile.
  private void take(
      Timesheet timesheet,
      TimesheetFile file,
      List<TimesheetFile.Row> rows,
      TimesheetFile.Statuses statuses,
      OptionalLong self) {
    for (int attempt = 1; !rows.isEmpty(); attempt++) {
      try {
        transaction.executeWithoutResult(
            status -> settle(timesheet, file, List.copyOf(rows), statuses, self));
        return;
      } catch (DataIntegrityViolationException | PessimisticLockingFailureException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private void settle(
      Timesheet timesheet,
      TimesheetFile file,
      List<TimesheetFile.Row> rows,
      TimesheetFile.Statuses statuses,
      OptionalLong self) {
    long done =
        jdbc.sql(
                """
                select line_done
                  from timesheets.import
                 where id = :id
                   and state = 'queued'
                   for update
                """)
            .param("id", timesheet.id())
            .query(Long.class)
            .optional()
            // Done by another server meanwhile.
            .orElse(Long.MAX_VALUE);
    List<TimesheetFile.Row> left = rows.stream().filter(row -> row.line() > done).toList();
    if (left.isEmpty()) {
      return;
    }
    TimesheetFile.Looked looked =
        file.look(left, staff.named(file.people(left)), statuses, clock.instant());
    Hours.Taken taken =
        hours.take(looked.good().stream().map(TimesheetFile.Good::stint).toList(), timesheet.by());
    Map<Long, TimesheetFile.Bad> held = new TreeMap<>();
    looked.bad().forEach(bad -> held.put(bad.line(), bad));
    taken
        .held()
        .forEach((at, why) -> {
          TimesheetFile.Good good = looked.good().get(at);
          held.put(
              good.line(),
              new TimesheetFile.Bad(
                  good.line(),
                  good.raw(),
                  List.of(new TimesheetFile.Fault("", "", words(why, looked, at)))));
        });
    hold(timesheet.id(), held);
    int approved = timesheet.approved() ? approve(timesheet, looked, taken, self) : 0;
    jdbc.sql(
            """
            update timesheets.import
               set line_done = :line,
                   rows_read = rows_read + :read,
                   rows_new = rows_new + :added,
                   rows_same = rows_same + :same,
                   rows_held = rows_held + :held,
                   rows_approved = rows_approved + :approved
             where id = :id
            """)
        .param("line", left.getLast().line())
        .param("read", left.size())
        .param("added", taken.entered())
        .param("same", taken.same())
        .param("held", held.size())
        .param("approved", approved)
        .param("id", timesheet.id())
        .update();
  }

  /// Why hours were not entered, in words of the file.
  private String words(NotEntered.Why why, TimesheetFile.Looked looked, int at) {
    return switch (why) {
      case NotEntered.Overlaps overlaps ->
          hours.get(List.of(overlaps.entry())).stream()
              .findFirst()
              .map(entry ->
                  "The person has hours then already: %s (entry %d). Correct those, or mend the row."
                      .formatted(
                          SiteTime.words(
                              entry.stint().startsAt(),
                              entry.stint().minutes(),
                              entry.stint().zone()),
                          entry.number()))
              .orElseGet(overlaps::words);
      case NotEntered.OverlapsBeside beside ->
          "It overlaps line %d, of the same person. Keep one of them."
              .formatted(line(looked, at, beside.other()));
      case NotEntered.ToldTwice twice ->
          "Line %d has the same name “%s” and says something else. Keep the row that holds."
              .formatted(line(looked, at, twice.key()), twice.key());
      default -> why.words();
    };
  }

  private static long line(TimesheetFile.Looked looked, int before, String key) {
    return looked.good().subList(0, before).stream()
        .filter(good -> good.stint().key().equals(key))
        .mapToLong(TimesheetFile.Good::line)
        .findFirst()
        .orElse(0);
  }

  private void hold(long id, Map<Long, TimesheetFile.Bad> held) {
    if (held.isEmpty()) {
      return;
    }
    for (TimesheetFile.Bad bad : held.values()) {
      Map<String, TimesheetFile.Fault> byColumn = new TreeMap<>();
      bad.faults().forEach(fault -> byColumn.putIfAbsent(fault.column(), fault));
      byColumn.forEach((column, fault) ->
          jdbc.sql(
                  """
                  insert into timesheets.held_row (import_id, line, column_name, value, reason, raw)
                  values (:id, :line, :column, :value, :reason, :raw)
                  """)
              .param("id", id)
              .param("line", bad.line())
              .param("column", column)
              .param("value", fault.value())
              .param("reason", fault.reason())
              .param(
                  "raw",
                  java.util.Arrays.stream(bad.raw())
                      .map(value -> value.replace("\u0000", ""))
                      .toArray(String[]::new))
              .update());
    }
  }

  /// Approves the rows of a file that was approved where it comes from: also those that came before
  /// in another file and wait.
  private int approve(
      Timesheet timesheet, TimesheetFile.Looked looked, Hours.Taken taken, OptionalLong self) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < looked.good().size(); i++) {
      if (!taken.held().containsKey(i)) {
        keys.add(looked.good().get(i).stint().key());
      }
    }
    List<Long> numbers =
        jdbc.sql(
                """
                select e.id
                  from hours.entry e
                  join hours.standing s on s.entry_id = e.id
                 where e.source = :source
                   and e.source_key = any (:keys)
                   and not s.approved
                """)
            .param("source", Sources.FILE)
            .param("keys", keys.toArray(String[]::new))
            .query((row, n) -> row.getLong(1))
            .list();
    return hours.approveAll(numbers, timesheet.by(), self).size();
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
