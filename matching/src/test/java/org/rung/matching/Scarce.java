package org.rung.matching;

import java.time.Duration;
import java.util.SplittableRandom;

/// People for whom money, openings and seats are all scarce, no two of them alike.
final class Scarce {
  static final int OPENINGS = 30;
  static final int INTAKES = 20;

  private Scarce() {}

  /// @param largest worth of a candidate, cents
  static Instance people(int people, long largest, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance.Builder builder = Instance.builder();
    builder.limit("budget", people * 100_000L);
    for (int j = 0; j < OPENINGS; j++) {
      builder.limit("openings " + j, people / 60);
    }
    for (int c = 0; c < INTAKES; c++) {
      builder.intake("intake " + c, people / 40, 0, 0, Instance.NONE);
    }
    for (int e = 0; e < people; e++) {
      builder.person("person " + e);
      for (int k = 0; k < 8; k++) {
        builder.candidate("candidate " + k, random.nextLong(largest / 10, largest));
        builder.use(0, random.nextLong(200_000, 500_000));
        builder.use(1 + random.nextInt(OPENINGS), 1);
        builder.seat(random.nextInt(INTAKES));
      }
    }
    return builder.build();
  }

  /// Prices near the best, by row.
  static double[] prices(Instance instance) {
    double[] price = new double[instance.limitCount() + instance.intakeCount()];
    Settings rough = new Settings(0.002, Duration.ofSeconds(60), 2, 1);
    ((Outcome.Solved) Optimiser.solve(instance, rough, Progress.UNHEARD)).prices().inCents(price);
    return price;
  }
}
