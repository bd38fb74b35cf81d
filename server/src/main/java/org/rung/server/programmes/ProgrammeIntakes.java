package org.rung.server.programmes;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.Copy;
import org.rung.server.files.NotATable;
import org.rung.server.files.TabularFile;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The intakes an employer has set: when each programme runs, with how many seats. A programme
/// without any runs as a scenario says.
@Component
public class ProgrammeIntakes {
  private static final int MOST_LINES = 200_000;
  private static final int MOST_SEATS = 100_000;
  private static final List<String> NEEDED = List.of("program_id", "starts", "seats");
  private static final List<String> ALL =
      List.of("program_id", "starts", "seats", "minimum", "fixed_cost");
  private static final Pattern DOLLARS = Pattern.compile("\\d{1,9}(\\.\\d{1,2})?");

  private final JdbcClient jdbc;
  private final Copy copy;

  ProgrammeIntakes(JdbcClient jdbc, Copy copy) {
    this.jdbc = jdbc;
    this.copy = copy;
  }

  /// All of them, by programme and day.
  public List<ProgrammeIntake> all() {
    return jdbc.sql(
            """
            select programme_id, starts, seats, minimum, fixed_cents
              from programmes.intake
             order by programme_id, starts
            """)
        .query((row, n) ->
            new ProgrammeIntake(
                row.getLong("programme_id"),
                row.getDate("starts").toLocalDate(),
                row.getInt("seats"),
                row.getInt("minimum"),
                row.getLong("fixed_cents")))
        .list();
  }

  /// Takes a file with the columns `program_id`, `starts`, `seats` and, if one likes, `minimum` and
  /// `fixed_cost` (dollars). Good rows are taken, the others reported. A programme that the file
  /// names has afterwards the intakes of the file and no other.
  ///
  /// @throws Refused when the file holds no such table
  @Transactional
  public IntakesImport importFile(Path file, String by) {
    String name = String.valueOf(file.getFileName());
    List<IntakesImport.BadLine> bad = new ArrayList<>();
    Map<Long, Map<LocalDate, ProgrammeIntake>> intakes = new LinkedHashMap<>();
    Map<String, Long> programmes = programmes();
    int[] lines = {0};
    try {
      TabularFile table = TabularFile.open(file, name, ProgrammeIntakes::knownNames);
      Map<String, Integer> columns = columns(name, table.columns());
      table.read((line, values, given) -> {
        if (++lines[0] > MOST_LINES) {
          throw new Refused(
              "%s has more than %,d lines. Send it in parts.".formatted(name, MOST_LINES));
        }
        Row row = new Row(line, values, columns, bad);
        if (given != values.length) {
          row.bad(
              "",
              "The line has %d values, the first line %d columns. Look at its quotes and commas."
                  .formatted(given, values.length));
          return true;
        }
        ProgrammeIntake intake = row.intake(programmes);
        if (intake != null) {
          if (intakes
                  .computeIfAbsent(intake.programme(), p -> new LinkedHashMap<>())
                  .putIfAbsent(intake.starts(), intake)
              != null) {
            row.bad("starts", "This programme and day stand on an earlier line. Keep one of them.");
          }
        }
        return true;
      });
    } catch (NotATable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    jdbc.sql("lock table programmes.intake in share row exclusive mode").update();
    jdbc.sql("delete from programmes.intake where programme_id = any(:programmes)")
        .param("programmes", intakes.keySet().toArray(new Long[0]))
        .update();
    copy.rows(
        """
        copy programmes.intake (programme_id, starts, seats, minimum, fixed_cents, set_by)
        from stdin
        """,
        row -> {
          for (Map<LocalDate, ProgrammeIntake> ofOne : intakes.values()) {
            for (ProgrammeIntake intake : ofOne.values()) {
              row.number(intake.programme())
                  .text(intake.starts().toString())
                  .number(intake.seats())
                  .number(intake.minimum())
                  .number(intake.fixedCents())
                  .text(by)
                  .end();
            }
          }
        });
    return new IntakesImport(lines[0], intakes.values().stream().mapToInt(Map::size).sum(), bad);
  }

  private Map<String, Long> programmes() {
    Map<String, Long> programmes = new HashMap<>();
    jdbc.sql("select code, id from programmes.programme")
        .query(row -> {
          programmes.put(row.getString("code"), row.getLong("id"));
        });
    return programmes;
  }

  private static Map<String, Integer> columns(String name, List<String> head) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < head.size(); i++) {
      columns.putIfAbsent(head.get(i).toLowerCase(Locale.ROOT), i);
    }
    for (String needed : NEEDED) {
      if (!columns.containsKey(needed)) {
        throw new Refused(
            "%s has no column “%s”. Its first line has: %s."
                .formatted(name, needed, String.join(", ", head)));
      }
    }
    return columns;
  }

  private static int knownNames(List<String> cells) {
    return (int) cells.stream().filter(cell -> ALL.contains(cell.toLowerCase(Locale.ROOT))).count();
  }

  /// One line while it is read.
  private record Row(
      long line,
      String[] values,
      Map<String, Integer> columns,
      List<IntakesImport.BadLine> faults) {

    String text(String column) {
      Integer at = columns.get(column);
      return at == null ? "" : values[at];
    }

    void bad(String column, String reason) {
      faults.add(new IntakesImport.BadLine(line, column, text(column), reason));
    }

    /// @return null when something is wrong, which was noted
    @Nullable ProgrammeIntake intake(Map<String, Long> programmes) {
      int before = faults.size();
      Long programme = programmes.get(text("program_id"));
      if (programme == null) {
        bad("program_id", "No programme has this number. Write it as in programmes.csv.");
      }
      LocalDate starts = day();
      int seats = whole("seats", 1, MOST_SEATS);
      int minimum = text("minimum").isEmpty() ? 0 : whole("minimum", 0, MOST_SEATS);
      if (faults.size() == before && minimum > seats) {
        bad("minimum", "It needs more people than it has seats. Give at most %d.".formatted(seats));
      }
      long fixed = 0;
      if (!text("fixed_cost").isEmpty()) {
        if (DOLLARS.matcher(text("fixed_cost")).matches()) {
          fixed = new BigDecimal(text("fixed_cost")).movePointRight(2).longValueExact();
        } else {
          bad("fixed_cost", "Give dollars, 0 or more, with at most two decimals.");
        }
      }
      return faults.size() > before || programme == null || starts == null
          ? null
          : new ProgrammeIntake(programme, starts, seats, minimum, fixed);
    }

    private @Nullable LocalDate day() {
      try {
        return LocalDate.parse(text("starts"));
      } catch (DateTimeException e) {
        bad("starts", "This is no day of the calendar. Write 2020-06-30.");
        return null;
      }
    }

    private int whole(String column, int least, int most) {
      String text = text(column);
      int value = text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
      if (value < least || value > most) {
        bad(column, "Not a whole number from %,d to %,d.".formatted(least, most));
        return least;
      }
      return value;
    }
  }
}
