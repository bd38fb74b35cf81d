package org.rung.benchmarks;

import org.rung.matching.Instance;
import org.rung.matching.testkit.SeededInstances;

/// How large the compared instance is.
///
/// @param candidates most of a person
record Family(int people, int programmes, int roles, int candidates, long seed) {
  /// The sizes of the first experiment: programmes, roles and candidates grow with the people.
  static Family of(int people, long seed) {
    return people <= 50_000
        ? new Family(people, 200, 300, 30, seed)
        : people <= 200_000
            ? new Family(people, 300, 600, 30, seed)
            : new Family(people, 500, 1_000, 40, seed);
  }

  Instance instance() {
    return SeededInstances.firstExperiment(people, programmes, roles, candidates, seed);
  }
}
