package org.rung.matching;

/// The rows of the linear program that are there whoever is open, in this order: limits, seats, and
/// for each intake with a minimum or a fixed price its minimum and its top, for it may run in part.
final class FixedRows {
  private final int limits;
  private final int[] ruled; // per intake, its place among those with a minimum or a price, or -1

  /// How many intakes have a minimum or a fixed price: so many columns say what part of them runs.
  final int runs;

  FixedRows(Instance instance) {
    limits = instance.limitCount();
    ruled = new int[instance.intakeCount()];
    int count = 0;
    for (int c = 0; c < ruled.length; c++) {
      ruled[c] = Takers.isRuled(instance, c) ? count++ : -1;
    }
    runs = count;
  }

  int count() {
    return limits + ruled.length + further();
  }

  /// How many come after limits and seats.
  int further() {
    return 2 * runs;
  }

  boolean isRuled(int c) {
    return ruled[c] >= 0;
  }

  /// The place of an intake's part that runs, among those that are ruled.
  int run(int c) {
    return ruled[c];
  }

  int minimum(int c) {
    return limits + ruled.length + ruled[c];
  }

  int top(int c) {
    return limits + ruled.length + runs + ruled[c];
  }
}
