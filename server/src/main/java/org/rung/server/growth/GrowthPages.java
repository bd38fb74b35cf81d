package org.rung.server.growth;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.reference.Occupation;
import org.rung.server.reference.Occupations;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The ranking, one page a role, and the renames that wait for a planner. They show groups, never a
/// person.
@Controller
class GrowthPages {
  private final Templates templates;
  private final Frames frames;
  private final Growth growth;
  private final Renames renames;
  private final Market market;
  private final Occupations occupations;

  GrowthPages(
      Templates templates,
      Frames frames,
      Growth growth,
      Renames renames,
      Market market,
      Occupations occupations) {
    this.templates = templates;
    this.frames = frames;
    this.growth = growth;
    this.renames = renames;
    this.market = market;
    this.occupations = occupations;
  }

  @Bean
  static RailEntry growthEntry(Growth growth) {
    return new RailEntry(RailEntry.Section.KNOW, 120, "Growth", "/growth", growth::roleCount);
  }

  @GetMapping("/growth")
  Html ranking(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int department,
      @RequestParam(defaultValue = "0") int base,
      @RequestParam(defaultValue = "low") List<String> rank,
      @RequestParam(defaultValue = "") String show) {
    Review review = growth.review();
    RankingQuery query = RankingQuery.of(q, department, base, rank, show);
    return Html.of(
        templates.growthRanking(
            frames.frame("Growth", Crumb.of("Know"), Crumb.of("Growth")),
            new Ranking(review, renames.waiting())
                .page(query, growth.roleCount(), growth.departments(), within(query, review))));
  }

  @GetMapping("/growth.csv")
  CsvDownload csv(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int department,
      @RequestParam(defaultValue = "0") int base,
      @RequestParam(defaultValue = "low") List<String> rank) {
    Review review = growth.review();
    RankingQuery query = RankingQuery.of(q, department, base, rank, "");
    List<Change> rows =
        review.comparable()
            ? new Ranking(review, List.of()).ranked(query, within(query, review))
            : List.of();
    return CsvDownload.of(
        "growth.csv",
        List.of(
            "job_title",
            "family",
            "occupation",
            "finding",
            "people_at_start",
            "people_now",
            "growth_percent",
            "growth_percent_low",
            "growth_percent_high",
            "joiners",
            "leavers",
            "moved_in",
            "moved_out",
            "one_source",
            "median_pay"),
        to -> rows.forEach(change -> to.row(cells(change, review))));
  }

  @GetMapping("/growth/{roleId}")
  Html role(@PathVariable int roleId) {
    Review review = growth.review();
    Change change = find(review, roleId);
    Optional<Occupation> occupation = change.occupation().flatMap(occupations::find);
    RolePage page =
        new RoleView(review, change)
            .page(
                growth.counts(roleId),
                growth.mergedTitles(roleId),
                occupation,
                occupation.map(o -> market.series(o.soc())).orElse(List.of()),
                occupation.flatMap(o -> market.projection(o.soc())));
    return Html.of(
        templates.growthRole(
            frames.frame(
                change.title(),
                Crumb.of("Know"),
                new Crumb("Growth", "/growth"),
                Crumb.of(change.title())),
            page));
  }

  @GetMapping("/growth/renames")
  Html renames() {
    return Html.of(
        templates.growthRenames(
            frames.frame(
                "Renames", Crumb.of("Know"), new Crumb("Growth", "/growth"), Crumb.of("Renames")),
            RenamesPage.of(renames.waiting(), renames.decided())));
  }

  @PostMapping("/growth/renames")
  View decide(@RequestParam int from, @RequestParam int to, @RequestParam String verdict) {
    Rename.Verdict said =
        switch (verdict.toLowerCase(Locale.ROOT)) {
          case "merged" -> Rename.Verdict.MERGED;
          case "apart" -> Rename.Verdict.APART;
          case "open" -> Rename.Verdict.OPEN;
          default ->
              throw new Refused(
                  "“%s” is no decision. Say merged, apart or open.".formatted(verdict));
        };
    renames.decide(from, to, said, Frames.viewer());
    return new RedirectView("/growth/renames", true, false);
  }

  static Change find(Review review, int roleId) {
    return review
        .role(roleId)
        .orElseThrow(() ->
            new NotFound(
                "There is no role %d with people at the first or the latest snapshot. See the list under Growth."
                    .formatted(roleId)));
  }

  private Set<Integer> within(RankingQuery query, Review review) {
    return query.department() == 0 || review.snapshots().isEmpty()
        ? Set.of()
        : growth.rolesOf(query.department(), review);
  }

  static Object[] cells(Change change, Review review) {
    Optional<Ratio> ratio = change.ratio();
    Disclosure.Moves moves = Disclosure.moves(change);
    return new Object[] {
      change.title(),
      change.family(),
      change.occupation().orElse(""),
      change.standing().heading,
      count(change.from()),
      count(change.to()),
      ratio.map(r -> percent(r.middle())).orElse(""),
      ratio.map(r -> percent(r.low())).orElse(""),
      ratio.map(r -> percent(r.high())).orElse(""),
      plain(moves.joiners()),
      plain(moves.leavers()),
      plain(moves.movedIn()),
      plain(moves.movedOut()),
      change.oneSource().map(source -> Ranking.came(source, change, review)).orElse(""),
      change.medianPayCents().isPresent()
          ? String.valueOf(change.medianPayCents().getAsLong() / 100)
          : ""
    };
  }

  private static String count(long people) {
    return plain(Formats.people(people));
  }

  /// Numbers in a file have no separators: programs read them.
  private static String plain(String number) {
    return number.replace(",", "");
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f", (ratio - 1) * 100);
  }
}
