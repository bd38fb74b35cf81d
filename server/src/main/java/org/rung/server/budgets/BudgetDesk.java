package org.rung.server.budgets;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Deed;
import org.rung.server.ledger.Forecasts;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Posting;
import org.rung.server.ledger.StatementLine;
import org.rung.server.ledger.Statements;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What finance does to budgets, for pages and the API alike. Each deed and its entry in the audit
/// are one transaction.
@Component
class BudgetDesk {
  /// The most that is moved at once: a thousand billion.
  static final long MOST = 100_000_000_000_000L;

  private static final int YEARS = 20;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_REASON = 400;

  private final Ledger ledger;
  private final Statements statements;
  private final Forecasts forecasts;
  private final Viewers viewers;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  BudgetDesk(
      Ledger ledger,
      Statements statements,
      Forecasts forecasts,
      Viewers viewers,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.ledger = ledger;
    this.statements = statements;
    this.forecasts = forecasts;
    this.viewers = viewers;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  /// The fiscal year of today.
  int presentYear() {
    return forecasts.fiscalYear(today());
  }

  Statements.Opened budget(long number) {
    return statements
        .find(number)
        .orElseThrow(() ->
            new NotFound(
                "There is no budget %d. Those that are there stand under Budgets."
                    .formatted(number)));
  }

  StatementLine line(Statements.Opened budget, long number) {
    return statements
        .line(budget, number)
        .orElseThrow(() ->
            new NotFound(
                "The statement of %s has no transaction %d."
                    .formatted(BudgetWords.name(budget.budget()), number)));
  }

  /// Money to be granted or withdrawn.
  ///
  /// @param programme its code, empty for none in particular
  /// @param cents above nought
  record Asked(
      Posting.Kind kind,
      int fiscalYear,
      String costCentre,
      String programme,
      long cents,
      String reason) {}

  /// What cannot be so, by field: `year`, `centre`, `programme`, `amount`, `reason`.
  Map<String, String> faults(Asked asked) {
    Map<String, String> faults = new LinkedHashMap<>();
    if (asked.cents() < 1 || asked.cents() > MOST) {
      faults.put(
          "amount",
          "%s cannot be moved. Give from $0.01 to %s."
              .formatted(Formats.cents(asked.cents()), Formats.cents(MOST)));
    }
    if (asked.costCentre().isBlank()) {
      faults.put("centre", "The cost centre is empty. Give the one whose money it is.");
    } else if (asked.costCentre().length() > LONGEST_NAME) {
      faults.put("centre", "A cost centre has at most %d characters.".formatted(LONGEST_NAME));
    }
    if (asked.programme().length() > LONGEST_NAME) {
      faults.put("programme", "A code has at most %d characters.".formatted(LONGEST_NAME));
    }
    int now = presentYear();
    if (Math.abs((long) asked.fiscalYear() - now) > YEARS) {
      faults.put(
          "year",
          "%d is far from now. Give a fiscal year from %d to %d."
              .formatted(asked.fiscalYear(), now - YEARS, now + YEARS));
    }
    if (asked.reason().isBlank()) {
      faults.put("reason", "The reason is empty. It stands in the statement; say why.");
    } else if (asked.reason().length() > LONGEST_REASON) {
      faults.put("reason", "A reason has at most %d characters.".formatted(LONGEST_REASON));
    }
    if (faults.isEmpty()
        && asked.kind() == Posting.Kind.WITHDRAW
        && !ledger.exists(budget(asked))) {
      faults.put(
          "centre",
          "There is no budget %s. Those that are there stand under Budgets."
              .formatted(BudgetWords.name(budget(asked))));
    }
    return faults;
  }

  private static Budget budget(Asked asked) {
    return new Budget(
        Optional.of(asked.programme().strip()).filter(code -> !code.isEmpty()),
        asked.fiscalYear(),
        asked.costCentre().strip(),
        Money.cents(0).currency());
  }

  /// Where something that was done stands.
  record Done(long budget, long transaction) {}

  /// Grants or withdraws, once for a request key.
  ///
  /// @param asked without faults
  /// @throws org.rung.server.ledger.NotPosted when less is free than is to be withdrawn, or the key
  ///   is another's
  Done move(String requestKey, Asked asked) {
    String by = viewers.now().account();
    return Objects.requireNonNull(
        transaction.execute(status -> {
          Budget budget = budget(asked);
          Money amount = Money.cents(asked.cents());
          Ledger.Receipt receipt =
              ledger.once(
                  key(requestKey),
                  new Posting(asked.kind(), budget, asked.reason().strip(), amount),
                  by);
          if (!receipt.again()) {
            audit.change(
                "budgets",
                "%s %s %s %s, transaction %d"
                    .formatted(
                        asked.kind() == Posting.Kind.GRANT ? "granted" : "withdrew",
                        amount,
                        asked.kind() == Posting.Kind.GRANT ? "to" : "from",
                        BudgetWords.name(budget),
                        receipt.number()));
          }
          return new Done(statements.number(budget).orElseThrow(), receipt.number());
        }));
  }

  /// Why a transaction is not taken back from a budget's page; empty when it can be.
  Optional<String> barred(StatementLine line) {
    if (line.reversedBy().isPresent()) {
      return Optional.of("Transaction %d took it back.".formatted(line.reversedBy().get()));
    }
    return switch (line.deed()) {
      case GRANT, WITHDRAW -> Optional.empty();
      case REVERSE -> Optional.of("It takes one back itself. Grant or withdraw anew instead.");
      case COMMIT, RELEASE, PAY, REFUND ->
          Optional.of(
              "It belongs to %s and changes with it; money alone is not moved here."
                  .formatted(line.about()));
    };
  }

  /// Takes a grant or a withdrawal back by its opposite, once for a request key.
  ///
  /// @throws Refused without a reason, or when the transaction is not taken back here
  /// @throws org.rung.server.ledger.NotPosted when what was granted is free no more, or the key is
  ///   another's
  Done undo(String requestKey, long budget, long number, String reason) {
    Statements.Opened of = budget(budget);
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new Refused(
          "The reason has %d characters. It stands in the statement: give 1 to %d."
              .formatted(reason.strip().length(), LONGEST_REASON));
    }
    String by = viewers.now().account();
    return Objects.requireNonNull(
        transaction.execute(status -> {
          StatementLine line = line(of, number);
          if (!List.of(Deed.GRANT, Deed.WITHDRAW).contains(line.deed())) {
            throw new Refused(barred(line).orElseThrow());
          }
          Ledger.Receipt receipt = ledger.reverseOnce(key(requestKey), number, reason.strip(), by);
          if (!receipt.again()) {
            audit.change(
                "budgets",
                "took transaction %d back (%s, %s), transaction %d"
                    .formatted(
                        number, line.amount(), BudgetWords.name(of.budget()), receipt.number()));
          }
          return new Done(budget, receipt.number());
        }));
  }

  /// Keys of forms never meet those of other capabilities.
  private static String key(String requestKey) {
    return "budgets " + requestKey;
  }
}
