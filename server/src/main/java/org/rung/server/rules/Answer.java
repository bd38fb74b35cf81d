package org.rung.server.rules;

import java.util.List;

/// What a rule says of one case, always with the clause it stands on.
public sealed interface Answer {
  /// The clause that was applied.
  Clause clause();

  /// The rule allows it.
  record Yes(Clause clause) implements Answer {}

  /// The rule forbids it.
  ///
  /// @param reason what is against it, for the person concerned
  /// @param change the smallest change that would turn the answer
  record No(Clause clause, String reason, String change) implements Answer {}

  /// A fact is missing, so the rule says neither.
  ///
  /// @param missing the facts to give, in the words of the import's columns
  record CannotTell(Clause clause, List<String> missing) implements Answer {
    public CannotTell {
      missing = List.copyOf(missing);
    }
  }
}
