package org.rung.benchmarks;

import java.time.Duration;

/// An instance as a solver has it, built and not yet solved.
interface Prepared {
  /// Solves it; once.
  Answer solve(Duration atMost);
}
