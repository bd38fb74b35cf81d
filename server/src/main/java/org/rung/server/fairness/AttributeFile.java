package org.rung.server.fairness;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.files.NotATable;
import org.rung.server.files.TabularFile;

/// A file of protected attributes: a column with the person's id, one for each attribute that it
/// has, and where it gives them the source and the day of a row.
final class AttributeFile {
  static final int LONGEST_SOURCE = 120;

  private static final Set<String> PERSON =
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
          "emp id",
          "id");
  private static final Set<String> SOURCE = Set.of("source", "where from", "origin");
  private static final Set<String> DAY = Set.of("date", "day", "as of", "said on", "collected on");

  private final TabularFile file;
  private final int person;
  private final Optional<Integer> source;
  private final Optional<Integer> day;
  private final Map<Attribute, Integer> columns;

  private AttributeFile(
      TabularFile file,
      int person,
      Optional<Integer> source,
      Optional<Integer> day,
      Map<Attribute, Integer> columns) {
    this.file = file;
    this.person = person;
    this.source = source;
    this.day = day;
    this.columns = columns;
  }

  /// One row that can be taken.
  ///
  /// @param values by attribute; an empty one was taken back
  record Row(
      long line, String person, Map<Attribute, String> values, String source, LocalDate day) {}

  /// Takes rows, good and bad, in the order of the file.
  interface Rows {
    void good(Row row);

    /// @param faults of one row, at least one
    void bad(List<AttributeReport.Fault> faults);
  }

  /// @throws UnusableFile when it is no table, or has not the columns it needs
  static AttributeFile open(Path path, String name) {
    TabularFile file;
    try {
      file = TabularFile.open(path, name, AttributeFile::known);
    } catch (NotATable e) {
      throw new UnusableFile(String.valueOf(e.getMessage()));
    }
    Map<Attribute, Integer> columns = new EnumMap<>(Attribute.class);
    Map<String, Integer> others = new HashMap<>();
    for (int i = 0; i < file.columns().size(); i++) {
      String column = file.columns().get(i);
      Optional<Attribute> attribute = Attribute.of(column);
      String other = attribute.isPresent() ? "" : other(Attribute.plain(column));
      Integer before =
          attribute.isPresent()
              ? columns.putIfAbsent(attribute.get(), i)
              : other.isEmpty() ? null : others.putIfAbsent(other, i);
      if (before != null) {
        throw new UnusableFile(
            "“%s” and “%s” are the same. Keep one of the two columns."
                .formatted(file.columns().get(before), column));
      }
    }
    Integer person = others.get("person");
    if (person == null) {
      throw new UnusableFile(
          "No column has the person's id. Call it person_id; the file has %s."
              .formatted(String.join(", ", file.columns())));
    }
    if (columns.isEmpty()) {
      throw new UnusableFile(
          "No column has a protected attribute. Call it sex, ethnicity, birth_year, age_group, disability or veteran; the file has %s."
              .formatted(String.join(", ", file.columns())));
    }
    return new AttributeFile(
        file,
        person,
        Optional.ofNullable(others.get("source")),
        Optional.ofNullable(others.get("day")),
        columns);
  }

  private static String other(String plain) {
    return PERSON.contains(plain)
        ? "person"
        : SOURCE.contains(plain) ? "source" : DAY.contains(plain) ? "day" : "";
  }

  private static int known(List<String> cells) {
    return (int)
        cells.stream()
            .filter(
                cell -> Attribute.of(cell).isPresent() || !other(Attribute.plain(cell)).isEmpty())
            .count();
  }

  /// What the column with the person's id is called.
  String personColumn() {
    return file.columns().get(person);
  }

  /// Columns that mean nothing here.
  List<String> ignored() {
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < file.columns().size(); i++) {
      if (i != person
          && !columns.containsValue(i)
          && source.filter(List.of(i)::contains).isEmpty()
          && day.filter(List.of(i)::contains).isEmpty()) {
        ignored.add(file.columns().get(i));
      }
    }
    return ignored;
  }

  /// Reads all rows.
  ///
  /// @param source where a row without one comes from
  /// @param day when a row without one was said
  /// @param today no later day can have been
  void read(String source, LocalDate day, LocalDate today, Rows rows) {
    long[] last = {file.headerLine()};
    try {
      file.read((line, values, given) -> {
        last[0] = line;
        List<AttributeReport.Fault> faults = new ArrayList<>();
        if (given != values.length) {
          faults.add(
              new AttributeReport.Fault(
                  line,
                  "",
                  "",
                  "The row has %d values, the header %d columns. Look at its quotes and separators."
                      .formatted(given, values.length)));
        }
        Row row = row(line, values, source, day, today, faults);
        if (faults.isEmpty()) {
          rows.good(row);
        } else {
          rows.bad(faults);
        }
        return true;
      });
    } catch (NotATable e) {
      rows.bad(
          List.of(new AttributeReport.Fault(last[0] + 1, "", "", String.valueOf(e.getMessage()))));
    }
  }

  private Row row(
      long line,
      String[] values,
      String usualSource,
      LocalDate usualDay,
      LocalDate today,
      List<AttributeReport.Fault> faults) {
    String id = values[person];
    if (id.isEmpty() || id.length() > 200) {
      faults.add(
          fault(
              line,
              person,
              id,
              "There is no id. Give the person's id as the workforce file has it."));
    }
    Map<Attribute, String> read = new EnumMap<>(Attribute.class);
    columns.forEach((attribute, column) -> {
      String cell = values[column];
      if (!cell.isEmpty()) {
        attribute
            .read(cell)
            .ifPresentOrElse(
                value -> read.put(attribute, value),
                () ->
                    faults.add(
                        fault(
                            line,
                            column,
                            cell,
                            "This is not understood. Give %s; leave it empty for nothing said, or write “prefer not to say” to take back what was."
                                .formatted(attribute.give))));
      }
    });
    String source = this.source.map(column -> values[column]).orElse("");
    if (source.length() > LONGEST_SOURCE) {
      faults.add(
          fault(
              line,
              this.source.orElseThrow(),
              source,
              "The source has more than %d letters.".formatted(LONGEST_SOURCE)));
    }
    LocalDate said = usualDay;
    String given = day.map(column -> values[column]).orElse("");
    if (!given.isEmpty()) {
      Optional<LocalDate> parsed = day(given);
      if (parsed.isEmpty() || parsed.get().isAfter(today)) {
        faults.add(
            fault(
                line,
                day.orElseThrow(),
                given,
                "This is no day up to today. Give one like 2026-01-31."));
      } else {
        said = parsed.get();
      }
    }
    return new Row(line, id, read, source.isEmpty() ? usualSource : source, said);
  }

  /// A day as forms and files give it, from 1900 on.
  static Optional<LocalDate> day(String text) {
    try {
      LocalDate day = LocalDate.parse(text.strip());
      return day.getYear() >= 1900 ? Optional.of(day) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private AttributeReport.Fault fault(long line, int column, String value, String reason) {
    return new AttributeReport.Fault(
        line,
        file.columns().get(column),
        value.length() > 60 ? value.substring(0, 60) + "…" : value,
        reason);
  }

  /// Nothing of the file can be taken; the message says why and what to do.
  static final class UnusableFile extends RuntimeException {
    UnusableFile(String message) {
      super(message);
    }
  }
}
