package org.rung.matching.testkit;

import java.util.random.RandomGenerator;
import org.rung.matching.Instance;

/// One generated workforce; see [SeededInstances#workforce].
final class Workforce {
  private static final int ROLES = 60;
  private static final int SITES = 24;
  private static final int PROGRAMMES = 48;
  private static final int QUARTERS = 4;
  private static final int YEARS = 2;
  private static final int STRATEGIES = 3;

  private final int people;
  private final RandomGenerator random;
  private final Instance.Builder builder = Instance.builder();
  private final int[][] slot = new int[ROLES][YEARS];
  private final int[][] release = new int[SITES][QUARTERS];
  private final int[] money = new int[YEARS];
  private final int[] strategyFloor = new int[STRATEGIES];
  private final int[][] intake = new int[PROGRAMMES][QUARTERS];
  private final long[] price = new long[PROGRAMMES];
  private final int[] hours = new int[PROGRAMMES];
  private final int[] leadsTo = new int[PROGRAMMES];
  private final int[] alsoLeadsTo = new int[PROGRAMMES];
  private final long[] gain = new long[ROLES];

  Workforce(int people, RandomGenerator random) {
    this.people = people;
    this.random = random;
  }

  Instance build() {
    for (int year = 0; year < YEARS; year++) {
      money[year] = builder.limit("money, year " + (year + 1), people * 40_000L);
    }
    for (int role = 0; role < ROLES; role++) {
      gain[role] = random.nextLong(1_000_000, 6_000_000);
      for (int year = 0; year < YEARS; year++) {
        slot[role][year] =
            builder.limit(
                "slots of role %d, year %d".formatted(role, year + 1),
                people / 900 + random.nextInt(people / 250 + 2));
      }
    }
    for (int site = 0; site < SITES; site++) {
      for (int quarter = 0; quarter < QUARTERS; quarter++) {
        release[site][quarter] =
            builder.limit(
                "release hours of site %d, quarter %d".formatted(site, quarter + 1),
                people * random.nextLong(3, 9) / SITES + 50);
      }
    }
    for (int strategy = 0; strategy < STRATEGIES; strategy++) {
      strategyFloor[strategy] = builder.limit("people of strategy " + strategy, -people / 60);
    }
    int hourlyShare = builder.limit("at least 60 % hourly", 0);
    int pledge = builder.limit("at least one in twelve", -people / 12);
    for (int p = 0; p < PROGRAMMES; p++) {
      price[p] = random.nextLong(2, 25) * 50_000;
      hours[p] = random.nextInt(4, 20) * 10;
      leadsTo[p] = random.nextInt(ROLES);
      alsoLeadsTo[p] = random.nextInt(ROLES);
      for (int quarter = 0; quarter < QUARTERS; quarter++) {
        long seats = 5 + random.nextLong(people / 400 + 10);
        intake[p][quarter] =
            builder.intake(
                "programme %d, quarter %d".formatted(p, quarter + 1),
                seats,
                seats * random.nextLong(2, 6) / 10,
                random.nextLong(0, 30) * 50_000,
                money[quarter * YEARS / QUARTERS]);
      }
    }
    long[][] skill = new long[ROLES][PROGRAMMES];
    for (long[] row : skill) {
      for (int p = 0; p < PROGRAMMES; p++) {
        row[p] = random.nextLong(5, 96);
      }
    }
    for (int e = 0; e < people; e++) {
      int role = random.nextInt(ROLES) * random.nextInt(ROLES) / ROLES;
      int site = random.nextInt(SITES) * random.nextInt(SITES) / SITES;
      int band = random.nextInt(12);
      boolean hourly = (role * 7 + band) % 3 > 0;
      builder.person("person " + e);
      for (int p = 0; p < PROGRAMMES; p++) {
        if (skill[role][p] < 88) {
          continue;
        }
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
          addCandidate(
              e, p, leadsTo[p], quarter, site, skill[role][p], band, hourly, hourlyShare, pledge);
          if (alsoLeadsTo[p] != leadsTo[p] && quarter % 2 == 0) {
            addCandidate(
                e,
                p,
                alsoLeadsTo[p],
                quarter,
                site,
                skill[role][p],
                band,
                hourly,
                hourlyShare,
                pledge);
          }
        }
      }
    }
    return builder.build();
  }

  private void addCandidate(
      int e,
      int p,
      int role,
      int quarter,
      int site,
      long skill,
      int band,
      boolean hourly,
      int hourlyShare,
      int pledge) {
    int year = quarter * YEARS / QUARTERS;
    long worth =
        gain[role] * skill * (100 - 3 * band) / 10_000
            - price[p]
            - hours[p] * 2_500L
            - quarter * 10_000L;
    builder.candidate(
        "programme %d to role %d in quarter %d".formatted(p, role, quarter + 1), worth);
    builder
        .use(money[year], price[p])
        .use(slot[role][year], 1)
        .use(release[site][quarter], hours[p]);
    builder
        .use(strategyFloor[p % STRATEGIES], -1)
        .use(hourlyShare, hourly ? -40 : 60)
        .use(pledge, -1);
    builder.seat(intake[p][quarter]);
  }
}
