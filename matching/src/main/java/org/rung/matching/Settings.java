package org.rung.matching;

import java.time.Duration;

/// How long and how hard to look.
///
/// @param gapTarget stop when the certified gap is at most this fraction, 0 to 1; 0.001 is 0.1 %
/// @param timeLimit stop after this time with the best plan so far; above zero
/// @param threads how many threads share the passes over the candidates, 1 to 1024; the answer does
///   not depend on it
/// @param seed of the search's random choices
public record Settings(double gapTarget, Duration timeLimit, int threads, long seed) {
  public Settings {
    if (!(gapTarget >= 0 && gapTarget <= 1)) {
      throw new IllegalArgumentException("gapTarget: " + gapTarget + " is outside 0..1");
    }
    if (timeLimit.isZero() || timeLimit.isNegative()) {
      throw new IllegalArgumentException("timeLimit: " + timeLimit + " is not above zero");
    }
    Instance.within("threads", threads, 1, 1024);
  }

  /// A gap of 0.01 %, a minute, every core, seed 1.
  public static Settings standard() {
    return new Settings(
        0.0001,
        Duration.ofMinutes(1),
        Math.min(1024, Runtime.getRuntime().availableProcessors()),
        1);
  }
}
