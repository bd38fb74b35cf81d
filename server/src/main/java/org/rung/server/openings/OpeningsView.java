package org.rung.server.openings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rung.server.growth.Choice;
import org.rung.server.growth.YearlyGrowth;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// Writes the openings out.
final class OpeningsView {
  /// How many rows are shown before the reader asks for all.
  private static final int FEW = 40;

  private OpeningsView() {}

  /// What a reader asks of the list.
  ///
  /// @param origin empty for all, else `set` or `forecast`
  /// @param all whether every row is shown
  /// @param sort `role`, `people` or a fiscal year; anything else is all years together
  /// @param ascending the order asked for
  record Query(
      String find, String family, String origin, boolean all, String sort, boolean ascending) {
    /// Roles in the order that was asked for, equal ones by title.
    Comparator<RoleOpenings> order() {
      Comparator<RoleOpenings> by =
          switch (sort) {
            case "role" -> Comparator.comparing(RoleOpenings::title);
            case "people" -> Comparator.comparingLong(RoleOpenings::people);
            default -> Comparator.comparingInt(this::places);
          };
      return (ascending ? by : by.reversed()).thenComparing(RoleOpenings::title);
    }

    private int places(RoleOpenings role) {
      return role.years().stream()
          .filter(year -> sort.isEmpty() || sort.equals(String.valueOf(year.year())))
          .mapToInt(YearOpenings::openings)
          .sum();
    }

    /// A head that sorts by its column; a second time turns the order round.
    OpeningsPage.Sort head(String column) {
      boolean here = sort.equals(column);
      boolean up = here ? !ascending : column.equals("role");
      return new OpeningsPage.Sort(
          here ? (ascending ? "ascending" : "descending") : "none",
          address(all) + "&sort=" + column + (up ? "&up=true" : ""));
    }

    /// The address of the list with the same filters.
    String address(boolean whole) {
      return "/openings?q=%s&family=%s&origin=%s%s"
          .formatted(encoded(find), encoded(family), encoded(origin), whole ? "&all=true" : "");
    }

    boolean finds(RoleOpenings role) {
      return role.title().toLowerCase(Locale.ROOT).contains(find.toLowerCase(Locale.ROOT))
          && (family.isEmpty() || family.equals(role.family()))
          && (origin.isEmpty() || origin.equals("set") == set(role));
    }

    private static boolean set(RoleOpenings role) {
      return role.years().stream()
          .anyMatch(year -> year.origin() instanceof YearOpenings.Origin.Set);
    }
  }

  static OpeningsPage list(
      List<RoleOpenings> roles, List<FiscalYear> years, LocalDate latest, Query query) {
    List<RoleOpenings> matching =
        roles.stream().filter(query::finds).sorted(query.order()).toList();
    List<RoleOpenings> shown =
        query.all() || matching.size() <= FEW ? matching : matching.subList(0, FEW);
    int set = (int) roles.stream().filter(Query::set).count();
    return new OpeningsPage(
        years.isEmpty()
            ? "There is no workforce to forecast from yet"
            : "%s places come open in %d and %s in %d"
                .formatted(
                    Formats.count(sum(roles, 0)),
                    years.get(0).year(),
                    Formats.count(sum(roles, years.size() - 1)),
                    years.getLast().year()),
        set == 0
            ? "Growth that goes on, and people who leave, role by role. Every number is a forecast until you set it."
            : "Growth that goes on, and people who leave, role by role. In %s you set a number instead of the forecast."
                .formatted(Formats.counted(set, "role", "roles")),
        years.isEmpty(),
        query.find(),
        choices(
            query.family(),
            "All families",
            new TreeSet<>(roles.stream().map(RoleOpenings::family).toList())),
        Stream.of(
                new Choice("", "All", query.origin().isEmpty()),
                new Choice("set", "Set by somebody", query.origin().equals("set")),
                new Choice("forecast", "Forecast", query.origin().equals("forecast")))
            .toList(),
        "%s of %s roles shown".formatted(Formats.count(shown.size()), Formats.count(roles.size())),
        "/openings.csv",
        heads(years),
        shown.stream().map(OpeningsView::row).toList(),
        matching.size() == roles.size()
            ? "All %s".formatted(Formats.counted(roles.size(), "role", "roles"))
            : "All %s that match".formatted(Formats.counted(matching.size(), "role", "roles")),
        IntStream.range(0, years.size()).mapToObj(i -> Formats.count(sum(matching, i))).toList(),
        shown.size() == matching.size()
            ? ""
            : "Show all %s".formatted(Formats.counted(matching.size(), "role", "roles")),
        query.address(true)
            + (query.sort().isEmpty() ? "" : "&sort=" + encoded(query.sort()))
            + (query.ascending() ? "&up=true" : ""),
        Stream.concat(
                Stream.of("role", "people"), years.stream().map(y -> String.valueOf(y.year())))
            .map(query::head)
            .toList(),
        "Forecast from the workforce files up to %s and from national separation rates (BLS, Employment Projections 2024–34). Titles that hold several jobs are left out. Ranges hold in four of five cases if the past goes on."
            .formatted(Formats.date(latest)));
  }

  static RoleOpeningsPage role(
      Making making,
      RoleOpenings role,
      List<FiscalYear> years,
      LocalDate latest,
      Assumptions assumptions,
      List<Openings.Setting> history) {
    return new RoleOpeningsPage(
        role.roleId(),
        role.title(),
        finding(role),
        "How the forecast is made, each input with its source. You may set another number for a year; the forecast stays beside it.",
        steps(making, latest, assumptions),
        heads(years),
        lines(making),
        role.years().stream().map(OpeningsView::cell).toList(),
        history.stream()
            .map(setting ->
                new RoleOpeningsPage.Past(
                    String.valueOf(setting.year()),
                    setting.openings().map(Formats::count).orElse("forecast"),
                    setting.reason(),
                    "%s%s, %s"
                        .formatted(
                            setting.by(),
                            setting.fromFile() ? " by file" : "",
                            Formats.moment(setting.at()))))
            .toList(),
        "Counts of one to four people are taken as 2.5, so that no number on this page tells such a group. Half a place a year is a whole one every second year: whole places are rounded over the years together.");
  }

  private static String finding(RoleOpenings role) {
    return "%s has %s"
        .formatted(
            role.title(),
            String.join(
                " and ",
                role.years().stream()
                    .map(year ->
                        "%s in %d"
                            .formatted(
                                Formats.counted(year.openings(), "opening", "openings"),
                                year.year()))
                    .toList()));
  }

  /// What goes into a forecast, each input with its source.
  static List<RoleOpeningsPage.Step> steps(
      Making making, LocalDate latest, Assumptions assumptions) {
    List<RoleOpeningsPage.Step> steps = new ArrayList<>();
    steps.add(
        step(
            "People now",
            taken(making.people(), making.role().to()),
            "Snapshot of %s".formatted(Formats.date(latest))));
    steps.add(
        step(
            "Left the employer, moved to another title",
            "%s and %s".formatted(taken(making.leavers()), taken(making.movedOut())),
            "Workforce files, from each to the next; people who can be followed by id"));
    steps.add(
        step(
            "Watched over",
            Formats.decimal(making.personYears(), 0) + " person-years",
            "The mean of both ends of each span, times its years"));
    if (making.personYears() > 0) {
      steps.add(
          step(
              "Left the role, by itself",
              Formats.percent((making.leavers() + making.movedOut()) / making.personYears())
                  + " a year",
              "The two lines above, divided"));
    }
    steps.add(
        step(
            "What is known besides",
            Formats.percent(making.priorRate()) + " a year",
            switch (making.priorFrom()) {
              case OCCUPATION ->
                  "Separation rate of the occupation %s: BLS, Employment Projections 2024–34"
                      .formatted(making.role().occupation().orElse(""));
              case EMPLOYER -> "All roles of this employer: the role has no occupation with a rate";
            }));
    steps.add(
        step(
            "Rate used",
            Formats.percent(making.forecast().rate().mean()) + " a year",
            "Gamma-Poisson: what is known besides weighs as %s person-years (assumed)"
                .formatted(Formats.decimal(assumptions.priorYears(), 0))));
    steps.add(
        making
            .ownTrend()
            .map(trend ->
                step(
                    "Growth by itself",
                    Formats.change(Math.expm1(trend.mean())) + " a year",
                    "%s → %s people%s"
                        .formatted(
                            Formats.people(making.role().from()),
                            Formats.people(making.role().to()),
                            making
                                .role()
                                .aYear()
                                .map(OpeningsView::range)
                                .orElse("; under 5 taken as 2.5"))))
            .orElseGet(() ->
                step(
                    "Growth by itself",
                    "not told",
                    "Under ten people at the start, or one snapshot only")));
    steps.add(
        step(
            "Growth of all roles",
            Formats.change(Math.expm1(making.allTrend().mean())) + " a year",
            "All people of the workforce files; roles differ by %s a year beyond chance"
                .formatted(Formats.percent(Math.sqrt(making.allTrend().variance())))));
    steps.add(
        step(
            "Growth used",
            Formats.change(Math.expm1(making.forecast().trend().mean())) + " a year",
            "The role's own drawn towards all, the more the less it is known; half as fast after %s years (assumed)"
                .formatted(Formats.decimal(assumptions.halfLife(), 1))));
    return steps;
  }

  private static String range(YearlyGrowth year) {
    return "; %s to %s a year with 95 %%"
        .formatted(Formats.change(year.low()), Formats.change(year.high()));
  }

  /// What comes out of it, year by year, as far as it is told.
  static List<RoleOpeningsPage.Line> lines(Making making) {
    List<Forecast.Span> spans = making.spans();
    return List.of(
        line("People at the start", spans, span -> Formats.decimal(span.peopleAtStart(), 1)),
        line("People at the end", spans, span -> Formats.decimal(span.peopleAtEnd(), 1)),
        line("Leave and are replaced", spans, span -> Formats.decimal(span.replacement(), 1)),
        line(
            "Growth",
            spans,
            span -> (span.growth() > 0 ? "+" : "") + Formats.decimal(span.growth(), 1)),
        line("Sum, at least 0", spans, span -> Formats.decimal(span.expected(), 1)),
        line(
            "In four of five cases",
            spans,
            span -> "%s to %s".formatted(Formats.count(span.low()), Formats.count(span.high()))),
        new RoleOpeningsPage.Line(
            "Forecast, whole places", making.whole().stream().map(Formats::count).toList(), true));
  }

  private interface Written {
    String of(Forecast.Span span);
  }

  private static RoleOpeningsPage.Line line(
      String what, List<Forecast.Span> spans, Written written) {
    return new RoleOpeningsPage.Line(what, spans.stream().map(written::of).toList(), false);
  }

  private static RoleOpeningsPage.Step step(String what, String value, String how) {
    return new RoleOpeningsPage.Step(what, value, how);
  }

  private static String taken(double people, long count) {
    return SmallGroups.hides(count) ? taken(people) : Formats.count(count);
  }

  private static String taken(double people) {
    return people == SmallGroups.LEAST / 2.0
        ? "under %d (taken as 2.5)".formatted(SmallGroups.LEAST)
        : Formats.count(Math.round(people));
  }

  private static OpeningsPage.Row row(RoleOpenings role) {
    return new OpeningsPage.Row(
        role.roleId(),
        role.title(),
        role.family(),
        Formats.people(role.people()),
        role.years().stream().map(OpeningsView::cell).toList());
  }

  static OpeningsPage.Cell cell(YearOpenings year) {
    String range = "%s to %s".formatted(Formats.count(year.low()), Formats.count(year.high()));
    return switch (year.origin()) {
      case YearOpenings.Origin.Forecast _ ->
          new OpeningsPage.Cell(
              year.year(), Formats.count(year.openings()), year.openings(), range, false, "", 0);
      case YearOpenings.Origin.Set set ->
          new OpeningsPage.Cell(
              year.year(),
              Formats.count(year.openings()),
              year.openings(),
              "forecast %s, %s".formatted(Formats.count(year.forecast()), range),
              true,
              "set by %s%s, %s: %s"
                  .formatted(
                      set.by(),
                      set.fromFile() ? " by file" : "",
                      Formats.moment(set.at()),
                      set.reason()),
              set.id());
    };
  }

  private static List<OpeningsPage.YearHead> heads(List<FiscalYear> years) {
    return years.stream()
        .map(year ->
            new OpeningsPage.YearHead(
                year.year(),
                "%s to %s".formatted(Formats.date(year.from()), Formats.date(year.until()))))
        .toList();
  }

  private static List<Choice> choices(String chosen, String all, Iterable<String> values) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", all, chosen.isEmpty()));
    values.forEach(value -> choices.add(new Choice(value, value, value.equals(chosen))));
    return choices;
  }

  private static long sum(List<RoleOpenings> roles, int year) {
    ToIntFunction<RoleOpenings> openings = role -> role.years().get(year).openings();
    return roles.stream().mapToInt(openings).asLongStream().sum();
  }

  private static String encoded(String value) {
    return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
  }
}
