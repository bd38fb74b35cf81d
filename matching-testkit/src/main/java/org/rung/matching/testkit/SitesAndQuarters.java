package org.rung.matching.testkit;

import static org.rung.matching.testkit.Draws.CENTS;

import java.util.random.RandomGenerator;
import org.rung.matching.Instance;

/// One instance of the second family; see [SeededInstances#sitesAndQuarters].
final class SitesAndQuarters {
  private static final int YEARS = 6;
  private static final int QUARTERS = 4 * YEARS;
  private static final int PEOPLE_A_SITE = 300;
  private static final double RELEASE = 0.015 * 480; // hours a person and quarter
  private static final double HOURLY = 0.7; // of the people
  private static final double PLEDGE = 0.3; // of the people

  private final int people;
  private final int sites;
  private final int programmes;
  private final int roles;
  private final RandomGenerator random;
  private final Draws draws;

  SitesAndQuarters(int people, int programmes, int roles, int candidates, RandomGenerator random) {
    this.people = people;
    this.programmes = programmes;
    this.roles = roles;
    this.random = random;
    draws = new Draws(random, programmes, roles, candidates);
    sites = Math.max(1, people / PEOPLE_A_SITE);
  }

  /// An intake of a programme: when, how long, at what price.
  private record Terms(int quarter, boolean twoQuarters, int hours, double price) {}

  Instance build() {
    Instance.Builder builder = Instance.builder();
    int[] budget = new int[YEARS];
    for (int year = 0; year < YEARS; year++) {
      double share = 0.33 * people * 3_500 / YEARS * draws.logNormal(0, 0.2);
      budget[year] = builder.limit("budget of year " + year, Math.round(share * CENTS));
    }
    int hourlyShare = builder.limit("at least 60 % hourly staff", 0);
    int pledge = builder.limit("people in all", -Math.round(PLEDGE * people));
    double[] worth = new double[roles];
    int firstRole = YEARS + 2;
    for (int r = 0; r < roles; r++) {
      worth[r] = draws.logNormal(9.6, 0.5);
      long openings = Math.round(0.45 * people / roles * draws.logNormal(0, 0.7));
      builder.limit("openings of role " + r, Math.max(1, openings));
    }
    int firstRelease = firstRole + roles;
    for (int site = 0; site < sites; site++) {
      for (int quarter = 0; quarter < QUARTERS; quarter++) {
        long hours = Math.max(160, Math.round(PEOPLE_A_SITE * RELEASE * draws.logNormal(0, 0.4)));
        builder.limit("release at site " + site + " in quarter " + quarter, hours);
      }
    }
    Terms[] terms = new Terms[programmes];
    for (int p = 0; p < programmes; p++) {
      Terms t =
          new Terms(
              random.nextInt(QUARTERS),
              random.nextBoolean(),
              8 * random.nextInt(3, 16),
              draws.logNormal(8.3, 0.8));
      terms[p] = t;
      long seats = Math.max(1, Math.round(0.5 * people / programmes * draws.logNormal(0, 0.7)));
      boolean ruled = random.nextInt(5) == 0;
      long minimum = ruled ? Math.round(seats * random.nextDouble(0.3, 0.6)) : 0;
      long fixed = ruled ? Math.round(minimum * t.price * random.nextDouble(0.2, 0.5) * CENTS) : 0;
      builder.intake("programme " + p, seats, minimum, fixed, budget[t.quarter / 4]);
    }
    for (int e = 0; e < people; e++) {
      builder.person("person " + e);
      int site = random.nextInt(sites);
      boolean hourly = random.nextDouble() < HOURLY;
      double person = random.nextGaussian() - (hourly ? 0.3 : 0);
      int count = draws.nextPerson();
      for (int k = 0; k < count; k++) {
        draws.nextPair();
        int p = draws.programme();
        int r = draws.role();
        Terms t = terms[p];
        double chance = draws.chance(person);
        long cost = draws.cost(t.price);
        builder.candidate("candidate " + k, Math.round(chance * worth[r] * CENTS) - cost);
        builder.use(budget[t.quarter / 4], cost).use(firstRole + r, 1).seat(p);
        builder.use(hourlyShare, hourly ? -2 : 3).use(pledge, -1);
        int release = firstRelease + site * QUARTERS + t.quarter;
        builder.use(release, t.hours);
        if (t.twoQuarters && t.quarter + 1 < QUARTERS) {
          builder.use(release + 1, t.hours);
        }
      }
    }
    return builder.build();
  }
}
