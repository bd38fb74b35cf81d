package org.rung.server.examples;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Who was where at each roster: people are hired, go from role to role, and leave. One row a
/// person and roster, in flat arrays.
final class History {
  static final int ABSENT = -1;

  /// Rosters, the earliest first; the first is five years before the last, which the growth of the
  /// inputs is counted over.
  static final List<LocalDate> DAYS =
      List.of(LocalDate.of(2014, 6, 30), LocalDate.of(2018, 6, 30), LocalDate.of(2019, 6, 30));

  /// Years before the latest roster, of the others.
  static final int[] YEARS_BEFORE = {5, 1};

  private final Employer employer;
  private final Dice dice;
  private int people;
  private int[][] role = new int[DAYS.size()][1 << 12]; // by roster and person
  private int[][] site = new int[DAYS.size()][1 << 12];
  private short[] weeklyHours = new short[1 << 12];
  private float[] place = new float[1 << 12]; // in the pay of one's role, 0 to 1
  private int[] hired = new int[1 << 12]; // epoch day

  History(Employer employer, long seed) {
    this.employer = employer;
    this.dice = new Dice(seed, "history");
    for (int r = 0; r < employer.roles.size(); r++) {
      Employer.Role held = employer.roles.get(r);
      for (int i = 0; i < held.counts()[0]; i++) {
        double years = -StrictMath.log(1 - dice.unit()) * (held.of().hourly() ? 2.2 : 4.5);
        add(0, r, DAYS.getFirst().minusDays(1 + (long) (Math.min(19, years) * 365.25)));
      }
    }
    for (int s = 1; s < DAYS.size(); s++) {
      step(s);
    }
  }

  int people() {
    return people;
  }

  /// The role at a roster, [#ABSENT] when the person is not there.
  int role(int roster, int person) {
    return role[roster][person];
  }

  int site(int roster, int person) {
    return site[roster][person];
  }

  /// 40 for full time.
  int weeklyHours(int person) {
    return weeklyHours[person];
  }

  double place(int person) {
    return place[person];
  }

  LocalDate hired(int person) {
    return LocalDate.ofEpochDay(hired[person]);
  }

  /// Share that leaves the employer in a year. Assumed.
  static double leaving(Inputs.Title title) {
    return title.hourly() ? 0.24 + 0.14 * title.partTime() : 0.10;
  }

  private void add(int roster, int newRole, LocalDate hiredOn) {
    if (people == place.length) {
      int grown = people + (people >> 1);
      for (int s = 0; s < DAYS.size(); s++) {
        role[s] = Arrays.copyOf(role[s], grown);
        site[s] = Arrays.copyOf(site[s], grown);
      }
      weeklyHours = Arrays.copyOf(weeklyHours, grown);
      place = Arrays.copyOf(place, grown);
      hired = Arrays.copyOf(hired, grown);
    }
    for (int s = 0; s < DAYS.size(); s++) {
      role[s][people] = ABSENT;
      site[s][people] = ABSENT;
    }
    Employer.Role held = employer.roles.get(newRole);
    role[roster][people] = newRole;
    site[roster][people] = employer.site(held, dice);
    weeklyHours[people] = hours(held.of());
    place[people] = (float) dice.unit();
    hired[people] = (int) hiredOn.toEpochDay();
    people++;
  }

  /// Part-time hours. At the virtual customer service seven of ten work more than 20 hours, which
  /// earns benefits; elsewhere it is assumed.
  private short hours(Inputs.Title title) {
    if (!dice.happens(title.partTime())) {
      return 40;
    }
    double drawn = dice.unit();
    if (title.sites().getFirst().equals("home")) {
      return (short) (drawn < 0.3 ? 18 : drawn < 0.6 ? 22 : drawn < 0.85 ? 25 : 28);
    }
    return (short) (drawn < 0.15 ? 12 : drawn < 0.45 ? 16 : drawn < 0.75 ? 20 : 25);
  }

  /// From one roster to the next.
  private void step(int s) {
    double years = YEARS_BEFORE[s - 1] - (s < YEARS_BEFORE.length ? YEARS_BEFORE[s] : 0);
    int before = people;
    int[] now = new int[employer.roles.size()];
    for (int e = 0; e < before; e++) {
      int held = role[s - 1][e];
      if (held != ABSENT
          && !dice.happens(1 - StrictMath.pow(1 - leaving(employer.roles.get(held).of()), years))) {
        role[s][e] = held;
        site[s][e] = site[s - 1][e];
        now[held]++;
      }
    }
    for (int e = 0; e < before; e++) {
      int held = role[s][e];
      int to = held == ABSENT ? ABSENT : drawn(employer.roles.get(held), years);
      if (to != ABSENT && now[to] < employer.roles.get(to).counts()[s]) {
        now[held]--;
        now[to]++;
        move(s, e, to);
      }
    }
    dismiss(s, before, now);
    for (int r = 0; r < now.length; r++) {
      int wanted = employer.roles.get(r).counts()[s];
      long days = DAYS.get(s).toEpochDay() - DAYS.get(s - 1).toEpochDay();
      for (int i = now[r]; i < wanted; i++) {
        // Of those hired long ago many have left again.
        double since = dice.unit();
        add(s, r, DAYS.get(s).minusDays((long) (since * since * days)));
      }
    }
  }

  /// The role somebody goes to within the years, [#ABSENT] for none.
  private int drawn(Employer.Role from, double years) {
    double at = dice.unit();
    for (int i = 0; i < from.targets().length; i++) {
      at -= 1 - StrictMath.pow(1 - from.shares()[i], years);
      if (at < 0) {
        return from.targets()[i];
      }
    }
    return ABSENT;
  }

  private void move(int s, int e, int to) {
    Employer.Role target = employer.roles.get(to);
    role[s][e] = to;
    if (!target.of().sites().contains(employer.sites.get(site[s][e]).kind())) {
      site[s][e] = employer.site(target, dice);
    }
    if (target.of().partTime() < 0.1) {
      weeklyHours[e] = 40;
    }
    place[e] *= 0.6f;
  }

  /// People of roles that shrank faster than people left.
  private void dismiss(int s, int before, int[] now) {
    List<List<Integer>> surplus = new ArrayList<>();
    for (int r = 0; r < now.length; r++) {
      surplus.add(now[r] > employer.roles.get(r).counts()[s] ? new ArrayList<>() : List.of());
    }
    for (int e = 0; e < before; e++) {
      int held = role[s][e];
      if (held != ABSENT && now[held] > employer.roles.get(held).counts()[s]) {
        surplus.get(held).add(e);
      }
    }
    for (int r = 0; r < now.length; r++) {
      List<Integer> held = surplus.get(r);
      int[] order = dice.order(held.size());
      for (int i = 0; now[r] > employer.roles.get(r).counts()[s]; i++) {
        role[s][held.get(order[i])] = ABSENT;
        site[s][held.get(order[i])] = ABSENT;
        now[r]--;
      }
    }
  }
}
