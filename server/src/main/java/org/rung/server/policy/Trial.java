package org.rung.server.policy;

import java.util.Set;
import java.util.function.BiConsumer;
import org.rung.server.rules.Rules;

/// A capability that knows what a change of its rules does to each person, by the same evaluators
/// that answer the person.
public interface Trial {
  /// The names of its rules.
  Set<String> rules();

  /// Asks about everybody under both versions, on the first day of the second.
  ///
  /// @param before what would hold on that day without the change
  /// @param after what would hold with it
  /// @param changed takes everybody whose answer changes
  /// @param step takes how many of how many people are done
  Told tell(
      Rules.Version before,
      Rules.Version after,
      java.util.function.Consumer<Changed> changed,
      BiConsumer<Long, Long> step);

  /// Somebody whose answer changes.
  ///
  /// @param person the id in `people`, `name` the one in the employer's files
  /// @param was the answer without the change, in words; `becomes` with it
  /// @param gains whether it is better for the person
  /// @param cents what it costs more at most in a year, below 0 where it costs less
  record Changed(
      long person,
      String name,
      String department,
      String was,
      String becomes,
      boolean gains,
      long cents) {}

  /// What was asked.
  ///
  /// @param people by department
  /// @param cost what the cents mean, in a sentence
  record Told(java.util.Map<String, Long> people, String cost) {
    public Told {
      people = java.util.Map.copyOf(people);
    }
  }
}
