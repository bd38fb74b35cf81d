package org.rung.matching.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.rung.matching.Instance;

/// Seeded random instances: the same settings and seed give the same instance. Small ones for
/// trying all plans, with `anInstance()`; ones shaped like a workforce with [#workforce].
public final class SeededInstances {
  private int fewestPeople = 1;
  private int mostPeople = 5;
  private int mostCandidates = 4;
  private int mostBudgets = 3;
  private int mostIntakes = 3;
  private int mostFloors = 1;
  private int largestWorth = 1_000;
  private boolean fixedPrices = true;

  private SeededInstances() {}

  public static SeededInstances anInstance() {
    return new SeededInstances();
  }

  public SeededInstances people(int fewest, int most) {
    fewestPeople = fewest;
    mostPeople = most;
    return this;
  }

  /// Each person has 0 to `most`.
  public SeededInstances candidates(int most) {
    mostCandidates = most;
    return this;
  }

  public SeededInstances budgets(int most) {
    mostBudgets = most;
    return this;
  }

  public SeededInstances intakes(int most) {
    mostIntakes = most;
    return this;
  }

  public SeededInstances floors(int most) {
    mostFloors = most;
    return this;
  }

  public SeededInstances worth(int largest) {
    largestWorth = largest;
    return this;
  }

  public SeededInstances withoutFixedPrices() {
    fixedPrices = false;
    return this;
  }

  public Instance seed(long seed) {
    RandomGenerator random = generator(seed);
    Instance.Builder builder = Instance.builder();
    int people = random.nextInt(fewestPeople, mostPeople + 1);
    int budgets = random.nextInt(mostBudgets + 1);
    int floors = random.nextInt(mostFloors + 1);
    int intakes = random.nextInt(mostIntakes + 1);
    boolean whole = random.nextBoolean();
    for (int j = 0; j < budgets; j++) {
      builder.limit("budget " + j, random.nextInt(whole ? 4 : 5 * people + 5));
    }
    for (int j = 0; j < floors; j++) {
      builder.limit("floor " + j, -random.nextInt(0, people + 1));
    }
    for (int c = 0; c < intakes; c++) {
      long seats = random.nextInt(0, people + 2);
      builder.intake(
          "intake " + c,
          seats,
          random.nextLong(seats + 1),
          fixedPrices && random.nextBoolean() ? random.nextInt(largestWorth) : 0,
          budgets > 0 && random.nextInt(3) == 0 ? random.nextInt(budgets) : Instance.NONE);
    }
    for (int e = 0; e < people; e++) {
      builder.person("person " + e);
      int candidates = random.nextInt(mostCandidates + 1);
      for (int k = 0; k < candidates; k++) {
        builder.candidate("candidate " + k, random.nextInt(-largestWorth / 5, largestWorth));
        for (int j = 0; j < budgets; j++) {
          if (random.nextInt(3) > 0) {
            builder.use(j, whole ? 1 : random.nextInt(-1, 12));
          }
        }
        for (int j = budgets; j < budgets + floors; j++) {
          if (random.nextBoolean()) {
            builder.use(j, random.nextInt(-3, 2));
          }
        }
        for (int c = 0; c < intakes; c++) {
          if (random.nextInt(3) == 0) {
            builder.seat(c);
          }
        }
      }
    }
    return builder.build();
  }

  /// A workforce: roles, sites, programmes with dated intakes that have seats, a minimum and a
  /// fixed price, slots by role and year, release hours by site and quarter, money by fiscal year,
  /// and floors (people per strategy, a share for hourly staff). People of one role, site and pay
  /// band have candidates alike, as in life. About 20 candidates a person, 200 to 300 limits.
  public static Instance workforce(int people, long seed) {
    return new Workforce(people, false, true, generator(seed)).build();
  }

  /// A [#workforce] in which no two people are alike: each candidate is worth up to 15 % more or
  /// less to its person.
  ///
  /// @param minimums whether intakes have a minimum and a fixed price
  public static Instance differentPeople(int people, boolean minimums, long seed) {
    return new Workforce(people, true, minimums, generator(seed)).build();
  }

  /// The family of the first experiment: a budget, openings by role and seats by programme, all of
  /// them scarce, and no two people alike. People have 0.3 to 1 times `candidates` candidates;
  /// programmes and roles of low numbers are drawn more often.
  ///
  /// @param programmes with 0.5 seats a person in all, unevenly
  /// @param roles with 0.45 openings a person in all, unevenly
  public static Instance firstExperiment(
      int people, int programmes, int roles, int candidates, long seed) {
    return new FirstExperiment(people, programmes, roles, candidates, generator(seed)).build();
  }

  /// The second family: as [#firstExperiment], and a fifth of the intakes have a minimum and a
  /// fixed price, money comes by year (six), training takes release hours from the person's site in
  /// one or two of 24 quarters (a site for each 300 people), at least 60 % of the people are hourly
  /// staff and at least 30 % of all get something.
  public static Instance sitesAndQuarters(
      int people, int programmes, int roles, int candidates, long seed) {
    return new SitesAndQuarters(people, programmes, roles, candidates, generator(seed)).build();
  }

  static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
