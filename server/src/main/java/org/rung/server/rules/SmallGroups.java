package org.rung.server.rules;

/// Groups under five people are never shown: a count that small could find a person, and so could
/// the pay or the share of such a group. Zero says nothing of anybody and is shown.
public final class SmallGroups {
  /// The smallest group that is shown.
  public static final int LEAST = 5;

  private SmallGroups() {}

  /// Whether a group of so many people is kept from view: one to four.
  public static boolean hides(long people) {
    return people > 0 && people < LEAST;
  }
}
