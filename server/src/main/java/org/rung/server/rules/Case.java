package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/// What a rule was asked about: the day, and the facts that it looked at.
///
/// @param day the day for which it was asked, which picked the version
/// @param facts by name, as people read them; nothing else was looked at
public record Case(LocalDate day, Map<String, String> facts) {
  public Case {
    facts = Map.copyOf(facts);
  }

  /// The facts in the order of their names, for pages and records.
  public Map<String, String> inOrder() {
    return new TreeMap<>(facts);
  }
}
