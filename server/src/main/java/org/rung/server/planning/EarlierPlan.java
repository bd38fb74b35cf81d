package org.rung.server.planning;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.matching.Instance;
import org.rung.matching.Prices;
import org.rung.server.programmes.Strategy;

/// A plan that another starts from: its prices and who held what.
///
/// Limits and intakes are known by what they are, never by their number: the model is built anew,
/// and a limit may have come or gone.
///
/// @param here everybody of its workforce file, where that is not the newest; empty where it is
/// @param limits by [#limitKey]
/// @param intakes by [#intakeKey]
/// @param held by the person's id
record EarlierPlan(
    long plan,
    Optional<Set<Long>> here,
    Map<String, Limit> limits,
    Map<String, Intake> intakes,
    Map<Long, Held> held) {

  /// @param price millionths of a cent for one more unit
  record Limit(long price, long capacity, long used) {}

  /// @param seat millionths of a cent for one more seat
  /// @param minimum the same for each person its minimum asks for
  record Intake(long seat, long minimum, long seats, long taken) {}

  /// What a person was given.
  ///
  /// @param keptCents counted for keeping it, beside its worth
  record Held(
      long programme,
      String programmeName,
      String toLabel,
      Strategy strategy,
      LocalDate starts,
      long worthCents,
      long keptCents) {
    /// Whether a candidate is the same pathway, whenever it starts.
    boolean is(Route route) {
      return route.programme() == programme
          && route.toLabel().equals(toLabel)
          && route.strategy() == strategy;
    }
  }

  static String limitKey(String kind, String label) {
    return kind + "\t" + label;
  }

  /// @param open whether it is a school outside, with classes of its own
  static String intakeKey(long programme, LocalDate starts, boolean open) {
    return programme + " " + starts + (open ? " open" : "");
  }

  /// The prices as a model has its limits and intakes; what is new there has none.
  Prices prices(Model model) {
    Instance instance = model.instance();
    long[] limit = new long[instance.limitCount()];
    long[] seat = new long[instance.intakeCount()];
    long[] minimum = new long[instance.intakeCount()];
    for (int j = 0; j < limit.length; j++) {
      Limit known = limits.get(limitKey(model, j));
      limit[j] = known == null ? 0 : known.price();
    }
    for (int c = 0; c < seat.length; c++) {
      Intake known = intakes.get(intakeKey(model, c));
      seat[c] = known == null ? 0 : known.seat();
      minimum[c] = known == null ? 0 : known.minimum();
    }
    return Prices.of(instance, limit, seat, minimum);
  }

  static String limitKey(Model model, int j) {
    Model.Limit limit = model.limits().get(j);
    return limitKey(limit.kind(), limit.label());
  }

  static String intakeKey(Model model, int c) {
    Model.Intake intake = model.intakes().get(c);
    return intakeKey(intake.programme(), intake.starts(), intake.open());
  }

  /// A pathway that was weighed for somebody, with what it was worth.
  record Weighed(long programme, String toLabel, Strategy strategy, long worthCents) {
    boolean is(Route route) {
      return route.programme() == programme
          && route.toLabel().equals(toLabel)
          && route.strategy() == strategy;
    }
  }

  /// Answers what was weighed for some people, by their ids.
  @FunctionalInterface
  interface Weighing {
    Map<Long, List<Weighed>> of(Set<Long> people);
  }
}
