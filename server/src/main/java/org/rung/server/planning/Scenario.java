package org.rung.server.planning;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.rung.server.programmes.Strategy;

/// Budget, rules and assumptions of a plan: `scenario.yaml`. Every number that a plan's worth rests
/// on is a [Figure] with its source.
///
/// @param name short, unique among the scenarios of an employer
/// @param summary one or two sentences
/// @param starts first day that training may begin; the first day of a quarter
/// @param fiscalYears in their order, each with its budget
/// @param worth how a candidate's worth is made
/// @param strategies terms of each of the four strategies
/// @param intakes how intakes of programmes are cut
/// @param release how much of a site's working time may go into training
/// @param viable which pathways count as open
/// @param closed roles that a plan may not lead to or take from
/// @param floors what at least must hold
/// @param notes further assumptions that are no number
public record Scenario(
    String name,
    String summary,
    LocalDate starts,
    @JsonProperty("fiscal_years") List<FiscalYear> fiscalYears,
    Worth worth,
    Map<Strategy, StrategyTerms> strategies,
    Intakes intakes,
    Release release,
    Viable viable,
    List<Closed> closed,
    List<Floor> floors,
    List<Note> notes) {

  /// @param year as the employer names it, for example 2021
  /// @param from its first day
  /// @param budget dollars for programme prices of training that begins in it
  public record FiscalYear(int year, LocalDate from, Figure budget) {}

  /// @param horizonYears over which pay gain and retention count
  /// @param payGainWeight cents of worth for a cent of the person's pay gain
  /// @param hireShare cost of an outside hire as a share of the role's yearly pay
  /// @param severanceWeeks weeks of pay saved when somebody leaves a role that goes
  /// @param leavingShare share of a shrinking role's people who would lose it over the horizon
  /// @param retentionPoints how much less often somebody leaves in a year after training, as a
  ///   share
  /// @param replacementShare cost of replacing somebody who leaves, as a share of yearly pay
  /// @param backfillShare cost of filling the place left, as a share of yearly pay
  /// @param paidShare share of training hours on the employer's time, by delivery
  public record Worth(
      @JsonProperty("horizon_years") Figure horizonYears,
      @JsonProperty("pay_gain_weight") Figure payGainWeight,
      @JsonProperty("hire_share") Figure hireShare,
      @JsonProperty("severance_weeks") Figure severanceWeeks,
      @JsonProperty("leaving_share") Figure leavingShare,
      @JsonProperty("retention_points") Figure retentionPoints,
      @JsonProperty("replacement_share") Figure replacementShare,
      @JsonProperty("backfill_share") Figure backfillShare,
      @JsonProperty("paid_share") Map<Strategy, Figure> paidShare) {}

  /// @param peopleLeast people the plan serves under the strategy at least
  /// @param peopleMost at most
  /// @param budgetMost dollars of all years together at most
  /// @param takeUp share of those entitled who take it up; for a right, the people the plan
  ///   suggests it to are at most this share and their money is reserved before anything else
  public record StrategyTerms(
      @JsonProperty("people_least") Optional<Figure> peopleLeast,
      @JsonProperty("people_most") Optional<Figure> peopleMost,
      @JsonProperty("budget_most") Optional<Figure> budgetMost,
      @JsonProperty("take_up") Optional<Figure> takeUp) {}

  /// @param perYear intakes of each programme in a fiscal year
  /// @param seats of one intake
  /// @param minimum people an intake needs to run
  /// @param fixed dollars that an intake costs when it runs, whoever sits in it
  /// @param pathwaysPerRole the pathways of each role that are weighed, best first
  public record Intakes(
      @JsonProperty("per_year") Figure perYear,
      Figure seats,
      Figure minimum,
      Figure fixed,
      @JsonProperty("pathways_per_role") Figure pathwaysPerRole) {}

  /// @param share of a site's working hours in a quarter that may go into paid training
  public record Release(Figure share) {}

  /// @param payShare new yearly pay as a share of today's, at least
  /// @param zoneStep job zones apart, at most
  /// @param hoursMost of training for one person
  /// @param priceMost dollars for one person
  /// @param chanceLeast to accept, complete and be placed
  public record Viable(
      @JsonProperty("pay_share") Figure payShare,
      @JsonProperty("zone_step") Figure zoneStep,
      @JsonProperty("hours_most") Figure hoursMost,
      @JsonProperty("price_most") Figure priceMost,
      @JsonProperty("chance_least") Figure chanceLeast) {}

  /// Roles that are closed by a rule.
  ///
  /// @param rule its name among the rules
  /// @param titles role titles; a `*` stands for any text
  /// @param department only there, empty for everywhere
  /// @param leaving whether people in these roles are left where they are, too
  public record Closed(String rule, List<String> titles, String department, boolean leaving) {}

  /// What at least must hold.
  ///
  /// @param kind see there
  /// @param value people for [Kind#PEOPLE]; a share of those served for the others
  public record Floor(String name, Kind kind, Figure value) {
    /// What a floor is about.
    public enum Kind {
      /// At least so many people are served: the pledge.
      @JsonProperty("people")
      PEOPLE,
      /// At least this share of those served is hourly staff.
      @JsonProperty("hourly-share")
      HOURLY_SHARE,
      /// At least this share of those served works part-time.
      @JsonProperty("part-time-share")
      PART_TIME_SHARE
    }
  }

  /// An assumption in words.
  public record Note(String text, Figure.Kind kind, String source) {}

  public Scenario {
    fiscalYears = List.copyOf(fiscalYears);
    strategies = Map.copyOf(strategies);
    closed = List.copyOf(closed);
    floors = List.copyOf(floors);
    notes = List.copyOf(notes);
    if (name.isBlank()) {
      throw new ScenarioProblem("The scenario has no name. Give one under “name”.");
    }
    if (fiscalYears.isEmpty()) {
      throw new ScenarioProblem(
          "The scenario has no fiscal year. Give at least one under “fiscal_years”.");
    }
    Set<Integer> years = new HashSet<>();
    LocalDate last = LocalDate.MIN;
    for (FiscalYear year : fiscalYears) {
      if (!years.add(year.year()) || !year.from().isAfter(last)) {
        throw new ScenarioProblem(
            "Fiscal year %d is twice there or out of order. List each year once, in order."
                .formatted(year.year()));
      }
      last = year.from();
      atLeast("budget of " + year.year(), year.budget(), 0);
    }
    if (starts.isBefore(fiscalYears.getFirst().from())
        || !starts.isBefore(fiscalYears.getLast().from().plusYears(1))) {
      throw new ScenarioProblem(
          "The plan starts on %s, outside its fiscal years. Give a day from %s on."
              .formatted(starts, fiscalYears.getFirst().from()));
    }
    for (Strategy strategy : Strategy.values()) {
      if (!strategies.containsKey(strategy)) {
        throw new ScenarioProblem(
            "The strategy %s has no terms. Add it under “strategies”; {} sets none."
                .formatted(strategy.label()));
      }
    }
    atLeast("intakes.per_year", intakes.perYear(), 1);
    atLeast("intakes.seats", intakes.seats(), 1);
    atLeast("intakes.minimum", intakes.minimum(), 0);
    atLeast("intakes.fixed", intakes.fixed(), 0);
    atLeast("intakes.pathways_per_role", intakes.pathwaysPerRole(), 1);
    if (intakes.minimum().value() > intakes.seats().value()) {
      throw new ScenarioProblem(
          "An intake needs %.0f people and has %.0f seats. Give a minimum that the seats can hold."
              .formatted(intakes.minimum().value(), intakes.seats().value()));
    }
    share("release.share", release.share());
    atLeast("worth.horizon_years", worth.horizonYears(), 0);
  }

  private static void atLeast(String place, Figure figure, double least) {
    if (figure.value() < least) {
      throw new ScenarioProblem(
          "“%s” is %s. Give at least %s.".formatted(place, figure.value(), least));
    }
  }

  private static void share(String place, Figure figure) {
    if (figure.value() < 0 || figure.value() > 1) {
      throw new ScenarioProblem(
          "“%s” is %s. Give a share from 0 to 1.".formatted(place, figure.value()));
    }
  }

  /// The terms of a strategy; every scenario has them for all four.
  StrategyTerms terms(Strategy strategy) {
    return Objects.requireNonNull(strategies.get(strategy));
  }

  /// The position of the fiscal year a day lies in; the last year holds what comes after it.
  int fiscalYearOf(LocalDate day) {
    int index = 0;
    for (int i = 0; i < fiscalYears.size(); i++) {
      if (!day.isBefore(fiscalYears.get(i).from())) {
        index = i;
      }
    }
    return index;
  }

  /// The same scenario under another name with other budgets, in whole dollars by year.
  Scenario withBudgets(String newName, Map<Integer, Long> dollars, String by) {
    List<FiscalYear> changed =
        fiscalYears.stream()
            .map(year ->
                dollars.containsKey(year.year())
                        && dollars.get(year.year()) != Math.round(year.budget().value())
                    ? new FiscalYear(
                        year.year(),
                        year.from(),
                        new Figure(dollars.get(year.year()), Figure.Kind.ASSUMED, "Set by " + by))
                    : year)
            .toList();
    return new Scenario(
        newName,
        summary,
        starts,
        changed,
        worth,
        strategies,
        intakes,
        release,
        viable,
        closed,
        floors,
        notes);
  }

  /// Every number and note with its source, in the order of the file.
  public List<Assumption> assumptions() {
    List<Assumption> all = new ArrayList<>();
    fiscalYears.forEach(
        year -> all.add(Assumption.of("Budget of " + year.year() + ", dollars", year.budget())));
    all.add(Assumption.of("Horizon, years", worth.horizonYears()));
    all.add(Assumption.of("Weight of a person's pay gain", worth.payGainWeight()));
    all.add(Assumption.of("Outside hire, share of yearly pay", worth.hireShare()));
    all.add(Assumption.of("Severance, weeks of pay", worth.severanceWeeks()));
    all.add(
        Assumption.of(
            "Share of a shrinking role's people who would lose it", worth.leavingShare()));
    all.add(
        Assumption.of("Leave less often in a year after training, share", worth.retentionPoints()));
    all.add(Assumption.of("Replacing a leaver, share of yearly pay", worth.replacementShare()));
    all.add(Assumption.of("Filling the place left, share of yearly pay", worth.backfillShare()));
    for (Strategy strategy : Strategy.values()) {
      Optional.ofNullable(worth.paidShare().get(strategy))
          .ifPresent(f -> all.add(Assumption.of("Training on paid time, " + strategy.label(), f)));
      StrategyTerms terms = terms(strategy);
      terms
          .peopleLeast()
          .ifPresent(f -> all.add(Assumption.of("People at least, " + strategy.label(), f)));
      terms
          .peopleMost()
          .ifPresent(f -> all.add(Assumption.of("People at most, " + strategy.label(), f)));
      terms
          .budgetMost()
          .ifPresent(f -> all.add(Assumption.of("Dollars at most, " + strategy.label(), f)));
      terms
          .takeUp()
          .ifPresent(
              f -> all.add(Assumption.of("Take-up of those entitled, " + strategy.label(), f)));
    }
    all.add(Assumption.of("Intakes a year of each programme", intakes.perYear()));
    all.add(Assumption.of("Seats of an intake", intakes.seats()));
    all.add(Assumption.of("People an intake needs to run", intakes.minimum()));
    all.add(Assumption.of("Fixed price of an intake that runs, dollars", intakes.fixed()));
    all.add(Assumption.of("Pathways weighed for each role", intakes.pathwaysPerRole()));
    all.add(Assumption.of("Release, share of a site's hours", release.share()));
    all.add(Assumption.of("New pay at least, share of today's", viable.payShare()));
    all.add(Assumption.of("Job zones apart at most", viable.zoneStep()));
    all.add(Assumption.of("Hours of training at most", viable.hoursMost()));
    all.add(Assumption.of("Price for one person at most, dollars", viable.priceMost()));
    all.add(Assumption.of("Chance at least", viable.chanceLeast()));
    floors.forEach(floor -> all.add(Assumption.of("Floor: " + floor.name(), floor.value())));
    notes.forEach(note -> all.add(new Assumption(note.text(), "", note.kind(), note.source())));
    return all;
  }

  /// An assumption as people read it.
  ///
  /// @param value written out, empty for one in words
  public record Assumption(String name, String value, Figure.Kind kind, String source) {
    static Assumption of(String name, Figure figure) {
      return new Assumption(
          name,
          org.rung.server.pages.Formats.decimal(figure.value(), 3),
          figure.kind(),
          figure.source());
    }
  }
}
