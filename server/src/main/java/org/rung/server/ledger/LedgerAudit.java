package org.rung.server.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads the books again: every balance from the entries alone, by questions that share nothing
/// with what writes them, neither with the triggers that keep them.
public final class LedgerAudit {
  /// @param claim what should be so
  /// @param detail how much was looked at, in words
  /// @param faults each that is not so, in words
  public record Step(String claim, String detail, List<String> faults) {
    public Step {
      faults = List.copyOf(faults);
    }

    /// Whether no fault was found.
    public boolean holds() {
      return faults.isEmpty();
    }
  }

  /// @param counted asks for a number, with the words for it
  /// @param faults asks for a sentence for each fault
  private record Question(String claim, String words, String counted, String faults) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "Each transaction has an entry that gives and one that takes",
              "%,d transactions",
              "select count(*) from ledger.transaction",
              """
              select format('transaction %s has %s that give and %s that take',
                            coalesce(t.id::text, e.transaction_id || ', which is missing,'),
                            count(e.minor) filter (where e.minor < 0),
                            count(e.minor) filter (where e.minor > 0))
                from ledger.transaction t
                full join ledger.entry e on e.transaction_id = t.id
               group by t.id, e.transaction_id
              having t.id is null
                  or count(e.minor) filter (where e.minor < 0) <> 1
                  or count(e.minor) filter (where e.minor > 0) <> 1
               order by coalesce(t.id, e.transaction_id)
              """),
          new Question(
              "Each transaction balances in each currency",
              "%,d entries",
              "select count(*) from ledger.entry",
              """
              select format('transaction %s: what it gives and takes in %s differs by %s',
                            e.transaction_id, coalesce(b.currency, 'no account'), sum(e.minor))
                from ledger.entry e
                left join ledger.account a on a.id = e.account_id
                left join ledger.budget b on b.id = a.budget_id
               group by e.transaction_id, b.currency
              having sum(e.minor) <> 0 or b.currency is null
               order by e.transaction_id, b.currency
              """),
          new Question(
              "Each transaction moves money as its kind says, within one budget and for one matter",
              "%,d transactions that are no reversals",
              "select count(*) from ledger.transaction where kind <> 'reverse'",
              """
              with kind (name, gives, takes) as (
                values ('grant', 'source', 'free'), ('withdraw', 'free', 'source'),
                       ('commit', 'free', 'committed'), ('release', 'committed', 'free'),
                       ('pay', 'committed', 'paid'), ('refund', 'paid', 'free'))
              select format('transaction %s is called a %s and moves from %s of budget %s (%s) to %s of budget %s (%s)',
                            t.id, t.kind, g.kind, g.budget_id, g.about, r.kind, r.budget_id, r.about)
                from ledger.transaction t
                join ledger.entry x on x.transaction_id = t.id and x.minor < 0
                join ledger.entry y on y.transaction_id = t.id and y.minor > 0
                join ledger.account g on g.id = x.account_id
                join ledger.account r on r.id = y.account_id
                left join kind k on k.name = t.kind
               where t.kind <> 'reverse'
                 and ((k.gives, k.takes) is distinct from (g.kind, r.kind)
                      or g.budget_id <> r.budget_id
                      or g.kind in ('committed', 'paid') and g.about <> t.about
                      or r.kind in ('committed', 'paid') and r.about <> t.about)
               order by t.id
              """),
          new Question(
              "Each reversal is the opposite of one transaction, which is reversed once",
              "%,d reversals",
              "select count(*) from ledger.transaction where kind = 'reverse'",
              """
              with told as (
                select t.id, t.kind, t.reverses, o.kind as undone,
                       (select string_agg(e.account_id || ' ' || e.minor, ',' order by e.account_id)
                          from ledger.entry e
                         where e.transaction_id = t.id) as moved,
                       (select string_agg(e.account_id || ' ' || -e.minor, ',' order by e.account_id)
                          from ledger.entry e
                         where e.transaction_id = t.reverses) as opposite,
                       count(*) over (partition by t.reverses) as times
                  from ledger.transaction t
                  left join ledger.transaction o on o.id = t.reverses
                 where t.kind = 'reverse'
                    or t.reverses is not null)
              select format('transaction %s (%s) is not the one opposite of transaction %s', id, kind, reverses)
                from told
               where kind <> 'reverse'
                  or undone is null
                  or undone = 'reverse'
                  or moved is distinct from opposite
                  or times > 1
               order by id
              """),
          new Question(
              "Each balance that is kept is the sum of its entries",
              "%,d accounts",
              "select count(*) from ledger.account",
              """
              with counted as (
                select account_id, sum(minor) as minor from ledger.entry group by account_id)
              select format('account %s (%s of budget %s%s) is kept as %s, its entries add up to %s',
                            coalesce(a.id, c.account_id), a.kind, a.budget_id,
                            case when a.about <> '' then ', ' || a.about else '' end,
                            a.balance, coalesce(c.minor, 0))
                from ledger.account a
                full join counted c on c.account_id = a.id
               where a.id is null
                  or a.balance <> coalesce(c.minor, 0)
               order by coalesce(a.id, c.account_id)
              """),
          new Question(
              "Each line of a statement is what its transaction moved",
              "%,d lines",
              "select count(*) from ledger.line",
              """
              with counted as (
                select a.budget_id, t.id, t.kind, t.made_at,
                       sum(case a.kind when 'free' then e.minor else 0 end) as free,
                       sum(case a.kind when 'committed' then e.minor else 0 end) as committed,
                       sum(case a.kind when 'paid' then e.minor else 0 end) as paid
                  from ledger.transaction t
                  join ledger.entry e on e.transaction_id = t.id
                  join ledger.account a on a.id = e.account_id
                 group by a.budget_id, t.id)
              select format('transaction %s in the statement of budget %s is %s',
                            coalesce(l.transaction_id, c.id), coalesce(l.budget_id, c.budget_id),
                            case when l.budget_id is null then 'missing'
                                 when c.id is null then 'of no entry'
                                 else 'not what its entries moved' end)
                from ledger.line l
                full join counted c on (c.budget_id, c.id) = (l.budget_id, l.transaction_id)
               where (l.kind, l.made_at, l.free, l.committed, l.paid)
                     is distinct from (c.kind, c.made_at, c.free, c.committed, c.paid)
               order by coalesce(l.transaction_id, c.id)
              """),
          new Question(
              "No budget is overspent, no more paid than was committed, no more paid back than was paid",
              "%,d budgets",
              "select count(*) from ledger.budget",
              """
              select format('budget %s (%s, %s%s): what is %s%s adds up to %s %s',
                            b.id, b.fiscal_year, b.cost_centre,
                            case when b.programme <> '' then ', programme ' || b.programme else '' end,
                            a.kind, case when a.about <> '' then ' for ' || a.about else '' end,
                            sum(e.minor), b.currency)
                from ledger.budget b
                join ledger.account a on a.budget_id = b.id
                join ledger.entry e on e.account_id = a.id
               group by b.id, a.id
              having case when a.kind = 'source' then sum(e.minor) > 0 else sum(e.minor) < 0 end
               order by b.id, a.id
              """));

  private LedgerAudit() {}

  /// Whether a database has books at all: one of an older version has none.
  public static boolean isIn(Connection connection) throws SQLException {
    return !texts(
            connection,
            "select to_regclass('ledger.entry') where to_regclass('ledger.entry') is not null")
        .isEmpty();
  }

  /// Looks at everything, in the transaction of the connection; writes nothing.
  public static List<Step> of(Connection connection) throws SQLException {
    List<Step> steps = new ArrayList<>();
    for (Question question : QUESTIONS) {
      long counted = Long.parseLong(texts(connection, question.counted()).getFirst());
      steps.add(
          new Step(
              question.claim(),
              question.words().formatted(counted),
              texts(connection, question.faults())));
    }
    return steps;
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
