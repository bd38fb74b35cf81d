import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Makes `programmes.csv`: New Jersey's training programmes beside the outcomes of provider and
/// field. Typing errors of the source stay: an import has to find them.
///
/// Run with `java examples/chicago/Programmes.java SOURCE_FOLDER examples/chicago` on JDK 25.
final class Programmes {

  private static final int CROWD = 5; // no outcome of fewer people
  private static final int DESCRIPTION = 300; // characters

  private static final String HEADER =
      "program_id,provider_id,provider,programme,cip_code,tuition,fees,books,supplies,other_costs,"
          + "total_cost,clock_hours,calendar_length_id,prerequisites,degree,licence,credential,"
          + "description,city,county,distance_learning,evening_courses,status,employed_share,"
          + "average_quarterly_wage,retention_share,completed";

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println(
          "usage: java examples/chicago/Programmes.java SOURCE_FOLDER examples/chicago");
      System.exit(2);
    }
    Path source = Path.of(arguments[0]).resolve("nj_training_programs");
    Map<String, Map<String, String>> outcomes = new HashMap<>();
    for (Map<String, String> row : read(source.resolve("provider_program_outcomes.csv.gz"))) {
      outcomes.put(row.get("provider_id") + "|" + row.get("cip_code"), row);
    }
    List<Map<String, String>> programmes = new ArrayList<>(read(source.resolve("programs.csv.gz")));
    programmes.sort(Comparator.comparingInt(row -> Integer.parseInt(row.get("program_id"))));
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (Map<String, String> row : programmes) {
      Map<String, String> outcome =
          outcomes.getOrDefault(row.get("provider_id") + "|" + row.get("cip_code"), Map.of());
      lines.add(line(row, outcome));
    }
    Files.writeString(
        Path.of(arguments[1]).resolve("programmes.csv"), String.join("\n", lines) + "\n");
    System.out.printf("%,d programmes%n", programmes.size());
  }

  private static String line(Map<String, String> row, Map<String, String> outcome) {
    String completed = outcome.getOrDefault("NumCompleted4", "");
    boolean crowd = !completed.isEmpty() && Integer.parseInt(completed) >= CROWD;
    String cip = row.get("cip_code");
    boolean licensed = row.get("leads_to_license").equals("t");
    return Stream.of(
            row.get("program_id"),
            row.get("provider_id"),
            row.get("provider_name"),
            row.get("program_name"),
            cip.substring(0, 2) + "." + cip.substring(2),
            row.get("tuition"),
            row.get("fees"),
            row.get("books_materials"),
            row.get("supplies_tools"),
            row.get("other_costs"),
            row.get("total_cost"),
            row.get("clock_hours"),
            row.get("calendar_length_id"),
            prose(row.get("prerequisites")),
            row.get("degree_name"),
            licensed && row.get("license_name").isEmpty() ? "yes" : row.get("license_name"),
            row.get("credential_name"),
            shortened(prose(row.get("description"))),
            row.get("city"),
            row.get("county"),
            yesOrNo(row.get("distance_learning")),
            yesOrNo(row.get("evening_courses")),
            row.get("approved_status"),
            crowd ? share(outcome.get("PerEmployed4")) : "",
            crowd ? outcome.get("AvgQuarterlyWage4") : "",
            crowd ? share(outcome.get("PerRetention4")) : "",
            crowd ? completed : "")
        .map(Programmes::quoted)
        .collect(Collectors.joining(","));
  }

  /// One line, without web addresses and meeting numbers.
  private static String prose(String text) {
    return text.replaceAll("https?:\\S*|www\\.\\S*", "[address]")
        .replaceAll("Meeting Number:[\\d ]*", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String shortened(String text) {
    if (text.length() <= DESCRIPTION) {
      return text;
    }
    return text.substring(0, text.lastIndexOf(' ', DESCRIPTION - 2)) + " …";
  }

  private static String yesOrNo(String code) {
    return switch (code) {
      case "1" -> "yes";
      case "2" -> "no";
      default -> "";
    };
  }

  private static String share(String value) {
    return value.isEmpty()
        ? ""
        : String.valueOf(Math.round(Double.parseDouble(value) * 1000) / 1000.0);
  }

  private static String quoted(String cell) {
    return cell.matches(".*[\",].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  /// Rows by column name; cells may be quoted and hold commas and quotes, but no line breaks.
  private static List<Map<String, String>> read(Path file) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> columns = cells(in.readLine());
      return in.lines()
          .map(Programmes::cells)
          .map(
              cells -> {
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                  row.put(columns.get(i), cells.get(i));
                }
                return row;
              })
          .toList();
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      cells.add(
          cell.startsWith("\"")
              ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
              : cell);
    }
    return cells;
  }
}
