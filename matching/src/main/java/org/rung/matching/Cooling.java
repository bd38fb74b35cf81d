package org.rung.matching;

import java.util.function.BooleanSupplier;

/// Lowers the temperature in stages. A candidate many temperatures behind its person's best has no
/// weight in the soft maximum, so as it cools ever fewer candidates are looked at. What is left out
/// costs nothing but a little sharpness of the prices: the bound is always taken over all.
final class Cooling {
  private static final double COOLER = 4; // a stage's temperature to the next

  /// Temperatures behind the best at which a candidate is left out; prices move in between.
  private static final double LEFT_OUT = 24;

  /// Of how far candidates are looked at, that prices move meanwhile.
  private static final double FURTHEST = 2;

  /// In parts of the typical worth. Prices of few people's choices move by many temperatures, and
  /// run away where those who would hold them are left out.
  private static final double LEAST = 0.02;

  /// The bound may be more than the smoothed one by this part before what was left out is looked at
  /// anew, and so many times.
  private static final double MISSED = 1e-6;

  private static final double UNSEEN = 0.05; // likewise, of the gap, but where it is cold

  private static final int MOST_AGAIN = 6;

  /// Of the gap, a step's gain that is worth no other, but where it is cold: linear programs begin
  /// there.
  private static final double HARDLY = 0.2;

  private static final double COLD = 0.002; // of the typical worth

  /// So few candidates are all looked at to the end.
  private static final long FEW = 60_000;

  /// How it ended: told not to go on, with prices at their coldest or good enough, or because they
  /// moved further from where they began than was looked at.
  enum End {
    STOPPED,
    SETTLED,
    FAR
  }

  /// Who looks at the prices after each stage.
  interface Stages {
    /// The bound of everybody in cents, exact.
    ///
    /// @param temperature of the stage, in parts of the typical worth
    double bound(double temperature);

    /// Whether it need not be any colder.
    boolean isEnough(double temperature);
  }

  private final Instance frame;
  private final double scale;
  private final double gap;
  private final Workers workers;
  private final BooleanSupplier goesOn;

  /// @param frame limits and intakes
  /// @param scale the typical worth, cents
  /// @param gap that the bound has to come within, of itself
  Cooling(Instance frame, double scale, double gap, Workers workers, BooleanSupplier goesOn) {
    this.frame = frame;
    this.scale = scale;
    this.gap = gap;
    this.workers = workers;
    this.goesOn = goesOn;
  }

  /// @param within how far behind their person's best the candidates are that stages take theirs
  ///   from, in parts of the typical worth
  /// @param price receives the prices; those to start from before
  /// @param warmest first temperature, in parts of the typical worth
  /// @param coldest last temperature, likewise
  /// @param begun whether prices are thought to be so near that the first stage does not move them
  ///   far; if it does, that is the end
  /// @param stages asked after each
  End run(
      Blocks<Block> everybody,
      double within,
      double[] price,
      double warmest,
      double coldest,
      boolean begun,
      Stages stages) {
    Blocks<Near> first = near(everybody, within, price);
    Blocks<Near> people = first;
    int again = 0;
    try {
      Dual dual = new Dual(frame, people, workers);
      boolean many = dual.candidates > FEW;
      double reach = within;
      double temperature = warmest;
      while (temperature > coldest) {
        if (many && temperature < warmest && reach > LEAST) {
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
        boolean start = begun && temperature == warmest;
        dual.stayWithin(FURTHEST * reach * scale, start);
        dual.stopBelow(temperature < COLD ? 0 : HARDLY * gap);
        if (!dual.settle(price, scale * temperature, goesOn)) {
          return End.STOPPED;
        }
        double exact = stages.bound(temperature);
        double missed = temperature < COLD ? MISSED : Math.max(MISSED, UNSEEN * gap);
        boolean far = dual.isHeld() || exact - dual.value() > missed * Math.abs(exact);
        if (far && start) {
          return End.FAR;
        }
        if (again < MOST_AGAIN && far) {
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
        } else if (stages.isEnough(temperature)) {
          return End.SETTLED;
        } else {
          temperature /= COOLER;
        }
      }
      return End.SETTLED;
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
    return everybody.changed((block, scratch) -> Near.of(block, at, cents, scratch));
  }
}
