package org.rung.matching;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Lowers the temperature in stages. A candidate many temperatures behind its person's best has no
/// weight in the soft maximum, so as it cools ever fewer candidates are looked at. What is left out
/// costs nothing but a little sharpness of the prices: the bound is always taken over all.
final class Cooling {
  /// Temperatures behind the best at which a candidate is left out; prices move in between.
  private static final double COOLER = 4; // a stage's temperature to the next

  private static final double LEFT_OUT = 24;

  /// So few candidates are all looked at to the end.
  private static final int FEW = 60_000;

  private final double scale;
  private final Workers workers;
  private final BooleanSupplier goesOn;

  Cooling(double scale, Workers workers, BooleanSupplier goesOn) {
    this.scale = scale;
    this.workers = workers;
    this.goesOn = goesOn;
  }

  /// @param state per intake, see [Dual]
  /// @param price receives the prices; those to start from before
  /// @param warmest first temperature, in parts of the typical worth
  /// @param coldest last temperature, likewise
  /// @param after is run after each stage
  /// @return whether it was allowed to go on to the end
  boolean run(
      Model all, byte[] state, double[] price, double warmest, double coldest, Runnable after) {
    Model model = all.only(running(all, state));
    double reach = Double.POSITIVE_INFINITY;
    Dual dual = dual(model, state);
    for (double temperature = warmest; temperature > coldest; temperature /= COOLER) {
      if (all.worth.length > FEW && LEFT_OUT * temperature < reach / 3 && temperature < 0.05) {
        reach = LEFT_OUT * temperature;
        model = model.near(price, reach * scale);
        dual = dual(model, state);
      }
      if (!dual.settle(price, scale * temperature, goesOn)) {
        return false;
      }
      after.run();
    }
    return true;
  }

  Dual dual(Model model, byte[] state) {
    Dual dual = new Dual(model, workers);
    System.arraycopy(state, 0, dual.state, 0, state.length);
    return dual;
  }

  /// Which candidates may run.
  private static boolean[] running(Model model, byte[] state) {
    boolean[] kept = new boolean[model.worth.length];
    Arrays.fill(kept, true);
    for (int k = 0; k < kept.length; k++) {
      for (int i = model.entryStart[k]; i < model.entryStart[k + 1]; i++) {
        int c = model.entryRow[i] - model.limits;
        kept[k] &= c < 0 || state[c] != Dual.CLOSED;
      }
    }
    return kept;
  }
}
