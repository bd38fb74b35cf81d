package org.rung.matching;

import java.util.Arrays;

/// An instance as the kernels read it: limits and intakes are rows of one list (limits first), uses
/// and seats entries of one list, amounts `double`.
final class Model {
  final Instance instance;
  final int limits;
  final int rows; // limits + intakes
  final int[] person; // the instance's person of each person here
  final int[] start; // length of person + 1
  final int[] candidate; // the instance's candidate of each candidate here, length K
  final double[] worth; // length K, cents
  final int[] entryStart; // length K + 1
  final int[] entryRow;
  final double[] entryAmount;
  final int mostCandidates; // of one person

  Model(Instance instance) {
    this.instance = instance;
    limits = instance.limitCount();
    rows = limits + instance.intakeCount();
    start = instance.start;
    person = new int[instance.personCount()];
    Arrays.setAll(person, e -> e);
    int count = instance.candidateCount();
    candidate = new int[count];
    Arrays.setAll(candidate, k -> k);
    worth = new double[count];
    entryStart = new int[count + 1];
    entryRow = new int[Math.addExact(instance.useCount(), instance.seatCount())];
    entryAmount = new double[entryRow.length];
    int at = 0;
    for (int k = 0; k < count; k++) {
      worth[k] = instance.worth[k];
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        entryRow[at] = instance.useLimit[i];
        entryAmount[at++] = instance.useAmount[i];
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        entryRow[at] = limits + instance.seatIntake[i];
        entryAmount[at++] = 1;
      }
      entryStart[k + 1] = at;
    }
    int most = 0;
    for (int e = 0; e < instance.personCount(); e++) {
      most = Math.max(most, start[e + 1] - start[e]);
    }
    mostCandidates = most;
  }

  /// The part of a model whose candidates are kept, and the people who have one.
  private Model(Model whole, boolean[] kept) {
    instance = whole.instance;
    limits = whole.limits;
    rows = whole.rows;
    int count = 0;
    int entries = 0;
    int people = 0;
    int most = 0;
    for (int e = 0; e < whole.person.length; e++) {
      int before = count;
      for (int k = whole.start[e]; k < whole.start[e + 1]; k++) {
        if (kept[k]) {
          count++;
          entries += whole.entryStart[k + 1] - whole.entryStart[k];
        }
      }
      people += count > before ? 1 : 0;
      most = Math.max(most, count - before);
    }
    mostCandidates = most;
    person = new int[people];
    start = new int[people + 1];
    candidate = new int[count];
    worth = new double[count];
    entryStart = new int[count + 1];
    entryRow = new int[entries];
    entryAmount = new double[entries];
    int to = 0;
    int k = 0;
    int at = 0;
    for (int e = 0; e < whole.person.length; e++) {
      for (int from = whole.start[e]; from < whole.start[e + 1]; from++) {
        if (kept[from]) {
          candidate[k] = whole.candidate[from];
          worth[k] = whole.worth[from];
          for (int i = whole.entryStart[from]; i < whole.entryStart[from + 1]; i++) {
            entryRow[at] = whole.entryRow[i];
            entryAmount[at++] = whole.entryAmount[i];
          }
          entryStart[++k] = at;
        }
      }
      if (k > start[to]) {
        person[to] = whole.person[e];
        start[++to] = k;
      }
    }
  }

  /// Only the candidates within `reach` cents of their person's best at the prices.
  Model near(double[] price, double reach) {
    boolean[] kept = new boolean[worth.length];
    double[] after = new double[mostCandidates];
    for (int e = 0; e < person.length; e++) {
      double best = 0;
      for (int k = start[e]; k < start[e + 1]; k++) {
        after[k - start[e]] = afterPrices(price, k);
        best = Math.max(best, after[k - start[e]]);
      }
      for (int k = start[e]; k < start[e + 1]; k++) {
        kept[k] = after[k - start[e]] >= best - reach;
      }
    }
    return new Model(this, kept);
  }

  Model only(boolean[] kept) {
    return new Model(this, kept);
  }

  /// Worth less the price of what it uses, in cents.
  double afterPrices(double[] price, int k) {
    double sum = worth[k];
    for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
      sum -= entryAmount[i] * price[entryRow[i]];
    }
    return sum;
  }
}
