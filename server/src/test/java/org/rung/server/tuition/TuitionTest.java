package org.rung.server.tuition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.decisions.Decisions;
import org.rung.server.decisions.Recorded;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.LedgerAudit;
import org.rung.server.ledger.ManyPostings;
import org.rung.server.ledger.NotPosted;
import org.rung.server.ledger.Posting;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Proposal;
import org.rung.server.rules.RuleBook;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// The education benefit, from what is open to somebody to the last cent of a year. Each test has
/// people of its own; after each the books are recomputed.
@RungTest
@Import(Calendar.class)
@TestPropertySource(properties = "rung.test=tuition")
class TuitionTest {
  private static int taken = 100;

  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired DataSource dataSource;
  @Autowired Workers workers;
  @Autowired Applications applications;
  @Autowired Invoices invoices;
  @Autowired Schools schools;
  @Autowired Payroll payroll;
  @Autowired YearEnd yearEnd;
  @Autowired Funds funds;
  @Autowired Decisions decisions;
  @Autowired ManyPostings postings;
  @Autowired RuleBook book;
  @Autowired Ledger ledger;

  @BeforeEach
  void employer() {
    Calendar.today("2026-11-23");
    ManyPeople.load(jdbc, transaction, 600);
    if (jdbc.sql("select count(*) from tuition.demand_list").query(Long.class).single() == 0) {
      jdbc.sql(
              """
              insert into tuition.demand_list (clause, published_by, published_at)
              values ('made up', 'pat', now())
              """)
          .update();
      jdbc.sql(
              """
              insert into tuition.demand (list_id, soc, title, own, market_growth, openings)
              select max(id), '29-1171', 'Nurse Practitioners', false, 40, 30000 from tuition.demand_list
              """)
          .update();
    }
    jdbc.sql(
            """
            insert into programmes.target (programme_id, soc)
            select id, '29-1171' from programmes.programme where code = 'P-1'
                on conflict do nothing
            """)
        .update();
    for (int year = 2026; year <= 2028; year++) {
      grant("start", year, 100_000_00);
    }
  }

  @AfterEach
  void theBooksHold() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      assertThat(LedgerAudit.of(connection))
          .allSatisfy(step -> assertThat(step.faults()).as(step.claim()).isEmpty());
    }
    // What the benefit believes of each year is what the books say.
    assertThat(
            jdbc.sql(
                    """
                    select (select coalesce(sum(a.balance), 0)
                              from ledger.account a where a.kind = 'committed' and a.about like 'tuition term %')
                           = (select coalesce(sum(benefit_cents), 0) from tuition.term where state = 'promised')
                       and (select coalesce(sum(a.balance), 0)
                              from ledger.account a where a.kind = 'paid' and a.about like 'tuition term %')
                           = (select coalesce(sum(cents), 0) from tuition.payment)
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private void grant(String key, int year, long cents) {
    transaction.executeWithoutResult(
        status -> funds.grant("test grant %s %d".formatted(key, year), year, cents, "fin"));
  }

  /// An hourly person with a hire date, full-time or not, whom no other test has.
  private Worker worker(boolean fullTime) {
    while (true) {
      int n = ++taken;
      if (n % 2 == 0 && n % 5 != 0 && (n % 4 != 0) == fullTime) {
        return workers.find("M-" + n).orElseThrow();
      }
    }
  }

  private Course course(Object... startsAndCents) {
    List<Course.Term> terms = new ArrayList<>();
    for (int t = 0; t < startsAndCents.length; t += 2) {
      terms.add(
          new Course.Term(
              LocalDate.parse((String) startsAndCents[t]),
              ((Number) startsAndCents[t + 1]).longValue()));
    }
    return new Course(
        OptionalLong.of(
            jdbc.sql("select id from programmes.programme where code = 'P-1'")
                .query(Long.class)
                .single()),
        "Nursing",
        "School 1",
        0,
        terms);
  }

  private Application ask(Worker worker, Object... startsAndCents) {
    return applications.ask(worker, course(startsAndCents), Application.Way.VOUCHER, "m");
  }

  private Invoices.Taken invoice(String number, Application application, int term, String amount) {
    return bring(
        "%s,School 1,%s,%s"
            .formatted(
                number,
                application.terms().get(term - 1).voucher().orElseThrow().grouped(),
                amount));
  }

  private Invoices.Taken bring(String... lines) {
    String file = "invoice,school,voucher,amount\n" + String.join("\n", lines) + "\n";
    return invoices.take(
        "invoices.csv", new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), "fin");
  }

  private Recorded newest(Worker worker) {
    return decisions.about(worker.person()).stream()
        .filter(recorded -> recorded.decision().about().equals(Applications.ABOUT))
        .findFirst()
        .orElseThrow();
  }

  private List<LocalDate> dueDays(Application application) {
    return jdbc.sql(
            """
            select due
              from ledger.transaction
             where kind = 'commit'
               and about in (:abouts)
             order by due
            """)
        .param("abouts", application.terms().stream().map(term -> Funds.about(term.id())).toList())
        .query((row, n) -> row.getObject(1, LocalDate.class))
        .list();
  }

  // ---- before applying

  @Test
  void saysWhatIsOpenTodayToTheCentWithClauseAndFacts() {
    Worker worker = worker(true);
    Entitlement open = applications.entitlement(worker);
    assertThat(open.openCents()).isEqualTo(525_000);
    assertThat(open.service().clause().text()).contains("90 days");
    assertThat(open.left().asked().facts()).containsEntry("Used in 2026", "$0.00");
    assertThat(applications.entitlement(worker(false)).openCents()).isEqualTo(262_500);
    Worker salaried = workers.find("M-101").orElseThrow();
    assertThat(applications.entitlement(salaried).openCents()).isZero();
    assertThat(applications.entitlement(salaried).against()).hasSize(1);
  }

  @Test
  void aTermThatStartsNextYearIsPaidAndCountsNextYear() {
    Quote quote =
        applications
            .offer(
                worker(true),
                course("2026-12-20", 300_000, "2027-01-10", 300_000, "2027-08-02", 300_000))
            .quote();
    assertThat(quote.lines())
        .map(Quote.Line::paysOn)
        .containsExactly(
            LocalDate.of(2026, 12, 6), LocalDate.of(2027, 1, 1), LocalDate.of(2027, 7, 19));
    assertThat(quote.lines())
        .map(Quote.Line::benefitCents)
        .containsExactly(300_000L, 300_000L, 225_000L);
    assertThat(quote.lines().getLast().overCapCents()).isEqualTo(75_000);
    assertThat(quote.ownCents()).isEqualTo(75_000);
    assertThat(quote.lines().getFirst().taxableCents()).hasValue(0);
    assertThat(quote.lines().getLast().freeCents()).as("the amount of 2027 is not known").isEmpty();
  }

  // ---- the whole life

  @Test
  void goesFromAskingToVoucherInvoicePaymentFailureBlockRepaymentAndOpenAgain() {
    Worker worker = worker(true);
    long left = funds.left(2026);
    long next = funds.left(2027);
    Application asked = ask(worker, "2026-11-30", 300_000, "2027-01-10", 200_000);
    assertThat(asked.state()).isEqualTo(Application.State.OPEN);
    assertThat(funds.left(2026)).isEqualTo(left - 300_000);
    assertThat(newest(worker).decision().reasons().getFirst())
        .isEqualTo(
            "Term 1 costs $3,000.00; the benefit pays $3,000.00 on 23 Nov 2026, you pay $0.00.");
    assertThat(newest(worker).decision().basis())
        .hasValueSatisfying(basis -> {
          assertThat(basis.rule()).isEqualTo("education-benefit-cap");
          assertThat(basis.clause()).isPresent();
        });
    assertThat(dueDays(asked))
        .as("forecasts know when each term is paid")
        .containsExactly(LocalDate.of(2026, 11, 23), LocalDate.of(2027, 1, 1));
    assertThat(applications.entitlement(worker).openCents()).isEqualTo(225_000);

    String code = asked.terms().getFirst().voucher().orElseThrow().grouped();
    assertThat(schools.look("School 2", code, "other@example.org")).isEmpty();
    Voucher seen =
        schools
            .look("School 1", code.toLowerCase(java.util.Locale.ROOT), "school@example.org")
            .orElseThrow();
    assertThat(seen.cents()).isEqualTo(300_000);
    assertThat(seen.finding()).isEqualTo("This voucher holds");
    assertThat(schools.look("School 1", "0000-0000-0000-0000", "school@example.org")).isEmpty();

    assertThat(invoice("A-1", asked, 1, "2,900.00".replace(",", "")))
        .isEqualTo(new Invoices.Taken(1, 0, 0, List.of()));
    assertThat(invoice("A-1", asked, 1, "2900.00").same()).isEqualTo(1);
    assertThat(invoice("A-2", asked, 1, "100.00").disputed())
        .as("the voucher was invoiced")
        .isEqualTo(1);
    assertThat(invoice("A-3", asked, 2, "2000.01").disputed())
        .as("more than the voucher")
        .isEqualTo(1);
    assertThat(invoice("A-4", asked, 2, "2000.00").matched()).isEqualTo(1);
    Invoices.Paid paid = invoices.payAll("fin");
    assertThat(paid)
        .as("the second term is not due before 1 January")
        .isEqualTo(new Invoices.Paid(1, List.of()));
    assertThat(newest(worker).decision().basis())
        .hasValueSatisfying(
            basis -> assertThat(basis.rule()).isEqualTo("education-benefit-payment-day"));
    assertThat(funds.left(2026))
        .as("the rest of the promise is free again")
        .isEqualTo(left - 290_000);
    assertThat(schools.look("School 1", code, "school@example.org").orElseThrow().finding())
        .isEqualTo("This voucher was paid");

    applications.result(asked.id(), Application.State.FAILED, "school");
    assertThat(funds.left(2027)).as("what was promised for 2027 is free again").isEqualTo(next);
    assertThat(newest(worker).decision().basis())
        .hasValueSatisfying(
            basis -> assertThat(basis.rule()).isEqualTo("education-benefit-failure"));
    Entitlement blocked = applications.entitlement(worker);
    assertThat(blocked.openCents()).isZero();
    assertThat(blocked.failure())
        .isInstanceOfSatisfying(
            Answer.No.class,
            no ->
                assertThat(no.change()).isEqualTo("Repay $2,900.00, or pass it at your own cost."));
    assertThat(ask(worker, "2026-12-01", 100).state()).isEqualTo(Application.State.REFUSED);
    assertThat(newest(worker).decision().reasons().getFirst())
        .contains("Nursing was failed or dropped.");

    applications.repay("one", asked.id(), 100_000, "fin");
    applications.repay("one", asked.id(), 100_000, "fin");
    assertThat(applications.get(asked.id()).owedCents())
        .as("the same repayment twice is one")
        .isEqualTo(190_000);
    assertThat(applications.entitlement(worker).open()).isFalse();
    assertThatThrownBy(() -> applications.repay("two", asked.id(), 190_001, "fin"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("$1,900.00");
    applications.repay("two", asked.id(), 190_000, "fin");
    assertThat(applications.entitlement(worker).open()).isTrue();
    assertThat(newest(worker).decision().outcome())
        .isEqualTo("Nursing no longer stops new payments");
    assertThat(ask(worker, "2026-12-01", 100).state()).isEqualTo(Application.State.OPEN);
  }

  @Test
  void passingAtOnesOwnCostOpensItAgainAndGivingUpBeforePaymentStopsNothing() {
    Worker worker = worker(true);
    Application given = ask(worker, "2026-12-20", 100_000);
    applications.withdraw(given.id(), "m");
    assertThat(applications.entitlement(worker).openCents()).isEqualTo(525_000);
    Application dropped = ask(worker, "2026-12-01", 100_000);
    invoice("B-1", dropped, 1, "1000");
    invoices.payAll("fin");
    assertThat(applications.withdraw(dropped.id(), "m").state())
        .isEqualTo(Application.State.DROPPED);
    assertThat(applications.entitlement(worker).open()).isFalse();
    applications.passedAtOwnCost(dropped.id(), "fin");
    assertThat(applications.entitlement(worker).openCents()).isEqualTo(425_000);
    assertThatThrownBy(() -> applications.passedAtOwnCost(dropped.id(), "fin"))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aChangeFromPartToFullTimeInMidYearCountsTheContractOfTheDayOfPayment() {
    Worker worker = worker(false);
    assertThat(ask(worker, "2026-12-01", 262_500).state()).isEqualTo(Application.State.OPEN);
    assertThat(ask(worker, "2026-12-01", 1).state())
        .as("the part-time cap is used up")
        .isEqualTo(Application.State.REFUSED);
    jdbc.sql("update people.employment set full_time = true where person_id = :id")
        .param("id", worker.person())
        .update();
    Worker now = workers.find(worker.name()).orElseThrow();
    assertThat(applications.entitlement(now).openCents()).isEqualTo(262_500);
    assertThat(ask(now, "2026-12-01", 262_501).terms().getFirst().ownCents()).isEqualTo(1);
  }

  @Test
  void aCourseThatLeadsToNoOccupationInDemandIsRefusedWithTheList() {
    Worker worker = worker(true);
    Course other =
        new Course(
            OptionalLong.of(
                jdbc.sql("select id from programmes.programme where code = 'P-2'")
                    .query(Long.class)
                    .single()),
            "Pottery",
            "School 2",
            0,
            List.of(new Course.Term(LocalDate.of(2026, 12, 1), 100)));
    Application refused = applications.ask(worker, other, Application.Way.VOUCHER, "m");
    assertThat(refused.state()).isEqualTo(Application.State.REFUSED);
    assertThat(newest(worker).decision().reasons().getFirst())
        .contains("leads to no occupation of the list");
  }

  @Test
  void aYearWithoutMoneyLeftRefusesWithWhatIsLeftAndPromisesNothing() {
    Worker worker = worker(true);
    Application refused = ask(worker, "2029-01-20", 100_000, "2028-06-01", 100_000);
    assertThat(refused.state()).isEqualTo(Application.State.REFUSED);
    assertThat(newest(worker).decision().reasons().getFirst())
        .contains("2029")
        .contains("$0.00 is left");
    assertThat(funds.left(2028)).isEqualTo(100_000_00);
  }

  @Test
  void aFormThatIsSentFourTimesAtOnceAsksOnce() {
    Worker worker = worker(true);
    Applications.Asking asking =
        new Applications.Asking(
            worker,
            course("2026-12-01", 100_000),
            Application.Way.VOUCHER,
            "m",
            Optional.of(UUID.randomUUID()));
    List<Long> asked =
        IntStream.range(0, 4)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> applications.ask(asking).id()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();
    assertThat(asked).hasSize(1);
    assertThat(applications.entitlement(worker).openCents()).isEqualTo(425_000);
  }

  @Test
  void ofFourWhoAskAtOnceForTheWholeCapOneIsPaid() {
    Worker worker = worker(true);
    List<Application> asked =
        IntStream.range(0, 4)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> ask(worker, "2026-12-01", 525_000)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(asked).filteredOn(one -> one.state() == Application.State.OPEN).hasSize(1);
  }

  @Test
  void aLineWhosePromiseWasTakenBackInTheBooksIsToldAndTheOthersArePaid() {
    Worker broken = worker(true);
    Worker whole = worker(true);
    Application taken = ask(broken, "2026-12-01", 100_000);
    Application paid = ask(whole, "2026-12-01", 100_000);
    invoice("K-1", taken, 1, "1000");
    invoice("K-2", paid, 1, "1000");
    long term = taken.terms().getFirst().id();
    long reversal =
        Objects.requireNonNull(
            transaction.execute(status ->
                ledger.reverse("taken back " + term, promise(term), "By mistake.", "fin")));
    Invoices.Paid told =
        Objects.requireNonNull(
            // As in a request that is done once.
            transaction.execute(status -> invoices.payAll("fin")));
    assertThat(told.paid()).isEqualTo(1);
    assertThat(told.refused()).singleElement().asString().contains("The books do not take it");
    assertThat(applications.get(paid.id()).paidCents()).isEqualTo(100_000);
    assertThat(applications.get(taken.id()).paidCents()).isZero();
    // Promised again, the books are as they were.
    assertThat(reversal).isPositive();
    transaction.executeWithoutResult(
        status -> funds.promise("again", 2026, term, 100_000, LocalDate.of(2026, 11, 23), "fin"));
    assertThat(invoices.payAll("fin").paid()).isEqualTo(1);
  }

  private long promise(long term) {
    return jdbc.sql("select id from ledger.transaction where kind = 'commit' and about = :about")
        .param("about", Funds.about(term))
        .query(Long.class)
        .single();
  }

  @Test
  void aPromiseThatIsPaidInAnotherYearCountsInThatYearAsFarAsItsCapGoes() {
    Worker worker = worker(true);
    Application first = ask(worker, "2026-12-01", 400_000);
    invoice("C-1", first, 1, "4000");
    Calendar.today("2027-01-05");
    Application second = ask(worker, "2027-01-20", 200_000);
    assertThat(invoices.payAll("fin").refused())
        .as("2027 has $3,250.00 left")
        .singleElement()
        .asString()
        .contains("$3,250.00");
    applications.withdraw(second.id(), "m");
    long left = funds.left(2027);
    assertThat(invoices.payAll("fin").paid()).isEqualTo(1);
    assertThat(funds.left(2027)).isEqualTo(left - 400_000);
    assertThat(applications.entitlement(worker).openCents()).isEqualTo(125_000);
    // Passed: no block is left for the books of others.
    applications.result(first.id(), Application.State.PASSED, "school");
  }

  // ---- payroll and the end of the year

  @Test
  void section127TellsPayrollFiveThousandTwoHundredAndFiftyDollarsFreeAndTheNextCentAsPay() {
    Worker worker = worker(true);
    Calendar.today("2024-11-24");
    grant("payroll", 2024, 100_000_00);
    Application first = ask(worker, "2024-12-01", 525_000);
    invoice("D-1", first, 1, "5250.00");
    invoices.payAll("fin");
    assertThat(row(worker, "2024-11-01", "2024-11-30"))
        .isEqualTo(
            new Payroll.Row(
                worker.name(),
                525_000,
                525_000,
                OptionalLong.of(525_000),
                OptionalLong.of(0),
                OptionalLong.of(0)));
    // For December alone, so that no other test meets it.
    cap("2024-12-01", 600_000L);
    cap("2025-01-01", 525_000L);
    Calendar.today("2024-12-31");
    Quote quote =
        applications.offer(worker, course("2024-12-31", 75_000, "2025-01-01", 525_000)).quote();
    assertThat(quote.lines())
        .map(Quote.Line::paysOn)
        .containsExactly(LocalDate.of(2024, 12, 31), LocalDate.of(2025, 1, 1));
    assertThat(quote.lines().getFirst().taxableCents()).hasValue(75_000);
    assertThat(quote.lines().getLast().taxableCents()).hasValue(0);
    Calendar.today("2024-12-02");
    Application third = ask(worker, "2024-12-03", 1);
    invoice("D-2", third, 1, "0.01");
    invoices.payAll("fin");
    assertThat(row(worker, "2024-12-01", "2024-12-31"))
        .isEqualTo(
            new Payroll.Row(
                worker.name(),
                1,
                525_001,
                OptionalLong.of(525_000),
                OptionalLong.of(1),
                OptionalLong.of(1)));
    assertThat(row(worker, "2024-11-01", "2024-11-30").taxableCents())
        .as("November stays")
        .hasValue(0);
    assertThatThrownBy(() -> row(worker, "2024-12-01", "2025-01-01"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void cap(String from, long fullTime) {
    transaction.executeWithoutResult(status ->
        book.publish(
            new Proposal(
                "education-benefit-cap",
                LocalDate.parse(from),
                "From " + from,
                "The board",
                Map.of("full_time_cents", fullTime, "part_time_cents", 262_500L)),
            "pat",
            Instant.parse("2024-11-24T12:00:00Z"),
            LocalDate.of(2024, 11, 24)));
  }

  private Payroll.Row row(Worker worker, String first, String last) {
    List<Payroll.Row> rows = new ArrayList<>();
    payroll.rows(LocalDate.parse(first), LocalDate.parse(last), rows::add);
    return rows.stream().filter(row -> row.name().equals(worker.name())).findFirst().orElseThrow();
  }

  @Test
  void aClosedYearHasAStatementForEachPersonAndReleasesWhatWasNotPaid() {
    Calendar.today("2025-06-01");
    grant("closing", 2025, 100_000_00);
    Worker worker = worker(true);
    Worker unpaid = worker(true);
    Application paid = ask(worker, "2025-06-10", 300_000);
    ask(unpaid, "2025-06-10", 200_000);
    invoice("E-1", paid, 1, "3000");
    assertThatThrownBy(() -> yearEnd.close(2025, "fin"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("not over");
    Calendar.today("2026-01-02");
    assertThatThrownBy(() -> yearEnd.close(2025, "fin"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("wait");
    Calendar.today("2025-06-02");
    invoices.payAll("fin");
    Calendar.today("2026-01-02");
    YearEnd.Closed closed = yearEnd.close(2025, "fin");
    assertThat(closed).isEqualTo(new YearEnd.Closed(2025, 1, 1, 300_000));
    assertThat(funds.left(2025)).isEqualTo(100_000_00 - 300_000);
    assertThat(
            jdbc.sql(
                    "select free_cents || ' ' || taxable_cents from tuition.statement where person_id = :id")
                .param("id", worker.person())
                .query(String.class)
                .single())
        .isEqualTo("300000 0");
    assertThatThrownBy(() -> yearEnd.close(2025, "fin"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("already");
    Calendar.today("2025-12-31");
    Application late = ask(worker(true), "2026-01-01", 100);
    assertThat(late.terms().getFirst().paysOn().getYear()).isEqualTo(2026);
  }

  // ---- many postings at once

  @Test
  void manyPostingsAreOnceAndWholeOrNothing() {
    grant("many", 2040, 1_000);
    List<ManyPostings.Keyed> three =
        List.of(
            keyed("x1", Posting.Kind.COMMIT, 1, 600),
            keyed("x2", Posting.Kind.COMMIT, 2, 400),
            keyed("x3", Posting.Kind.PAY, 1, 600));
    assertThat(post(three)).isEqualTo(3);
    assertThat(post(three)).as("the same again").isZero();
    assertThat(funds.left(2040)).isZero();
    assertThatThrownBy(() -> post(List.of(keyed("x4", Posting.Kind.COMMIT, 3, 1))))
        .isInstanceOfSatisfying(
            NotPosted.class,
            no -> assertThat(no.problem()).isInstanceOf(NotPosted.OverBudget.class));
    assertThatThrownBy(() -> post(List.of(keyed("x5", Posting.Kind.PAY, 2, 401))))
        .isInstanceOfSatisfying(
            NotPosted.class,
            no -> assertThat(no.problem()).isInstanceOf(NotPosted.OverCommitted.class));
    assertThatThrownBy(() ->
            post(
                List.of(
                    keyed("x6", Posting.Kind.RELEASE, 2, 400),
                    keyed("x2", Posting.Kind.COMMIT, 2, 399))))
        .isInstanceOfSatisfying(
            NotPosted.class, no -> assertThat(no.problem()).isInstanceOf(NotPosted.KeyTaken.class));
    assertThatThrownBy(() ->
            post(
                List.of(
                    new ManyPostings.Keyed("x7", Funds.posting(Posting.Kind.COMMIT, 2041, 1, 1)))))
        .isInstanceOfSatisfying(
            NotPosted.class,
            no -> assertThat(no.problem()).isInstanceOf(NotPosted.OverBudget.class));
    assertThat(
            post(
                List.of(
                    keyed("x8", Posting.Kind.RELEASE, 2, 400),
                    keyed("x9", Posting.Kind.REFUND, 1, 600))))
        .isEqualTo(2);
    assertThat(funds.left(2040)).isEqualTo(1_000);
    assertThatThrownBy(() -> postings.post(three, "fin")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void manyCommitmentsKeepTheDayOnWhichEachIsDue() {
    grant("due", 2042, 1_000);
    LocalDate due = LocalDate.of(2042, 5, 1);
    ManyPostings.Keyed once =
        new ManyPostings.Keyed(
            "due 1", Posting.commitment(Funds.budget(2042), "made up 9", Funds.cents(10), due));
    assertThat(post(List.of(once))).isEqualTo(1);
    assertThat(post(List.of(once))).as("the same again").isZero();
    assertThat(
            jdbc.sql("select due from ledger.transaction where request_key = 'due 1'")
                .query(LocalDate.class)
                .single())
        .isEqualTo(due);
    assertThatThrownBy(() ->
            post(
                List.of(
                    new ManyPostings.Keyed(
                        "due 1",
                        Posting.commitment(
                            Funds.budget(2042), "made up 9", Funds.cents(10), due.plusDays(1))))))
        .isInstanceOfSatisfying(
            NotPosted.class, no -> assertThat(no.problem()).isInstanceOf(NotPosted.KeyTaken.class));
  }

  private static ManyPostings.Keyed keyed(String key, Posting.Kind kind, long term, long cents) {
    return new ManyPostings.Keyed(
        "many " + key,
        new Posting(kind, Funds.budget(2040), "made up " + term, Funds.cents(cents)));
  }

  private long post(List<ManyPostings.Keyed> many) {
    return Objects.requireNonNull(transaction.execute(status -> postings.post(many, "fin")));
  }
}
