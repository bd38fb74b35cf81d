package org.rung.server.budgets;

import org.rung.server.ledger.Budget;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Position;
import org.rung.server.ledger.Standing;
import org.rung.server.pages.Formats;

/// How budgets and what happens to them are called.
public final class BudgetWords {
  private BudgetWords() {}

  /// What a budget is for: `programme P-1` or `all programmes`.
  public static String purpose(Budget budget) {
    return budget.programme().map(code -> "programme " + code).orElse("all programmes");
  }

  /// `Chicago, programme P-1, 2027`
  public static String name(Budget budget) {
    return "%s, %s, %d".formatted(budget.costCentre(), purpose(budget), budget.fiscalYear());
  }

  /// Where the money of a budget is now.
  public static Position position(Standing standing) {
    return new Position(standing.free(), standing.committed(), standing.paid());
  }

  /// Why something was not posted, and what can be done.
  static String of(NotPosted.Problem problem) {
    return switch (problem) {
      case NotPosted.OverBudget it ->
          "%s is more than is free: %s has %s left. Give at most that."
              .formatted(Formats.cents(it.asked()), name(it.budget()), Formats.cents(it.left()));
      case NotPosted.OverCommitted it ->
          "%s is more than is committed for %s: %s."
              .formatted(Formats.cents(it.asked()), it.about(), Formats.cents(it.left()));
      case NotPosted.OverPaid it ->
          "%s is more than was paid for %s: %s."
              .formatted(Formats.cents(it.asked()), it.about(), Formats.cents(it.left()));
      case NotPosted.KeyTaken it ->
          "This form was sent before with something else, which is transaction %d. Send it once more if this is to be done as well."
              .formatted(it.number());
      case NotPosted.NotReversible it ->
          "Transaction %d cannot be taken back: %s.".formatted(it.number(), it.why());
    };
  }
}
