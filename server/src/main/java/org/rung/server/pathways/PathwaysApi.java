package org.rung.server.pathways;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.api.Answers;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Told;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Frames;
import org.rung.server.programmes.Strategy;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What can be reached from each role, as JSON.
@JsonApi
class PathwaysApi {
  private final Pathways pathways;
  private final PathwayRoles roles;
  private final Ratings ratings;
  private final Jobs jobs;
  private final ChanceRates rates = ChanceRates.shipped();

  PathwaysApi(Pathways pathways, PathwayRoles roles, Ratings ratings, Jobs jobs) {
    this.pathways = pathways;
    this.roles = roles;
    this.ratings = ratings;
    this.jobs = jobs;
  }

  /// A role and how much is within its reach.
  record RoleReach(
      int role,
      String title,
      @Meaning("O*NET-SOC code.") Optional<String> occupation,
      @Meaning("The occupation whose skill ratings stand for it; null: cannot tell.")
          Optional<String> ratedAs,
      @Meaning("People in it now; " + Counts.HIDDEN) OptionalLong people,
      boolean shrinking,
      @Meaning("Whether it is a rank that is entered from below alone.") boolean ranked,
      @Meaning("Roles within reach.") int reach,
      @Meaning("Ways through a programme.") int pathways,
      int upskilling,
      int reskilling,
      int outskilling,
      int educationBenefit,
      @Meaning("The best chance of them, in millionths; 0 without one.") int chanceMillionths) {
    static RoleReach of(PathwayRoles.Row row) {
      return new RoleReach(
          row.id(),
          row.title(),
          row.occupation(),
          row.ratedAs(),
          Counts.of(row.people()),
          row.shrinking(),
          row.ranked(),
          row.reach(),
          row.ways(),
          row.upskilling(),
          row.reskilling(),
          row.outskilling(),
          row.education(),
          row.chance());
    }
  }

  @Told(value = "List roles and what is within their reach", more = "Most people first.")
  @GetMapping("/pathways")
  Page<RoleReach> all(
      Paging paging, @RequestParam(defaultValue = "") @Meaning("Part of a title.") String find) {
    String wanted = find.strip().toLowerCase(Locale.ROOT);
    return paging
        .of(
            roles.all().stream()
                .filter(role -> role.title().toLowerCase(Locale.ROOT).contains(wanted))
                .toList())
        .map(RoleReach::of);
  }

  /// What the pathways rest on.
  record PathwaysBuilt(
      @Meaning("When they were found; null: not yet.") Optional<Instant> at,
      int roles,
      int ratedRoles,
      @Meaning("Steps from role to role that are open.") int openSteps,
      @Meaning("Ways through a programme.") int pathways,
      @Meaning("The threshold of likeness among all pairs of occupations, 0 to 1.")
          Optional<Double> percentile,
      @Meaning("Share of the employer's own moves between occupations that passes, 0 to 1.")
          Optional<Double> ownMovesPass,
      @Meaning("Share of all pairs of occupations that passes, 0 to 1.")
          Optional<Double> randomPass) {}

  @Told("Read what the pathways rest on")
  @GetMapping("/pathways/build")
  PathwaysBuilt built() {
    Optional<Pathways.Built> built = pathways.built();
    return new PathwaysBuilt(
        built.map(Pathways.Built::at),
        built.map(Pathways.Built::roles).orElse(0),
        built.map(Pathways.Built::ratedRoles).orElse(0),
        built.map(Pathways.Built::openSteps).orElse(0),
        built.map(Pathways.Built::pathways).orElse(0),
        built.map(b -> b.threshold().percentile()),
        built.map(Pathways.Built::threshold).filter(Threshold::learned).map(Threshold::contained),
        built.map(b -> b.threshold().randomPass()));
  }

  /// Something that chances are made of.
  record ChanceRate(
      @Meaning("What it moves: accepts, completes, is placed.") String part,
      @Meaning("The strategy, form or step it is for, or the effect.") String name,
      @Meaning("A base rate in percent, or a factor of the odds and its unit.") String value,
      @Meaning("real, stand-in or assumed.") String mark,
      String source) {}

  @Told(
      value = "List what chances are made of",
      more = "Base rates, then effects on the odds, each with its source.")
  @GetMapping("/pathways/chances")
  Page<ChanceRate> chances(Paging paging) {
    return paging
        .of(
            PathwayPages.origins(
                rates, pathways.built().map(Pathways.Built::recordMean).orElse(0.0)))
        .map(o -> new ChanceRate(o.part(), o.name(), o.value(), o.mark(), o.source()));
  }

  /// Where a part of a chance comes from.
  record ChanceFrom(
      @Meaning("Its base rate and the effects on it, in words.") String words,
      @Meaning("Of the base rate: real, stand-in, assumed; empty for none of the given rates.")
          String mark,
      @Meaning("Of the base rate.") String source) {}

  /// Work that was asked for.
  record PathwaysAsked(@Meaning("The long work.") long job) {}

  @Told(value = "Find all pathways anew", status = 202)
  @PostMapping("/pathways/build")
  ResponseEntity<PathwaysAsked> build() {
    long job = PathwayRoles.ask(jobs, Frames.viewer());
    return Answers.accepted(job, new PathwaysAsked(job));
  }

  /// A way through a programme.
  record Way(
      @Meaning("The role it leads to; null outside, the same role where it deepens.")
          OptionalInt toRole,
      @Meaning("O*NET-SOC code of the occupation it leads to.") String occupation,
      long programme,
      Strategy strategy,
      @Meaning("Of teaching.") int hours,
      int weeks,
      @Meaning("Whole cents.") long priceCents,
      int acceptMillionths,
      int completeMillionths,
      int placeMillionths,
      @Meaning("The product of the three.") int chanceMillionths,
      @Meaning("How each of the three comes about.") List<ChanceFrom> chanceFrom,
      @Meaning("Of likeness among all pairs of occupations, 0 to 1.") double percentile,
      @Meaning("Levels missing in hard skills.") double gapHard,
      @Meaning("Levels missing in soft skills.") double gapSoft,
      @Meaning("Job zones up or down.") OptionalInt zoneStep,
      @Meaning("A full-time year there less one here; null for groups under five.")
          OptionalLong payChangeCents,
      String why) {
    static Way of(Pathway way, ChanceRates rates) {
      return new Way(
          way.toRole(),
          way.targetOccupation(),
          way.programmeId(),
          way.strategy(),
          way.hours(),
          way.weeks(),
          way.priceCents(),
          way.acceptMillionths(),
          way.completeMillionths(),
          way.placeMillionths(),
          way.chanceMillionths(),
          ChanceOrigin.of(way.chanceParts(), rates).stream()
              .map(origin -> new ChanceFrom(origin.line(), origin.mark(), origin.source()))
              .toList(),
          way.percentile(),
          way.gapHard(),
          way.gapSoft(),
          way.zoneStep(),
          way.payChangeCents(),
          way.why());
    }
  }

  @Told(value = "List the ways from a role", more = "Through a programme to a role, or outside.")
  @GetMapping("/pathways/{role}")
  Page<Way> ways(Paging paging, @PathVariable int role) {
    roles.one(role);
    return paging.of(pathways.from(role)).map(way -> Way.of(way, rates));
  }

  /// A skill that is missing for a role.
  record SkillGap(
      String skill,
      @Meaning("Soft, not hard.") boolean soft,
      @Meaning("The level of the role it begins at.") double has,
      @Meaning("The level of the role it leads to.") double needed) {}

  /// A step from role to role.
  record StepToRole(
      int toRole,
      @Meaning("grade: the same occupation; occupation: another.") String kind,
      boolean open,
      @Meaning("Of likeness among all pairs of occupations, 0 to 1.") double percentile,
      @Meaning("Likeness of skills, -1 to 1.") double skills,
      @Meaning("Likeness of knowledge, -1 to 1.") double knowledge,
      @Meaning("Likeness of activities, -1 to 1.") double activities,
      @Meaning("O*NET's own word on the pair; null for none.") Optional<String> related,
      @Meaning("The largest gaps; none within one occupation.") List<SkillGap> missing,
      double gapHard,
      double gapSoft,
      OptionalInt zoneStep,
      OptionalLong payChangeCents,
      @Meaning("Own people who made this step; null under five.") OptionalInt moved,
      @Meaning("What speaks against it; empty when it is open.") List<String> against,
      @Meaning("The smallest change that would open it; empty when it is open.") String change) {
    static StepToRole of(RoleStep step, List<Ratings.Gap> gaps) {
      return new StepToRole(
          step.toRole(),
          step.kind(),
          step.open(),
          step.percentile(),
          step.skills(),
          step.knowledge(),
          step.activities(),
          step.relatedTier(),
          gaps.stream()
              .map(gap -> new SkillGap(gap.name(), gap.soft(), gap.there(), gap.needed()))
              .toList(),
          step.gapHard(),
          step.gapSoft(),
          step.zoneStep(),
          step.payChangeCents(),
          step.moved(),
          step.against(),
          step.change());
    }
  }

  @Told(
      value = "List the steps from a role",
      more = "Those that are open and those that are not, each with what speaks against it.")
  @GetMapping("/pathways/{role}/steps")
  Page<StepToRole> steps(Paging paging, @PathVariable int role) {
    String here = roles.one(role).ratedAs().orElse("");
    Map<Integer, String> rated = roles.rated();
    return paging
        .of(pathways.steps(role))
        .map(step ->
            StepToRole.of(
                step,
                ratings.gaps(here, rated.getOrDefault(step.toRole(), ""), PathwayPages.GAPS)));
  }
}
