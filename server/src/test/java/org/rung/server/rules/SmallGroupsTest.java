package org.rung.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmallGroupsTest {
  static LongStream seeds() {
    return LongStream.range(0, 2_000);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsShownTellsNoGroupOfOneToFour(long seed) {
    Random random = new Random(seed);
    long[] parts = new long[1 + random.nextInt(6)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(7);
    }
    boolean[] shown = SmallGroups.shownBeside(parts);
    long kept = 0;
    int groups = 0;
    boolean some = false;
    for (int i = 0; i < parts.length; i++) {
      if (shown[i]) {
        assertThat(SmallGroups.hides(parts[i])).isFalse();
        some |= parts[i] > 0;
      } else {
        kept += parts[i];
        groups++;
      }
    }
    // The whole less what is shown is told, too.
    if (groups > 0 && some) {
      assertThat(groups).isGreaterThanOrEqualTo(2);
      assertThat(kept).isGreaterThanOrEqualTo(SmallGroups.LEAST);
    }
  }
}
