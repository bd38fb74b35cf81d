package org.rung.server.planning;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.TabularFile;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;

/// The people of a plan as a table of its own: from the page and in a plan's folder alike.
final class PeopleCsv {
  private PeopleCsv() {}

  static CsvDownload of(String name, List<PlanReading.Placed> people) {
    return CsvDownload.of(
        name,
        List.of(
            "person",
            "role",
            "department",
            "strategy",
            "programme",
            "to",
            "starts",
            "chance",
            "price",
            "worth",
            "why"),
        to ->
            people.forEach(p ->
                to.row(
                    p.employerId(),
                    p.fromTitle(),
                    p.department(),
                    p.strategy().code(),
                    p.programme(),
                    p.toLabel(),
                    p.starts(),
                    Formats.plot(p.chanceMillionths() / 1e6),
                    Formats.plot(p.priceCents() / 100.0),
                    Formats.plot(p.worthCents() / 100.0),
                    p.why())));
  }

  private static final List<String> KNOWN =
      List.of("person", "role", "department", "strategy", "programme", "to", "starts");

  /// What people were given, from such a file of an earlier plan.
  ///
  /// @param cents counted for a person who keeps it
  /// @throws ScenarioProblem when the file is no such table
  static Kept kept(Path file, long cents) {
    TabularFile table =
        TabularFile.open(
            file,
            String.valueOf(file.getFileName()),
            cells -> (int) cells.stream().filter(KNOWN::contains).count());
    List<Integer> columns = KNOWN.stream().map(table.columns()::indexOf).toList();
    if (columns.contains(-1)) {
      throw new ScenarioProblem(
          "%s has no column “%s”. Give the folder that an earlier plan wrote."
              .formatted(file, KNOWN.get(columns.indexOf(-1))));
    }
    Map<String, Kept.Place> places = new HashMap<>();
    table.read((line, values, given) -> {
      String[] cells = columns.stream().map(c -> plain(values[c])).toArray(String[]::new);
      try {
        places.put(
            cells[0],
            new Kept.Place(
                OptionalLong.empty(),
                cells[4],
                cells[5],
                Strategy.of(cells[3]),
                LocalDate.parse(cells[6])));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw new ScenarioProblem(
            "Line %d of %s is not as a plan wrote it: strategy “%s”, starts “%s”."
                .formatted(line, file, cells[3], cells[6]),
            e);
      }
      return true;
    });
    return new Kept(Optional.empty(), places, cents);
  }

  /// Without the sign that keeps a spreadsheet from taking it for a formula.
  private static String plain(String cell) {
    return cell.matches("(?s)'[=+\\-@\\t\\r].*") ? cell.substring(1) : cell;
  }
}
