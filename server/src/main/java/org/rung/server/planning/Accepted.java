package org.rung.server.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.rung.server.programmes.Strategy;

/// What accepted places take from the limits of a model, before anybody is placed.
final class Accepted {
  /// Nobody accepted anything.
  static final Accepted NOTHING = new Accepted(List.of());

  private final Map<Integer, Place> byPerson = new HashMap<>();
  private final Map<Run, Long> seats = new HashMap<>();

  private record Run(long programme, LocalDate starts) {}

  /// @param places of people in the workforce file; of two of a person the later counts
  Accepted(List<Place> places) {
    places.forEach(place -> byPerson.put(place.person(), place));
    byPerson
        .values()
        .forEach(place -> seats.merge(new Run(place.programme(), place.starts()), 1L, Long::sum));
  }

  /// A place as the model counts.
  ///
  /// @param person position in the workforce
  /// @param year position of the fiscal year it begins in; before the first one its money is spent
  /// @param doneYear position of the fiscal year its opening is filled in
  /// @param toRole position among the roles, empty where it fills no opening
  record Place(
      int person,
      long programme,
      LocalDate starts,
      int year,
      int doneYear,
      OptionalInt toRole,
      Strategy strategy,
      long priceCents,
      boolean paidTime) {}

  /// Those of the files' people, with the scenario's years.
  static Accepted of(
      List<AcceptedPlaces.AcceptedPlace> all,
      Workforce workforce,
      Map<Integer, Integer> rolePositions,
      Scenario scenario,
      Map<Long, Integer> weeks) {
    Map<Long, Integer> positions = new HashMap<>();
    for (int e = 0; e < workforce.size(); e++) {
      positions.put(workforce.person()[e], e);
    }
    List<Place> places = new ArrayList<>();
    for (AcceptedPlaces.AcceptedPlace place : all) {
      Integer person = positions.get(place.person());
      if (person == null) {
        continue;
      }
      Integer role =
          place.toRole().isPresent() ? rolePositions.get(place.toRole().getAsInt()) : null;
      places.add(
          new Place(
              person,
              place.programme(),
              place.starts(),
              year(scenario, place.starts()),
              year(scenario, place.starts().plusWeeks(weeks.getOrDefault(place.programme(), 0))),
              role == null ? OptionalInt.empty() : OptionalInt.of(role),
              place.strategy(),
              place.priceCents(),
              place.paidTime()));
    }
    return new Accepted(places);
  }

  private static int year(Scenario scenario, LocalDate day) {
    return day.isBefore(scenario.fiscalYears().getFirst().from()) ? -1 : scenario.fiscalYearOf(day);
  }

  int count() {
    return byPerson.size();
  }

  boolean has(int person) {
    return byPerson.containsKey(person);
  }

  Iterable<Place> places() {
    return byPerson.values();
  }

  /// Seats of a run.
  long seats(long programme, LocalDate starts) {
    return seats.getOrDefault(new Run(programme, starts), 0L);
  }

  /// Money of a fiscal year, in cents; the education benefit has its own.
  long cents(int year, boolean education) {
    return byPerson.values().stream()
        .filter(place ->
            place.year() == year && (place.strategy() == Strategy.EDUCATION_BENEFIT) == education)
        .mapToLong(Place::priceCents)
        .sum();
  }

  /// Money of a strategy within the scenario's years, in cents.
  long cents(Strategy strategy) {
    return byPerson.values().stream()
        .filter(place -> place.strategy() == strategy && place.year() >= 0)
        .mapToLong(Place::priceCents)
        .sum();
  }

  /// Openings of a role that are filled up to a fiscal year.
  long slots(int role, int year) {
    return byPerson.values().stream()
        .filter(place ->
            place.toRole().isPresent()
                && place.toRole().getAsInt() == role
                && place.doneYear() <= year)
        .count();
  }

  /// A department in the quarter that begins on a day.
  record Quarter(int department, LocalDate first) {}

  /// Hours of release that these places take, by department and quarter, as the pathway says that
  /// the person follows; none where no pathway does.
  Map<Quarter, Long> release(
      Workforce workforce, List<Route> routes, Timetable timetable, Worth.Maker worths) {
    Map<Quarter, Long> hours = new HashMap<>();
    for (Place place : byPerson.values()) {
      if (!place.paidTime()) {
        continue;
      }
      routes.stream()
          .filter(route ->
              route.fromRole() == workforce.role()[place.person()]
                  && route.programme() == place.programme()
                  && route.strategy() == place.strategy())
          .findFirst()
          .ifPresent(route -> {
            List<LocalDate> quarters = timetable.quarters(place.starts(), route.weeks());
            long each = (long) Math.ceil(worths.paidHours(route) / Math.max(1, quarters.size()));
            for (LocalDate first : quarters) {
              hours.merge(
                  new Quarter(workforce.department()[place.person()], first), each, Long::sum);
            }
          });
    }
    return hours;
  }

  /// People of a strategy.
  long people(Strategy strategy) {
    return byPerson.values().stream().filter(place -> place.strategy() == strategy).count();
  }
}
