package org.rung.matching;

import java.util.OptionalLong;

/// Hears how the search goes and says whether it goes on.
@FunctionalInterface
public interface Progress {
  /// Never stops the search.
  Progress UNHEARD = report -> true;

  /// Called some times a second, from the thread that called `solve`.
  ///
  /// @return whether to go on; `false` cancels, and the best plan so far is the answer
  boolean goesOn(Report report);

  /// What the search is doing.
  enum Phase {
    PRICING,
    PLANNING,
    IMPROVING,
    SEARCHING
  }

  /// @param iterations of the phase so far
  /// @param worthCents of the best plan so far, if there is one
  /// @param boundCents that no plan exceeds, if one is known
  record Report(Phase phase, long iterations, OptionalLong worthCents, OptionalLong boundCents) {}
}
