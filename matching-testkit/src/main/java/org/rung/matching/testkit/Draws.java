package org.rung.matching.testkit;

import java.util.random.RandomGenerator;

/// What the families of [SeededInstances] draw alike: pairs of a programme and a role of which no
/// person has one twice, chances, prices.
final class Draws {
  static final double CENTS = 100;
  private static final double DENSITY = 1.5; // programmes and roles of high numbers are drawn less
  private static final int REDRAWS = 20;

  private final RandomGenerator random;
  private final int programmes;
  private final int roles;
  private final boolean[] drawn; // per pair, whether the person has it
  private final int[] pairs; // of the person
  private int count;

  /// @param candidates most of a person
  Draws(RandomGenerator random, int programmes, int roles, int candidates) {
    this.random = random;
    this.programmes = programmes;
    this.roles = roles;
    drawn = new boolean[programmes * roles];
    pairs = new int[candidates];
  }

  /// Forgets the pairs of the person before.
  ///
  /// @return how many candidates the next person has
  int nextPerson() {
    while (count > 0) {
      drawn[pairs[--count]] = false;
    }
    return Math.max(1, (int) Math.round(pairs.length * random.nextDouble(0.3, 1)));
  }

  /// A programme and a role that the person does not have yet; after many vain draws, one it has.
  void nextPair() {
    int p = towardsLow(programmes);
    int r = towardsLow(roles);
    for (int n = 0; n < REDRAWS && drawn[p * roles + r]; n++) {
      p = towardsLow(programmes);
      r = towardsLow(roles);
    }
    pairs[count] = p * roles + r;
    drawn[pairs[count++]] = true;
  }

  int programme() {
    return pairs[count - 1] / roles;
  }

  int role() {
    return pairs[count - 1] % roles;
  }

  /// Logistic of the person's own draw and one more.
  double chance(double person) {
    return 1 / (1 + Math.exp(-(person + 0.8 * random.nextGaussian() + 0.5)));
  }

  /// What a programme costs one person, cents.
  ///
  /// @param dollars what it costs as a rule
  long cost(double dollars) {
    return Math.round(dollars * random.nextDouble(0.8, 1.2) * CENTS);
  }

  double logNormal(double mean, double deviation) {
    return Math.exp(mean + deviation * random.nextGaussian());
  }

  private int towardsLow(int count) {
    return (int) (count * Math.pow(random.nextDouble(), DENSITY));
  }
}
