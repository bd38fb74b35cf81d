package org.rung.server.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rung.server.pages.Formats;
import org.rung.server.reference.Occupation;
import org.rung.server.rules.SmallGroups;

/// Writes the page of one role out.
final class RoleView {
  private final Review review;
  private final Change change;

  RoleView(Review review, Change change) {
    this.review = review;
    this.change = change;
  }

  /// @param counts people at each snapshot of the review, in time
  /// @param merged titles that are counted with it
  RolePage page(
      List<Long> counts,
      List<String> merged,
      Optional<Occupation> occupation,
      List<Market.Year> series,
      Optional<Market.Projection> projection) {
    Disclosure.Moves moves = Disclosure.moves(change);
    return new RolePage(
        change.roleId(),
        change.title(),
        finding(),
        "%s%s. From %s to %s."
            .formatted(
                change.family(),
                occupation.map(o -> " · %s %s".formatted(o.title(), o.code())).orElse(""),
                Formats.date(review.first().takenOn()),
                Formats.date(review.latest().takenOn())),
        String.join(", ", merged),
        figures(moves),
        counts(counts),
        moves(Disclosure.sources(review, change), moves.movedIn(), "came from"),
        moves(Disclosure.targets(review, change), moves.movedOut(), "went to"),
        unlinked(),
        occupation.map(o -> outside(o, series, projection)),
        change.severalJobs()
            ? "This title holds several jobs, so no one occupation outside is like it."
            : "The role has no occupation yet. Choose one under Roles, and its market stands here.");
  }

  private String finding() {
    String people =
        "from %s to %s people"
            .formatted(Formats.people(change.from()), Formats.people(change.to()));
    String fed =
        change.oneSource().map(source -> "; " + Ranking.came(source, change, review)).orElse("");
    if (!review.comparable()) {
      return "%s has %s people; growth needs a second snapshot"
          .formatted(change.title(), Formats.people(change.to()));
    }
    String percent =
        change.ratio().map(ratio -> ", " + Formats.change(ratio.middle() - 1)).orElse("");
    return switch (change.standing()) {
      case GREW -> "%s grew %s%s%s".formatted(change.title(), people, percent, fed);
      case SHRANK -> "%s shrank %s%s".formatted(change.title(), people, percent);
      case UNSURE -> "%s went %s: no change beyond chance".formatted(change.title(), people);
      case SMALL -> "%s went %s: too few to tell growth".formatted(change.title(), people);
      case SEVERAL -> "%s holds several jobs: %s".formatted(change.title(), people);
    };
  }

  private List<RolePage.Figure> figures(Disclosure.Moves moves) {
    List<RolePage.Figure> figures = new ArrayList<>();
    figures.add(
        new RolePage.Figure(
            "People",
            Formats.people(change.to()),
            "%s at the start".formatted(Formats.people(change.from())),
            "Snapshot of " + Formats.date(review.latest().takenOn())));
    Optional<Ratio> ratio = review.comparable() ? change.ratio() : Optional.empty();
    figures.add(
        new RolePage.Figure(
            "Growth a year",
            ratio
                .map(r -> Formats.change(YearlyGrowth.of(r, review.years()).middle()))
                .orElse("counts only"),
            ratio
                .map(r -> YearlyGrowth.of(r, review.years()))
                .map(year ->
                    "%s to %s with 95 %%"
                        .formatted(Formats.change(year.low()), Formats.change(year.high())))
                .orElse(
                    !review.comparable()
                        ? "one snapshot"
                        : change.severalJobs()
                            ? "several jobs"
                            : change.from() < Change.LEAST_BASE
                                ? "base under 10"
                                : change.folded() ? "0 to 9 left, folded" : "under 5 left"),
            "Counts taken as Poisson"));
    figures.add(
        new RolePage.Figure(
            "Joined and left the employer",
            !review.comparable()
                ? "not yet"
                : told(moves.joiners()) && told(moves.leavers())
                    ? "%s and %s".formatted(moves.joiners(), moves.leavers())
                    : "too few to show",
            !review.comparable() || told(moves.joiners()) && told(moves.leavers())
                ? "moved in %s, out %s".formatted(moves.movedIn(), moves.movedOut())
                : "joined %s, left %s, moved in %s, out %s"
                    .formatted(moves.joiners(), moves.leavers(), moves.movedIn(), moves.movedOut()),
            "People who can be followed by id"));
    figures.add(
        new RolePage.Figure(
            "Median pay",
            Ranking.pay(change),
            "a year",
            "Snapshot of " + Formats.date(review.latest().takenOn())));
    return figures;
  }

  private static boolean told(String count) {
    return Character.isDigit(count.charAt(0));
  }

  private SeriesPlot counts(List<Long> counts) {
    List<SeriesPlot.Point> points = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      Snapshot snapshot = review.snapshots().get(i);
      long people = counts.get(i);
      points.add(
          new SeriesPlot.Point(
              snapshot.takenOn().toEpochDay() / 365.25,
              SmallGroups.hides(people)
                  ? Formats.date(snapshot.takenOn()) + ": under 5"
                  : Formats.date(snapshot.takenOn()),
              SmallGroups.hides(people) ? OptionalDouble.empty() : OptionalDouble.of(people)));
    }
    return SeriesPlot.of(
        counts.size() == 1
            ? "%s people on %s"
                .formatted(Formats.people(change.to()), Formats.date(review.latest().takenOn()))
            : "%s people on %s, %s on %s"
                .formatted(
                    Formats.people(counts.getFirst()),
                    Formats.date(review.snapshots().getFirst().takenOn()),
                    Formats.people(counts.getLast()),
                    Formats.date(review.latest().takenOn())),
        "People in the role at each snapshot. Source: workforce files.",
        points,
        value -> Formats.count(Math.round(value)),
        Double.MAX_VALUE);
  }

  private static RolePage.Moves moves(Disclosure.Flows flows, String total, String did) {
    if (!flows.told()) {
      return new RolePage.Moves(
          "Moves are " + Disclosure.WITHHELD,
          List.of(),
          "",
          "Beside the other counts they would tell a group under five.");
    }
    if (flows.titles() == 0) {
      return new RolePage.Moves(
          "Nobody %s another title".formatted(did),
          List.of(),
          "",
          "No move between the two snapshots.");
    }
    if (flows.parts().isEmpty()) {
      return new RolePage.Moves(
          "%s people %s other titles".formatted(total, did),
          List.of(),
          "",
          "No single title can be shown: each has under five of them, or leaves under five others.");
    }
    List<RolePage.Moves.Row> rows = new ArrayList<>();
    flows
        .parts()
        .forEach(flow ->
            rows.add(
                new RolePage.Moves.Row(
                    "/growth/" + flow.roleId(), flow.title(), Formats.people(flow.people()))));
    if (flows.rest() > 0) {
      rows.add(new RolePage.Moves.Row("", "other titles", Formats.people(flows.rest())));
    }
    Flow most = flows.parts().getFirst();
    return new RolePage.Moves(
        flows.titles() == 1
            ? "All %s %s %s".formatted(total, did, most.title())
            : "%s %s %s".formatted(Disclosure.of(most.people(), flows.people()), did, most.title()),
        rows,
        total,
        "");
  }

  /// In tens, so that no group beside it can be worked out.
  private String unlinked() {
    long people = Math.max(change.unlinkedFrom(), change.unlinkedTo());
    return people == 0
        ? "Everybody in this role can be followed by id."
        : people < 10
            ? "Fewer than ten people of this role cannot be followed by id; they count in headcounts alone."
            : "About %s people of this role cannot be followed by id; they count in headcounts alone."
                .formatted(Formats.count(Disclosure.about(people)));
  }

  private static RolePage.Outside outside(
      Occupation occupation, List<Market.Year> series, Optional<Market.Projection> projection) {
    Optional<SeriesPlot> employment =
        plot(
            series,
            Market.Year::employment,
            value -> Formats.count(Math.round(value)),
            "Employment");
    Optional<SeriesPlot> pay =
        plot(
            series,
            year ->
                year.medianCents().isPresent()
                    ? OptionalLong.of(year.medianCents().getAsLong() / 100)
                    : OptionalLong.empty(),
            value -> Formats.dollars(Math.round(value) * 100),
            "Median pay a year, dollars of the day");
    return new RolePage.Outside(
        projection
            .filter(p -> p.changePercent().isPresent())
            .map(p -> expected(occupation.title(), p.changePercent().getAsDouble()))
            .orElse("Outside: " + occupation.title()),
        "%s, SOC %s".formatted(occupation.title(), occupation.soc()),
        employment,
        pay,
        "No comparable years are published for this occupation.",
        projection.map(RoleView::facts).orElse(List.of()),
        "No projection is published for this occupation.");
  }

  private static String expected(String occupation, double percent) {
    return percent == 0
        ? "Outside, %s are expected to stay as many from 2024 to 2034".formatted(occupation)
        : "Outside, %s are expected to %s %s from 2024 to 2034"
            .formatted(
                occupation,
                percent > 0 ? "grow" : "shrink",
                Formats.percent(Math.abs(percent) / 100));
  }

  private static List<RolePage.Outside.Fact> facts(Market.Projection projection) {
    List<RolePage.Outside.Fact> facts = new ArrayList<>();
    if (projection.employment2024().isPresent() && projection.employment2034().isPresent()) {
      facts.add(
          new RolePage.Outside.Fact(
              "Employment 2024 to 2034",
              "%s → %s%s"
                  .formatted(
                      Formats.count(projection.employment2024().getAsLong()),
                      Formats.count(projection.employment2034().getAsLong()),
                      projection.changePercent().isPresent()
                          ? ", " + Formats.change(projection.changePercent().getAsDouble() / 100)
                          : "")));
    }
    projection
        .openingsPerYear()
        .ifPresent(openings ->
            facts.add(
                new RolePage.Outside.Fact(
                    "Openings", Formats.count(openings) + " a year, growth and replacement")));
    projection
        .exitPercent()
        .ifPresent(percent ->
            facts.add(
                new RolePage.Outside.Fact(
                    "Exits", Formats.percent(percent / 100) + " a year leave the labour force")));
    projection
        .transferPercent()
        .ifPresent(percent ->
            facts.add(
                new RolePage.Outside.Fact(
                    "Transfers",
                    Formats.percent(percent / 100) + " a year go to another occupation")));
    return facts;
  }

  private interface Value {
    OptionalLong of(Market.Year year);
  }

  private static Optional<SeriesPlot> plot(
      List<Market.Year> series,
      Value value,
      java.util.function.DoubleFunction<String> write,
      String what) {
    List<Market.Year> known = series.stream().filter(year -> value.of(year).isPresent()).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Market.Year first = known.getFirst();
    Market.Year last = known.getLast();
    double from = value.of(first).orElse(0);
    double to = value.of(last).orElse(0);
    return Optional.of(
        SeriesPlot.of(
            known.size() == 1 || from == 0
                ? "%s in %d".formatted(write.apply(to), last.year())
                : "%s to %s, %s from %d to %d"
                    .formatted(
                        write.apply(from),
                        write.apply(to),
                        Formats.change(to / from - 1),
                        first.year(),
                        last.year()),
            what + ", May of each year, United States. Dashed: years between are missing.",
            known.stream()
                .map(year ->
                    new SeriesPlot.Point(
                        year.year(),
                        String.valueOf(year.year()),
                        OptionalDouble.of(value.of(year).orElse(0))))
                .toList(),
            write,
            1.5));
  }
}
