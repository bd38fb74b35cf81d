package org.rung.server.pathways;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;

/// Whether a step from one role to another is open, and if not, every reason and what would change
/// it.
final class StepRules {
  private final PathwayBuild.Facts facts;
  private final Ratings ratings;
  private final Likeness likeness;
  private final PathwaySettings settings;
  private final Threshold threshold;
  private final Map<Integer, List<PathwayBuild.Feeder>> feeders;
  private final Map<Integer, RoleFact> roles;
  private final Map<Long, Integer> moved = new HashMap<>();

  StepRules(
      PathwayBuild.Facts facts,
      Ratings ratings,
      Likeness likeness,
      PathwaySettings settings,
      Threshold threshold,
      Map<Integer, List<PathwayBuild.Feeder>> feeders,
      Map<Integer, RoleFact> roles) {
    this.facts = facts;
    this.ratings = ratings;
    this.likeness = likeness;
    this.settings = settings;
    this.threshold = threshold;
    this.feeders = feeders;
    this.roles = roles;
    facts.moves().forEach(move -> moved.put(pair(move.from(), move.to()), move.people()));
  }

  private static long pair(int from, int to) {
    return (long) from << 32 | to;
  }

  /// Why a step is not open: each reason, and what would change it.
  private static final class Against {
    final List<String> reasons = new ArrayList<>();
    String change = "";

    void add(String reason, String smallestChange) {
      reasons.add(reason);
      if (change.isEmpty()) {
        change = smallestChange;
      }
    }

    String change() {
      return reasons.size() > 1
          ? "More than one thing would have to change. First: " + change
          : change;
    }
  }

  /// @param words whether the reasons are worded; without, they are only counted, which is most of
  ///   the work saved
  RoleStep step(RoleFact from, int i, RoleFact to, int j, boolean words) {
    boolean grade = from.occupation().equals(to.occupation());
    double percentile = likeness.percentile(i, j);
    int made = moved.getOrDefault(pair(from.id(), to.id()), 0);
    boolean known = made >= SmallGroups.LEAST;
    OptionalInt zones =
        from.zone().isPresent() && to.zone().isPresent()
            ? OptionalInt.of(to.zone().getAsInt() - from.zone().getAsInt())
            : OptionalInt.empty();
    OptionalLong pay =
        from.payCents().isPresent() && to.payCents().isPresent()
            ? OptionalLong.of(to.payCents().getAsLong() - from.payCents().getAsLong())
            : OptionalLong.empty();
    Against against = new Against();
    againstRank(from, to, against);
    if (!known) {
      if (!grade && percentile < threshold.percentile()) {
        if (words) {
          againstLikeness(i, j, percentile, against);
        } else {
          against.add("", "");
        }
      }
      if (zones.isPresent() && Math.abs(zones.getAsInt()) > settings.steps().zonesApart()) {
        against.add(
            words
                ? "%d job zones %s; %d is the most"
                    .formatted(
                        Math.abs(zones.getAsInt()),
                        zones.getAsInt() > 0 ? "up" : "down",
                        settings.steps().zonesApart())
                : "",
            "Take a role in the job zone between first.");
      }
    }
    againstPay(from, to, grade, words, against);
    boolean open = against.reasons.isEmpty();
    boolean whole = open || words;
    return new RoleStep(
        from.id(),
        to.id(),
        grade ? "grade" : "occupation",
        open,
        likeness.similarity(i, j),
        percentile,
        likeness.part(0, i, j),
        likeness.part(1, i, j),
        likeness.part(2, i, j),
        Optional.ofNullable(
            whole
                ? facts
                    .related()
                    .get(from.occupation().orElse("") + ">" + to.occupation().orElse(""))
                : null),
        whole ? ratings.gap(i, j, false) : 0,
        whole ? ratings.gap(i, j, true) : 0,
        zones,
        pay,
        known ? OptionalInt.of(made) : OptionalInt.empty(),
        against.reasons,
        against.change());
  }

  private void againstRank(RoleFact from, RoleFact to, Against against) {
    List<PathwayBuild.Feeder> only = feeders.getOrDefault(to.id(), List.of());
    if (!only.isEmpty() && only.stream().noneMatch(feeder -> feeder.feeder() == from.id())) {
      String names =
          only.stream().map(feeder -> title(feeder.feeder())).collect(Collectors.joining(" or "));
      against.add("Entered almost only from " + names, "Go through %s first.".formatted(names));
    }
  }

  private void againstLikeness(int i, int j, double percentile, Against against) {
    against.add(
        "More alike than %s of all pairs; %s is needed"
            .formatted(Formats.percent(percentile), Formats.percent(threshold.percentile())),
        ratings.gaps(i, j, 1).stream()
            .findFirst()
            .map(gap ->
                "Start with %s: level %s is needed, %s is usual here."
                    .formatted(
                        gap.name(),
                        Formats.decimal(gap.needed(), 1),
                        Formats.decimal(gap.there(), 1)))
            .orElse(
                "It opens when roles count as alike from %s on."
                    .formatted(Formats.percent(percentile))));
  }

  private void againstPay(
      RoleFact from, RoleFact to, boolean grade, boolean words, Against against) {
    PathwaySettings.Steps s = settings.steps();
    if (from.payCents().isEmpty() || to.payCents().isEmpty()) {
      if (grade) {
        against.add(
            "Pay cannot be told: a group under five people",
            "It opens when five people hold the role.");
      }
      return;
    }
    long here = from.payCents().getAsLong();
    long there = to.payCents().getAsLong();
    long least = Math.round(here * s.earningsAtLeast());
    if (grade && there <= here) {
      against.add(
          "The same occupation, and pays no more",
          words ? "It opens when it pays more than %s a year.".formatted(dollars(here)) : "");
    } else if (grade && there > here * s.gradePayAtMost()) {
      against.add(
          words
              ? "Pays %s more than here: not the next grade"
                  .formatted(Formats.percent(there / (double) here - 1))
              : "",
          "Take a grade between first.");
    } else if (!grade && there < least) {
      against.add(
          words
              ? "Pays %s of today’s pay; %s is the least"
                  .formatted(
                      Formats.percent(there / (double) here), Formats.percent(s.earningsAtLeast()))
              : "",
          words
              ? "It opens at %s a year, %s more than it pays."
                  .formatted(dollars(least), dollars(least - there))
              : "");
    }
  }

  private static String dollars(long cents) {
    return Formats.dollars(cents);
  }

  private String title(int role) {
    RoleFact fact = roles.get(role);
    return fact == null ? "another role" : fact.title();
  }
}
