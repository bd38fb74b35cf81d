package org.rung.matching;

import java.math.BigInteger;

/// What no plan can be worth more than, at given prices (weak duality: Geoffrion 1974, *Lagrangean
/// relaxation*): everybody's largest worth after prices or nought, each limit's price times its
/// capacity, and each intake's max(0, seat price x seats - minimum price x minimum - fixed price x
/// (1 + money price)). Exact.
final class Bound {
  private Bound() {}

  /// The bound in whole cents, rounded down: worth is whole cents, so nothing is lost.
  static BigInteger cents(Instance instance, Prices prices) {
    BigInteger[] parts =
        millionths(instance, prices).divideAndRemainder(BigInteger.valueOf(Prices.MILLION));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  static BigInteger millionths(Instance instance, Prices prices) {
    Sum128 total = new Sum128();
    people(instance, prices, total);
    for (int j = 0; j < instance.capacity.length; j++) {
      total.addProduct(prices.limit[j], instance.capacity[j]);
    }
    Sum128 part = new Sum128();
    for (int c = 0; c < instance.seats.length; c++) {
      intake(instance, prices, c, part);
      if (part.isPositive()) {
        total.add(part);
      }
    }
    return total.toBigInteger();
  }

  private static void intake(Instance instance, Prices prices, int c, Sum128 part) {
    part.clear();
    part.addProduct(prices.seat[c], instance.seats[c]);
    part.addProduct(-prices.minimum[c], instance.minimum[c]);
    part.addProduct(-instance.fixed[c], Prices.MILLION);
    if (instance.moneyLimit[c] != Instance.NONE) {
      part.addProduct(-instance.fixed[c], prices.limit[instance.moneyLimit[c]]);
    }
  }

  private static void people(Instance instance, Prices prices, Sum128 total) {
    if (fitsInLong(instance, prices)) {
      for (int e = 0; e < instance.personCount(); e++) {
        long best = 0;
        for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
          best = Math.max(best, afterPrices(instance, prices, k));
        }
        total.add(best);
      }
      return;
    }
    Sum128 best = new Sum128();
    Sum128 sum = new Sum128();
    for (int e = 0; e < instance.personCount(); e++) {
      best.clear();
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        prices.afterPrices(instance, k, sum);
        if (sum.isMoreThan(best)) {
          best.set(sum);
        }
      }
      total.add(best);
    }
  }

  /// Worth after prices in millionths; only where [#fitsInLong].
  static long afterPrices(Instance instance, Prices prices, int k) {
    long sum = instance.worth[k] * Prices.MILLION;
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      sum -= instance.useAmount[i] * prices.limit[instance.useLimit[i]];
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      sum += prices.minimum[c] - prices.seat[c];
    }
    return sum;
  }

  /// Whether no candidate's sum can leave 62 bits, judged in floating point with room to spare.
  static boolean fitsInLong(Instance instance, Prices prices) {
    double[] seat = new double[instance.intakeCount()];
    for (int c = 0; c < seat.length; c++) {
      seat[c] = (double) prices.seat[c] + prices.minimum[c];
    }
    for (int k = 0; k < instance.worth.length; k++) {
      double sum = Math.abs((double) instance.worth[k]) * Prices.MILLION;
      for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
        sum += Math.abs((double) instance.useAmount[i]) * prices.limit[instance.useLimit[i]];
      }
      for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
        sum += seat[instance.seatIntake[i]];
      }
      if (sum > 0x1p62) {
        return false;
      }
    }
    return true;
  }
}
