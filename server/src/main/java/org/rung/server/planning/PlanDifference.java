package org.rung.server.planning;

import org.rung.server.rules.SmallGroups;

/// What changed for people from one plan to another.
///
/// @param entered in the second only
/// @param left in the first only
/// @param changed in both, on another pathway
/// @param same in both, on the same
public record PlanDifference(long entered, long left, long changed, long same) {
  /// Whether the numbers may be told: the people of both plans are, so what is hidden here must not
  /// be what is left of either.
  public boolean isTold() {
    return areTold(left, changed, same) && areTold(entered, changed, same);
  }

  private static boolean areTold(long... parts) {
    for (boolean shown : SmallGroups.shownBeside(parts)) {
      if (!shown) {
        return false;
      }
    }
    return true;
  }
}
