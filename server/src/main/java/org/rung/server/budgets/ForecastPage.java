package org.rung.server.budgets;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rung.server.ledger.Forecast;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Statements;
import org.rung.server.pages.Formats;

/// What is still to be paid, month by month, of one budget or of a fiscal year.
///
/// @param budget empty for all of the year in one currency
/// @param currencies of the year's budgets
/// @param promises the first that are due
/// @param promised how many there are
/// @param links addresses of what they are for, by its words
/// @param names of their budgets, by number
public record ForecastPage(
    Optional<Statements.Opened> budget,
    Forecast forecast,
    List<String> currencies,
    List<Statements.Promise> promises,
    int promised,
    Map<String, String> links,
    Map<Long, String> names) {
  /// Promises on the page; the file holds all.
  static final int PAGE = 100;

  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.US);

  public ForecastPage {
    currencies = List.copyOf(currencies);
    promises = List.copyOf(promises);
    links = Map.copyOf(links);
    names = Map.copyOf(names);
  }

  /// The finding.
  public String title() {
    Forecast.Row all = forecast.all();
    String of = budget.map(it -> BudgetWords.name(it.budget())).orElse("" + forecast.fiscalYear());
    if (all.due().minor() == 0) {
      return "%s: nothing is due, %s stays free".formatted(of, Formats.cents(all.left()));
    }
    return all.overdue().minor() > 0
        ? "%s: %s is overdue, %s stays free when all is paid"
            .formatted(of, Formats.cents(all.overdue()), Formats.cents(all.left()))
        : "%s: %s is still to be paid, %s stays free"
            .formatted(of, Formats.cents(all.due()), Formats.cents(all.left()));
  }

  /// What a row stands for.
  public String label(Forecast.Row row) {
    return label(forecast, row);
  }

  static String label(Forecast forecast, Forecast.Row row) {
    return switch (row.period()) {
      case BEFORE -> "Before " + forecast.fiscalYear();
      case MONTH -> MONTH.format(row.from().orElseThrow());
      case AFTER -> "After " + forecast.fiscalYear();
      case UNDATED -> "No day known";
    };
  }

  /// Whether the row is of the month of today.
  public boolean present(Forecast.Row row) {
    return row.period() == Forecast.Period.MONTH
        && YearMonth.from(row.from().orElseThrow()).equals(YearMonth.from(forecast.today()));
  }

  /// The statement of a month of one budget that has begun, empty for others.
  public String statement(Forecast.Row row) {
    if (budget.isEmpty()
        || row.period() != Forecast.Period.MONTH
        || row.from().orElseThrow().isAfter(forecast.today())) {
      return "";
    }
    LocalDate from = row.from().orElseThrow();
    return "/budgets/%d?from=%s&to=%s"
        .formatted(budget.get().number(), from, from.plusMonths(1).minusDays(1));
  }

  /// Where it is, without its query.
  public String address() {
    return budget
        .map(it -> "/budgets/%d/forecast".formatted(it.number()))
        .orElse("/budgets/forecast");
  }

  /// The query of its files.
  public String query() {
    return budget.isPresent()
        ? ""
        : "?year=%d&currency=%s".formatted(forecast.fiscalYear(), forecast.currency());
  }

  /// What is left in percent of what was granted by then, for a bar.
  public String share(Money left) {
    return BudgetsPage.share(left, forecast.all().granted());
  }

  /// Whether a promise should have been paid.
  public boolean overdue(Statements.Promise promise) {
    return promise.due().filter(forecast.today()::isAfter).isPresent();
  }
}
