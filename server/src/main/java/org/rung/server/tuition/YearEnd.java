package org.rung.server.tuition;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.database.Copy;
import org.rung.server.ledger.ManyPostings;
import org.rung.server.ledger.Posting;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Section127;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Closes a calendar year of the benefit: what was promised and not paid is free again, and each
/// person's statement says what was paid and what of it is pay. All of it or nothing, in statements
/// over everybody; nothing is paid in the year afterwards.
@Component
class YearEnd {
  private final JdbcClient jdbc;
  private final Copy copy;
  private final ManyPostings postings;
  private final Reckoning reckoning;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  YearEnd(
      JdbcClient jdbc,
      Copy copy,
      ManyPostings postings,
      Reckoning reckoning,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.postings = postings;
    this.reckoning = reckoning;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What closing did.
  ///
  /// @param released terms whose promise was given up
  /// @param people with a statement
  /// @param paidCents of all statements
  public record Closed(int year, long released, long people, long paidCents) {}

  /// Closes a year that is over.
  ///
  /// @throws Refused when it is not over, was closed, or invoices of it wait
  Closed close(int year, String by) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    if (year < 2000) {
      throw new Refused("%d is no year of the benefit.".formatted(year));
    }
    if (year >= today.getYear()) {
      throw new Refused(
          "%d is not over. It can be closed from 1 Jan %d.".formatted(year, year + 1));
    }
    return java.util.Objects.requireNonNull(transaction.execute(status -> closeNow(year, by)));
  }

  private Closed closeNow(int year, String by) {
    // Nobody pays or promises while the year is closed.
    jdbc.sql("lock table tuition.term, tuition.payment in share row exclusive mode").update();
    OptionalLong free = reckoning.freeOf(year);
    int made =
        jdbc.sql(
                """
                insert into tuition.year (year, closed_by, closed_at, free_cents)
                values (:year, :by, :at::timestamptz, :free::bigint)
                    on conflict do nothing
                """)
            .param("year", year)
            .param("by", by)
            .param("at", clock.instant().toString())
            .param("free", free.isPresent() ? free.getAsLong() : null)
            .update();
    if (made == 0) {
      throw new Refused("The year %d was closed already.".formatted(year));
    }
    long waiting =
        jdbc.sql(
                """
                select count(*)
                  from tuition.invoice i
                  join tuition.term t on t.id = i.term_id
                 where i.state = 'matched'
                   and t.tax_year = :year
                """)
            .param("year", year)
            .query(Long.class)
            .single();
    if (waiting > 0) {
      throw new Refused(
          "%d invoice lines of %d wait. Pay or dispute them first.".formatted(waiting, year));
    }
    long released = release(year, by);
    long people = statements(year);
    long paid =
        jdbc.sql(
                "select coalesce(sum(paid_cents), 0)::bigint from tuition.statement where year = :year")
            .param("year", year)
            .query(Long.class)
            .single();
    audit.change(by, "tuition", "year %d, closed".formatted(year));
    return new Closed(year, released, people, paid);
  }

  private long release(int year, String by) {
    List<ManyPostings.Keyed> releases = new ArrayList<>();
    jdbc.sql(
            """
            select id, benefit_cents
              from tuition.term
             where tax_year = :year
               and state = 'promised'
             order by id
            """)
        .param("year", year)
        .query(row -> {
          long term = row.getLong(1);
          releases.add(
              new ManyPostings.Keyed(
                  "tuition year end " + term,
                  Funds.posting(Posting.Kind.RELEASE, year, term, row.getLong(2))));
        });
    postings.post(releases, by);
    jdbc.sql(
            """
            update tuition.term
               set state = 'released'
             where tax_year = :year
               and state = 'promised'
            """)
        .param("year", year)
        .update();
    return releases.size();
  }

  /// By the same rule that answers one person; the rows come and go as a stream of their own.
  private long statements(int year) {
    record Sum(long person, long cents) {}
    List<Sum> sums =
        jdbc.sql(
                """
                select y.person_id, sum(y.cents)::bigint
                  from tuition.payment y
                  join tuition.term t on t.id = y.term_id
                 where y.tax_year = :year
                   and y.tax_year = t.tax_year      -- what comes back in a later year changes neither
                 group by y.person_id
                 order by y.person_id
                """)
            .param("year", year)
            .query((row, n) -> new Sum(row.getLong(1), row.getLong(2)))
            .list();
    LocalDate last = LocalDate.of(year, 12, 31);
    Section127 law = reckoning.law(last);
    return copy.rows(
        """
        copy tuition.statement (year, person_id, paid_cents, free_cents, taxable_cents)
        from stdin
        """,
        row -> {
          for (Sum sum : sums) {
            Section127.Split split = law.of(last, 0, Math.max(0, sum.cents()));
            row.number(year).number(sum.person()).number(sum.cents());
            if (split.freeCents().isPresent()) {
              row.number(split.freeCents().getAsLong()).number(split.taxableCents().getAsLong());
            } else {
              row.nothing().nothing();
            }
            row.end();
          }
        });
  }
}
