package org.rung.benchmarks;

import org.rung.matching.Instance;
import org.rung.matching.testkit.SeededInstances;

/// Which instance is compared.
///
/// @param candidates most of a person
record Family(Kind kind, int people, int programmes, int roles, int candidates, long seed) {
  enum Kind {
    /// [SeededInstances#firstExperiment].
    FIRST,
    /// [SeededInstances#sitesAndQuarters].
    SECOND
  }

  private static final int PEOPLE = 20_000;

  /// Programmes, roles and candidates: of 20,000, 100,000 and 300,000 people those of the first
  /// experiment, of a million some more; fewer people have fewer programmes and roles in step, so
  /// that each stays as large.
  static Family of(Kind kind, int people, long seed) {
    if (people < PEOPLE) {
      int programmes = Math.max(2, (int) (200L * people / PEOPLE));
      return new Family(kind, people, programmes, Math.max(2, 3 * programmes / 2), 30, seed);
    }
    if (people <= 50_000) {
      return new Family(kind, people, 200, 300, 30, seed);
    }
    if (people <= 200_000) {
      return new Family(kind, people, 300, 600, 30, seed);
    }
    return people <= 500_000
        ? new Family(kind, people, 500, 1_000, 40, seed)
        : new Family(kind, people, 800, 1_500, 40, seed);
  }

  Instance instance() {
    return switch (kind) {
      case FIRST -> SeededInstances.firstExperiment(people, programmes, roles, candidates, seed);
      case SECOND -> SeededInstances.sitesAndQuarters(people, programmes, roles, candidates, seed);
    };
  }
}
