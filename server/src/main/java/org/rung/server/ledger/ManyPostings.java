package org.rung.server.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.rung.server.database.Copy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Posts very many transactions in a handful of statements: the end of a pay year. The same rules
/// hold as for [Ledger#post], kept by the same triggers; only the whole of it is posted, or
/// nothing.
@Component
public class ManyPostings {
  private final JdbcClient jdbc;
  private final Copy copy;
  private final Clock clock;

  ManyPostings(JdbcClient jdbc, Copy copy, Clock clock) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.clock = clock;
  }

  /// A posting and the key that names its request.
  public record Keyed(String requestKey, Posting posting) {}

  /// Posts all of them once, in the transaction of the caller: those whose key has posted the same
  /// before are left out. Budgets must have been opened by a grant.
  ///
  /// @param by the account or the job that does it
  /// @return how many were posted now
  /// @throws NotPosted when an account of them would be overspent by all together, or a key belongs
  ///   to another posting; nothing was posted
  /// @throws IllegalStateException outside a transaction
  public long post(List<Keyed> postings, String by) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("money is posted in a transaction");
    }
    if (postings.isEmpty()) {
      return 0;
    }
    bring(postings);
    run(
        """
        insert into ledger.account (budget_id, kind, about)
        select distinct b.id, side.kind, side.about
          from pg_temp.posting_in p
          join ledger.budget b
            on (b.programme, b.fiscal_year, b.cost_centre, b.currency)
               = (p.programme, p.fiscal_year, p.cost_centre, p.currency)
         cross join lateral (values (p.from_kind, p.from_about), (p.to_kind, p.to_about)) as side (kind, about)
            on conflict do nothing
        """);
    run(
        """
        update pg_temp.posting_in p
           set from_id = a.id, to_id = z.id
          from ledger.budget b, ledger.account a, ledger.account z
         where (b.programme, b.fiscal_year, b.cost_centre, b.currency)
               = (p.programme, p.fiscal_year, p.cost_centre, p.currency)
           and (a.budget_id, a.kind, a.about) = (b.id, p.from_kind, p.from_about)
           and (z.budget_id, z.kind, z.about) = (b.id, p.to_kind, p.to_about)
        """);
    // In the order of their numbers, as the trigger and every other writer take them.
    run(
        """
        select count(*)
          from (select a.id
                  from ledger.account a
                 where a.id in (select from_id from pg_temp.posting_in
                                union
                                select to_id from pg_temp.posting_in)
                 order by a.id
                   for no key update) locked
        """);
    refuseTakenKeys();
    refuseOverspent();
    return jdbc.sql(
            """
            with made as (
              insert into ledger.transaction
                     (request_key, kind, about, due, made_by, made_at, reverses, reason)
              select request_key, kind, about, due, :by, :at::timestamptz, null, ''
                from pg_temp.posting_in
               where not known
               order by n
              returning id, request_key),
            booked as (
              insert into ledger.entry (transaction_id, account_id, minor)
              select made.id, side.account_id, side.minor
                from made
                join pg_temp.posting_in p using (request_key)
               cross join lateral (values (p.from_id, -p.minor), (p.to_id, p.minor)) as side (account_id, minor)
              returning 1)
            select count(*) / 2 from booked
            """)
        .param("by", by)
        .param("at", clock.instant().toString())
        .query(Long.class)
        .single();
  }

  private void run(String sql) {
    if (sql.stripLeading().startsWith("select")) {
      jdbc.sql(sql).query(Long.class).single();
    } else {
      jdbc.sql(sql).update();
    }
  }

  private void bring(List<Keyed> postings) {
    run("drop table if exists pg_temp.posting_in");
    run(
        """
        create temp table posting_in (
          n bigint, request_key text primary key, kind text, programme text, fiscal_year int, cost_centre text,
          currency text, about text, due date, minor bigint, from_kind text, from_about text, to_kind text,
          to_about text, from_id bigint, to_id bigint, known boolean not null default false)
        on commit drop
        """);
    copy.rows(
        """
        copy pg_temp.posting_in
             (n, request_key, kind, programme, fiscal_year, cost_centre, currency, about, due, minor,
              from_kind, from_about, to_kind, to_about)
        from stdin
        """,
        row -> {
          long n = 0;
          for (Keyed keyed : postings) {
            Posting posting = keyed.posting();
            Budget budget = posting.budget();
            row.number(n++)
                .text(keyed.requestKey())
                .text(posting.kind().word())
                .text(budget.programme().orElse(""))
                .number(budget.fiscalYear())
                .text(budget.costCentre())
                .text(budget.currency().getCurrencyCode())
                .text(posting.about());
            if (posting.due().isPresent()) {
              row.text(posting.due().get().toString());
            } else {
              row.nothing();
            }
            row.number(posting.amount().minor())
                .text(posting.kind().from.word())
                .text(posting.kind().from.about(posting.about()))
                .text(posting.kind().to.word())
                .text(posting.kind().to.about(posting.about()))
                .end();
          }
        });
    run("analyze pg_temp.posting_in");
  }

  private void refuseTakenKeys() {
    run(
        """
        update pg_temp.posting_in p
           set known = true
          from ledger.transaction t
          join ledger.entry e on e.transaction_id = t.id and e.minor > 0
         where t.request_key = p.request_key
           and t.kind = p.kind
           and t.about = p.about
           and t.due is not distinct from p.due
           and (e.account_id, e.minor) = (p.to_id, p.minor)
        """);
    jdbc.sql(
            """
            select t.request_key, t.id
              from pg_temp.posting_in p
              join ledger.transaction t using (request_key)
             where not p.known
             order by t.id
             limit 1
            """)
        .query((row, n) -> new NotPosted.KeyTaken(row.getString(1), row.getLong(2)))
        .optional()
        .ifPresent(taken -> {
          throw new NotPosted(taken);
        });
  }

  /// What all of them take from an account together, less what they bring to it.
  private void refuseOverspent() {
    jdbc.sql(
            """
            with flow as (
              select account_id, sum(minor)::bigint as net
                from (select from_id as account_id, -minor as minor
                        from pg_temp.posting_in
                       where not known and from_kind <> 'source'
                      union all
                      select to_id, minor from pg_temp.posting_in where not known) moved
               group by account_id),
            short as (
              select f.account_id, coalesce(a.balance, 0) as balance
                from flow f
                left join ledger.account a on a.id = f.account_id
               where a.id is null
                  or a.kind <> 'source' and a.balance + f.net < 0)
            select p.programme, p.fiscal_year, p.cost_centre, p.currency, p.about, p.from_kind,
                   s.balance,
                   (select sum(o.minor)::bigint
                      from pg_temp.posting_in o
                     where o.from_id is not distinct from s.account_id and not o.known) as asked
              from short s
              join pg_temp.posting_in p on p.from_id is not distinct from s.account_id and not p.known
             order by p.n
             limit 1
            """)
        .query((row, n) -> overspent(row))
        .optional()
        .ifPresent(problem -> {
          throw new NotPosted(problem);
        });
  }

  private static NotPosted.Problem overspent(ResultSet row) throws SQLException {
    Currency currency = Currency.getInstance(row.getString("currency"));
    Budget budget =
        new Budget(
            Optional.of(row.getString("programme")).filter(code -> !code.isEmpty()),
            row.getInt("fiscal_year"),
            row.getString("cost_centre"),
            currency);
    Money asked = new Money(row.getLong("asked"), currency);
    Money left = new Money(row.getLong("balance"), currency);
    String about = row.getString("about");
    return switch (Side.of(row.getString("from_kind"))) {
      case SOURCE, FREE -> new NotPosted.OverBudget(budget, asked, left);
      case COMMITTED -> new NotPosted.OverCommitted(budget, about, asked, left);
      case PAID -> new NotPosted.OverPaid(budget, about, asked, left);
    };
  }
}
