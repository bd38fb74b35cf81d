package org.rung.server.api;

import java.util.OptionalLong;
import org.rung.server.rules.SmallGroups;

/// Numbers of people in answers.
public final class Counts {
  /// What the document says of every such number.
  public static final String HIDDEN = "null for a group of one to four, which is never shown.";

  private Counts() {}

  /// The number, empty for a group that is kept from view.
  public static OptionalLong of(long people) {
    return SmallGroups.hides(people) ? OptionalLong.empty() : OptionalLong.of(people);
  }

  /// What belongs to a group, empty where the group is kept from view.
  ///
  /// @param value for example its cents
  public static OptionalLong with(long people, long value) {
    return SmallGroups.hides(people) ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
