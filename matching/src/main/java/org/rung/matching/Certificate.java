package org.rung.matching;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// The proof of how good a plan is, in whole numbers: what it is worth, what no plan can be worth
/// more than, and what was counted on the way. Exists only for a plan that keeps every limit and
/// every intake's rule.
///
/// @param worthCents worth of the chosen candidates less the fixed prices of the intakes that run
/// @param boundCents no plan is worth more; the exact bound at the prices, of several cases the
///   largest, rounded down, for worth is whole cents
/// @param assigned how many people get something
/// @param openIntakes how many intakes run
public record Certificate(long worthCents, long boundCents, int assigned, int openIntakes) {
  public Certificate {
    if (worthCents > boundCents) {
      throw new IllegalArgumentException(
          "worthCents: "
              + worthCents
              + " is over the bound "
              + boundCents
              + ", so one of them is wrong");
    }
  }

  /// Certifies a plan at given prices.
  ///
  /// @throws IllegalArgumentException naming the first limit or intake whose rule the plan breaks
  public static Certificate of(Instance instance, Choice choice, Prices prices) {
    return of(instance, choice, List.of(Case.every(prices)));
  }

  /// Certifies a plan by cases.
  ///
  /// @throws IllegalArgumentException if the cases do not cover every plan, or naming the first
  ///   limit or intake whose rule the plan breaks
  public static Certificate of(Instance instance, Choice choice, List<Case> cases) {
    if (!Case.coverEveryPlan(cases)) {
      throw new IllegalArgumentException("cases: they do not cover every plan");
    }
    Account account = Account.of(instance, choice.candidate);
    account
        .problem(instance)
        .ifPresent(broken -> {
          throw new IllegalArgumentException("choice: " + broken);
        });
    return new Certificate(
        account.worthCents,
        Bound.cents(instance, cases).longValueExact(),
        choice.assigned(),
        account.openIntakes());
  }

  /// Numerator of the gap: cents between bound and worth.
  public long gapNumerator() {
    return boundCents - worthCents;
  }

  /// Denominator of the gap: the bound without its sign, at least 1 cent.
  public long gapDenominator() {
    return Math.max(Math.abs(boundCents), 1);
  }

  /// The gap as a fraction of the bound: 0.001 is 0.1 %.
  public double gap() {
    return (double) gapNumerator() / (double) gapDenominator();
  }

  /// Whether the gap is at most the target, compared without rounding.
  public boolean isWithin(double target) {
    return BigDecimal.valueOf(gapNumerator())
            .compareTo(new BigDecimal(target).multiply(BigDecimal.valueOf(gapDenominator())))
        <= 0;
  }

  /// The gap to twelve decimal places, rounded up so that it never says less than is true.
  public String printedGap() {
    return new BigDecimal(BigInteger.valueOf(gapNumerator()))
        .divide(BigDecimal.valueOf(gapDenominator()), 12, RoundingMode.CEILING)
        .toPlainString();
  }
}
