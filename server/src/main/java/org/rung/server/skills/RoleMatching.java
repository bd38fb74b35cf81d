package org.rung.server.skills;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.rung.server.database.Copy;
import org.rung.server.skills.RoleOccupation.Origin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Matches roles with occupations by title, department and pay, and offers the best alternatives.
/// What people decided about a title before holds instead.
@Component
public class RoleMatching {
  /// Hours of a year of full time, to compare hourly pay with what an occupation pays.
  private static final int FULL_TIME_HOURS = 2080;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final TransactionTemplate transaction;
  private final TitleIndex index;
  private final RememberedTitles remembered;

  RoleMatching(
      JdbcClient jdbc,
      Copy copy,
      TransactionTemplate transaction,
      TitleIndex index,
      RememberedTitles remembered) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.transaction = transaction;
    this.index = index;
    this.remembered = remembered;
  }

  /// Builds the index of titles beside other work, so that the first match after it need not wait:
  /// worth asking for when an import begins.
  public void prepare() {
    Thread.ofPlatform()
        .name("title-index")
        .daemon()
        // Whoever needs the index builds it again and hears of a failure then; a run that ends
        // early takes the database away from this one.
        .uncaughtExceptionHandler((thread, failure) -> {})
        .start(index::matcher);
  }

  /// Matches every role anew that neither a person nor a file decided, and offers every role its
  /// five best alternatives.
  public MatchReport matchAll() {
    return match(true);
  }

  /// Matches the roles that were not matched yet: what an import brought.
  public MatchReport matchMissing() {
    return match(false);
  }

  private MatchReport match(boolean all) {
    long start = System.nanoTime();
    List<Asked> asked = asked(all);
    Map<Integer, List<TitleMatch.Alternative>> offers = offers(asked);
    int[] counts = new int[RoleState.values().length];
    int[] known = {0};
    transaction.executeWithoutResult(status -> {
      remembered.lock();
      Map<String, List<RememberedTitle>> decided = remembered.all();
      jdbc.sql(
              """
              create temporary table matched (
                role_id int, occupation text, confidence double precision, origin text, why text,
                decided_by text, decided_at timestamptz) on commit drop
              """)
          .update();
      jdbc.sql(
              """
              create temporary table offered (
                role_id int, place int, occupation text, confidence double precision, why text)
                on commit drop
              """)
          .update();
      copy.rows(
          "copy matched from stdin",
          row -> {
            for (Asked role : asked) {
              List<TitleMatch.Alternative> best = offers.getOrDefault(role.id(), List.of());
              Optional<RememberedTitle> before =
                  RememberedTitle.of(decided, role.title(), role.department());
              RoleState state;
              row.number(role.id());
              if (before.isPresent()) {
                RememberedTitle it = before.get();
                row.text(it.occupation())
                    .number(1.0)
                    .text(it.origin().word())
                    .text(it.why())
                    .text(it.by())
                    .text(it.at().toString());
                state = RoleState.of(Optional.of(it.origin()), true, 1, 0);
                known[0]++;
              } else if (best.isEmpty()) {
                row.nothing()
                    .number(0.0)
                    .text(Origin.MATCHED.word())
                    .text("gathers several jobs, so no occupation describes it")
                    .nothing()
                    .text(Instant.now().toString());
                state = RoleState.SEVERAL;
              } else {
                row.text(best.getFirst().code())
                    .number(best.getFirst().confidence())
                    .text(Origin.MATCHED.word())
                    .text(best.getFirst().why())
                    .nothing()
                    .text(Instant.now().toString());
                state =
                    RoleState.ofMatch(
                        best.getFirst().confidence(),
                        best.size() > 1 ? best.get(1).confidence() : 0);
              }
              row.end();
              counts[state.ordinal()]++;
            }
          });
      copy.rows(
          "copy offered from stdin",
          row -> {
            for (Asked role : asked) {
              int place = 0;
              for (TitleMatch.Alternative offer : offers.getOrDefault(role.id(), List.of())) {
                row.number(role.id())
                    .number(++place)
                    .text(offer.code())
                    .number(offer.confidence())
                    .text(offer.why())
                    .end();
              }
            }
          });
      // What a person or a file decided in the meantime stays. The version counts decisions: a
      // planner who looks at the page while a job matches anew can still confirm.
      jdbc.sql(
              """
              insert into skills.role_occupation as held
                     (role_id, occupation, confidence, origin, why, decided_by, decided_at)
              select role_id, occupation, confidence, origin, why, decided_by, decided_at
                from matched
               order by role_id
                  on conflict (role_id) do update
                 set occupation = excluded.occupation, confidence = excluded.confidence,
                     origin = excluded.origin, why = excluded.why,
                     decided_by = excluded.decided_by, decided_at = excluded.decided_at,
                     version = held.version + (excluded.origin <> 'matched')::int
               where held.origin = 'matched'
                 and (held.occupation, held.confidence, held.origin, held.why)
                     is distinct from
                     (excluded.occupation, excluded.confidence, excluded.origin, excluded.why)
              """)
          .update();
      jdbc.sql(
              """
              delete from skills.role_offer f
               using matched m
               where m.role_id = f.role_id
              """)
          .update();
      jdbc.sql(
              """
              insert into skills.role_offer (role_id, place, occupation, confidence, why)
              select role_id, place, occupation, confidence, why
                from offered
               order by role_id, place
              """)
          .update();
    });
    return new MatchReport(
        asked.size(),
        known[0],
        counts[RoleState.CERTAIN.ordinal()],
        counts[RoleState.NEAR.ordinal()]
            + counts[RoleState.TWO_FIT.ordinal()]
            + counts[RoleState.NO_MATCH.ordinal()],
        counts[RoleState.SEVERAL.ordinal()],
        Duration.ofNanos(System.nanoTime() - start));
  }

  /// The best answers for each title of one job; the index is built only when there is any.
  private Map<Integer, List<TitleMatch.Alternative>> offers(List<Asked> asked) {
    List<Asked> oneJob =
        asked.stream().filter(role -> !RoleTitles.severalJobs(role.title())).toList();
    if (oneJob.isEmpty()) {
      return Map.of();
    }
    TitleMatcher matcher = index.matcher();
    return oneJob.parallelStream()
        .collect(
            Collectors.toMap(
                Asked::id,
                role ->
                    matcher
                        .match(
                            new TitleMatcher.Query(
                                role.title(), role.department(), role.annualPayCents()))
                        .best()));
  }

  /// A role to match.
  ///
  /// @param department that most of its people are in, in the latest file that has any
  /// @param annualPayCents the median of these people over a year of full time
  private record Asked(int id, String title, String department, OptionalLong annualPayCents) {}

  private List<Asked> asked(boolean all) {
    return jdbc.sql(
            """
            with asked as (
              select r.id, r.title
                from people.role r
                left join skills.role_occupation o on o.role_id = r.id
               where :all
                  or o.role_id is null
                  or (o.occupation is not null
                      and not exists (select 1 from skills.role_offer f where f.role_id = r.id))
            ), held as (
              select e.role_id, e.snapshot_id, e.department_id, count(*) as people
                from people.employment e
               where e.role_id in (select id from asked)
               group by e.role_id, e.snapshot_id, e.department_id
            ), latest as (
              select distinct on (h.role_id) h.role_id, h.snapshot_id
                from held h
                join people.snapshot s on s.id = h.snapshot_id
               order by h.role_id, s.taken_on desc
            ), most as (
              select distinct on (h.role_id) h.role_id, d.name as department
                from held h
                join latest l using (role_id, snapshot_id)
                join people.department d on d.id = h.department_id
               order by h.role_id, h.people desc, d.name
            ), paid as (
              select e.role_id,
                     percentile_disc(0.5) within group (order by
                       case when e.hourly and e.hourly_pay_cents is not null
                            then e.hourly_pay_cents * :hours
                            else e.annual_pay_cents end) as pay_cents
                from people.employment e
                join latest l using (role_id, snapshot_id)
               group by e.role_id
            )
            select a.id, a.title, coalesce(m.department, '') as department, p.pay_cents
              from asked a
              left join most m on m.role_id = a.id
              left join paid p on p.role_id = a.id
             order by a.id
            """)
        .param("all", all)
        .param("hours", FULL_TIME_HOURS)
        .query((row, n) -> {
          Long pay = row.getObject("pay_cents", Long.class);
          return new Asked(
              row.getInt("id"),
              row.getString("title"),
              row.getString("department"),
              pay == null ? OptionalLong.empty() : OptionalLong.of(pay));
        })
        .list();
  }
}
