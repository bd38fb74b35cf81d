package org.rung.server.examples;

/// Chance from a seed: the same on every machine and Java. SplitMix64 (Steele, Lea, Flood 2014).
final class Dice {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  /// @param what they are for, so that each purpose has a stream of its own
  Dice(long seed, String what) {
    state = mixed(seed);
    for (int i = 0; i < what.length(); i++) {
      state = mixed(state + STEP * (what.charAt(i) + 1));
    }
  }

  private static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += STEP;
    return mixed(state);
  }

  /// 0 to below 1.
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /// 0 to below `bound`.
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  boolean happens(double probability) {
    return unit() < probability;
  }

  /// Mean 0, deviation 1 (Box and Muller 1958).
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  /// Median 1.
  double logNormal(double deviation) {
    return StrictMath.exp(deviation * normal());
  }

  /// A position, as often as its weight says.
  ///
  /// @param rising sums of the weights up to each position
  int among(double[] rising) {
    double at = unit() * rising[rising.length - 1];
    int low = 0;
    int high = rising.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rising[middle] <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The numbers from 0 to below `count` in a drawn order.
  int[] order(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = below(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
