package org.rung.matching.testkit;

import java.util.random.RandomGenerator;
import org.rung.matching.Instance;

/// One instance of the first experiment's family; see [SeededInstances#firstExperiment].
final class FirstExperiment {
  private static final double CENTS = 100;
  private static final double DENSITY = 1.5; // programmes and roles of high numbers are drawn less
  private static final int REDRAWS = 20;

  private final int people;
  private final int programmes;
  private final int roles;
  private final int candidates;
  private final RandomGenerator random;

  FirstExperiment(int people, int programmes, int roles, int candidates, RandomGenerator random) {
    this.people = people;
    this.programmes = programmes;
    this.roles = roles;
    this.candidates = candidates;
    this.random = random;
  }

  Instance build() {
    Instance.Builder builder = Instance.builder();
    double[] price = new double[programmes];
    double[] worth = new double[roles];
    int budget = builder.limit("budget", Math.round(0.33 * people * 3_500 * CENTS));
    for (int r = 0; r < roles; r++) {
      worth[r] = logNormal(9.6, 0.5);
      long openings = Math.round(0.45 * people / roles * logNormal(0, 0.7));
      builder.limit("openings of role " + r, Math.max(1, openings));
    }
    for (int p = 0; p < programmes; p++) {
      price[p] = logNormal(8.3, 0.8);
      long seats = Math.round(0.5 * people / programmes * logNormal(0, 0.7));
      builder.intake("programme " + p, Math.max(1, seats), 0, 0, Instance.NONE);
    }
    boolean[] drawn = new boolean[programmes * roles];
    int[] pair = new int[candidates];
    for (int e = 0; e < people; e++) {
      builder.person("person " + e);
      double person = random.nextGaussian();
      int count = Math.max(1, (int) Math.round(candidates * random.nextDouble(0.3, 1)));
      for (int k = 0; k < count; k++) {
        int p = towardsLow(programmes);
        int r = towardsLow(roles);
        for (int n = 0; n < REDRAWS && drawn[p * roles + r]; n++) {
          p = towardsLow(programmes);
          r = towardsLow(roles);
        }
        pair[k] = p * roles + r;
        drawn[pair[k]] = true;
        double chance = 1 / (1 + Math.exp(-(person + 0.8 * random.nextGaussian() + 0.5)));
        long cost = Math.round(price[p] * random.nextDouble(0.8, 1.2) * CENTS);
        builder.candidate("candidate " + k, Math.round(chance * worth[r] * CENTS) - cost);
        builder.use(budget, cost).use(1 + r, 1).seat(p);
      }
      for (int k = 0; k < count; k++) {
        drawn[pair[k]] = false;
      }
    }
    return builder.build();
  }

  private int towardsLow(int count) {
    return (int) (count * Math.pow(random.nextDouble(), DENSITY));
  }

  private double logNormal(double mean, double deviation) {
    return Math.exp(mean + deviation * random.nextGaussian());
  }
}
