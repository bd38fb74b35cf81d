package org.rung.matching.testkit;

import java.math.BigInteger;
import java.util.Arrays;

/// What bounds all plans, or those of one case, from above: prices, and which intakes run there.
/// Candidates are told one after the other.
final class Bounding {
  private static final long MILLION = 1_000_000;

  /// What is known of whether an intake runs.
  enum Runs {
    MAY,
    DOES,
    DOES_NOT
  }

  private final long[] limitPrice;
  private final long[] seatPrice;
  private final long[] minimumPrice;
  private final Runs[] runs; // per intake
  private final Whole bound = new Whole(); // millionths
  private final Whole best = new Whole(); // of the person
  private final Whole after = new Whole(); // of the candidate
  private boolean isOut; // the candidate sits in an intake that does not run

  Bounding(long[] limitPrice, long[] seatPrice, long[] minimumPrice, Runs[] runs) {
    this.limitPrice = limitPrice;
    this.seatPrice = seatPrice;
    this.minimumPrice = minimumPrice;
    this.runs = runs;
  }

  void beginCandidate(long cents) {
    after.clear();
    after.addProduct(cents, MILLION);
    isOut = false;
  }

  void use(int limit, long amount) {
    after.addProduct(-amount, limitPrice[limit]);
  }

  void sit(int intake) {
    after.add(-seatPrice[intake]);
    after.add(minimumPrice[intake]);
    isOut |= runs[intake] == Runs.DOES_NOT;
  }

  void endCandidate() {
    if (!isOut && after.isMoreThan(best)) {
      best.set(after);
    }
  }

  void endPerson() {
    bound.add(best);
    best.clear();
  }

  void limit(int limit, long capacity) {
    bound.addProduct(limitPrice[limit], capacity);
  }

  /// @param money limit that the fixed price is charged to, or below nought
  void intake(int intake, long seats, long minimum, long fixed, int money) {
    Whole part = new Whole();
    part.addProduct(seatPrice[intake], seats);
    part.addProduct(-minimumPrice[intake], minimum);
    part.addProduct(-fixed, MILLION);
    if (money >= 0) {
      part.addProduct(-fixed, limitPrice[money]);
    }
    boolean pays = part.isMoreThan(new Whole());
    if (runs[intake] == Runs.DOES || runs[intake] == Runs.MAY && pays) {
      bound.add(part);
    }
  }

  /// In millionths of a cent.
  BigInteger bound() {
    return bound.value();
  }

  /// How many of all ways in which `decisions` intakes run or do not are of this case.
  BigInteger waysOf(int decisions) {
    long decided = Arrays.stream(runs).filter(known -> known != Runs.MAY).count();
    return BigInteger.ONE.shiftLeft(Math.toIntExact(decisions - decided));
  }

  /// Whether no plan is of both cases.
  boolean excludes(Bounding other) {
    for (int c = 0; c < runs.length; c++) {
      if (runs[c] == Runs.DOES && other.runs[c] == Runs.DOES_NOT
          || runs[c] == Runs.DOES_NOT && other.runs[c] == Runs.DOES) {
        return true;
      }
    }
    return false;
  }
}
