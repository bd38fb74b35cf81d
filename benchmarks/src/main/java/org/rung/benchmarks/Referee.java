package org.rung.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rung.matching.Certificate;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Outcome;
import org.rung.matching.PlanFiles;
import org.rung.matching.Prices;
import org.rung.matching.testkit.CertificateCheck;

/// Adds up a plan in whole cents and has it checked from its files by the code that shares nothing
/// with any solver. What a solver says of its own plan counts for nothing.
final class Referee {
  private final Instance instance;

  Referee(Instance instance) {
    this.instance = instance;
  }

  /// What a solver's choice is worth.
  ///
  /// @param answer with the bound it told, if it knows one
  /// @param chosen per person a candidate or [Choice#NONE]
  Answer judge(Answer answer, int[] chosen) {
    Choice choice = Choice.of(instance, chosen);
    Prices none = Prices.none(instance);
    Certificate certificate;
    try {
      certificate = Certificate.of(instance, choice, none);
    } catch (IllegalArgumentException broken) {
      return Answer.without(
          answer.solver(), "no plan: " + broken.getMessage(), answer.seconds(), answer.peakMb());
    }
    double worth = certificate.worthCents();
    return checked(
        new Outcome.Solved(
            choice, none, List.of(), certificate, Outcome.StoppedBy.NOTHING_BETTER_FOUND),
        new Answer(
            answer.solver(),
            answer.status(),
            answer.seconds(),
            worth,
            answer.bound(),
            Answer.gap(worth, answer.bound()),
            true,
            false,
            0,
            answer.peakMb()));
  }

  /// What no plan can be worth more than at the prices (weak duality), in whole cents, exact.
  BigInteger bound(Prices prices) {
    BigInteger sum = BigInteger.ZERO;
    for (int e = 0; e < instance.personCount(); e++) {
      sum = sum.add(prices.bestAfterPrices(instance, e));
    }
    for (int j = 0; j < instance.limitCount(); j++) {
      sum = sum.add(product(prices.limit(j), instance.capacity(j)));
    }
    for (int c = 0; c < instance.intakeCount(); c++) {
      BigInteger gain =
          product(prices.seat(c), instance.seats(c))
              .subtract(product(prices.minimum(c), instance.minimum(c)))
              .subtract(product(Prices.MILLION, instance.fixedCents(c)));
      if (instance.moneyLimit(c) != Instance.NONE) {
        long money = prices.limit(instance.moneyLimit(c));
        gain = gain.subtract(product(money, instance.fixedCents(c)));
      }
      sum = sum.add(gain.max(BigInteger.ZERO));
    }
    return sum.divide(BigInteger.valueOf(Prices.MILLION));
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  /// The answer, if the independent check confirms the plan and what is said of it.
  Answer checked(Outcome.Solved solved, Answer answer) {
    try {
      Path folder = Files.createTempDirectory("rung-compare");
      try {
        PlanFiles.write(folder, instance, solved);
        CertificateCheck.Report report = CertificateCheck.of(folder);
        return report.holds()
            ? answer
            : Answer.without(
                answer.solver(),
                report.steps().stream()
                    .filter(step -> !step.holds())
                    .map(step -> step.name() + ": " + step.detail())
                    .collect(Collectors.joining("; ", "refused by the check: ", "")),
                answer.seconds(),
                answer.peakMb());
      } finally {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
