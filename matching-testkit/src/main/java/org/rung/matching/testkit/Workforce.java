package org.rung.matching.testkit;

import java.util.random.RandomGenerator;
import org.rung.matching.Instance;

/// One generated workforce; see [SeededInstances#workforce].
final class Workforce {
  private static final int QUARTERS = 4;
  private static final int YEARS = 2;
  private static final int STRATEGIES = 3;

  private final int people;
  private final int roles;
  private final int sites;
  private final int programmes;
  private final boolean different;
  private final boolean minimums;
  private final RandomGenerator random;
  private final Instance.Builder builder = Instance.builder();
  private final int[][] slot;
  private final int[][] release;
  private final int[] money = new int[YEARS];
  private final int[] strategyFloor = new int[STRATEGIES];
  private final int[][] intake;
  private final long[] price;
  private final int[] hours;
  private final int[] leadsTo;
  private final int[] alsoLeadsTo;
  private final long[] gain;

  /// @param different whether everybody's candidates are worth something else to them
  /// @param minimums whether intakes have a minimum and a fixed price
  Workforce(int people, boolean different, boolean minimums, RandomGenerator random) {
    this.people = people;
    this.different = different;
    this.minimums = minimums;
    this.random = random;
    roles = Math.max(8, Math.min(60, people / 500));
    sites = Math.max(2, Math.min(24, people / 1_200));
    programmes = Math.max(10, Math.min(48, people / 600));
    slot = new int[roles][YEARS];
    release = new int[sites][QUARTERS];
    intake = new int[programmes][QUARTERS];
    price = new long[programmes];
    hours = new int[programmes];
    leadsTo = new int[programmes];
    alsoLeadsTo = new int[programmes];
    gain = new long[roles];
  }

  Instance build() {
    for (int year = 0; year < YEARS; year++) {
      money[year] = builder.limit("money, year " + (year + 1), people * 40_000L);
    }
    for (int role = 0; role < roles; role++) {
      gain[role] = random.nextLong(1_000_000, 6_000_000);
      for (int year = 0; year < YEARS; year++) {
        slot[role][year] =
            builder.limit(
                "slots of role %d, year %d".formatted(role, year + 1),
                people / roles / 12 + random.nextInt(people / roles / 4 + 2));
      }
    }
    for (int site = 0; site < sites; site++) {
      for (int quarter = 0; quarter < QUARTERS; quarter++) {
        release[site][quarter] =
            builder.limit(
                "release hours of site %d, quarter %d".formatted(site, quarter + 1),
                people * random.nextLong(5, 12) / sites + 50);
      }
    }
    for (int strategy = 0; strategy < STRATEGIES; strategy++) {
      strategyFloor[strategy] = builder.limit("people of strategy " + strategy, -people / 100);
    }
    int hourlyShare = builder.limit("at least 60 % hourly", 0);
    int pledge = builder.limit("at least one in twelve", -people / 12);
    for (int p = 0; p < programmes; p++) {
      price[p] = random.nextLong(2, 25) * 50_000;
      hours[p] = random.nextInt(4, 20) * 10;
      leadsTo[p] = random.nextInt(roles);
      alsoLeadsTo[p] = random.nextInt(roles);
      for (int quarter = 0; quarter < QUARTERS; quarter++) {
        long seats = 5 + random.nextLong(people / programmes / 8 + 10);
        intake[p][quarter] =
            builder.intake(
                "programme %d, quarter %d".formatted(p, quarter + 1),
                seats,
                minimums ? seats * random.nextLong(2, 6) / 10 : 0,
                minimums ? random.nextLong(0, 10) * 50_000 : 0,
                money[quarter * YEARS / QUARTERS]);
      }
    }
    long[][] skill = new long[roles][programmes];
    for (long[] row : skill) {
      for (int p = 0; p < programmes; p++) {
        row[p] = random.nextLong(5, 96);
      }
    }
    // Every role finds a programme of every strategy.
    for (int role = 0; role < roles; role++) {
      for (int strategy = 0; strategy < STRATEGIES; strategy++) {
        skill[role][(role + strategy) % programmes] = 90;
      }
    }
    for (int e = 0; e < people; e++) {
      int role = random.nextInt(roles) * random.nextInt(roles) / roles;
      int site = random.nextInt(sites) * random.nextInt(sites) / sites;
      int band = random.nextInt(12);
      boolean hourly = (role * 7 + band) % 3 > 0;
      builder.person("person " + e);
      for (int p = 0; p < programmes; p++) {
        if (skill[role][p] < 90) {
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
    if (different) {
      worth += worth / 1_000 * random.nextLong(-150, 151) + random.nextLong(1_000);
    }
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
