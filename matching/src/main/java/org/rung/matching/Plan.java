package org.rung.matching;

import java.util.Arrays;

/// A plan being worked on: who has what, and what that uses, in whole numbers. It may break rules
/// for a while.
final class Plan {
  final Instance instance;
  final int[] choice; // length E, candidate or Choice.NONE
  final long[] used; // length J; fits: the builder bounds the sums
  final long[] count; // length C
  long worth; // cents, fixed prices taken off

  Plan(Instance instance) {
    this.instance = instance;
    choice = new int[instance.personCount()];
    Arrays.fill(choice, Choice.NONE);
    used = new long[instance.limitCount()];
    count = new long[instance.intakeCount()];
  }

  void copyFrom(Plan other) {
    System.arraycopy(other.choice, 0, choice, 0, choice.length);
    System.arraycopy(other.used, 0, used, 0, used.length);
    System.arraycopy(other.count, 0, count, 0, count.length);
    worth = other.worth;
  }

  /// Gives the person this candidate (or nothing) instead of what it has.
  void give(int e, int candidate) {
    int had = choice[e];
    if (had == candidate) {
      return;
    }
    if (had != Choice.NONE) {
      count(had, -1);
    }
    if (candidate != Choice.NONE) {
      count(candidate, 1);
    }
    choice[e] = candidate;
  }

  private void count(int k, int sign) {
    worth += sign * instance.worth[k];
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      used[instance.useLimit[i]] += sign * instance.useAmount[i];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      long before = count[c];
      count[c] += sign;
      if (before == 0 || count[c] == 0) {
        worth -= sign * instance.fixed[c];
        if (instance.moneyLimit[c] != Instance.NONE) {
          used[instance.moneyLimit[c]] += sign * instance.fixed[c];
        }
      }
    }
  }

  boolean keepsEveryRule() {
    for (int j = 0; j < used.length; j++) {
      if (used[j] > instance.capacity[j]) {
        return false;
      }
    }
    for (int c = 0; c < count.length; c++) {
      if (count[c] > 0 && (count[c] < instance.minimum[c] || count[c] > instance.seats[c])) {
        return false;
      }
    }
    return true;
  }
}
