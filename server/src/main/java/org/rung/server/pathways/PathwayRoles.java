package org.rung.server.pathways;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Roles with how much is within their reach.
@Component
class PathwayRoles {
  private final JdbcClient jdbc;

  PathwayRoles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A role.
  ///
  /// @param ratedAs the occupation whose ratings stand for it
  /// @param reach roles that are open from it
  /// @param ways through a programme, by strategy too
  /// @param chance the best of them, in millionths
  record Row(
      int id,
      String title,
      Optional<String> occupation,
      Optional<String> ratedAs,
      int people,
      OptionalLong pay,
      boolean shrinking,
      boolean ranked,
      int reach,
      int ways,
      int upskilling,
      int reskilling,
      int outskilling,
      int education,
      int chance) {}

  /// The occupation whose ratings stand for each role that has some.
  Map<Integer, String> rated() {
    Map<Integer, String> rated = new LinkedHashMap<>();
    jdbc.sql("select role_id, rated_as from pathways.role where rated_as is not null")
        .query(row -> {
          rated.put(row.getInt("role_id"), row.getString("rated_as"));
        });
    return rated;
  }

  /// All of them, most people first.
  List<Row> all() {
    return jdbc.sql(
            """
            select r.role_id, t.title, r.occupation, r.rated_as, r.people, r.pay_cents, r.shrinking,
                   r.ranked, coalesce(s.reach, 0) as reach, coalesce(p.ways, 0) as ways,
                   coalesce(p.upskilling, 0) as upskilling, coalesce(p.reskilling, 0) as reskilling,
                   coalesce(p.outskilling, 0) as outskilling, coalesce(p.education, 0) as education,
                   coalesce(p.chance, 0) as chance
              from pathways.role r
              join people.role t on t.id = r.role_id
              left join (select from_role, count(*) as reach
                           from pathways.role_step
                          where open
                          group by from_role) s on s.from_role = r.role_id
              left join (select from_role, count(*) as ways,
                                count(*) filter (where strategy = 'upskilling') as upskilling,
                                count(*) filter (where strategy = 'reskilling') as reskilling,
                                count(*) filter (where strategy = 'outskilling') as outskilling,
                                count(*) filter (where strategy = 'education_benefit') as education,
                                max(chance_millionths) as chance
                           from pathways.pathway
                          group by from_role) p on p.from_role = r.role_id
             order by r.people desc, t.title
            """)
        .query((row, n) ->
            new Row(
                row.getInt("role_id"),
                row.getString("title"),
                Optional.ofNullable(row.getString("occupation")),
                Optional.ofNullable(row.getString("rated_as")),
                row.getInt("people"),
                Pathways.cents(row.getObject("pay_cents", Long.class)),
                row.getBoolean("shrinking"),
                row.getBoolean("ranked"),
                row.getInt("reach"),
                row.getInt("ways"),
                row.getInt("upskilling"),
                row.getInt("reskilling"),
                row.getInt("outskilling"),
                row.getInt("education"),
                row.getInt("chance")))
        .list();
  }

  /// @throws NotFound when there is none
  Row one(int role) {
    return all().stream()
        .filter(row -> row.id() == role)
        .findFirst()
        .orElseThrow(() ->
            new NotFound(
                "There is no role with the number %d among those that have people and pathways."
                    .formatted(role)));
  }

  /// Asks for all pathways to be found anew.
  ///
  /// @return the job
  static long ask(Jobs jobs, String by) {
    return jobs.ask("pathways", "Find the pathways anew", "pathways", "{}", by);
  }
}
