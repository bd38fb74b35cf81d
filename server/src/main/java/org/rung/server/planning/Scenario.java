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
/// @param stability dollars of worth given up at most to keep a person at what the published plan
///   gave; empty for none
/// @param closed roles that a plan may not lead to or take from
/// @param floors what at least must hold
/// @param forecasts other forecasts of openings that a plan is held against, beside both ends of
///   the forecast itself
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
    Optional<Figure> stability,
    List<Closed> closed,
    List<Floor> floors,
    Optional<List<Forecast>> forecasts,
    List<Note> notes) {

  private static final double MOST_DOLLARS = 1e12;
  private static final double MOST_PEOPLE = 1e8;
  private static final double MOST_STABILITY = 1e7;
  private static final int LONGEST_NAME = 200;

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
  /// @param value people for [Kind#PEOPLE]; a share of those served for shares; for [Kind#PARITY]
  ///   the least ratio of the group's places to its share of those with a pathway
  /// @param group for [Kind#GROUP_SHARE] and [Kind#PARITY] whom it is about, as `pay-kind: hourly`
  public record Floor(String name, Kind kind, Figure value, Optional<String> group) {
    public Floor {
      boolean grouped = kind == Kind.GROUP_SHARE || kind == Kind.PARITY;
      group = group.filter(words -> !words.isBlank());
      if (grouped && group.isEmpty()) {
        throw new ScenarioProblem(
            "The floor “%s” names no group. Give one like “pay-kind: hourly”.".formatted(name));
      }
      if (!grouped && group.isPresent()) {
        throw new ScenarioProblem(
            "The floor “%s” is not about a group, and names “%s”. Take the group away, or make it a share or parity of a group."
                .formatted(name, group.get()));
      }
      group.ifPresent(Group::of);
    }

    /// Whom it is about, where it is about a group of the scenario's own words.
    Optional<Group> people() {
      return group.map(Group::of);
    }

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
      PART_TIME_SHARE,
      /// At least this share of those served is in a group.
      @JsonProperty("group-share")
      GROUP_SHARE,
      /// A group's share of those served is at least so many times its share of those with a
      /// pathway to weigh: 0.8 is four fifths, 1 is the same share.
      @JsonProperty("parity")
      PARITY
    }
  }

  /// Another forecast of openings.
  ///
  /// @param openings share of the expected openings of every role and year; 1.2 is a fifth more
  public record Forecast(String name, Figure openings) {
    public Forecast {
      if (name.isBlank()) {
        throw new ScenarioProblem("A forecast has no name. Give one, for example “A recession”.");
      }
    }
  }

  /// The forecasts, none where the scenario names none.
  List<Forecast> otherForecasts() {
    return forecasts.orElseGet(List::of);
  }

  /// An assumption in words.
  public record Note(String text, Figure.Kind kind, String source) {}

  public Scenario {
    fiscalYears = List.copyOf(fiscalYears);
    strategies = Map.copyOf(strategies);
    closed = List.copyOf(closed);
    floors = List.copyOf(floors);
    forecasts = forecasts.map(List::copyOf);
    notes = List.copyOf(notes);
    if (name.isBlank()) {
      throw new ScenarioProblem("name", "The scenario has no name. Give one under “name”.");
    }
    if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw new ScenarioProblem(
          "name",
          "The name has %d letters, or one that no text has. Give at most %d letters."
              .formatted(name.length(), LONGEST_NAME));
    }
    if (fiscalYears.isEmpty()) {
      throw new ScenarioProblem(
          "fiscal_years",
          "The scenario has no fiscal year. Give at least one under “fiscal_years”.");
    }
    Set<Integer> years = new HashSet<>();
    LocalDate last = LocalDate.MIN;
    for (FiscalYear year : fiscalYears) {
      if (!years.add(year.year()) || !year.from().isAfter(last)) {
        throw new ScenarioProblem(
            "fiscal_years",
            "Fiscal year %d is twice there or out of order. List each year once, in order."
                .formatted(year.year()));
      }
      last = year.from();
    }
    if (starts.isBefore(fiscalYears.getFirst().from())
        || !starts.isBefore(fiscalYears.getLast().from().plusYears(1))) {
      throw new ScenarioProblem(
          "starts",
          "The plan starts on %s, outside its fiscal years. Give a day from %s on."
              .formatted(starts, fiscalYears.getFirst().from()));
    }
    for (Strategy strategy : Strategy.values()) {
      if (!strategies.containsKey(strategy)) {
        throw new ScenarioProblem(
            "strategies",
            "The strategy %s has no terms. Add it under “strategies”; {} sets none."
                .formatted(strategy.label()));
      }
    }
    for (Place place :
        places(
            fiscalYears,
            worth,
            strategies,
            intakes,
            release,
            viable,
            stability,
            floors,
            forecasts.orElseGet(List::of))) {
      place.figure().ifPresent(place::require);
    }
    if (intakes.minimum().value() > intakes.seats().value()) {
      throw new ScenarioProblem(
          "intakes.minimum",
          "An intake needs %.0f people and has %.0f seats. Give a minimum that the seats can hold."
              .formatted(intakes.minimum().value(), intakes.seats().value()));
    }
  }

  /// The budgets of all years together, in cents.
  public long budgetCents() {
    return fiscalYears.stream().mapToLong(year -> year.budget().cents()).sum();
  }

  /// What keeping a person at what the published plan gave counts, in cents.
  long stabilityCents() {
    return stability.map(Figure::cents).orElse(0L);
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
        stability,
        closed,
        floors,
        forecasts,
        notes);
  }

  /// Every number and note with its source, in the order of the file.
  public List<Assumption> assumptions() {
    List<Assumption> all = new ArrayList<>();
    places()
        .forEach(place -> place.figure().ifPresent(f -> all.add(Assumption.of(place.label(), f))));
    notes.forEach(note -> all.add(new Assumption(note.text(), "", note.kind(), note.source())));
    return all;
  }

  /// Every place of the file that holds a figure, in the order of the file; one that is empty here
  /// too, where it may be.
  List<Place> places() {
    return places(
        fiscalYears,
        worth,
        strategies,
        intakes,
        release,
        viable,
        stability,
        floors,
        otherForecasts());
  }

  private static List<Place> places(
      List<FiscalYear> fiscalYears,
      Worth worth,
      Map<Strategy, StrategyTerms> strategies,
      Intakes intakes,
      Release release,
      Viable viable,
      Optional<Figure> stability,
      List<Floor> floors,
      List<Forecast> forecasts) {
    List<Place> all = new ArrayList<>();
    for (int i = 0; i < fiscalYears.size(); i++) {
      FiscalYear year = fiscalYears.get(i);
      all.add(
          Place.of(
              "fiscal_years.%d.budget".formatted(i),
              "Budget of " + year.year() + ", dollars",
              year.budget(),
              0,
              MOST_DOLLARS));
    }
    all.add(Place.of("worth.horizon_years", "Horizon, years", worth.horizonYears(), 0, 50));
    all.add(
        Place.of(
            "worth.pay_gain_weight",
            "Weight of a person's pay gain",
            worth.payGainWeight(),
            0,
            100));
    all.add(
        Place.of(
            "worth.hire_share", "Outside hire, share of yearly pay", worth.hireShare(), 0, 10));
    all.add(
        Place.of(
            "worth.severance_weeks", "Severance, weeks of pay", worth.severanceWeeks(), 0, 520));
    all.add(
        Place.of(
            "worth.leaving_share",
            "Share of a shrinking role's people who would lose it",
            worth.leavingShare(),
            0,
            1));
    all.add(
        Place.of(
            "worth.retention_points",
            "Leave less often in a year after training, share",
            worth.retentionPoints(),
            0,
            1));
    all.add(
        Place.of(
            "worth.replacement_share",
            "Replacing a leaver, share of yearly pay",
            worth.replacementShare(),
            0,
            10));
    all.add(
        Place.of(
            "worth.backfill_share",
            "Filling the place left, share of yearly pay",
            worth.backfillShare(),
            0,
            10));
    for (Strategy strategy : Strategy.values()) {
      StrategyTerms terms = Objects.requireNonNull(strategies.get(strategy));
      String at = "strategies." + strategy.code() + ".";
      all.add(
          Place.may(
              "worth.paid_share." + strategy.code(),
              "Training on paid time, " + strategy.label(),
              Optional.ofNullable(worth.paidShare().get(strategy)),
              1));
      all.add(
          Place.may(
              at + "people_least",
              "People at least, " + strategy.label(),
              terms.peopleLeast(),
              MOST_PEOPLE));
      all.add(
          Place.may(
              at + "people_most",
              "People at most, " + strategy.label(),
              terms.peopleMost(),
              MOST_PEOPLE));
      all.add(
          Place.may(
              at + "budget_most",
              "Dollars at most, " + strategy.label(),
              terms.budgetMost(),
              MOST_DOLLARS));
      all.add(
          Place.may(
              at + "take_up", "Take-up of those entitled, " + strategy.label(), terms.takeUp(), 1));
    }
    all.add(
        Place.of("intakes.per_year", "Intakes a year of each programme", intakes.perYear(), 1, 52));
    all.add(Place.of("intakes.seats", "Seats of an intake", intakes.seats(), 1, 100_000));
    all.add(
        Place.of(
            "intakes.minimum", "People an intake needs to run", intakes.minimum(), 0, 100_000));
    all.add(
        Place.of(
            "intakes.fixed",
            "Fixed price of an intake that runs, dollars",
            intakes.fixed(),
            0,
            MOST_DOLLARS));
    all.add(
        Place.of(
            "intakes.pathways_per_role",
            "Pathways weighed for each role",
            intakes.pathwaysPerRole(),
            1,
            1000));
    all.add(Place.of("release.share", "Release, share of a site's hours", release.share(), 0, 1));
    all.add(
        Place.of(
            "viable.pay_share", "New pay at least, share of today's", viable.payShare(), 0, 10));
    all.add(Place.of("viable.zone_step", "Job zones apart at most", viable.zoneStep(), 0, 5));
    all.add(
        Place.of("viable.hours_most", "Hours of training at most", viable.hoursMost(), 0, 100_000));
    all.add(
        Place.of(
            "viable.price_most",
            "Price for one person at most, dollars",
            viable.priceMost(),
            0,
            MOST_DOLLARS));
    all.add(Place.of("viable.chance_least", "Chance at least", viable.chanceLeast(), 0, 1));
    all.add(
        Place.may(
            "stability",
            "Keeping what the published plan gave, dollars a person",
            stability,
            MOST_STABILITY));
    for (int i = 0; i < floors.size(); i++) {
      Floor floor = floors.get(i);
      all.add(
          Place.of(
              "floors.%d.value".formatted(i),
              "Floor: " + floor.name(),
              floor.value(),
              0,
              floor.kind() == Floor.Kind.PEOPLE ? MOST_PEOPLE : 1));
    }
    for (int i = 0; i < forecasts.size(); i++) {
      all.add(
          Place.of(
              "forecasts.%d.openings".formatted(i),
              "Forecast: " + forecasts.get(i).name() + ", share of the expected openings",
              forecasts.get(i).openings(),
              0,
              100));
    }
    return all;
  }

  /// A place of the file that holds a figure.
  ///
  /// @param path words of the file with points between, lists counted from 0
  /// @param label for people, with the unit
  /// @param figure empty where it may be and is
  /// @param needed whether it must be given
  /// @param least smallest value, inclusive
  /// @param most largest value, inclusive
  record Place(
      String path,
      String label,
      Optional<Figure> figure,
      boolean needed,
      double least,
      double most) {
    static Place of(String path, String label, Figure figure, double least, double most) {
      return new Place(path, label, Optional.of(figure), true, least, most);
    }

    static Place may(String path, String label, Optional<Figure> figure, double most) {
      return new Place(path, label, figure, false, 0, most);
    }

    private void require(Figure given) {
      if (given.value() < least || given.value() > most) {
        throw new ScenarioProblem(
            path,
            "“%s” is %s. Give a value from %s to %s."
                .formatted(label, number(given.value()), number(least), number(most)));
      }
    }

    private static String number(double value) {
      return org.rung.server.pages.Formats.decimal(value, 3);
    }
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
