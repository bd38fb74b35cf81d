package org.rung.server.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/// An amount of money: whole minor units (cents) of one currency. Sums are exact; an overflow is an
/// error and never a wrong amount.
///
/// @param minor whole minor units, negative when owed
/// @param currency ISO 4217
public record Money(long minor, Currency currency) implements Comparable<Money> {
  private static final Currency DOLLAR = Currency.getInstance("USD");

  public Money {
    Objects.requireNonNull(currency);
  }

  /// US dollars from whole cents.
  public static Money cents(long cents) {
    return new Money(cents, DOLLAR);
  }

  /// From a decimal amount such as a file holds, rounded half up to the currency's minor unit.
  ///
  /// @throws ArithmeticException beyond 92 million billion units
  public static Money of(BigDecimal amount, Currency currency) {
    return new Money(
        amount
            .movePointRight(currency.getDefaultFractionDigits())
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact(),
        currency);
  }

  /// @throws IllegalArgumentException when the currencies differ
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, same(other).minor), currency);
  }

  /// @throws IllegalArgumentException when the currencies differ
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, same(other).minor), currency);
  }

  /// So many times this amount.
  public Money times(long count) {
    return new Money(Math.multiplyExact(minor, count), currency);
  }

  /// @throws IllegalArgumentException when the currencies differ
  public boolean isMoreThan(Money other) {
    return minor > same(other).minor;
  }

  /// The amount in major units (dollars), exactly.
  public BigDecimal amount() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, same(other).minor);
  }

  @Override
  public String toString() {
    return currency.getCurrencyCode() + " " + amount().toPlainString();
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "%s and %s are different currencies".formatted(currency, other.currency));
    }
    return other;
  }
}
