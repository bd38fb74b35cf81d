package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
  /// The bound by its formula, word for word, in big integers.
  private static BigInteger boundByFormula(Instance instance, Prices prices) {
    BigInteger sum = BigInteger.ZERO;
    for (int e = 0; e < instance.personCount(); e++) {
      sum = sum.add(prices.bestAfterPrices(instance, e));
    }
    for (int j = 0; j < instance.limitCount(); j++) {
      sum = sum.add(times(prices.limit(j), instance.capacity(j)));
    }
    for (int c = 0; c < instance.intakeCount(); c++) {
      BigInteger part =
          times(prices.seat(c), instance.seats(c))
              .subtract(times(prices.minimum(c), instance.minimum(c)));
      long money =
          instance.moneyLimit(c) == Instance.NONE ? 0 : prices.limit(instance.moneyLimit(c));
      part = part.subtract(times(instance.fixedCents(c), Prices.MILLION + money));
      sum = sum.add(part.max(BigInteger.ZERO));
    }
    return sum;
  }

  private static BigInteger times(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  @ParameterizedTest(name = "numbers up to 10^{0}")
  @ValueSource(ints = {3, 7, 12})
  void boundsByTheFormulaAlsoWhereSumsLeaveSixtyFourBits(int digits) {
    long most = (long) Math.pow(10, digits);
    SplittableRandom random = new SplittableRandom(digits);
    for (int n = 0; n < 200; n++) {
      Instance.Builder builder = Instance.builder();
      for (int j = 0; j < 3; j++) {
        builder.limit("limit", random.nextLong(-most, most + 1));
      }
      for (int c = 0; c < 2; c++) {
        long seats = random.nextLong(0, most);
        builder.intake(
            "intake", seats, random.nextLong(0, seats + 1), random.nextLong(0, most), c - 1);
      }
      for (int e = 0; e < 4; e++) {
        builder.person("person");
        for (int k = 0; k < 3; k++) {
          builder.candidate("candidate", random.nextLong(-most, most + 1));
          for (int j = 0; j < 3; j++) {
            builder.use(j, random.nextLong(-most, most + 1));
          }
          builder.seat(k % 2);
        }
      }
      Instance instance = builder.build();
      long dear = Math.min(Prices.MOST, most * 1_000);
      Prices prices =
          Prices.of(
              instance,
              random.longs(3, 0, dear).toArray(),
              random.longs(2, 0, dear).toArray(),
              random.longs(2, 0, dear).toArray());
      BigInteger expected = boundByFormula(instance, prices);
      assertThat(Bound.millionths(instance, prices)).isEqualTo(expected);
      try (Workers workers = new Workers(3)) {
        assertThat(Bound.millionths(Population.of(instance, workers), prices)).isEqualTo(expected);
      }
    }
  }

  @Test
  void addsLikeBigIntegers() {
    SplittableRandom random = new SplittableRandom(1);
    Sum128 sum = new Sum128();
    BigInteger expected = BigInteger.ZERO;
    for (int n = 0; n < 10_000; n++) {
      long a = random.nextLong() >> random.nextInt(64);
      long b = random.nextLong() >> random.nextInt(20, 64);
      sum.addProduct(a, b);
      sum.add(a);
      expected = expected.add(times(a, b)).add(BigInteger.valueOf(a));
      assertThat(sum.toBigInteger()).isEqualTo(expected);
      assertThat(sum.isPositive()).isEqualTo(expected.signum() > 0);
      assertThat(sum.isAtMost(b)).isEqualTo(expected.compareTo(BigInteger.valueOf(b)) <= 0);
    }
  }

  @Test
  void roundsTheBoundDownAndTheGapUp() {
    Instance.Builder builder = Instance.builder();
    builder.limit("slot", -1);
    builder.person("ann");
    builder.candidate("a", 3);
    builder.use(0, -1);
    Instance instance = builder.build();
    Prices prices = Prices.of(instance, new long[] {1}, new long[0], new long[0]);
    Certificate certificate = Certificate.of(instance, Choice.of(instance, new int[] {0}), prices);
    assertThat(certificate.boundCents()).isEqualTo(3);
    assertThat(
            Bound.cents(
                instance, Prices.of(instance, new long[] {4_000_001}, new long[0], new long[0])))
        .isEqualTo(BigInteger.valueOf(3));
    assertThat(new Certificate(2, 3, 1, 0).printedGap()).isEqualTo("0.333333333334");
    assertThat(new Certificate(-4, -3, 1, 0).printedGap()).isEqualTo("0.333333333334");
    assertThat(new Certificate(-2, 0, 1, 0).gap()).isEqualTo(2.0);
    assertThat(new Certificate(999, 1_000, 1, 0).isWithin(0.001)).isTrue();
    assertThat(new Certificate(998, 1_000, 1, 0).isWithin(0.001)).isFalse();
  }

  @Test
  void isRefusedToAPlanThatBreaksARule() {
    Instance.Builder builder = Instance.builder();
    int money = builder.limit("money", 10);
    int small = builder.intake("evening class", 2, 2, 4, money);
    for (int e = 0; e < 3; e++) {
      builder.person("person");
      builder.candidate("c", 100);
      builder.use(money, 3).seat(small);
    }
    Instance instance = builder.build();
    Prices prices = Prices.none(instance);
    int none = Choice.NONE;
    assertThat(Certificate.of(instance, Choice.of(instance, new int[] {0, 1, none}), prices))
        .isEqualTo(new Certificate(196, 300, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Certificate.of(instance, Choice.of(instance, new int[] {0, none, none}), prices))
        .withMessage("choice: intake 0 (evening class) has 1 people, but runs with 2 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Certificate.of(instance, Choice.of(instance, new int[] {0, 1, 2}), prices))
        .withMessage("choice: limit 0 (money) is over by 3");
  }
}
