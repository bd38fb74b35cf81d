import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PushbackReader;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Makes the tables of this folder from the public files named in `README.md`. Same input, same
/// bytes.
///
/// Run with `java reference/Derive.java SOURCE_FOLDER reference` on JDK 25. SOURCE_FOLDER holds the
/// folders `onet`, `bls_oews`, `bls_projections` and `crosswalks`.
final class Derive {

  private final Path source;
  private final Path target;

  private Derive(Path source, Path target) {
    this.source = source;
    this.target = target;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: java reference/Derive.java SOURCE_FOLDER reference");
      System.exit(2);
    }
    Derive derive = new Derive(Path.of(arguments[0]), Path.of(arguments[1]));
    derive.occupations();
    derive.titles();
    derive.elements();
    derive.ratings();
    derive.tasks();
    derive.related();
    derive.wages();
    derive.projections();
    derive.programmes();
    derive.groups();
  }

  // --- O*NET ---------------------------------------------------------------------------------

  private void occupations() throws IOException {
    Map<String, String> zones = new HashMap<>();
    for (Row row : read("onet/job_zones.tsv.gz")) {
      zones.put(row.get("O*NET-SOC Code"), row.get("Job Zone"));
    }
    List<Row> all = read("onet/occupation_data.tsv.gz");
    Nearest nearest = new Nearest(all, rated(), relatedInOrder(), minorGroups());
    List<String[]> rows = new ArrayList<>();
    for (Row row : all) {
      String code = row.get("O*NET-SOC Code");
      Near near = nearest.to(code);
      rows.add(
          row(
              code,
              soc(code),
              row.get("Title"),
              row.get("Description"),
              zones.getOrDefault(code, ""),
              String.valueOf(nearest.isRated(code)),
              near.code(),
              near.why()));
    }
    write(
        "occupation", "code,soc,title,description,job_zone,rated,nearest_rated,nearest_why", rows);
  }

  private Set<String> rated() throws IOException {
    Set<String> rated = new HashSet<>();
    for (Row row : read("onet/skills.tsv.gz")) {
      rated.add(row.get("O*NET-SOC Code"));
    }
    return rated;
  }

  private Map<String, List<String>> relatedInOrder() throws IOException {
    Map<String, TreeMap<Integer, String>> byIndex = new HashMap<>();
    for (Row row : read("onet/related_occupations.tsv.gz")) {
      byIndex
          .computeIfAbsent(row.get("O*NET-SOC Code"), code -> new TreeMap<>())
          .put(Integer.valueOf(row.get("Index")), row.get("Related O*NET-SOC Code"));
    }
    Map<String, List<String>> inOrder = new HashMap<>();
    byIndex.forEach((code, related) -> inOrder.put(code, List.copyOf(related.values())));
    return inOrder;
  }

  private Set<String> minorGroups() throws IOException {
    Set<String> minor = new HashSet<>();
    for (Row row : read("crosswalks/soc2018_definitions.csv.gz")) {
      if (row.get("SOCGroup").equals("Minor")) {
        minor.add(row.get("SOCCode"));
      }
    }
    return minor;
  }

  private record Near(String code, String why) {}

  /// Finds for an occupation without ratings the one whose ratings may stand in for its own.
  private static final class Nearest {

    private final Map<String, Map<String, Double>> words = new HashMap<>();
    private final Map<String, String> titles = new HashMap<>();
    private final Set<String> rated;
    private final Map<String, List<String>> related;
    private final Set<String> minorGroups;

    Nearest(
        List<Row> all,
        Set<String> rated,
        Map<String, List<String>> related,
        Set<String> minorGroups) {
      this.rated = rated;
      this.related = related;
      this.minorGroups = minorGroups;
      Map<String, Integer> holders = new HashMap<>();
      for (Row row : all) {
        Map<String, Double> counts = new HashMap<>();
        // A word of the title says as much as three of the description.
        String text = (row.get("Title") + " ").repeat(3) + row.get("Description");
        for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
          if (word.length() > 2) {
            counts.merge(word.replaceFirst("s$", ""), 1.0, Double::sum);
          }
        }
        counts.keySet().forEach(word -> holders.merge(word, 1, Integer::sum));
        words.put(row.get("O*NET-SOC Code"), counts);
        titles.put(row.get("O*NET-SOC Code"), row.get("Title"));
      }
      words
          .values()
          .forEach(
              counts ->
                  counts.replaceAll(
                      (word, count) ->
                          Math.log1p(count) * Math.log(all.size() / (double) holders.get(word))));
    }

    boolean isRated(String code) {
      return rated.contains(code);
    }

    Near to(String code) {
      if (isRated(code)) {
        return new Near("", "");
      }
      if (code.startsWith("55-")) {
        return new Near("", "Military: no occupation of this group has ratings.");
      }
      List<String> sameSoc = ratedWith(soc(code));
      if (!sameSoc.isEmpty()) {
        return new Near(
            mostAlike(code, sameSoc),
            "Same SOC occupation" + (sameSoc.size() > 1 ? ", most alike in words." : "."));
      }
      for (String other : related.getOrDefault(code, List.of())) {
        if (isRated(other)) {
          return new Near(other, "The most related occupation with ratings, by O*NET.");
        }
      }
      List<String> sameBroad = ratedWith(code.substring(0, 6));
      if (!sameBroad.isEmpty()) {
        return new Near(mostAlike(code, sameBroad), "Same broad group, most alike in words.");
      }
      List<String> sameMinor =
          rated.stream().filter(other -> minor(other).equals(minor(code))).toList();
      if (!sameMinor.isEmpty()) {
        return new Near(mostAlike(code, sameMinor), "Same minor group, most alike in words.");
      }
      return new Near(
          mostAlike(code, ratedWith(code.substring(0, 2))),
          "Same major group, most alike in words.");
    }

    private List<String> ratedWith(String prefix) {
      return rated.stream().filter(other -> other.startsWith(prefix)).toList();
    }

    private String minor(String code) {
      String narrow = code.substring(0, 5) + "00";
      return minorGroups.contains(narrow) ? narrow : code.substring(0, 4) + "000";
    }

    private String mostAlike(String code, Collection<String> among) {
      Map<String, Double> own = words.get(code);
      return among.stream()
          .min(
              Comparator.comparingDouble((String other) -> -cosine(own, words.get(other)))
                  .thenComparing(Comparator.naturalOrder()))
          .orElseThrow();
    }

    private static double cosine(Map<String, Double> one, Map<String, Double> other) {
      // Sorted, so that the sum and with it the choice is the same on every machine.
      double product = 0;
      for (String word : new TreeSet<>(one.keySet())) {
        product += one.get(word) * other.getOrDefault(word, 0.0);
      }
      return product / (length(one) * length(other));
    }

    private static double length(Map<String, Double> weights) {
      double sum = 0;
      for (double weight : new TreeMap<>(weights).values()) {
        sum += weight * weight;
      }
      return Math.sqrt(sum);
    }
  }

  private void titles() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (Row row : read("onet/alternate_titles.tsv.gz")) {
      rows.add(row(row.get("O*NET-SOC Code"), row.get("Alternate Title"), "alternate"));
      if (!row.get("Short Title").isEmpty()) {
        rows.add(row(row.get("O*NET-SOC Code"), row.get("Short Title"), "short"));
      }
    }
    for (Row row : read("onet/sample_of_reported_titles.tsv.gz")) {
      rows.add(row(row.get("O*NET-SOC Code"), row.get("Reported Job Title"), "reported"));
    }
    write("occupation_title", "code,title,kind", rows);
  }

  /// Soft is what people do with people, with words and with themselves; the prefixes are element
  // ids.
  private static final List<String> SOFT =
      List.of(
          "2.A.1.a", // Reading Comprehension
          "2.A.1.b", // Active Listening
          "2.A.1.c", // Writing
          "2.A.1.d", // Speaking
          "2.A.2.", // thinking, learning, monitoring
          "2.B.1.", // social skills
          "2.B.2.", // complex problem solving
          "2.B.4.e", // Judgment and Decision Making
          "2.B.5.a", // Time Management
          "2.B.5.d", // Management of Personnel Resources
          "4.A.2.b.", // reasoning, deciding, organising one's work
          "4.A.4.a.", // communicating
          "4.A.4.b."); // coordinating, developing, advising people

  private void elements() throws IOException {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("onet/skills.tsv.gz", "skill");
    kinds.put("onet/knowledge.tsv.gz", "knowledge");
    kinds.put("onet/work_activities_importance_v30_1_soc6.tsv.gz", "activity");
    List<String[]> rows = new ArrayList<>();
    for (Map.Entry<String, String> file : kinds.entrySet()) {
      for (Row row : read(file.getKey())) {
        String id = row.get("Element ID");
        boolean soft = SOFT.stream().anyMatch(id::startsWith);
        rows.add(row(id, row.get("Element Name"), file.getValue(), String.valueOf(soft)));
      }
    }
    write("element", "id,name,kind,soft", rows);
  }

  private void ratings() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String file : List.of("onet/skills.tsv.gz", "onet/knowledge.tsv.gz")) {
      Map<String, String> importance = new HashMap<>();
      Map<String, String> level = new HashMap<>();
      for (Row row : read(file)) {
        String key = row.get("O*NET-SOC Code") + "\t" + row.get("Element ID");
        boolean notRelevant = row.get("Not Relevant").equals("Y");
        boolean suppressed = row.get("Recommend Suppress").equals("Y");
        if (row.get("Scale ID").equals("LV") && notRelevant) {
          level.put(key, "0");
        } else if (!suppressed) {
          (row.get("Scale ID").equals("IM") ? importance : level).put(key, row.get("Data Value"));
        }
      }
      importance.forEach(
          (key, value) -> {
            String[] parts = key.split("\t");
            rows.add(row(parts[0], parts[1], value, level.getOrDefault(key, "")));
          });
    }
    // Activities are published here by SOC occupation: each of its O*NET occupations gets them.
    Map<String, List<String>> codesOfSoc =
        read("onet/occupation_data.tsv.gz").stream()
            .map(row -> row.get("O*NET-SOC Code"))
            .collect(Collectors.groupingBy(Derive::soc));
    for (Row row : read("onet/work_activities_importance_v30_1_soc6.tsv.gz")) {
      for (String code : codesOfSoc.getOrDefault(row.get("SOC Code"), List.of())) {
        rows.add(row(code, row.get("Element ID"), row.get("Importance"), ""));
      }
    }
    write("rating", "code,element,importance,level", rows);
  }

  private void tasks() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (Row row : read("onet/task_statements.tsv.gz")) {
      String core =
          switch (row.get("Task Type")) {
            case "Core" -> "true";
            case "Supplemental" -> "false";
            default -> ""; // not yet sorted by O*NET
          };
      rows.add(row(row.get("O*NET-SOC Code"), row.get("Task"), core));
    }
    write("task", "code,task,core", rows);
  }

  private void related() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (Row row : read("onet/related_occupations.tsv.gz")) {
      rows.add(
          row(
              row.get("O*NET-SOC Code"),
              row.get("Related O*NET-SOC Code"),
              row.get("Relatedness Tier").toLowerCase(Locale.ROOT),
              row.get("Index")));
    }
    write("related", "code,related,tier,position", rows);
  }

  // --- Wages and projections -------------------------------------------------------------------

  /// Highest wage a year's file states, in cents a year; a `#` stands for this or more.
  private static long topCode(int year) {
    return switch (year) {
      case 2014 -> 187_200_00L;
      case 2019, 2020, 2021 -> 208_000_00L;
      case 2022, 2023, 2024 -> 239_200_00L;
      default -> throw new IllegalArgumentException("year " + year + ": its top code is not known");
    };
  }

  private static final List<String> PERCENTILES =
      List.of("a_pct10", "a_pct25", "a_median", "a_pct75", "a_pct90");

  private void wages() throws IOException {
    Map<String, Set<String>> members2019 = hybridMembers();
    Map<String, String> successors = oneToOneSince2010();
    List<Row> detailed =
        read("bls_oews/oews_national.csv.gz").stream()
            .filter(row -> row.get("o_group").equals("detailed"))
            .toList();

    Map<String, Set<String>> coveredIn2024 = new HashMap<>();
    for (Row row : detailed) {
      if (row.get("year").equals("2024")) {
        Set<String> members = members2019.get(row.get("occ_code"));
        members.forEach(soc -> coveredIn2024.put(soc, members));
      }
    }
    List<String[]> rows = new ArrayList<>();
    for (Row row : detailed) {
      int year = Integer.parseInt(row.get("year"));
      String published = row.get("occ_code");
      Set<String> members =
          year > 2014
              ? members2019.get(published)
              : successors.containsKey(published) ? Set.of(successors.get(published)) : Set.of();
      boolean topCoded = PERCENTILES.stream().anyMatch(name -> row.get(name).equals("#"));
      for (String soc : members) {
        List<String> cells = new ArrayList<>();
        cells.addAll(List.of(soc, row.get("year"), row.get("occ_title").strip()));
        cells.add(released(row.get("tot_emp")));
        for (String name : PERCENTILES) {
          cells.add(
              row.get(name).equals("#")
                  ? String.valueOf(topCode(year))
                  : cents(released(row.get(name))));
        }
        cells.add(String.valueOf(topCoded));
        cells.add(String.valueOf(members.equals(coveredIn2024.get(soc))));
        cells.add(published);
        rows.add(cells.toArray(String[]::new));
      }
    }
    write(
        "wage",
        "soc,year,title,employment,annual_p10_cents,annual_p25_cents,annual_median_cents,"
            + "annual_p75_cents,annual_p90_cents,top_coded,comparable,published_as",
        rows);
  }

  /// The SOC 2018 occupations behind each code of the wage files since 2019.
  private Map<String, Set<String>> hybridMembers() throws IOException {
    Map<String, Set<String>> members = new HashMap<>();
    for (Row row : read("crosswalks/oes_hybrid_soc.csv.gz")) {
      members
          .computeIfAbsent(row.get("OES2019EstimatesCode").strip(), code -> new TreeSet<>())
          .add(row.get("SOCCode2018").strip());
    }
    for (Row row : read("crosswalks/soc2018_definitions.csv.gz")) {
      if (row.get("SOCGroup").equals("Detailed")) {
        // A code that is published under its own number stands for itself alone.
        members.putIfAbsent(row.get("SOCCode"), Set.of(row.get("SOCCode")));
      }
    }
    return members;
  }

  /// SOC 2010 to SOC 2018, only where neither side has a second partner.
  private Map<String, String> oneToOneSince2010() throws IOException {
    List<Row> pairs = read("crosswalks/soc2010_soc2018.csv.gz");
    Map<String, Long> olds =
        pairs.stream()
            .collect(Collectors.groupingBy(row -> row.get("SOCCode2010"), Collectors.counting()));
    Map<String, Long> news =
        pairs.stream()
            .collect(Collectors.groupingBy(row -> row.get("SOCCode2018"), Collectors.counting()));
    Map<String, String> successors = new HashMap<>();
    for (Row row : pairs) {
      if (olds.get(row.get("SOCCode2010")) == 1 && news.get(row.get("SOCCode2018")) == 1) {
        successors.put(row.get("SOCCode2010").strip(), row.get("SOCCode2018").strip());
      }
    }
    return successors;
  }

  private void projections() throws IOException {
    Map<String, Set<String>> members = new HashMap<>();
    for (Row row : read("crosswalks/onet_to_nem_ooh_2023.csv.gz")) {
      members
          .computeIfAbsent(row.get("nem_code"), code -> new TreeSet<>())
          .add(soc(row.get("onet_soc_code")));
    }
    String code = "2024 National Employment Matrix code";
    Map<String, Row> separations = new HashMap<>();
    for (Row row : read("bls_projections/separations_openings_2024_2034.csv.gz")) {
      separations.put(row.get(code), row);
    }
    List<String[]> rows = new ArrayList<>();
    for (Row row : read("bls_projections/projections_2024_2034.csv.gz")) {
      if (!row.get("Occupation type").equals("Line item")) {
        continue;
      }
      Row leaving = separations.get(row.get(code));
      String wage = row.get("Median annual wage, dollars, 2024[1]");
      for (String soc : members.getOrDefault(row.get(code), Set.of(row.get(code)))) {
        rows.add(
            row(
                soc,
                row.get("2024 National Employment Matrix title").strip(),
                people(row.get("Employment, 2024")),
                people(row.get("Employment, 2034")),
                released(row.get("Employment change, percent, 2024–34")),
                people(row.get("Occupational openings, 2024–34 annual average")),
                cents(released(wage.replaceAll("[>=$,]", ""))),
                released(row.get("Typical education needed for entry")),
                released(row.get("Work experience in a related occupation")),
                released(
                    row.get(
                        "Typical on-the-job training needed to attain competency in the"
                            + " occupation")),
                released(leaving.get("Labor force exit rate, 2024–34 annual average")),
                released(leaving.get("Occupational transfer rate, 2024–34 annual average")),
                released(
                    leaving.get("Total occupational separations rate, 2024–34 annual average")),
                row.get(code)));
      }
    }
    write(
        "projection",
        "soc,title,employment_2024,employment_2034,change_percent,openings_per_year,"
            + "median_wage_cents,education,experience,training,exit_rate_percent,"
            + "transfer_rate_percent,separation_rate_percent,published_as",
        rows);
  }

  // --- Programmes of study and groups ----------------------------------------------------------

  private void programmes() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (Row row : read("crosswalks/soc2018_cip2020.csv.gz")) {
      String cip = row.get("CIP2020Code");
      String soc = row.get("SOC2018Code");
      if (!cip.equals("99.9999") && !soc.equals("99-9999")) { // the two ways to say: no match
        rows.add(row(cip, row.get("CIP2020Title").replaceFirst("\\.$", ""), soc));
      }
    }
    write("cip_soc", "cip,cip_title,soc", rows);
  }

  private void groups() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (Row row : read("crosswalks/soc2018_definitions.csv.gz")) {
      if (!row.get("SOCGroup").equals("Detailed")) {
        rows.add(
            row(
                row.get("SOCCode"),
                row.get("SOCGroup").toLowerCase(Locale.ROOT),
                row.get("SOCTitle")));
      }
    }
    write("soc_group", "code,level,title", rows);
  }

  // --- Cells -----------------------------------------------------------------------------------

  private static String soc(String code) {
    return code.substring(0, 7);
  }

  /// Empty for the marks that say a value was not released.
  private static String released(String cell) {
    return Set.of("*", "**", "—", "").contains(cell) ? "" : cell;
  }

  private static String cents(String dollars) {
    return dollars.isEmpty()
        ? ""
        : new BigDecimal(dollars).movePointRight(2).toBigIntegerExact() + "";
  }

  /// Whole people from thousands with one decimal.
  private static String people(String thousands) {
    String cell = released(thousands);
    return cell.isEmpty() ? "" : new BigDecimal(cell).movePointRight(3).toBigIntegerExact() + "";
  }

  private static String[] row(String... cells) {
    return cells;
  }

  // --- Files -----------------------------------------------------------------------------------

  private record Row(Map<String, Integer> columns, List<String> cells) {
    String get(String column) {
      Integer position = columns.get(column);
      if (position == null) {
        throw new IllegalArgumentException("no column " + column + " in " + columns.keySet());
      }
      return position < cells.size() ? cells.get(position) : "";
    }
  }

  private List<Row> read(String name) throws IOException {
    char separator = name.contains(".tsv") ? '\t' : ',';
    List<Row> rows = new ArrayList<>();
    try (PushbackReader in =
        new PushbackReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(source.resolve(name)), 1 << 16),
                StandardCharsets.UTF_8))) {
      Map<String, Integer> columns = new LinkedHashMap<>();
      for (List<String> cells = line(in, separator);
          !cells.isEmpty();
          cells = line(in, separator)) {
        if (columns.isEmpty()) {
          for (String cell : cells) {
            columns.put(cell, columns.size());
          }
        } else {
          rows.add(new Row(columns, cells));
        }
      }
    }
    return rows;
  }

  /// The cells of the next line; empty at the end. Quotes count in comma separated files only.
  private static List<String> line(PushbackReader in, char separator) throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int next = in.read(); ; next = in.read()) {
      if (next < 0 || (next == '\n' && !quoted)) {
        if (next >= 0 || !cells.isEmpty() || !cell.isEmpty()) {
          cells.add(cell.toString());
        }
        return cells;
      } else if (next == '"' && separator == ',') {
        if (quoted && peek(in) == '"') {
          cell.append((char) in.read());
        } else {
          quoted = !quoted;
        }
      } else if (next == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (next != '\r') {
        cell.append((char) next);
      }
    }
  }

  private static int peek(PushbackReader in) throws IOException {
    int next = in.read();
    if (next >= 0) {
      in.unread(next);
    }
    return next;
  }

  /// Sorted by all columns from the left, each row once; the stream carries no name and no time.
  private void write(String table, String header, List<String[]> rows) throws IOException {
    rows.sort(Arrays::compare);
    String[] last = {};
    int written = 0;
    Path file = target.resolve(table + ".csv.gz");
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)) {
              {
                def.setLevel(9);
              }
            },
            StandardCharsets.UTF_8)) {
      out.write(header + "\n");
      for (String[] row : rows) {
        if (row.length != header.split(",").length) {
          throw new IllegalStateException(table + ": " + Arrays.toString(row));
        }
        if (!Arrays.equals(row, last)) {
          out.write(Arrays.stream(row).map(Derive::quoted).collect(Collectors.joining(",")) + "\n");
          written++;
        }
        last = row;
      }
    }
    System.out.printf("%-20s %,8d rows %,10d bytes%n", table, written, Files.size(file));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
