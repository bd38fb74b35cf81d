package org.rung.server.rules;

import java.util.Arrays;
import java.util.Comparator;

/// Groups under five people are never shown: a count that small could find a person, and so could
/// the pay or the share of such a group. Zero says nothing of anybody and is shown.
public final class SmallGroups {
  /// The smallest group that is shown.
  public static final int LEAST = 5;

  private SmallGroups() {}

  /// Which parts of a whole may be shown where the whole is shown, too: none that is hidden, and
  /// none whose showing would tell what is hidden as the rest. What is kept from view is nothing,
  /// or at least two parts that have five people together.
  ///
  /// @param parts people in each
  public static boolean[] shownBeside(long... parts) {
    boolean[] shown = new boolean[parts.length];
    long hidden = 0;
    int groups = 0;
    for (int i = 0; i < parts.length; i++) {
      shown[i] = !hides(parts[i]);
      if (!shown[i]) {
        hidden += parts[i];
        groups++;
      }
    }
    while (groups > 0 && (groups < 2 || hides(hidden))) {
      int smallest = -1;
      for (int i = 0; i < parts.length; i++) {
        if (shown[i] && parts[i] > 0 && (smallest < 0 || parts[i] < parts[smallest])) {
          smallest = i;
        }
      }
      if (smallest < 0) {
        break;
      }
      shown[smallest] = false;
      hidden += parts[smallest];
      groups++;
    }
    return shown;
  }

  /// How groups that make up a whole are told.
  ///
  /// @param alone by group, whether it is told by itself; the others are told together
  /// @param hidden whether nothing of them can be told
  public record Telling(boolean[] alone, boolean hidden) {}

  /// How to tell groups that are cut into parts, where the sums over all groups are shown: a group
  /// is told by itself only if each of its parts is nought or five at least. The others are told
  /// together, with as many of the smallest groups as it takes until the sum of each part is so,
  /// too.
  ///
  /// @param groups by group the people in each part; the parts of a group do not overlap
  public static Telling told(long[][] groups) {
    Integer[] order = new Integer[groups.length];
    boolean[] small = new boolean[groups.length];
    int smalls = 0;
    for (int g = 0; g < groups.length; g++) {
      order[g] = g;
      small[g] = Arrays.stream(groups[g]).anyMatch(SmallGroups::hides);
      smalls += small[g] ? 1 : 0;
    }
    boolean[] alone = new boolean[groups.length];
    Arrays.fill(alone, true);
    if (smalls == 0) {
      return new Telling(alone, false);
    }
    Arrays.sort(
        order,
        Comparator.<Integer>comparingInt(g -> small[g] ? 0 : 1)
            .thenComparingLong(g -> Arrays.stream(groups[g]).sum())
            .thenComparingInt(g -> g));
    long[] sums = new long[groups[0].length];
    for (int n = 0; n < order.length; n++) {
      alone[order[n]] = false;
      for (int part = 0; part < sums.length; part++) {
        sums[part] += groups[order[n]][part];
      }
      if (n + 1 >= Math.max(smalls, 2) && Arrays.stream(sums).noneMatch(SmallGroups::hides)) {
        return new Telling(alone, false);
      }
    }
    return new Telling(alone, true);
  }

  /// Whether a group of so many people is kept from view: one to four.
  public static boolean hides(long people) {
    return people > 0 && people < LEAST;
  }
}
