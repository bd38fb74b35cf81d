package org.rung.matching;

import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Settles which intakes run where people are many, by prices alone: an intake that may run in part
/// is settled, the prices follow, and so on to the next.
final class Settling {
  private static final double[] COOL = {6.4e-3, 1.6e-3, 4e-4, 1e-4}; // of the typical worth
  private static final double[] NEARER = {4e-4, 1e-4};
  private static final double[] COLD = {1e-4, 2.5e-5, 1e-5};
  private static final int SETTLED = 8; // times at one temperature, at most
  private static final double LITTLE = 1e-7; // of the bound
  private static final int AGAIN = 6; // times with more of those who were left out
  private static final double MISSED = 1e-6; // of the bound, by those left out
  private static final double FAR = 24; // temperatures behind a person's best
  private static final double LEAST = 0.02; // of the typical worth, likewise
  private static final double CLEAR = 0.5; // what is gained or lost, beside the fixed price
  private static final double SITTER = 1e-3; // of the typical worth: what settles a minimum
  private static final double RUINOUS = 0.05; // of the bound, lost by settling an intake wrongly
  private static final double TOLERATED = 1e-3; // likewise, by settling all of them without trying
  private static final double LIFTED = 0.01; // of the bound: no smoothing makes it so much more
  private static final double USUAL = 2; // times what an intake lost on average so far
  private static final double MOST_WORK = 2.5e9; // candidates looked at
  private static final double WORTH_A_CASE = 2e-6; // of the bound
  private static final double NEAR = 3; // temperatures
  private static final double LEAST_PART = 0.1; // of the fixed price, lost where only prices tie

  private final Instance instance; // with the candidates on the shortlist
  private final Population everybody;
  private final Population listed;
  private final double scale;
  private final Workers workers;
  private final BooleanSupplier goesOn;
  private final int limits;
  private final int intakes;
  private double work; // candidates looked at

  /// @param instance with the candidates on the shortlist
  /// @param everybody with all candidates
  /// @param scale the typical worth, cents
  Settling(
      Instance instance,
      Population everybody,
      double scale,
      Workers workers,
      BooleanSupplier goesOn) {
    this.instance = instance;
    this.everybody = everybody;
    listed = Population.of(instance, workers);
    this.scale = scale;
    this.workers = workers;
    this.goesOn = goesOn;
    limits = instance.limitCount();
    intakes = instance.intakeCount();
  }

  /// Some intakes settled, the others run in part.
  ///
  /// @param state per intake, as in [Dual]
  /// @param price per limit and intake, cents
  /// @param bound of what any plan is worth that keeps to the state, cents; nearly
  record Settled(byte[] state, double[] price, double bound) {}

  /// Whether there is anything to settle.
  static boolean isNeeded(Instance instance) {
    for (int c = 0; c < instance.intakeCount(); c++) {
      if (Takers.isRuled(instance, c)) {
        return true;
      }
    }
    return false;
  }

  /// No intake settled.
  ///
  /// @param price prices near the best
  Settled none(double[] price, double enough) {
    return solve(everybody, new byte[intakes], price, COLD, enough, Double.POSITIVE_INFINITY);
  }

  /// Settles intakes by what they gain, as many at a time as that loses little: half of those that
  /// are clear, then some of the others, fewer where they stand in for each other. An intake that
  /// loses much alone is tried both ways.
  ///
  /// @param root prices where all may run in part
  /// @param inTime whether to settle more
  /// @return with all intakes settled, unless time is up or that is too much work where there are
  ///   many people and many intakes: what is left may run in part
  Settled settle(double[] root, BooleanSupplier inTime) {
    boolean[] decided = new boolean[intakes];
    int ruled = 0;
    for (int c = 0; c < intakes; c++) {
      decided[c] = !Takers.isRuled(instance, c);
      ruled += decided[c] ? 0 : 1;
    }
    Settled first = solve(new byte[intakes], root, COOL, Double.NEGATIVE_INFINITY);
    Settled now = first;
    work = 0;
    int most = ruled;
    for (int left = ruled; left > 0 && work < MOST_WORK && inTime.getAsBoolean(); ) {
      Takers takers = new Takers(instance, now.state, now.price);
      int[] clearest = clearestFirst(decided, takers);
      int clear = 0;
      while (clear < (left + 1) / 2 && clarity(takers, clearest[clear]) >= CLEAR) {
        clear++;
      }
      Settled next = null;
      for (int n = clear; n > 1 && next == null; n /= 2) {
        next = several(now, takers, clearest, n, RUINOUS);
      }
      double lost = (first.bound - now.bound) / Math.abs(first.bound) / (ruled - left + 1);
      double tolerated = Math.max(TOLERATED / ruled, USUAL * lost);
      int count = Math.min(left / 4, most);
      if (next == null && count > 1) {
        next = several(now, takers, clearest, count, count * tolerated);
        most = 2 * count;
      }
      if (next == null) {
        next = one(now, takers, clearest[0], tolerated);
        most = 2;
      }
      if (!goesOn.getAsBoolean()) {
        break; // what was found last is not finished
      }
      for (int c : clearest) {
        if (next.state[c] != Dual.FREE) {
          decided[c] = true;
          left--;
        }
      }
      now = next;
    }
    return solve(now.state, now.price, COLD, Double.NEGATIVE_INFINITY);
  }

  /// Settles the first few by whether they gain.
  ///
  /// @param tolerated part of the bound that may be lost
  /// @return nothing if more is lost
  private @Nullable Settled several(
      Settled now, Takers takers, int[] clearest, int count, double tolerated) {
    byte[] state = now.state.clone();
    for (int n = 0; n < count; n++) {
      state[clearest[n]] = takers.gain[clearest[n]] > 0 ? Dual.OPEN : Dual.CLOSED;
    }
    double least = now.bound - tolerated * Math.abs(now.bound);
    Settled settled = tried(now, state, least);
    return settled.bound > least ? settled : null;
  }

  /// Settles one intake by whether it gains, and where that loses much the better way.
  private Settled one(Settled now, Takers takers, int c, double tolerated) {
    byte[] state = now.state.clone();
    state[c] = takers.gain[c] > 0 ? Dual.OPEN : Dual.CLOSED;
    double ruinous = now.bound - RUINOUS * Math.abs(now.bound);
    Settled likely = tried(now, state, ruinous);
    if (likely.bound >= now.bound - tolerated * Math.abs(now.bound)) {
      return likely;
    }
    state = state.clone();
    state[c] = takers.gain[c] > 0 ? Dual.CLOSED : Dual.OPEN;
    Settled other = tried(now, state, Math.max(ruinous, likely.bound));
    Settled better = other.bound > likely.bound ? other : likely;
    return better.bound > Double.NEGATIVE_INFINITY
        ? better
        : new Settled(likely.state, now.price, now.bound);
  }

  /// The same with more settled. Settling more cannot raise the bound, so where it did prices ran
  /// away, as they may where few people come close, and it is tried again from warmer.
  ///
  /// @return with a bound of -infinity if they ran away again
  private Settled tried(Settled now, byte[] state, double least) {
    double most = now.bound + LIFTED * Math.abs(now.bound);
    Settled near = solve(listed, state, now.price, NEARER, least, most);
    if (near.bound <= most) {
      return near;
    }
    Settled warmer = solve(state, now.price, COOL, least);
    return warmer.bound <= most ? warmer : new Settled(state, now.price, Double.NEGATIVE_INFINITY);
  }

  private int[] clearestFirst(boolean[] decided, Takers takers) {
    return IntStream.range(0, intakes)
        .filter(c -> !decided[c])
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -clarity(takers, c)))
        .mapToInt(c -> c)
        .toArray();
  }

  private double clarity(Takers takers, int c) {
    double sitters = instance.minimum[c] * SITTER * scale;
    return Math.abs(takers.gain[c]) / Math.max(1, takers.charge(c) + sitters);
  }

  /// Settles what is left where no intake runs in part.
  Settled completed(Settled one) {
    Takers takers = new Takers(instance, one.state, one.price);
    byte[] state = one.state.clone();
    for (int c = 0; c < intakes; c++) {
      if (state[c] == Dual.FREE && Takers.isRuled(instance, c)) {
        state[c] = takers.gain[c] > 0 ? Dual.OPEN : Dual.CLOSED;
      }
    }
    return solve(state, one.price, COLD, Double.NEGATIVE_INFINITY);
  }

  /// The intake that bounds the case least closely as it runs in part; -1 if there is none.
  int undecided(Settled one) {
    Takers takers = new Takers(instance, one.state, one.price);
    double near = NEAR * scale * COOL[COOL.length - 1];
    int pick = -1;
    double most = 0;
    for (int c = 0; c < intakes; c++) {
      if (one.state[c] == Dual.FREE && Takers.isRuled(instance, c)) {
        double loss = takers.inPart[c] - Math.max(0, takers.gain[c]);
        double part = Math.min(takers.taken[c], 1 - takers.taken[c]);
        if (takers.justPays(c, near) && part > 0) {
          loss += LEAST_PART * part * takers.charge(c);
        } else if (loss <= WORTH_A_CASE * Math.abs(one.bound)) {
          continue;
        }
        if (loss > most) {
          most = loss;
          pick = c;
        }
      }
    }
    return pick;
  }

  /// The same with one more intake settled.
  ///
  /// @param enough cents; a bound no more than this is lowered no further
  Settled with(Settled one, int c, byte state, double enough) {
    byte[] settled = one.state.clone();
    settled[c] = state;
    return solve(everybody, settled, one.price, COOL, enough, Double.POSITIVE_INFINITY);
  }

  private Settled solve(byte[] state, double[] from, double[] temperatures, double enough) {
    return solve(listed, state, from, temperatures, enough, Double.POSITIVE_INFINITY);
  }

  /// @param enough cents; a bound no more than this is lowered no further
  /// @param most cents; nor is one that is more than this
  private Settled solve(
      Population among,
      byte[] state,
      double[] from,
      double[] temperatures,
      double enough,
      double most) {
    double[] price = from.clone();
    for (int c = 0; c < intakes; c++) {
      if (state[c] == Dual.CLOSED) {
        price[limits + c] = 0;
      } else if (state[c] == Dual.FREE) {
        price[limits + c] = Math.max(0, price[limits + c]);
      }
    }
    double value = Double.POSITIVE_INFINITY;
    for (int n = 0; n < temperatures.length && goesOn.getAsBoolean(); n++) {
      double temperature = temperatures[n] * scale;
      double wider = 1;
      for (int again = 0; again < AGAIN; again++) {
        double seen = solve(among, state, price, temperature, wider, enough, most);
        if (seen > most) {
          return new Settled(state, price, seen);
        }
        // Prices that moved far bring others close, who were left out.
        value = solve(among, state, price, temperature, 1, Double.POSITIVE_INFINITY, most);
        if (value - seen <= MISSED * Math.abs(value)) {
          break;
        }
        wider *= 4;
      }
      if (value <= enough) {
        break;
      }
    }
    return new Settled(state, price, value);
  }

  private double solve(
      Population among,
      byte[] state,
      double[] price,
      double temperature,
      double wider,
      double enough,
      double most) {
    double[] shut = price.clone();
    for (int c = 0; c < intakes; c++) {
      shut[limits + c] = state[c] == Dual.CLOSED ? Prices.MOST : shut[limits + c];
    }
    double reach = wider * Math.max(FAR * temperature, LEAST * scale);
    double value = Double.POSITIVE_INFINITY;
    try (Blocks<Near> people =
        among.blocks.changed((block, scratch) -> Near.all(block, shut, reach, scratch))) {
      Dual dual = new Dual(instance, people, state, workers);
      dual.stopAt(enough);
      for (int n = 0; n < SETTLED && goesOn.getAsBoolean(); n++) {
        double before = value;
        dual.settle(price, temperature, goesOn);
        value = dual.value();
        if (value <= enough || value > most || before - value < LITTLE * Math.abs(value)) {
          break;
        }
      }
      work += (double) dual.candidates * dual.passes() + among.candidates;
    }
    return value;
  }
}
