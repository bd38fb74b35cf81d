package org.rung.server.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Questions about who works here, on the days of which there is a file.
@Component
public class Workforce {
  private final JdbcClient jdbc;

  Workforce(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A day of which there is a file.
  ///
  /// @param people on that day
  public record Snapshot(int id, LocalDate takenOn, String label, long people) {}

  /// A role on the latest day.
  ///
  /// @param department where most of its people are
  /// @param people 0 when nobody has it any more
  /// @param medianPayCents a year; empty for a group that is kept from view
  public record RoleNow(
      int id, String title, String department, long people, OptionalLong medianPayCents) {}

  /// Who came, left and moved between two days. Only people whose id can be followed are counted;
  /// the others say nothing.
  ///
  /// @param movers changed role or department
  /// @param unlinkedBefore people of the first day who cannot be followed
  /// @param unlinkedAfter the same for the second day
  public record Changes(
      long stayers,
      long joiners,
      long leavers,
      long movers,
      long unlinkedBefore,
      long unlinkedAfter) {
    /// What of it may be told beside the headcounts of both days: from them and all counts but one
    /// the last can be worked out. So none is told when one of them is a small group; who moved is
    /// a part of who stayed alone.
    public Told told() {
      boolean all =
          LongStream.of(stayers, joiners, leavers, unlinkedBefore, unlinkedAfter)
              .noneMatch(SmallGroups::hides);
      boolean moved = !SmallGroups.hides(movers) && !SmallGroups.hides(stayers - movers);
      return new Told(
          told(all, stayers),
          told(all, joiners),
          told(all, leavers),
          told(moved, movers),
          told(all, unlinkedAfter));
    }

    private static OptionalLong told(boolean may, long people) {
      return may ? OptionalLong.of(people) : OptionalLong.empty();
    }
  }

  /// Who came, left and moved, as far as it may be told; empty where it may not.
  public record Told(
      OptionalLong stayers,
      OptionalLong joiners,
      OptionalLong leavers,
      OptionalLong movers,
      OptionalLong unlinked) {
    /// In words, for a page.
    public static String words(OptionalLong people) {
      return people.isPresent() ? Formats.count(people.getAsLong()) : "not shown";
    }

    /// Of how many the leavers are, or why nothing is told.
    public String ofWhom() {
      return stayers.isPresent() && leavers.isPresent()
          ? "of %s who can be followed"
              .formatted(Formats.count(stayers.getAsLong() + leavers.getAsLong()))
          : "beside the headcounts it would tell a group under five";
    }
  }

  /// All days, the earliest first.
  public List<Snapshot> snapshots() {
    return jdbc.sql("select id, taken_on, label, people from people.snapshot order by taken_on")
        .query((row, n) ->
            new Snapshot(
                row.getInt("id"),
                row.getDate("taken_on").toLocalDate(),
                row.getString("label"),
                row.getLong("people")))
        .list();
  }

  /// The day that holds now.
  public Optional<Snapshot> latest() {
    List<Snapshot> all = snapshots();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// The day before the latest.
  public Optional<Snapshot> previous() {
    List<Snapshot> all = snapshots();
    return all.size() < 2 ? Optional.empty() : Optional.of(all.get(all.size() - 2));
  }

  /// How many work here on the latest day; cheap.
  public long people() {
    return jdbc.sql(
            "select coalesce((select people from people.snapshot order by taken_on desc limit 1), 0)")
        .query(Long.class)
        .single();
  }

  /// Every role that ever had people or requisitions, those with most people now first.
  public List<RoleNow> roles() {
    return jdbc.sql(
            """
            with counted as (
              select e.role_id,
                     e.department_id,
                     count(*) as people
                from people.now e
               group by e.role_id, e.department_id
            ), main as (
              select distinct on (c.role_id)
                     c.role_id,
                     d.name
                from counted c
                join people.department d on d.id = c.department_id
               order by c.role_id, c.people desc, d.name
            ), pay as (
              select e.role_id,
                     count(*) as people,
                     percentile_disc(0.5) within group (order by e.annual_pay_cents) as median
                from people.now e
               group by e.role_id
            )
            select r.id,
                   r.title,
                   coalesce(m.name, '') as department,
                   coalesce(p.people, 0) as people,
                   coalesce(p.median, 0) as median
              from people.role r
              left join main m on m.role_id = r.id
              left join pay p on p.role_id = r.id
             order by coalesce(p.people, 0) desc, r.title
            """)
        .query((row, n) ->
            new RoleNow(
                row.getInt("id"),
                row.getString("title"),
                row.getString("department"),
                row.getLong("people"),
                row.getLong("people") == 0 || SmallGroups.hides(row.getLong("people"))
                    ? OptionalLong.empty()
                    : OptionalLong.of(row.getLong("median"))))
        .list();
  }

  /// Who came, left and moved between two days.
  public Changes changes(Snapshot from, Snapshot to) {
    return jdbc.sql(
            """
            select count(*) filter (where linked and a.person_id is not null and b.person_id is not null) as stayers,
                   count(*) filter (where linked and a.person_id is null) as joiners,
                   count(*) filter (where linked and b.person_id is null) as leavers,
                   count(*) filter (where linked
                                      and (a.role_id <> b.role_id
                                           or a.department_id <> b.department_id)) as movers,
                   count(*) filter (where not linked and a.person_id is not null) as unlinked_before,
                   count(*) filter (where not linked and b.person_id is not null) as unlinked_after
              from (select * from people.employment where snapshot_id = :from) a
              full join (select * from people.employment where snapshot_id = :to) b
                     on b.person_id = a.person_id
              join people.person p on p.id = coalesce(a.person_id, b.person_id)
            """)
        .param("from", from.id())
        .param("to", to.id())
        .query((row, n) ->
            new Changes(
                row.getLong("stayers"),
                row.getLong("joiners"),
                row.getLong("leavers"),
                row.getLong("movers"),
                row.getLong("unlinked_before"),
                row.getLong("unlinked_after")))
        .single();
  }
}
