package org.rung.matching.testkit;

import static org.rung.matching.testkit.Draws.CENTS;

import java.util.random.RandomGenerator;
import org.rung.matching.Instance;

/// One instance of the first experiment's family; see [SeededInstances#firstExperiment].
final class FirstExperiment {
  private final int people;
  private final int programmes;
  private final int roles;
  private final RandomGenerator random;
  private final Draws draws;

  FirstExperiment(int people, int programmes, int roles, int candidates, RandomGenerator random) {
    this.people = people;
    this.programmes = programmes;
    this.roles = roles;
    this.random = random;
    draws = new Draws(random, programmes, roles, candidates);
  }

  Instance build() {
    Instance.Builder builder = Instance.builder();
    double[] price = new double[programmes];
    double[] worth = new double[roles];
    int budget = builder.limit("budget", Math.round(0.33 * people * 3_500 * CENTS));
    for (int r = 0; r < roles; r++) {
      worth[r] = draws.logNormal(9.6, 0.5);
      long openings = Math.round(0.45 * people / roles * draws.logNormal(0, 0.7));
      builder.limit("openings of role " + r, Math.max(1, openings));
    }
    for (int p = 0; p < programmes; p++) {
      price[p] = draws.logNormal(8.3, 0.8);
      long seats = Math.round(0.5 * people / programmes * draws.logNormal(0, 0.7));
      builder.intake("programme " + p, Math.max(1, seats), 0, 0, Instance.NONE);
    }
    for (int e = 0; e < people; e++) {
      builder.person("person " + e);
      double person = random.nextGaussian();
      int count = draws.nextPerson();
      for (int k = 0; k < count; k++) {
        draws.nextPair();
        int p = draws.programme();
        int r = draws.role();
        double chance = draws.chance(person);
        long cost = draws.cost(price[p]);
        builder.candidate("candidate " + k, Math.round(chance * worth[r] * CENTS) - cost);
        builder.use(budget, cost).use(1 + r, 1).seat(p);
      }
    }
    return builder.build();
  }
}
