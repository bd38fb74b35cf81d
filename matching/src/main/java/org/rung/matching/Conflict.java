package org.rung.matching;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Shows that no plan keeps every rule, and which rules cannot be kept together.
///
/// If everything were worth nothing, a plan would be worth nothing; so where some prices bound what
/// nothing is worth below nought, there is no plan (Farkas 1902). Such multipliers are looked for
/// as prices are, and then as many as possible are struck out: what is left is what conflicts.
final class Conflict {
  private static final int TURNS = 12;
  private static final int STEPS = 40; // of a turn
  private static final double TEMPERATURE = 1e6; // cents; any, as only the prices' ratios count
  private static final int STRIKES = 400; // passes over everybody to strike out rules
  private static final int NAMED = 6;

  private final Population population;
  private final Instance worthless; // limits and intakes
  private final Workers workers;
  private final BooleanSupplier goesOn;

  private Conflict(Population worthless, Workers workers, BooleanSupplier goesOn) {
    population = worthless;
    this.worthless = worthless.frame;
    this.workers = workers;
    this.goesOn = goesOn;
  }

  /// @return the proof, if one was found
  static Optional<Outcome.Infeasible> of(
      Population population, Workers workers, BooleanSupplier goesOn) {
    Population worthless = population.worthless(workers);
    try (Blocks<Block> blocks = worthless.blocks) {
      Conflict conflict = new Conflict(worthless, workers, goesOn);
      double[] price = conflict.multipliers();
      return price == null
          ? Optional.empty()
          : Optional.of(conflict.told(conflict.struckOut(price)));
    }
  }

  private double @Nullable [] multipliers() {
    double[] price = new double[worthless.limitCount() + worthless.intakeCount()];
    try (Blocks<Near> everybody =
        population.blocks.changed((block, scratch) -> Near.sample(block, 1))) {
      Dual dual = new Dual(worthless, everybody, workers);
      for (int turn = 0; turn < TURNS && dual.descend(price, TEMPERATURE, STEPS, goesOn); turn++) {
        if (proves(price)) {
          return price;
        }
      }
    }
    return null;
  }

  /// Exact.
  private boolean proves(double[] price) {
    BigInteger bound = Bound.millionths(population, Prices.rounded(worthless, price));
    return bound.signum() < 0;
  }

  /// Strikes rules out, first half of them at a time, then ever fewer, as long as the others prove
  /// it without them.
  private double[] struckOut(double[] price) {
    int[] rows = priced(price);
    int strikes = 0;
    for (int part = Math.max(1, rows.length / 2); strikes < STRIKES; part = (part + 1) / 2) {
      for (int from = 0; from < rows.length && strikes < STRIKES; from += part) {
        double[] without = price.clone();
        for (int i = from; i < Math.min(rows.length, from + part); i++) {
          without[rows[i]] = 0;
        }
        strikes++;
        if (goesOn.getAsBoolean() && proves(without)) {
          price = without;
        }
      }
      if (part == 1) {
        break;
      }
      rows = priced(price);
    }
    return price;
  }

  /// Rows with a price, those that weigh least first.
  private int[] priced(double[] price) {
    double[] weight = new double[price.length];
    for (int j = 0; j < price.length; j++) {
      long room =
          j < worthless.limitCount()
              ? worthless.capacity[j]
              : worthless.seats[j - worthless.limitCount()];
      weight[j] = Math.abs(price[j]) * Math.max(1, Math.abs((double) room));
    }
    return IntStream.range(0, price.length)
        .filter(j -> weight[j] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> weight[j]))
        .mapToInt(j -> j)
        .toArray();
  }

  private Outcome.Infeasible told(double[] price) {
    int[] rows = priced(price);
    List<String> names = new ArrayList<>();
    for (int i = rows.length - 1; i >= 0; i--) {
      int c = rows[i] - worthless.limitCount();
      names.add(
          c < 0
              ? worthless.limitName(rows[i])
              : price[rows[i]] > 0
                  ? "seats of " + worthless.intakeName(c)
                  : "minimum of " + worthless.intakeName(c));
    }
    String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return new Outcome.Infeasible(
        names.size() == 1
            ? some + ": no plan can keep it"
            : "no plan can keep all of these: " + some + more,
        List.copyOf(names),
        Optional.of(Prices.rounded(worthless, price)));
  }
}
