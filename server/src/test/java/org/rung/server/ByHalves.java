package org.rung.server;

import java.util.Map;

/// Questions about what is there by halves or twice. They have no answer, whatever was killed.
final class ByHalves {
  private ByHalves() {}

  /// The question by what it would find.
  static final Map<String, String> QUESTIONS =
      Map.of(
          "a day whose people are not those its import counted",
          """
          select s.taken_on, s.people, i.rows_new, i.state
            from people.snapshot s
            left join people.import i on i.id = s.import_id
           where i.state is distinct from 'done'
              or s.people <> i.rows_new
              or s.people <> (select count(*) from people.employment e where e.snapshot_id = s.id)
          """,
          "a done import without its day, or told twice in the audit",
          """
          select i.id, i.file_name
            from people.import i
           where i.state = 'done'
             and ((select count(*) from people.snapshot s where s.import_id = i.id) <> 1
                  or (select count(*)
                        from access.audit a
                       where a.subject like 'import ' || i.id || ', %people') <> 1)
          """,
          "a kept file that is not whole, or kept although it is in",
          """
          select i.id, i.state
            from people.import i
            left join lateral (select sum(length(p.content)) as kept
                                 from people.import_part p
                                where p.import_id = i.id) p on true
           where coalesce(p.kept, 0) <> case when i.state = 'done' then 0 else i.bytes end
          """,
          "people of no day",
          """
          select p.id
            from people.person p
           where not exists (select 1 from people.employment e where e.person_id = p.id)
             and not exists (select 1 from people.employment e where e.manager_id = p.id)
          """,
          "a catalogue that is in by halves",
          """
          select i.id, i.state
            from programmes.import i
           where i.state = 'done'
             and i.rows_read <> i.rows_new + i.rows_changed + i.rows_same + i.rows_held
              or i.state <> 'done'
             and exists (select 1 from programmes.programme p where p.import_id = i.id)
          """,
          "a plan without one whole proof and all its people",
          """
          select p.id, p.state, p.assigned
            from planning.plan p
           where p.state <> 'made'
              or (select count(*) from planning.proof f where f.plan_id = p.id) <> 1
              or (select count(*) from planning.placement w where w.plan_id = p.id) <> p.assigned
          """,
          "a publication without one decision for each person of its plan",
          """
          select p.id, p.people
            from planning.plan p
            join (select plan_id, count(*) as times,
                         count(withdrawn_at) as withdrawals
                    from planning.publication
                   group by plan_id) u on u.plan_id = p.id
            left join lateral (
                   select count(*) as decisions,
                          count(distinct d.person_id) as persons
                     from decisions.decision d
                    where d.about = 'plan' and d.subject = p.id::text) d on true
           where d.persons <> p.people
              or d.decisions <> p.people * u.times + p.assigned * u.withdrawals
          """,
          "a publication without its job, or done twice",
          """
          select p.id
            from planning.plan p
           where (select count(*) from planning.publication u where u.plan_id = p.id)
                 <> (select count(*)
                       from jobs.job j
                      where j.kind = 'publish'
                        and j.state = 'done'
                        and j.input = to_jsonb(p.id))
          """,
          "decisions of a plan that was never published",
          """
          select distinct d.subject
            from decisions.decision d
           where d.about = 'plan'
             and not exists (select 1
                               from planning.publication u
                              where u.plan_id::text = d.subject)
          """);
}
