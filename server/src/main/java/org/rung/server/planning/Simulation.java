package org.rung.server.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Plays a plan many times: in each run everybody with a place completes, or does not, by the
/// chance of the place. The same seed gives the same ranges.
///
/// A completed place is filled, and its price is spent; the fixed price of an intake that runs is
/// spent in every run.
final class Simulation {
  private static final int MILLION = 1_000_000;

  private final int runs;
  private final long seed;

  Simulation(int runs, long seed) {
    this.runs = runs;
    this.seed = seed;
  }

  /// People who go the same way.
  ///
  /// @param role they would have then, empty where it is no new role here
  /// @param people how many, each by themselves
  record Group(String role, int year, int chanceMillionths, long priceCents, int people) {}

  /// What 10, 50 and 90 of a hundred runs stay at or under.
  ///
  /// @param people planned
  /// @param planned places or cents, if everybody completes
  record Range(
      String kind, String label, long people, long planned, long low, long middle, long high) {
    static final String PLACES = "places";
    static final String MONEY = "money";
  }

  private static final class Tally {
    final long[] sums;
    long people;
    long planned;

    Tally(int runs, long always) {
      sums = new long[runs];
      Arrays.fill(sums, always);
      planned = always;
    }
  }

  /// Plays all runs. Takes people × runs draws.
  ///
  /// @param fixed cents spent in every run, by fiscal year
  /// @return places by role, then money by fiscal year
  List<Range> of(List<Group> groups, Map<Integer, Long> fixed) {
    Map<String, Tally> places = new TreeMap<>();
    Map<Integer, Tally> money = new TreeMap<>();
    fixed.forEach((year, cents) -> money.put(year, new Tally(runs, cents)));
    SplittableRandom random = new SplittableRandom(seed);
    for (Group group : groups) {
      Tally place =
          group.role().isEmpty()
              ? new Tally(runs, 0)
              : places.computeIfAbsent(group.role(), role -> new Tally(runs, 0));
      Tally spent = money.computeIfAbsent(group.year(), year -> new Tally(runs, 0));
      place.people += group.people();
      place.planned += group.people();
      spent.people += group.people();
      spent.planned += group.priceCents() * group.people();
      for (int run = 0; run < runs; run++) {
        int completed = 0;
        for (int i = 0; i < group.people(); i++) {
          if (random.nextInt(MILLION) < group.chanceMillionths()) {
            completed++;
          }
        }
        place.sums[run] += completed;
        spent.sums[run] += completed * group.priceCents();
      }
    }
    List<Range> ranges = new ArrayList<>();
    places.forEach((role, tally) -> ranges.add(range(Range.PLACES, role, tally)));
    money.forEach((year, tally) -> ranges.add(range(Range.MONEY, year.toString(), tally)));
    return ranges;
  }

  private Range range(String kind, String label, Tally tally) {
    Arrays.sort(tally.sums);
    return new Range(
        kind,
        label,
        tally.people,
        tally.planned,
        tally.sums[at(10)],
        tally.sums[at(50)],
        tally.sums[at(90)]);
  }

  /// The first of the sorted runs with so many of a hundred at or under it.
  private int at(int percent) {
    return Math.max(0, Math.ceilDiv(runs * percent, 100) - 1);
  }
}
