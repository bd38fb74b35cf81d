package org.rung.server.pathways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LikenessTest {
  private static final PathwaySettings.Similarity SETTINGS = PathwaySettings.shipped().similarity();

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theWholeIsTheWeightedMeanOfItsParts(long seed) {
    Likeness likeness = of(values(seed), SETTINGS);
    double mean =
        (likeness.part(0, 1, 2) + 4 * likeness.part(1, 1, 2) + 2 * likeness.part(2, 1, 2)) / 7;
    assertThat(likeness.similarity(1, 2)).isCloseTo(mean, within(1e-6));
    assertThat(likeness.similarity(2, 1)).isCloseTo(likeness.similarity(1, 2), within(1e-6));
    assertThat(likeness.percentile(3, 3)).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatEveryOccupationAsksForAlikeCountsNothing(long seed) {
    double[][][] values = values(seed);
    Likeness before = of(values, SETTINGS);
    for (double[][] part : values) {
      for (double[] row : part) {
        row[0] += 40;
      }
    }
    Likeness after = of(values, SETTINGS);
    assertThat(after.similarity(0, 5)).isCloseTo(before.similarity(0, 5), within(1e-5));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aPercentileIsTheShareOfPairsThatAreLessAlike(long seed) {
    Likeness likeness = of(values(seed), SETTINGS);
    long less = 0;
    long all = 0;
    for (int i = 0; i < likeness.size(); i++) {
      for (int j = i + 1; j < likeness.size(); j++) {
        all++;
        less += (float) likeness.similarity(i, j) < (float) likeness.similarity(2, 7) ? 1 : 0;
      }
    }
    assertThat(likeness.percentile(2, 7)).isEqualTo(less / (double) all);
  }

  private static Likeness of(double[][][] values, PathwaySettings.Similarity settings) {
    List<String> codes = IntStream.range(0, values[0].length).mapToObj(i -> "code" + i).toList();
    return new Likeness(codes, values, settings);
  }

  /// Twelve occupations, eight elements in each part.
  private static double[][][] values(long seed) {
    Random random = new Random(seed);
    double[][][] values = new double[Likeness.PARTS][12][8];
    for (double[][] part : values) {
      for (double[] row : part) {
        for (int e = 0; e < row.length; e++) {
          row[e] = random.nextDouble(28);
        }
      }
    }
    return values;
  }
}
