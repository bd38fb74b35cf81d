package org.rung.server.enrolment;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rung.server.files.NotATable;
import org.rung.server.files.Scratch;
import org.rung.server.files.TabularFile;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Component;

/// Results of an entry test from a file with the columns `person_id`, `day` and `points`. Good rows
/// are taken, in the order of the file; each of the others is told with its line.
@Component
public class TestFile {
  private static final int MOST_LINES = 20_000;
  private static final List<String> COLUMNS = List.of("person_id", "day", "points");

  private final TestResults results;

  TestFile(TestResults results) {
    this.results = results;
  }

  /// What became of a file.
  ///
  /// @param lines rows, the head not counted
  /// @param same rows that say what stands
  public record Report(String name, int lines, int taken, int same, List<BadLine> bad) {
    public Report {
      bad = List.copyOf(bad);
    }
  }

  /// @param line in the file, from 1, the head included
  public record BadLine(long line, String column, String value, String reason) {}

  /// Reads a file, CSV or XLSX.
  ///
  /// @throws Refused when it is no table, or lacks a column
  Report read(long programme, String name, InputStream content, String by) {
    return Scratch.with("results", content, file -> read(programme, name, file, by));
  }

  private Report read(long programme, String name, Path file, String by) {
    List<BadLine> bad = new ArrayList<>();
    int[] counts = {0, 0, 0};
    try {
      TabularFile table = TabularFile.open(file, name, TestFile::knownNames);
      Columns at = columns(name, table.columns());
      table.read((line, values, given) -> {
        if (++counts[0] > MOST_LINES) {
          throw new Refused(
              "“%s” has more than %,d lines. Those before are taken; send the rest in a file of its own."
                  .formatted(name, MOST_LINES));
        }
        String person = values[at.person()];
        String day = values[at.day()];
        String points = values[at.points()];
        if (given > values.length) {
          bad.add(
              new BadLine(
                  line,
                  "",
                  "",
                  "The line has %d values, the first line %d columns. Look at its quotes and commas."
                      .formatted(given, values.length)));
          return true;
        }
        if (!points.matches("\\d{1,6}")) {
          bad.add(new BadLine(line, "points", points, "Give points as a whole number."));
          return true;
        }
        try {
          counts[
              results.take(programme, person, LocalDate.parse(day), Integer.parseInt(points), by)
                  ? 1
                  : 2]++;
        } catch (DateTimeException e) {
          bad.add(
              new BadLine(
                  line, "day", day, "Give a day of the calendar as year, month, day: 2027-01-11."));
        } catch (Refused refused) {
          bad.add(new BadLine(line, "", person, String.valueOf(refused.getMessage())));
        }
        return true;
      });
    } catch (NotATable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    return new Report(name, counts[0], counts[1], counts[2], bad);
  }

  private static int knownNames(List<String> cells) {
    return (int)
        cells.stream()
            .filter(cell -> COLUMNS.contains(cell.strip().toLowerCase(Locale.ROOT)))
            .count();
  }

  /// Where in a row they stand.
  private record Columns(int person, int day, int points) {}

  private static Columns columns(String name, List<String> head) {
    List<String> names = head.stream().map(one -> one.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> missing = COLUMNS.stream().filter(one -> !names.contains(one)).toList();
    if (!missing.isEmpty()) {
      throw new Refused(
          "“%s” has no column %s. It needs person_id, day and points."
              .formatted(name, String.join(", ", missing)));
    }
    return new Columns(names.indexOf("person_id"), names.indexOf("day"), names.indexOf("points"));
  }
}
