package org.rung.server.ledger;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes forecasts from the books: what happened comes from the lines of statements, what will be
/// paid from commitments and their days.
@Component
public class Forecasts {
  private final JdbcClient jdbc;
  private final Statements statements;
  private final TransactionTemplate reading;
  private final int firstMonth;

  /// @param firstMonth of a fiscal year, 1 to 12
  Forecasts(
      JdbcClient jdbc,
      Statements statements,
      PlatformTransactionManager transactions,
      @Value("${rung.fiscal-year.first-month:1}") int firstMonth) {
    if (firstMonth < 1 || firstMonth > 12) {
      throw new IllegalArgumentException(
          "rung.fiscal-year.first-month is %d, not within 1 to 12".formatted(firstMonth));
    }
    this.jdbc = jdbc;
    this.statements = statements;
    this.firstMonth = firstMonth;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /// The first day of a fiscal year, which is called by the calendar year in which it ends.
  public LocalDate firstDay(int fiscalYear) {
    return LocalDate.of(firstMonth == 1 ? fiscalYear : fiscalYear - 1, firstMonth, 1);
  }

  /// The fiscal year of a day.
  public int fiscalYear(LocalDate day) {
    return firstMonth > 1 && day.getMonthValue() >= firstMonth ? day.getYear() + 1 : day.getYear();
  }

  /// The forecast of a budget, or of all of a fiscal year in one currency, as the books stand at
  /// one moment.
  ///
  /// @param budget its number, of this year and currency; empty for all
  public Forecast of(int fiscalYear, Currency currency, Optional<Long> budget, LocalDate today) {
    return Objects.requireNonNull(
        reading.execute(status ->
            Forecast.of(
                fiscalYear,
                currency,
                firstDay(fiscalYear),
                today,
                happened(fiscalYear, currency, budget),
                statements.promises(fiscalYear, currency, budget))));
  }

  private List<Forecast.Happened> happened(
      int fiscalYear, Currency currency, Optional<Long> budget) {
    return jdbc.sql(
            """
            select date_trunc('month', l.made_at at time zone :zone)::date as month,
                   sum(l.free + l.committed + l.paid)::bigint as granted,
                   sum(l.paid)::bigint as paid
              from ledger.line l
              join ledger.budget b on b.id = l.budget_id
             where b.fiscal_year = :year
               and b.currency = :currency
               and (:budget = 0 or b.id = :budget)
             group by 1
             order by 1
            """)
        .param("zone", ZoneId.systemDefault().getId())
        .param("year", fiscalYear)
        .param("currency", currency.getCurrencyCode())
        .param("budget", budget.orElse(0L))
        .query((row, n) ->
            new Forecast.Happened(
                row.getObject("month", LocalDate.class),
                new Money(row.getLong("granted"), currency),
                new Money(row.getLong("paid"), currency)))
        .list();
  }
}
