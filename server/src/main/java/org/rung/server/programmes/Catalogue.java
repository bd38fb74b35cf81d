package org.rung.server.programmes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rung.server.files.NotATable;
import org.rung.server.files.Scratch;
import org.rung.server.files.TabularFile;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;

/// The CSV file of a training catalogue, and how one of its rows becomes a programme.
///
/// What the file does not say, a rule says:
///
/// - Strategy: what leads to a degree is education benefit; what takes up to 80 hours and ends
///   without licence adds to the present trade, upskilling; the rest gives a new one, reskilling.
///   Outskilling is a way of using a programme, never its kind.
/// - Form: 2,000 hours and more are an apprenticeship, on the job; the rest a group class. A
///   partner teaches.
/// - Price: tuition, fees and books are counted by section 127; supplies, tools and other costs are
///   kept apart. A catalogue with a total alone is counted whole.
/// - Weeks: the range that `calendar_length_id` stands for (1 under a day to 10 over four years).
final class Catalogue {
  static final String TOTAL = "Total is not the sum of its parts";
  static final String RAGGED = "Row has too few or too many values";
  static final String TEXT_TOO_LONG = "Text is too long";
  static final String NO_HOURS = "Hours are 0";
  static final String NINES = "Hours are a row of nines";
  static final String TOO_LONG = "More hours than the length allows";
  static final String NO_PROVIDER = "Provider is empty";
  static final String NO_NAME = "Programme is empty";
  static final String NO_CODE = "Number of the programme is empty";
  static final String TWICE = "Number of the programme is there twice";
  static final String NOT_A_NUMBER = "Not a number";
  static final String NO_FIELD = "Field of study cannot be read";
  static final String NO_LENGTH = "Length is not 1 to 10";
  static final String NOT_A_SHARE = "Share is not between 0 and 1";

  private static final List<String> NEEDED =
      List.of("program_id", "provider", "programme", "cip_code", "total_cost", "clock_hours");
  private static final List<String> TEXTS =
      List.of("prerequisites", "degree", "licence", "credential", "description", "city", "county");

  /// Written out: 1e-999999999 is a number too, and would fill the memory.
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,12}(\\.\\d{0,12})?|-?\\.\\d{1,12}");

  private static final List<String> PARTS =
      List.of("tuition", "fees", "books", "supplies", "other_costs");
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("provider_name", "provider"),
          Map.entry("program_name", "programme"),
          Map.entry("programme_name", "programme"),
          Map.entry("programme_id", "program_id"),
          Map.entry("books_materials", "books"),
          Map.entry("supplies_tools", "supplies"),
          Map.entry("cip", "cip_code"),
          Map.entry("hours", "clock_hours"),
          Map.entry("license", "licence"));

  /// Weeks, from and to, by `calendar_length_id` 1 to 10.
  private static final int[][] WEEKS = {
    {1, 1}, {1, 1}, {1, 1}, {2, 3}, {4, 11}, {13, 22}, {26, 52}, {56, 104}, {156, 208}, {209, 260}
  };

  /// Most hours that a length allows, by `calendar_length_id`: 12 a day, 60 a week.
  private static final int[] MOST_HOURS = {
    12, 24, 84, 180, 660, 1_320, 3_120, 6_240, 12_480, 15_600
  };

  /// @param line in the file, from 1
  /// @param cells as many as there are columns
  /// @param given how many the row itself has
  record Line(int line, List<String> cells, int given) {}

  private final List<String> header;
  private final Map<String, Integer> columns = new HashMap<>();

  /// @throws Refused when a column that is needed is not there
  Catalogue(List<String> header) {
    this.header = List.copyOf(header);
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(plainName(header.get(i)), i);
    }
    List<String> missing = NEEDED.stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new Refused(
          "The first line names %s. A catalogue needs %s as well."
              .formatted(String.join(", ", header), String.join(", ", missing)));
    }
  }

  List<String> header() {
    return header;
  }

  /// The column's place, from 1; 0 when the file does not have it.
  int columnNo(String name) {
    return columns.getOrDefault(name, -1) + 1;
  }

  /// The first line of a file and all lines under it.
  record Lines(List<String> header, List<Line> lines) {}

  /// Reads the lines of a file in any usual layout.
  ///
  /// @param name of the file, for messages
  /// @throws Refused when the file holds no table
  static Lines lines(Path path, String name) {
    try {
      TabularFile file = TabularFile.open(path, name, Catalogue::knownNames);
      List<Line> lines = new ArrayList<>();
      file.read((line, values, given) -> {
        lines.add(new Line(Math.toIntExact(line), List.of(values), given));
        return true;
      });
      return new Lines(file.columns(), List.copyOf(lines));
    } catch (NotATable e) {
      throw new Refused(
          e.getMessage() + " A catalogue has a line of column names and one a programme.");
    }
  }

  /// The same for bytes.
  static Lines lines(byte[] content) {
    try {
      Path file = Scratch.file("catalogue");
      try {
        Files.write(file, content);
        return lines(file, "the file");
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int knownNames(List<String> cells) {
    return (int) cells.stream().map(Catalogue::plainName).filter(NEEDED::contains).count();
  }

  private static String plainName(String cell) {
    String name = cell.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return ALIASES.getOrDefault(name, name);
  }

  /// The value of a column in a row, without spaces around it; empty when the file has no such
  /// column.
  String value(List<String> cells, String name) {
    int column = columns.getOrDefault(name, -1);
    return column < 0 || column >= cells.size() ? "" : cells.get(column).strip();
  }

  /// The row with another value.
  List<String> with(List<String> cells, int columnNo, String value) {
    List<String> changed = new ArrayList<>(cells);
    while (changed.size() < columnNo) {
      changed.add("");
    }
    changed.set(columnNo - 1, value);
    return changed;
  }

  /// A row read: the programme, or what is wrong with it.
  sealed interface Read {
    /// @param programme not stored yet: its id is 0, its targets are not looked up
    record Taken(Programme programme) implements Read {}

    record Held(List<Fault> faults) implements Read {}
  }

  Read read(List<String> cells) {
    Row row = new Row(cells);
    String code = row.text("program_id");
    String name = row.text("programme");
    String provider = row.text("provider");
    if (code.isEmpty()) {
      row.fault("program_id", NO_CODE, "every programme needs a number of its own", null);
    }
    if (name.isEmpty()) {
      row.fault("programme", NO_NAME, "every programme needs a name", null);
    }
    if (provider.isEmpty()) {
      row.fault("provider", NO_PROVIDER, "every programme needs a provider", null);
    }
    row.atMost("program_id", 100);
    row.atMost("programme", 300);
    row.atMost("provider", 300);
    for (String text : TEXTS) {
      row.atMost(text, 10_000);
    }
    Optional<String> cip = row.field();
    long counted = 0;
    long apart = 0;
    boolean parts = false;
    for (String part : PARTS) {
      if (!row.text(part).isEmpty()) {
        parts = true;
        long cents = row.cents(part);
        if (part.equals("supplies") || part.equals("other_costs")) {
          apart += cents;
        } else {
          counted += cents;
        }
      }
    }
    boolean readable = row.faults.stream().noneMatch(fault -> PARTS.contains(fault.column()));
    long total = row.cents("total_cost");
    if (!parts) {
      counted = total;
    } else if (readable && total != counted + apart && row.sound("total_cost")) {
      row.fault(
          "total_cost",
          TOTAL,
          "the parts add up to " + Formats.cents(counted + apart),
          plain(counted + apart));
    }
    int length = row.length();
    int hours = row.hours(length);
    int[] weeks = length == 0 ? weeksOf(hours) : WEEKS[length - 1];
    Optional<Outcomes> outcomes = row.outcomes();
    if (!row.faults.isEmpty()) {
      return new Read.Held(List.copyOf(row.faults));
    }
    String degree = row.text("degree");
    String licence = row.text("licence");
    return new Read.Taken(
        new Programme(
            0,
            code,
            name,
            provider,
            strategy(hours, degree, licence),
            hours >= 2_000 ? Form.ON_THE_JOB : Form.GROUP_CLASS,
            false,
            cip,
            counted,
            apart,
            hours,
            weeks[0],
            weeks[1],
            credential(degree, licence, row.text("credential")),
            row.text("prerequisites"),
            row.text("description"),
            place(row.text("city"), row.text("county")),
            row.truth("distance_learning"),
            row.truth("evening_courses"),
            outcomes,
            List.of(),
            List.of()));
  }

  private static Strategy strategy(int hours, String degree, String licence) {
    if (degree.endsWith("Degree") || degree.startsWith("Master") || degree.startsWith("Bachelor")) {
      return Strategy.EDUCATION_BENEFIT;
    }
    return hours <= 80 && licence.isEmpty() ? Strategy.UPSKILLING : Strategy.RESKILLING;
  }

  private static int[] weeksOf(int hours) {
    return new int[] {Math.max(1, (hours + 39) / 40), Math.max(1, (hours + 9) / 10)};
  }

  private static String credential(String degree, String licence, String credential) {
    TreeSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    if (licence.equalsIgnoreCase("yes")) {
      all.add("a licence, not named");
    } else if (!licence.isEmpty()) {
      all.add(licence);
    }
    if (!credential.isEmpty()) {
      all.add(credential);
    }
    if (!degree.isEmpty()) {
      all.add(degree);
    }
    return String.join("; ", all);
  }

  private static String place(String city, String county) {
    return county.isEmpty() || county.equals(city)
        ? city
        : city.isEmpty() ? county + " County" : city + ", " + county + " County";
  }

  private static String plain(long cents) {
    return cents % 100 == 0
        ? Long.toString(cents / 100)
        : BigDecimal.valueOf(cents, 2).toPlainString();
  }

  /// One row while it is read: collects every fault.
  private final class Row {
    final List<String> cells;
    final List<Fault> faults = new ArrayList<>();

    Row(List<String> cells) {
      this.cells = cells;
    }

    String text(String name) {
      return value(cells, name).replaceAll("\\s+", " ");
    }

    void fault(String name, String reason, String detail, @Nullable String suggested) {
      faults.add(
          new Fault(
              Math.max(1, columnNo(name)),
              name,
              value(cells, name),
              reason,
              detail,
              Optional.ofNullable(suggested)));
    }

    boolean sound(String name) {
      return faults.stream().noneMatch(fault -> fault.column().equals(name));
    }

    void atMost(String name, int letters) {
      int given = value(cells, name).length();
      if (given > letters) {
        fault(
            name,
            TEXT_TOO_LONG,
            "at most %s letters are taken, here are %s"
                .formatted(Formats.count(letters), Formats.count(given)),
            null);
      }
    }

    long cents(String name) {
      String text = text(name).replace("$", "").replace(",", "");
      if (text.isEmpty()) {
        return 0;
      }
      try {
        plain(text);
        long cents = new BigDecimal(text).movePointRight(2).longValueExact();
        if (cents >= 0) {
          return cents;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // Said below, in the words of the file.
      }
      fault(name, NOT_A_NUMBER, "give dollars, 0 or more, with at most two decimals", null);
      return 0;
    }

    private static String plain(String number) {
      if (!PLAIN.matcher(number).matches()) {
        throw new NumberFormatException(number);
      }
      return number;
    }

    Optional<String> field() {
      String cip = text("cip_code");
      if (cip.matches("\\d{6}")) {
        cip = cip.substring(0, 2) + "." + cip.substring(2);
      }
      if (cip.isEmpty()) {
        return Optional.empty();
      }
      if (!cip.matches("\\d\\d\\.\\d{4}")) {
        fault("cip_code", NO_FIELD, "write a CIP code such as 49.0205, or leave it empty", null);
      }
      return Optional.of(cip);
    }

    int length() {
      String length = text("calendar_length_id");
      if (length.isEmpty()) {
        return 0;
      }
      if (!length.matches("[1-9]|10")) {
        fault("calendar_length_id", NO_LENGTH, "1 is under a day, 10 over four years", null);
        return 0;
      }
      return Integer.parseInt(length);
    }

    int hours(int length) {
      String text = text("clock_hours").replace(",", "");
      BigDecimal hours;
      try {
        hours = text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(plain(text));
      } catch (NumberFormatException e) {
        fault("clock_hours", NOT_A_NUMBER, "give hours of teaching", null);
        return 1;
      }
      if (hours.signum() <= 0) {
        fault("clock_hours", NO_HOURS, "without hours neither time nor chance can be told", null);
        return 1;
      }
      if (text.matches("9{3,}")) {
        fault(
            "clock_hours",
            NINES,
            "%s usually stands for a number that nobody knew".formatted(text),
            null);
        return 1;
      }
      int most = length == 0 ? 20_000 : MOST_HOURS[length - 1];
      if (hours.compareTo(BigDecimal.valueOf(most)) > 0) {
        fault(
            "clock_hours",
            TOO_LONG,
            "length %d allows at most %s hours".formatted(length, Formats.count(most)),
            null);
        return 1;
      }
      return hours.setScale(0, java.math.RoundingMode.CEILING).intValueExact();
    }

    Optional<Boolean> truth(String name) {
      return switch (text(name).toLowerCase(Locale.ROOT)) {
        case "yes", "y", "true", "1" -> Optional.of(true);
        case "no", "n", "false", "0", "2" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    OptionalDouble share(String name) {
      String text = text(name);
      if (text.isEmpty()) {
        return OptionalDouble.empty();
      }
      try {
        double share = Double.parseDouble(plain(text));
        if (share >= 0 && share <= 1) {
          return OptionalDouble.of(share);
        }
      } catch (NumberFormatException e) {
        // Said below, in the words of the file.
      }
      fault(name, NOT_A_SHARE, "write 0.72 for 72 of 100", null);
      return OptionalDouble.empty();
    }

    Optional<Outcomes> outcomes() {
      OptionalDouble employed = share("employed_share");
      OptionalDouble retained = share("retention_share");
      long wage = cents("average_quarterly_wage");
      String completed = text("completed");
      if (completed.isEmpty() || employed.isEmpty()) {
        return Optional.empty();
      }
      try {
        int people = new BigDecimal(plain(completed)).intValueExact();
        if (people < 1) {
          return Optional.empty();
        }
        return Optional.of(
            new Outcomes(
                people,
                employed.getAsDouble(),
                retained,
                wage == 0 ? OptionalLong.empty() : OptionalLong.of(wage)));
      } catch (ArithmeticException | NumberFormatException e) {
        fault("completed", NOT_A_NUMBER, "give how many people completed", null);
        return Optional.empty();
      }
    }
  }
}
