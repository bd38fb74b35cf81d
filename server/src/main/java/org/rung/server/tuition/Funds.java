package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Posting;
import org.springframework.stereotype.Component;

/// The money of the benefit: one budget a calendar year, since its caps and section 127 count by
/// calendar years.
@Component
class Funds {
  private static final Currency DOLLAR = Currency.getInstance("USD");
  private static final String PROGRAMME = "career-choice";
  private static final String COST_CENTRE = "Education benefit";

  private final Ledger ledger;

  Funds(Ledger ledger) {
    this.ledger = ledger;
  }

  static Budget budget(int year) {
    return new Budget(Optional.of(PROGRAMME), year, COST_CENTRE, DOLLAR);
  }

  static Money cents(long cents) {
    return new Money(cents, DOLLAR);
  }

  static String about(long term) {
    return "tuition term " + term;
  }

  /// The term that a line of the books is about; empty when it is another capability's.
  static Optional<Long> term(String about) {
    return Optional.of(about)
        .filter(it -> it.matches("tuition term \\d{1,18}"))
        .map(it -> Long.valueOf(it.substring(it.lastIndexOf(' ') + 1)));
  }

  static Posting posting(Posting.Kind kind, int year, long term, long cents) {
    return new Posting(kind, budget(year), about(term), cents(cents));
  }

  /// Puts money into the budget of a year.
  ///
  /// @throws NotPosted when the key belongs to another grant
  void grant(String key, int year, long cents, String by) {
    ledger.post(
        key,
        new Posting(
            Posting.Kind.GRANT, budget(year), "education benefit %d".formatted(year), cents(cents)),
        by);
  }

  /// A promise, with the day on which it will be paid: forecasts read it.
  static Posting promise(int year, long term, long cents, LocalDate paysOn) {
    return Posting.commitment(budget(year), about(term), cents(cents), paysOn);
  }

  /// @throws NotPosted when the budget has not so much left
  long promise(String step, int year, long term, long cents, LocalDate paysOn, String by) {
    return ledger.post(
        "tuition %s %d".formatted(step, term), promise(year, term, cents, paysOn), by);
  }

  /// @throws NotPosted when there is not so much where it comes from
  long post(String step, Posting.Kind kind, int year, long term, long cents, String by) {
    return ledger.post("tuition %s %d".formatted(step, term), posting(kind, year, term, cents), by);
  }

  /// What the budget of a year still has free.
  long left(int year) {
    return ledger.left(budget(year)).minor();
  }
}
