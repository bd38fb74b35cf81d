package org.rung.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.rung.server.TestDatabase;
import org.rung.server.database.DatabaseAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A database with nothing but the books, as the server's own account sees it.
final class Books {
  static final Currency DOLLAR = Currency.getInstance("USD");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final DatabaseAddress address = TestDatabase.empty();

  Books() {
    Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations("classpath:db/migration/ledger")
        .createSchemas(false)
        .load()
        .migrate();
  }

  /// A budget that no other test has.
  static Budget budget() {
    return new Budget(Optional.empty(), 2027, "centre " + NUMBER.incrementAndGet(), DOLLAR);
  }

  static Posting posting(Posting.Kind kind, Budget budget, String about, long cents) {
    return new Posting(kind, budget, about, new Money(cents, budget.currency()));
  }

  Writer writer() throws SQLException {
    return new Writer(address.connect());
  }

  /// Somebody who posts through a connection of their own.
  record Writer(Connection connection, Ledger ledger, TransactionTemplate transaction)
      implements AutoCloseable {
    Writer(Connection connection) {
      this(connection, new SingleConnectionDataSource(connection, true));
    }

    private Writer(Connection connection, SingleConnectionDataSource source) {
      this(
          connection,
          new Ledger(
              JdbcClient.create(source),
              Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC)),
          new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    <T> T in(Function<Ledger, T> work) {
      return Objects.requireNonNull(transaction.execute(status -> work.apply(ledger)));
    }

    long post(String key, Posting.Kind kind, Budget budget, String about, long cents) {
      return in(books -> books.post(key, posting(kind, budget, about, cents), "a test"));
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /// Plain SQL, committed at its end.
  void run(String sql) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }

  /// What must hold of any books, asked of the entries; shares nothing with the server's SQL.
  void hold() throws SQLException {
    for (String wrong :
        new String[] {
          "select transaction_id from ledger.entry group by 1 having sum(minor) <> 0 or count(*) <> 2",
          "select id from ledger.transaction where id not in (select transaction_id from ledger.entry)",
          """
          select a.id
            from ledger.account a
           where a.balance <> (select coalesce(sum(e.minor), 0) from ledger.entry e where e.account_id = a.id)
          """,
          """
          select account_id
            from ledger.entry
           where account_id in (select id from ledger.account where kind <> 'source')
           group by 1
          having sum(minor) < 0
          """
        }) {
      assertThat(number("select count(*) from (" + wrong + ") wrong")).as(wrong).isZero();
    }
    try (Connection connection = address.connect()) {
      assertThat(LedgerAudit.of(connection))
          .allSatisfy(step -> assertThat(step.faults()).as(step.claim()).isEmpty());
    }
  }
}
