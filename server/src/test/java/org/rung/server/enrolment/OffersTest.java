package org.rung.server.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.decisions.Decisions;
import org.rung.server.enrolment.EnrolmentWorld.Planned;
import org.rung.server.enrolment.EnrolmentWorld.Size;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// A published plan becomes offers, offers become people in seats with their money committed.
@RungTest
@TestPropertySource(properties = {"rung.test=enrolment", "rung.jobs.work=false"})
class OffersTest {
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
  @Autowired private Releases releases;
  @Autowired private Applications applications;
  @Autowired private Due due;
  @Autowired private Decisions decisions;

  private EnrolmentWorld world;
  private LocalDate today;
  private LocalDate starts;

  @BeforeEach
  void world() {
    world = new EnrolmentWorld(jdbc, transaction, ledger);
    today = enrolments.today();
    starts = today.plusDays(60);
  }

  private Planned planned(int people, int placed, int seats, boolean paidTime) {
    return world.plan(new Size(people, placed, seats, PRICE, paidTime), starts);
  }

  private void offer(Planned planned, int waves) {
    Terms terms = new Terms(waves, today, 7, 14, planned.costCentre());
    offerings.ask(planned.plan(), terms, PAT);
    preparing.prepare(planned.plan(), terms, today, PAT);
    send(today);
  }

  private void send(LocalDate day) {
    sending.due(day).forEach(offer -> sending.send(offer, day));
  }

  private Offer offerOf(Planned planned, int n) {
    List<Offer> sent = offers.sentTo(planned.person(n));
    assertThat(sent).as("offers of person %d", n).hasSize(1);
    return sent.getFirst();
  }

  private long seatsTaken(Planned planned) {
    return world.one(
        "select taken from enrolment.intake where id = %d".formatted(world.intake(planned)));
  }

  @Test
  void whoIsInThePlanIsOfferedThePlaceWithSeatAndMoneyHeld() {
    Planned planned = planned(6, 3, 5, false);
    Budget budget = world.grant(planned, 10 * PRICE);
    offer(planned, 1);
    Offer offer = offerOf(planned, 0);
    assertThat(offer.state()).isEqualTo(OfferState.OPEN);
    assertThat(offer.answerBy()).isEqualTo(today.plusDays(14));
    assertThat(offer.why()).isEqualTo("Raises pay by a quarter.");
    assertThat(seatsTaken(planned)).isEqualTo(3);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(7 * PRICE));
    assertThat(decisions.about(planned.person(0)).getFirst().decision().outcome())
        .startsWith("Offered: Class");
    assertThat(offers.sentTo(planned.person(3))).isEmpty();
    // Made and sent again, nothing is doubled.
    offer(planned, 1);
    assertThat(seatsTaken(planned)).isEqualTo(3);
    assertThat(offers.in(world.intake(planned))).hasSize(3);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(7 * PRICE));
  }

  @Test
  void wavesGoOutOnTheirDaysWhoeverIsWorthMostFirst() {
    Planned planned = planned(4, 4, 4, false);
    world.grant(planned, 10 * PRICE);
    offer(planned, 2);
    assertThat(offers.sentTo(planned.person(0))).hasSize(1);
    assertThat(offers.sentTo(planned.person(3))).isEmpty();
    send(today.plusDays(6));
    assertThat(offers.sentTo(planned.person(3))).isEmpty();
    send(today.plusDays(7));
    assertThat(offerOf(planned, 3).answerBy()).isEqualTo(today.plusDays(21));
  }

  @Test
  void withoutMoneyAnOfferWaitsAndGoesOutWhenThereIs() {
    Planned planned = planned(2, 2, 2, false);
    world.grant(planned, PRICE);
    offer(planned, 1);
    assertThat(offers.sentTo(planned.person(0))).hasSize(1);
    assertThat(offers.sentTo(planned.person(1))).isEmpty();
    assertThat(offers.in(world.intake(planned)).getLast().reason()).contains("has $0.00 left");
    world.grant(planned, PRICE);
    due.run(today);
    assertThat(offers.sentTo(planned.person(1))).hasSize(1);
  }

  @Test
  void whoAcceptsIsEnrolledOnceHoweverOftenTheyClick() {
    Planned planned = planned(2, 1, 1, false);
    Budget budget = world.grant(planned, 10 * PRICE);
    offer(planned, 1);
    Offer offer = offerOf(planned, 0);
    Enrolment first = offers.accept(planned.person(0), offer.id(), "w1");
    assertThat(first.state()).isEqualTo(State.ENROLLED);
    assertThat(offers.accept(planned.person(0), offer.id(), "w1").id()).isEqualTo(first.id());
    assertThat(ledger.committed(budget, "offer " + offer.id())).isEqualTo(Money.cents(PRICE));
    assertThatThrownBy(() -> offers.decline(planned.person(0), offer.id(), "", "w1"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("accepted");
    assertThatThrownBy(() -> offers.accept(planned.person(1), offer.id(), "w2"))
        .as("somebody else's offer")
        .isInstanceOf(NotFound.class);
  }

  @Test
  void theNextPersonByThePlansOrderGetsADeclinedSeat() {
    Planned planned = planned(5, 2, 2, false);
    Budget budget = world.grant(planned, 2 * PRICE);
    offer(planned, 1);
    offers.decline(planned.person(1), offerOf(planned, 1).id(), "I move away.", "w2");
    Offer next = offerOf(planned, 2);
    assertThat(next.state()).isEqualTo(OfferState.OPEN);
    assertThat(next.why()).contains("the plan would have chosen you next");
    assertThat(seatsTaken(planned)).isEqualTo(2);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(0));
    offers.decline(planned.person(2), next.id(), "", "w3");
    assertThat(offerOf(planned, 3).state()).isEqualTo(OfferState.OPEN);
    assertThat(offers.sentTo(planned.person(1)).getFirst().state())
        .as("nobody is asked twice")
        .isEqualTo(OfferState.DECLINED);
  }

  @Test
  void anUnansweredOfferLapsesAfterItsLastDayAndItsSeatGoesOn() {
    Planned planned = planned(2, 1, 1, false);
    world.grant(planned, PRICE);
    offer(planned, 1);
    due.run(today.plusDays(14));
    assertThat(offerOf(planned, 0).state()).as("the last day counts").isEqualTo(OfferState.OPEN);
    due.run(today.plusDays(15));
    assertThat(offerOf(planned, 0).state()).isEqualTo(OfferState.LAPSED);
    assertThat(offerOf(planned, 1).state()).isEqualTo(OfferState.OPEN);
  }

  @Test
  void aReleaseIsAskedForOnPaidTimeAndANoGoesToAPlanner() {
    Planned planned = planned(3, 2, 2, true);
    Budget budget = world.grant(planned, 2 * PRICE);
    offer(planned, 1);
    Enrolment first = offers.accept(planned.person(0), offerOf(planned, 0).id(), "w1");
    Enrolment second = offers.accept(planned.person(1), offerOf(planned, 1).id(), "w2");
    assertThat(first.state()).isEqualTo(State.ASKED);
    List<String> line = List.of("Line");
    assertThatThrownBy(() -> releases.answer(List.of("Other"), first.id(), true, "", "max"))
        .as("another team's manager")
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> releases.answer(line, first.id(), false, "  ", "max"))
        .as("a no without a reason")
        .isInstanceOf(Refused.class);
    releases.answer(line, first.id(), true, "", "max");
    releases.answer(line, second.id(), false, "The press runs alone.", "max");
    assertThat(enrolments.find(first.id()).orElseThrow().state()).isEqualTo(State.ENROLLED);
    assertThat(enrolments.find(second.id()).orElseThrow().state()).isEqualTo(State.ASKED);
    assertThat(releases.escalated()).anyMatch(asked -> asked.enrolment().id() == second.id());
    releases.settle(second.id(), false, "No shift can do without.", PAT);
    assertThat(enrolments.find(second.id()).orElseThrow().state()).isEqualTo(State.REFUSED);
    assertThat(offerOf(planned, 2).state()).as("the seat went on").isEqualTo(OfferState.OPEN);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(0));
  }

  @Test
  void whatNoManagerAnswersInTimeGoesToAPlanner() {
    Planned planned = planned(1, 1, 1, true);
    world.grant(planned, PRICE);
    offer(planned, 1);
    Enrolment asked = offers.accept(planned.person(0), offerOf(planned, 0).id(), "w1");
    due.run(today.plusDays(7));
    assertThat(releases.of(asked.id()).orElseThrow().escalated()).isEmpty();
    due.run(today.plusDays(8));
    assertThat(releases.of(asked.id()).orElseThrow().forPlanner()).isTrue();
    releases.settle(asked.id(), true, "The shift is covered.", PAT);
    assertThat(enrolments.find(asked.id()).orElseThrow().state()).isEqualTo(State.ENROLLED);
  }

  @Test
  void classesBeginArePaidEndAndPlacePeople() {
    Planned planned = planned(2, 2, 2, false);
    Budget budget = world.grant(planned, 2 * PRICE);
    offer(planned, 1);
    Enrolment one = offers.accept(planned.person(0), offerOf(planned, 0).id(), "w1");
    Enrolment two = offers.accept(planned.person(1), offerOf(planned, 1).id(), "w2");
    assertThatThrownBy(
            () -> enrolments.finish(one.id(), Result.COMPLETED, today, "", "school@example.org"))
        .as("it has not begun")
        .isInstanceOf(Refused.class);
    jdbc.sql("update enrolment.intake set starts = :day where id = :id")
        .param("day", java.sql.Date.valueOf(today.minusDays(1)))
        .param("id", world.intake(planned))
        .update();
    due.run(today);
    assertThat(ledger.paid(budget, "offer " + one.offer().orElseThrow()))
        .isEqualTo(Money.cents(PRICE));
    enrolments.finish(one.id(), Result.COMPLETED, today, "", "school@example.org");
    enrolments.finish(one.id(), Result.COMPLETED, today, "", "school@example.org");
    enrolments.finish(two.id(), Result.FAILED, today, "The last test.", "school@example.org");
    assertThatThrownBy(
            () -> enrolments.finish(two.id(), Result.COMPLETED, today, "", "school@example.org"))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> enrolments.place(two.id(), today, PAT)).isInstanceOf(Refused.class);
    enrolments.place(one.id(), today, PAT);
    assertThat(enrolments.steps(one.id()))
        .extracting(Enrolments.Step::state)
        .containsExactly(State.ENROLLED, State.LEARNING, State.COMPLETED, State.PLACED);
  }

  @Test
  void whoStepsBackBeforeTheFirstDayFreesSeatAndMoney() {
    Planned planned = planned(2, 1, 1, false);
    Budget budget = world.grant(planned, PRICE);
    offer(planned, 1);
    Enrolment made = offers.accept(planned.person(0), offerOf(planned, 0).id(), "w1");
    assertThatThrownBy(() -> enrolments.withdraw(planned.person(1), made.id(), "No.", "w2"))
        .isInstanceOf(NotFound.class);
    enrolments.withdraw(planned.person(0), made.id(), "I move away.", "w1");
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(PRICE));
    due.run(today);
    assertThat(offerOf(planned, 1).state()).isEqualTo(OfferState.OPEN);
  }

  /// The intake takes applications, and a pathway leads through it from everybody's role.
  private void openForApplications(Planned planned, String entry) {
    jdbc.sql("update enrolment.intake set applications = true where id = :id")
        .param("id", world.intake(planned))
        .update();
    jdbc.sql("update programmes.programme set entry = :entry::jsonb where id = :id")
        .param("entry", entry)
        .param("id", planned.programme())
        .update();
    jdbc.sql(
            """
            insert into pathways.pathway
                   (id, from_role, to_role, programme_id, strategy, target_occupation, exact, hours, weeks,
                    price_cents, counted_cents, accept_millionths, complete_millionths, place_millionths,
                    chance_millionths, chance_parts, percentile, gap_hard, gap_soft, why)
            select :programme, a.id, b.id, :programme, 'reskilling', o.code, true, 60, 6, 100000, 100000, 1, 1,
                   1, 1, '{}', 0.5, 1, 1, ''
              from people.role a, people.role b, (select min(code) as code from reference.occupation) o
             where a.title = 'Packer' and b.title = 'Technician'
            """)
        .param("programme", planned.programme())
        .update();
  }

  @Test
  void whoAppliesGetsAFreeSeatOrWaitsAndMovesUpWhenOneIsFreed() {
    Planned planned = planned(5, 1, 2, false);
    Budget budget = world.grant(planned, 3 * PRICE);
    offer(planned, 1);
    assertThat(applications.open(planned.person(2))).as("not announced").isEmpty();
    openForApplications(planned, "[{\"rule\": \"pay_basis\", \"is\": \"hourly\"}]");
    long intake = world.intake(planned);
    assertThat(applications.open(planned.person(2)).getFirst().open()).isTrue();
    Enrolment first = applications.apply(planned.person(2), intake, Optional.empty(), "w3");
    assertThat(first.state()).isEqualTo(State.ENROLLED);
    assertThat(applications.apply(planned.person(2), intake, Optional.empty(), "w3").id())
        .isEqualTo(first.id());
    Enrolment second = applications.apply(planned.person(3), intake, Optional.empty(), "w4");
    assertThat(second.state()).isEqualTo(State.WAITING);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(PRICE));
    enrolments.withdraw(planned.person(2), first.id(), "I move away.", "w3");
    due.run(today);
    assertThat(enrolments.find(second.id()).orElseThrow().state()).isEqualTo(State.ENROLLED);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(PRICE));
    assertThat(seatsTaken(planned)).isEqualTo(2);
  }

  @Test
  void whoDoesNotMeetAnEntryRuleReadsWhyAndWhatWouldChangeIt() {
    Planned planned = planned(2, 1, 2, false);
    world.grant(planned, 3 * PRICE);
    offer(planned, 1);
    openForApplications(planned, "[{\"rule\": \"pay_basis\", \"is\": \"salary\"}]");
    assertThatThrownBy(() ->
            applications.apply(planned.person(1), world.intake(planned), Optional.empty(), "w"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("for people who are salaried")
        .hasMessageContaining("What would change it");
  }

  @Test
  void aLaterPlanKeepsAcceptedPlacesUntilTheyEnd() {
    Planned planned = planned(1, 1, 1, false);
    world.grant(planned, PRICE);
    offer(planned, 1);
    String kept =
        "select count(*) from planning.accepted_place where person_id = " + planned.person(0);
    assertThat(world.one(kept)).as("an offer is no promise of the person's").isZero();
    Enrolment made = offers.accept(planned.person(0), offerOf(planned, 0).id(), "w1");
    assertThat(world.one(kept)).isOne();
    enrolments.withdraw(planned.person(0), made.id(), "I move away.", "w1");
    assertThat(world.one(kept)).isZero();
  }

  @Test
  void aPlanThatTakesThePlaceOfAnotherKeepsWhatWasAcceptedAndEndsTheRest() {
    Planned before = planned(2, 2, 2, false);
    Budget budget = world.grant(before, 2 * PRICE);
    offer(before, 1);
    Enrolment kept = offers.accept(before.person(0), offerOf(before, 0).id(), "w1");
    planned(1, 1, 1, false);
    due.run(today);
    assertThat(enrolments.find(kept.id()).orElseThrow().state()).isEqualTo(State.ENROLLED);
    assertThat(offerOf(before, 1).state()).isEqualTo(OfferState.WITHDRAWN);
    assertThat(ledger.left(budget)).isEqualTo(Money.cents(PRICE));
  }
}
