package org.rung.server.growth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.server.reference.Occupations;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Where roles grow and shrink. Everything is counted anew at each question, from the employer's
/// own files, after the renames a planner accepted.
@Component
public class Growth {
  static final String NOT_MATCHED = "Not yet matched";
  static final String SEVERAL_JOBS = "Several jobs";

  private final JdbcClient jdbc;
  private final Occupations occupations;

  Growth(JdbcClient jdbc, Occupations occupations) {
    this.jdbc = jdbc;
    this.occupations = occupations;
  }

  /// Every role with anybody in the first or the latest snapshot, by title.
  public List<RoleGrowth> roles() {
    List<Snapshot> snapshots = snapshots();
    if (snapshots.isEmpty()) {
      return List.of();
    }
    Review review =
        new Review(snapshots, moves(snapshots.getFirst().id(), snapshots.getLast().id()));
    return review.roles().stream().map(change -> told(change, review)).toList();
  }

  /// The roles that shrank beyond chance, and the titles that count as one of them.
  public Set<Integer> shrinking() {
    Set<Integer> shrinking =
        roles().stream()
            .filter(RoleGrowth::shrinks)
            .map(RoleGrowth::roleId)
            .collect(Collectors.toSet());
    return countsAs().entrySet().stream()
        .filter(entry -> shrinking.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// The role each role counts as: itself, unless a planner accepted a rename.
  public Map<Integer, Integer> countsAs() {
    return jdbc
        .sql("select role_id, counts_as from growth.counts_as order by role_id")
        .query((row, n) -> Map.entry(row.getInt("role_id"), row.getInt("counts_as")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// How often people left each role. Empty with fewer than two snapshots.
  public List<Turnover> turnover() {
    return jdbc.sql(
            """
            with span as (
              select id as earlier,
                     lead(id) over (order by taken_on) as later,
                     (lead(taken_on) over (order by taken_on) - taken_on) / 365.25 as years
                from people.snapshot
            ),
            held as (
              select e.snapshot_id, e.person_id, c.counts_as as role_id
                from people.employment e
                join people.person p on p.id = e.person_id and p.linked
                join growth.counts_as c on c.role_id = e.role_id
            ),
            left_role as (
              select h.role_id,
                     count(*) filter (where n.person_id is null) as leavers,
                     count(*) filter (where n.role_id <> h.role_id
                       and n.role_id not in (select role_id from growth.several_jobs)) as moved_out
                from span s
                join held h on h.snapshot_id = s.earlier
                left join held n on n.snapshot_id = s.later and n.person_id = h.person_id
               where s.later is not null
               group by h.role_id
            ),
            headcount as (
              select snapshot_id, role_id,
                     case when count(*) < :least then :least / 2.0 else count(*) end as people
                from held
               group by snapshot_id, role_id
            ),
            watched as (
              select h.role_id, sum(h.people * s.years / 2)::float8 as person_years
                from span s
                join headcount h on h.snapshot_id in (s.earlier, s.later)
               where s.later is not null
               group by h.role_id
            )
            select w.role_id, coalesce(l.leavers, 0) as leavers,
                   coalesce(l.moved_out, 0) as moved_out, w.person_years
              from watched w
              left join left_role l on l.role_id = w.role_id
             order by w.role_id
            """)
        .param("least", SmallGroups.LEAST)
        .query((row, n) ->
            new Turnover(
                row.getInt("role_id"),
                row.getLong("leavers"),
                row.getLong("moved_out"),
                row.getDouble("person_years")))
        .list();
  }

  /// All snapshots, in time.
  List<Snapshot> snapshots() {
    return jdbc.sql(
            """
            select id, taken_on
              from people.snapshot
             order by taken_on
            """)
        .query((row, n) -> new Snapshot(row.getInt("id"), row.getDate("taken_on").toLocalDate()))
        .list();
  }

  /// From the first snapshot to the latest.
  Review review() {
    List<Snapshot> snapshots = snapshots();
    if (snapshots.isEmpty()) {
      return new Review(snapshots, List.of());
    }
    return new Review(snapshots, between(snapshots.getFirst().id(), snapshots.getLast().id()));
  }

  /// Every role with anybody in one of two snapshots, by title, with its pay.
  private List<Change> between(int earlier, int later) {
    return changes(earlier, later, medianPay(later));
  }

  /// The same without pay, which nobody needs who asks for counts and moves.
  List<Change> moves(int earlier, int later) {
    return changes(earlier, later, Map.of());
  }

  private List<Change> changes(int earlier, int later, Map<Integer, Long> pay) {
    Map<Integer, Named> named = named();
    Map<Integer, Tally> tallies = new HashMap<>();
    for (Cell cell : cells(earlier, later)) {
      Integer from = cell.from();
      Integer to = cell.to();
      if (from != null) {
        Tally left = tallies.computeIfAbsent(from, id -> new Tally());
        left.from += cell.people();
        if (!cell.linked()) {
          left.unlinkedFrom += cell.people();
        } else if (to == null) {
          left.leavers += cell.people();
        } else if (!to.equals(from)) {
          left.targets.merge(to, cell.people(), Long::sum);
        }
      }
      if (to != null) {
        Tally reached = tallies.computeIfAbsent(to, id -> new Tally());
        reached.to += cell.people();
        if (!cell.linked()) {
          reached.unlinkedTo += cell.people();
        } else if (from == null) {
          reached.joiners += cell.people();
        } else if (!to.equals(from)) {
          reached.sources.merge(from, cell.people(), Long::sum);
        }
      }
    }
    boolean folds =
        tallies.entrySet().stream()
            .anyMatch(entry ->
                entry.getValue().to > 0
                    && named(named, entry.getKey()).title().startsWith("Other, "));
    List<Change> changes = new ArrayList<>();
    tallies.forEach((role, tally) -> {
      Named name = named(named, role);
      Long median = pay.get(role);
      changes.add(
          new Change(
              role,
              name.title(),
              name.occupation(),
              name.family(),
              name.severalJobs(),
              folds && tally.to == 0 && !name.severalJobs(),
              tally.from,
              tally.to,
              tally.joiners,
              tally.leavers,
              flows(tally.sources, named),
              flows(tally.targets, named),
              tally.unlinkedFrom,
              tally.unlinkedTo,
              median == null ? OptionalLong.empty() : OptionalLong.of(median)));
    });
    changes.sort(Comparator.comparing(Change::title).thenComparing(Change::roleId));
    return List.copyOf(changes);
  }

  /// People of a role in each snapshot, in time; 0 where nobody held it.
  List<Long> counts(int roleId) {
    return jdbc.sql(
            """
            select (select count(*)
                      from people.employment e
                      join growth.counts_as c on c.role_id = e.role_id
                     where e.snapshot_id = s.id
                       and c.counts_as = :role) as people
              from people.snapshot s
             order by s.taken_on
            """)
        .param("role", roleId)
        .query((row, n) -> row.getLong("people"))
        .list();
  }

  /// The titles that were merged into a role.
  List<String> mergedTitles(int roleId) {
    return jdbc.sql(
            """
            select r.title
              from growth.counts_as c
              join people.role r on r.id = c.role_id
             where c.counts_as = :role
               and c.role_id <> :role
             order by r.title
            """)
        .param("role", roleId)
        .query((row, n) -> row.getString("title"))
        .list();
  }

  /// The departments by name.
  List<Department> departments() {
    return jdbc.sql("select id, name from people.department order by name")
        .query((row, n) -> new Department(row.getInt("id"), row.getString("name")))
        .list();
  }

  /// The roles with at least five people in a department, in the first or the latest snapshot.
  Set<Integer> rolesOf(int department, Review review) {
    return new HashSet<>(
        jdbc.sql(
                """
                select distinct c.counts_as
                  from people.employment e
                  join growth.counts_as c on c.role_id = e.role_id
                 where e.department_id = :department
                   and e.snapshot_id in (:first, :latest)
                 group by e.snapshot_id, c.counts_as
                having count(*) >= :least
                """)
            .param("department", department)
            .param("first", review.first().id())
            .param("latest", review.latest().id())
            .param("least", SmallGroups.LEAST)
            .query((row, n) -> row.getInt("counts_as"))
            .list());
  }

  /// How many roles there are, after merges: cheap, for the navigation.
  long roleCount() {
    return jdbc.sql(
            """
            select (select count(*) from people.role)
                 - (select count(*) from growth.rename_now where verdict = 'merged')
            """)
        .query(Long.class)
        .single();
  }

  record Department(int id, String name) {}

  private record Cell(@Nullable Integer from, @Nullable Integer to, boolean linked, long people) {}

  private record Named(
      String title, Optional<String> occupation, String family, boolean severalJobs) {}

  private static final class Tally {
    private long from;
    private long to;
    private long joiners;
    private long leavers;
    private long unlinkedFrom;
    private long unlinkedTo;
    private final Map<Integer, Long> sources = new LinkedHashMap<>();
    private final Map<Integer, Long> targets = new LinkedHashMap<>();
  }

  private RoleGrowth told(Change change, Review review) {
    Optional<Ratio> ratio = review.comparable() ? change.ratio() : Optional.empty();
    Standing standing = review.comparable() ? change.standing() : Standing.UNSURE;
    return new RoleGrowth(
        change.roleId(),
        change.title(),
        change.occupation(),
        change.family(),
        change.severalJobs(),
        change.from(),
        change.to(),
        ratio.map(r -> YearlyGrowth.of(r, review.years())),
        standing == Standing.GREW,
        standing == Standing.SHRANK);
  }

  private List<Cell> cells(int earlier, int later) {
    return jdbc.sql(
            """
            with before as (
              select e.person_id, c.counts_as as role_id
                from people.employment e
                join growth.counts_as c on c.role_id = e.role_id
               where e.snapshot_id = :earlier
            ),
            after as (
              select e.person_id, c.counts_as as role_id
                from people.employment e
                join growth.counts_as c on c.role_id = e.role_id
               where e.snapshot_id = :later
            )
            select b.role_id as before, a.role_id as after, p.linked, count(*) as people
              from before b
              full join after a on a.person_id = b.person_id
              join people.person p on p.id = coalesce(a.person_id, b.person_id)
             group by b.role_id, a.role_id, p.linked
             order by b.role_id, a.role_id, p.linked
            """)
        .param("earlier", earlier)
        .param("later", later)
        .query((row, n) ->
            new Cell(
                row.getObject("before", Integer.class),
                row.getObject("after", Integer.class),
                row.getBoolean("linked"),
                row.getLong("people")))
        .list();
  }

  private Map<Integer, Named> named() {
    Map<Integer, Named> named = new HashMap<>();
    jdbc.sql(
            """
            select r.id, r.title, o.occupation, s.role_id is not null as several
              from people.role r
              left join skills.role_occupation o on o.role_id = r.id
              left join growth.several_jobs s on s.role_id = r.id
             order by r.id
            """)
        .query((row, n) -> {
          Optional<String> occupation = Optional.ofNullable(row.getString("occupation"));
          boolean several = row.getBoolean("several");
          String family =
              several ? SEVERAL_JOBS : occupation.map(occupations::family).orElse(NOT_MATCHED);
          return Map.entry(
              row.getInt("id"), new Named(row.getString("title"), occupation, family, several));
        })
        .list()
        .forEach(entry -> named.put(entry.getKey(), entry.getValue()));
    return named;
  }

  private static Named named(Map<Integer, Named> named, int role) {
    Named name = named.get(role);
    if (name == null) {
      throw new IllegalStateException("Role %d has people and no title".formatted(role));
    }
    return name;
  }

  private Map<Integer, Long> medianPay(int snapshot) {
    return jdbc
        .sql(
            """
            select c.counts_as,
                   percentile_disc(0.5) within group (order by e.annual_pay_cents) as median
              from people.employment e
              join growth.counts_as c on c.role_id = e.role_id
             where e.snapshot_id = :snapshot
             group by c.counts_as
            having count(*) >= :least
             order by c.counts_as
            """)
        .param("snapshot", snapshot)
        .param("least", SmallGroups.LEAST)
        .query((row, n) -> Map.entry(row.getInt("counts_as"), row.getLong("median")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<Flow> flows(Map<Integer, Long> people, Map<Integer, Named> named) {
    return people.entrySet().stream()
        .map(entry ->
            new Flow(entry.getKey(), named(named, entry.getKey()).title(), entry.getValue()))
        .sorted(Comparator.comparingLong(Flow::people).reversed().thenComparing(Flow::title))
        .toList();
  }
}
