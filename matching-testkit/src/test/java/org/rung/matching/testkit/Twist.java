package org.rung.matching.testkit;

import java.util.SplittableRandom;
import org.rung.matching.Instance;

/// An instance of the first experiment's family, made harder.
final class Twist {
  static final String PEOPLE_IN_ALL = "people in all";
  private static final int BUDGET = 0; // the family's first limit

  private final Instance from;
  private double seats = 1;
  private double budget = 1;
  private int floor;
  private boolean oneOpening;
  private boolean equalWorth;
  private boolean wideWorth;

  Twist(int people) {
    from = SeededInstances.firstExperiment(people, 20, 30, 12, 5);
  }

  Twist seats(double times) {
    seats = times;
    return this;
  }

  Twist budget(double times) {
    budget = times;
    return this;
  }

  /// So many people are to have something.
  Twist floor(int people) {
    floor = people;
    return this;
  }

  /// Everybody wants the same opening, and there is one of it.
  Twist oneOpening() {
    oneOpening = true;
    return this;
  }

  /// Whoever has whatever: it is worth the same.
  Twist equalWorth() {
    equalWorth = true;
    return this;
  }

  /// From a cent to ten million dollars.
  Twist wideWorth() {
    wideWorth = true;
    return this;
  }

  Instance build() {
    SplittableRandom random = new SplittableRandom(7);
    Instance.Builder builder = Instance.builder();
    for (int j = 0; j < from.limitCount(); j++) {
      double times = j == BUDGET ? budget : seats;
      builder.limit(
          from.limitName(j), oneOpening && j == 1 ? 1 : Math.round(times * from.capacity(j)));
    }
    int all = floor > 0 ? builder.limit(PEOPLE_IN_ALL, -floor) : Instance.NONE;
    for (int c = 0; c < from.intakeCount(); c++) {
      builder.intake(from.intakeName(c), Math.round(seats * from.seats(c)), 0, 0, Instance.NONE);
    }
    for (int e = 0; e < from.personCount(); e++) {
      builder.person(from.personName(e));
      for (int k = from.firstCandidate(e); k < from.endOfCandidates(e); k++) {
        long worth =
            equalWorth
                ? 100_000
                : wideWorth
                    ? Math.round(Math.pow(10, 9 * random.nextDouble()))
                    : from.worthCents(k);
        builder.candidate(from.candidateName(k), worth);
        for (int i = 0; i < from.useCount(k); i++) {
          if (from.useLimit(k, i) == BUDGET) {
            builder.use(BUDGET, from.useAmount(k, i));
          } else {
            builder.use(oneOpening ? 1 : from.useLimit(k, i), 1);
          }
        }
        if (all != Instance.NONE) {
          builder.use(all, -1);
        }
        for (int i = 0; i < from.seatCount(k); i++) {
          builder.seat(from.seatIntake(k, i));
        }
      }
    }
    return builder.build();
  }
}
