package org.rung.server.skills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.rung.server.skills.TitleMatcher.KnownTitle;
import org.rung.server.skills.TitleMatcher.Occupation;
import org.rung.server.skills.TitleMatcher.Query;
import org.rung.server.skills.TitleMatcher.Task;

/// The shipped occupations, titles, tasks and wages, read from `reference/` without a database, and
/// the titles of the Chicago workforce labelled by hand.
record ReferenceTitles(List<Occupation> occupations, List<Row> titles, List<Task> tasks) {

  /// @param kind `alternate`, `short` or `reported`
  record Row(KnownTitle title, String kind) {
    boolean reported() {
      return kind.equals("reported");
    }
  }

  /// A title of the Chicago workforce that a person labelled.
  ///
  /// @param random whether it belongs to the random part, kept for measuring
  /// @param right the codes that are right, one or two
  /// @param people who hold the title in 2020
  record Labelled(Query query, boolean random, Set<String> right, int people) {}

  /// The labelled titles with the department most of their people are in and their median pay over
  /// a year of full time, both of 2020; without people then, title and labelled department alone.
  static List<Labelled> labelled() throws IOException {
    Path chicago = home().resolve("examples/chicago");
    var people = new ArrayList<Cells>();
    rows(Files.newInputStream(chicago.resolve("workforce/2020-06-30.csv")), people::add);
    var labelled = new ArrayList<Labelled>();
    rows(
        Files.newInputStream(chicago.resolve("roles.csv")),
        label -> {
          var pay = new ArrayList<Long>();
          var departments = new TreeMap<String, Integer>();
          for (Cells person : people) {
            if (person.get("job_title").equals(label.get("job_title"))
                && (label.get("department").isEmpty()
                    || label.get("department").equals(person.get("department")))) {
              pay.add(fullTimePay(person));
              departments.merge(person.get("department"), 1, Integer::sum);
            }
          }
          pay.sort(null);
          String department = label.get("department");
          int most = 0;
          for (Map.Entry<String, Integer> of : departments.entrySet()) {
            if (of.getValue() > most) {
              most = of.getValue();
              department = of.getKey();
            }
          }
          var right = new HashSet<>(Set.of(label.get("occupation"), label.get("also")));
          right.remove("");
          labelled.add(
              new Labelled(
                  new Query(
                      label.get("job_title"),
                      department,
                      pay.isEmpty()
                          ? OptionalLong.empty()
                          : OptionalLong.of(pay.get(pay.size() / 2))),
                  label.get("part").equals("random"),
                  right,
                  pay.size()));
        });
    return labelled;
  }

  private static long fullTimePay(Cells person) {
    return person.get("annual_pay").isEmpty()
        ? Math.round(Double.parseDouble(person.get("hourly_pay")) * 100) * 40 * 52
        : Math.round(Double.parseDouble(person.get("annual_pay")) * 100);
  }

  /// Reads the folder `reference` of the system property `rung.home`, else of the nearest folder
  /// from the working directory upwards that has one.
  static ReferenceTitles read() throws IOException {
    Path folder = home().resolve("reference");
    var pay = new HashMap<String, TitleMatcher.Pay>();
    var employed = new HashMap<String, OptionalLong>();
    rows(
        zipped(folder.resolve("wage.csv.gz")),
        row -> {
          if (row.get("year").equals("2024") && !row.get("employment").isEmpty()) {
            employed.put(row.get("soc"), OptionalLong.of(Long.parseLong(row.get("employment"))));
          }
          if (row.get("year").equals("2024")
              && !row.get("annual_p10_cents").isEmpty()
              && !row.get("annual_median_cents").isEmpty()
              && !row.get("annual_p90_cents").isEmpty()) {
            pay.put(
                row.get("soc"),
                new TitleMatcher.Pay(
                    Long.parseLong(row.get("annual_p10_cents")),
                    Long.parseLong(row.get("annual_median_cents")),
                    Long.parseLong(row.get("annual_p90_cents"))));
          }
        });
    var occupations = new ArrayList<Occupation>();
    rows(
        zipped(folder.resolve("occupation.csv.gz")),
        row ->
            occupations.add(
                new Occupation(
                    row.get("code"),
                    row.get("title"),
                    row.get("description"),
                    Optional.ofNullable(pay.get(row.get("soc"))),
                    employed.getOrDefault(row.get("soc"), OptionalLong.empty()))));
    var titles = new ArrayList<Row>();
    rows(
        zipped(folder.resolve("occupation_title.csv.gz")),
        row ->
            titles.add(
                new Row(new KnownTitle(row.get("code"), row.get("title")), row.get("kind"))));
    var tasks = new ArrayList<Task>();
    rows(
        zipped(folder.resolve("task.csv.gz")),
        row -> tasks.add(new Task(row.get("code"), row.get("task"))));
    return new ReferenceTitles(occupations, titles, tasks);
  }

  TitleMatcher matcher(List<KnownTitle> searched) {
    return TitleMatcher.of(occupations, searched, tasks);
  }

  TitleMatcher matcher() {
    return matcher(titles.stream().map(Row::title).toList());
  }

  /// Different texts of the alternate titles, lower case.
  ///
  /// @param arguments after `learn` optionally O*NET's own `alternate_titles` file (tab-separated,
  ///   gzip): then only titles of its source 02, people in the occupation, which reported titles
  ///   resemble most
  List<String> textsToLearnFrom(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      return titles.stream()
          .filter(row -> row.kind().equals("alternate"))
          .map(row -> row.title().text().toLowerCase(Locale.ROOT))
          .distinct()
          .toList();
    }
    try (BufferedReader reader = reader(zipped(Path.of(arguments[1])))) {
      return reader
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .filter(cells -> List.of(cells[4].split(",", -1)).contains("02"))
          .map(cells -> cells[2].toLowerCase(Locale.ROOT))
          .distinct()
          .toList();
    }
  }

  private static Path home() {
    String home = System.getProperty("rung.home");
    if (home != null) {
      return Path.of(home);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("reference/occupation.csv.gz"))) {
        return at;
      }
    }
    throw new IllegalStateException("no folder reference/ here or above; set -Drung.home");
  }

  /// A row of a table, its cells by column.
  private record Cells(Map<String, String> byColumn) {
    /// @throws NullPointerException if the table has no such column
    String get(String column) {
      return Objects.requireNonNull(byColumn.get(column), column);
    }
  }

  private static InputStream zipped(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file));
  }

  private static BufferedReader reader(InputStream from) {
    return new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
  }

  private static void rows(InputStream from, Consumer<Cells> row) throws IOException {
    try (BufferedReader reader = reader(from)) {
      List<String> header = cells(reader.readLine());
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        List<String> cells = cells(line);
        var named = new HashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
          named.put(header.get(i), cells.get(i));
        }
        row.accept(new Cells(named));
      }
    }
  }

  /// The tables hold no line breaks within cells.
  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
