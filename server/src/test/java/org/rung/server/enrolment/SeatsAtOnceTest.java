package org.rung.server.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rung.server.RungTest;
import org.rung.server.enrolment.EnrolmentWorld.Planned;
import org.rung.server.enrolment.EnrolmentWorld.Size;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Seats are never oversold, whoever clicks at the same time.
@RungTest
@Timeout(180)
@TestPropertySource(properties = {"rung.test=enrolment", "rung.jobs.work=false"})
class SeatsAtOnceTest {
  private static final int PEOPLE = 10_000;
  private static final int SEATS = 500;
  private static final long PRICE = 10_000;

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Ledger ledger;
  @Autowired private Offers offers;
  @Autowired private Preparing preparing;
  @Autowired private Enrolments enrolments;
  private EnrolmentWorld world;

  @BeforeEach
  void world() {
    world = new EnrolmentWorld(jdbc, transaction, ledger);
  }

  /// Everybody is told of the same seats, and whoever accepts first has one.
  private void invite(Planned planned, long intake) {
    jdbc.sql(
            """
            insert into enrolment.offer
                   (intake_id, person_id, plan_id, wave, holds_seat, to_role, to_label, strategy,
                    price_cents, paid_time, why, state, sends_on, answer_by, sent_at)
            select :intake, p.id, :plan, 1, false, r.id, r.title, 'reskilling', :price, false,
                   'Everybody is invited.', 'open', :today::date, :today::date + 14, now()
              from people.person p, people.role r
             where p.id = any(:people)
               and r.title = 'Technician'
            """)
        .param("intake", intake)
        .param("plan", planned.plan())
        .param("price", PRICE)
        .param("today", enrolments.today().toString())
        .param("people", planned.people().toArray(Long[]::new))
        .update();
  }

  @Test
  void tenThousandAcceptancesForFiveHundredSeatsGiveExactlyFiveHundred() throws Exception {
    Planned planned =
        world.plan(new Size(PEOPLE, 1, SEATS, PRICE, false), enrolments.today().plusDays(60));
    Budget budget = world.grant(planned, (SEATS + 10) * PRICE);
    jdbc.sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, fiscal_year, cost_centre, opened_by, opened_at)
            values (:programme, :starts::date, :seats, 2027, :centre, 'pat@example.org', now())
            """)
        .param("programme", planned.programme())
        .param("starts", planned.starts().toString())
        .param("seats", SEATS)
        .param("centre", planned.costCentre())
        .update();
    long intake = world.intake(planned);
    invite(planned, intake);

    List<Offer> open =
        offers.in(intake).stream().filter(offer -> offer.state() == OfferState.OPEN).toList();
    assertThat(open).hasSize(PEOPLE);
    int threads = 32;
    CountDownLatch start = new CountDownLatch(threads);
    List<Callable<List<Enrolment>>> work = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int first = t;
      work.add(() -> {
        start.countDown();
        start.await();
        List<Enrolment> made = new ArrayList<>();
        for (int i = first; i < open.size(); i += threads) {
          made.add(offers.accept(open.get(i).person(), open.get(i).id(), "w"));
        }
        return made;
      });
    }
    Map<State, Integer> counts = new EnumMap<>(State.class);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<List<Enrolment>> made : pool.invokeAll(work)) {
        made.get().forEach(enrolment -> counts.merge(enrolment.state(), 1, Integer::sum));
      }
    }
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(State.ENROLLED, SEATS, State.WAITING, PEOPLE - SEATS));
    assertThat(world.one("select count(*) from enrolment.seat where intake_id = " + intake))
        .isEqualTo(SEATS);
    assertThat(world.one("select taken from enrolment.intake where id = " + intake))
        .isEqualTo(SEATS);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(10 * PRICE));
  }

  @Test
  void theDatabaseAloneRefusesOneSeatTooMany() {
    Planned planned = world.plan(new Size(3, 1, 1, PRICE, false), enrolments.today().plusDays(60));
    world.grant(planned, PRICE);
    Terms terms = new Terms(1, enrolments.today(), 7, 14, planned.costCentre());
    preparing.prepare(planned.plan(), terms, enrolments.today(), "pat@example.org");
    long intake = world.intake(planned);
    String more = "insert into enrolment.seat values (%d, %d)".formatted(intake, planned.person(1));
    assertThatThrownBy(() -> jdbc.sql(more).update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("never_oversold");
    assertThatThrownBy(
            () -> jdbc.sql("update enrolment.intake set taken = 0 where id = " + intake).update())
        .hasMessageContaining("counted by its rows alone");
  }
}
