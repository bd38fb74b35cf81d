package org.rung.server.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The books. Everything is written in the transaction of the caller, so that money and what it is
/// for stand or fall together. That a budget is never overspent is kept by the database, see the
/// migration; here it is found out before, so that the caller hears what is left and can go on.
@Component
public class Ledger {
  private static final String REVERSE = "reverse";

  private final JdbcClient jdbc;
  private final Clock clock;

  Ledger(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  // ---- posting

  /// Posts once: the same posting with the same key again, also at the same time, is the same
  /// transaction. Whoever posts on one budget at the same time waits for the end of the other's
  /// transaction.
  ///
  /// @param requestKey names the request, whoever sends it again
  /// @param by the account or the job that does it
  /// @return the number of the transaction
  /// @throws NotPosted when there is not so much money there, or the key belongs to another posting
  /// @throws IllegalStateException outside a transaction
  public long post(String requestKey, Posting posting, String by) {
    return once(requestKey, posting, by).number();
  }

  /// What became of a request.
  ///
  /// @param number of the transaction
  /// @param again whether the same request had made it before
  public record Receipt(long number, boolean again) {}

  /// The same as [#post], and says whether it was new.
  public Receipt once(String requestKey, Posting posting, String by) {
    requireTransaction();
    Map<Side, Account> accounts = locked(posting);
    if (posting.kind() == Posting.Kind.GRANT && accounts.size() < 2) {
      open(posting.budget());
      accounts = locked(posting);
    }
    // Only now: who posted the same at the same time held the lock until it was committed.
    Optional<Long> before = answered(requestKey, posting);
    if (before.isPresent()) {
      return new Receipt(before.get(), true);
    }
    Account from = covering(accounts, posting.kind().from, posting);
    long to =
        Optional.ofNullable(accounts.get(posting.kind().to))
            .map(Account::id)
            .orElseGet(() -> open(posting.kind().to, posting));
    Line line =
        new Line(
            requestKey,
            posting.kind().word(),
            posting.about(),
            posting.due(),
            Optional.empty(),
            "",
            by);
    return write(line, from.id(), to, posting.amount())
        .map(number -> new Receipt(number, false))
        .or(() -> answered(requestKey, posting).map(number -> new Receipt(number, true)))
        .orElseThrow();
  }

  /// Takes a whole transaction back by its opposite; both stay in the books. Reversing the same
  /// transaction with the same key and reason again is the same reversal.
  ///
  /// @param number of the transaction
  /// @param reason in words
  /// @return the number of the reversal
  /// @throws NotPosted when there is no such transaction, when it is a reversal or was reversed,
  ///   when what it moved has moved on, or when the key belongs to something else
  /// @throws IllegalStateException outside a transaction
  public long reverse(String requestKey, long number, String reason, String by) {
    return reverseOnce(requestKey, number, reason, by).number();
  }

  /// The same as [#reverse], and says whether it was new.
  public Receipt reverseOnce(String requestKey, long number, String reason, String by) {
    requireTransaction();
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason is blank");
    }
    Map<Side, Account> accounts = lockedBy(number);
    Optional<Long> before = answered(requestKey, number, reason);
    if (before.isPresent()) {
      return new Receipt(before.get(), true);
    }
    Stored stored =
        stored("where t.id = :value", number)
            .orElseThrow(() -> notReversible(number, "there is none"));
    if (stored.reverses().isPresent()) {
      throw notReversible(number, "it is a reversal");
    }
    jdbc.sql("select id from ledger.transaction where reverses = :number")
        .param("number", number)
        .query(Long.class)
        .optional()
        .ifPresent(other -> {
          throw notReversible(number, "transaction %d reversed it".formatted(other));
        });
    Posting.Kind kind = Posting.Kind.valueOf(stored.kind().toUpperCase(Locale.ROOT));
    Posting undone = new Posting(kind, stored.budget(), stored.about(), stored.amount());
    Account from = covering(accounts, kind.to, undone);
    long to = Optional.ofNullable(accounts.get(kind.from)).orElseThrow().id();
    Line line =
        new Line(
            requestKey, REVERSE, stored.about(), Optional.empty(), Optional.of(number), reason, by);
    return write(line, from.id(), to, stored.amount())
        .map(reversal -> new Receipt(reversal, false))
        .or(() -> answered(requestKey, number, reason).map(it -> new Receipt(it, true)))
        .orElseThrow();
  }

  private static NotPosted notReversible(long number, String why) {
    return new NotPosted(new NotPosted.NotReversible(number, why));
  }

  // ---- asking

  /// Whether a budget was opened, by its first grant; it may have nothing left.
  public boolean exists(Budget budget) {
    return account(budget, Side.FREE, "").isPresent();
  }

  /// What a budget still has free; nothing where there is no such budget.
  public Money left(Budget budget) {
    return balance(budget, Side.FREE, "");
  }

  /// What is committed for something and not yet paid.
  public Money committed(Budget budget, String about) {
    return balance(budget, Side.COMMITTED, about);
  }

  /// What was paid for something and did not come back.
  public Money paid(Budget budget, String about) {
    return balance(budget, Side.PAID, about);
  }

  /// How the budgets of a fiscal year stand, by cost centre and programme.
  public List<Standing> standings(int fiscalYear) {
    return Statements.opened(jdbc, "b.fiscal_year = :value", fiscalYear).stream()
        .map(Statements.Opened::standing)
        .toList();
  }

  private Money balance(Budget budget, Side side, String about) {
    return new Money(
        account(budget, side, about).map(Account::balance).orElse(0L), budget.currency());
  }

  // ---- accounts

  private record Account(long id, long balance) {}

  /// The accounts between which money goes, as far as they are open; nobody else changes them until
  /// the transaction ends. The order is that in which the database locks them.
  private Map<Side, Account> locked(Posting posting) {
    Side from = posting.kind().from;
    Side to = posting.kind().to;
    return accounts(
        with(
                posting.budget(),
                """
                select a.id, a.kind, a.balance
                  from (values (:from, :fromAbout), (:to, :toAbout)) as side (kind, about)
                  join ledger.budget b
                    on (b.programme, b.fiscal_year, b.cost_centre, b.currency)
                       = (:programme, :year, :centre, :currency)
                  join ledger.account a
                    on (a.budget_id, a.kind, a.about) = (b.id, side.kind, side.about)
                 order by a.id
                   for no key update of a
                """)
            .param("from", from.word())
            .param("fromAbout", from.about(posting.about()))
            .param("to", to.word())
            .param("toAbout", to.about(posting.about())));
  }

  private Map<Side, Account> lockedBy(long transaction) {
    return accounts(
        jdbc.sql(
                """
                select a.id, a.kind, a.balance
                  from ledger.account a
                  join ledger.entry e on e.account_id = a.id
                 where e.transaction_id = :transaction
                 order by a.id
                   for no key update of a
                """)
            .param("transaction", transaction));
  }

  private static Map<Side, Account> accounts(JdbcClient.StatementSpec query) {
    Map<Side, Account> accounts = new EnumMap<>(Side.class);
    query.query(row -> {
      accounts.put(
          Side.of(row.getString("kind")), new Account(row.getLong("id"), row.getLong("balance")));
    });
    return accounts;
  }

  /// The account that gives, if it has so much.
  private static Account covering(Map<Side, Account> accounts, Side side, Posting posting) {
    Optional<Account> from = Optional.ofNullable(accounts.get(side));
    Budget budget = posting.budget();
    Money left = new Money(from.map(Account::balance).orElse(0L), budget.currency());
    Money asked = posting.amount();
    if (side != Side.SOURCE && asked.isMoreThan(left)) {
      throw new NotPosted(
          switch (side) {
            case SOURCE, FREE -> new NotPosted.OverBudget(budget, asked, left);
            case COMMITTED -> new NotPosted.OverCommitted(budget, posting.about(), asked, left);
            case PAID -> new NotPosted.OverPaid(budget, posting.about(), asked, left);
          });
    }
    return from.orElseThrow();
  }

  private void open(Budget budget) {
    with(
            budget,
            """
            insert into ledger.budget (programme, fiscal_year, cost_centre, currency)
            values (:programme, :year, :centre, :currency)
                on conflict do nothing
            """)
        .update();
    open(budget, Side.SOURCE, "");
    open(budget, Side.FREE, "");
  }

  private long open(Side side, Posting posting) {
    String about = side.about(posting.about());
    open(posting.budget(), side, about);
    return account(posting.budget(), side, about).orElseThrow().id();
  }

  private Optional<Account> account(Budget budget, Side side, String about) {
    return with(
            budget,
            """
            select a.id, a.balance
              from ledger.account a
              join ledger.budget b on b.id = a.budget_id
             where (b.programme, b.fiscal_year, b.cost_centre, b.currency)
                   = (:programme, :year, :centre, :currency)
               and (a.kind, a.about) = (:kind, :about)
            """)
        .param("kind", side.word())
        .param("about", about)
        .query((row, n) -> new Account(row.getLong("id"), row.getLong("balance")))
        .optional();
  }

  private void open(Budget budget, Side side, String about) {
    with(
            budget,
            """
            insert into ledger.account (budget_id, kind, about)
            select id, :kind, :about
              from ledger.budget
             where (programme, fiscal_year, cost_centre, currency)
                   = (:programme, :year, :centre, :currency)
                on conflict do nothing
            """)
        .param("kind", side.word())
        .param("about", about)
        .update();
  }

  private JdbcClient.StatementSpec with(Budget budget, String sql) {
    return jdbc.sql(sql)
        .param("programme", budget.programme().orElse(""))
        .param("year", budget.fiscalYear())
        .param("centre", budget.costCentre())
        .param("currency", budget.currency().getCurrencyCode());
  }

  static Budget budget(ResultSet row) throws SQLException {
    return new Budget(
        Optional.of(row.getString("programme")).filter(code -> !code.isEmpty()),
        row.getInt("fiscal_year"),
        row.getString("cost_centre"),
        Currency.getInstance(row.getString("currency")));
  }

  // ---- transactions

  private record Line(
      String requestKey,
      String kind,
      String about,
      Optional<LocalDate> due,
      Optional<Long> reverses,
      String reason,
      String by) {}

  private record Stored(
      long number,
      String kind,
      Budget budget,
      String about,
      Money amount,
      Optional<LocalDate> due,
      Optional<Long> reverses,
      String reason) {}

  private Optional<Long> answered(String requestKey, Posting posting) {
    return answered(
        requestKey,
        stored ->
            stored.kind().equals(posting.kind().word())
                && stored.budget().equals(posting.budget())
                && stored.about().equals(posting.about())
                && stored.amount().equals(posting.amount())
                && stored.due().equals(posting.due()));
  }

  private Optional<Long> answered(String requestKey, long number, String reason) {
    return answered(
        requestKey,
        stored ->
            stored.reverses().filter(of -> of == number).isPresent()
                && stored.reason().equals(reason));
  }

  /// The transaction that this key already made.
  private Optional<Long> answered(String requestKey, Predicate<Stored> same) {
    Optional<Stored> before = stored("where t.request_key = :value", requestKey);
    before
        .filter(same.negate())
        .ifPresent(other -> {
          throw new NotPosted(new NotPosted.KeyTaken(requestKey, other.number()));
        });
    return before.map(Stored::number);
  }

  private Optional<Stored> stored(String condition, Object value) {
    return jdbc.sql(
            """
            select t.id, t.kind, t.about, t.due, t.reverses, t.reason, e.minor,
                   b.programme, b.fiscal_year, b.cost_centre, b.currency
              from ledger.transaction t
              join ledger.entry e on e.transaction_id = t.id and e.minor > 0
              join ledger.account a on a.id = e.account_id
              join ledger.budget b on b.id = a.budget_id
            """
                + condition)
        .param("value", value)
        .query((row, n) -> {
          Budget budget = budget(row);
          return new Stored(
              row.getLong("id"),
              row.getString("kind"),
              budget,
              row.getString("about"),
              new Money(row.getLong("minor"), budget.currency()),
              Optional.ofNullable(row.getObject("due", LocalDate.class)),
              Optional.ofNullable(row.getObject("reverses", Long.class)),
              row.getString("reason"));
        })
        .optional();
  }

  /// @return empty when somebody else used the key meanwhile
  private Optional<Long> write(Line line, long from, long to, Money amount) {
    return jdbc
        .sql(
            """
            with made as (
              insert into ledger.transaction
                     (request_key, kind, about, due, made_by, made_at, reverses, reason)
              values (:key, :kind, :about, :due::date, :by, :at::timestamptz, :reverses::bigint, :reason)
                  on conflict (request_key) do nothing
              returning id)
            insert into ledger.entry (transaction_id, account_id, minor)
            select made.id, side.account_id, side.minor
              from made,
                   (values (:from::bigint, -(:minor::bigint)), (:to, :minor)) as side (account_id, minor)
            returning transaction_id
            """)
        .param("key", line.requestKey())
        .param("kind", line.kind())
        .param("about", line.about())
        .param("due", line.due().map(LocalDate::toString).orElse(null))
        .param("by", line.by())
        .param("at", clock.instant().toString())
        .param("reverses", line.reverses().map(number -> Long.toString(number)).orElse(null))
        .param("reason", line.reason())
        .param("from", from)
        .param("to", to)
        .param("minor", amount.minor())
        .query((row, n) -> row.getLong("transaction_id"))
        .list()
        .stream()
        .findFirst();
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "Money is posted in the transaction of what it is for, and there is none");
    }
  }
}
