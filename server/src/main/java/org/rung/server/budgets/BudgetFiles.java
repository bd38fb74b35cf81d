package org.rung.server.budgets;

import java.util.List;
import java.util.function.Consumer;
import org.rung.server.files.CsvDownload;
import org.rung.server.files.XlsxDownload;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Forecast;
import org.rung.server.ledger.StatementLine;
import org.rung.server.ledger.Statements;
import org.springframework.web.servlet.View;

/// The tables of budgets as files. Money is a number with the decimals of its currency, which
/// stands in a column of its own.
final class BudgetFiles {
  private BudgetFiles() {}

  /// Of which kind a file is.
  enum Kind {
    CSV,
    XLSX
  }

  private static View file(Kind kind, String name, List<String> columns, CsvDownload.Rows rows) {
    return switch (kind) {
      case CSV -> CsvDownload.of(name + ".csv", columns, rows);
      case XLSX -> XlsxDownload.of(name + ".xlsx", columns, rows);
    };
  }

  static View budgets(Kind kind, int year, List<Statements.Opened> budgets) {
    return file(
        kind,
        "budgets-" + year,
        List.of(
            "budget",
            "fiscal_year",
            "cost_centre",
            "programme",
            "granted",
            "committed",
            "paid",
            "free",
            "currency"),
        to ->
            budgets.forEach(it ->
                to.row(
                    it.number(),
                    it.budget().fiscalYear(),
                    it.budget().costCentre(),
                    it.budget().programme().orElse(null),
                    it.standing().granted().amount(),
                    it.standing().committed().amount(),
                    it.standing().paid().amount(),
                    it.standing().free().amount(),
                    it.budget().currency())));
  }

  /// @param lines gives every line that is asked for
  static View statement(Kind kind, Statements.Opened of, Consumer<Consumer<StatementLine>> lines) {
    return file(
        kind,
        "budget-%d-statement".formatted(of.number()),
        List.of(
            "transaction",
            "at",
            "kind",
            "about",
            "by",
            "due",
            "reverses",
            "reason",
            "reversed_by",
            "amount",
            "free_change",
            "committed_change",
            "paid_change",
            "free",
            "committed",
            "paid",
            "currency"),
        to ->
            lines.accept(line ->
                to.row(
                    line.number(),
                    line.at(),
                    line.deed().code(),
                    line.about(),
                    line.by(),
                    line.due().orElse(null),
                    line.reverses().orElse(null),
                    line.reason(),
                    line.reversedBy().orElse(null),
                    line.amount().amount(),
                    line.change().free().amount(),
                    line.change().committed().amount(),
                    line.change().paid().amount(),
                    line.after().free().amount(),
                    line.after().committed().amount(),
                    line.after().paid().amount(),
                    line.amount().currency())));
  }

  static View forecast(Kind kind, String name, Forecast forecast) {
    return file(
        kind,
        name,
        List.of("period", "from", "granted", "paid", "due", "overdue", "left", "currency"),
        to ->
            forecast
                .rows()
                .forEach(row ->
                    to.row(
                        ForecastPage.label(forecast, row),
                        row.from().orElse(null),
                        row.granted().amount(),
                        row.paid().amount(),
                        row.due().amount(),
                        row.overdue().amount(),
                        row.left().amount(),
                        forecast.currency())));
  }

  /// @param budgets by number
  static View promises(
      Kind kind,
      String name,
      List<Statements.Promise> promises,
      java.util.Map<Long, Budget> budgets) {
    return file(
        kind,
        name,
        List.of("budget", "cost_centre", "programme", "about", "due", "open", "currency"),
        to ->
            promises.forEach(it -> {
              Budget budget = budgets.get(it.budget());
              to.row(
                  it.budget(),
                  budget == null ? null : budget.costCentre(),
                  budget == null ? null : budget.programme().orElse(null),
                  it.about(),
                  it.due().orElse(null),
                  it.open().amount(),
                  it.open().currency());
            }));
  }
}
