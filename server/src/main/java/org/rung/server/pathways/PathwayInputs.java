package org.rung.server.pathways;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the build reads of the employer and of the market. Everything is a count, a median or a
/// public figure; no person leaves the database.
@Component
class PathwayInputs {
  private final JdbcClient jdbc;

  PathwayInputs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Roles with people in the latest file.
  List<RoleFact> roles() {
    return jdbc.sql(
            """
            with first as (
              select e.role_id, count(*) as people
                from people.employment e
               where e.snapshot_id = (select s.id from people.snapshot s order by s.taken_on limit 1)
               group by e.role_id),
            held as (
              select n.role_id,
                     count(*) as people,
                     count(*) filter (where n.hourly) as hourly,
                     percentile_disc(0.5) within group (
                       order by case when n.hourly and n.hourly_pay_cents is not null
                                     then n.hourly_pay_cents * 2080
                                     else n.annual_pay_cents end) as pay_cents
                from people.now n
               group by n.role_id)
            select r.id, r.title, o.code, o.job_zone,
                   case when o.rated then o.code else o.nearest_rated end as rated_as,
                   h.people, h.hourly, h.pay_cents, coalesce(f.people, 0) as before
              from held h
              join people.role r on r.id = h.role_id
              left join first f on f.role_id = h.role_id
              left join skills.role_occupation ro on ro.role_id = h.role_id
              left join reference.occupation o on o.code = ro.occupation
             order by r.id
            """)
        .query((row, n) -> {
          Integer zone = row.getObject("job_zone", Integer.class);
          return new RoleFact(
              row.getInt("id"),
              row.getString("title"),
              Optional.ofNullable(row.getString("code")),
              Optional.ofNullable(row.getString("rated_as")),
              zone == null ? OptionalInt.empty() : OptionalInt.of(zone),
              row.getInt("people"),
              row.getInt("hourly"),
              row.getInt("people") < org.rung.server.rules.SmallGroups.LEAST
                  ? OptionalLong.empty()
                  : OptionalLong.of(row.getLong("pay_cents")),
              row.getInt("before"));
        })
        .list();
  }

  /// People who changed from one role to another between two files that follow each other.
  ///
  /// @param people linked ones, all files together
  /// @param share of the first role's people that went, the largest of all files
  record Move(int from, int to, int people, double share) {}

  List<Move> moves() {
    return jdbc.sql(
            """
            with pair as (
              select s.id as later, lag(s.id) over (order by s.taken_on) as earlier
                from people.snapshot s),
            size as (
              select e.snapshot_id, e.role_id, count(*) as people
                from people.employment e
                join people.person p on p.id = e.person_id and p.linked
               group by e.snapshot_id, e.role_id),
            moved as (
              select pair.earlier, a.role_id as from_role, b.role_id as to_role, count(*) as people
                from pair
                join people.employment b on b.snapshot_id = pair.later
                join people.employment a
                  on a.snapshot_id = pair.earlier
                 and a.person_id = b.person_id
                join people.person p on p.id = b.person_id and p.linked
               where a.role_id <> b.role_id
               group by pair.earlier, a.role_id, b.role_id)
            select m.from_role, m.to_role, sum(m.people) as people,
                   max(m.people::double precision / size.people) as share
              from moved m
              join size on size.snapshot_id = m.earlier and size.role_id = m.from_role
             group by m.from_role, m.to_role
             order by m.from_role, m.to_role
            """)
        .query((row, n) ->
            new Move(
                row.getInt("from_role"),
                row.getInt("to_role"),
                row.getInt("people"),
                row.getDouble("share")))
        .list();
  }

  /// Linked people who came from outside, by role.
  Map<Integer, Integer> joiners() {
    Map<Integer, Integer> joiners = new HashMap<>();
    jdbc.sql(
            """
            with pair as (
              select s.id as later, lag(s.id) over (order by s.taken_on) as earlier
                from people.snapshot s)
            select b.role_id, count(*) as people
              from pair
              join people.employment b on b.snapshot_id = pair.later
              join people.person p on p.id = b.person_id and p.linked
             where pair.earlier is not null
               and not exists (select 1
                                 from people.employment a
                                where a.snapshot_id = pair.earlier
                                  and a.person_id = b.person_id)
             group by b.role_id
            """)
        .query((row, n) -> Map.entry(row.getInt("role_id"), row.getInt("people")))
        .list()
        .forEach(joined -> joiners.put(joined.getKey(), joined.getValue()));
    return joiners;
  }

  /// The occupation of every role that has one, also of roles that nobody holds any more.
  Map<Integer, String> occupations() {
    Map<Integer, String> occupations = new HashMap<>();
    jdbc.sql(
            """
            select role_id, occupation
              from skills.role_occupation
             where occupation is not null
            """)
        .query(row -> {
          occupations.put(row.getInt("role_id"), row.getString("occupation"));
        });
    return occupations;
  }

  /// How close O*NET itself calls two occupations: `from>to` to the tier.
  Map<String, String> related() {
    Map<String, String> related = new HashMap<>();
    jdbc.sql("select code, related, tier from reference.related")
        .query(row -> {
          related.put(
              row.getString("code") + ">" + row.getString("related"), row.getString("tier"));
        });
    return related;
  }

  /// An occupation in demand outside.
  ///
  /// @param code O*NET code that stands for it
  /// @param growthPercent projected, 2024 to 2034
  /// @param medianPayCents of a full-time year
  record Demand(
      String code,
      String soc,
      String title,
      String ratedAs,
      OptionalInt zone,
      double growthPercent,
      long openingsAYear,
      long medianPayCents) {}

  List<Demand> demand(PathwaySettings.Kept kept) {
    return jdbc.sql(
            """
            select distinct on (p.soc) o.code, p.soc, p.title, o.job_zone,
                   case when o.rated then o.code else o.nearest_rated end as rated_as,
                   p.change_percent, p.openings_per_year, p.median_wage_cents
              from reference.projection p
              join reference.occupation o on o.soc = p.soc
             where p.change_percent >= :growth
               and p.openings_per_year >= :openings
               and p.median_wage_cents is not null
               and p.published_as = p.soc
               and (o.rated or o.nearest_rated is not null)
             order by p.soc, o.code
            """)
        .param("growth", kept.demandGrowthPercent())
        .param("openings", kept.demandOpenings())
        .query((row, n) -> {
          Integer zone = row.getObject("job_zone", Integer.class);
          return new Demand(
              row.getString("code"),
              row.getString("soc"),
              row.getString("title"),
              row.getString("rated_as"),
              zone == null ? OptionalInt.empty() : OptionalInt.of(zone),
              row.getDouble("change_percent"),
              row.getLong("openings_per_year"),
              row.getLong("median_wage_cents"));
        })
        .list();
  }

  static <K, V> void put(Map<K, List<V>> lists, K key, V value) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }
}
