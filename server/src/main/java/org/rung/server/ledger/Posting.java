package org.rung.server.ledger;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Money that goes from one place of a budget to another: granted, then committed for something,
/// then paid for it, or let go again.
///
/// @param about what it is for, in words that stay the same through its life, such as `enrolment
///   17`; what is paid must have been committed, and what comes back must have been paid, for the
///   same
/// @param amount above nothing, in the currency of the budget
/// @param due the day by which a commitment will be paid, where it is known; forecasts read it
public record Posting(
    Kind kind, Budget budget, String about, Money amount, Optional<LocalDate> due) {
  /// Without a day on which it is due.
  public Posting(Kind kind, Budget budget, String about, Money amount) {
    this(kind, budget, about, amount, Optional.empty());
  }

  /// A commitment that will be paid by a day.
  public static Posting commitment(Budget budget, String about, Money amount, LocalDate due) {
    return new Posting(Kind.COMMIT, budget, about, amount, Optional.of(due));
  }

  public Posting {
    if (amount.minor() <= 0 || !amount.currency().equals(budget.currency())) {
      throw new IllegalArgumentException(
          "amount is %s, not above nothing in %s".formatted(amount, budget.currency()));
    }
    if (about.isBlank()) {
      throw new IllegalArgumentException("about is blank");
    }
    if (due.isPresent() && kind != Kind.COMMIT) {
      throw new IllegalArgumentException("due is %s, of a %s".formatted(due.get(), kind.word()));
    }
  }

  /// What happens to the money.
  public enum Kind {
    /// It comes into a budget.
    GRANT(Side.SOURCE, Side.FREE),
    /// It is taken out of a budget again.
    WITHDRAW(Side.FREE, Side.SOURCE),
    /// It is promised.
    COMMIT(Side.FREE, Side.COMMITTED),
    /// What was promised is no longer needed.
    RELEASE(Side.COMMITTED, Side.FREE),
    /// What was promised is paid.
    PAY(Side.COMMITTED, Side.PAID),
    /// What was paid comes back, and is free again.
    REFUND(Side.PAID, Side.FREE);

    final Side from;
    final Side to;

    Kind(Side from, Side to) {
      this.from = from;
      this.to = to;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
