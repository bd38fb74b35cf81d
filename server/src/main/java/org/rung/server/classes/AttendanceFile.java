package org.rung.server.classes;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rung.server.files.NotATable;
import org.rung.server.files.Scratch;
import org.rung.server.files.TabularFile;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Component;

/// Attendance of an intake from a file: the one that was taken out, filled in. Good rows are taken;
/// each of the others is told with line and column.
@Component
class AttendanceFile {
  private static final int MOST_LINES = 20_000;
  private static final List<String> NEEDED = List.of("session", "learner", "mark");

  private final Sessions sessions;
  private final Attendance attendance;
  private final Clock clock;

  AttendanceFile(Sessions sessions, Attendance attendance, Clock clock) {
    this.sessions = sessions;
    this.attendance = attendance;
    this.clock = clock;
  }

  private record Said(long line, Attendance.Saying saying) {}

  /// Reads a file, CSV or XLSX.
  ///
  /// @throws Refused when it is no table, or lacks a column
  AttendanceReport read(long intake, String name, InputStream content, String by) {
    return Scratch.with("attendance", content, file -> read(intake, name, file, by));
  }

  private AttendanceReport read(long intake, String name, Path file, String by) {
    List<AttendanceReport.BadLine> bad = new ArrayList<>();
    Map<Long, Session> known =
        sessions.of(intake).stream().collect(Collectors.toMap(Session::id, Function.identity()));
    Map<Long, Map<Integer, Said>> said = new LinkedHashMap<>();
    int[] lines = {0};
    int[] empty = {0};
    try {
      TabularFile table = TabularFile.open(file, name, AttendanceFile::knownNames);
      Map<String, Integer> columns = columns(name, table.columns());
      table.read((line, values, given) -> {
        if (++lines[0] > MOST_LINES) {
          throw new Refused(
              "“%s” has more than %,d lines. Send it in parts.".formatted(name, MOST_LINES));
        }
        Row row = new Row(line, values, columns, bad);
        if (given > values.length) {
          row.bad(
              "",
              "The line has %d values, the first line %d columns. Look at its quotes and commas."
                  .formatted(given, values.length));
        } else if (row.text("mark").isEmpty()) {
          empty[0]++;
        } else {
          row.saying(known, clock)
              .ifPresent(saying -> {
                Said before =
                    said.computeIfAbsent(
                            Long.parseLong(row.text("session")), id -> new LinkedHashMap<>())
                        .putIfAbsent(saying.learner(), new Said(line, saying));
                if (before != null) {
                  row.bad(
                      "learner",
                      "Line %d marks this learner for this session already. Keep one of them."
                          .formatted(before.line()));
                }
              });
        }
        return true;
      });
    } catch (NotATable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    int taken = 0;
    int same = empty[0];
    for (Map.Entry<Long, Map<Integer, Said>> one : said.entrySet()) {
      Attendance.Outcome outcome =
          attendance.mark(
              Objects.requireNonNull(known.get(one.getKey())),
              one.getValue().values().stream().map(Said::saying).toList(),
              "file",
              false,
              by);
      taken += outcome.taken();
      same += outcome.same();
      outcome
          .faults()
          .forEach((learner, fault) ->
              bad.add(
                  new AttendanceReport.BadLine(
                      Objects.requireNonNull(one.getValue().get(learner)).line(),
                      fault.field(),
                      fault.given(),
                      fault.words())));
    }
    bad.sort(Comparator.comparingLong(AttendanceReport.BadLine::line));
    return new AttendanceReport(name, lines[0], taken, same, bad);
  }

  private static int knownNames(List<String> cells) {
    return (int)
        cells.stream()
            .filter(cell -> Attendance.COLUMNS.contains(cell.strip().toLowerCase(Locale.ROOT)))
            .count();
  }

  private static Map<String, Integer> columns(String name, List<String> head) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < head.size(); i++) {
      columns.putIfAbsent(head.get(i).strip().toLowerCase(Locale.ROOT), i);
    }
    List<String> missing = NEEDED.stream().filter(one -> !columns.containsKey(one)).toList();
    if (!missing.isEmpty()) {
      throw new Refused(
          "“%s” has no column %s. Take the file out, fill it in and send it back."
              .formatted(name, String.join(", ", missing)));
    }
    return columns;
  }

  private record Row(
      long line,
      String[] values,
      Map<String, Integer> columns,
      List<AttendanceReport.BadLine> faults) {
    String text(String column) {
      Integer at = columns.get(column);
      return at == null ? "" : values[at];
    }

    void bad(String column, String reason) {
      faults.add(new AttendanceReport.BadLine(line, column, text(column), reason));
    }

    /// Empty when something is wrong, which was noted.
    Optional<Attendance.Saying> saying(Map<Long, Session> known, Clock clock) {
      int before = faults.size();
      Session session =
          text("session").matches("\\d{1,18}") ? known.get(Long.parseLong(text("session"))) : null;
      if (session == null) {
        bad(
            "session",
            "This intake has no session of this number. Write it as in the file that you took out.");
      } else if (session.cancelled()) {
        bad("session", "This session was cancelled: nobody attends it.");
      } else if (!session.begun(clock.instant())) {
        bad(
            "session",
            "The session is %s. Attendance is taken from its start on.".formatted(session.when()));
      }
      if (!text("learner").matches("\\d{1,6}")) {
        bad("learner", "This is no learner's number. Write it as in the file that you took out.");
      }
      Optional<Mark> mark = Mark.of(text("mark"));
      if (mark.isEmpty()) {
        bad("mark", "Not one of present, part, absent, excused.");
      }
      boolean part = mark.filter(m -> m == Mark.PART).isPresent();
      if (part && !text("minutes").matches("\\d{1,4}")) {
        bad("minutes", "Give the whole minutes that the learner was there.");
      }
      return faults.size() > before
          ? Optional.empty()
          : mark.map(m ->
              new Attendance.Saying(
                  Integer.parseInt(text("learner")),
                  m,
                  part ? Integer.parseInt(text("minutes")) : 0,
                  text("reason"),
                  Optional.empty()));
    }
  }
}
