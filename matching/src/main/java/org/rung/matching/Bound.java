package org.rung.matching;

import java.math.BigInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What no plan can be worth more than, at given prices (weak duality: Geoffrion 1974, *Lagrangean
/// relaxation*): everybody's largest worth after prices or nought, each limit's price times its
/// capacity, and each intake's max(0, seat price x seats - minimum price x minimum - fixed price x
/// (1 + money price)). Exact.
final class Bound {
  private static final int BLOCKS = 16;

  private Bound() {}

  /// The bound in whole cents, rounded down: worth is whole cents, so nothing is lost.
  static BigInteger cents(Instance instance, Prices prices) {
    return cents(instance, prices, null);
  }

  /// The same, people shared among threads.
  static BigInteger cents(Instance instance, Prices prices, @Nullable Workers workers) {
    BigInteger[] parts =
        millionths(instance, prices, workers)
            .divideAndRemainder(BigInteger.valueOf(Prices.MILLION));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  static BigInteger millionths(Instance instance, Prices prices, @Nullable Workers workers) {
    Sum128[] ofBlock = new Sum128[workers == null ? 1 : BLOCKS];
    boolean small = fitsInLong(instance, prices);
    IntConsumer block =
        b -> {
          ofBlock[b] = new Sum128();
          int from = (int) ((long) instance.personCount() * b / ofBlock.length);
          int to = (int) ((long) instance.personCount() * (b + 1) / ofBlock.length);
          people(instance, prices, from, to, small, ofBlock[b]);
        };
    if (workers == null) {
      block.accept(0);
    } else {
      workers.run(BLOCKS, block);
    }
    Sum128 total = new Sum128();
    for (Sum128 part : ofBlock) {
      total.add(part);
    }
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

  private static void people(
      Instance instance, Prices prices, int from, int to, boolean small, Sum128 total) {
    if (small) {
      for (int e = from; e < to; e++) {
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
    for (int e = from; e < to; e++) {
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

  /// Whether no candidate's sum can leave 62 bits, judged in floating point with room to spare:
  /// first by the largest of each, and where that is too much, candidate by candidate.
  private static boolean fitsInLong(Instance instance, Prices prices) {
    double dearestUse = 0;
    for (int j = 0; j < prices.limit.length; j++) {
      dearestUse = Math.max(dearestUse, (double) prices.limit[j] * instance.largestUse[j]);
    }
    double dearestSeat = 0;
    double[] seat = new double[instance.intakeCount()];
    for (int c = 0; c < seat.length; c++) {
      seat[c] = (double) prices.seat[c] + prices.minimum[c];
      dearestSeat = Math.max(dearestSeat, seat[c]);
    }
    double most =
        (double) instance.largestWorth * Prices.MILLION
            + instance.mostUses * dearestUse
            + instance.mostSeats * dearestSeat;
    return most <= 0x1p62 || eachFitsInLong(instance, prices, seat);
  }

  private static boolean eachFitsInLong(Instance instance, Prices prices, double[] seat) {
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
