package org.rung.server.rules;

import java.util.List;

/// The rules of the files alone, for tests without a database.
public final class RulesAsShipped {
  private RulesAsShipped() {}

  /// @param place where the employer is, for example `US`
  public static Rules in(String place) {
    return new Rules(ShippedRules.read(), rule -> List.of(), new Place(place));
  }
}
