package org.rung.server.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.rung.server.files.TabularFile;

/// Guesses which column of a file is what, from its name and from its values: a name alone does not
/// win where the values speak against it, and values alone win only where they are telling.
final class ColumnGuess {
  private static final int EXACT = 100;
  private static final int CONTAINED = 60;
  private static final int LEAST = 50;

  /// Names as people write them, best first, in lower case with single spaces.
  private static final Map<ImportColumn, List<String>> NAMES = new EnumMap<>(ImportColumn.class);

  static {
    NAMES.put(
        ImportColumn.PERSON_ID,
        List.of(
            "person id",
            "employee id",
            "employee number",
            "employee no",
            "emp id",
            "emp no",
            "emp number",
            "staff id",
            "staff number",
            "personnel number",
            "personnel no",
            "worker id",
            "payroll id",
            "payroll number",
            "badge number",
            "id",
            "employee",
            "personalnummer",
            "matricule"));
    NAMES.put(
        ImportColumn.JOB_TITLE,
        List.of(
            "job title",
            "job titles",
            "position title",
            "position",
            "title",
            "role",
            "job",
            "job name",
            "job profile",
            "business title",
            "function",
            "stelle",
            "occupation title"));
    NAMES.put(
        ImportColumn.DEPARTMENT,
        List.of(
            "department",
            "department name",
            "dept",
            "dept name",
            "division",
            "org unit",
            "organization",
            "organisation",
            "business unit",
            "unit",
            "team",
            "agency",
            "abteilung",
            "cost center name"));
    NAMES.put(
        ImportColumn.SITE,
        List.of(
            "site",
            "location",
            "work location",
            "site name",
            "office",
            "building",
            "facility",
            "store",
            "city",
            "standort",
            "workplace"));
    NAMES.put(
        ImportColumn.SITE_KIND,
        List.of("site kind", "kind of site", "site type", "location type", "facility type"));
    NAMES.put(
        ImportColumn.LINKED,
        List.of("linked", "id linked", "stable id", "id can be followed over files"));
    NAMES.put(
        ImportColumn.FULL_PART,
        List.of(
            "full part",
            "full or part time",
            "full part time",
            "full or part",
            "full time part time",
            "ft pt",
            "employment type",
            "time type",
            "work schedule",
            "schedule type",
            "full time"));
    NAMES.put(
        ImportColumn.PAY_BASIS,
        List.of(
            "pay basis",
            "salary or hourly",
            "pay type",
            "salary hourly",
            "pay class",
            "pay rate type",
            "rate type",
            "compensation type",
            "flsa",
            "flsa status",
            "exempt status"));
    NAMES.put(
        ImportColumn.WEEKLY_HOURS,
        List.of(
            "weekly hours",
            "hours per week",
            "hours a week",
            "typical hours",
            "standard hours",
            "scheduled weekly hours",
            "std hours",
            "hours",
            "wochenstunden"));
    NAMES.put(
        ImportColumn.ANNUAL_PAY,
        List.of(
            "annual pay",
            "annual salary",
            "pay a year",
            "yearly salary",
            "yearly pay",
            "base salary",
            "annual base pay",
            "annual rate",
            "salary",
            "annual",
            "base pay",
            "pay",
            "compensation",
            "jahresgehalt",
            "gehalt"));
    NAMES.put(
        ImportColumn.HOURLY_PAY,
        List.of(
            "hourly pay",
            "hourly rate",
            "pay an hour",
            "hourly wage",
            "pay per hour",
            "hourly",
            "rate per hour",
            "wage",
            "pay rate",
            "stundenlohn"));
    NAMES.put(
        ImportColumn.MONTHLY_PAY,
        List.of(
            "monthly pay",
            "monthly salary",
            "pay a month",
            "salary per month",
            "monthly rate",
            "monthly",
            "monatsgehalt"));
    NAMES.put(
        ImportColumn.HIRED_ON,
        List.of(
            "hired on",
            "hire date",
            "date hired",
            "date of hire",
            "start date",
            "hired",
            "original hire date",
            "employed since",
            "joining date",
            "date joined",
            "eintrittsdatum",
            "entry date"));
    NAMES.put(
        ImportColumn.MANAGER_ID,
        List.of(
            "manager id",
            "manager s id",
            "supervisor id",
            "reports to",
            "manager number",
            "manager employee id",
            "manager",
            "supervisor",
            "line manager",
            "boss"));
    NAMES.put(
        ImportColumn.SNAPSHOT_DAY,
        List.of(
            "snapshot day",
            "snapshot date",
            "day of the snapshot",
            "as of",
            "as of date",
            "effective date",
            "report date",
            "snapshot",
            "stichtag"));
    NAMES.put(
        ImportColumn.REQUISITION,
        List.of(
            "requisition",
            "requisition id",
            "requisition number",
            "req id",
            "req",
            "vacancy id",
            "vacancy",
            "posting id",
            "job req"));
    NAMES.put(ImportColumn.HIRING_TITLE, NAMES.get(ImportColumn.JOB_TITLE));
    NAMES.put(
        ImportColumn.OPENED_ON,
        List.of(
            "opened on",
            "opened",
            "date opened",
            "open date",
            "posted on",
            "posted",
            "posting date",
            "requested on"));
    NAMES.put(
        ImportColumn.FILLED_ON,
        List.of(
            "filled on",
            "filled",
            "date filled",
            "fill date",
            "hired on",
            "closed on",
            "closed",
            "start date"));
    NAMES.put(
        ImportColumn.COST,
        List.of(
            "cost",
            "cost per hire",
            "cost of hire",
            "cost of the hire",
            "hiring cost",
            "total cost"));
  }

  private final List<String> columns;
  private final List<List<String>> values; // of each column, empty ones left out
  private final int rows;
  private final boolean comma;
  private final boolean dayFirst;

  private ColumnGuess(List<String> columns, List<TabularFile.Row> sample, boolean semicolons) {
    this.columns = columns;
    this.rows = sample.size();
    this.values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      values.add(
          sample.stream().map(row -> row.values().get(column)).filter(v -> !v.isEmpty()).toList());
    }
    this.comma = Amounts.decimalComma(values.stream().flatMap(List::stream).toList(), semicolons);
    this.dayFirst = Days.dayFirst(values.stream().flatMap(List::stream).toList());
  }

  /// How many cells of a row are names that are known here, for finding the header.
  static int knownNames(List<String> cells) {
    int known = 0;
    for (String cell : cells) {
      String plain = plain(cell);
      known += NAMES.values().stream().anyMatch(names -> names.contains(plain)) ? 1 : 0;
    }
    return known;
  }

  /// The best reading of a file.
  ///
  /// @param sample its first rows; a few hundred tell
  static Mapping of(List<String> columns, List<TabularFile.Row> sample, boolean semicolons) {
    ColumnGuess guess = new ColumnGuess(columns, sample, semicolons);
    Map<ImportColumn, Integer> hiring = guess.assign(ImportKind.HIRING);
    boolean isHiring =
        hiring.containsKey(ImportColumn.REQUISITION) && hiring.containsKey(ImportColumn.OPENED_ON);
    return new Mapping(
        isHiring ? ImportKind.HIRING : ImportKind.WORKFORCE,
        isHiring ? hiring : guess.assign(ImportKind.WORKFORCE),
        guess.comma,
        guess.dayFirst);
  }

  /// The day that the column chosen for it tells in its first row.
  static Optional<LocalDate> day(Mapping mapping, List<TabularFile.Row> sample, LocalDate today) {
    int column = mapping.at(ImportColumn.SNAPSHOT_DAY);
    return column < 0
        ? Optional.empty()
        : sample.stream()
            .map(row -> row.values().get(column))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .flatMap(value -> Days.parse(value, mapping.dayFirst(), today));
  }

  private record Match(ImportColumn what, int column, int points) {}

  /// Best match first, each column and each thing once.
  private Map<ImportColumn, Integer> assign(ImportKind kind) {
    List<Match> matches = new ArrayList<>();
    for (ImportColumn what : ImportColumn.of(kind)) {
      for (int column = 0; column < columns.size(); column++) {
        int points = points(what, column);
        if (points >= LEAST) {
          matches.add(new Match(what, column, points));
        }
      }
    }
    matches.sort(
        Comparator.comparingInt(Match::points)
            .reversed()
            .thenComparing(Match::what)
            .thenComparingInt(Match::column));
    Map<ImportColumn, Integer> assigned = new EnumMap<>(ImportColumn.class);
    Set<Integer> taken = new HashSet<>();
    for (Match match : matches) {
      if (!assigned.containsKey(match.what()) && taken.add(match.column())) {
        assigned.put(match.what(), match.column());
      }
    }
    return assigned;
  }

  private int points(ImportColumn what, int column) {
    int name = name(what, plain(columns.get(column)));
    int value = value(what, column);
    return value < 0 ? 0 : name + value;
  }

  private static int name(ImportColumn what, String plain) {
    List<String> names = NAMES.getOrDefault(what, List.of());
    int place = names.indexOf(plain);
    if (place >= 0) {
      return EXACT - place;
    }
    String padded = " " + plain + " ";
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).length() > 3 && padded.contains(" " + names.get(i) + " ")) {
        return CONTAINED - i;
      }
    }
    return 0;
  }

  /// What the values say: below 0 against it, 0 nothing, more for it.
  private int value(ImportColumn what, int column) {
    List<String> cells = values.get(column);
    if (cells.isEmpty()) {
      return 0;
    }
    return switch (what) {
      case PERSON_ID -> personId(cells, name(what, plain(columns.get(column))) > CONTAINED);
      case REQUISITION -> distinct(cells) < 0.95 ? -1 : 0;
      case JOB_TITLE, HIRING_TITLE -> numbers(cells) > 0.5 || dates(cells) > 0.5 ? -1 : 0;
      case DEPARTMENT, SITE, SITE_KIND ->
          dates(cells) > 0.5 || (rows > 20 && distinct(cells) > 0.9) ? -1 : 0;
      case LINKED -> share(cells, cell -> Words.yes(cell).isPresent()) > 0.9 ? 5 : -1;
      case FULL_PART -> words(cells, cell -> Words.fullTime(cell).isPresent());
      case PAY_BASIS -> words(cells, cell -> Words.hourly(cell).isPresent());
      case WEEKLY_HOURS -> between(cells, 1, 100) ? 0 : -1;
      case ANNUAL_PAY -> between(cells, 3_000, 5_000_000) ? 5 : -1;
      case HOURLY_PAY -> between(cells, 2, 600) ? 5 : -1;
      case MONTHLY_PAY -> between(cells, 100, 400_000) ? 0 : -1;
      case COST -> numbers(cells) > 0.6 ? 0 : -1;
      case HIRED_ON, OPENED_ON, FILLED_ON -> dates(cells) > 0.6 ? 0 : -1;
      case SNAPSHOT_DAY -> dates(cells) > 0.6 && distinct(cells) * cells.size() < 1.5 ? 0 : -1;
      case MANAGER_ID -> managerId(cells);
    };
  }

  /// Ids differ from row to row, but for mistakes; without a telling name a column of codes that
  /// all differ will do.
  private int personId(List<String> cells, boolean named) {
    if (distinct(cells) < (named ? 0.3 : 0.9) || dates(cells) > 0.5) {
      return -1;
    }
    boolean codes =
        rows >= 5
            && distinct(cells) > 0.999
            && share(
                    cells,
                    cell -> cell.length() <= 20 && cell.matches("[A-Za-z]{0,4}[-_ ]?\\d{3,12}"))
                > 0.95;
    return codes ? LEAST + 5 : 0;
  }

  /// A manager's id is the id of somebody: it looks like the ids of the file and repeats.
  private int managerId(List<String> cells) {
    return cells.size() > 20 && distinct(cells) > 0.9 || dates(cells) > 0.5 ? -1 : 0;
  }

  private int words(List<String> cells, Predicate<String> known) {
    double share = share(cells, known);
    // Two-letter words such as T and F alone would be too little to go by.
    boolean telling = share(cells, cell -> known.test(cell) && cell.length() > 2) > 0.8;
    return telling ? LEAST + 1 : share > 0.6 ? 0 : -1;
  }

  private boolean between(List<String> cells, double least, double most) {
    double[] sorted =
        cells.stream()
            .mapToLong(cell -> Amounts.hundredths(cell, comma))
            .filter(hundredths -> hundredths != Amounts.NONE)
            .mapToDouble(hundredths -> hundredths / 100.0)
            .sorted()
            .toArray();
    if (sorted.length * 2 < cells.size() || sorted.length == 0) {
      return false;
    }
    double median = sorted[(sorted.length - 1) / 2];
    return median >= least && median <= most;
  }

  private double numbers(List<String> cells) {
    return share(cells, cell -> Amounts.hundredths(cell, comma) != Amounts.NONE);
  }

  private double dates(List<String> cells) {
    return share(
        cells,
        cell ->
            cell.length() >= 6
                && (cell.indexOf('-') > 0
                    || cell.indexOf('/') > 0
                    || cell.indexOf('.') > 0
                    || cell.indexOf(' ') > 0)
                && Days.parse(cell, dayFirst, LocalDate.of(2049, 12, 31)).isPresent());
  }

  private static double distinct(List<String> cells) {
    return (double) new HashSet<>(cells).size() / cells.size();
  }

  private static double share(List<String> cells, Predicate<String> is) {
    Map<String, Boolean> seen = new HashMap<>();
    return (double) cells.stream().filter(cell -> seen.computeIfAbsent(cell, is::test)).count()
        / cells.size();
  }

  /// `EmployeeID`, `employee_id` and `Employee Id (HR)` are all `employee id`.
  private static String plain(String name) {
    return name.replaceAll("\\([^)]*\\)", " ")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }
}
