package org.rung.server.growth;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.rung.server.reference.Occupation;
import org.rung.server.reference.Occupations;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Growth of roles and titles that look renamed, as JSON.
@JsonApi
class GrowthApi {
  private final Growth growth;
  private final Renames renames;
  private final Market market;
  private final Occupations occupations;

  GrowthApi(Growth growth, Renames renames, Market market, Occupations occupations) {
    this.growth = growth;
    this.renames = renames;
    this.market = market;
    this.occupations = occupations;
  }

  /// A role from the first snapshot to the latest, accepted renames merged.
  record GrownRole(
      int id,
      String title,
      @Meaning("Its O*NET-SOC code.") Optional<String> occupation,
      @Meaning("The SOC major group.") String family,
      @Meaning("What can be said of its growth: grew, small, shrank, unsure or several.")
          String finding,
      @Meaning("People in the first snapshot; " + Counts.HIDDEN) OptionalLong peopleAtStart,
      @Meaning("People in the latest snapshot; " + Counts.HIDDEN) OptionalLong peopleNow,
      @Meaning("Latest ÷ first; null on a base under ten.") Optional<Double> ratio,
      @Meaning("The low end of the 95 % interval of the ratio.") Optional<Double> ratioLow,
      @Meaning("The high end of the 95 % interval of the ratio.") Optional<Double> ratioHigh,
      @Meaning("People who came from outside; null where it would tell a small group.")
          OptionalLong joiners,
      @Meaning("People who left the employer; null where it would tell a small group.")
          OptionalLong leavers,
      @Meaning("People from other titles; null where it would tell a small group.")
          OptionalLong movedIn,
      @Meaning("People to other titles; null where it would tell a small group.")
          OptionalLong movedOut,
      @Meaning("Cents a year; null under five people.") OptionalLong medianPayCents) {
    static GrownRole of(Change change) {
      Optional<Ratio> ratio = change.ratio();
      Disclosure.Moves moves = Disclosure.moves(change);
      return new GrownRole(
          change.roleId(),
          change.title(),
          change.occupation(),
          change.family(),
          change.standing().word,
          Counts.of(change.from()),
          Counts.of(change.to()),
          ratio.map(Ratio::middle),
          ratio.map(Ratio::low),
          ratio.map(Ratio::high),
          told(moves.joiners()),
          told(moves.leavers()),
          told(moves.movedIn()),
          told(moves.movedOut()),
          change.medianPayCents());
    }

    /// A number as it may be shown, null where it may not.
    private static OptionalLong told(String shown) {
      String plain = shown.replace(",", "");
      return plain.matches("\\d+") ? OptionalLong.of(Long.parseLong(plain)) : OptionalLong.empty();
    }
  }

  @Told(
      value = "List the growth of roles",
      more =
          "By what can be said of them, then by the low end of the interval or as asked. Empty until two snapshots are there.")
  @GetMapping("/growth")
  Page<GrownRole> all(
      Paging paging,
      @RequestParam(defaultValue = "") @Meaning("Part of a title.") String find,
      @RequestParam(defaultValue = "0") @Meaning("The number of a department, 0 for all.")
          int department,
      @RequestParam(defaultValue = "0") @Meaning("Least people at the start.") int base,
      @RequestParam(defaultValue = "low")
          @Meaning(
              value = "The column to rank by.",
              words = {"low", "percent", "people", "title", "pay"})
          String rank,
      @RequestParam(defaultValue = "false") @Meaning("The other way round.") boolean turned) {
    Review review = growth.review();
    if (!review.comparable()) {
      return paging.of(List.<GrownRole>of());
    }
    RankingQuery query =
        RankingQuery.of(find, department, base, List.of(turned ? rank + "-turned" : rank), "");
    Set<Integer> within =
        query.department() == 0 ? Set.of() : growth.rolesOf(query.department(), review);
    return paging.of(new Ranking(review, List.of()).ranked(query, within)).map(GrownRole::of);
  }

  /// One role and its people at each snapshot.
  record RoleOverTime(
      GrownRole growth,
      @Meaning("Titles that are counted with it.") List<String> merged,
      List<Count> counts) {}

  /// People on a day.
  record Count(LocalDate day, @Meaning(Counts.HIDDEN) OptionalLong people) {}

  @Told(
      value = "Read the growth of a role",
      more = "With its people at each snapshot and the titles that are counted with it.")
  @GetMapping("/growth/{role}")
  RoleOverTime one(@PathVariable int role) {
    Review review = growth.review();
    Change change = GrowthPages.find(review, role);
    List<Long> people = growth.counts(role);
    List<Count> counts = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      counts.add(new Count(review.snapshots().get(i).takenOn(), Counts.of(people.get(i))));
    }
    return new RoleOverTime(GrownRole.of(change), growth.mergedTitles(role), counts);
  }

  /// Where the people of a role came from and went, among titles.
  record RoleMoves(RoleFlows cameFrom, RoleFlows wentTo) {}

  /// Moves to or from other titles, between the first and the latest snapshot.
  record RoleFlows(
      @Meaning("Whether anything may be told beside the other counts.") boolean told,
      @Meaning("Everybody who moved; " + Counts.HIDDEN) OptionalLong people,
      @Meaning("Most people first.") List<MovedTitle> titles,
      @Meaning("People of titles that are not told alone.") long others) {
    static RoleFlows of(Disclosure.Flows flows, String all) {
      return new RoleFlows(
          flows.told(),
          flows.told() ? GrownRole.told(all) : OptionalLong.empty(),
          flows.parts().stream()
              .map(flow -> new MovedTitle(flow.roleId(), flow.title(), flow.people()))
              .toList(),
          flows.parts().isEmpty() ? 0 : flows.rest());
    }
  }

  /// Another title.
  record MovedTitle(int role, String title, long people) {}

  @Told(
      value = "Read the moves of a role",
      more = "From and to other titles, so that no group of one to four can be worked out.")
  @GetMapping("/growth/{role}/moves")
  RoleMoves moves(@PathVariable int role) {
    Review review = growth.review();
    Change change = GrowthPages.find(review, role);
    Disclosure.Moves moves = Disclosure.moves(change);
    return new RoleMoves(
        RoleFlows.of(Disclosure.sources(review, change), moves.movedIn()),
        RoleFlows.of(Disclosure.targets(review, change), moves.movedOut()));
  }

  /// A family of roles from the first snapshot to the latest.
  record GrownFamily(
      @Meaning("The SOC major group.") String family,
      long peopleAtStart,
      long peopleNow,
      @Meaning("Whether the counts are in tens, because a group of one to four is among them.")
          boolean inTens,
      @Meaning("Latest ÷ first; null on a base under ten.") Optional<Double> ratio,
      @Meaning("The low end of the 95 % interval of the ratio.") Optional<Double> ratioLow,
      @Meaning("The high end of the 95 % interval of the ratio.") Optional<Double> ratioHigh) {
    static GrownFamily of(Ranking.Family family) {
      return new GrownFamily(
          family.name(),
          family.from(),
          family.to(),
          family.about(),
          family.ratio().map(Ratio::middle),
          family.ratio().map(Ratio::low),
          family.ratio().map(Ratio::high));
    }
  }

  @Told(
      value = "List the growth of families of roles",
      more = "By the low end of the interval. Empty until two snapshots are there.")
  @GetMapping("/growth/families")
  Page<GrownFamily> families(Paging paging) {
    return paging.of(new Ranking(growth.review(), List.of()).families()).map(GrownFamily::of);
  }

  /// What is known of a role's occupation outside.
  record MarketOutside(
      @Meaning("O*NET-SOC code; null: nothing is known outside.") Optional<String> occupation,
      @Meaning("Each May of the years whose code can be followed.") List<MarketYear> years,
      @Meaning("Change of employment from 2024 to 2034, percent.") Optional<Double> changePercent,
      @Meaning("Openings a year in the country.") OptionalLong openingsPerYear,
      @Meaning("Of all, who leave the labour force a year, percent.") Optional<Double> exitPercent,
      @Meaning("Of all, who go to another occupation a year, percent.")
          Optional<Double> transferPercent) {}

  /// A May of the Occupational Employment and Wage Statistics.
  record MarketYear(
      int year,
      OptionalLong employment,
      @Meaning("Cents a year; null where not published.") OptionalLong medianCents,
      @Meaning("Whether the median lies at or above what is published.") boolean topCoded) {
    static MarketYear of(Market.Year year) {
      return new MarketYear(year.year(), year.employment(), year.medianCents(), year.topCoded());
    }
  }

  @Told("Read what is known of a role's occupation outside")
  @GetMapping("/growth/{role}/market")
  MarketOutside market(@PathVariable int role) {
    Optional<Occupation> occupation =
        GrowthPages.find(growth.review(), role).occupation().flatMap(occupations::find);
    Optional<Market.Projection> projection =
        occupation.flatMap(known -> market.projection(known.soc()));
    return new MarketOutside(
        occupation.map(Occupation::code),
        occupation.map(known -> market.series(known.soc())).orElse(List.of()).stream()
            .map(MarketYear::of)
            .toList(),
        projection.flatMap(p -> boxed(p.changePercent())),
        projection.map(Market.Projection::openingsPerYear).orElse(OptionalLong.empty()),
        projection.flatMap(p -> boxed(p.exitPercent())),
        projection.flatMap(p -> boxed(p.transferPercent())));
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  /// Titles that look renamed.
  record RenamedTitle(
      int fromRole,
      String fromTitle,
      int toRole,
      String toTitle,
      @Meaning("Figures that speak for it, in words; empty once it was decided.") List<String> why,
      @Meaning(
              value = "What a planner said; null while it waits.",
              words = {"merged", "apart"})
          Optional<String> verdict,
      @Meaning("The account that decided.") Optional<String> decidedBy,
      Optional<Instant> decidedAt) {
    static RenamedTitle of(Rename rename) {
      return new RenamedTitle(
          rename.fromRole(),
          rename.fromTitle(),
          rename.toRole(),
          rename.toTitle(),
          rename.decision().isPresent() ? List.of() : RenamesPage.why(rename),
          rename.decision().map(made -> made.verdict().name().toLowerCase(java.util.Locale.ROOT)),
          rename.decision().map(Rename.Decision::by),
          rename.decision().map(Rename.Decision::at));
    }
  }

  @Told(
      value = "List titles that look renamed",
      more = "Those that wait for a decision first, then those that were decided.")
  @GetMapping("/growth/renames")
  Page<RenamedTitle> renames(Paging paging) {
    List<Rename> all = new ArrayList<>(renames.waiting());
    all.addAll(renames.decided());
    return paging.of(all).map(RenamedTitle::of);
  }

  /// A decision about two titles.
  @Meaning("A decision about two titles.")
  record Verdict(
      int fromRole,
      int toRole,
      @Meaning("merged: they are one role; apart: two; open: the decision is taken back.")
          Rename.Verdict verdict) {}

  @Told(
      value = "Decide whether two titles are one role",
      status = 204,
      problems = {ProblemType.REFUSED, ProblemType.NOT_FOUND})
  @PostMapping("/growth/renames")
  ResponseEntity<Void> decide(@RequestBody Verdict said) {
    renames.decide(said.fromRole(), said.toRole(), said.verdict(), Frames.viewer());
    return Answers.done();
  }
}
