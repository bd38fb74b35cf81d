package org.rung.server.home;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.rung.server.access.PersonaLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The employee whose place “Eli” takes in the demo: somebody who works here now, whom the plan
/// trains for another role and to whom something else was open, of the largest group of people
/// alike.
@Component
class TypicalCase implements PersonaLinks {
  private final JdbcClient jdbc;
  private final AtomicReference<Optional<Case>> found = new AtomicReference<>(Optional.empty());

  TypicalCase(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Case(long plan, String employerId, String department) {}

  @Override
  public Optional<String> employee() {
    return now().map(Case::employerId);
  }

  @Override
  public Optional<String> department() {
    return now().map(Case::department);
  }

  @Override
  public Optional<String> provider() {
    return jdbc.sql(
            """
            select g.provider
              from programmes.programme g
              left join enrolment.intake i on i.programme_id = g.id
             where g.delivered_by = 'partner'
             order by coalesce(i.taken, -1) desc, g.id
             limit 1
            """)
        .query(String.class)
        .optional();
  }

  /// The plan that is published, else the newest; its case is looked for once.
  private Optional<Case> now() {
    Optional<Long> plan =
        jdbc.sql(
                """
                select p.id
                  from planning.plan p
                  left join planning.publication u on u.plan_id = p.id and u.withdrawn_at is null
                 where p.state = 'made'
                 order by (u.id is null), p.id desc
                 limit 1
                """)
            .query(Long.class)
            .optional();
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    Optional<Case> known = found.get();
    if (known.isEmpty() || known.get().plan != plan.get()) {
      known = find(plan.get());
      found.set(known);
    }
    return known;
  }

  private Optional<Case> find(long plan) {
    return jdbc.sql(
            """
            select min(p.employer_id) as employer_id, d.name
              from planning.placement w
              join people.now e on e.person_id = w.person_id
              join people.person p on p.id = w.person_id
              join people.department d on d.id = e.department_id
             where w.plan_id = :plan
               and exists (select 1
                             from planning.alternative a
                            where a.plan_id = w.plan_id
                              and a.person_id = w.person_id)
             group by w.strategy, w.from_role, w.to_label, w.programme_id, d.name
             order by (w.strategy <> 'reskilling'), count(*) desc, 1
             limit 1
            """)
        .param("plan", plan)
        .query((row, n) -> new Case(plan, row.getString("employer_id"), row.getString("name")))
        .optional();
  }
}
