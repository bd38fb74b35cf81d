package org.rung.matching;

import java.math.BigInteger;
import java.util.Arrays;

/// What one more unit is worth: whole millionths of a cent, 0 to [#MOST], for each limit, each
/// intake's seat and each intake's minimum. Any such prices bound every plan from above (weak
/// duality); good ones bound it closely. Immutable.
public final class Prices {
  /// Millionths in a cent.
  public static final long MILLION = 1_000_000L;

  /// Largest price: nine billion cents per unit, still a whole number as a `double`.
  public static final long MOST = 9_000_000_000_000_000L;

  final long[] limit; // length J
  final long[] seat; // length C, lambda
  final long[] minimum; // length C, nu

  private Prices(long[] limit, long[] seat, long[] minimum) {
    this.limit = limit;
    this.seat = seat;
    this.minimum = minimum;
  }

  /// @param limit one price per limit, in millionths of a cent per unit; all three are copied
  /// @param seat one price per intake's seat
  /// @param minimum one price per intake's minimum
  public static Prices of(Instance instance, long[] limit, long[] seat, long[] minimum) {
    check("limit", limit, instance.limitCount());
    check("seat", seat, instance.intakeCount());
    check("minimum", minimum, instance.intakeCount());
    return new Prices(limit.clone(), seat.clone(), minimum.clone());
  }

  /// All prices nought: the bound is then the sum of everybody's best.
  public static Prices none(Instance instance) {
    return new Prices(
        new long[instance.limitCount()],
        new long[instance.intakeCount()],
        new long[instance.intakeCount()]);
  }

  /// Prices as the kernels have them, in cents by limit and intake, as whole millionths; net prices
  /// of intakes under 0 become prices of the minimum.
  static Prices rounded(Instance instance, double[] price) {
    Prices rounded = none(instance);
    int limits = instance.limitCount();
    for (int j = 0; j < limits; j++) {
      rounded.limit[j] = whole(price[j]);
    }
    for (int c = 0; c < instance.intakeCount(); c++) {
      rounded.seat[c] = whole(price[limits + c]);
      rounded.minimum[c] = whole(-price[limits + c]);
    }
    return rounded;
  }

  private static long whole(double cents) {
    return Math.round(Math.min(MOST, Math.max(0, cents * MILLION)));
  }

  /// @param price receives the prices as the kernels have them
  void inCents(double[] price) {
    double million = MILLION;
    for (int j = 0; j < limit.length; j++) {
      price[j] = limit[j] / million;
    }
    for (int c = 0; c < seat.length; c++) {
      price[limit.length + c] = (seat[c] - minimum[c]) / million;
    }
  }

  public int limitCount() {
    return limit.length;
  }

  public int intakeCount() {
    return seat.length;
  }

  /// What one more unit of the limit is worth, in millionths of a cent.
  public long limit(int index) {
    return limit[Instance.checked("limit", index, limit.length)];
  }

  /// What one more seat of the intake is worth, in millionths of a cent.
  public long seat(int intake) {
    return seat[Instance.checked("intake", intake, seat.length)];
  }

  /// What the intake's minimum costs per person it asks for, in millionths of a cent.
  public long minimum(int intake) {
    return minimum[Instance.checked("intake", intake, minimum.length)];
  }

  /// A candidate's worth less the price of all it uses, in millionths of a cent, exact. Answers
  /// "why not this one": it is chosen when this is the person's largest and above nought; what it
  /// lacks to that is the smallest change, in worth or in price.
  public BigInteger worthAfterPrices(Instance instance, int candidate) {
    Instance.checked("candidate", candidate, instance.candidateCount());
    Sum128 sum = new Sum128();
    afterPrices(instance, candidate, sum);
    return sum.toBigInteger();
  }

  /// The largest [#worthAfterPrices] of the person's candidates, or nought, in millionths of a
  /// cent.
  public BigInteger bestAfterPrices(Instance instance, int person) {
    Sum128 best = new Sum128();
    Sum128 sum = new Sum128();
    for (int k = instance.firstCandidate(person); k < instance.endOfCandidates(person); k++) {
      afterPrices(instance, k, sum);
      if (sum.isMoreThan(best)) {
        best.set(sum);
      }
    }
    return best.toBigInteger();
  }

  /// How much more the candidate would have to be worth, or cost less, to be as good as the
  /// person's best, in millionths of a cent; nought when it is the best.
  public BigInteger shortfall(Instance instance, int candidate) {
    return bestAfterPrices(instance, instance.personOf(candidate))
        .subtract(worthAfterPrices(instance, candidate));
  }

  void afterPrices(Instance instance, int k, Sum128 sum) {
    sum.clear();
    sum.addProduct(instance.worth[k], MILLION);
    for (int i = instance.useStart[k]; i < instance.useStart[k + 1]; i++) {
      sum.addProduct(-instance.useAmount[i], limit[instance.useLimit[i]]);
    }
    for (int i = instance.seatStart[k]; i < instance.seatStart[k + 1]; i++) {
      int c = instance.seatIntake[i];
      sum.add(minimum[c] - seat[c]);
    }
  }

  private static void check(String name, long[] prices, int count) {
    if (prices.length != count) {
      throw new IllegalArgumentException(name + ": length " + prices.length + " is not " + count);
    }
    for (int i = 0; i < count; i++) {
      Instance.within(name + " " + i, prices[i], 0, MOST);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prices that
        && Arrays.equals(limit, that.limit)
        && Arrays.equals(seat, that.seat)
        && Arrays.equals(minimum, that.minimum);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(limit) * 961 + Arrays.hashCode(seat) * 31 + Arrays.hashCode(minimum);
  }

  @Override
  public String toString() {
    return "Prices of " + limit.length + " limits and " + seat.length + " intakes";
  }
}
