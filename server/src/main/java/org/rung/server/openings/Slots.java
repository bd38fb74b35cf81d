package org.rung.server.openings;

/// Whole slots: how many people a plan may send towards the openings of a role. Not everybody
/// accepts, completes and is placed, so there are more slots than openings.
public final class Slots {
  private Slots() {}

  /// The slots of a role and year: openings divided by the mean chance, rounded to the nearest
  /// whole, a half upwards.
  ///
  /// @param openings places, at least 0
  /// @param meanChance of the people who could take one to accept, complete and be placed; above 0,
  ///   at most 1
  public static int of(double openings, double meanChance) {
    if (!(openings >= 0)) {
      throw new IllegalArgumentException("openings %s: at least 0".formatted(openings));
    }
    if (!(meanChance > 0 && meanChance <= 1)) {
      throw new IllegalArgumentException("meanChance %s: above 0, at most 1".formatted(meanChance));
    }
    return Math.toIntExact(Math.round(openings / meanChance));
  }

  /// The slots open in each year when what is not filled carries forward.
  ///
  /// @param slots new in each year, each at least 0
  /// @param used in each year, each at least 0 and at most what is open then
  /// @return new slots of the year and what the years before left
  public static int[] carriedForward(int[] slots, int[] used) {
    if (slots.length != used.length) {
      throw new IllegalArgumentException(
          "%d years of slots and %d of use".formatted(slots.length, used.length));
    }
    int[] open = new int[slots.length];
    int left = 0;
    for (int year = 0; year < slots.length; year++) {
      open[year] = Math.addExact(left, slots[year]);
      if (slots[year] < 0 || used[year] < 0 || used[year] > open[year]) {
        throw new IllegalArgumentException(
            "year %d: %d new, %d used, %d open"
                .formatted(year, slots[year], used[year], open[year]));
      }
      left = open[year] - used[year];
    }
    return open;
  }
}
