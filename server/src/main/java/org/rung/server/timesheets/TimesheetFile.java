package org.rung.server.timesheets;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.rung.server.files.NotATable;
import org.rung.server.files.TabularFile;
import org.rung.server.hours.Agreements;
import org.rung.server.hours.LegalStatus;
import org.rung.server.hours.Stint;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Rules;

/// A timesheet as a file: who, from when to when or how long, and where it gives them what kind,
/// what for, and what the row is called where it comes from. Times are by the clock of the person's
/// site.
final class TimesheetFile {
  /// The most letters of what hours were for, and of a row's name.
  private static final int LONGEST = 200;

  /// What a column can be, by the names that timesheets give it.
  private enum Column {
    PERSON(
        "person_id",
        Set.of(
            "person",
            "person id",
            "employee",
            "employee id",
            "employee number",
            "employee no",
            "employer id",
            "personnel number",
            "staff id",
            "worker id",
            "emp id")),
    DAY("day", Set.of("day", "date", "work date", "work day")),
    FROM(
        "from",
        Set.of("from", "start", "starts", "start time", "begin", "time in", "clock in", "in")),
    TO("to", Set.of("to", "until", "end", "ends", "end time", "time out", "clock out", "out")),
    MINUTES("minutes", Set.of("minutes", "min", "mins")),
    HOURS("hours", Set.of("hours", "hrs", "h")),
    KIND("kind", Set.of("kind", "type")),
    ABOUT("about", Set.of("about", "what for", "project", "activity")),
    KEY("key", Set.of("key", "entry", "entry id", "row id", "record id"));

    private final String called;
    private final Set<String> names;

    Column(String called, Set<String> names) {
      this.called = called;
      this.names = names;
    }

    static Optional<Column> of(String name) {
      String plain = name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", " ").strip();
      for (Column column : values()) {
        if (column.names.contains(plain)) {
          return Optional.of(column);
        }
      }
      return Optional.empty();
    }
  }

  /// What is wrong with a row.
  ///
  /// @param column as the file calls it; empty for the row as a whole
  record Fault(String column, String value, String reason) {}

  /// A row that can be taken.
  record Good(long line, String[] raw, Stint stint) {}

  /// A row that cannot.
  record Bad(long line, String[] raw, List<Fault> faults) {}

  /// Some rows, looked at together.
  record Looked(List<Good> good, List<Bad> bad) {}

  /// A row as it stands in the file.
  record Row(long line, String[] values, int given) {}

  private final TabularFile file;
  private final Map<Column, Integer> columns;

  private TimesheetFile(TabularFile file, Map<Column, Integer> columns) {
    this.file = file;
    this.columns = columns;
  }

  /// @throws Refused when it is no table, or has not the columns it needs
  static TimesheetFile open(Path path, String name) {
    TabularFile file;
    try {
      file =
          TabularFile.open(
              path,
              name,
              cells -> (int) cells.stream().filter(cell -> Column.of(cell).isPresent()).count());
    } catch (NotATable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    Map<Column, Integer> columns = new HashMap<>();
    for (int i = 0; i < file.columns().size(); i++) {
      int at = i;
      Optional<Column> column = Column.of(file.columns().get(i));
      column
          .map(is -> columns.putIfAbsent(is, at))
          .ifPresent(before -> {
            throw new Refused(
                "“%s” and “%s” are the same. Keep one of the two columns."
                    .formatted(file.columns().get(before), file.columns().get(at)));
          });
    }
    List<String> missing = new ArrayList<>();
    if (!columns.containsKey(Column.PERSON)) {
      missing.add("person_id");
    }
    if (!columns.containsKey(Column.FROM)) {
      missing.add("from");
    }
    if (!columns.containsKey(Column.TO)
        && !columns.containsKey(Column.MINUTES)
        && !columns.containsKey(Column.HOURS)) {
      missing.add("to, minutes or hours");
    }
    if (!missing.isEmpty()) {
      throw new Refused(
          "“%s” has no column %s. It has %s."
              .formatted(
                  name, String.join(", no column ", missing), String.join(", ", file.columns())));
    }
    return new TimesheetFile(file, columns);
  }

  List<String> columns() {
    return file.columns();
  }

  /// How many rows it has.
  long rows() {
    long[] rows = {0};
    read(row -> {
      rows[0]++;
      return true;
    });
    return rows[0];
  }

  /// Gives every row, in order, until the taker has enough.
  ///
  /// @throws Refused when the file turns out to be broken
  void read(Function<Row, Boolean> taker) {
    try {
      file.read((line, values, given) -> taker.apply(new Row(line, values.clone(), given)));
    } catch (NotATable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  /// Reads some rows.
  ///
  /// @param known people by the employer's id
  Looked look(List<Row> rows, Map<String, Employed> known, Statuses statuses, Instant now) {
    List<Good> good = new ArrayList<>();
    List<Bad> bad = new ArrayList<>();
    for (Row row : rows) {
      List<Fault> faults = new ArrayList<>();
      Optional<Stint> stint = stint(row, known, statuses, now, faults);
      if (faults.isEmpty()) {
        good.add(new Good(row.line(), row.values(), stint.orElseThrow()));
      } else {
        bad.add(new Bad(row.line(), row.values(), faults));
      }
    }
    return new Looked(good, bad);
  }

  /// The ids that some rows name.
  List<String> people(List<Row> rows) {
    return rows.stream().map(row -> text(row, Column.PERSON)).distinct().toList();
  }

  private String text(Row row, Column column) {
    Integer at = columns.get(column);
    return at == null ? "" : row.values()[at].replace("\u0000", "");
  }

  private Fault fault(Row row, Column column, String reason) {
    Integer at = columns.get(column);
    String value = text(row, column);
    return new Fault(
        at == null ? "" : file.columns().get(at),
        value.length() > 60 ? value.substring(0, 60) + "…" : value,
        reason);
  }

  private Optional<Stint> stint(
      Row row, Map<String, Employed> known, Statuses statuses, Instant now, List<Fault> faults) {
    if (row.given() > row.values().length) {
      faults.add(
          new Fault(
              "",
              "",
              "The row has %d values, the header %d columns. Look at its quotes and separators."
                  .formatted(row.given(), row.values().length)));
      return Optional.empty();
    }
    Employed employed = known.get(text(row, Column.PERSON));
    if (employed == null) {
      faults.add(
          fault(
              row,
              Column.PERSON,
              text(row, Column.PERSON).isEmpty()
                  ? "There is no id. Give the person's id as the workforce file has it."
                  : "Nobody with this id is in any workforce file. Look at the id, or bring in the"
                      + " file with the person first."));
    }
    Optional<Stint.Kind> kind = kind(text(row, Column.KIND));
    if (kind.isEmpty()) {
      faults.add(fault(row, Column.KIND, "Not one of work, class, on_the_job."));
    }
    for (Column column : List.of(Column.ABOUT, Column.KEY)) {
      if (text(row, column).length() > LONGEST) {
        faults.add(fault(row, column, "It has more than %d letters.".formatted(LONGEST)));
      }
    }
    Optional<SiteTime.When> when =
        when(row, employed == null ? Staff.employer() : employed.zone(), now, faults);
    if (!faults.isEmpty() || employed == null) {
      return Optional.empty();
    }
    SiteTime.When taken = when.orElseThrow();
    LocalDate day = LocalDate.ofInstant(taken.starts(), employed.zone());
    String key = text(row, Column.KEY);
    return Optional.of(
        new Stint(
            employed.person(),
            kind.orElseThrow(),
            taken.starts(),
            taken.minutes(),
            employed.zone(),
            text(row, Column.ABOUT),
            statuses.of(employed.person(), kind.orElseThrow(), OptionalLong.empty(), day),
            Sources.FILE,
            // Without a name of its own a row is known by whom and when it begins.
            key.isEmpty() ? "%s from %s".formatted(employed.name(), taken.starts()) : key));
  }

  private static Optional<Stint.Kind> kind(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_")) {
      case "", "work", "worked" -> Optional.of(Stint.Kind.WORK);
      case "class", "training" -> Optional.of(Stint.Kind.CLASS);
      case "on_the_job", "ojt" -> Optional.of(Stint.Kind.ON_THE_JOB);
      default -> Optional.empty();
    };
  }

  private Optional<SiteTime.When> when(Row row, ZoneId zone, Instant now, List<Fault> faults) {
    String minutes = text(row, Column.MINUTES);
    String hours = text(row, Column.HOURS);
    if (minutes.isEmpty() && !hours.isEmpty()) {
      Optional<String> exact = minutes(hours);
      if (exact.isEmpty()) {
        faults.add(
            fault(
                row,
                Column.HOURS,
                "These are no hours of whole minutes. Give a number like 7.5, up to 24."));
        return Optional.empty();
      }
      minutes = exact.get();
    }
    try {
      SiteTime.When when =
          SiteTime.read(
              text(row, Column.DAY).replaceFirst("T00:00(:00)?$", ""),
              text(row, Column.FROM),
              text(row, Column.TO),
              minutes,
              zone);
      OwnHours.past(when, now);
      return Optional.of(when);
    } catch (SiteTime.Unclear e) {
      Column at =
          switch (e.field()) {
            case "day" -> Column.DAY;
            case "from" -> Column.FROM;
            case "to" -> columns.containsKey(Column.TO) ? Column.TO : Column.FROM;
            default -> columns.containsKey(Column.MINUTES) ? Column.MINUTES : Column.HOURS;
          };
      faults.add(fault(row, at, e.words()));
      return Optional.empty();
    }
  }

  private static Optional<String> minutes(String hours) {
    String plain = hours.strip().replace(',', '.');
    if (!plain.matches("\\d{1,2}(\\.\\d{1,6})?")) {
      return Optional.empty();
    }
    BigDecimal minutes = new BigDecimal(plain).multiply(BigDecimal.valueOf(60));
    return minutes.stripTrailingZeros().scale() <= 0 && minutes.signum() > 0
        ? Optional.of(minutes.toBigInteger().toString())
        : Optional.empty();
  }

  /// The legal status of hours, each rule asked once a day.
  static final class Statuses {
    private final Rules rules;
    private final List<Agreements> agreements;
    private final Map<Asked, LegalStatus> known = new HashMap<>();

    private record Asked(Stint.Kind kind, LegalStatus.Instruction instruction, LocalDate day) {}

    Statuses(Rules rules, List<Agreements> agreements) {
      this.rules = rules;
      this.agreements = List.copyOf(agreements);
    }

    LegalStatus of(long person, Stint.Kind kind, OptionalLong intake, LocalDate day) {
      LegalStatus.Instruction instruction =
          kind != Stint.Kind.CLASS
              ? LegalStatus.Instruction.NONE
              : agreements.stream()
                  .map(one -> one.of(person, intake, day))
                  .filter(one -> !one.equals(LegalStatus.Instruction.NONE))
                  .findFirst()
                  .orElse(LegalStatus.Instruction.NONE);
      return known.computeIfAbsent(
          new Asked(kind, instruction, day),
          asked -> LegalStatus.of(asked.kind(), asked.instruction(), rules, asked.day()));
    }
  }
}
