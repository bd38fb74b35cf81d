package org.rung.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.ledger.Posting.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Statements and forecasts say what the entries say, to the cent.
class StatementsTest {
  private static Books books;

  private final Budget budget = Books.budget();
  private final List<Long> numbers = new ArrayList<>();
  private Connection connection;
  private JdbcClient jdbc;
  private TransactionTemplate transaction;
  private Statements statements;
  private Forecasts forecasts;
  private Instant now = Instant.parse("2027-01-10T12:00:00Z");
  private int keys;

  @BeforeAll
  static void make() {
    books = new Books();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = books.address.connect();
    SingleConnectionDataSource source = new SingleConnectionDataSource(connection, true);
    JdbcTransactionManager transactions = new JdbcTransactionManager(source);
    jdbc = JdbcClient.create(source);
    transaction = new TransactionTemplate(transactions);
    statements = new Statements(jdbc, transactions);
    forecasts = new Forecasts(jdbc, statements, transactions, 1);
  }

  @AfterEach
  void everythingHolds() throws SQLException {
    connection.close();
    books.hold();
  }

  private Ledger ledger() {
    return new Ledger(jdbc, Clock.fixed(now, ZoneOffset.UTC));
  }

  private long post(Posting posting) {
    String key = budget.costCentre() + " " + keys++;
    Long number = transaction.execute(status -> ledger().post(key, posting, "a test"));
    numbers.add(number);
    return number;
  }

  private long post(Kind kind, String about, long cents) {
    return post(Books.posting(kind, budget, about, cents));
  }

  private long reverse(long number) {
    String key = budget.costCentre() + " " + keys++;
    return transaction.execute(status -> ledger().reverse(key, number, "a mistake", "a test"));
  }

  private Statements.Opened opened() {
    return statements.find(statements.number(budget).orElseThrow()).orElseThrow();
  }

  private static Position position(long free, long committed, long paid) {
    return new Position(cents(free), cents(committed), cents(paid));
  }

  private static Money cents(long cents) {
    return new Money(cents, Books.DOLLAR);
  }

  private void on(String day) {
    now = LocalDate.parse(day).atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant();
  }

  // ---- lines

  @Test
  void eachLineSaysWhatItMovedAndWhereTheMoneyIsAfterIt() {
    post(Kind.GRANT, "the year", 1_000_00);
    post(Posting.commitment(budget, "enrolment 1", cents(300_00), LocalDate.parse("2027-03-01")));
    long payment = post(Kind.PAY, "enrolment 1", 200_00);
    long reversal = reverse(payment);
    List<StatementLine> lines = statements.before(opened(), StatementAsked.ALL, Long.MAX_VALUE, 10);
    assertThat(lines)
        .extracting(StatementLine::deed)
        .containsExactly(Deed.REVERSE, Deed.PAY, Deed.COMMIT, Deed.GRANT);
    assertThat(lines)
        .extracting(StatementLine::after)
        .containsExactly(
            position(700_00, 300_00, 0),
            position(700_00, 100_00, 200_00),
            position(700_00, 300_00, 0),
            position(1_000_00, 0, 0));
    assertThat(lines)
        .extracting(StatementLine::amount)
        .containsExactly(cents(200_00), cents(200_00), cents(300_00), cents(1_000_00));
    assertThat(lines.getFirst().reverses()).contains(payment);
    assertThat(lines.getFirst().reason()).isEqualTo("a mistake");
    assertThat(lines.get(1).reversedBy()).contains(reversal);
    assertThat(lines.get(2).due()).contains(LocalDate.parse("2027-03-01"));
  }

  @Test
  void whatAFilterHidesStillCounts() {
    on("2027-01-31");
    post(Kind.GRANT, "the year", 1_000);
    post(Kind.COMMIT, "enrolment 1", 300);
    on("2027-02-01");
    post(Kind.PAY, "enrolment 1", 100);
    post(Kind.COMMIT, "enrolment 2", 50);
    ZoneId zone = ZoneId.systemDefault();
    StatementAsked february =
        new StatementAsked(
            Optional.of(LocalDate.parse("2027-02-01").atStartOfDay(zone).toInstant()),
            Optional.empty(),
            Optional.of(Deed.COMMIT));
    assertThat(statements.before(opened(), february, Long.MAX_VALUE, 10))
        .extracting(StatementLine::after)
        .containsExactly(position(650, 250, 100));
    Statements.Sums sums = statements.sums(opened(), february);
    assertThat(sums.opening()).isEqualTo(position(700, 300, 0));
    assertThat(sums.closing()).isEqualTo(position(650, 250, 100));
    assertThat(sums.deeds())
        .isEqualTo(
            Map.of(
                Deed.PAY, new Statements.Moved(1, position(0, -100, 100)),
                Deed.COMMIT, new Statements.Moved(1, position(-50, 50, 0))));
    assertThat(sums.count(Optional.of(Deed.COMMIT))).isEqualTo(1);
    assertThat(sums.count()).isEqualTo(2);
  }

  @Test
  void aBudgetWithoutLinesInATimeKeepsItsBalance() {
    on("2027-01-31");
    post(Kind.GRANT, "the year", 1_000);
    StatementAsked later =
        new StatementAsked(Optional.of(now.plusSeconds(1)), Optional.empty(), Optional.empty());
    Statements.Sums sums = statements.sums(opened(), later);
    assertThat(sums.opening()).isEqualTo(sums.closing()).isEqualTo(position(1_000, 0, 0));
    assertThat(statements.before(opened(), later, Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void theDatabaseTakesALineFromEntriesAlone() {
    post(Kind.GRANT, "the year", 1_000);
    for (String change :
        List.of(
            "update ledger.line set free = free + 1",
            "insert into ledger.line select budget_id, transaction_id + 1000000, kind, made_at, 1, 0, 0"
                + " from ledger.line")) {
      assertThatThrownBy(() -> books.run(change)).hasMessageContaining("comes of entries alone");
    }
    assertThatThrownBy(() -> books.run("delete from ledger.line"))
        .hasMessageContaining("is added to and never changed");
  }

  @Test
  void theAuditFindsALineThatWasChanged() throws SQLException {
    post(Kind.GRANT, "the year", 1_000);
    try (Connection owner = books.address.connect()) {
      owner.setAutoCommit(false);
      try (var statement = owner.createStatement()) {
        statement.execute("alter table ledger.line disable trigger user");
        statement.execute(
            "update ledger.line set free = free + 1 where transaction_id = " + numbers.getFirst());
      }
      assertThat(LedgerAudit.of(owner))
          .filteredOn(step -> !step.holds())
          .singleElement()
          .satisfies(step ->
              assertThat(step.faults())
                  .containsExactly(
                      "transaction %d in the statement of budget %d is not what its entries moved"
                          .formatted(numbers.getFirst(), opened().number())));
      owner.rollback();
    }
  }

  // ---- what is due

  @Test
  void whatIsDueFirstIsPaidFirstAndWhatHasNoDayLast() {
    post(Kind.GRANT, "the year", 1_000);
    post(Posting.commitment(budget, "course 1", cents(100), LocalDate.parse("2027-05-01")));
    post(Posting.commitment(budget, "course 1", cents(200), LocalDate.parse("2027-03-01")));
    post(Kind.COMMIT, "course 1", 50);
    long undone =
        post(Posting.commitment(budget, "course 1", cents(70), LocalDate.parse("2027-04-01")));
    reverse(undone);
    post(Kind.PAY, "course 1", 230);
    assertThat(statements.promises(2027, Books.DOLLAR, Optional.of(opened().number())))
        .extracting(Statements.Promise::due, Statements.Promise::open)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Optional.of(LocalDate.parse("2027-05-01")), cents(70)),
            org.assertj.core.groups.Tuple.tuple(Optional.empty(), cents(50)));
  }

  @Test
  void onlyACommitmentHasADay() {
    assertThatThrownBy(() ->
            new Posting(
                Kind.PAY, budget, "course 1", cents(1), Optional.of(LocalDate.parse("2027-03-01"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherDayIsAnotherRequest() {
    post(Kind.GRANT, "the year", 1_000);
    Posting march =
        Posting.commitment(budget, "course 1", cents(100), LocalDate.parse("2027-03-01"));
    Posting april =
        Posting.commitment(budget, "course 1", cents(100), LocalDate.parse("2027-04-01"));
    String key = budget.costCentre() + " dated";
    Ledger.Receipt first = transaction.execute(status -> ledger().once(key, march, "a test"));
    assertThat(first.again()).isFalse();
    assertThat(transaction.<Ledger.Receipt>execute(status -> ledger().once(key, march, "a test")))
        .isEqualTo(new Ledger.Receipt(first.number(), true));
    assertThatThrownBy(() -> transaction.execute(status -> ledger().once(key, april, "a test")))
        .isInstanceOfSatisfying(
            NotPosted.class,
            refused -> assertThat(refused.problem()).isInstanceOf(NotPosted.KeyTaken.class));
  }

  @Test
  void theForecastPutsEachAmountInItsMonth() {
    on("2026-12-31");
    post(Kind.GRANT, "the year", 1_000);
    on("2027-02-03");
    post(Posting.commitment(budget, "a", cents(100), LocalDate.parse("2027-02-28")));
    post(Posting.commitment(budget, "b", cents(200), LocalDate.parse("2027-03-01")));
    post(Posting.commitment(budget, "c", cents(300), LocalDate.parse("2028-01-01")));
    post(Posting.commitment(budget, "d", cents(40), LocalDate.parse("2027-01-31")));
    post(Kind.COMMIT, "e", 50);
    post(Kind.PAY, "a", 30);
    Forecast forecast =
        forecasts.of(
            2027, Books.DOLLAR, Optional.of(opened().number()), LocalDate.parse("2027-02-10"));
    assertThat(forecast.rows())
        .filteredOn(
            row -> row.granted().minor() != 0 || row.paid().minor() != 0 || row.due().minor() != 0)
        .extracting(
            Forecast.Row::period,
            row -> row.from().map(LocalDate::toString).orElse(""),
            row -> row.granted().minor(),
            row -> row.paid().minor(),
            row -> row.due().minor(),
            row -> row.overdue().minor(),
            row -> row.left().minor())
        .containsExactly(
            tuple(Forecast.Period.BEFORE, "2027-01-01", 1_000, 0, 0, 0, 1_000),
            tuple(Forecast.Period.MONTH, "2027-02-01", 0, 30, 110, 40, 860),
            tuple(Forecast.Period.MONTH, "2027-03-01", 0, 0, 200, 0, 660),
            tuple(Forecast.Period.AFTER, "2028-01-01", 0, 0, 300, 0, 360),
            tuple(Forecast.Period.UNDATED, "", 0, 0, 50, 0, 310));
    assertThat(forecast.rows()).hasSize(15);
    assertThat(opened().standing().free()).isEqualTo(cents(310));
  }

  private static org.assertj.core.groups.Tuple tuple(
      Forecast.Period period, String from, long... amounts) {
    List<Object> values = new ArrayList<>(List.of(period, from));
    for (long amount : amounts) {
      values.add(amount);
    }
    return org.assertj.core.groups.Tuple.tuple(values.toArray());
  }

  @Test
  void aFiscalYearIsCalledByTheYearInWhichItEnds() {
    Forecasts october =
        new Forecasts(
            jdbc, statements, new JdbcTransactionManager(new SingleConnectionDataSource()), 10);
    assertThat(october.firstDay(2027)).isEqualTo("2026-10-01");
    assertThat(october.fiscalYear(LocalDate.parse("2026-09-30"))).isEqualTo(2026);
    assertThat(october.fiscalYear(LocalDate.parse("2026-10-01"))).isEqualTo(2027);
    assertThat(forecasts.firstDay(2027)).isEqualTo("2027-01-01");
    assertThat(forecasts.fiscalYear(LocalDate.parse("2027-12-31"))).isEqualTo(2027);
  }

  // ---- whatever happens

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void statementAndForecastAddUpWhateverHappens(long seed) {
    Random random = new Random(seed);
    on("2026-11-15");
    post(Kind.GRANT, "the year", 100_000);
    for (int n = 0; n < 150; n++) {
      now = now.plusSeconds(random.nextInt(5 * 24 * 3600));
      anything(random);
    }
    Statements.Opened opened = opened();
    Standing standing = opened.standing();
    Position end = new Position(standing.free(), standing.committed(), standing.paid());

    List<StatementLine> all = new ArrayList<>();
    statements.all(opened, StatementAsked.ALL, all::add);
    Position running = position(0, 0, 0);
    for (StatementLine line : all) {
      running = running.plus(line.change());
      assertThat(line.after()).isEqualTo(running);
      assertThat(List.of(running.free(), running.committed(), running.paid()))
          .allSatisfy(money -> assertThat(money.minor()).isNotNegative());
    }
    assertThat(running).isEqualTo(end);

    for (Optional<Deed> deed : List.of(Optional.<Deed>empty(), Optional.of(Deed.PAY))) {
      Instant from = now.minusSeconds(random.nextInt(300 * 24 * 3600));
      Instant to = from.plusSeconds(random.nextInt(200 * 24 * 3600));
      StatementAsked asked = new StatementAsked(Optional.of(from), Optional.of(to), deed);
      List<StatementLine> shown =
          all.stream()
              .filter(line ->
                  !line.at().isBefore(from)
                      && line.at().isBefore(to)
                      && deed.filter(one -> one != line.deed()).isEmpty())
              .toList();
      assertThat(paged(opened, asked, true)).isEqualTo(shown.reversed());
      assertThat(paged(opened, asked, false)).isEqualTo(shown);
      List<StatementLine> streamed = new ArrayList<>();
      statements.all(opened, asked, streamed::add);
      assertThat(streamed).isEqualTo(shown);
      Statements.Sums sums = statements.sums(opened, asked);
      assertThat(sums.count(deed)).isEqualTo(shown.size());
      Position closing = sums.opening();
      for (Statements.Moved moved : sums.deeds().values()) {
        closing = closing.plus(moved.change());
      }
      assertThat(closing).isEqualTo(sums.closing());
      assertThat(sums.closing()).isEqualTo(at(all, to));
      assertThat(sums.opening()).isEqualTo(at(all, from));
    }
    addsUp(opened, end, all, LocalDate.parse("2026-11-20").plusDays(random.nextInt(500)));
  }

  /// The position at a moment, by the lines one by one.
  private static Position at(List<StatementLine> lines, Instant moment) {
    return lines.stream()
        .filter(line -> line.at().isBefore(moment))
        .map(StatementLine::change)
        .reduce(position(0, 0, 0), Position::plus);
  }

  private List<StatementLine> paged(Statements.Opened of, StatementAsked asked, boolean falling) {
    List<StatementLine> all = new ArrayList<>();
    List<StatementLine> page;
    long seen = falling ? Long.MAX_VALUE : 0;
    do {
      page =
          falling
              ? statements.before(of, asked, seen, 7)
              : statements.after(of, asked, seen, 7).reversed();
      all.addAll(page);
      seen = page.isEmpty() ? seen : page.getLast().number();
    } while (!page.isEmpty());
    return all;
  }

  private void addsUp(
      Statements.Opened opened, Position end, List<StatementLine> lines, LocalDate today) {
    Forecast forecast = forecasts.of(2027, Books.DOLLAR, Optional.of(opened.number()), today);
    Forecast.Row all = forecast.all();
    assertThat(all.granted()).isEqualTo(end.granted());
    assertThat(all.paid()).isEqualTo(end.paid());
    assertThat(all.due()).isEqualTo(end.committed());
    assertThat(all.left()).isEqualTo(end.free());
    long left = 0;
    for (Forecast.Row row : forecast.rows()) {
      left += row.granted().minor() - row.paid().minor() - row.due().minor();
      assertThat(row.left().minor()).isEqualTo(left);
      assertThat(row.due().minor()).isGreaterThanOrEqualTo(row.overdue().minor()).isNotNegative();
      if (row.period() == Forecast.Period.MONTH) {
        LocalDate next = row.from().orElseThrow().plusMonths(1);
        if (!next.isAfter(today)) {
          assertThat(row.left())
              .as("what the statement has at the end of a month that is over")
              .isEqualTo(at(lines, next.atStartOfDay(ZoneId.systemDefault()).toInstant()).unpaid());
        }
      }
    }
    Map<String, Long> open = new TreeMap<>();
    statements
        .promises(2027, Books.DOLLAR, Optional.of(opened.number()))
        .forEach(promise -> open.merge(promise.about(), promise.open().minor(), Long::sum));
    open.forEach(
        (about, cents) -> assertThat(ledger().committed(budget, about)).isEqualTo(cents(cents)));
  }

  private void anything(Random random) {
    try {
      if (random.nextInt(10) == 0) {
        reverse(numbers.get(random.nextInt(numbers.size())));
        return;
      }
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      Optional<LocalDate> due =
          kind == Kind.COMMIT && random.nextInt(4) > 0
              ? Optional.of(LocalDate.parse("2026-12-01").plusDays(random.nextInt(460)))
              : Optional.empty();
      post(
          new Posting(
              kind,
              budget,
              "enrolment " + random.nextInt(4),
              cents(1 + random.nextInt(8_000)),
              due));
    } catch (NotPosted no) {
      assertThat(no.problem()).isNotNull();
    }
  }
}
