package org.rung.server.planning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rung.server.database.LikePattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What changed for people since the plan that a plan started from: together by cause, and person
/// by person for those who may read people.
@Component
class PlanChanges {
  private final JdbcClient jdbc;
  private final PlanReading reading;

  PlanChanges(JdbcClient jdbc, PlanReading reading) {
    this.jdbc = jdbc;
    this.reading = reading;
  }

  /// What changed for everybody together; empty where the plan started from none.
  Optional<SincePlan> since(Plans.Plan plan) {
    return plan.base()
        .filter(base -> plan.made())
        .map(base ->
            SincePlan.of(plan.id(), base, reading.difference(base, plan.id()), causes(plan.id())));
  }

  /// People by cause and kind.
  private Map<String, long[]> causes(long plan) {
    Map<String, long[]> causes = new TreeMap<>();
    jdbc.sql(
            """
            select cause, kind, count(*)
              from planning.change
             where plan_id = :plan
             group by cause, kind
            """)
        .param("plan", plan)
        .query(row -> {
          causes
                  .computeIfAbsent(row.getString(1), cause -> new long[3])[
                  PersonChange.Kind.of(row.getString(2)).orElseThrow().ordinal()] =
              row.getLong(3);
        });
    return causes;
  }

  /// @param find part of an id, a role or a cause, empty for all
  /// @param kind empty for all
  record Wanted(String find, Optional<PersonChange.Kind> kind, int page) {}

  private static final String FROM =
      """
        from planning.change c
        join people.person p on p.id = c.person_id
        join planning.plan n on n.id = c.plan_id
        left join planning.placement a on a.plan_id = n.base_plan_id and a.person_id = c.person_id
        left join programmes.programme ag on ag.id = a.programme_id
        left join planning.placement b on b.plan_id = c.plan_id and b.person_id = c.person_id
        left join programmes.programme bg on bg.id = b.programme_id
        left join people.role r on r.id = coalesce(b.from_role, a.from_role)
       where c.plan_id = :plan
         and (:kind = '' or c.kind = :kind)
         and (:find = '' or p.employer_id ilike :pattern or r.title ilike :pattern
              or c.cause ilike :pattern)
      """;

  List<ChangedPerson> people(long plan, Wanted wanted, int size) {
    return asked(
            """
            select p.employer_id, coalesce(r.title, '') as title, c.kind,
                   coalesce(ag.name || ', to ' || a.to_label, '') as was,
                   coalesce(bg.name || ', to ' || b.to_label, '') as is_now, c.cause, c.reason
            """
                + FROM
                + " order by c.kind, c.cause, p.employer_id limit :size offset :offset",
            plan,
            wanted)
        .param("size", size)
        .param("offset", (long) wanted.page() * size)
        .query((row, n) ->
            new ChangedPerson(
                row.getString("employer_id"),
                row.getString("title"),
                PersonChange.Kind.of(row.getString("kind")).orElseThrow(),
                row.getString("was"),
                row.getString("is_now"),
                row.getString("cause"),
                row.getString("reason")))
        .list();
  }

  long count(long plan, Wanted wanted) {
    return asked("select count(*) " + FROM, plan, wanted).query(Long.class).single();
  }

  private JdbcClient.StatementSpec asked(String sql, long plan, Wanted wanted) {
    return jdbc.sql(sql)
        .param("plan", plan)
        .param("kind", wanted.kind().map(PersonChange.Kind::code).orElse(""))
        .param("find", wanted.find())
        .param("pattern", LikePattern.holding(wanted.find()));
  }
}
