package org.rung.server.planning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Prices;

/// What is left of a plan where there are fewer places than it was made for: whoever the plan's own
/// prices value least falls out first, and with an intake that too few are left for, everybody in
/// it. Nobody takes a place that falls free.
///
/// @param people whose place is still there
/// @param worthCents of them, fixed prices of the intakes that run taken off
record FallOut(int people, long worthCents) {

  /// @param under the instance with the places there are
  /// @param isPlaces whether a limit counts places; every other one the plan keeps
  static FallOut of(Instance under, int[] choice, Prices prices, IntPredicate isPlaces) {
    record Placed(int candidate, BigInteger after) {}
    List<Placed> order = new ArrayList<>();
    for (int candidate : choice) {
      if (candidate != Choice.NONE) {
        order.add(new Placed(candidate, prices.worthAfterPrices(under, candidate)));
      }
    }
    order.sort(Comparator.comparing(Placed::after).reversed().thenComparingInt(Placed::candidate));
    Map<Integer, Long> used = new HashMap<>();
    List<Integer> left = new ArrayList<>();
    for (Placed placed : order) {
      if (fits(under, placed.candidate(), used, isPlaces)) {
        left.add(placed.candidate());
      }
    }
    Map<Integer, Integer> taken = taken(under, left);
    while (left.removeIf(candidate -> sitsAmongTooFew(under, candidate, taken))) {
      taken.clear();
      taken.putAll(taken(under, left));
    }
    long worth = 0;
    for (int candidate : left) {
      worth += under.worthCents(candidate);
    }
    for (int intake : taken.keySet()) {
      worth -= under.fixedCents(intake);
    }
    return new FallOut(left.size(), worth);
  }

  /// Counts the candidate's places where all of them are there.
  private static boolean fits(
      Instance under, int candidate, Map<Integer, Long> used, IntPredicate isPlaces) {
    for (int i = 0; i < under.useCount(candidate); i++) {
      int limit = under.useLimit(candidate, i);
      if (isPlaces.test(limit)
          && used.getOrDefault(limit, 0L) + under.useAmount(candidate, i) > under.capacity(limit)) {
        return false;
      }
    }
    for (int i = 0; i < under.useCount(candidate); i++) {
      used.merge(under.useLimit(candidate, i), under.useAmount(candidate, i), Long::sum);
    }
    return true;
  }

  private static Map<Integer, Integer> taken(Instance under, List<Integer> candidates) {
    Map<Integer, Integer> taken = new HashMap<>();
    for (int candidate : candidates) {
      for (int i = 0; i < under.seatCount(candidate); i++) {
        taken.merge(under.seatIntake(candidate, i), 1, Integer::sum);
      }
    }
    return taken;
  }

  private static boolean sitsAmongTooFew(
      Instance under, int candidate, Map<Integer, Integer> taken) {
    for (int i = 0; i < under.seatCount(candidate); i++) {
      int intake = under.seatIntake(candidate, i);
      if (taken.getOrDefault(intake, 0) < under.minimum(intake)) {
        return true;
      }
    }
    return false;
  }
}
