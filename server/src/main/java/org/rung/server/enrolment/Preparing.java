package org.rung.server.enrolment;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the offers of a plan and holds their seats, all or nothing. Run again it adds what is
/// missing and doubles nothing. The education benefit is a right and no assignment: what a plan
/// says of it is no offer.
@Component
class Preparing {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Preparing(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// @return how many offers were made
  int prepare(long plan, Terms terms, LocalDate today, String by) {
    return java.util.Objects.requireNonNull(
        transaction.execute(status -> {
          openIntakes(plan, terms, by);
          int made = makeOffers(plan, terms, today);
          holdSeats(plan);
          return made;
        }));
  }

  /// The runs the plan fills. One that people sit in already keeps their seats.
  private void openIntakes(long plan, Terms terms, String by) {
    jdbc.sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, planned, minimum, fiscal_year, cost_centre, opened_by,
                    opened_at)
            select n.programme_id, n.starts, n.seats + n.accepted, n.taken + n.accepted, n.minimum, w.fiscal_year,
                   :centre, :by, :at::timestamptz
              from planning.intake n
              join (select programme_id, starts, min(fiscal_year) as fiscal_year
                      from planning.placement
                     where plan_id = :plan
                       and strategy <> 'education_benefit'
                     group by programme_id, starts) w using (programme_id, starts)
             where n.plan_id = :plan
               and not n.open
             order by n.programme_id, n.starts
                on conflict (programme_id, starts) do update
               set seats = greatest(excluded.seats, enrolment.intake.taken),
                   planned = greatest(excluded.planned, least(enrolment.intake.taken, excluded.seats)),
                   minimum = excluded.minimum
            """)
        .param("plan", plan)
        .param("centre", terms.costCentre())
        .param("by", by)
        .param("at", clock.instant().toString())
        .update();
    // Nobody takes a seat until the offers have theirs.
    jdbc.sql(
            """
            select i.id
              from enrolment.intake i
             where exists (select 1
                             from planning.placement w
                            where w.plan_id = :plan
                              and w.programme_id = i.programme_id
                              and w.starts = i.starts)
             order by i.id
               for no key update
            """)
        .param("plan", plan)
        .query((row, n) -> row.getLong(1))
        .list();
  }

  /// One offer for each place of the plan that has a seat and time left, the most worth first. Who
  /// is in a programme, was offered this place before or has another to answer for gets none.
  private int makeOffers(long plan, Terms terms, LocalDate today) {
    return jdbc.sql(
            """
            with place as (
              select w.*, i.id as intake_id, i.seats - i.taken as room,
                     ntile(:waves) over (order by w.worth_cents desc, w.person_id) as wave
                from planning.placement w
                join enrolment.intake i using (programme_id, starts)
               where w.plan_id = :plan
                 and w.strategy <> 'education_benefit'
                 and i.state = 'open'
                 and not exists (select 1
                                   from enrolment.enrolment x
                                  where x.person_id = w.person_id
                                    and x.state in ('asked', 'enrolled', 'learning'))
                 and not exists (select 1
                                   from enrolment.offer o
                                  where o.person_id = w.person_id
                                    and (o.intake_id = i.id and o.state <> 'withdrawn'
                                         or o.holds_seat and o.state in ('prepared', 'open')))),
            placed as (
              select place.*, greatest(:first::date, :today::date) + (wave - 1) * :apart as sends_on,
                     row_number() over (partition by intake_id order by worth_cents desc, person_id) as turn
                from place)
            insert into enrolment.offer
                   (intake_id, person_id, plan_id, wave, holds_seat, to_role, to_label, strategy,
                    price_cents, paid_time, why, sends_on, answer_by)
            select intake_id, person_id, plan_id, wave, true, to_role, to_label, strategy, -price_cents,
                   training_time_cents < 0,
                   case when why = '' then 'It is the pathway worth most that places and money allow.'
                        else why end,
                   sends_on, least(sends_on + :days, starts - 1)
              from placed
             where turn <= room
               and sends_on < starts
             order by wave, worth_cents desc, person_id
                on conflict do nothing
            """)
        .param("waves", terms.waves())
        .param("plan", plan)
        .param("first", terms.firstDay().toString())
        .param("today", today.toString())
        .param("apart", terms.daysApart())
        .param("days", terms.answerDays())
        .update();
  }

  private void holdSeats(long plan) {
    jdbc.sql(
            """
            insert into enrolment.seat (intake_id, person_id)
            select intake_id, person_id
              from enrolment.offer
             where plan_id = :plan
               and state = 'prepared'
               and holds_seat
                on conflict do nothing
            """)
        .param("plan", plan)
        .update();
  }
}
