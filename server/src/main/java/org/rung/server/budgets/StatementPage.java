package org.rung.server.budgets;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.ledger.Deed;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.StatementLine;
import org.rung.server.ledger.Statements;
import org.rung.server.pages.Formats;

/// The statement of a budget.
///
/// @param sums of the time that is asked for, over all kinds
/// @param lines the newest first
/// @param links addresses of what the lines are about, by its words
/// @param newer whether there are lines after the first; `older` after the last
/// @param done what was just done, when it was
/// @param edits whether the viewer may move money
public record StatementPage(
    Statements.Opened budget,
    StatementFilter filter,
    Statements.Sums sums,
    List<StatementLine> lines,
    Map<String, String> links,
    boolean newer,
    boolean older,
    Optional<StatementLine> done,
    boolean edits) {
  /// Lines on a page.
  static final int PAGE = 50;

  public StatementPage {
    lines = List.copyOf(lines);
    links = Map.copyOf(links);
  }

  /// The finding.
  public String title() {
    return budget.standing().free().minor() == 0
        ? "%s: used up".formatted(BudgetWords.name(budget.budget()))
        : "%s: %s of %s is free"
            .formatted(
                BudgetWords.name(budget.budget()),
                Formats.cents(budget.standing().free()),
                Formats.cents(budget.standing().granted()));
  }

  /// Where the budget is.
  public String address() {
    return "/budgets/" + budget.number();
  }

  /// Kinds that happened in this time, in their order.
  public List<Deed> deeds() {
    return Arrays.stream(Deed.values()).filter(sums.deeds()::containsKey).toList();
  }

  /// All kinds, to choose from.
  public List<Deed> kinds() {
    return List.of(Deed.values());
  }

  /// Lines that the filter lets through, on all pages.
  public long found() {
    return sums.count(filter.deed());
  }

  /// What happened, up to what it was about: `Committed for`.
  public static String did(StatementLine line) {
    return switch (line.deed()) {
      case COMMIT, RELEASE, PAY, REFUND -> line.deed().words() + " for";
      case GRANT, WITHDRAW -> line.deed().words() + ":";
      case REVERSE ->
          "Transaction %s taken back:".formatted(line.reverses().map(String::valueOf).orElse(""));
    };
  }

  /// What stands after it: for what, or why.
  public static String why(StatementLine line) {
    return line.deed() == Deed.REVERSE ? line.reason() : line.about();
  }

  /// A change with its sign.
  public static String signed(Money change) {
    return (change.minor() > 0 ? "+" : "") + Formats.cents(change);
  }
}
