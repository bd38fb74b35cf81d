package org.rung.matching;

import java.util.Arrays;

/// People who are alike: their candidates are, one by one, worth the same, use the same and sit in
/// the same intakes. Whoever of a class gets something does not matter, only how many, so a linear
/// program needs one column for each candidate of a class. People without candidates are in none.
final class Classes {
  final int count;
  final int[] memberStart; // length count + 1
  final int[] member; // people, rising within a class; the first speaks for all
  final int[] columnStart; // length count + 1; column - columnStart is the candidate's place
  final int[] classOf; // per column
  final int[] candidate; // per column, of the person who speaks for the class

  private Classes(
      Instance instance, int count, int[] memberStart, int[] member, int[] columnStart) {
    this.count = count;
    this.memberStart = memberStart;
    this.member = member;
    this.columnStart = columnStart;
    classOf = new int[columnStart[count]];
    candidate = new int[classOf.length];
    for (int g = 0; g < count; g++) {
      int first = instance.start[member[memberStart[g]]];
      for (int q = columnStart[g]; q < columnStart[g + 1]; q++) {
        classOf[q] = g;
        candidate[q] = first + q - columnStart[g];
      }
    }
  }

  int size(int g) {
    return memberStart[g + 1] - memberStart[g];
  }

  int columns() {
    return columnStart[count];
  }

  static Classes of(Instance instance) {
    int people = instance.personCount();
    int size = Integer.highestOneBit(Math.max(2, people)) * 4;
    int[] table = new int[size]; // class + 1
    int[] classOf = new int[people];
    int[] first = new int[people];
    int[] hashes = new int[people];
    int[] sizes = new int[people];
    int count = 0;
    for (int e = 0; e < people; e++) {
      classOf[e] = -1;
      if (instance.start[e] == instance.start[e + 1]) {
        continue;
      }
      int hash = hash(instance, e);
      int at = (hash * 0x9E3779B9) >>> 4 & size - 1;
      while (table[at] != 0
          && (hashes[table[at] - 1] != hash || !alike(instance, first[table[at] - 1], e))) {
        at = at + 1 & size - 1;
      }
      if (table[at] == 0) {
        first[count] = e;
        hashes[count] = hash;
        table[at] = ++count;
      }
      classOf[e] = table[at] - 1;
      sizes[classOf[e]]++;
    }
    int[] memberStart = new int[count + 1];
    int[] columnStart = new int[count + 1];
    for (int g = 0; g < count; g++) {
      memberStart[g + 1] = memberStart[g] + sizes[g];
      columnStart[g + 1] = columnStart[g] + instance.start[first[g] + 1] - instance.start[first[g]];
    }
    int[] fill = Arrays.copyOf(memberStart, count);
    int[] member = new int[memberStart[count]];
    for (int e = 0; e < people; e++) {
      if (classOf[e] >= 0) {
        member[fill[classOf[e]]++] = e;
      }
    }
    return new Classes(instance, count, memberStart, member, columnStart);
  }

  private static int hash(Instance instance, int e) {
    int hash = 1;
    for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
      hash = 31 * hash + Long.hashCode(instance.worth[k]);
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        hash = 31 * (31 * hash + instance.useLimit[i]) + Long.hashCode(instance.useAmount[i]);
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        hash = 31 * hash + ~instance.seatIntake[i];
      }
    }
    return hash;
  }

  private static boolean alike(Instance instance, int e, int other) {
    int count = instance.start[e + 1] - instance.start[e];
    if (instance.start[other + 1] - instance.start[other] != count) {
      return false;
    }
    for (int n = 0; n < count; n++) {
      int k = instance.start[e] + n;
      int l = instance.start[other] + n;
      if (instance.worth[k] != instance.worth[l]
          || !Arrays.equals(
              instance.useLimit,
              instance.useStart[k],
              instance.useStart[k + 1],
              instance.useLimit,
              instance.useStart[l],
              instance.useStart[l + 1])
          || !Arrays.equals(
              instance.useAmount,
              instance.useStart[k],
              instance.useStart[k + 1],
              instance.useAmount,
              instance.useStart[l],
              instance.useStart[l + 1])
          || !Arrays.equals(
              instance.seatIntake,
              instance.seatStart[k],
              instance.seatStart[k + 1],
              instance.seatIntake,
              instance.seatStart[l],
              instance.seatStart[l + 1])) {
        return false;
      }
    }
    return true;
  }
}
