import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/// Makes `workforce/` from three rosters of a real employer so that nobody is found in it.
///
/// Run with `java examples/chicago/Derive.java SOURCE_FOLDER examples/chicago` on JDK 25.
///
/// 1. A title with under [#TITLE_MINIMUM] holders is folded into "Other, DEPARTMENT".
/// 2. A post (title, department, working pattern) with under [#CROWD] holders takes its title's
///    usual pattern, then its usual department.
/// 3. People with the same posts at the same times form crowds of at least [#CROWD], alike in pay;
///    a crowd publishes one pay band per snapshot. Whoever finds no crowd is cut: the link between
///    two snapshots goes, and each part looks for a crowd of its own.
/// 4. Ids are dealt by the published content alone, so a second run with the sources tells nothing.
///
/// Then the files are read again and checked; the program fails when one promise is broken.
final class Derive {

  private static final int TITLE_MINIMUM = 10;
  private static final int CROWD = 5;
  private static final int BAND = 5_000; // dollars a year
  private static final long SEED = 20_180_331;

  private static final List<String> SOURCES =
      List.of("roster_2018-03.csv.gz", "roster_2018-10.csv.gz", "roster_2020-h1.csv.gz");
  private static final List<String> DATES = List.of("2018-03-31", "2018-10-31", "2020-06-30");
  private static final String SMALL = "Small departments";

  private static final class Entry {
    final int snapshot;
    final String person; // empty when the source could not link it
    final String sourceTitle;
    final int band; // whole steps of BAND, rounded down
    String title;
    String department;
    String pattern; // full or part time, pay basis, weekly hours
    int published; // the crowd's band

    Entry(int snapshot, Map<String, String> cells) {
      this.snapshot = snapshot;
      person = cells.get("linkable").equals("1") ? cells.get("person_id") : "";
      sourceTitle = cells.get("job_title").strip();
      title = readable(sourceTitle);
      department = readable(cells.get("department_std").strip());
      pattern =
          cells.get("full_part") + "," + cells.get("pay_basis") + "," + cells.get("typical_hours");
      band = (int) Math.floor(Double.parseDouble(cells.get("annual_pay_est")) / BAND);
    }

    boolean other() {
      return title.startsWith("Other, ");
    }

    String place() {
      return title + "|" + department;
    }

    String post() {
      return place() + "|" + pattern;
    }
  }

  /// What stays under one id: the entries of one person, or a part of them after a cut.
  private record Trail(List<Entry> entries, boolean whole) {
    String posts() {
      return entries.stream()
          .map(e -> e.snapshot + "|" + e.post())
          .collect(Collectors.joining(">"));
    }

    int[] bands() {
      return entries.stream().mapToInt(e -> e.band).toArray();
    }

    void publish(int[] bands) {
      for (int i = 0; i < bands.length; i++) {
        entries.get(i).published = bands[i];
      }
    }

    String content() {
      return entries.stream()
              .map(e -> e.snapshot + "|" + e.post() + "|" + e.published)
              .collect(Collectors.joining(">"))
          + whole;
    }
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: java examples/chicago/Derive.java SOURCE_FOLDER examples/chicago");
      System.exit(2);
    }
    Path source = Path.of(arguments[0]).resolve("chicago_workforce");
    Path target = Path.of(arguments[1]).resolve("workforce");
    List<Entry> entries = new ArrayList<>();
    for (int snapshot = 0; snapshot < SOURCES.size(); snapshot++) {
      for (Map<String, String> cells : read(source.resolve(SOURCES.get(snapshot)))) {
        entries.add(new Entry(snapshot, cells));
      }
    }
    for (int snapshot = 0; snapshot < SOURCES.size(); snapshot++) {
      int wanted = snapshot;
      List<Entry> staff = entries.stream().filter(e -> e.snapshot == wanted).toList();
      foldSmallTitles(staff);
      joinSmallPosts(staff);
    }
    List<Trail> trails = crowds(trails(entries));
    report(entries, trails);
    write(trails, target);
    check(target);
  }

  // --- 1. Titles -------------------------------------------------------------------------------

  private static void foldSmallTitles(List<Entry> staff) {
    Map<String, Long> holders = count(staff, e -> e.title);
    List<Entry> folded = staff.stream().filter(e -> holders.get(e.title) < TITLE_MINIMUM).toList();
    Map<String, List<Entry>> byDepartment =
        folded.stream()
            .collect(Collectors.groupingBy(e -> e.department, TreeMap::new, Collectors.toList()));
    // From the smallest department on; the last one may be needed to fill the common rest.
    int rest = 0;
    for (List<Entry> group :
        byDepartment.values().stream().sorted(Comparator.comparingInt(Collection::size)).toList()) {
      boolean small = group.size() < TITLE_MINIMUM || (rest > 0 && rest < TITLE_MINIMUM);
      for (Entry entry : group) {
        entry.department = small ? SMALL : entry.department;
        entry.title = small ? "Other, small departments" : "Other, " + entry.department;
      }
      rest += small ? group.size() : 0;
    }
    long titles = folded.stream().map(e -> e.sourceTitle).distinct().count();
    System.out.printf(
        "%s: %,d people; %,d titles in the source, %,d of them (%,d people) folded; %d titles"
            + " left%n",
        DATES.get(staff.getFirst().snapshot),
        staff.size(),
        holders.size(),
        titles,
        folded.size(),
        count(staff, e -> e.title).size());
  }

  // --- 2. Posts --------------------------------------------------------------------------------

  private static void joinSmallPosts(List<Entry> staff) {
    long patterns = takeUsual(staff, Entry::place);
    long departments = takeUsual(staff, e -> e.title);
    System.out.printf(
        "%s: %,d people took the usual pattern of their title and department, %,d the usual"
            + " department%n",
        DATES.get(staff.getFirst().snapshot), patterns, departments);
  }

  /// Moves people of small posts to the largest post of their group.
  private static long takeUsual(List<Entry> staff, Function<Entry, String> group) {
    Map<String, Long> holders = count(staff, Entry::post);
    Map<String, Entry> usual = new HashMap<>();
    for (Entry entry : staff) {
      usual.merge(
          group.apply(entry),
          entry,
          (one, other) ->
              Comparator.comparing((Entry e) -> -holders.get(e.post()))
                          .thenComparing(Entry::post)
                          .compare(one, other)
                      <= 0
                  ? one
                  : other);
    }
    record Change(Entry entry, String department, String pattern) {}
    List<Change> changes = new ArrayList<>();
    for (Entry entry : staff) {
      Entry to = usual.get(group.apply(entry));
      if (holders.get(entry.post()) < CROWD && !entry.post().equals(to.post())) {
        changes.add(new Change(entry, to.department, to.pattern));
      }
    }
    for (Change change : changes) {
      change.entry().department = change.department();
      change.entry().pattern = change.pattern();
    }
    return changes.size();
  }

  // --- 3. Crowds -------------------------------------------------------------------------------

  private static List<Trail> trails(List<Entry> entries) {
    List<Trail> trails = new ArrayList<>();
    Map<String, List<Entry>> people = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry.person.isEmpty()) {
        trails.add(new Trail(List.of(entry), false));
      } else {
        people.computeIfAbsent(entry.person, person -> new ArrayList<>()).add(entry);
      }
    }
    people.values().forEach(person -> trails.add(new Trail(List.copyOf(person), true)));
    return trails;
  }

  /// Longest trails first, so that shorter ones can join the crowds of longer ones.
  private static List<Trail> crowds(List<Trail> all) {
    List<Trail> done = new ArrayList<>();
    List<Trail> waiting = new ArrayList<>(all);
    Map<String, List<int[]>> published = new HashMap<>(); // bands of crowds, by any part of posts
    Map<String, Long> pairs = pairs(all);
    for (int length = SOURCES.size(); length > 0; length--) {
      int wanted = length;
      Map<String, List<Trail>> alike =
          waiting.stream()
              .filter(trail -> trail.entries().size() == wanted)
              .collect(Collectors.groupingBy(Trail::posts, TreeMap::new, Collectors.toList()));
      waiting.removeIf(trail -> trail.entries().size() == wanted);
      List<Trail> crowded = new ArrayList<>();
      for (Map.Entry<String, List<Trail>> group : alike.entrySet()) {
        List<int[]> larger = published.getOrDefault(group.getKey(), List.of());
        if (group.getValue().size() >= CROWD) {
          split(group.getValue());
          crowded.addAll(group.getValue());
        } else if (!larger.isEmpty()) {
          group.getValue().forEach(trail -> trail.publish(nearest(trail.bands(), larger)));
          crowded.addAll(group.getValue());
        } else {
          group.getValue().forEach(trail -> waiting.addAll(cut(trail, pairs)));
        }
      }
      done.addAll(crowded);
      crowded.forEach(trail -> remember(trail, published));
    }
    return done;
  }

  private static Map<String, Long> pairs(List<Trail> trails) {
    Map<String, Long> pairs = new HashMap<>();
    for (Trail trail : trails) {
      for (int i = 1; i < trail.entries().size(); i++) {
        pairs.merge(new Trail(trail.entries().subList(i - 1, i + 1), false).posts(), 1L, Long::sum);
      }
    }
    return pairs;
  }

  /// Cuts once. Of three entries two stay together: those with a change of title that others
  /// share, else those that more people share.
  private static List<Trail> cut(Trail trail, Map<String, Long> pairs) {
    List<Entry> entries = trail.entries();
    if (entries.size() == 1) {
      throw new IllegalStateException("no crowd for " + trail.posts());
    }
    int at = 1;
    if (entries.size() == 3
        && worth(entries.subList(0, 2), pairs) >= worth(entries.subList(1, 3), pairs)) {
      at = 2;
    }
    return List.of(
        new Trail(entries.subList(0, at), false),
        new Trail(entries.subList(at, entries.size()), false));
  }

  private static long worth(List<Entry> pair, Map<String, Long> pairs) {
    long shared = pairs.get(new Trail(pair, false).posts());
    boolean moved = !pair.get(0).title.equals(pair.get(1).title);
    return shared < CROWD ? 0 : moved ? Long.MAX_VALUE : shared;
  }

  /// Splits people with the same posts by pay for as long as both sides keep a crowd, always where
  /// it brings most; publishes the middle band of each crowd.
  private static void split(List<Trail> group) {
    int dimensions = group.getFirst().entries().size();
    double bestGain = 0;
    int bestSize = 0;
    List<Trail> best = List.of();
    for (int dimension = 0; dimension < dimensions; dimension++) {
      int axis = dimension;
      List<Trail> sorted =
          group.stream().sorted(Comparator.comparingInt(t -> t.bands()[axis])).toList();
      double[] bands = sorted.stream().mapToDouble(t -> t.bands()[axis]).toArray();
      double total = Arrays.stream(bands).sum();
      double left = 0;
      for (int i = 1; i <= bands.length - CROWD; i++) {
        left += bands[i - 1];
        if (i >= CROWD && bands[i] > bands[i - 1]) {
          double right = total - left;
          double gain =
              left * left / i + right * right / (bands.length - i) - total * total / bands.length;
          if (gain > bestGain + 1e-9) {
            bestGain = gain;
            bestSize = i;
            best = sorted;
          }
        }
      }
    }
    if (bestSize > 0) {
      split(best.subList(0, bestSize));
      split(best.subList(bestSize, best.size()));
      return;
    }
    int[] middle =
        IntStream.range(0, dimensions)
            .map(
                axis ->
                    group.stream()
                        .mapToInt(t -> t.bands()[axis])
                        .sorted()
                        .toArray()[group.size() / 2])
            .toArray();
    group.forEach(trail -> trail.publish(middle));
  }

  private static int[] nearest(int[] bands, List<int[]> crowds) {
    return crowds.stream()
        .min(
            Comparator.comparingInt(
                    (int[] crowd) ->
                        IntStream.range(0, bands.length)
                            .map(i -> Math.abs(crowd[i] - bands[i]))
                            .sum())
                .thenComparing(Arrays::compare))
        .orElseThrow();
  }

  /// Notes the bands of a crowd under each part of its posts.
  private static void remember(Trail trail, Map<String, List<int[]>> published) {
    int size = trail.entries().size();
    for (int mask = 1; mask < 1 << size; mask++) {
      int chosen = mask;
      List<Entry> part =
          IntStream.range(0, size)
              .filter(i -> (chosen & 1 << i) != 0)
              .mapToObj(i -> trail.entries().get(i))
              .toList();
      int[] bands = part.stream().mapToInt(e -> e.published).toArray();
      List<int[]> known =
          published.computeIfAbsent(new Trail(part, false).posts(), posts -> new ArrayList<>());
      if (known.stream().noneMatch(other -> Arrays.equals(other, bands))) {
        known.add(bands);
      }
    }
  }

  // --- 4. Files --------------------------------------------------------------------------------

  private static final String HEADER =
      "person_id,linked,job_title,department,site,site_kind,full_part,pay_basis,weekly_hours,"
          + "annual_pay,hourly_pay";

  private static void write(List<Trail> trails, Path target) throws IOException {
    List<Trail> sorted = new ArrayList<>(trails);
    sorted.sort(Comparator.comparing(Trail::content));
    List<Integer> numbers =
        new ArrayList<>(IntStream.rangeClosed(1, sorted.size()).boxed().toList());
    Collections.shuffle(numbers, new Random(SEED));
    List<TreeMap<String, String>> files =
        DATES.stream().map(date -> new TreeMap<String, String>()).toList();
    for (int i = 0; i < sorted.size(); i++) {
      String id = "E-%05d".formatted(numbers.get(i));
      for (Entry entry : sorted.get(i).entries()) {
        files.get(entry.snapshot).put(id, line(id, sorted.get(i).whole(), entry));
      }
    }
    Files.createDirectories(target);
    for (int snapshot = 0; snapshot < DATES.size(); snapshot++) {
      Files.writeString(
          target.resolve(DATES.get(snapshot) + ".csv"),
          HEADER + "\n" + String.join("\n", files.get(snapshot).values()) + "\n");
    }
  }

  private static String line(String id, boolean linked, Entry entry) {
    String[] pattern = entry.pattern.split(",", -1);
    boolean hourly = pattern[1].equals("HOURLY");
    BigDecimal annual = BigDecimal.valueOf(entry.published * (long) BAND + BAND / 2);
    String annualPay = hourly ? "" : annual.toString();
    String hourlyPay =
        hourly
            ? annual
                .divide(
                    new BigDecimal(pattern[2]).multiply(BigDecimal.valueOf(52)),
                    2,
                    RoundingMode.HALF_UP)
                .toString()
            : "";
    return Arrays.asList(
            id,
            linked ? "yes" : "no",
            entry.title,
            entry.department,
            entry.department,
            siteKind(entry.department),
            pattern[0].equals("F") ? "full-time" : "part-time",
            pattern[1].toLowerCase(Locale.ROOT),
            pattern[2],
            annualPay,
            hourlyPay)
        .stream()
        .map(cell -> cell.contains(",") ? '"' + cell + '"' : cell)
        .collect(Collectors.joining(","));
  }

  /// A guess by department: the rosters name no sites.
  private static String siteKind(String department) {
    return switch (department) {
      case "Police", "Fire" -> "station";
      case "Aviation" -> "airport";
      case "Public library" -> "library";
      case "Streets and sanitation", "General services", "Assets, information and services" ->
          "depot";
      case "Water management", "Transportation", "Emergency management and communications" ->
          "field";
      case "Health" -> "clinic";
      case "Family and support services" -> "community centre";
      case "Animal care and control" -> "shelter";
      default -> "office";
    };
  }

  private static final Set<String> UPPER =
      Set.of(
          "EMT",
          "DSS",
          "COPA",
          "IPRA",
          "CBA",
          "GIS",
          "IT",
          "HR",
          "I",
          "II",
          "III",
          "IV",
          "V",
          "VI",
          "A",
          "B",
          "C",
          "I/C",
          "IG",
          "LAN",
          "CPA",
          "ADA",
          "HIV/AIDS",
          "CAPS",
          "CPD",
          "K9");

  /// First letter large, the rest small, but for abbreviations, numerals and names.
  private static String readable(String shouted) {
    StringBuilder text = new StringBuilder();
    for (String word : shouted.split("(?<=[ ()\\-,&])|(?=[ ()\\-,&])")) {
      boolean letterAlone =
          word.equals("A") && !text.toString().toLowerCase(Locale.ROOT).endsWith("group ");
      text.append(UPPER.contains(word) && !letterAlone ? word : word.toLowerCase(Locale.ROOT));
    }
    text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
    return text.toString().replace("mayor", "Mayor").replace("doit", "DoIT");
  }

  // --- 5. What was done, and the check ---------------------------------------------------------

  private static void report(List<Entry> entries, List<Trail> trails) {
    long same = entries.stream().filter(e -> e.band == e.published).count();
    double off =
        entries.stream().mapToInt(e -> Math.abs(e.band - e.published)).average().orElse(0) * BAND;
    System.out.printf(
        "pay: %.1f %% of the rows keep their band; the published band is off by %,.0f dollars on"
            + " average%n",
        100.0 * same / entries.size(), off);
    for (int from = 0; from < DATES.size() - 1; from++) {
      String name = DATES.get(from) + " to " + DATES.get(from + 1);
      int later = from + 1;
      report(name + " in the source", linksBetween(trails(entries), from, later));
      report(name + " here", linksBetween(trails, from, later));
    }
    for (int snapshot = 0; snapshot < DATES.size(); snapshot++) {
      int wanted = snapshot;
      long linked =
          trails.stream()
              .filter(Trail::whole)
              .filter(t -> t.entries().stream().anyMatch(e -> e.snapshot == wanted))
              .count();
      long linkable =
          entries.stream().filter(e -> e.snapshot == wanted && !e.person.isEmpty()).count();
      System.out.printf(
          "%s: linked = yes %,d, in the source %,d%n", DATES.get(snapshot), linked, linkable);
    }
  }

  private static List<Entry[]> linksBetween(List<Trail> trails, int from, int to) {
    List<Entry[]> links = new ArrayList<>();
    for (Trail trail : trails) {
      Entry[] pair = new Entry[2];
      for (Entry entry : trail.entries()) {
        pair[0] = entry.snapshot == from ? entry : pair[0];
        pair[1] = entry.snapshot == to ? entry : pair[1];
      }
      if (pair[0] != null && pair[1] != null) {
        links.add(pair);
      }
    }
    return links;
  }

  private static void report(String name, List<Entry[]> links) {
    List<Entry[]> moves = links.stream().filter(p -> !p[0].title.equals(p[1].title)).toList();
    System.out.printf(
        "%s: %,d links; %,d change the title, %,d of them between two titles that are not Other; "
            + "%,d change title or department%n",
        name,
        links.size(),
        moves.size(),
        moves.stream().filter(p -> !p[0].other() && !p[1].other()).count(),
        links.stream().filter(p -> !p[0].place().equals(p[1].place())).count());
  }

  /// Reads the files as anybody would and fails when a group is too small.
  private static void check(Path target) throws IOException {
    Map<String, List<String>> paths = new TreeMap<>();
    for (String date : DATES) {
      List<Map<String, String>> rows = read(target.resolve(date + ".csv"));
      atLeast(TITLE_MINIMUM, date + " title", rows, row -> row.get("job_title"));
      // Every column but the id and the flag of the link.
      Function<Map<String, String>, String> all =
          row ->
              Arrays.stream(HEADER.split(","))
                  .skip(2)
                  .map(row::get)
                  .collect(Collectors.joining("|"));
      atLeast(CROWD, date + " row", rows, all);
      for (Map<String, String> row : rows) {
        paths
            .computeIfAbsent(row.get("person_id"), id -> new ArrayList<>(List.of("", "", "")))
            .set(DATES.indexOf(date), all.apply(row));
      }
    }
    // A path is shared when at least five people have the same rows at all its times.
    Map<String, Integer> shared = new HashMap<>();
    for (List<String> path : paths.values()) {
      for (int mask = 1; mask < 8; mask++) {
        shared.merge(part(path, mask), 1, Integer::sum);
      }
    }
    for (Map.Entry<String, List<String>> person : paths.entrySet()) {
      String path = part(person.getValue(), 7);
      if (shared.get(path) < CROWD) {
        throw new IllegalStateException("a path of under five: " + path);
      }
    }
    System.out.printf("checked: %,d ids, no group is too small%n", paths.size());
  }

  private static String part(List<String> path, int mask) {
    return IntStream.range(0, 3)
        .mapToObj(i -> (mask & 1 << i) != 0 ? path.get(i) : "")
        .collect(Collectors.joining(">"));
  }

  private static void atLeast(
      int minimum,
      String what,
      List<Map<String, String>> rows,
      Function<Map<String, String>, String> group) {
    Map<String, Long> sizes = count(rows, group);
    Map.Entry<String, Long> smallest =
        Collections.min(sizes.entrySet(), Map.Entry.comparingByValue());
    if (smallest.getValue() < minimum) {
      throw new IllegalStateException(
          what + " with " + smallest.getValue() + " people: " + smallest.getKey());
    }
    System.out.printf(
        "checked: %s: %,d groups, the smallest has %d%n", what, sizes.size(), smallest.getValue());
  }

  private static <T> Map<String, Long> count(List<T> items, Function<T, String> group) {
    return items.stream().collect(Collectors.groupingBy(group, Collectors.counting()));
  }

  /// Rows by column name; cells may be quoted and hold commas, but no line breaks.
  private static List<Map<String, String>> read(Path file) throws IOException {
    try (BufferedReader in =
        file.toString().endsWith(".gz")
            ? new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))
            : Files.newBufferedReader(file)) {
      List<String> columns = cells(in.readLine());
      return in.lines()
          .map(Derive::cells)
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
