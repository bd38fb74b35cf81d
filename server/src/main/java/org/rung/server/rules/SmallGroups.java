package org.rung.server.rules;

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

  /// Whether a group of so many people is kept from view: one to four.
  public static boolean hides(long people) {
    return people > 0 && people < LEAST;
  }
}
