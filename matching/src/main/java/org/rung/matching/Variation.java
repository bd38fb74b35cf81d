package org.rung.matching;

import java.util.Arrays;

/// The same people with the same candidates, and some numbers changed: what if there were more
/// money, one seat more, a lower price. Costs a copy of the lists that change; the others are
/// shared.
public final class Variation {
  final Instance instance;
  long[] worth;
  long[] useAmount;
  long[] capacity;
  long[] seats;
  long[] minimum;
  long[] fixed;

  Variation(Instance instance) {
    this.instance = instance;
    worth = instance.worth;
    useAmount = instance.useAmount;
    capacity = instance.capacity;
    seats = instance.seats;
    minimum = instance.minimum;
    fixed = instance.fixed;
  }

  /// @param units of the limit; a floor's are negative
  public Variation capacity(int limit, long units) {
    Instance.checked("limit", limit, capacity.length);
    Instance.within("units", units, -Instance.MOST_PER_LIMIT, Instance.MOST_PER_LIMIT);
    if (capacity == instance.capacity) {
      capacity = capacity.clone();
    }
    capacity[limit] = units;
    return this;
  }

  /// @param least how many must sit in the intake if it runs, 0 to `most`
  /// @param most how many may
  public Variation seats(int intake, long least, long most) {
    Instance.checked("intake", intake, seats.length);
    Instance.within("most", most, 0, Instance.MOST_PER_LIMIT);
    Instance.within("least", least, 0, most);
    if (seats == instance.seats) {
      seats = seats.clone();
      minimum = minimum.clone();
    }
    seats[intake] = most;
    minimum[intake] = least;
    return this;
  }

  /// @param cents charged when the intake runs, 0 or more
  public Variation fixedPrice(int intake, long cents) {
    Instance.checked("intake", intake, fixed.length);
    Instance.within("cents", cents, 0, Instance.MOST_PER_LIMIT);
    if (fixed == instance.fixed) {
      fixed = fixed.clone();
    }
    fixed[intake] = cents;
    return this;
  }

  /// @param cents what the candidate is worth
  public Variation worth(int candidate, long cents) {
    Instance.checked("candidate", candidate, worth.length);
    Instance.within("cents", cents, -Instance.MOST_PER_CANDIDATE, Instance.MOST_PER_CANDIDATE);
    if (worth == instance.worth) {
      worth = worth.clone();
    }
    worth[candidate] = cents;
    return this;
  }

  /// @param limit one that the candidate uses
  /// @param amount what it uses of it
  /// @throws IllegalArgumentException if it does not use the limit
  public Variation use(int candidate, int limit, long amount) {
    Instance.checked("candidate", candidate, worth.length);
    Instance.within("amount", amount, -Instance.MOST_PER_CANDIDATE, Instance.MOST_PER_CANDIDATE);
    int at =
        Arrays.binarySearch(
            instance.useLimit,
            instance.useStart[candidate],
            instance.useStart[candidate + 1],
            limit);
    if (at < 0) {
      throw new IllegalArgumentException(
          "limit: candidate " + candidate + " does not use limit " + limit);
    }
    if (useAmount == instance.useAmount) {
      useAmount = useAmount.clone();
    }
    useAmount[at] = amount;
    return this;
  }

  /// @throws IllegalArgumentException if all worth, fixed prices or uses sum to more than an
  ///   instance may hold
  public Instance build() {
    Instance varied = new Instance(this);
    varied.checkSums();
    return varied;
  }
}
