package org.rung.server.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What of a payment is free of tax: what a person got since 1 January, student loans included,
/// fills the yearly amount; what lies above is pay. Nothing is carried over.
///
/// @param law the rule `section-127` of the day of payment
public record Section127(Rules.Version law) {
  /// The name of the rule.
  public static final String RULE = "section-127";

  /// What the law says of a payment.
  ///
  /// @param answer yes where all of it is free, no where some is pay, neither while the amount of
  ///   the year is not known
  /// @param freeCents empty while the amount of the year is not known; so is `taxableCents`
  public record Split(Answer answer, OptionalLong freeCents, OptionalLong taxableCents) {}

  /// Splits a payment.
  ///
  /// @param paidOn the day of payment, which says the tax year
  /// @param beforeCents paid for the person since 1 January, at least 0
  /// @param amountCents of this payment: tuition, fees and books alone, at least 0
  public Split of(LocalDate paidOn, long beforeCents, long amountCents) {
    if (beforeCents < 0 || amountCents < 0) {
      throw new IllegalArgumentException(
          "beforeCents is %d and amountCents %d; neither may be below 0"
              .formatted(beforeCents, amountCents));
    }
    Case asked =
        new Case(
            paidOn,
            Map.of(
                "Paid in %d before".formatted(PaymentDay.taxYear(paidOn)),
                Wording.cents(beforeCents),
                "This payment",
                Wording.cents(amountCents)));
    OptionalLong known = law.known("yearly_cents");
    if (known.isEmpty()) {
      return new Split(
          new Answer.CannotTell(
              law.clause(),
              asked,
              List.of(
                  "the amount that is free of tax in %d".formatted(PaymentDay.taxYear(paidOn)))),
          OptionalLong.empty(),
          OptionalLong.empty());
    }
    long yearly = known.getAsLong();
    long free = Math.min(amountCents, Math.max(0, yearly - beforeCents));
    long taxable = amountCents - free;
    return new Split(
        taxable == 0
            ? new Answer.Yes(law.clause(), asked)
            : new Answer.No(
                law.clause(),
                asked,
                "%s lie above the %s that are free of tax in %d and count as pay."
                    .formatted(
                        Wording.cents(taxable), Wording.cents(yearly), PaymentDay.taxYear(paidOn)),
                "%s paid in the next year instead.".formatted(Wording.cents(taxable))),
        OptionalLong.of(free),
        OptionalLong.of(taxable));
  }
}
