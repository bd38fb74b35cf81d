package org.rung.server.skills;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.rung.server.files.NotATable;
import org.rung.server.files.TabularFile;

/// Labels read from a file: `job_title`, `occupation`, and where the file has them `department`,
/// `also`, `note`.
///
/// @param rows below the header
/// @param labels in the order of the file
/// @param held rows that are no label, with every fault of each
record LabelFile(int rows, List<Label> labels, List<LabelReport.Note> held) {
  private static final int MOST_ROWS = 200_000;
  private static final int LONGEST = 300;
  private static final Set<String> NAMES =
      Set.of("job_title", "department", "occupation", "also", "note");

  /// @param line in the file, from 1
  /// @param department empty for every department of the title
  /// @param also a second occupation that is right as well
  record Label(
      long line,
      String title,
      String department,
      String occupation,
      Optional<String> also,
      String note) {}

  /// @param known whether an occupation code exists
  static LabelFile read(Path csv, Predicate<String> known) {
    var labels = new ArrayList<Label>();
    var held = new ArrayList<LabelReport.Note>();
    Map<String, Label> first = new HashMap<>();
    TabularFile file;
    try {
      file = TabularFile.open(csv, "the file", LabelFile::knownNames);
    } catch (NotATable e) {
      return nothing(1, "", String.valueOf(e.getMessage()));
    }
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < file.columns().size(); i++) {
      columns.putIfAbsent(file.columns().get(i).strip().toLowerCase(Locale.ROOT), i);
    }
    for (String column : List.of("job_title", "occupation")) {
      if (!columns.containsKey(column)) {
        held.add(
            new LabelReport.Note(
                Math.max(1, file.headerLine()),
                column,
                "",
                "the file has no column %s: it needs job_title and occupation".formatted(column)));
      }
    }
    if (!held.isEmpty()) {
      return new LabelFile(0, List.of(), held);
    }
    int[] rows = {0};
    long[] last = {file.headerLine()};
    try {
      file.read((line, values, given) -> {
        last[0] = line;
        if (rows[0]++ == MOST_ROWS) {
          return false;
        }
        Row row = new Row(values, columns);
        List<LabelReport.Note> faults = faults(line, row, known);
        if (given != values.length) {
          faults.add(
              new LabelReport.Note(
                  line,
                  "",
                  "",
                  "the row has %d values, the header %d columns; look at its quotes and commas"
                      .formatted(given, values.length)));
        }
        Label label =
            new Label(
                line,
                row.value("job_title"),
                row.value("department"),
                row.value("occupation"),
                Optional.of(row.value("also")).filter(also -> !also.isEmpty()),
                row.value("note"));
        if (faults.isEmpty()) {
          Label before =
              first.putIfAbsent(
                  RoleTitles.key(label.title()) + "\n" + RoleTitles.key(label.department()), label);
          if (before == null) {
            labels.add(label);
          } else if (!before.occupation().equals(label.occupation())) {
            faults.add(
                new LabelReport.Note(
                    line,
                    "occupation",
                    label.occupation(),
                    "line %d labels the same title %s; keep one of the two"
                        .formatted(before.line(), before.occupation())));
          }
        }
        held.addAll(faults);
        return true;
      });
    } catch (NotATable e) {
      held.add(
          new LabelReport.Note(
              last[0] + 1,
              "",
              "",
              "from here on the file cannot be read as CSV: close every quote, name each column once"));
    }
    if (rows[0] > MOST_ROWS) {
      return nothing(
          last[0], "", "a file has at most %d labels; send it in parts".formatted(MOST_ROWS));
    }
    if (rows[0] == 0 && held.isEmpty()) {
      return nothing(
          Math.max(1, file.headerLine()), "", "there is no row below the line of column names");
    }
    return new LabelFile(rows[0], labels, held);
  }

  private static LabelFile nothing(long line, String column, String reason) {
    return new LabelFile(0, List.of(), List.of(new LabelReport.Note(line, column, "", reason)));
  }

  private static int knownNames(List<String> cells) {
    return (int)
        cells.stream()
            .filter(cell -> NAMES.contains(cell.strip().toLowerCase(Locale.ROOT)))
            .count();
  }

  private record Row(String[] values, Map<String, Integer> columns) {
    String value(String column) {
      Integer at = columns.get(column);
      return at == null ? "" : values[at];
    }
  }

  private static List<LabelReport.Note> faults(long line, Row row, Predicate<String> known) {
    var faults = new ArrayList<LabelReport.Note>();
    if (row.value("job_title").isEmpty()) {
      faults.add(new LabelReport.Note(line, "job_title", "", "the title is missing"));
    }
    String occupation = row.value("occupation");
    if (!known.test(occupation)) {
      faults.add(
          new LabelReport.Note(
              line,
              "occupation",
              occupation,
              occupation.isEmpty()
                  ? "the occupation is missing"
                  : "no occupation of O*NET-SOC 2019 has this code; write it like 33-3051.00"));
    }
    String also = row.value("also");
    if (!also.isEmpty() && !known.test(also)) {
      faults.add(
          new LabelReport.Note(
              line,
              "also",
              also,
              "no occupation of O*NET-SOC 2019 has this code; write it like 33-3051.00, or leave it empty"));
    }
    for (String column : List.of("job_title", "department", "note")) {
      if (row.value(column).length() > LONGEST) {
        faults.add(
            new LabelReport.Note(
                line,
                column,
                row.value(column).substring(0, 40) + "…",
                "it has more than %d letters".formatted(LONGEST)));
      }
    }
    return faults;
  }
}
