package org.rung.server.budgets;

import java.util.Optional;
import org.rung.server.ledger.StatementLine;
import org.rung.server.ledger.Statements;
import org.rung.server.pages.Formats;

/// One transaction, and the form that takes it back.
///
/// @param link the address of what it is about, empty for none
/// @param barred why it cannot be taken back by the viewer, empty when it can
/// @param key names the request to take it back
/// @param reason as it was typed
/// @param error what is wrong with it, empty when nothing is
public record TransactionPage(
    Statements.Opened budget,
    StatementLine line,
    String link,
    Optional<String> barred,
    String key,
    String reason,
    String error) {
  /// The finding.
  public String title() {
    return "Transaction %d: %s %s"
        .formatted(
            line.number(),
            Formats.cents(line.amount()),
            switch (line.deed()) {
              case GRANT -> "granted";
              case WITHDRAW -> "withdrawn";
              case COMMIT -> "committed";
              case RELEASE -> "released";
              case PAY -> "paid";
              case REFUND -> "refunded";
              case REVERSE -> "taken back";
            });
  }

  /// Where it is.
  public String address() {
    return "/budgets/%d/transactions/%d".formatted(budget.number(), line.number());
  }

  /// The deed on the button.
  public String deed() {
    return "Take %s back".formatted(Formats.cents(line.amount()));
  }
}
