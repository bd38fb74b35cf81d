package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Places offered to people, and their answers.
@Component
public class Offers {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final OfferRows rows;
  private final Sending sending;
  private final Enrolments enrolments;
  private final EntryTests tests;
  private final NextPerson next;
  private final Seats seats;
  private final Funding funding;
  private final Deciding deciding;
  private final Audit audit;

  Offers(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      OfferRows rows,
      Sending sending,
      Enrolments enrolments,
      EntryTests tests,
      NextPerson next,
      Seats seats,
      Funding funding,
      Deciding deciding,
      Audit audit) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = rows;
    this.sending = sending;
    this.enrolments = enrolments;
    this.tests = tests;
    this.next = next;
    this.seats = seats;
    this.funding = funding;
    this.deciding = deciding;
    this.audit = audit;
  }

  /// What a person was sent, the newest first.
  public List<Offer> sentTo(long person) {
    return rows.sentTo(person);
  }

  /// An offer that a person was sent.
  ///
  /// @throws NotFound when there is none of this number for the person
  public Offer sentTo(long person, long offer) {
    return rows.find(offer)
        .filter(found -> found.person() == person && found.sentAt().isPresent())
        .orElseThrow(() -> noSuch(offer));
  }

  /// The offers of an intake, by wave.
  public List<Offer> in(long intake) {
    return rows.in(intake);
  }

  /// A person accepts. Accepting again is the same enrolment.
  ///
  /// @return the enrolment: with a seat, or on the waiting list where the offer held none and
  ///   others were first
  /// @throws NotFound when the person was not sent this offer
  /// @throws Refused when it was answered otherwise, ended, the time is over, or the entry test of
  ///   the programme is not passed
  public Enrolment accept(long person, long offer, String by) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          Offer now = ofPerson(person, offer);
          if (now.state() == OfferState.ACCEPTED) {
            return enrolmentOf(offer);
          }
          requireOpen(now);
          tests.require(person, now.place().programme(), enrolments.today());
          jdbc.sql(
                  """
                  update enrolment.offer
                     set state = 'accepted',
                         answered_at = now()
                   where id = :id
                  """)
              .param("id", offer)
              .update();
          Enrolment made = now.holdsSeat() ? seated(now, by) : firstCome(now, by);
          audit.change(
              by, "offer", "offer %d of person %s, accepted".formatted(offer, now.personName()));
          return made;
        }));
  }

  private Enrolment seated(Offer offer, String by) {
    Enrolment made =
        enrolments.begin(
            offer.place(),
            offer.person(),
            Optional.of(offer.id()),
            offer.place().priceCents() == 0 ? "" : offer.paidAs(),
            true,
            by,
            "Accepted offer %d.".formatted(offer.id()));
    told(made, by);
    return made;
  }

  private Enrolment firstCome(Offer offer, String by) {
    Place place = offer.place();
    boolean seat = seats.take(place.intake(), offer.person());
    Optional<String> noMoney =
        seat
            ? funding.commit(offer.paidAs(), place.intake(), place.priceCents(), by)
            : Optional.empty();
    if (noMoney.isPresent()) {
      seats.free(place.intake(), offer.person());
    } else if (seat) {
      return seated(offer, by);
    }
    String why = noMoney.orElse("All seats were taken when you accepted.");
    Enrolment made =
        enrolments.begin(place, offer.person(), Optional.of(offer.id()), "", false, by, why);
    deciding.of(
        made,
        "On the waiting list: " + place.words(),
        List.of(why, "You are told as soon as a seat is yours."),
        by);
    return made;
  }

  private void told(Enrolment made, String by) {
    deciding.of(
        made,
        (made.state() == State.ASKED ? "Accepted, release asked for: " : "Enrolled: ")
            + made.place().words(),
        List.of(
            "You accepted the offer.",
            made.state() == State.ASKED
                ? "It is on the employer's time, so your manager is asked to release you."
                : "It needs no release."),
        by);
  }

  /// A person declines; the next gets the seat. Declining again changes nothing.
  ///
  /// @param why in the person's words; may be empty
  /// @throws Refused when it was answered otherwise, ended, or the words are too long
  public void decline(long person, long offer, String why, String by) {
    String given = why.replace("\u0000", "").strip();
    if (given.length() > Enrolments.MOST_CHARACTERS) {
      throw new Refused("Say it in at most 1,000 characters.");
    }
    Long intake =
        transaction.execute(status -> {
          Offer now = ofPerson(person, offer);
          if (now.state() != OfferState.DECLINED) {
            requireOpen(now);
            sending.end(now, OfferState.DECLINED, given, by);
            deciding.of(
                now,
                "You declined: " + now.place().words(),
                List.of(
                    given.isEmpty() ? "You gave no reason, and none is needed." : given,
                    "Declining never counts against you."),
                by);
            audit.change(
                by, "offer", "offer %d of person %s, declined".formatted(offer, now.personName()));
          }
          return now.place().intake();
        });
    next.fill(Objects.requireNonNull(intake));
  }

  /// What was not answered in time ends; its seats go to the next.
  ///
  /// @return how many ended
  int lapse(LocalDate today) {
    List<Long> late =
        jdbc.sql(
                """
                select id
                  from enrolment.offer
                 where state = 'open'
                   and answer_by < :today::date
                 order by id
                """)
            .param("today", today.toString())
            .query((row, n) -> row.getLong(1))
            .list();
    int lapsed = 0;
    for (long offer : late) {
      lapsed +=
          end(
              offer,
              OfferState.LAPSED,
              "It was not answered by its last day.",
              "The offer ended unanswered",
              today);
    }
    return lapsed;
  }

  /// Offers of a plan that is no longer published: those that the published one makes, too, go on
  /// as its own; the others are withdrawn.
  ///
  /// @return how many were withdrawn
  int follow(LocalDate today) {
    jdbc.sql(
            """
            update enrolment.offer o
               set plan_id = b.plan_id
              from planning.publication b, planning.placement w, enrolment.intake i
             where b.withdrawn_at is null
               and o.plan_id <> b.plan_id
               and o.state in ('prepared', 'open')
               and i.id = o.intake_id
               and w.plan_id = b.plan_id
               and w.person_id = o.person_id
               and w.programme_id = i.programme_id
               and w.starts = i.starts
            """)
        .update();
    List<Long> past =
        jdbc.sql(
                """
                select o.id
                  from enrolment.offer o
                 where o.state in ('prepared', 'open')
                   and o.plan_id is not null
                   and not exists (select 1
                                     from planning.publication b
                                    where b.plan_id = o.plan_id
                                      and b.withdrawn_at is null)
                 order by o.id
                """)
            .query((row, n) -> row.getLong(1))
            .list();
    int withdrawn = 0;
    for (long offer : past) {
      withdrawn +=
          end(
              offer,
              OfferState.WITHDRAWN,
              "The plan it came from is no longer published.",
              "The offer was withdrawn",
              today);
    }
    return withdrawn;
  }

  /// Offers of a programme whose entry test a person cannot pass any more in time end; the seats go
  /// to the next.
  ///
  /// @param nextTry the first day of another try
  void failed(long person, long programme, LocalDate nextTry, String reason) {
    record Open(long offer, long intake) {}
    for (Open open :
        jdbc.sql(
                """
                select o.id, o.intake_id
                  from enrolment.offer o
                  join enrolment.intake i on i.id = o.intake_id
                 where o.person_id = :person
                   and i.programme_id = :programme
                   and o.state = 'open'
                   and o.answer_by < :next::date
                 order by o.id
                """)
            .param("person", person)
            .param("programme", programme)
            .param("next", nextTry.toString())
            .query((row, n) -> new Open(row.getLong("id"), row.getLong("intake_id")))
            .list()) {
      end(
          open.offer(),
          OfferState.WITHDRAWN,
          reason,
          "The offer was withdrawn",
          enrolments.today());
      next.fill(open.intake());
    }
  }

  /// The offers of a run that is called off end.
  void callOff(long intake, String reason) {
    for (long offer :
        jdbc.sql(
                """
                select id
                  from enrolment.offer
                 where intake_id = :intake
                   and state in ('prepared', 'open')
                 order by id
                """)
            .param("intake", intake)
            .query((row, n) -> row.getLong(1))
            .list()) {
      end(offer, OfferState.WITHDRAWN, reason, "The offer was withdrawn", enrolments.today());
    }
  }

  private int end(long offer, OfferState to, String reason, String outcome, LocalDate today) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          Offer now = rows.locked(offer).orElseThrow();
          boolean stands =
              now.state() == OfferState.OPEN
                  || to == OfferState.WITHDRAWN && now.state() == OfferState.PREPARED;
          if (!stands || to == OfferState.LAPSED && !now.answerBy().isBefore(today)) {
            return 0;
          }
          String by = sending.answersFor(now);
          sending.end(now, to, reason, by);
          if (now.sentAt().isPresent()) {
            deciding.tell(now, outcome + ": " + now.place().words(), List.of(reason), by);
          }
          return 1;
        }));
  }

  private Offer ofPerson(long person, long offer) {
    return rows.locked(offer)
        .filter(found -> found.person() == person && found.sentAt().isPresent())
        .orElseThrow(() -> noSuch(offer));
  }

  private void requireOpen(Offer offer) {
    if (offer.state() != OfferState.OPEN) {
      throw new Refused(
          "This offer cannot be answered any more: %s.%s"
              .formatted(
                  offer.state().label(), offer.reason().isEmpty() ? "" : " " + offer.reason()));
    }
    if (offer.answerBy().isBefore(enrolments.today())) {
      throw new Refused(
          "The last day to answer was %s. Apply for another run, or ask a planner."
              .formatted(Formats.date(offer.answerBy())));
    }
  }

  private Enrolment enrolmentOf(long offer) {
    return jdbc.sql("select id from enrolment.enrolment where offer_id = :offer")
        .param("offer", offer)
        .query(Long.class)
        .optional()
        .flatMap(enrolments::find)
        .orElseThrow(() -> noSuch(offer));
  }

  private static NotFound noSuch(long offer) {
    return new NotFound("You were sent no offer %d. Go to My offers.".formatted(offer));
  }
}
