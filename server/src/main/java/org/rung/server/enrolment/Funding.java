package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Posting;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The money of places: committed when a place is offered or given, paid on the first day, let go
/// when it comes to nothing before. It comes from the budget of the programme, and where that has
/// none from the general one of the same year and cost centre. In the transaction of the caller.
@Component
class Funding {
  private static final Currency DOLLAR = Currency.getInstance("USD");

  private final JdbcClient jdbc;
  private final Ledger ledger;

  Funding(JdbcClient jdbc, Ledger ledger) {
    this.jdbc = jdbc;
    this.ledger = ledger;
  }

  /// Commits the price of a place.
  ///
  /// @param about what the ledger knows it as, for example `offer 12`
  /// @return what stands in the way, in words; empty when it is committed or costs nothing
  Optional<String> commit(String about, long intake, long cents, String by) {
    if (cents == 0) {
      return Optional.empty();
    }
    Budget budget = budget(intake);
    try {
      ledger.post(
          about + ", commit",
          Posting.commitment(budget, about, Money.cents(cents), firstDay(intake)),
          by);
      return Optional.empty();
    } catch (NotPosted refused) {
      if (refused.problem() instanceof NotPosted.OverBudget over) {
        return Optional.of(
            "The place costs %s, and the budget of %d, %s, has %s left."
                .formatted(
                    Formats.cents(cents),
                    budget.fiscalYear(),
                    budget.costCentre(),
                    Formats.cents(over.left())));
      }
      throw refused;
    }
  }

  /// The day on which its places are paid.
  private LocalDate firstDay(long intake) {
    return jdbc.sql("select starts from enrolment.intake where id = :intake")
        .param("intake", intake)
        .query((row, n) -> row.getDate(1).toLocalDate())
        .single();
  }

  /// Lets go what is committed for a place; nothing where nothing is.
  void release(String about, String by) {
    for (Committed committed : committed(about)) {
      ledger.post(
          about + ", release",
          new Posting(Posting.Kind.RELEASE, committed.budget(), about, committed.money()),
          by);
    }
  }

  /// Pays what is committed for a place.
  void pay(String about, String by) {
    for (Committed committed : committed(about)) {
      ledger.post(
          about + ", pay",
          new Posting(Posting.Kind.PAY, committed.budget(), about, committed.money()),
          by);
    }
  }

  private record Committed(Budget budget, Money money) {}

  private java.util.List<Committed> committed(String about) {
    return about.isEmpty()
        ? java.util.List.of()
        : jdbc.sql(
                """
                select b.programme, b.fiscal_year, b.cost_centre, b.currency, a.balance
                  from ledger.account a
                  join ledger.budget b on b.id = a.budget_id
                 where a.kind = 'committed'
                   and a.about = :about
                   and a.balance > 0
                 order by a.id
                """)
            .param("about", about)
            .query((row, n) -> {
              Currency currency = Currency.getInstance(row.getString("currency"));
              return new Committed(
                  new Budget(
                      Optional.of(row.getString("programme")).filter(code -> !code.isEmpty()),
                      row.getInt("fiscal_year"),
                      row.getString("cost_centre"),
                      currency),
                  new Money(row.getLong("balance"), currency));
            })
            .list();
  }

  /// The budget that pays for an intake.
  Budget budget(long intake) {
    return jdbc.sql(
            """
            select i.fiscal_year, i.cost_centre, b.programme
              from enrolment.intake i
              join programmes.programme p on p.id = i.programme_id
              left join ledger.budget b
                on b.programme = p.code
               and b.fiscal_year = i.fiscal_year
               and b.cost_centre = i.cost_centre
               and b.currency = 'USD'
             where i.id = :intake
            """)
        .param("intake", intake)
        .query((row, n) ->
            new Budget(
                Optional.ofNullable(row.getString("programme")),
                row.getInt("fiscal_year"),
                row.getString("cost_centre"),
                DOLLAR))
        .single();
  }
}
