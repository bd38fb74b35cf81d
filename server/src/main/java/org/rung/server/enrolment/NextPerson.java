package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rung.server.database.InWords;
import org.rung.server.pages.Formats;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Who gets a seat that has become free: the next by the published plan's own order, that is, who
/// was nearest to being chosen for it; after them, who has waited longest. Somebody on the waiting
/// list gets the seat itself, anybody else an offer of it.
@Component
class NextPerson {
  private static final int MOST = 1_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TransactionTemplate nested;
  private final Enrolments enrolments;
  private final Seats seats;
  private final Funding funding;
  private final Sending sending;
  private final Deciding deciding;

  NextPerson(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Enrolments enrolments,
      Seats seats,
      Funding funding,
      Sending sending,
      Deciding deciding) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.nested =
        new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
    this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.enrolments = enrolments;
    this.seats = seats;
    this.funding = funding;
    this.sending = sending;
    this.deciding = deciding;
  }

  /// Fills what is free, one person after the other.
  ///
  /// @return how many people got a seat or an offer
  int fill(long intake) {
    int given = 0;
    while (given < MOST) {
      Optional<Given> next = transaction.execute(status -> one(intake));
      if (next == null || next.isEmpty()) {
        return given;
      }
      next.get().offer().ifPresent(offer -> sending.send(offer, enrolments.today()));
      given++;
    }
    return given;
  }

  /// @param offer to be sent; empty where the person got the seat at once
  private record Given(Optional<Long> offer) {}

  private record Candidate(long person, Optional<Long> waiting) {}

  private Optional<Given> one(long intake) {
    Optional<Integer> forOffers = lock(intake);
    if (forOffers.isEmpty()) {
      return Optional.empty();
    }
    for (Candidate candidate : order(intake, forOffers.get() > 0)) {
      Optional<Given> given = give(intake, candidate);
      if (given.isPresent()) {
        return given;
      }
    }
    return Optional.empty();
  }

  /// Whoever cannot take the seat, since its sessions clash with others of theirs, is passed over
  /// and keeps waiting.
  private Optional<Given> give(long intake, Candidate candidate) {
    try {
      return Objects.requireNonNull(
          nested.execute(status ->
              candidate.waiting().isPresent()
                  ? seat(candidate.waiting().get())
                  : offer(intake, candidate.person())));
    } catch (DataAccessException e) {
      if (InWords.of(e).isEmpty()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /// @return seats that the plan fills and nobody has; empty where no seat is free or the intake
  ///   takes nobody any more
  private Optional<Integer> lock(long intake) {
    return jdbc.sql(
            """
            select planned - taken
              from enrolment.intake
             where id = :intake
               and state = 'open'
               and starts > :today::date
               and taken < seats
               for no key update
            """)
        .param("intake", intake)
        .param("today", enrolments.today().toString())
        .query(Integer.class)
        .optional();
  }

  /// The next few in order. Nobody is asked again who was asked for this intake, and nobody who has
  /// a place to answer for or is in a programme.
  private List<Candidate> order(long intake, boolean offers) {
    return jdbc.sql(
            """
            with plan as (
              select a.person_id, min(a.shortfall_cents) as far
                from enrolment.intake i
                join planning.publication b on b.withdrawn_at is null
                join planning.alternative a
                  on a.plan_id = b.plan_id and a.programme_id = i.programme_id and a.starts = i.starts
                 and a.strategy <> 'education_benefit'
               where i.id = :intake
               group by a.person_id)
            select coalesce(w.person_id, p.person_id) as person_id, w.id as waiting
              from plan p
              full join (select id, person_id, made_at
                           from enrolment.enrolment
                          where intake_id = :intake
                            and state = 'waiting') w on w.person_id = p.person_id
             where (w.id is not null or :offers)
               and not exists (select 1
                                 from enrolment.enrolment x
                                where x.person_id = coalesce(w.person_id, p.person_id)
                                  and x.state in ('asked', 'enrolled', 'learning'))
               and not exists (select 1
                                 from enrolment.offer o
                                where o.person_id = coalesce(w.person_id, p.person_id)
                                  and (o.holds_seat and o.state in ('prepared', 'open')
                                       or w.id is null and o.intake_id = :intake))
             order by p.far nulls last, w.made_at nulls last, 1
             limit 20
            """)
        .param("intake", intake)
        .param("offers", offers)
        .query((row, n) ->
            new Candidate(
                row.getLong("person_id"),
                Optional.ofNullable(row.getObject("waiting", Long.class))))
        .list();
  }

  /// Somebody who waits gets the seat.
  private Optional<Given> seat(long enrolment) {
    Enrolment now = enrolments.locked(enrolment);
    Place place = now.place();
    if (now.state() != State.WAITING) {
      return Optional.empty();
    }
    String paidAs = "enrolment " + enrolment;
    if (funding.commit(paidAs, place.intake(), place.priceCents(), Due.ACCOUNT).isPresent()) {
      return Optional.empty();
    }
    seats.take(place.intake(), now.person());
    enrolments.seated(now, "A seat became free.", Due.ACCOUNT);
    deciding.tell(
        now,
        "A seat is yours: " + place.words(),
        List.of("A seat became free, and you were next by the plan's order and the waiting list."),
        Due.ACCOUNT);
    return Optional.of(new Given(Optional.empty()));
  }

  /// Somebody whom the plan would have chosen next gets an offer. Who gets one elsewhere at the
  /// same moment is passed over.
  private Optional<Given> offer(long intake, long person) {
    LocalDate today = enrolments.today();
    Optional<Long> offer =
        jdbc.sql(
                """
                insert into enrolment.offer
                       (intake_id, person_id, plan_id, wave, holds_seat, to_role, to_label, strategy,
                        price_cents, paid_time, why, sends_on, answer_by)
                select i.id, a.person_id, a.plan_id,
                       coalesce((select max(o.wave) from enrolment.offer o where o.intake_id = i.id), 1),
                       true, a.to_role, a.to_label, a.strategy, g.price_cents,
                       exists (select 1
                                 from planning.placement w
                                where w.plan_id = a.plan_id
                                  and w.strategy = a.strategy
                                  and w.training_time_cents < 0),
                       :why, :today::date,
                       greatest(:today::date,
                                least(:today::date + coalesce(t.answer_days, 14), i.starts - 1))
                  from enrolment.intake i
                  join programmes.programme g on g.id = i.programme_id
                  join planning.publication b on b.withdrawn_at is null
                  join lateral (select *
                                  from planning.alternative
                                 where plan_id = b.plan_id
                                   and person_id = :person
                                   and programme_id = i.programme_id
                                   and starts = i.starts
                                   and strategy <> 'education_benefit'
                                 order by place
                                 limit 1) a on true
                  left join enrolment.offering t on t.plan_id = b.plan_id
                 where i.id = :intake
                    on conflict do nothing
                returning id
                """)
            .param("intake", intake)
            .param("person", person)
            .param("today", today.toString())
            .param(
                "why",
                "A seat became free on %s, and the plan would have chosen you next for it."
                    .formatted(Formats.date(today)))
            .query(Long.class)
            .optional();
    if (offer.isPresent() && !seats.take(intake, person)) {
      throw new IllegalStateException(
          "intake %d has no seat though it is locked".formatted(intake));
    }
    return offer.map(number -> new Given(Optional.of(number)));
  }

  /// Intakes with a free seat for which somebody is in line.
  List<Long> open(LocalDate today) {
    return jdbc.sql(
            """
            select i.id
              from enrolment.intake i
             where i.state = 'open'
               and i.starts > :today::date
               and i.taken < i.seats
               and (i.taken < i.planned
                    or exists (select 1
                                 from enrolment.enrolment x
                                where x.intake_id = i.id
                                  and x.state = 'waiting'))
             order by i.starts, i.id
            """)
        .param("today", today.toString())
        .query((row, n) -> row.getLong(1))
        .list();
  }
}
