package org.rung.server.tuition;

import java.util.List;
import java.util.UUID;
import org.rung.server.access.Audit;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Standing;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What finance sees and does beyond single capabilities of the benefit.
@Component
class Books {
  private static final int SHOWN = 100;
  private static final int LATELY = 20;

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Funds funds;
  private final Invoices invoices;
  private final ApplicationStore store;
  private final Applications applications;
  private final Payments payments;
  private final Schools schools;
  private final Audit audit;
  private final TransactionTemplate transaction;

  Books(
      JdbcClient jdbc,
      Ledger ledger,
      Funds funds,
      Invoices invoices,
      ApplicationStore store,
      Applications applications,
      Payments payments,
      Schools schools,
      Audit audit,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.funds = funds;
    this.invoices = invoices;
    this.store = store;
    this.applications = applications;
    this.payments = payments;
    this.schools = schools;
    this.audit = audit;
    this.transaction = transaction;
  }

  BooksPage page(String said, List<String> faults) {
    int year = payments.today().getYear();
    List<Standing> standings =
        java.util.stream.IntStream.rangeClosed(year - 1, year + 1)
            .boxed()
            .flatMap(y ->
                ledger.standings(y).stream()
                    .filter(it -> it.budget().equals(Funds.budget(it.budget().fiscalYear()))))
            .toList();
    return new BooksPage(
        payments.today(),
        standings,
        invoices.counts(),
        invoices.in("matched", SHOWN),
        invoices.in("disputed", SHOWN),
        invoices.in("paid", LATELY),
        store.open(SHOWN).stream()
            .filter(one -> one.way() == Application.Way.REIMBURSEMENT)
            .toList(),
        store.blocks(SHOWN),
        schools.all(),
        jdbc.sql("select year from tuition.year order by year desc")
            .query((row, n) -> row.getInt(1))
            .list(),
        UUID.randomUUID().toString(),
        said,
        faults);
  }

  /// Sets money apart for a year.
  ///
  /// @param key names the request: the same sent twice is one grant
  void grant(String key, int year, long cents, String by) {
    if (!key.matches("[0-9a-f-]{36}")) {
      throw new Refused("The form has no key. Open the page again.");
    }
    transaction.executeWithoutResult(status -> {
      funds.grant("tuition grant " + key, year, cents, by);
      audit.change("tuition", "budget of %d, %s set apart".formatted(year, Formats.cents(cents)));
    });
  }

  /// Pays a person back for a term.
  ///
  /// @throws Refused when it is paid to the school, or the payment is refused
  void reimburse(long term, long cents, String by) {
    transaction.executeWithoutResult(status -> {
      long application =
          jdbc.sql("select application_id from tuition.term where id = :id")
              .param("id", term)
              .query(Long.class)
              .optional()
              .orElseThrow(() -> new NotFound("There is no term %d.".formatted(term)));
      Application it = applications.get(application);
      if (it.way() != Application.Way.REIMBURSEMENT) {
        throw new Refused("%s is paid to the school, against its invoice.".formatted(it.course()));
      }
      payments.pay(
          it,
          it.terms().stream().filter(one -> one.id() == term).findFirst().orElseThrow(),
          cents,
          by);
      audit.change("tuition", "term %d, paid back".formatted(term));
    });
  }
}
