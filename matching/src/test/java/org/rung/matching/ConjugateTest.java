package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The step by conjugate gradients beside that of the square written down and factored.
class ConjugateTest {
  private static final int OPENINGS = 150;
  private static final int SITES = 1_600; // more rows than are factored to begin with
  private static final int INTAKES = 80;
  private static final int PEOPLE = 3_000;
  private static final double TEMPERATURE = 40_000;
  private static final double DAMPING = 0.01;

  /// Of the step's length, measured by the square itself; the residual is brought to a hundredth.
  private static final double CLOSE = 0.02;

  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest(name = "on {0} threads")
  @ValueSource(ints = {1, 2})
  void comesToTheStepOfTheWholeSquare(int threads) {
    Instance instance = instance();
    int rows = instance.limitCount() + instance.intakeCount();
    double[] price = prices(rows);
    try (Workers workers = new Workers(threads)) {
      Cholesky cholesky = new Cholesky(workers);
      Blocks<Near> people =
          Population.of(instance, workers)
              .blocks
              .changed((block, scratch) -> Near.sample(block, 1));
      Demand demand = people.sum(new SoftMaximum(price, TEMPERATURE));
      double[] own = new double[rows];
      double[] damp = new double[rows];
      double[] slope = new double[rows];
      for (int row = 0; row < rows; row++) {
        double size = row == 0 ? 500_000 : 1;
        own[row] = demand.bend[row] / TEMPERATURE;
        damp[row] = DAMPING * own[row] + 1e-3 * size * size / TEMPERATURE;
        slope[row] = own[row] * TEMPERATURE / size * random.nextDouble(-1, 1);
      }
      List<Conjugate.Bend> intakes = new ArrayList<>();
      for (int c = 0; c < INTAKES; c += 4) {
        double fee = instance.fixed[c];
        double soft = TEMPERATURE * 0.25 * instance.seats[c];
        intakes.add(
            new Conjugate.Bend(instance.limitCount() + c, 0, instance.seats[c], fee, 0.24 / soft));
      }
      int[] list = IntStream.range(0, rows).filter(row -> row % 17 != 5).toArray();
      Blocks<Ties> ties =
          people.changed((near, scratch) -> new Ties(near, price, TEMPERATURE, scratch));
      double[][] square = square(ties, intakes, list, damp, rows);
      double[] step = new double[rows];

      new Conjugate(instance, cholesky)
          .solve(
              ties,
              intakes.toArray(Conjugate.Bend[]::new),
              list,
              TEMPERATURE,
              own,
              damp,
              slope,
              step);

      double[] exact = Arrays.stream(list).mapToDouble(row -> -slope[row]).toArray();
      cholesky.solve(
          Arrays.stream(square).map(double[]::clone).toArray(double[][]::new), list.length, exact);
      double[] off = new double[list.length];
      Arrays.setAll(off, i -> step[list[i]] - exact[i]);
      assertThat(Math.sqrt(length(square, off) / length(square, exact))).isLessThan(CLOSE);
      assertThat(
              IntStream.range(0, rows).filter(row -> row % 17 == 5).mapToDouble(row -> step[row]))
          .containsOnly(0.0);
    }
  }

  /// All second derivatives of the rows in the list, the upper half.
  private static double[][] square(
      Blocks<Ties> ties, List<Conjugate.Bend> intakes, int[] list, double[] damp, int rows) {
    double[][] summed = ties.sum(Curvature.of(list, list.length, rows)).row;
    double[][] square = new double[list.length][];
    for (int i = 0; i < square.length; i++) {
      square[i] = Arrays.copyOf(summed[i], list.length);
      for (int j = i; j < square.length; j++) {
        square[i][j] /= TEMPERATURE;
      }
      square[i][i] += damp[list[i]];
    }
    for (Conjugate.Bend bend : intakes) {
      int at = Arrays.binarySearch(list, bend.row());
      if (at >= 0) {
        square[at][at] += bend.amount() * bend.seats() * bend.seats();
        square[0][at] -= bend.amount() * bend.seats() * bend.fee();
      }
      square[0][0] += bend.amount() * bend.fee() * bend.fee();
    }
    return square;
  }

  /// x'Sx of a symmetric square told by its upper half.
  private static double length(double[][] upper, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += upper[i][i] * x[i] * x[i];
      for (int j = i + 1; j < x.length; j++) {
        sum += 2 * upper[i][j] * x[i] * x[j];
      }
    }
    return sum;
  }

  /// Money, openings and seats for all, release time for the few of one site.
  private Instance instance() {
    Instance.Builder builder = Instance.builder();
    builder.limit("budget", 300_000_000);
    for (int j = 0; j < OPENINGS; j++) {
      builder.limit("openings " + j, 10);
    }
    for (int j = 0; j < SITES; j++) {
      builder.limit("release " + j, 40);
    }
    for (int c = 0; c < INTAKES; c++) {
      builder.intake("intake " + c, 10, 4, c % 4 == 0 ? 1_000_000 : 0, 0);
    }
    for (int e = 0; e < PEOPLE; e++) {
      builder.person("person " + e);
      for (int k = 0; k < 6; k++) {
        builder.candidate("candidate " + k, random.nextLong(500_000, 1_000_000));
        builder.use(0, random.nextLong(100_000, 500_000));
        builder.use(1 + random.nextInt(OPENINGS), 1);
        builder.use(1 + OPENINGS + (e + 400 * random.nextInt(4)) % SITES, 1);
        builder.seat(random.nextInt(INTAKES));
      }
    }
    return builder.build();
  }

  /// Prices at which many hesitate.
  private double[] prices(int rows) {
    double[] price = new double[rows];
    Arrays.setAll(price, row -> random.nextDouble(0, 250_000));
    price[0] = 0.4;
    return price;
  }
}
