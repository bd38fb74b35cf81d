package org.rung.matching;

import java.util.function.BooleanSupplier;

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

  /// @param first candidates that later stages take theirs from; closed in the end
  /// @param within how far behind their person's best they are at most, in parts of the typical
  ///   worth
  /// @param price receives the prices; those to start from before
  /// @param warmest first temperature, in parts of the typical worth
  /// @param coldest last temperature, likewise
  /// @param after is run after each stage
  /// @return whether it was allowed to go on to the end
  boolean run(
      Blocks<Near> first,
      double within,
      double[] price,
      double warmest,
      double coldest,
      Runnable after) {
    Blocks<Near> people = first;
    try {
      Dual dual = new Dual(frame, people, workers);
      boolean many = dual.candidates > FEW;
      double reach = within;
      for (double temperature = warmest; temperature > coldest; temperature /= COOLER) {
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
        after.run();
      }
      return true;
    } finally {
      if (people != first) {
        people.close();
      }
      first.close();
    }
  }
}
