package org.rung.server.people;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.database.Copy;
import org.rung.server.files.TabularFile;
import org.rung.server.jobs.Work.Progress;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes a file of requisitions: when a place was opened and filled, and what the hire cost. A
/// requisition that is there already is changed where the file differs.
@Component
class HiringImport {
  private static final long HIGHEST_COST_CENTS = 100_000_000L;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final HeldRows heldRows;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  HiringImport(
      JdbcClient jdbc,
      Copy copy,
      HeldRows heldRows,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.clock = clock;
    this.jdbc = jdbc;
    this.copy = copy;
    this.heldRows = heldRows;
    this.audit = audit;
    this.transaction = transaction;
  }

  record Hire(
      String requisition,
      String title,
      LocalDate opened,
      @Nullable LocalDate filled,
      long costCents) {}

  private record Read(
      long line,
      String[] values,
      @Nullable Hire hire,
      List<Fault> faults,
      boolean leftOut,
      boolean mended) {}

  ImportReport run(
      long importId,
      TabularFile file,
      Mapping mapping,
      LocalDate takenOn,
      String by,
      Progress progress) {
    long start = System.nanoTime();
    progress.step("checking rows", 0, 0);
    // For years of two digits; a file from the command line may come without a day of its own.
    LocalDate latest =
        takenOn.getYear() >= 1990 ? takenOn : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<Read> rows = read(file, mapping, latest);
    ImportReport counts =
        java.util.Objects.requireNonNull(
            transaction.execute(status -> {
              jdbc.sql("lock table people.hiring in share row exclusive mode").update();
              ImportStore.checkOpen(jdbc, importId);
              ImportReport report = write(importId, file, rows, progress);
              ImportStore.settle(jdbc, report, takenOn, false, Map.of());
              audit.change(by, "hiring", "import %d".formatted(importId));
              return report;
            }));
    return counts.in((System.nanoTime() - start) / 1e9);
  }

  private List<Read> read(TabularFile file, Mapping mapping, LocalDate takenOn) {
    List<Read> rows = new ArrayList<>();
    Map<String, List<Integer>> byRequisition = new LinkedHashMap<>();
    RememberedRows.Reading decided =
        RememberedRows.of(jdbc, ImportKind.HIRING, takenOn).reading(mapping, file.columns().size());
    file.read((line, values, given) -> {
      List<Fault> faults = new ArrayList<>();
      String[] holds = decided.next(values, given);
      Hire hire =
          decided.leftOut()
              ? null
              : hire(mapping, file.columns().size(), takenOn, holds, decided.given(), faults);
      rows.add(
          new Read(
              line,
              values,
              faults.isEmpty() ? hire : null,
              faults,
              decided.leftOut(),
              decided.mended()));
      if (hire != null && faults.isEmpty()) {
        byRequisition
            .computeIfAbsent(hire.requisition(), r -> new ArrayList<>(1))
            .add(rows.size() - 1);
      }
      return true;
    });
    byRequisition.forEach((requisition, places) -> {
      if (places.size() > 1) {
        for (int place : places) {
          Read row = rows.get(place);
          List<String> others =
              places.stream()
                  .filter(other -> other != place)
                  .limit(5)
                  .map(other -> Formats.count(rows.get(other).line()))
                  .toList();
          rows.set(
              place,
              new Read(
                  row.line(),
                  row.values(),
                  null,
                  List.of(
                      new Fault(
                          mapping.at(ImportColumn.REQUISITION),
                          requisition,
                          Fault.Kind.DUPLICATE_REQUISITION,
                          "It also stands in line %s. Keep the row that holds."
                              .formatted(String.join(", ", others)))),
                  false,
                  false));
        }
      }
    });
    return rows;
  }

  static @Nullable Hire hire(
      Mapping mapping,
      int columns,
      LocalDate takenOn,
      String[] values,
      int given,
      List<Fault> faults) {
    if (given != columns) {
      faults.add(
          new Fault(
              -1,
              "",
              Fault.Kind.RAGGED,
              "The row has %d values, the header %d columns.".formatted(given, columns)));
      return null;
    }
    String requisition = value(values, mapping.at(ImportColumn.REQUISITION));
    if (requisition.isEmpty()) {
      faults.add(
          new Fault(
              mapping.at(ImportColumn.REQUISITION),
              "",
              Fault.Kind.NO_REQUISITION,
              "Every row needs the number of its requisition."));
    }
    String title = Words.single(value(values, mapping.at(ImportColumn.HIRING_TITLE)));
    if (title.isEmpty()) {
      faults.add(
          new Fault(
              mapping.at(ImportColumn.HIRING_TITLE),
              "",
              Fault.Kind.NO_TITLE,
              "Every row needs a job title."));
    }
    Optional<LocalDate> opened = day(mapping, ImportColumn.OPENED_ON, takenOn, values, faults);
    Optional<LocalDate> filled = Optional.empty();
    if (!value(values, mapping.at(ImportColumn.FILLED_ON)).isEmpty()) {
      filled = day(mapping, ImportColumn.FILLED_ON, takenOn, values, faults);
    }
    if (opened.isPresent() && filled.isPresent() && filled.get().isBefore(opened.get())) {
      faults.add(
          new Fault(
              mapping.at(ImportColumn.FILLED_ON),
              value(values, mapping.at(ImportColumn.FILLED_ON)),
              Fault.Kind.DATE,
              "It was filled before it was opened on %s.".formatted(Formats.date(opened.get()))));
    }
    String cost = value(values, mapping.at(ImportColumn.COST));
    long cents = cost.isEmpty() ? -1 : Amounts.hundredths(cost, mapping.decimalComma());
    if (!cost.isEmpty() && (cents < 0 || cents > HIGHEST_COST_CENTS)) {
      faults.add(
          new Fault(
              mapping.at(ImportColumn.COST),
              cost,
              Fault.Kind.COST,
              "The cost of a hire is an amount from $0 to %s."
                  .formatted(Formats.dollars(HIGHEST_COST_CENTS))));
    }
    return faults.isEmpty()
        ? new Hire(requisition, title, opened.orElseThrow(), filled.orElse(null), cents)
        : null;
  }

  private static Optional<LocalDate> day(
      Mapping mapping,
      ImportColumn column,
      LocalDate takenOn,
      String[] values,
      List<Fault> faults) {
    String text = value(values, mapping.at(column));
    Optional<LocalDate> day = Days.parse(text, mapping.dayFirst(), takenOn);
    if (day.isEmpty()) {
      faults.add(
          new Fault(
              mapping.at(column),
              text,
              Fault.Kind.DATE,
              "This is no day of the calendar. Write 2020-06-30."));
    }
    return day;
  }

  private static String value(String[] values, int column) {
    return column < 0 ? "" : values[column];
  }

  private ImportReport write(long importId, TabularFile file, List<Read> rows, Progress progress) {
    List<Hire> hires = new ArrayList<>();
    List<HeldRow> held = new ArrayList<>();
    Map<String, String> titles = new HashMap<>();
    long leftOut = 0;
    long mended = 0;
    for (Read row : rows) {
      Hire hire = row.hire();
      mended += row.mended() && hire != null ? 1 : 0;
      if (row.leftOut()) {
        leftOut++;
      } else if (hire == null) {
        held.add(new HeldRow(row.line(), row.values(), row.faults()));
      } else {
        hires.add(hire);
        titles.put(hire.title(), hire.title());
      }
    }
    progress.step("writing requisitions", 0, rows.size());
    Names roles = new Names(jdbc, "people.role", "title");
    roles.add(titles.keySet());
    jdbc.sql(
            """
            create temporary table incoming_hiring on commit drop as
            select *
              from people.hiring
              with no data
            """)
        .update();
    copy.rows(
        """
        copy incoming_hiring (role_id, opened_on, filled_on, cost_cents, requisition) from stdin
        """,
        to -> {
          for (Hire hire : hires) {
            LocalDate filled = hire.filled();
            to.number(roles.id(hire.title()))
                .text(hire.opened().toString())
                .text(filled == null ? null : filled.toString());
            if (hire.costCents() < 0) {
              to.nothing();
            } else {
              to.number(hire.costCents());
            }
            to.text(hire.requisition()).end();
          }
        });
    int changed =
        jdbc.sql(
                """
                update people.hiring h
                   set role_id = i.role_id,
                       opened_on = i.opened_on,
                       filled_on = i.filled_on,
                       cost_cents = i.cost_cents
                  from incoming_hiring i
                 where h.requisition = i.requisition
                   and (h.role_id, h.opened_on, h.filled_on, h.cost_cents)
                       is distinct from (i.role_id, i.opened_on, i.filled_on, i.cost_cents)
                """)
            .update();
    int added =
        jdbc.sql(
                """
                insert into people.hiring (role_id, opened_on, filled_on, cost_cents, requisition)
                select role_id, opened_on, filled_on, cost_cents, requisition
                  from incoming_hiring
                    on conflict do nothing
                """)
            .update();
    heldRows.write(importId, file.columns(), held);
    progress.step("closing", rows.size(), rows.size());
    return new ImportReport(
        importId,
        rows.size(),
        added,
        changed,
        hires.size() - added - changed,
        held.size(),
        leftOut,
        mended,
        0);
  }
}
