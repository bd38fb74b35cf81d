package org.rung.server.openings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.api.Counts;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Openings by role and fiscal year, as JSON.
@JsonApi
class OpeningsApi {
  private final Openings openings;

  OpeningsApi(Openings openings) {
    this.openings = openings;
  }

  /// A role with its openings.
  record RoleWithOpenings(
      int role,
      String title,
      @Meaning("Its O*NET-SOC code.") Optional<String> occupation,
      @Meaning("The SOC major group.") String family,
      @Meaning("People in it now; " + Counts.HIDDEN) OptionalLong people,
      List<Year> years) {
    static RoleWithOpenings of(RoleOpenings role) {
      return new RoleWithOpenings(
          role.roleId(),
          role.title(),
          role.occupation(),
          role.family(),
          Counts.of(role.people()),
          role.years().stream().map(Year::of).toList());
    }
  }

  /// The openings of a fiscal year.
  record Year(
      @Meaning("The calendar year it is named for.") int year,
      @Meaning("Places, whole.") int openings,
      @Meaning("What the forecast says, whatever was set.") int forecast,
      @Meaning("At most every tenth outcome lies below.") int low,
      @Meaning("At most every tenth outcome lies above.") int high,
      @Meaning("Who set it; null for the forecast.") Optional<String> setBy,
      @Meaning("When it was set.") Optional<Instant> setAt,
      @Meaning("Why it was set.") Optional<String> reason,
      @Meaning("What a change names as seen: the number of the setting, 0 for the forecast.")
          long seen) {
    static Year of(YearOpenings year) {
      Optional<YearOpenings.Origin.Set> set =
          year.origin() instanceof YearOpenings.Origin.Set given
              ? Optional.of(given)
              : Optional.empty();
      return new Year(
          year.year(),
          year.openings(),
          year.forecast(),
          year.low(),
          year.high(),
          set.map(YearOpenings.Origin.Set::by),
          set.map(YearOpenings.Origin.Set::at),
          set.map(YearOpenings.Origin.Set::reason),
          set.map(YearOpenings.Origin.Set::id).orElse(0L));
    }
  }

  private List<RoleOpenings> forecast() {
    return openings.forecast(openings.nextYears(), Assumptions.DEFAULT);
  }

  @Told(value = "List openings by role", more = "By title.")
  @GetMapping("/openings")
  Page<RoleWithOpenings> all(
      Paging paging,
      @RequestParam(defaultValue = "") @Meaning("Part of a title.") String find,
      @RequestParam(defaultValue = "") @Meaning("A SOC major group, empty for all.")
          String family) {
    String wanted = find.strip().toLowerCase(Locale.ROOT);
    return paging
        .of(
            forecast().stream()
                .filter(role -> role.title().toLowerCase(Locale.ROOT).contains(wanted))
                .filter(role -> family.isEmpty() || role.family().equals(family))
                .toList())
        .map(RoleWithOpenings::of);
  }

  /// A role with its openings and all that was ever set.
  record RoleWithHistory(
      RoleWithOpenings openings, @Meaning("Newest first.") List<Setting> history) {}

  /// A decision about a role and year.
  record Setting(
      long id,
      int year,
      @Meaning("Null where the forecast was taken back to.") Optional<Integer> openings,
      String reason,
      boolean fromFile,
      @Meaning("The account.") String by,
      Instant at) {}

  @Told("Read the openings of a role")
  @GetMapping("/openings/{role}")
  RoleWithHistory one(@PathVariable int role) {
    RoleOpenings found =
        forecast().stream()
            .filter(one -> one.roleId() == role)
            .findFirst()
            .orElseThrow(() -> Openings.none(role));
    return new RoleWithHistory(
        RoleWithOpenings.of(found),
        openings.history(role).stream()
            .map(set ->
                new Setting(
                    set.id(),
                    set.year(),
                    set.openings(),
                    set.reason(),
                    set.fromFile(),
                    set.by(),
                    set.at()))
            .toList());
  }

  /// How the forecast of a role is made. Counts of one to four people are taken as 2.5 in all of
  /// it.
  record ForecastMade(
      @Meaning("What goes in, in the order of the sum.") List<ForecastInput> inputs,
      @Meaning("The years of the lines below.") List<ForecastYear> years,
      @Meaning("The sum line by line.") List<ForecastLine> lines) {}

  /// Something that goes into a forecast.
  record ForecastInput(
      String what,
      @Meaning("In words, with its unit.") String value,
      @Meaning("Where it comes from or how it is worked out; says so where it is assumed.")
          String source) {}

  /// A fiscal year of a forecast.
  record ForecastYear(int year, LocalDate from, @Meaning("The last day.") LocalDate until) {}

  /// A line of the sum.
  record ForecastLine(
      String what, @Meaning("A value for each of the years, in words.") List<String> values) {}

  @Told(
      value = "Read how the forecast of a role is made",
      more = "Every input with its source, and the sum by year.")
  @GetMapping("/openings/{role}/forecast")
  ForecastMade made(@PathVariable int role) {
    List<FiscalYear> years = openings.nextYears();
    Making making = openings.making(role, years, Assumptions.DEFAULT);
    return new ForecastMade(
        OpeningsView.steps(making, openings.latest().orElse(LocalDate.EPOCH), Assumptions.DEFAULT)
            .stream()
            .map(step -> new ForecastInput(step.what(), step.value(), step.how()))
            .toList(),
        years.stream().map(y -> new ForecastYear(y.year(), y.from(), y.until())).toList(),
        OpeningsView.lines(making).stream()
            .map(line -> new ForecastLine(line.what(), line.values()))
            .toList());
  }

  /// Openings to set instead of the forecast.
  record Wanted(
      @Meaning("A fiscal year.") int year,
      @Meaning("Places, 0 to " + Openings.MOST + ".") int openings,
      @Meaning("Why, for whoever reads the plan.") String reason,
      @Meaning("What you saw: the number of the setting, 0 for the forecast.") long seen) {}

  @Told(
      value = "Set the openings of a role and year",
      problems = {ProblemType.REFUSED})
  @PostMapping("/openings/{role}")
  RoleWithHistory set(@PathVariable int role, @RequestBody Wanted wanted) {
    openings.set(
        role, wanted.year(), wanted.openings(), wanted.reason(), Frames.viewer(), wanted.seen());
    return one(role);
  }

  /// A setting to take back.
  record TakenBack(
      @Meaning("A fiscal year.") int year,
      @Meaning("What you saw: the number of the setting.") long seen) {}

  @Told(
      value = "Go back to the forecast of a role and year",
      problems = {ProblemType.REFUSED})
  @PostMapping("/openings/{role}/forecast")
  RoleWithHistory undo(@PathVariable int role, @RequestBody TakenBack taken) {
    openings.undo(role, taken.year(), Frames.viewer(), taken.seen());
    return one(role);
  }
}
