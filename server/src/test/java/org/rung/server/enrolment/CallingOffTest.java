package org.rung.server.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.decisions.Decisions;
import org.rung.server.enrolment.EnrolmentWorld.Planned;
import org.rung.server.enrolment.EnrolmentWorld.Size;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs that are called off, offers that stopped half way.
@RungTest
@TestPropertySource(properties = {"rung.test=enrolment", "rung.jobs.work=false"})
class CallingOffTest {
  private static final String PAT = "pat@example.org";
  private static final long PRICE = 100_000;

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Ledger ledger;
  @Autowired private Offers offers;
  @Autowired private Offerings offerings;
  @Autowired private Preparing preparing;
  @Autowired private Sending sending;
  @Autowired private Enrolments enrolments;
  @Autowired private CallingOff callingOff;
  @Autowired private Intakes intakes;
  @Autowired private PlaceLink link;
  @Autowired private Due due;
  @Autowired private Decisions decisions;

  private EnrolmentWorld world;
  private LocalDate today;
  private Planned planned;
  private Budget budget;
  private long intake;

  @BeforeEach
  void aRunWithThreeOffersOneOfThemAccepted() {
    world = new EnrolmentWorld(jdbc, transaction, ledger);
    today = enrolments.today();
    planned = world.plan(new Size(5, 3, 3, PRICE, false), today.plusDays(60));
    budget = world.grant(planned, 10 * PRICE);
    Terms terms = new Terms(1, today, 7, 14, planned.costCentre());
    offerings.ask(planned.plan(), terms, PAT);
    preparing.prepare(planned.plan(), terms, today, PAT);
    sending.due(today).forEach(offer -> sending.send(offer, today));
    intake = world.intake(planned);
    Offer first = offers.sentTo(planned.person(0)).getFirst();
    offers.accept(planned.person(0), first.id(), "w0");
  }

  @Test
  void everybodyInItIsToldAndSeatsMoneyAndRoomsAreFree() {
    jdbc.sql(
            """
            insert into classes.session (intake_id, starts_at, ends_at, zone, link, made_by, changed_at)
            values (:intake, :day::date + time '10:00', :day::date + time '12:00', 'UTC',
                    'https://meet.example.org/1', 'pat@example.org', now())
            """)
        .param("intake", intake)
        .param("day", planned.starts().toString())
        .update();
    callingOff.callOff(intake, "The school closed.", PAT);
    assertThat(intakes.get(intake).state()).isEqualTo("cancelled");
    assertThat(intakes.get(intake).taken()).isZero();
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(10 * PRICE));
    assertThat(enrolments.of(planned.person(0)).getFirst().state()).isEqualTo(State.WITHDRAWN);
    assertThat(decisions.about(planned.person(0)).getFirst().decision().outcome())
        .startsWith("Called off: Class");
    assertThat(offers.sentTo(planned.person(1)).getFirst().state()).isEqualTo(OfferState.WITHDRAWN);
    assertThat(decisions.about(planned.person(1)).getFirst().decision().reasons().getFirst())
        .contains("The school closed.");
    assertThat(letters(planned.person(0))).isEqualTo(2);
    assertThat(
            world.one(
                "select count(*) from classes.session where state = 'cancelled' and reason = 'The school closed.' and intake_id = "
                    + intake))
        .isOne();
    assertThat(
            world.one(
                "select count(*) from planning.accepted_place where person_id = "
                    + planned.person(0)))
        .isZero();
    // Again, and the next round of the clock, change nothing; nobody else gets a seat.
    callingOff.callOff(intake, "Twice.", "max@example.org");
    due.run(today);
    assertThat(intakes.get(intake).calledOff()).isEqualTo("The school closed.");
    assertThat(letters(planned.person(0))).isEqualTo(2);
    assertThat(offers.in(intake)).hasSize(3);
  }

  private long letters(long person) {
    return world.one("select count(*) from letters.letter where person_id = " + person);
  }

  @Test
  void whatAKilledServerLeftIsDoneByTheNextRound() {
    jdbc.sql(
            """
            update enrolment.intake
               set state = 'cancelled', cancelled_by = 'pat@example.org', cancelled_at = now(),
                   cancelled_why = 'The school closed.'
             where id = :id
            """)
        .param("id", intake)
        .update();
    due.run(today);
    assertThat(intakes.get(intake).taken()).isZero();
    assertThat(enrolments.of(planned.person(0)).getFirst().state()).isEqualTo(State.WITHDRAWN);
  }

  @Test
  void whatHasBegunIsNotCalledOffAndNothingWithoutAReason() {
    assertThatThrownBy(() -> callingOff.callOff(intake, " ", PAT))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Say why");
    begins(today);
    due.run(today);
    assertThatThrownBy(() -> callingOff.callOff(intake, "Too late.", PAT))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has begun");
    assertThat(intakes.get(intake).state()).isEqualTo("running");
  }

  @Test
  void aRunEndsOnceEverybodyInItHasAResult() {
    begins(today.minusDays(60));
    due.run(today);
    assertThat(intakes.get(intake).state()).isEqualTo("running");
    Enrolment made = enrolments.of(planned.person(0)).getFirst();
    enrolments.finish(made.id(), Result.COMPLETED, today, "", "school@example.org");
    due.run(today);
    assertThat(intakes.get(intake).state()).isEqualTo("ended");
  }

  private void begins(LocalDate day) {
    jdbc.sql("update enrolment.intake set starts = :day where id = :id")
        .param("day", Date.valueOf(day))
        .param("id", intake)
        .update();
  }

  @Test
  void offersThatStoppedGoOnOnceHoweverOftenSomebodyClicks() {
    long job = offerings.of(planned.plan()).flatMap(Offerings.Offering::job).orElseThrow();
    offerings.again(planned.plan(), PAT);
    assertThat(offerings.of(planned.plan()).flatMap(Offerings.Offering::job))
        .as("while it waits for its turn")
        .contains(job);
    jdbc.sql("update jobs.job set state = 'failed', message = 'Broken.' where id = :job")
        .param("job", job)
        .update();
    assertThat(offerings.of(planned.plan()).flatMap(offerings::stopped)).isPresent();
    offerings.again(planned.plan(), PAT);
    offerings.again(planned.plan(), PAT);
    assertThat(
            world.one(
                "select count(*) from jobs.job where kind = 'offer' and input::text like '%%%d%%'"
                    .formatted(planned.plan())))
        .isEqualTo(2);
    assertThat(offerings.of(planned.plan()).flatMap(offerings::stopped)).isEmpty();
  }

  @Test
  void aCommitmentSaysWhenItIsPaidAndLeadsToItsIntake() {
    Offer offer = offers.sentTo(planned.person(1)).getFirst();
    assertThat(
            jdbc.sql("select due from ledger.transaction where kind = 'commit' and about = :about")
                .param("about", offer.paidAs())
                .query((row, n) -> row.getDate(1).toLocalDate())
                .list())
        .isEqualTo(List.of(planned.starts()));
    assertThat(link.address(offer.paidAs())).contains("/intakes/" + intake);
    assertThat(link.address("enrolment 0")).isEmpty();
    assertThat(link.address("tuition term 1")).isEmpty();
  }
}
