package org.rung.matching;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;

/// What no plan can be worth more than, at given prices (weak duality: Geoffrion 1974, *Lagrangean
/// relaxation*): everybody's largest worth after prices or nought, each limit's price times its
/// capacity, and each intake's max(0, seat price x seats - minimum price x minimum - fixed price x
/// (1 + money price)). In a [Case] nobody sits in what does not run, and what runs adds its part
/// even where that is below nought. Exact.
final class Bound {
  private Bound() {}

  /// The bound in whole cents, rounded down: worth is whole cents, so nothing is lost.
  static BigInteger cents(Instance instance, Prices prices) {
    return cents(millionths(instance, prices));
  }

  /// What no plan of any of the cases can be worth more than, in whole cents.
  static BigInteger cents(Instance instance, List<Case> cases) {
    Block all = new Block(instance, 0, instance.personCount(), 0);
    return cases.stream()
        .map(one -> cents(withFrame(instance, one, new OfPeople(one).over(all, new Scratch()))))
        .reduce(BigInteger::max)
        .orElseThrow();
  }

  /// What no plan of the case can be worth more than, in whole cents; asked block by block.
  static BigInteger cents(Population population, Case one) {
    return cents(withFrame(population.frame, one, population.blocks.sum(new OfPeople(one))));
  }

  /// The same, asked block by block.
  static BigInteger cents(Population population, Prices prices) {
    return cents(millionths(population, prices));
  }

  static BigInteger millionths(Instance instance, Prices prices) {
    Block all = new Block(instance, 0, instance.personCount(), 0);
    Case every = Case.every(prices);
    return withFrame(instance, every, new OfPeople(every).over(all, new Scratch()));
  }

  /// The same, asked block by block.
  static BigInteger millionths(Population population, Prices prices) {
    Case every = Case.every(prices);
    return withFrame(population.frame, every, population.blocks.sum(new OfPeople(every)));
  }

  /// The same.
  ///
  /// @param people what they add, in millionths; receives the rest
  static BigInteger cents(Instance frame, Prices prices, Sum128 people) {
    return cents(withFrame(frame, Case.every(prices), people));
  }

  /// What a block's people add, in millionths, and who of their candidates come close to the best.
  record Listed(Sum128 total, Part part) implements Serializable {}

  /// @param reach cents behind a person's best, or nothing, from where on candidates are left out
  static Listed listed(Block block, Prices prices, double reach, Scratch scratch) {
    Sum128 total = new Sum128();
    if (!fitsInLong(block, prices) || reach * Prices.MILLION > 0x1p61) {
      people(block, prices, total, scratch);
      double[] price = new double[prices.limit.length + prices.seat.length];
      prices.inCents(price);
      return new Listed(
          total, new Part(block, (first, kept) -> block.near(price, reach, first, kept, scratch)));
    }
    long behind = (long) (reach * Prices.MILLION);
    long[] after = scratch.exact(block.mostOfStretch());
    return new Listed(
        total,
        new Part(block, (first, kept) -> near(block, prices, behind, first, kept, after, total)));
  }

  /// The candidates of some people that come close to the best, as [Block#near] tells them.
  ///
  /// @param behind millionths
  /// @param total receives what these people add
  private static int near(
      Block block, Prices prices, long behind, int first, int[] kept, long[] after, Sum128 total) {
    Instance instance = block.instance;
    int end = Math.min(block.to, block.from + first + Block.STRETCH);
    afterPrices(instance, prices, block.from + first, end, after);
    int count = 0;
    int n = 0;
    for (int e = block.from + first; e < end; e++) {
      int from = n;
      long best = 0;
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        best = Math.max(best, after[n++]);
      }
      total.add(best);
      int of = instance.start[e] - block.firstCandidate();
      for (int i = from; i < n; i++) {
        if (after[i] >= best - behind) {
          kept[count++] = of + i - from;
        }
      }
    }
    return count;
  }

  /// Worth after prices in millionths of all candidates of some people; only where [#fitsInLong].
  ///
  /// @param first person
  /// @param end exclusive
  /// @param after receives it, from place nought on
  private static void afterPrices(
      Instance instance, Prices prices, int first, int end, long[] after) {
    // Everything at hand in variables: this is most of what a pass over everybody does.
    long[] worth = instance.worth;
    int[] useStart = instance.useStart;
    int[] useLimit = instance.useLimit;
    long[] useAmount = instance.useAmount;
    int[] seatStart = instance.seatStart;
    int[] seatIntake = instance.seatIntake;
    long[] limit = prices.limit;
    long[] seatPrice = prices.seat;
    long[] minimum = prices.minimum;
    int from = instance.start[first];
    int to = instance.start[end];
    int use = useStart[from];
    int seat = seatStart[from];
    for (int k = from; k < to; k++) {
      long sum = worth[k] * Prices.MILLION;
      for (int stop = useStart[k + 1]; use < stop; use++) {
        sum -= useAmount[use] * limit[useLimit[use]];
      }
      for (int stop = seatStart[k + 1]; seat < stop; seat++) {
        int c = seatIntake[seat];
        sum += minimum[c] - seatPrice[c];
      }
      after[k - from] = sum;
    }
  }

  private static BigInteger cents(BigInteger millionths) {
    BigInteger[] parts = millionths.divideAndRemainder(BigInteger.valueOf(Prices.MILLION));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /// @param total what people add; receives the rest
  private static BigInteger withFrame(Instance frame, Case one, Sum128 total) {
    Prices prices = one.prices();
    byte[] state = one.state();
    for (int j = 0; j < frame.capacity.length; j++) {
      total.addProduct(prices.limit[j], frame.capacity[j]);
    }
    Sum128 part = new Sum128();
    for (int c = 0; c < frame.seats.length; c++) {
      intake(frame, prices, c, part);
      if (state[c] == Dual.OPEN || state[c] == Dual.FREE && part.isPositive()) {
        total.add(part);
      }
    }
    return total.toBigInteger();
  }

  /// What a block's people add, in millionths.
  record OfPeople(Case one) implements Pass<Block, Sum128> {
    @Override
    public Sum128 over(Block block, Scratch scratch) {
      Sum128 total = new Sum128();
      if (one.closed().isEmpty()) {
        people(block, one.prices(), total, scratch);
      } else {
        peopleWhereSomeAreClosed(block, one.prices(), one.state(), total);
      }
      return total;
    }
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

  private static void people(Block block, Prices prices, Sum128 total, Scratch scratch) {
    Instance instance = block.instance;
    if (fitsInLong(block, prices)) {
      long[] after = scratch.exact(block.mostOfStretch());
      for (int first = 0; first < block.people(); first += Block.STRETCH) {
        int end = Math.min(block.to, block.from + first + Block.STRETCH);
        afterPrices(instance, prices, block.from + first, end, after);
        int n = 0;
        for (int e = block.from + first; e < end; e++) {
          long best = 0;
          for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
            best = Math.max(best, after[n++]);
          }
          total.add(best);
        }
      }
      return;
    }
    Sum128 best = new Sum128();
    Sum128 sum = new Sum128();
    for (int e = block.from; e < block.to; e++) {
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

  private static void peopleWhereSomeAreClosed(
      Block block, Prices prices, byte[] state, Sum128 total) {
    Instance instance = block.instance;
    boolean small = fitsInLong(block, prices);
    Sum128 most = new Sum128();
    Sum128 sum = new Sum128();
    for (int e = block.from; e < block.to; e++) {
      long best = 0;
      most.clear();
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        if (sitsInClosed(instance, state, k)) {
          continue;
        }
        if (small) {
          best = Math.max(best, afterPrices(instance, prices, k));
        } else {
          prices.afterPrices(instance, k, sum);
          if (sum.isMoreThan(most)) {
            most.set(sum);
          }
        }
      }
      total.add(best);
      total.add(most);
    }
  }

  private static boolean sitsInClosed(Instance instance, byte[] state, int k) {
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      if (state[instance.seatIntake[i]] == Dual.CLOSED) {
        return true;
      }
    }
    return false;
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
  private static boolean fitsInLong(Block block, Prices prices) {
    Instance instance = block.instance;
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
    return most <= 0x1p62 || eachFitsInLong(block, prices, seat);
  }

  private static boolean eachFitsInLong(Block block, Prices prices, double[] seat) {
    Instance instance = block.instance;
    for (int k = block.firstCandidate(); k < block.endOfCandidates(); k++) {
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
