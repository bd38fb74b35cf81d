package org.rung.server.pathways;

import gg.jte.generated.precompiled.Templates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Programmes;
import org.rung.server.programmes.Strategy;
import org.rung.server.reference.Occupations;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Pathways: all roles with their reach, and one role with where it leads and why not elsewhere.
@Controller
class PathwayPages {
  private static final int REACH_SHOWN = 30;
  static final int GAPS = 5;

  private final Templates templates;
  private final Frames frames;
  private final Pathways pathways;
  private final Programmes programmes;
  private final Ratings ratings;
  private final Occupations occupations;
  private final Jobs jobs;
  private final PathwayRoles roles;
  private final JdbcClient jdbc;
  private final ChanceRates rates = ChanceRates.shipped();

  PathwayPages(
      Templates templates,
      Frames frames,
      Pathways pathways,
      Programmes programmes,
      Ratings ratings,
      Occupations occupations,
      Jobs jobs,
      PathwayRoles roles,
      JdbcClient jdbc) {
    this.templates = templates;
    this.frames = frames;
    this.pathways = pathways;
    this.programmes = programmes;
    this.ratings = ratings;
    this.occupations = occupations;
    this.jobs = jobs;
    this.roles = roles;
    this.jdbc = jdbc;
  }

  @Bean
  static RailEntry pathwaysEntry(JdbcClient jdbc) {
    return new RailEntry(
        RailEntry.Section.KNOW,
        150,
        "Pathways",
        "/pathways",
        () -> jdbc.sql("select count(*) from pathways.pathway").query(Long.class).single());
  }

  @GetMapping("/pathways")
  Html list(
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "people") String order,
      @RequestParam(defaultValue = "true") boolean down) {
    var frame = frames.frame("Pathways", Crumb.of("Know"), Crumb.of("Pathways"));
    Optional<Pathways.Built> latest = pathways.built();
    if (latest.isEmpty()) {
      return Html.of(templates.pathwaysNothing(frame));
    }
    Pathways.Built built = latest.get();
    Threshold t = built.threshold();
    Comparator<PathwayRoles.Row> by =
        switch (order) {
          case "role" ->
              Comparator.comparing((PathwayRoles.Row r) -> r.title().toLowerCase(Locale.ROOT));
          case "reach" -> Comparator.comparingInt(PathwayRoles.Row::reach);
          case "ways" -> Comparator.comparingInt(PathwayRoles.Row::ways);
          case "chance" -> Comparator.comparingInt(PathwayRoles.Row::chance);
          default -> Comparator.comparingInt(PathwayRoles.Row::people);
        };
    List<PathwayRoles.Row> all = roles.all();
    String wanted = find.strip().toLowerCase(Locale.ROOT);
    List<PathwaysPage.Row> rows =
        all.stream()
            .filter(role -> role.title().toLowerCase(Locale.ROOT).contains(wanted))
            .sorted((down ? by.reversed() : by).thenComparing(PathwayRoles.Row::title))
            .map(this::row)
            .toList();
    return Html.of(
        templates.pathwaysList(
            frame,
            new PathwaysPage(
                built,
                finding(built),
                "%s through %s. %s of %s people are in a role with at least one, %s in a role with ten or more."
                    .formatted(
                        Formats.counted(built.pathways(), "way", "ways"),
                        Formats.counted(programmes.count(), "programme", "programmes"),
                        Formats.people(built.peopleWithOne()),
                        Formats.people(built.people()),
                        Formats.people(built.peopleWithTen())),
                find.strip(),
                order,
                down,
                rows,
                all.size(),
                shares(t),
                origins(rates, built.recordMean()))));
  }

  private static String finding(Pathways.Built built) {
    Threshold t = built.threshold();
    return t.learned()
        ? "What is within reach holds %s of your own moves between occupations, and %s of random pairs"
            .formatted(Formats.percent(t.contained()), Formats.percent(t.randomPass()))
        : "Own moves are too few to tell what is within reach: %s of random pairs pass an assumed threshold"
            .formatted(Formats.percent(t.randomPass()));
  }

  private static List<PathwaysPage.Share> shares(Threshold t) {
    List<PathwaysPage.Share> shares = new ArrayList<>();
    if (t.learned()) {
      shares.add(
          new PathwaysPage.Share(
              "Own moves between occupations",
              "%s of %s people"
                  .formatted(Formats.percent(t.contained()), Formats.people(t.moves())),
              100 * t.contained(),
              true));
      shares.add(
          new PathwaysPage.Share(
              "Different pairs of occupations among them",
              "%s of %s".formatted(Formats.percent(t.pairsContained()), Formats.count(t.pairs())),
              100 * t.pairsContained(),
              true));
    }
    shares.add(
        new PathwaysPage.Share(
            "Pairs of the occupations you employ",
            Formats.percent(t.ownPass()),
            100 * t.ownPass(),
            false));
    shares.add(
        new PathwaysPage.Share(
            "Random pairs of all occupations",
            Formats.percent(t.randomPass()),
            100 * t.randomPass(),
            false));
    return shares;
  }

  /// What chances are made of: base rates, then effects, each with its source.
  ///
  /// @param recordMean share in work of all completers of the catalogue, 0 where it is not known
  static List<PathwaysPage.Origin> origins(ChanceRates rates, double recordMean) {
    List<PathwaysPage.Origin> origins = new ArrayList<>();
    base(origins, "Accepts", rates.accept());
    base(origins, "Completes", rates.complete());
    base(origins, "Is placed", rates.place());
    if (recordMean > 0) {
      origins.add(
          new PathwaysPage.Origin(
              "Is placed",
              "outside, as recorded",
              Formats.percent(recordMean),
              "stand-in",
              "Share in work of all completers in the catalogue, a year after"));
    }
    rates.factors().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(factor ->
            origins.add(
                new PathwaysPage.Origin(
                    part(factor.getValue().on()),
                    factor.getKey(),
                    "odds × %s per %s"
                        .formatted(
                            Formats.decimal(StrictMath.exp(factor.getValue().effect()), 2),
                            factor.getValue().per()),
                    factor.getValue().mark(),
                    factor.getValue().source())));
    return origins;
  }

  private static void base(
      List<PathwaysPage.Origin> origins, String part, Map<String, ChanceRates.Rate> rates) {
    rates.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(rate ->
            origins.add(
                new PathwaysPage.Origin(
                    part,
                    words(rate.getKey()),
                    Formats.percent(rate.getValue().rate()),
                    rate.getValue().mark(),
                    rate.getValue().source())));
  }

  private static String part(String on) {
    return on.replace("accept", "Accepts")
        .replace("complete", "Completes")
        .replace("place", "Is placed");
  }

  private static String words(String code) {
    return code.replace('_', ' ');
  }

  private PathwaysPage.Row row(PathwayRoles.Row role) {
    String note =
        role.ratedAs().isEmpty()
            ? role.occupation().isEmpty() ? "no occupation: cannot tell" : "no ratings: cannot tell"
            : role.ranked()
                ? "a rank: entered from below"
                : role.shrinking() ? "shrinking: ways outside as well" : "";
    List<String> ways = new ArrayList<>();
    add(ways, role.upskilling(), "upskilling");
    add(ways, role.reskilling(), "reskilling");
    add(ways, role.outskilling(), "outskilling");
    add(ways, role.education(), "education");
    return new PathwaysPage.Row(
        role.id(),
        role.title(),
        role.occupation().map(this::occupation).orElse("not matched"),
        Formats.people(role.people()),
        role.ratedAs().isEmpty() ? "cannot tell" : Formats.count(role.reach()),
        role.ratedAs().isEmpty() ? "cannot tell" : Formats.count(role.ways()),
        String.join(", ", ways),
        role.ways() == 0 ? "none" : Formats.percent(role.chance() / 1e6),
        note);
  }

  private static void add(List<String> ways, int count, String name) {
    if (count > 0) {
      ways.add(Formats.count(count) + " " + name);
    }
  }

  private String occupation(String code) {
    return occupations.find(code).map(o -> o.title()).orElse(code);
  }

  /// Builds all pathways anew, as a job.
  @PostMapping("/pathways/build")
  View build() {
    long job = PathwayRoles.ask(jobs, Frames.viewer());
    return new RedirectView("/jobs/" + job, true, false);
  }

  @GetMapping("/pathways.csv")
  View csv() {
    Map<Integer, String> titles = titles();
    Map<Long, Programme> known = known();
    return new PathwaysCsv(titles, known, this::occupation).of("pathways.csv", pathways::all);
  }

  private Map<Integer, String> titles() {
    Map<Integer, String> titles = new LinkedHashMap<>();
    jdbc.sql("select id, title from people.role")
        .query((row, n) -> Map.entry(row.getInt("id"), row.getString("title")))
        .list()
        .forEach(role -> titles.put(role.getKey(), role.getValue()));
    return titles;
  }

  private Map<Long, Programme> known() {
    return programmes.all().stream().collect(Collectors.toMap(Programme::id, p -> p));
  }

  @GetMapping("/pathways/{roleId}.csv")
  View roleCsv(@PathVariable int roleId) {
    Map<Integer, String> titles = titles();
    Map<Long, Programme> known = known();
    return new PathwaysCsv(titles, known, this::occupation)
        .of("pathways-of-role-%d.csv".formatted(roleId), () -> pathways.from(roleId));
  }

  @GetMapping("/pathways/{roleId}")
  Html role(@PathVariable int roleId) {
    PathwayRoles.Row role = roles.one(roleId);
    Map<Integer, String> titles = titles();
    Map<Long, Programme> known = known();
    List<RoleStep> steps = pathways.steps(roleId);
    List<RoleStep> open = steps.stream().filter(RoleStep::open).toList();
    List<Pathway> ways = pathways.from(roleId);
    Map<Integer, String> rated = roles.rated();
    long led =
        ways.stream()
            .filter(way -> way.toRole().isPresent() && !way.ownRole())
            .map(way -> way.toRole().getAsInt())
            .distinct()
            .count();
    return Html.of(
        templates.pathwaysRole(
            frames.frame(
                role.title(),
                Crumb.of("Know"),
                new Crumb("Pathways", "/pathways"),
                Crumb.of(role.title())),
            new RolePathsPage(
                roleId,
                role.title(),
                role.ratedAs().isEmpty()
                    ? "Nothing can be told of where %s leads".formatted(role.title())
                    : "From %s, %s within reach; programmes lead to %s of them"
                        .formatted(
                            role.title(),
                            Formats.counted(open.size(), "role is", "roles are"),
                            Formats.count(led)),
                lead(role),
                notice(role),
                groups(ways, titles, known),
                open.stream()
                    .limit(REACH_SHOWN)
                    .map(step -> reach(step, role, titles, rated))
                    .toList(),
                open.size(),
                steps.stream()
                    .filter(step -> !step.open())
                    .map(step ->
                        new RolePathsPage.Closed(
                            step.toRole(),
                            titles.getOrDefault(step.toRole(), ""),
                            step.against().stream().map(reason -> reason + ".").toList(),
                            step.change()))
                    .toList())));
  }

  private String lead(PathwayRoles.Row role) {
    return "%s, %s%s."
        .formatted(
            Formats.people(role.people()) + (role.people() == 1 ? " person" : " people"),
            role.occupation().map(this::occupation).orElse("no occupation yet"),
            role.pay().isPresent()
                ? "; half earn at least %s in a full-time year"
                    .formatted(Formats.dollars(role.pay().getAsLong()))
                : "");
  }

  private String notice(PathwayRoles.Row role) {
    if (role.occupation().isEmpty()) {
      return "The role has no occupation: it holds several jobs, or nobody has matched it yet. Give"
          + " it one under Roles.";
    }
    if (role.ratedAs().isEmpty()) {
      return "O*NET has no skill ratings for %s, nor for anything near it."
          .formatted(occupation(role.occupation().get()));
    }
    if (!role.ratedAs().equals(role.occupation())) {
      return "O*NET has no skill ratings for %s; those of the nearest that has, %s, stand in."
          .formatted(occupation(role.occupation().get()), occupation(role.ratedAs().get()));
    }
    return "";
  }

  private RolePathsPage.Reach reach(
      RoleStep step,
      PathwayRoles.Row from,
      Map<Integer, String> titles,
      Map<Integer, String> rated) {
    String here = from.ratedAs().orElse("");
    String there = rated.getOrDefault(step.toRole(), "");
    List<Ratings.Gap> gaps = ratings.gaps(here, there, GAPS);
    return new RolePathsPage.Reach(
        step.toRole(),
        titles.getOrDefault(step.toRole(), ""),
        step.kind().equals("grade") ? "grade" : "another occupation",
        step.kind().equals("grade")
            ? "same occupation"
            : "more than %s of pairs".formatted(PathwayBuild.alike(step.percentile())),
        here.equals(there)
            ? ""
            : "skills %s, knowledge %s, activities %s%s"
                .formatted(
                    cosine(step.skills()),
                    cosine(step.knowledge()),
                    cosine(step.activities()),
                    step.relatedTier()
                        .map(tier ->
                            "; O*NET: "
                                + tier.replace("-short", ", closest").replace("-long", ", close"))
                        .orElse("")),
        missing(gaps, false),
        missing(gaps, true),
        step.zoneStep().isEmpty()
            ? "not known"
            : step.zoneStep().getAsInt() == 0
                ? "same job zone"
                : "%d job zone %s"
                    .formatted(
                        Math.abs(step.zoneStep().getAsInt()),
                        step.zoneStep().getAsInt() > 0 ? "up" : "down"),
        pay(step.payChangeCents()),
        step.moved().isPresent()
            ? "%s own people made this step".formatted(Formats.people(step.moved().getAsInt()))
            : "");
  }

  /// Two decimals, and no minus before a zero.
  private static String cosine(double value) {
    return Formats.decimal(Math.round(value * 100) / 100.0 + 0.0, 2);
  }

  private static String missing(List<Ratings.Gap> gaps, boolean soft) {
    return gaps.stream()
        .filter(gap -> gap.soft() == soft)
        .map(gap ->
            "%s %s → %s"
                .formatted(
                    gap.name(), Formats.decimal(gap.there(), 1), Formats.decimal(gap.needed(), 1)))
        .collect(Collectors.joining(", "));
  }

  private static String pay(OptionalLong change) {
    if (change.isEmpty()) {
      return "cannot be told";
    }
    long cents = change.getAsLong();
    return cents == 0 ? "same" : (cents > 0 ? "+" : "") + Formats.dollars(cents);
  }

  private List<RolePathsPage.Group> groups(
      List<Pathway> ways, Map<Integer, String> titles, Map<Long, Programme> known) {
    List<RolePathsPage.Group> groups = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      List<Pathway> of = ways.stream().filter(way -> way.strategy() == strategy).toList();
      if (!of.isEmpty()) {
        groups.add(
            new RolePathsPage.Group(
                strategy,
                "%s, best chance %s"
                    .formatted(
                        Formats.counted(of.size(), "way", "ways"),
                        Formats.percent(
                            of.stream().mapToInt(Pathway::chanceMillionths).max().orElse(0) / 1e6)),
                ways(of, titles, known)));
      }
    }
    return groups;
  }

  /// Says why only once for all programmes that lead to the same place.
  private List<RolePathsPage.Way> ways(
      List<Pathway> of, Map<Integer, String> titles, Map<Long, Programme> known) {
    List<RolePathsPage.Way> ways = new ArrayList<>();
    String before = "";
    for (Pathway way : of) {
      String to = way.targetOccupation() + way.toRole();
      ways.add(way(way, !to.equals(before), titles, known));
      before = to;
    }
    return ways;
  }

  private RolePathsPage.Way way(
      Pathway way, boolean first, Map<Integer, String> titles, Map<Long, Programme> known) {
    Programme programme = known.get(way.programmeId());
    OptionalInt to = way.toRole();
    return new RolePathsPage.Way(
        way.ownRole()
            ? "The present role"
            : to.isPresent()
                ? titles.getOrDefault(to.getAsInt(), "")
                : occupation(way.targetOccupation()),
        to.isPresent() && !way.ownRole() ? "/pathways/" + to.getAsInt() : "",
        (first ? way.why() : "") + (way.exact() ? "" : " The programme is for its broad group."),
        way.programmeId(),
        programme == null ? "" : programme.name(),
        programme == null ? "" : programme.provider(),
        Formats.counted(way.hours(), "hour", "hours"),
        Formats.counted(way.weeks(), "week", "weeks"),
        way.priceCents() == 0 ? "free" : Formats.cents(way.priceCents()),
        pay(way.payChangeCents()),
        Formats.percent(way.chanceMillionths() / 1e6),
        ChanceOrigin.of(way.chanceParts(), rates).stream().map(ChanceOrigin::line).toList());
  }
}
