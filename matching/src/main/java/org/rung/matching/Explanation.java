package org.rung.matching;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/// Why a person gets what a plan gives: what it is worth, the best that it was preferred to, and
/// the smallest single changes that would make something else as good at the plan's prices.
///
/// **Exact.** Every figure is a whole number that follows from instance, choice and prices. It is
/// proved by the bound that a change smaller than the one told by more than the plan's gap (bound −
/// worth, in cents; where the proof is split into cases, the bound at the prices, which is higher)
/// leads to no better plan in which the person gets that candidate, and that one more seat or unit
/// does not either where its price and the gap together are less than the shortfall.
///
/// **Only within the gap.** That the person does get the candidate after the change told: at these
/// prices it is then as good as the person's best, and a cent more makes it better. Whether a plan
/// in whole numbers follows the prices is known by planning again with the change alone
/// ([Change#applied]): prices of a small or tied instance may tell too little.
///
/// @param person whom it is about
/// @param chosen the candidate that the person gets, if any
/// @param worthCents of the chosen candidate, nought without one
/// @param afterPrices the same less the prices of all it uses, in millionths of a cent
/// @param next the best of the other candidates, if there are any
/// @param changes the smallest of each kind that would do for any of the others, at the prices:
///   worth first, then price, seat, units
public record Explanation(
    int person,
    OptionalInt chosen,
    long worthCents,
    BigInteger afterPrices,
    Optional<Alternative> next,
    List<Change> changes) {
  public Explanation {
    changes = List.copyOf(changes);
  }

  /// Another candidate of the person.
  ///
  /// @param afterPrices worth less the prices of all it uses, in millionths of a cent
  /// @param lostBy how much that is under the person's best, which may be to get nothing
  public record Alternative(
      int candidate, long worthCents, BigInteger afterPrices, BigInteger lostBy) {}

  /// A single change of the instance that would make a candidate as good as the person's best.
  public sealed interface Change {
    int candidate();

    /// The instance with this change, and more of it where it has an amount.
    ///
    /// @param more cents beyond what the change says, 0 or more; nothing to seats and units
    Instance applied(Instance instance, long more);

    /// The candidate is worth more: a higher chance, or more gained by it.
    record Worth(int candidate, long cents) implements Change {
      @Override
      public Instance applied(Instance instance, long more) {
        return instance
            .varied()
            .worth(candidate, instance.worthCents(candidate) + cents + more)
            .build();
      }
    }

    /// The candidate's price is lower: it is worth as much more, and uses as much less money.
    ///
    /// @param limits those that the price is charged to
    record Price(int candidate, long cents, List<Integer> limits) implements Change {
      public Price {
        limits = List.copyOf(limits);
      }

      @Override
      public Instance applied(Instance instance, long more) {
        Variation varied = instance.varied();
        varied.worth(candidate, instance.worthCents(candidate) + cents + more);
        for (int i = 0; i < instance.useCount(candidate); i++) {
          int limit = instance.useLimit(candidate, i);
          if (limits.contains(limit)) {
            varied.use(candidate, limit, instance.useAmount(candidate, i) - cents - more);
          }
        }
        return varied.build();
      }
    }

    /// An intake has one seat more, kept for this person.
    record Seat(int candidate, int intake) implements Change {
      @Override
      public Instance applied(Instance instance, long more) {
        return instance
            .varied()
            .seats(intake, instance.minimum(intake), instance.seats(intake) + 1)
            .build();
      }
    }

    /// A limit allows so many units more, kept for this person: a slot, an hour, money.
    record Units(int candidate, int limit, long units) implements Change {
      @Override
      public Instance applied(Instance instance, long more) {
        return instance.varied().capacity(limit, instance.capacity(limit) + units).build();
      }
    }
  }

  /// Explains what a person gets. Costs a look at the person's candidates.
  ///
  /// @param money which limits count the price of a candidate, in cents
  public static Explanation of(
      Instance instance, Choice choice, Prices prices, int person, IntPredicate money) {
    int chosen = choice.candidateOf(person);
    BigInteger best = prices.bestAfterPrices(instance, person);
    Optional<Alternative> next = Optional.empty();
    Smallest smallest = new Smallest(instance, prices, money);
    for (int k = instance.firstCandidate(person); k < instance.endOfCandidates(person); k++) {
      if (k == chosen) {
        continue;
      }
      BigInteger after = prices.worthAfterPrices(instance, k);
      BigInteger lostBy = best.subtract(after);
      if (next.isEmpty() || lostBy.compareTo(next.get().lostBy()) < 0) {
        next = Optional.of(new Alternative(k, instance.worthCents(k), after, lostBy));
      }
      smallest.weigh(k, lostBy);
    }
    return new Explanation(
        person,
        chosen == Choice.NONE ? OptionalInt.empty() : OptionalInt.of(chosen),
        chosen == Choice.NONE ? 0 : instance.worthCents(chosen),
        chosen == Choice.NONE ? BigInteger.ZERO : prices.worthAfterPrices(instance, chosen),
        next,
        smallest.changes());
  }

  /// What would make one candidate as good as the person's best at the prices: one change of each
  /// kind that can.
  ///
  /// @param money which limits count the price of a candidate, in cents
  public static List<Change> changes(
      Instance instance, Prices prices, int candidate, IntPredicate money) {
    Smallest smallest = new Smallest(instance, prices, money);
    smallest.weigh(candidate, prices.shortfall(instance, candidate));
    return smallest.changes();
  }

  /// The smallest change of each kind among the candidates seen; the first of equals.
  private static final class Smallest {
    private static final BigInteger MILLION = BigInteger.valueOf(Prices.MILLION);

    private final Instance instance;
    private final Prices prices;
    private final IntPredicate money;
    private Optional<Change.Worth> worth = Optional.empty();
    private Optional<Change.Price> price = Optional.empty();
    private Optional<Change> seat = Optional.empty();
    private Optional<Change> units = Optional.empty();
    private BigInteger seatLack = BigInteger.ZERO;
    private BigInteger unitsLack = BigInteger.ZERO;

    Smallest(Instance instance, Prices prices, IntPredicate money) {
      this.instance = instance;
      this.prices = prices;
      this.money = money;
    }

    void weigh(int k, BigInteger lack) {
      long cents = ceiling(lack, MILLION);
      if (worth.isEmpty() || cents < worth.get().cents()) {
        worth = Optional.of(new Change.Worth(k, cents));
      }
      weighPrice(k, lack);
      for (int i = 0; i < instance.seatCount(k); i++) {
        int intake = instance.seatIntake(k, i);
        if (covers(BigInteger.valueOf(prices.seat(intake)), lack)
            && (seat.isEmpty() || lack.compareTo(seatLack) < 0)) {
          seat = Optional.of(new Change.Seat(k, intake));
          seatLack = lack;
        }
      }
      for (int i = 0; i < instance.useCount(k); i++) {
        int limit = instance.useLimit(k, i);
        long amount = instance.useAmount(k, i);
        if (amount > 0
            && covers(
                BigInteger.valueOf(prices.limit(limit)).multiply(BigInteger.valueOf(amount)), lack)
            && (units.isEmpty() || lack.compareTo(unitsLack) < 0)) {
          units = Optional.of(new Change.Units(k, limit, amount));
          unitsLack = lack;
        }
      }
    }

    private static boolean covers(BigInteger given, BigInteger lack) {
      return given.signum() > 0 && given.compareTo(lack) >= 0;
    }

    /// A cent off the price is a cent of worth, and a cent less of every budget it is charged to.
    private void weighPrice(int k, BigInteger lack) {
      BigInteger perCent = MILLION;
      long most = Long.MAX_VALUE;
      List<Integer> limits = new ArrayList<>();
      for (int i = 0; i < instance.useCount(k); i++) {
        int limit = instance.useLimit(k, i);
        if (money.test(limit) && instance.useAmount(k, i) > 0) {
          limits.add(limit);
          most = Math.min(most, instance.useAmount(k, i));
          perCent = perCent.add(BigInteger.valueOf(prices.limit(limit)));
        }
      }
      long cents = ceiling(lack, perCent);
      if (!limits.isEmpty() && cents <= most && (price.isEmpty() || cents < price.get().cents())) {
        price = Optional.of(new Change.Price(k, cents, limits));
      }
    }

    private static long ceiling(BigInteger lack, BigInteger per) {
      return lack.add(per).subtract(BigInteger.ONE).divide(per).longValueExact();
    }

    List<Change> changes() {
      List<Change> changes = new ArrayList<>();
      worth.ifPresent(changes::add);
      price.ifPresent(changes::add);
      seat.ifPresent(changes::add);
      units.ifPresent(changes::add);
      return changes;
    }
  }
}
