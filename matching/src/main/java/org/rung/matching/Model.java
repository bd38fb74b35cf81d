package org.rung.matching;

/// An instance as [Search] reads it: limits and intakes are rows of one list (limits first), uses
/// and seats entries of one list, amounts `double`.
final class Model {
  final Instance instance;
  final int limits;
  final int rows; // limits + intakes
  final int[] start; // length E + 1
  final double[] worth; // length K, cents
  final int[] entryStart; // length K + 1
  final int[] entryRow;
  final double[] entryAmount;

  Model(Instance instance) {
    this.instance = instance;
    limits = instance.limitCount();
    rows = limits + instance.intakeCount();
    start = instance.start;
    int count = instance.candidateCount();
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
