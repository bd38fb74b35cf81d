package org.rung.server.rules;

import java.util.List;

/// What a rule says of one case, always with the clause it stands on, the facts it looked at and
/// the day.
public sealed interface Answer {
  /// The clause that was applied.
  Clause clause();

  /// The day and the facts.
  Case asked();

  /// The rule allows it.
  record Yes(Clause clause, Case asked) implements Answer {}

  /// The rule forbids it.
  ///
  /// @param reason what is against it, for the person concerned
  /// @param change the smallest change that would turn the answer
  record No(Clause clause, Case asked, String reason, String change) implements Answer {}

  /// A fact is missing, so the rule says neither.
  ///
  /// @param missing the facts to give: those about people in the words of the import's columns
  record CannotTell(Clause clause, Case asked, List<String> missing) implements Answer {
    public CannotTell {
      missing = List.copyOf(missing);
    }
  }
}
