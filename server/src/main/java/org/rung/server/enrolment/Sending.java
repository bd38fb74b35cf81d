package org.rung.server.enrolment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends offers that are prepared: their money is committed, the person is told. What no money is
/// there for waits, and goes out when there is.
@Component
class Sending {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final OfferRows offers;
  private final Seats seats;
  private final Funding funding;
  private final Deciding deciding;
  private final PlaceLetters letters;
  private final EntryTests tests;
  private final Clock clock;

  Sending(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      OfferRows offers,
      Seats seats,
      Funding funding,
      Deciding deciding,
      PlaceLetters letters,
      EntryTests tests,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.offers = offers;
    this.seats = seats;
    this.funding = funding;
    this.deciding = deciding;
    this.letters = letters;
    this.tests = tests;
    this.clock = clock;
  }

  /// Numbers of the offers whose day has come, in the order they go out.
  List<Long> due(LocalDate today) {
    return jdbc.sql(
            """
            select id
              from enrolment.offer
             where state = 'prepared'
               and sends_on <= :today::date
             order by wave, id
            """)
        .param("today", today.toString())
        .query((row, n) -> row.getLong(1))
        .list();
  }

  /// Sends an offer, once.
  ///
  /// @return whether it is sent now; false where it was before, waits for money or comes too late
  boolean send(long offer, LocalDate today) {
    return Boolean.TRUE.equals(
        transaction.execute(status -> {
          Offer now = offers.locked(offer).orElseThrow();
          if (now.state() != OfferState.PREPARED) {
            return false;
          }
          String by = answersFor(now);
          if (!today.isBefore(now.place().starts())) {
            end(now, OfferState.WITHDRAWN, "It began before this offer could be sent.", by);
            return false;
          }
          if (now.holdsSeat()) {
            Optional<String> against =
                funding.commit(now.paidAs(), now.place().intake(), now.place().priceCents(), by);
            if (against.isPresent()) {
              jdbc.sql(
                      "update enrolment.offer set reason = :reason where id = :id and reason <> :reason")
                  .param("reason", against.get())
                  .param("id", offer)
                  .update();
              return false;
            }
          }
          LocalDate answerBy = answerBy(now, today);
          jdbc.sql(
                  """
                  update enrolment.offer
                     set state = 'open',
                         reason = '',
                         sent_at = :now::timestamptz,
                         answer_by = :by::date
                   where id = :id
                  """)
              .param("now", clock.instant().toString())
              .param("by", answerBy.toString())
              .param("id", offer)
              .update();
          String seat =
              now.holdsSeat()
                  ? "A seat is held for you until then."
                  : "No seat is held: whoever accepts first has it.";
          deciding.of(
              now,
              "Offered: %s. Answer by %s".formatted(now.place().words(), Formats.date(answerBy)),
              List.of(now.why(), seat),
              by);
          letters.offer(now, answerBy, seat, toPass(now, today), by);
          return true;
        }));
  }

  private Optional<EntryTest> toPass(Offer offer, LocalDate today) {
    return tests.of(offer.person(), offer.place().programme(), today).met()
        ? Optional.empty()
        : tests.find(offer.place().programme());
  }

  /// Ends an offer that was not accepted: its seat and its money go on. In the caller's
  /// transaction, which holds the offer's row.
  void end(Offer offer, OfferState state, String reason, String by) {
    jdbc.sql(
            """
            update enrolment.offer
               set state = :state,
                   reason = :reason,
                   answered_at = :now::timestamptz
             where id = :id
            """)
        .param("state", state.code())
        .param("reason", reason)
        .param("now", clock.instant().toString())
        .param("id", offer.id())
        .update();
    if (offer.holdsSeat()) {
      seats.free(offer.place().intake(), offer.person());
      funding.release(offer.paidAs(), by);
    }
  }

  /// As many days as it would have had, and never into the programme itself.
  private static LocalDate answerBy(Offer offer, LocalDate today) {
    LocalDate asPlanned =
        today.isAfter(offer.sendsOn())
            ? offer
                .answerBy()
                .plusDays(java.time.temporal.ChronoUnit.DAYS.between(offer.sendsOn(), today))
            : offer.answerBy();
    LocalDate last = offer.place().starts().minusDays(1);
    return asPlanned.isAfter(last) ? last : asPlanned;
  }

  /// Who sent the offers of the plan, or opened the intake.
  String answersFor(Offer offer) {
    return jdbc.sql(
            """
            select coalesce(o.made_by, i.opened_by)
              from enrolment.offer x
              join enrolment.intake i on i.id = x.intake_id
              left join enrolment.offering o on o.plan_id = x.plan_id
             where x.id = :id
            """)
        .param("id", offer.id())
        .query(String.class)
        .single();
  }
}
