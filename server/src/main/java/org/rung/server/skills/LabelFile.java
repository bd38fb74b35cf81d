package org.rung.server.skills;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Labels read from a file: `job_title`, `occupation`, and where the file has them `department`,
/// `also`, `note`.
///
/// @param rows below the header
/// @param labels in the order of the file
/// @param held rows that are no label, with every fault of each
record LabelFile(int rows, List<Label> labels, List<LabelReport.Note> held) {

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
    int rows = 0;
    long last = 1;
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .detectBomHeader(true)
            .ofNamedCsvRecord(csv)) {
      for (NamedCsvRecord row : reader) {
        rows++;
        if (rows == 1) {
          for (String column : List.of("job_title", "occupation")) {
            if (!row.getHeader().contains(column)) {
              held.add(
                  new LabelReport.Note(
                      1,
                      column,
                      "",
                      "the file has no column %s: it needs job_title and occupation"
                          .formatted(column)));
            }
          }
          if (!held.isEmpty()) {
            return new LabelFile(0, List.of(), held);
          }
        }
        long line = row.getStartingLineNumber();
        last = line;
        List<LabelReport.Note> faults = faults(line, row, known);
        Label label =
            new Label(
                line,
                value(row, "job_title"),
                value(row, "department"),
                value(row, "occupation"),
                Optional.of(value(row, "also")).filter(also -> !also.isEmpty()),
                value(row, "note"));
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
      }
    } catch (CsvParseException e) {
      held.add(
          new LabelReport.Note(
              last + 1,
              "",
              "",
              "from here on the file cannot be read as CSV: close every quote, name each column once"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LabelFile(rows, labels, held);
  }

  private static List<LabelReport.Note> faults(
      long line, NamedCsvRecord row, Predicate<String> known) {
    var faults = new ArrayList<LabelReport.Note>();
    if (value(row, "job_title").isEmpty()) {
      faults.add(new LabelReport.Note(line, "job_title", "", "the title is missing"));
    }
    String occupation = value(row, "occupation");
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
    String also = value(row, "also");
    if (!also.isEmpty() && !known.test(also)) {
      faults.add(
          new LabelReport.Note(
              line,
              "also",
              also,
              "no occupation of O*NET-SOC 2019 has this code; write it like 33-3051.00, or leave it empty"));
    }
    return faults;
  }

  private static String value(NamedCsvRecord row, String column) {
    return row.findField(column).map(String::strip).orElse("");
  }
}
