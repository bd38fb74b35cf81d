package org.rung.server.growth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// Writes the ranking out: every row once, in the same words on the page and in the CSV file.
final class Ranking {
  /// How many rows of a group are shown before the reader asks for all.
  private static final int FEW = 8;

  private static final String UNDER = "under " + SmallGroups.LEAST;

  private final Review review;
  private final Map<Integer, Rename> renamedFrom = new HashMap<>();
  private final Map<Integer, Rename> renamedTo = new HashMap<>();
  private final List<Rename> waiting;

  Ranking(Review review, List<Rename> waiting) {
    this.review = review;
    this.waiting = waiting;
    for (Rename rename : waiting) {
      renamedFrom.put(rename.fromRole(), rename);
      renamedTo.putIfAbsent(rename.toRole(), rename);
    }
  }

  /// @param titles in all files, merged ones counted once
  RankingPage page(
      RankingQuery query, long titles, List<Growth.Department> departments, Set<Integer> within) {
    List<Change> matching = matching(query, within);
    List<GrowthGroup> groups = groups(query, matching);
    long shown = groups.stream().mapToLong(group -> group.rows().size()).sum();
    List<GrowthRow> families = familyRows();
    return new RankingPage(
        review.comparable(),
        finding(),
        review.comparable()
            ? "Headcount from %s to %s. Ranked by the low end of the interval: what we can be sure of, not what looks largest."
                .formatted(
                    Formats.date(review.first().takenOn()), Formats.date(review.latest().takenOn()))
            : "Growth compares two snapshots of the workforce.",
        query.find(),
        departments(query, departments),
        Stream.of(0, 10, 20, 50, 100)
            .map(least ->
                new Choice(
                    String.valueOf(least),
                    least == 0 ? "Any" : least + " or more",
                    least == query.base()))
            .toList(),
        ranks(query),
        "%s of %s shown".formatted(Formats.count(shown), Formats.count(review.roles().size())),
        sorts(query),
        next(query),
        "/growth.csv" + query.showing(""),
        groups,
        families,
        familiesFinding(),
        reading(),
        counts(titles),
        against(),
        change(),
        waiting.size(),
        source());
  }

  /// The rows a query asks for, ranked, group after group.
  List<Change> ranked(RankingQuery query, Set<Integer> within) {
    return matching(query, within).stream()
        .sorted(Comparator.comparing(Change::standing).thenComparing(order(query)))
        .toList();
  }

  GrowthRow row(Change change) {
    Standing standing = change.standing();
    List<GrowthRow.Badge> badges = new ArrayList<>();
    String note = "";
    Optional<Flow> source = change.oneSource();
    Rename became = renamedFrom.get(change.roleId());
    Rename was = renamedTo.get(change.roleId());
    if (became != null) {
      badges.add(new GrowthRow.Badge("warn", "renamed?"));
      note = "%s became %s".formatted(became.share(became.fromBefore()), became.toTitle());
    } else if (was != null) {
      badges.add(new GrowthRow.Badge("warn", "renamed?"));
      note = "%s were %s".formatted(was.share(was.toAfter()), was.fromTitle());
    } else if (source.isPresent() && standing != Standing.SEVERAL) {
      badges.add(new GrowthRow.Badge("warn", "one source"));
      note = came(source.get(), change, review);
    }
    if (standing == Standing.SMALL) {
      badges.add(new GrowthRow.Badge("", "small base"));
    }
    Optional<Ratio> ratio = change.ratio();
    return new GrowthRow(
        "/growth/" + change.roleId(),
        change.title(),
        badges,
        note,
        arrow(change.from(), change.to()),
        ratio.map(r -> Formats.change(r.middle() - 1)).orElse(""),
        ratio.isPresent() ? "" : why(change, standing),
        ratio.map(Ranking::interval).orElse(""),
        plot(change),
        pay(change));
  }

  static String came(Flow source, Change change, Review review) {
    return "%s came from %s"
        .formatted(
            Disclosure.of(
                source.people(),
                change.to(),
                Disclosure.tells(review, source.roleId(), change.roleId())),
            source.title());
  }

  static String interval(Ratio ratio) {
    return "%s to %s".formatted(Formats.change(ratio.low() - 1), Formats.change(ratio.high() - 1));
  }

  static String arrow(long from, long to) {
    return Formats.people(from) + " → " + Formats.people(to);
  }

  static String pay(Change change) {
    return change.medianPayCents().isPresent()
        ? Formats.dollars(change.medianPayCents().getAsLong())
        : change.to() == 0 ? "nobody now" : UNDER + " people";
  }

  /// Of a folded title only the high end is known.
  private static Optional<IntervalPlot> plot(Change change) {
    return change.folded() && change.standing() != Standing.SMALL
        ? Optional.of(IntervalPlot.of(new Ratio(0, 0, change.cautious().high())))
        : change.ratio().map(IntervalPlot::of);
  }

  private static String why(Change change, Standing standing) {
    if (standing == Standing.SEVERAL) {
      return "several jobs";
    }
    return change.from() < Change.LEAST_BASE
        ? "base under 10"
        : change.folded() ? "0 to 9 left" : UNDER + " left";
  }

  private List<Change> matching(RankingQuery query, Set<Integer> within) {
    return review.roles().stream()
        .filter(change -> query.finds(change.title()))
        .filter(change -> query.department() == 0 || within.contains(change.roleId()))
        .filter(change -> query.base() == 0 || change.from() >= query.base())
        .toList();
  }

  private List<GrowthGroup> groups(RankingQuery query, List<Change> matching) {
    if (!review.comparable()) {
      return List.of();
    }
    List<GrowthGroup> groups = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      List<Change> all =
          matching.stream()
              .filter(change -> change.standing() == standing)
              .sorted(order(query))
              .toList();
      if (all.isEmpty()) {
        continue;
      }
      boolean whole =
          standing == Standing.GREW
              || standing == Standing.SHRANK
              || query.narrowed()
              || query.show().equals(standing.word)
              || all.size() <= FEW;
      List<Change> shown = whole ? all : all.subList(0, FEW);
      groups.add(
          new GrowthGroup(
              whole
                  ? "%s (%s)".formatted(standing.heading, Formats.count(all.size()))
                  : "%s (%d of %s)".formatted(standing.heading, FEW, Formats.count(all.size())),
              shown.stream().map(this::row).toList(),
              whole ? "" : "Show all %s".formatted(Formats.count(all.size())),
              "/growth" + query.showing(standing.word)));
    }
    return groups;
  }

  /// Strongest first, in its direction: what shrank most comes first among what shrank.
  private static Comparator<Change> order(RankingQuery query) {
    Comparator<Change> order =
        switch (query.rank()) {
          case "title" -> Comparator.comparing(Change::title);
          case "people" ->
              Comparator.comparingDouble((Change change) -> shown(change.to())).reversed();
          case "pay" ->
              Comparator.comparingLong((Change change) -> change.medianPayCents().orElse(0))
                  .reversed();
          case "percent" ->
              Comparator.comparingDouble(
                  (Change change) -> directed(change, change.cautious().middle()));
          default ->
              Comparator.comparingDouble((Change change) ->
                  change.standing() == Standing.SHRANK
                      ? change.cautious().high()
                      : directed(change, change.cautious().low()));
        };
    Comparator<Change> turned = query.turned() ? order.reversed() : order;
    return turned.thenComparing(Change::title).thenComparing(Change::roleId);
  }

  private static double directed(Change change, double value) {
    return switch (change.standing()) {
      case SHRANK -> value;
      // Counts only: by people more, the small counts all alike.
      case SMALL, SEVERAL -> shown(change.from()) - shown(change.to());
      case GREW, UNSURE -> -value;
    };
  }

  private static double shown(long people) {
    return SmallGroups.hides(people) ? SmallGroups.LEAST - 1 : people;
  }

  private String finding() {
    if (!review.comparable()) {
      return review.snapshots().isEmpty()
          ? "There is no workforce to compare yet"
          : "One snapshot is in; growth needs a second";
    }
    List<Change> told = told();
    List<Change> grew = told.stream().filter(change -> change.standing() == Standing.GREW).toList();
    long fed = grew.stream().filter(change -> change.oneSource().isPresent()).count();
    String first =
        "%s of %s titles grew beyond chance"
            .formatted(Formats.count(grew.size()), Formats.count(told.size()));
    return fed == 0
        ? first
        : "%s; in %s of them a quarter or more came from one other title"
            .formatted(first, Formats.count(fed));
  }

  private List<Change> told() {
    return review.roles().stream().filter(change -> change.standing() != Standing.SEVERAL).toList();
  }

  private List<Choice> departments(RankingQuery query, List<Growth.Department> departments) {
    List<Choice> choices = new ArrayList<>();
    choices.add(
        new Choice("0", "All " + Formats.count(departments.size()), query.department() == 0));
    departments.forEach(department ->
        choices.add(
            new Choice(
                String.valueOf(department.id()),
                department.name(),
                department.id() == query.department())));
    return choices;
  }

  private static List<Choice> ranks(RankingQuery query) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("low", "Low end of interval");
    labels.put("percent", "Percent");
    labels.put("people", "People");
    labels.put("title", "Title");
    labels.put("pay", "Median pay");
    return labels.entrySet().stream()
        .map(entry ->
            new Choice(entry.getKey(), entry.getValue(), entry.getKey().equals(query.rank())))
        .toList();
  }

  private static Map<String, String> sorts(RankingQuery query) {
    Map<String, String> sorts = new HashMap<>();
    for (String column : RankingQuery.RANKS) {
      boolean up = column.equals("title") != query.turned();
      sorts.put(column, !column.equals(query.rank()) ? "none" : up ? "ascending" : "descending");
    }
    return sorts;
  }

  private static Map<String, String> next(RankingQuery query) {
    Map<String, String> next = new HashMap<>();
    for (String column : RankingQuery.RANKS) {
      next.put(
          column, column.equals(query.rank()) && !query.turned() ? column + "-turned" : column);
    }
    return next;
  }

  /// @param about whether the counts are in tens
  record Family(String name, long from, long to, boolean about) {
    Optional<Ratio> ratio() {
      return from < Change.LEAST_BASE || SmallGroups.hides(to) || name.equals(Growth.SEVERAL_JOBS)
          ? Optional.empty()
          : Optional.of(Ratio.between(from, to));
    }
  }

  /// A family with a hidden count in it is told in tens; were it the only one, all the others would
  /// tell it, so the smallest of them is told in tens too.
  private List<Family> familySums() {
    Map<String, List<Change>> byFamily = new TreeMap<>();
    review
        .roles()
        .forEach(change ->
            byFamily.computeIfAbsent(change.family(), f -> new ArrayList<>()).add(change));
    List<Family> families = new ArrayList<>();
    byFamily.forEach((name, roles) ->
        families.add(
            new Family(
                name,
                roles.stream().mapToLong(Change::from).sum(),
                roles.stream().mapToLong(Change::to).sum(),
                roles.stream()
                    .anyMatch(change ->
                        SmallGroups.hides(change.from()) || SmallGroups.hides(change.to())))));
    if (families.stream().filter(Family::about).count() == 1) {
      families.stream()
          .filter(family -> !family.about())
          .min(Comparator.comparingLong(Family::from))
          .ifPresent(family ->
              families.set(
                  families.indexOf(family),
                  new Family(family.name(), family.from(), family.to(), true)));
    }
    return families.stream()
        .map(family ->
            family.about()
                ? new Family(
                    family.name(),
                    Disclosure.about(family.from()),
                    Disclosure.about(family.to()),
                    true)
                : family)
        .toList();
  }

  /// Families of roles by the low end of their growth, as they may be told.
  List<Family> families() {
    if (!review.comparable()) {
      return List.of();
    }
    return familySums().stream()
        .sorted(
            Comparator.comparingDouble((Family family) ->
                    family.ratio().map(ratio -> -ratio.low()).orElse(Double.MAX_VALUE))
                .thenComparing(Family::name))
        .toList();
  }

  private List<GrowthRow> familyRows() {
    return families().stream()
        .map(family -> {
          Optional<Ratio> ratio = family.ratio();
          return new GrowthRow(
              "",
              family.name(),
              List.of(),
              family.about() ? "in tens: it holds a group under 5" : "",
              arrow(family.from(), family.to()),
              ratio.map(r -> Formats.change(r.middle() - 1)).orElse(""),
              ratio.isPresent()
                  ? ""
                  : family.name().equals(Growth.SEVERAL_JOBS) ? "several jobs" : "base under 10",
              ratio.map(Ranking::interval).orElse(""),
              ratio.map(IntervalPlot::of),
              "");
        })
        .toList();
  }

  private String familiesFinding() {
    List<Family> grew =
        review.comparable()
            ? familySums().stream()
                .filter(family -> family.ratio().map(Ratio::grows).orElse(false))
                .sorted(
                    Comparator.comparingDouble(
                        (Family family) -> family.ratio().map(ratio -> -ratio.low()).orElse(0.0)))
                .toList()
            : List.of();
    return grew.isEmpty()
        ? "No family of roles grew beyond chance"
        : grew.size() == 1
            ? "One family of roles grew beyond chance: " + grew.getFirst().name()
            : "%s families of roles grew beyond chance, first %s"
                .formatted(Formats.count(grew.size()), grew.getFirst().name());
  }

  private String reading() {
    long tested = tested();
    return "Dot: growth. Line: 95 %% interval, counts taken as Poisson. Solid: the interval leaves out 0. Dashed and hollow: it does not. Arrow: off the scale. The scale is a ratio, so halving and doubling are equally far from 0. A base under 10 shows counts only. Of the %s titles compared, about %s would look like growth by chance alone."
            .formatted(Formats.count(tested), Formats.count(Math.round(tested * 0.025)))
        + (review.roles().stream().anyMatch(Change::folded)
            ? " The files fold titles under 10 people into “Other, …”: where nobody is left, up to"
                + " nine may be, and nine are taken."
            : "");
  }

  /// The page counts titles in three ways; here is how they hang together.
  private String counts(long titles) {
    if (!review.comparable()) {
      return "";
    }
    long here = review.roles().size();
    long told = told().size();
    long tested = tested();
    List<String> words = new ArrayList<>();
    words.add("%s in all files.".formatted(Formats.counted(titles, "title", "titles")));
    if (titles > here) {
      words.add(
          "%s nobody on the first day and on the last; the ranking has the other %s."
              .formatted(had(titles - here), Formats.count(here)));
    }
    if (here > told) {
      words.add(
          "%s several jobs, so nothing is said of their growth; %s are left."
              .formatted(
                  here - told == 1 ? "One holds" : Formats.count(here - told) + " hold",
                  Formats.count(told)));
    }
    words.add(
        "Of these %s, %s began with fewer than 10 people and show counts only; the growth of the other %s is compared with chance."
            .formatted(Formats.count(told), Formats.count(told - tested), Formats.count(tested)));
    return String.join(" ", words);
  }

  private static String had(long titles) {
    return titles == 1 ? "One had" : Formats.count(titles) + " had";
  }

  private long tested() {
    return told().stream().filter(change -> change.from() >= Change.LEAST_BASE).count();
  }

  private List<String> against() {
    return waiting.stream()
        .limit(3)
        .map(rename ->
            "%s did not vanish: %s became %s."
                .formatted(rename.fromTitle(), rename.share(rename.fromBefore()), rename.toTitle()))
        .toList();
  }

  /// The two roles with the largest single source: what they and their source did together.
  private List<String> change() {
    if (!review.comparable()) {
      return List.of();
    }
    return told().stream()
        .filter(change -> change.standing() == Standing.GREW && change.oneSource().isPresent())
        .sorted(
            Comparator.comparingLong(
                (Change change) -> -change.oneSource().map(Flow::people).orElse(0L)))
        .limit(2)
        .flatMap(change -> {
          Flow source = change.oneSource().orElseThrow();
          return review.role(source.roleId()).stream()
              .filter(other -> !SmallGroups.hides(other.from()) && !SmallGroups.hides(other.to()))
              .map(other -> {
                long from = change.from() + other.from();
                long to = change.to() + other.to();
                return "%s is fed by %s. Together they went from %s to %s, %s."
                    .formatted(
                        change.title(),
                        source.title(),
                        Formats.count(from),
                        Formats.count(to),
                        Formats.change((double) to / from - 1));
              });
        })
        .toList();
  }

  private long people(ToLongFunction<Change> count) {
    return review.roles().stream().mapToLong(count).sum();
  }

  private String source() {
    if (review.snapshots().isEmpty()) {
      return "";
    }
    if (!review.comparable()) {
      return "Source: workforce file of %s (%s people)."
          .formatted(Formats.date(review.first().takenOn()), Formats.count(people(Change::from)));
    }
    long unlinked = review.roles().stream().mapToLong(Change::unlinkedFrom).sum();
    return "Source: workforce files of %s (%s people) and %s (%s). %s of the first cannot be followed by id; they count in headcounts, and in no joiners, leavers or moves."
        .formatted(
            Formats.date(review.first().takenOn()),
            Formats.count(people(Change::from)),
            Formats.date(review.latest().takenOn()),
            Formats.count(people(Change::to)),
            unlinked == 0 ? "Nobody" : Formats.people(unlinked));
  }
}
