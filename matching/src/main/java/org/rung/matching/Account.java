package org.rung.matching;

import java.math.BigInteger;
import java.util.Optional;

/// What a choice adds up to, exactly: worth, uses and people per intake.
final class Account {
  final long worthCents;
  final Sum128[] used; // length J
  final long[] count; // length C

  private Account(long worthCents, Sum128[] used, long[] count) {
    this.worthCents = worthCents;
    this.used = used;
    this.count = count;
  }

  static Account of(Instance instance, int[] candidate) {
    Sum128[] used = new Sum128[instance.limitCount()];
    for (int j = 0; j < used.length; j++) {
      used[j] = new Sum128();
    }
    long[] count = new long[instance.intakeCount()];
    long worth = 0; // fits: the builder bounds the sum
    for (int k : candidate) {
      if (k == Choice.NONE) {
        continue;
      }
      worth += instance.worth[k];
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        used[instance.useLimit[i]].add(instance.useAmount[i]);
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        count[instance.seatIntake[i]]++;
      }
    }
    for (int c = 0; c < count.length; c++) {
      if (count[c] > 0) {
        worth -= instance.fixed[c];
        if (instance.moneyLimit[c] != Instance.NONE) {
          used[instance.moneyLimit[c]].add(instance.fixed[c]);
        }
      }
    }
    return new Account(worth, used, count);
  }

  int openIntakes() {
    int open = 0;
    for (long people : count) {
      if (people > 0) {
        open++;
      }
    }
    return open;
  }

  /// The first rule that is broken, in words.
  Optional<String> problem(Instance instance) {
    for (int j = 0; j < used.length; j++) {
      if (!used[j].isAtMost(instance.capacity[j])) {
        BigInteger over = used[j].toBigInteger().subtract(BigInteger.valueOf(instance.capacity[j]));
        return Optional.of("limit " + j + " (" + instance.limitName(j) + ") is over by " + over);
      }
    }
    for (int c = 0; c < count.length; c++) {
      if (count[c] > 0 && (count[c] < instance.minimum[c] || count[c] > instance.seats[c])) {
        return Optional.of(
            "intake %d (%s) has %d people, but runs with %d to %d"
                .formatted(
                    c, instance.intakeName(c), count[c], instance.minimum[c], instance.seats[c]));
      }
    }
    return Optional.empty();
  }
}
