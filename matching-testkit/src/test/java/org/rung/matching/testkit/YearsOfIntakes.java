package org.rung.matching.testkit;

import java.util.random.RandomGenerator;
import org.rung.matching.Instance;

/// An employer of hundreds of intakes that stand in for each other: a programme is taught each year
/// in a room, with a minimum and a fixed price, and from anywhere, without. When and how makes no
/// difference to what it is worth but for its cost; slots of a role add up over the years, money
/// comes by year, and a pledge asks for a third of the people.
final class YearsOfIntakes {
  private static final int YEARS = 6;
  private static final int ROLES = 72;
  private static final int PER_ROLE = 3; // programmes that lead to a role
  private static final double PLEDGE = 1.0 / 3;
  private static final long CENTS = 100;

  private final int people;
  private final Draws draws;
  private final RandomGenerator random;

  YearsOfIntakes(int people, long seed) {
    this.people = people;
    random = SeededInstances.generator(seed);
    draws = new Draws(random, ROLES, ROLES, YEARS);
  }

  Instance build() {
    Instance.Builder builder = Instance.builder();
    int[] budget = new int[YEARS];
    for (int year = 0; year < YEARS; year++) {
      budget[year] = builder.limit("budget of year " + year, people * 450L * CENTS);
    }
    int pledge = builder.limit("the pledge", -Math.round(PLEDGE * people));
    int[][] slots = new int[ROLES][YEARS];
    double[] worth = new double[ROLES];
    for (int r = 0; r < ROLES; r++) {
      worth[r] = draws.logNormal(9.6, 0.3);
      double all = 0.5 * people / ROLES * draws.logNormal(0, 0.6);
      for (int year = 0; year < YEARS; year++) {
        slots[r][year] =
            builder.limit(
                "slots of role " + r + " up to year " + year,
                Math.max(1, Math.round(all * (year + 1) / YEARS)));
      }
    }
    int programmes = ROLES;
    double[] price = new double[programmes];
    int[][] room = new int[programmes][YEARS];
    int[][] anywhere = new int[programmes][YEARS];
    for (int p = 0; p < programmes; p++) {
      price[p] = draws.logNormal(8, 0.5);
      for (int year = 0; year < YEARS; year++) {
        long seats = Math.max(5, Math.round(0.004 * people * draws.logNormal(0, 0.6)));
        String name = "programme " + p + " in year " + year;
        long fixed = Math.round(seats * price[p] * 0.1 * CENTS);
        room[p][year] = builder.intake(name, seats, seats / 5, fixed, budget[year]);
        anywhere[p][year] = builder.intake(name + " from anywhere", people, 0, 0, budget[year]);
      }
    }
    for (int e = 0; e < people; e++) {
      builder.person("person " + e);
      int role = random.nextInt(ROLES);
      double dear = random.nextDouble(0.97, 1.03);
      for (int way = 0; way < PER_ROLE; way++) {
        int to = (role + 1 + 5 * way) % ROLES;
        int p = (to + way) % programmes;
        double odd = random.nextDouble(0.8, 1.2);
        int first = random.nextInt(YEARS - 1);
        for (int year = first; year < first + 2; year++) {
          for (int[][] how : new int[][][] {room, anywhere}) {
            boolean taught = how == room;
            long cost = Math.round(price[p] * (taught ? 0.8 : 1) * CENTS);
            builder.candidate(
                "role " + to + " in year " + year + (taught ? "" : " from anywhere"),
                Math.round(worth[to] * dear * odd * CENTS) - cost);
            builder.use(budget[year], cost).use(pledge, -1).seat(how[p][year]);
            for (int later = year; later < YEARS; later++) {
              builder.use(slots[to][later], 1);
            }
          }
        }
      }
    }
    return builder.build();
  }
}
