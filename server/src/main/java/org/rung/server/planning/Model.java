package org.rung.server.planning;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.rung.matching.Instance;

/// An instance of the optimiser, and what its numbers mean.
///
/// @param route per candidate the position in `routes`
/// @param intakeOf per candidate the position in `intakes`
/// @param limits in the order of the instance's
/// @param intakes in the order of the instance's
/// @param without per person why there is no candidate; null where there is one
record Model(
    Instance instance,
    Workforce workforce,
    List<Route> routes,
    int[] route,
    int[] intakeOf,
    List<Limit> limits,
    List<Intake> intakes,
    @Nullable WithoutCandidate[] without,
    Reserve reserve,
    Worth.Maker worths,
    Kept kept,
    Accepted accepted) {

  /// @param kind as the table has it
  /// @param role position among the roles, for slots
  /// @param year fiscal year, for money and slots
  /// @param unit of a floor: how many units a person makes; 1 for every other
  /// @param span of slots: their number at the low and at the high end of the forecast of openings
  record Limit(
      String kind,
      String label,
      OptionalInt role,
      OptionalInt year,
      long unit,
      Optional<Span> span) {}

  /// Slots up to a year, at both ends of the forecast.
  record Span(long low, long high) {}

  /// @param seats beside those of accepted places
  /// @param open a school outside, which takes everybody into classes of its own
  /// @param accepted seats that accepted places have
  record Intake(
      long programme,
      String programmeName,
      LocalDate starts,
      int fiscalYear,
      long seats,
      long minimum,
      long fixedCents,
      boolean open,
      long accepted) {}

  /// Money kept for the education benefit, which is a right.
  ///
  /// @param entitled people who may use it, as far as the files can tell
  /// @param expected people of them who do
  /// @param cents over all fiscal years
  record Reserve(int entitled, int cannotTell, int expected, long cents) {}

  /// What of a candidate's worth in the instance is counted for keeping what the person was given,
  /// in cents.
  long keptCents(int e, int k) {
    return kept.cents(workforce.name()[e], routes.get(route[k]), intakes.get(intakeOf[k]).starts());
  }

  /// People with at least one candidate.
  int withCandidate() {
    int count = 0;
    for (int e = 0; e < instance.personCount(); e++) {
      if (instance.endOfCandidates(e) > instance.firstCandidate(e)) {
        count++;
      }
    }
    return count;
  }
}
