package org.rung.server.enrolment;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What somebody on a waiting list may expect, from what happened to offers so far.
@Component
class WaitingList {
  /// With fewer answered offers than this nothing is said of chances.
  private static final int LEAST = 20;

  private final JdbcClient jdbc;

  WaitingList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// For somebody who waits.
  WaitingEstimate of(Enrolment waiting) {
    return jdbc.sql(
            """
            with line as (
              select x.id,
                     row_number() over (order by (select min(a.shortfall_cents)
                                                    from planning.publication b
                                                    join planning.alternative a
                                                      on a.plan_id = b.plan_id
                                                     and a.person_id = x.person_id
                                                     and a.programme_id = i.programme_id
                                                     and a.starts = i.starts
                                                   where b.withdrawn_at is null) nulls last,
                                        x.made_at, x.person_id) - 1 as ahead
                from enrolment.enrolment x
                join enrolment.intake i on i.id = x.intake_id
               where x.intake_id = :intake
                 and x.state = 'waiting'),
            held as (
              select (select count(*) from enrolment.offer
                       where intake_id = :intake and holds_seat and state in ('prepared', 'open'))
                     + (select count(*) from enrolment.enrolment
                         where intake_id = :intake and state = 'asked') as held),
            past as (
              select i.programme_id = :programme as own,
                     count(*) filter (where o.state in ('declined', 'lapsed')
                                         or x.state = 'refused') as fell,
                     count(*) as decided
                from enrolment.offer o
                join enrolment.intake i on i.id = o.intake_id
                left join enrolment.enrolment x on x.offer_id = o.id
               where o.state in ('declined', 'lapsed')
                  or x.state not in ('asked', 'waiting', 'withdrawn')
               group by 1)
            select line.ahead, held.held,
                   coalesce((select decided from past where own), 0) as own_decided,
                   coalesce((select fell from past where own), 0) as own_fell,
                   coalesce((select sum(decided) from past), 0) as all_decided,
                   coalesce((select sum(fell) from past), 0) as all_fell
              from line, held
             where line.id = :id
            """)
        .param("intake", waiting.place().intake())
        .param("programme", waiting.place().programme())
        .param("id", waiting.id())
        .query((row, n) -> {
          boolean own = row.getInt("own_decided") >= LEAST;
          int decided = row.getInt(own ? "own_decided" : "all_decided");
          int fell = row.getInt(own ? "own_fell" : "all_fell");
          int ahead = row.getInt("ahead");
          int held = row.getInt("held");
          return new WaitingEstimate(
              ahead,
              held,
              decided,
              fell,
              decided < LEAST
                  ? Optional.empty()
                  : Optional.of(atLeast(held, ahead + 1, (fell + 1) / (decided + 2.0))));
        })
        .optional()
        .orElse(new WaitingEstimate(0, 0, 0, 0, Optional.empty()));
  }

  /// The chance that of `many` seats at least `wanted` become free, each with a chance of its own.
  static double atLeast(int many, int wanted, double each) {
    // Binomial by its terms from 0 on; the ratio of one to the next keeps them from running over.
    double term = Math.pow(1 - each, many);
    double below = 0;
    for (int k = 0; k < wanted && k <= many; k++) {
      below += term;
      term *= (double) (many - k) / (k + 1) * each / (1 - each);
    }
    return Math.clamp(1 - below, 0, 1);
  }
}
