package org.rung.matching.testkit;

import java.util.OptionalLong;
import org.rung.matching.Instance;

/// The best plan's worth by trying every plan, with no thought of prices. For a handful of people.
public final class BruteForce {
  private final Instance instance;
  private final long[] used;
  private final long[] count;
  private boolean found;
  private long best;

  private BruteForce(Instance instance) {
    this.instance = instance;
    used = new long[instance.limitCount()];
    count = new long[instance.intakeCount()];
  }

  /// @return cents, or nothing when every plan breaks a rule
  public static OptionalLong bestWorth(Instance instance) {
    BruteForce all = new BruteForce(instance);
    all.tryFrom(0, 0);
    return all.found ? OptionalLong.of(all.best) : OptionalLong.empty();
  }

  private void tryFrom(int person, long worth) {
    if (person == instance.personCount()) {
      judge(worth);
      return;
    }
    tryFrom(person + 1, worth);
    for (int k = instance.firstCandidate(person); k < instance.endOfCandidates(person); k++) {
      take(k, 1);
      tryFrom(person + 1, worth + instance.worthCents(k));
      take(k, -1);
    }
  }

  private void take(int k, int sign) {
    for (int i = 0; i < instance.useCount(k); i++) {
      used[instance.useLimit(k, i)] += sign * instance.useAmount(k, i);
    }
    for (int i = 0; i < instance.seatCount(k); i++) {
      count[instance.seatIntake(k, i)] += sign;
    }
  }

  private void judge(long worth) {
    long[] all = used.clone();
    long left = worth;
    for (int c = 0; c < count.length; c++) {
      if (count[c] == 0) {
        continue;
      }
      if (count[c] < instance.minimum(c) || count[c] > instance.seats(c)) {
        return;
      }
      left -= instance.fixedCents(c);
      if (instance.moneyLimit(c) != Instance.NONE) {
        all[instance.moneyLimit(c)] += instance.fixedCents(c);
      }
    }
    for (int j = 0; j < all.length; j++) {
      if (all[j] > instance.capacity(j)) {
        return;
      }
    }
    if (!found || left > best) {
      found = true;
      best = left;
    }
  }
}
