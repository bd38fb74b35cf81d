package org.rung.server.enrolment;

import org.springframework.jdbc.core.simple.JdbcClient;

/// An intake of the employer of `ManyPeople` with offers, enrolments and releases in every state,
/// for tests of pages.
public final class EveryOffer {
  private EveryOffer() {}

  /// What was made: the intake, an offer that the person is to answer, and the programme of both,
  /// which has an entry test.
  public record Shown(long intake, long offer, long programme) {}

  /// @param person the employer's id of who has an open offer, an enrolment that waits, and one
  ///   whose release is refused
  /// @param department whose manager is asked
  public static Shown load(JdbcClient jdbc, String person, String department) {
    for (String sql : SQL.split(";\n")) {
      JdbcClient.StatementSpec statement = jdbc.sql(sql);
      if (sql.contains(":person")) {
        statement = statement.param("person", person);
      }
      if (sql.contains(":department")) {
        statement = statement.param("department", department);
      }
      statement.update();
    }
    long intake =
        jdbc.sql("select min(id) from enrolment.intake where cost_centre = 'Every offer'")
            .query(Long.class)
            .single();
    long offer =
        jdbc.sql(
                "select id from enrolment.offer where state = 'open' and intake_id = :intake order by id limit 1")
            .param("intake", intake)
            .query(Long.class)
            .single();
    long programme =
        jdbc.sql("select programme_id from enrolment.intake where id = :intake")
            .param("intake", intake)
            .query(Long.class)
            .single();
    return new Shown(intake, offer, programme);
  }

  private static final String SQL =
      """
      insert into enrolment.intake
             (programme_id, starts, seats, planned, fiscal_year, cost_centre, applications, opened_by, opened_at)
      select id, current_date + n, 12, 9, 2027, 'Every offer', true, 'planner@example.org', now()
        from programmes.programme g, (values (60), (90), (120)) as d (n)
       where g.code = 'P-1';
      insert into enrolment.offering
             (plan_id, waves, first_day, days_apart, answer_days, cost_centre, made_by, made_at)
      select plan_id, 2, current_date, 7, 14, 'Every offer', 'planner@example.org', now()
        from planning.publication
       where withdrawn_at is null;
      insert into enrolment.offer
             (intake_id, person_id, wave, holds_seat, to_role, to_label, strategy, price_cents, paid_time, why,
              state, sends_on, answer_by, sent_at, answered_at, reason)
      select i.id, p.id, 1 + p.id % 2, true, r.id, r.title, 'reskilling', 250000, true,
             'Shares most skills with the present role.',
             case when p.employer_id = :person then 'open'
                  else (array['open', 'declined', 'lapsed', 'withdrawn', 'prepared'])[1 + p.id % 5] end,
             current_date, current_date + 14,
             case when p.employer_id = :person or p.id % 5 < 4 then now() end, null,
             case when p.id % 5 = 1 then 'I move to another town with my family in spring.' else '' end
        from people.person p, people.role r,
             (select min(id) as id from enrolment.intake where cost_centre = 'Every offer') i
       where (p.employer_id = :person or p.employer_id in ('M-701', 'M-702', 'M-703', 'M-704', 'M-705', 'M-706'))
         and r.title = 'Role 14';
      insert into enrolment.enrolment
             (intake_id, person_id, to_role, to_label, strategy, price_cents, paid_time, state, since, made_at)
      select i.id, p.id, r.id, r.title, 'reskilling', 250000, true, s.state, now(), now()
        from (values ('M-707', 'asked'), ('M-708', 'completed'), ('M-709', 'waiting'), ('M-711', 'asked'),
                     ('M-712', 'placed'), ('M-713', 'refused')) as s (person, state)
        join people.person p on p.employer_id = s.person
        join people.role r on r.title = 'Role 14'
       cross join (select min(id) as id from enrolment.intake where cost_centre = 'Every offer') i;
      insert into enrolment.enrolment
             (intake_id, person_id, to_role, to_label, strategy, price_cents, paid_time, state, since, made_at)
      select i.id, p.id, r.id, r.title, 'reskilling', 250000, true,
             case when i.first then 'waiting' else 'refused' end, now(), now()
        from (select id, row_number() over (order by id) = 2 as first
                from enrolment.intake where cost_centre = 'Every offer' order by id offset 1) i,
             people.person p, people.role r
       where p.employer_id = :person and r.title = 'Role 14';
      insert into enrolment.step (enrolment_id, state, made_by, made_at, reason)
      select id, 'waiting', 'm@example.org', now() - interval '1 day', 'Applied.' from enrolment.enrolment;
      insert into enrolment.release
             (enrolment_id, department, asked_at, answer_by, answer, answered_by, answered_at, reason, escalated_at,
              settled, settled_by, settled_at, settled_why)
      select x.id, :department, now(), current_date + 7,
             case when x.state = 'refused' or p.employer_id = 'M-711' then 'no' end,
             case when x.state = 'refused' or p.employer_id = 'M-711' then 'manager@example.org' end,
             case when x.state = 'refused' or p.employer_id = 'M-711' then now() end,
             case when x.state = 'refused' or p.employer_id = 'M-711' then 'The press runs alone until the new one stands.' else '' end,
             case when x.state = 'refused' or p.employer_id = 'M-711' then now() end,
             case when x.state = 'refused' then 'no' end,
             case when x.state = 'refused' then 'planner@example.org' end,
             case when x.state = 'refused' then now() end,
             case when x.state = 'refused' then 'No shift can do without.' else '' end
        from enrolment.enrolment x
        join people.person p on p.id = x.person_id
       where x.state in ('asked', 'refused');
      insert into enrolment.announcement
             (intake_id, channel, site_id, words, posted_on, made_by, made_at)
      select min(id), 'notice board', null, 'Welding in spring: ask your planner.', current_date, 'planner@example.org', now()
        from enrolment.intake where cost_centre = 'Every offer';
      insert into enrolment.entry_test
             (programme_id, name, words, link, most, pass, tries, wait_days, valid_days, changed_by, changed_at)
      select id, 'Reading drawings', 'One hour, at the school or online.', 'https://school.example.org/test', 60,
             40, 2, 14, 365, 'planner@example.org', now()
        from programmes.programme where code = 'P-1';
      insert into enrolment.test_result
             (programme_id, person_id, taken_on, points, most, pass, reported_by, reported_at)
      select g.id, p.id, current_date - 3, 30 + 2 * (p.id % 10), 60, 40, 'planner@example.org', now()
        from programmes.programme g, people.person p
       where g.code = 'P-1'
         and p.employer_id in ('M-701', 'M-702', 'M-703', 'M-704', 'M-705', 'M-706', 'M-707')
      """;
}
