package org.rung.matching;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// Lowers the temperature in stages. A candidate many temperatures behind its person's best has no
/// weight in the soft maximum, so as it cools ever fewer candidates are looked at. What is left out
/// costs nothing but a little sharpness of the prices: the bound is always taken over all.
final class Cooling {
  private static final double COOLER = 4; // a stage's temperature to the next

  /// Temperatures behind the best at which a candidate is left out; prices move in between.
  private static final double LEFT_OUT = 24;

  /// In parts of the typical worth. Prices of few people's choices move by many temperatures, and
  /// run away where those who would hold them are left out.
  private static final double LEAST = 0.02;

  /// The bound may be more than the smoothed one by this part before what was left out is looked at
  /// anew, and so many times.
  private static final double MISSED = 1e-6;

  private static final int MOST_AGAIN = 6;

  /// So few candidates are all looked at to the end.
  private static final long FEW = 60_000;

  private final Instance frame;
  private final double scale;
  private final Workers workers;
  private final BooleanSupplier goesOn;

  /// @param frame limits and intakes
  /// @param scale the typical worth, cents
  Cooling(Instance frame, double scale, Workers workers, BooleanSupplier goesOn) {
    this.frame = frame;
    this.scale = scale;
    this.workers = workers;
    this.goesOn = goesOn;
  }

  /// @param within how far behind their person's best the candidates are that stages take theirs
  ///   from, in parts of the typical worth
  /// @param price receives the prices; those to start from before
  /// @param warmest first temperature, in parts of the typical worth
  /// @param coldest last temperature, likewise
  /// @param bound of everybody at the prices in cents, exact; asked after each stage
  /// @return whether it was allowed to go on to the end
  boolean run(
      Blocks<Block> everybody,
      double within,
      double[] price,
      double warmest,
      double coldest,
      DoubleSupplier bound) {
    Blocks<Near> first = near(everybody, within, price);
    Blocks<Near> people = first;
    int again = 0;
    try {
      Dual dual = new Dual(frame, people, workers);
      boolean many = dual.candidates > FEW;
      double reach = within;
      double temperature = warmest;
      while (temperature > coldest) {
        if (many && temperature < 0.05 && reach > LEAST) {
          reach = Math.max(LEAST, LEFT_OUT * temperature);
          double[] at = price.clone();
          double cents = reach * scale;
          Blocks<Near> fewer = first.changed((near, scratch) -> near.narrowed(at, cents));
          dual = new Dual(frame, fewer, workers);
          if (people != first) {
            people.close();
          }
          people = fewer;
        }
        if (!dual.settle(price, scale * temperature, goesOn)) {
          return false;
        }
        double exact = bound.getAsDouble();
        if (again < MOST_AGAIN && exact - dual.value() > MISSED * Math.abs(exact)) {
          // Prices moved so far that candidates count which were left out from the first.
          again++;
          if (people != first) {
            people.close();
          }
          first.close();
          first = near(everybody, within, price);
          people = first;
          dual = new Dual(frame, people, workers);
          reach = within;
        } else {
          temperature /= COOLER;
        }
      }
      return true;
    } finally {
      if (people != first) {
        people.close();
      }
      first.close();
    }
  }

  private Blocks<Near> near(Blocks<Block> everybody, double within, double[] price) {
    double[] at = price.clone();
    double cents = within * scale;
    return everybody.changed((block, scratch) -> new Near(block, block.near(at, cents)));
  }
}
