package org.rung.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.ledger.Posting.Kind;

/// What is posted, what is refused and by whom, and that the audit finds what was changed.
class LedgerTest {
  private static Books books;
  private Books.Writer writer;
  private final Budget budget = Books.budget();
  private final String key = budget.costCentre() + " ";

  @BeforeAll
  static void make() {
    books = new Books();
  }

  @BeforeEach
  void connect() throws SQLException {
    writer = books.writer();
  }

  @AfterEach
  void everythingHolds() throws SQLException {
    writer.close();
    books.hold();
  }

  private long post(Kind kind, String about, long cents) {
    return writer.post(key + kind + about + cents, kind, budget, about, cents);
  }

  private static void refused(ThrowingCallable work, NotPosted.Problem problem) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            NotPosted.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
  }

  private Money cents(long cents) {
    return new Money(cents, Books.DOLLAR);
  }

  // ---- the life of money

  @Test
  void moneyGoesFromTheBudgetThroughACommitmentToAPaymentAndBack() {
    post(Kind.GRANT, "the year", 1_000_00);
    post(Kind.COMMIT, "enrolment 1", 300_00);
    post(Kind.PAY, "enrolment 1", 200_00);
    post(Kind.RELEASE, "enrolment 1", 100_00);
    post(Kind.REFUND, "enrolment 1", 50_00);
    post(Kind.COMMIT, "enrolment 2", 10_00);
    post(Kind.WITHDRAW, "the year", 40_00);
    assertThat(writer.ledger().standings(2027))
        .contains(new Standing(budget, cents(960_00), cents(800_00), cents(10_00), cents(150_00)));
    assertThat(writer.ledger().left(budget)).isEqualTo(cents(800_00));
    assertThat(writer.ledger().committed(budget, "enrolment 1")).isEqualTo(cents(0));
    assertThat(writer.ledger().paid(budget, "enrolment 1")).isEqualTo(cents(150_00));
  }

  @Test
  void exactlyTheLastCentFitsAndOneMoreIsRefused() {
    post(Kind.GRANT, "the year", 525_000);
    refused(
        () -> post(Kind.COMMIT, "enrolment 1", 525_001),
        new NotPosted.OverBudget(budget, cents(525_001), cents(525_000)));
    post(Kind.COMMIT, "enrolment 1", 525_000);
    refused(
        () -> post(Kind.COMMIT, "enrolment 2", 1),
        new NotPosted.OverBudget(budget, cents(1), cents(0)));
    refused(
        () -> post(Kind.PAY, "enrolment 1", 525_001),
        new NotPosted.OverCommitted(budget, "enrolment 1", cents(525_001), cents(525_000)));
    post(Kind.PAY, "enrolment 1", 525_000);
    refused(
        () -> post(Kind.REFUND, "enrolment 1", 525_001),
        new NotPosted.OverPaid(budget, "enrolment 1", cents(525_001), cents(525_000)));
    post(Kind.REFUND, "enrolment 1", 525_000);
    assertThat(writer.ledger().left(budget)).isEqualTo(cents(525_000));
  }

  /// Or the check of a hundred thousand at once, on books that were empty, takes hours.
  @Test
  void theCheckOfManyAtOnceReadsNoWholeTable() {
    post(Kind.GRANT, "the year", 300);
    long scans =
        writer.in(ledger -> {
          for (int i = 0; i < 300; i++) {
            ledger.post(
                "many %d".formatted(i),
                Books.posting(Kind.COMMIT, budget, "many %d".formatted(i), 1),
                "a test");
          }
          long before = wholeTablesRead();
          execute("set constraints all immediate");
          return wholeTablesRead() - before;
        });
    assertThat(scans).isZero();
  }

  private long wholeTablesRead() {
    try (Statement statement = writer.connection().createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select sum(seq_scan)
                  from pg_stat_xact_user_tables
                 where schemaname = 'ledger'
                   and relname in ('entry', 'account')
                """)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (Statement statement = writer.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBudgetIsThereFromItsFirstGrantEvenWhenAllOfItWasTakenOut() {
    assertThat(writer.ledger().exists(budget)).isFalse();
    post(Kind.GRANT, "the year", 100);
    post(Kind.WITHDRAW, "the year", 100);
    assertThat(writer.ledger().exists(budget)).isTrue();
    assertThat(writer.ledger().exists(Books.budget())).isFalse();
  }

  @Test
  void nothingIsFreeWhereNothingWasGranted() {
    refused(
        () -> post(Kind.COMMIT, "enrolment 1", 1),
        new NotPosted.OverBudget(budget, cents(1), cents(0)));
  }

  @Test
  void theMoneyOfOneMatterPaysNoOther() {
    post(Kind.GRANT, "the year", 100);
    post(Kind.COMMIT, "enrolment 1", 100);
    refused(
        () -> post(Kind.PAY, "enrolment 2", 1),
        new NotPosted.OverCommitted(budget, "enrolment 2", cents(1), cents(0)));
  }

  @Test
  void aRefusalLeavesTheTransactionOfTheCallerAsItWas() {
    post(Kind.GRANT, "the year", 10);
    writer.in(ledger -> {
      ledger.post(key + 1, Books.posting(Kind.COMMIT, budget, "enrolment 1", 6), "a test");
      refused(
          () ->
              ledger.post(key + 2, Books.posting(Kind.COMMIT, budget, "enrolment 2", 6), "a test"),
          new NotPosted.OverBudget(budget, cents(6), cents(4)));
      return ledger.post(key + 3, Books.posting(Kind.COMMIT, budget, "enrolment 3", 4), "a test");
    });
    assertThat(writer.ledger().left(budget)).isEqualTo(cents(0));
  }

  @Test
  void nothingIsPostedOutsideATransaction() {
    assertThatThrownBy(() ->
            writer.ledger().post(key, Books.posting(Kind.GRANT, budget, "the year", 1), "a test"))
        .isInstanceOf(IllegalStateException.class);
  }

  // ---- once

  @Test
  void theSameKeyAndContentIsTheSameTransactionAndOtherContentIsRefused() {
    long grant = writer.post(key, Kind.GRANT, budget, "the year", 100);
    assertThat(writer.post(key, Kind.GRANT, budget, "the year", 100)).isEqualTo(grant);
    NotPosted.Problem taken = new NotPosted.KeyTaken(key, grant);
    refused(() -> writer.post(key, Kind.GRANT, budget, "the year", 101), taken);
    refused(() -> writer.post(key, Kind.GRANT, budget, "another", 100), taken);
    refused(() -> writer.post(key, Kind.WITHDRAW, budget, "the year", 100), taken);
    refused(() -> writer.post(key, Kind.GRANT, Books.budget(), "the year", 100), taken);
    assertThat(writer.ledger().left(budget)).isEqualTo(cents(100));
  }

  @Test
  void theLastMoneyIsAnsweredAgainAndNotRefused() {
    post(Kind.GRANT, "the year", 100);
    long commitment = post(Kind.COMMIT, "enrolment 1", 100);
    assertThat(post(Kind.COMMIT, "enrolment 1", 100)).isEqualTo(commitment);
  }

  // ---- reversals

  @Test
  void aReversalIsTheOppositeAndHappensOnce() {
    post(Kind.GRANT, "the year", 100);
    long commitment = post(Kind.COMMIT, "enrolment 1", 60);
    long reversal = reverse("undo", commitment);
    assertThat(reverse("undo", commitment)).isEqualTo(reversal);
    assertThat(writer.ledger().left(budget)).isEqualTo(cents(100));
    refused(
        () -> reverse("again", commitment),
        new NotPosted.NotReversible(commitment, "transaction %d reversed it".formatted(reversal)));
    refused(
        () -> reverse("back", reversal), new NotPosted.NotReversible(reversal, "it is a reversal"));
    refused(
        () -> reverse("none", Long.MAX_VALUE),
        new NotPosted.NotReversible(Long.MAX_VALUE, "there is none"));
  }

  @Test
  void whatHasMovedOnIsNotReversed() {
    long grant = post(Kind.GRANT, "the year", 100);
    long commitment = post(Kind.COMMIT, "enrolment 1", 60);
    long payment = post(Kind.PAY, "enrolment 1", 60);
    refused(() -> reverse("grant", grant), new NotPosted.OverBudget(budget, cents(100), cents(40)));
    refused(
        () -> reverse("commitment", commitment),
        new NotPosted.OverCommitted(budget, "enrolment 1", cents(60), cents(0)));
    reverse("payment", payment);
    reverse("commitment", commitment);
    reverse("grant", grant);
    assertThat(writer.ledger().left(budget)).isEqualTo(cents(0));
  }

  private long reverse(String name, long number) {
    return writer.in(ledger -> ledger.reverse(key + name, number, "a mistake", "a test"));
  }

  // ---- the database refuses by itself

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update ledger.entry set minor = minor * 2",
        "delete from ledger.entry",
        "truncate ledger.entry",
        "update ledger.transaction set made_by = 'somebody else'",
        "delete from ledger.transaction",
        "truncate ledger.transaction cascade",
        "update ledger.budget set cost_centre = 'another'",
        "delete from ledger.budget",
        "truncate ledger.budget cascade",
        "delete from ledger.account",
        "truncate ledger.account cascade"
      })
  void theDatabaseRefusesEveryChange(String change) throws SQLException {
    post(Kind.GRANT, "the year", 100);
    assertThatThrownBy(() -> books.run(change))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("is added to and never changed");
  }

  @Test
  void theDatabaseChangesABalanceByEntriesAlone() throws SQLException {
    post(Kind.GRANT, "the year", 100);
    for (String change :
        List.of(
            "update ledger.account set balance = balance + 1 where kind = 'free'",
            "update ledger.account set about = about || 'x' where kind = 'committed' or kind = 'free'")) {
      assertThatThrownBy(() -> books.run(change))
          .hasMessageContaining("changes by its entries alone");
    }
    assertThatThrownBy(() ->
            books.run(
                """
                insert into ledger.account (budget_id, kind, about, balance)
                select id, 'committed', 'a gift', 100 from ledger.budget limit 1
                """))
        .hasMessageContaining("opens with nothing in it");
  }

  /// A transaction written by hand: entries are `(kind of account, minor units)` of this budget.
  private void written(String kind, String about, String entries) throws SQLException {
    books.run(
        """
        with made as (
          insert into ledger.transaction (request_key, kind, about, made_by, made_at, reason)
          values ('%s' || random(), '%s', '%s', 'by hand', now(), '')
          returning id)
        insert into ledger.entry (transaction_id, account_id, minor)
        select made.id, a.id, given.minor
          from made, (values %s) as given (kind, minor)
          join ledger.account a on a.kind = given.kind and a.about in ('', '%s')
          join ledger.budget b on b.id = a.budget_id and b.cost_centre = '%s'
        """
            .formatted(key, kind, about, entries, about, budget.costCentre()));
  }

  @Test
  void theDatabaseRefusesWhatDoesNotBalance() throws SQLException {
    post(Kind.GRANT, "the year", 100);
    post(Kind.COMMIT, "enrolment 1", 10);
    written("commit", "enrolment 1", "('free', -1), ('committed', 1)");
    for (String unbalanced :
        List.of("('free', -1), ('committed', 2)", "('free', -1)", "('nowhere', 1)")) {
      assertThatThrownBy(() -> written("commit", "enrolment 1", unbalanced))
          .hasMessageContaining("does not balance");
    }
    assertThatThrownBy(
            () -> written("commit", "enrolment 1", "('free', -2), ('committed', 1), ('source', 1)"))
        .hasMessageContaining("entry_side");
  }

  @Test
  void theDatabaseRefusesToOverspend() throws SQLException {
    post(Kind.GRANT, "the year", 100);
    post(Kind.COMMIT, "enrolment 1", 60);
    for (String tooMuch :
        List.of(
            "('free', -41), ('committed', 41)",
            "('committed', -61), ('free', 61)",
            "('source', 101), ('free', -101)")) {
      assertThatThrownBy(() -> written("commit", "enrolment 1", tooMuch))
          .hasMessageContaining("never_overspent");
    }
    written("commit", "enrolment 1", "('free', -40), ('committed', 40)");
  }

  @Test
  void theDatabaseRefusesAKindThatIsAnother() throws SQLException {
    post(Kind.GRANT, "the year", 100);
    post(Kind.COMMIT, "enrolment 1", 60);
    assertThatThrownBy(() -> written("pay", "enrolment 1", "('source', -5), ('free', 5)"))
        .hasMessageContaining("is no pay");
    assertThatThrownBy(() ->
            books.run(
                """
                with made as (
                  insert into ledger.transaction
                         (request_key, kind, about, made_by, made_at, reason, reverses)
                  select '%1$s by hand', 'reverse', t.about, 'by hand', now(), 'a mistake', t.id
                    from ledger.transaction t
                   where t.request_key = '%1$sCOMMITenrolment 160'
                  returning id, reverses)
                insert into ledger.entry (transaction_id, account_id, minor)
                select made.id, e.account_id, sign(-e.minor)
                  from made
                  join ledger.entry e on e.transaction_id = made.reverses
                """
                    .formatted(key)))
        .hasMessageContaining("is not the reverse of");
  }

  // ---- the audit finds what the triggers could not keep

  @Test
  void theAuditNamesWhatSomebodyChangedPastTheTriggers() throws SQLException {
    post(Kind.GRANT, "the year", 100);
    long commitment = post(Kind.COMMIT, "enrolment 1", 60);
    reverse("undo", post(Kind.COMMIT, "enrolment 2", 5));
    String of = " where transaction_id = " + commitment;
    assertThat(faultsAfter("update ledger.entry set minor = 61" + of + " and minor > 0"))
        .anySatisfy(fault ->
            assertThat(fault)
                .isEqualTo(
                    "transaction %d: what it gives and takes in USD differs by 1"
                        .formatted(commitment)))
        .anySatisfy(fault ->
            assertThat(fault)
                .contains("committed of budget", "is kept as 60, its entries add up to 61"));
    // The same on both sides, with balances that fit: one does not spend what one has not.
    assertThat(
            faultsAfter(
                """
                update ledger.entry set minor = minor * 2%s;
                update ledger.account a set balance = (select sum(minor) from ledger.entry where account_id = a.id)
                 where id in (select account_id from ledger.entry%s)
                """
                    .formatted(of, of)))
        .anySatisfy(fault ->
            assertThat(fault)
                .startsWith("transaction %d in the statement of budget".formatted(commitment)))
        .filteredOn(fault -> !fault.contains("in the statement of budget"))
        .singleElement()
        .asString()
        .contains(budget.costCentre(), "what is free adds up to -20 USD");
    assertThat(faultsAfter("delete from ledger.entry" + of + " and minor < 0"))
        .contains("transaction %d has 0 that give and 1 that take".formatted(commitment));
    assertThat(faultsAfter("update ledger.transaction set kind = 'pay' where id = " + commitment))
        .filteredOn(fault -> !fault.contains("in the statement of budget"))
        .singleElement()
        .asString()
        .startsWith("transaction %d is called a pay and moves from free".formatted(commitment));
    assertThat(
            faultsAfter(
                "update ledger.entry set minor = minor * 2 where transaction_id in (select id from ledger.transaction where kind = 'reverse' and request_key like '"
                    + key
                    + "%')"))
        .anySatisfy(fault -> assertThat(fault).contains("is not the one opposite of transaction"));
    assertThat(faultsAfter("update ledger.account set balance = balance - 1 where kind = 'free'"))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).contains("its entries add up to"));
  }

  /// The faults after a change with every trigger off, which is then taken back.
  private static List<String> faultsAfter(String change) throws SQLException {
    try (Connection connection = books.address.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String table : List.of("entry", "account", "transaction")) {
        statement.execute("alter table ledger.%s disable trigger user".formatted(table));
      }
      statement.execute("alter table ledger.account drop constraint never_overspent");
      statement.execute(change);
      List<String> faults =
          LedgerAudit.of(connection).stream().flatMap(step -> step.faults().stream()).toList();
      connection.rollback();
      return faults;
    }
  }
}
