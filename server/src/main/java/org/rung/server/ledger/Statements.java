package org.rung.server.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What the books say of each budget, line by line. Lines come in the order of the transactions'
/// numbers, which is the order in which the database let them happen: by it, nothing is ever below
/// nought.
@Component
public class Statements {
  /// More than any moment that is written.
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private static final Instant EVER = Instant.parse("0001-01-01T00:00:00Z");
  private static final int FETCHED = 1_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate reading;

  Statements(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  // ---- budgets

  /// A budget and its number.
  public record Opened(long number, Standing standing) {
    /// The budget itself.
    public Budget budget() {
      return standing.budget();
    }
  }

  /// The fiscal years that have budgets, rising.
  public List<Integer> years() {
    return jdbc.sql("select distinct fiscal_year from ledger.budget order by fiscal_year")
        .query((row, n) -> row.getInt("fiscal_year"))
        .list();
  }

  /// The budgets of a fiscal year, by cost centre and programme.
  public List<Opened> of(int fiscalYear) {
    return opened(jdbc, "b.fiscal_year = :value", fiscalYear);
  }

  /// The budget with this number.
  public Optional<Opened> find(long number) {
    return opened(jdbc, "b.id = :value", number).stream().findFirst();
  }

  /// The number of a budget, empty when it was never opened.
  public Optional<Long> number(Budget budget) {
    return jdbc.sql(
            """
            select id
              from ledger.budget
             where (programme, fiscal_year, cost_centre, currency)
                   = (:programme, :year, :centre, :currency)
            """)
        .param("programme", budget.programme().orElse(""))
        .param("year", budget.fiscalYear())
        .param("centre", budget.costCentre())
        .param("currency", budget.currency().getCurrencyCode())
        .query(Long.class)
        .optional();
  }

  static List<Opened> opened(JdbcClient jdbc, String condition, Object value) {
    return jdbc.sql(
            """
            select b.id, b.programme, b.fiscal_year, b.cost_centre, b.currency,
                   coalesce(sum(a.balance) filter (where a.kind = 'free'), 0)::bigint as free,
                   coalesce(sum(a.balance) filter (where a.kind = 'committed'), 0)::bigint as committed,
                   coalesce(sum(a.balance) filter (where a.kind = 'paid'), 0)::bigint as paid
              from ledger.budget b
              join ledger.account a on a.budget_id = b.id
             where %s
             group by b.id
             order by b.cost_centre, b.programme, b.currency
            """
                .formatted(condition))
        .param("value", value)
        .query((row, n) -> {
          Budget budget = Ledger.budget(row);
          Position position = position(row, "", budget.currency());
          return new Opened(
              row.getLong("id"),
              new Standing(
                  budget,
                  position.granted(),
                  position.free(),
                  position.committed(),
                  position.paid()));
        })
        .list();
  }

  // ---- sums

  /// What happened in a time: the kinds of transactions lead from the opening to the closing
  /// position, to the cent.
  ///
  /// @param deeds what all transactions of a kind moved, and how many they were; none where there
  ///   were none
  public record Sums(Position opening, Map<Deed, Moved> deeds, Position closing) {
    public Sums {
      deeds = Map.copyOf(deeds);
    }

    /// Transactions of all kinds.
    public long count() {
      return deeds.values().stream().mapToLong(Moved::count).sum();
    }

    /// Transactions that a filter lets through.
    public long count(Optional<Deed> deed) {
      return deed.map(one -> deeds.containsKey(one) ? deeds.get(one).count() : 0L)
          .orElseGet(this::count);
    }
  }

  /// What some transactions moved together.
  public record Moved(long count, Position change) {}

  /// The sums of a budget in a time; its filter by kind does not count here.
  public Sums sums(Opened of, StatementAsked asked) {
    Currency currency = of.budget().currency();
    Money nothing = new Money(0, currency);
    Position[] opening = {new Position(nothing, nothing, nothing)};
    Map<Deed, Moved> deeds = new EnumMap<>(Deed.class);
    jdbc.sql(
            """
            select case when made_at < :from::timestamptz then '' else kind end as deed,
                   count(*) as lines, sum(free)::bigint as free,
                   sum(committed)::bigint as committed, sum(paid)::bigint as paid
              from ledger.line
             where budget_id = :budget
               and made_at < :to::timestamptz
             group by deed
            """)
        .param("budget", of.number())
        .param("from", asked.from().orElse(EVER).toString())
        .param("to", asked.to().orElse(NEVER).toString())
        .query(row -> {
          Position change = position(row, "", currency);
          Deed.of(row.getString("deed"))
              .ifPresentOrElse(
                  deed -> deeds.put(deed, moved(row, change)), () -> opening[0] = change);
        });
    Position closing = opening[0];
    for (Moved moved : deeds.values()) {
      closing = closing.plus(moved.change());
    }
    return new Sums(opening[0], deeds, closing);
  }

  private static Moved moved(ResultSet row, Position change) {
    try {
      return new Moved(row.getLong("lines"), change);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- lines

  /// Lines before a transaction, the newest first.
  ///
  /// @param before the number of a transaction; the highest there can be for the beginning
  public List<StatementLine> before(Opened of, StatementAsked asked, long before, int most) {
    return lines(of, asked, "transaction_id < :seen", "desc", before, most);
  }

  /// The lines right after a transaction, the newest first.
  public List<StatementLine> after(Opened of, StatementAsked asked, long after, int most) {
    return lines(of, asked, "transaction_id > :seen", "asc", after, most);
  }

  /// One transaction of a budget.
  public Optional<StatementLine> line(Opened of, long number) {
    return lines(of, StatementAsked.ALL, "transaction_id = :seen", "asc", number, 1).stream()
        .findFirst();
  }

  private static final String COLUMNS =
      """
      select r.transaction_id, r.kind, r.made_at, r.free, r.committed, r.paid,
             r.free_after, r.committed_after, r.paid_after,
             t.about, t.made_by, t.due, t.reverses, t.reason, u.id as reversed_by
        from %s r
        join ledger.transaction t on t.id = r.transaction_id
        left join ledger.transaction u on u.reverses = t.id
      """;

  private static final String ASKED =
      """
               and made_at >= :from::timestamptz
               and made_at < :to::timestamptz
               and (:kind = '' or kind = :kind)
      """;

  /// The page is found first; what was before it is one sum, what is between its lines and not
  /// asked for still counts.
  private List<StatementLine> lines(
      Opened of, StatementAsked asked, String where, String order, long seen, int most) {
    return asked(
            """
            with shown as materialized (
              select transaction_id
                from ledger.line
               where budget_id = :budget
                 and %s
            %s order by transaction_id %s
               limit :most),
            run as (
              select l.*,
                     b.free + sum(l.free) over w as free_after,
                     b.committed + sum(l.committed) over w as committed_after,
                     b.paid + sum(l.paid) over w as paid_after
                from ledger.line l
               cross join (
                select coalesce(sum(free), 0) as free, coalesce(sum(committed), 0) as committed,
                       coalesce(sum(paid), 0) as paid
                  from ledger.line
                 where budget_id = :budget
                   and transaction_id < (select min(transaction_id) from shown)) b
               where l.budget_id = :budget
                 and l.transaction_id between (select min(transaction_id) from shown)
                                          and (select max(transaction_id) from shown)
              window w as (order by l.transaction_id))
            %s where r.transaction_id in (select transaction_id from shown)
             order by r.transaction_id desc
            """
                .formatted(where, ASKED, order, COLUMNS.formatted("run")),
            of,
            asked)
        .param("seen", seen)
        .param("most", most)
        .query((row, n) -> line(row, of.budget().currency()))
        .list();
  }

  /// Every line that is asked for, the oldest first, as the books stand at one moment.
  public void all(Opened of, StatementAsked asked, Consumer<StatementLine> to) {
    reading.executeWithoutResult(status -> {
      try (Stream<StatementLine> lines =
          asked(
              """
              with run as (
                select l.*,
                       sum(free) over w as free_after,
                       sum(committed) over w as committed_after,
                       sum(paid) over w as paid_after
                  from ledger.line l
                 where budget_id = :budget
                window w as (order by transaction_id))
              %s order by r.transaction_id
              """
                  .formatted(COLUMNS.formatted("(select * from run where true " + ASKED + ")")),
              of,
              asked)
              .withFetchSize(FETCHED)
              .query((row, n) -> line(row, of.budget().currency()))
              .stream()) {
        lines.forEach(to);
      }
    });
  }

  private JdbcClient.StatementSpec asked(String sql, Opened of, StatementAsked asked) {
    return jdbc.sql(sql)
        .param("budget", of.number())
        .param("from", asked.from().orElse(EVER).toString())
        .param("to", asked.to().orElse(NEVER).toString())
        .param("kind", asked.deed().map(Deed::code).orElse(""));
  }

  private static StatementLine line(ResultSet row, Currency currency) throws SQLException {
    return new StatementLine(
        row.getLong("transaction_id"),
        row.getTimestamp("made_at").toInstant(),
        Deed.of(row.getString("kind")).orElseThrow(),
        row.getString("about"),
        row.getString("made_by"),
        Optional.ofNullable(row.getObject("due", LocalDate.class)),
        Optional.ofNullable(row.getObject("reverses", Long.class)),
        row.getString("reason"),
        Optional.ofNullable(row.getObject("reversed_by", Long.class)),
        position(row, "", currency),
        position(row, "_after", currency));
  }

  private static Position position(ResultSet row, String suffix, Currency currency)
      throws SQLException {
    return new Position(
        new Money(row.getLong("free" + suffix), currency),
        new Money(row.getLong("committed" + suffix), currency),
        new Money(row.getLong("paid" + suffix), currency));
  }

  // ---- what is promised

  /// What is still promised for something and not paid.
  ///
  /// @param due by when, where that is known
  public record Promise(long budget, String about, Optional<LocalDate> due, Money open) {}

  /// What is promised and not yet paid, the earliest day first, what has none last. Of what is for
  /// the same, what is due first is paid first.
  ///
  /// @param budget the number of a budget, empty for all of the year and currency
  public List<Promise> promises(int fiscalYear, Currency currency, Optional<Long> budget) {
    List<Promise> promises = new ArrayList<>();
    jdbc.sql(
            """
            with open as (
              select a.id, a.budget_id, a.about, a.balance
                from ledger.budget b
                join ledger.account a on a.budget_id = b.id
               where b.fiscal_year = :year
                 and b.currency = :currency
                 and (:budget = 0 or b.id = :budget)
                 and a.kind = 'committed'
                 and a.balance > 0),
            promised as (
              select o.budget_id, o.about, o.balance, t.due, e.minor,
                     sum(e.minor) over (partition by o.id
                                        order by t.due desc nulls first, t.id desc) as last
                from open o
                join ledger.entry e on e.account_id = o.id
                join ledger.transaction t on t.id = e.transaction_id
               where t.kind = 'commit'
                 and not exists (select from ledger.transaction u where u.reverses = t.id))
            select budget_id, about, due,
                   sum(least(minor, balance - (last - minor)))::bigint as open
              from promised
             where balance > last - minor
             group by budget_id, about, due
             order by due, budget_id, about
            """)
        .param("year", fiscalYear)
        .param("currency", currency.getCurrencyCode())
        .param("budget", budget.orElse(0L))
        .query(row -> {
          promises.add(
              new Promise(
                  row.getLong("budget_id"),
                  row.getString("about"),
                  Optional.ofNullable(row.getObject("due", LocalDate.class)),
                  new Money(row.getLong("open"), currency)));
        });
    return promises;
  }
}
