package org.rung.matching;

import java.util.Arrays;

/// What each intake with a minimum or a fixed price is worth if it runs, given the prices of all
/// else: those who gain most by it sit in it, at least its minimum and at most its seats.
final class Takers {
  private final Instance instance;
  private final byte[] state; // per intake, as in Dual
  private final double[] price; // per limit and intake, cents
  private final int limits;
  private final double[][] gained; // per intake and person who could sit in it, cents
  private final int[] count; // per intake

  /// Worth if it runs less its fixed price, per intake, cents; -infinity where too few could sit.
  final double[] gain;

  /// Per intake that may run in part, what it adds to the bound that way, cents.
  final double[] inPart;

  /// Per intake that may run in part, how much of it has sitters.
  final double[] taken;

  Takers(Instance instance, byte[] state, double[] price) {
    this.instance = instance;
    this.state = state;
    this.price = price;
    limits = instance.limitCount();
    gained = new double[state.length][];
    count = new int[state.length];
    gain = new double[state.length];
    inPart = new double[state.length];
    taken = new double[state.length];
    double[] after = new double[64];
    for (int e = 0; e < instance.personCount(); e++) {
      int options = instance.start[e + 1] - instance.start[e];
      after = after.length < options ? new double[2 * options] : after;
      ask(e, after);
    }
    for (int c = 0; c < state.length; c++) {
      if (isRuled(instance, c)) {
        add(c);
      }
    }
  }

  static boolean isRuled(Instance instance, int c) {
    return instance.minimum[c] > 1 || instance.fixed[c] > 0;
  }

  /// The fixed price, and what the money it takes would be worth elsewhere, cents.
  double charge(int c) {
    int money = instance.moneyLimit[c];
    return instance.fixed[c] * (money == Instance.NONE ? 1 : 1 + price[money]);
  }

  /// Whether the intake's seats just pay for its fixed price, so that it may run in any part.
  ///
  /// @param near cents a seat that count as nothing
  boolean justPays(int c, double near) {
    double seats = instance.seats[c];
    return Math.abs(price[limits + c] * seats - charge(c)) <= near * Math.max(4, seats);
  }

  /// What the person gains by each ruled intake over the best without it.
  private void ask(int e, double[] after) {
    int from = instance.start[e];
    int to = instance.start[e + 1];
    boolean any = false;
    for (int k = from; k < to; k++) {
      after[k - from] = afterPrices(k);
      any |= isRuled(k);
    }
    for (int k = from; k < to && any; k++) {
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        int c = instance.seatIntake[i];
        if (isRuled(instance, c) && isFirst(c, from, k)) {
          ask(c, from, to, after);
        }
      }
    }
  }

  private void ask(int c, int from, int to, double[] after) {
    double with = Double.NEGATIVE_INFINITY;
    double without = 0;
    int own = state[c] == Dual.CLOSED ? 1 : 0;
    for (int k = from; k < to; k++) {
      int closed = closed(k);
      if (sits(k, c)) {
        with = closed == own ? Math.max(with, after[k - from]) : with;
      } else if (closed == 0) {
        without = Math.max(without, after[k - from]);
      }
    }
    if (with == Double.NEGATIVE_INFINITY) {
      return;
    }
    if (count[c] == 0) {
      gained[c] = new double[16];
    } else if (count[c] == gained[c].length) {
      gained[c] = Arrays.copyOf(gained[c], 2 * count[c]);
    }
    gained[c][count[c]++] = with - without + (own == 0 ? price[limits + c] : 0);
  }

  private void add(int c) {
    double p = price[limits + c];
    double charge = charge(c);
    boolean enough = count[c] > 0 && count[c] >= instance.minimum[c];
    inPart[c] = Math.max(0, p * instance.seats[c] - charge);
    gain[c] = enough ? -charge : Double.NEGATIVE_INFINITY;
    if (count[c] == 0) {
      return;
    }
    Arrays.sort(gained[c], 0, count[c]);
    for (int n = 0; n < count[c]; n++) {
      double one = gained[c][count[c] - 1 - n];
      if (n < instance.seats[c] && (n < instance.minimum[c] || one > 0)) {
        gain[c] += one;
      }
      inPart[c] += Math.max(0, one - p);
      taken[c] += one > p ? 1.0 / Math.max(1, instance.seats[c]) : 0;
    }
  }

  private boolean isRuled(int k) {
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (isRuled(instance, instance.seatIntake[i])) {
        return true;
      }
    }
    return false;
  }

  /// Whether the candidate is the person's first in the intake.
  private boolean isFirst(int c, int from, int k) {
    for (int other = from; other < k; other++) {
      if (sits(other, c)) {
        return false;
      }
    }
    return true;
  }

  private boolean sits(int k, int c) {
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (instance.seatIntake[i] == c) {
        return true;
      }
    }
    return false;
  }

  /// How many of the candidate's intakes are closed.
  private int closed(int k) {
    int closed = 0;
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      closed += state[instance.seatIntake[i]] == Dual.CLOSED ? 1 : 0;
    }
    return closed;
  }

  /// Worth after prices; seats of closed intakes cost nothing.
  private double afterPrices(int k) {
    double sum = instance.worth[k];
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      sum -= instance.useAmount[i] * price[instance.useLimit[i]];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      sum -= state[c] == Dual.CLOSED ? 0 : price[limits + c];
    }
    return sum;
  }
}
