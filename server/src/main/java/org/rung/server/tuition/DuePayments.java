package org.rung.server.tuition;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rung.server.decisions.Basis;
import org.rung.server.decisions.Decision;
import org.rung.server.decisions.Decisions;
import org.rung.server.ledger.ManyPostings;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Posting;
import org.rung.server.pages.Formats;
import org.rung.server.rules.PaymentDay;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Pays very many invoice lines at once: those that match, are due and were promised for the year
/// that they now count in. What needs a look of its own is left to [Invoices#payAll].
@Component
class DuePayments {
  /// The lines, with the same conditions for what is read and what is written: nobody changes a
  /// term or a line in between, since both tables are locked.
  private static final String DUE =
      """
        from tuition.invoice i
        join tuition.term t on t.id = i.term_id
        join tuition.application a on a.id = t.application_id
       where i.state = 'matched'
         and t.state = 'promised'
         and t.pays_on <= :today
         and t.tax_year = :year
         and i.cents <= t.benefit_cents
      """;

  private final JdbcClient jdbc;
  private final ApplicationStore store;
  private final Reckoning reckoning;
  private final ManyPostings postings;
  private final Decisions decisions;
  private final TransactionTemplate tried;
  private final Clock clock;

  DuePayments(
      JdbcClient jdbc,
      ApplicationStore store,
      Reckoning reckoning,
      ManyPostings postings,
      Decisions decisions,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.reckoning = reckoning;
    this.postings = postings;
    this.decisions = decisions;
    this.tried = new TransactionTemplate(transactions);
    // What the books refuse goes back alone, also inside of a request that is done once.
    this.tried.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  /// Pays all of them or, if the books refuse one, none.
  ///
  /// @return how many
  /// @throws NotPosted when the books refuse one
  long pay(String by) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    return Objects.requireNonNull(tried.execute(status -> pay(today, by)));
  }

  private long pay(LocalDate today, String by) {
    int year = today.getYear();
    jdbc.sql("lock table tuition.term, tuition.invoice in share row exclusive mode").update();
    if (store.closed(year)) {
      return 0;
    }
    List<ManyPostings.Keyed> posted = new ArrayList<>();
    List<Decision> told = new ArrayList<>();
    Optional<Basis> basis = Optional.of(Basis.of(reckoning.clause(PaymentDay.RULE, today)));
    asked(
            "select t.id, t.number, t.benefit_cents, i.cents, a.person_id, a.course, a.school,"
                + " t.starts"
                + "\n"
                + DUE
                + " order by t.id",
            today)
        .query(row -> {
          long term = row.getLong(1);
          long benefit = row.getLong(3);
          long cents = row.getLong(4);
          posted.add(
              new ManyPostings.Keyed(
                  "tuition pay " + term, Funds.posting(Posting.Kind.PAY, year, term, cents)));
          if (cents < benefit) {
            posted.add(
                new ManyPostings.Keyed(
                    "tuition rest " + term,
                    Funds.posting(Posting.Kind.RELEASE, year, term, benefit - cents)));
          }
          told.add(
              new Decision(
                  row.getLong(5),
                  Applications.ABOUT,
                  row.getString(6),
                  "%s was paid for term %d of %s"
                      .formatted(Formats.cents(cents), row.getInt(2), row.getString(6)),
                  List.of("%s sent its invoice for the voucher.".formatted(row.getString(7))),
                  Payments.facts(benefit, row.getObject(8, LocalDate.class), year),
                  basis,
                  by,
                  clock.instant()));
        });
    if (told.isEmpty()) {
      return 0;
    }
    postings.post(posted, by);
    asked(
            """
            insert into tuition.payment (term_id, person_id, paid_on, cents, transaction_id, made_by)
            select due.term, due.person, :today, due.cents, b.id, :by
              from (select t.id as term, a.person_id as person, i.cents
            """
                + DUE
                + """
                       ) due
                  join ledger.transaction b on b.request_key = 'tuition pay ' || due.term
                """,
            today)
        .param("by", by)
        .update();
    asked(
            """
            update tuition.invoice
               set state = 'paid', ended_by = :by, ended_at = :at::timestamptz
             where id in (select i.id
            """
                + DUE
                + ")",
            today)
        .param("by", by)
        .param("at", clock.instant().toString())
        .update();
    jdbc.sql(
            """
            update tuition.term t
               set state = 'paid', paid_cents = y.cents, pays_on = y.paid_on
              from tuition.payment y
             where y.term_id = t.id
               and y.cents > 0
               and t.state = 'promised'
            """)
        .update();
    decisions.record(told);
    return told.size();
  }

  private JdbcClient.StatementSpec asked(String sql, LocalDate today) {
    return jdbc.sql(sql).param("today", today).param("year", today.getYear());
  }
}
