package org.rung.server.planning;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How groups fare in a plan, and what its floors cost.
@Component
class PlanGroups {
  private final JdbcClient jdbc;
  private final Rules rules;
  private final Clock clock;

  PlanGroups(JdbcClient jdbc, Rules rules, Clock clock) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.clock = clock;
  }

  /// The groups of a made plan; none for one that was made before they were counted.
  GroupTables of(long plan) {
    List<GroupCount> counts =
        jdbc.sql(
                """
                select kind, value, people, with_candidate, in_plan
                  from planning.plan_group
                 where plan_id = :plan
                 order by number
                """)
            .param("plan", plan)
            .query((row, n) ->
                new GroupCount(
                    new Group(GroupKind.of(row.getString(1)).orElseThrow(), row.getString(2)),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)))
            .list();
    return GroupTables.of(
        plan, counts, rules.on("four-fifths", LocalDate.now(clock)).figure("ratio_hundredths"));
  }

  /// The floors of a plan with their prices. Where a plan did not say what a person makes of a
  /// floor, a share was in thousandths.
  List<FloorPrice> floors(long plan) {
    return jdbc.sql(
            """
            select label,
                   price_millionths / 1e6
                     * coalesce(unit, case when capacity = 0 then 1000 else 1 end) as cents
              from planning.limit_kept
             where plan_id = :plan
               and kind = 'floor'
             order by number
            """)
        .param("plan", plan)
        .query((row, n) -> new FloorPrice(row.getString(1), row.getDouble(2)))
        .list();
  }
}
