package org.rung.server.insights;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whether people who began a programme still work here, beside others of the same role at the same
/// site who began none: from the last file before their first day to the newest.
@Component
class StayedOn {
  /// Began: also who left after the first day.
  static final String BEGAN =
      """
      (x.state in ('learning', 'completed', 'failed', 'placed')
       or x.state = 'withdrawn' and exists (select 1
                                              from enrolment.step s
                                             where s.enrolment_id = x.id
                                               and s.state = 'learning'))
      """;

  private final JdbcClient jdbc;

  StayedOn(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param until the day of the newest file
  /// @param began people who took part and have others to be compared with
  /// @param stayed of them; empty where it is not told, since a group under five stayed or left
  /// @param others beside them, weighted as those who took part are spread over roles and sites;
  ///   likewise
  /// @param othersPeople how many they are
  record Compared(
      LocalDate until,
      long began,
      Optional<Interval> stayed,
      Optional<Interval> others,
      long othersPeople) {
    /// What it says.
    String words() {
      return "Of %s who took part %s, of %s comparable others %s. They had the same role at the same site in the last file before the programme. It is no proof of cause: who chooses to learn may have stayed anyway."
          .formatted(
              Formats.counted(began, "person", "people"),
              share(stayed),
              Formats.counted(othersPeople, "person", "people"),
              share(others));
    }

    private String share(Optional<Interval> share) {
      return share
          .map(it ->
              "%s (%s to %s) still work here on %s"
                  .formatted(
                      Formats.percent(it.value()),
                      Formats.percent(it.low()),
                      Formats.percent(it.high()),
                      Formats.date(until)))
          .orElse(
              "nearly all or nearly none still work here on %s, which is told no closer: fewer than five are the exception"
                  .formatted(Formats.date(until)));
    }
  }

  private record Cell(long people, long stayed, long others, long othersStayed) {}

  /// Empty until a file is newer than the first day of somebody who began, and there are five
  /// people on each side.
  Optional<Compared> of(long programme) {
    Optional<LocalDate> until =
        jdbc.sql("select taken_on from people.snapshot order by taken_on desc limit 1")
            .query(LocalDate.class)
            .optional();
    if (until.isEmpty()) {
      return Optional.empty();
    }
    List<Cell> cells =
        jdbc.sql(
                """
                with newest as (
                  select id, taken_on from people.snapshot order by taken_on desc limit 1
                ), part as (
                  select distinct on (x.person_id) x.person_id, e.snapshot_id, e.role_id, e.site_id
                    from enrolment.enrolment x
                    join enrolment.intake i on i.id = x.intake_id
                    join newest n on i.starts < n.taken_on
                    join lateral (select f.id
                                    from people.snapshot f
                                   where f.taken_on <= i.starts
                                   order by f.taken_on desc
                                   limit 1) f on true
                    join people.employment e on e.snapshot_id = f.id and e.person_id = x.person_id
                    join people.person p on p.id = x.person_id and p.linked
                   where i.programme_id = :programme
                     and BEGAN
                   order by x.person_id, i.starts
                ), cell as (
                  select t.snapshot_id, t.role_id, t.site_id, count(*) as people, count(w.person_id) as stayed
                    from part t
                    left join (select e.person_id
                                 from people.employment e
                                 join newest n on n.id = e.snapshot_id) w on w.person_id = t.person_id
                   group by t.snapshot_id, t.role_id, t.site_id
                ), other as (
                  select c.snapshot_id, c.role_id, c.site_id, count(*) as people, count(w.person_id) as stayed
                    from cell c
                    join people.employment e
                      on e.snapshot_id = c.snapshot_id and e.role_id = c.role_id and e.site_id = c.site_id
                    join people.person p on p.id = e.person_id and p.linked
                    left join (select e.person_id
                                 from people.employment e
                                 join newest n on n.id = e.snapshot_id) w on w.person_id = e.person_id
                   where not exists (select 1
                                       from enrolment.enrolment x
                                       join enrolment.intake i on i.id = x.intake_id
                                       join newest n on i.starts < n.taken_on
                                      where x.person_id = e.person_id
                                        and BEGAN)
                   group by c.snapshot_id, c.role_id, c.site_id
                )
                select c.people, c.stayed, o.people as others, o.stayed as others_stayed
                  from cell c
                  join other o using (snapshot_id, role_id, site_id)
                 order by c.snapshot_id, c.role_id, c.site_id
                """
                    .replace("BEGAN", BEGAN))
            .param("programme", programme)
            .query((row, n) ->
                new Cell(
                    row.getLong("people"),
                    row.getLong("stayed"),
                    row.getLong("others"),
                    row.getLong("others_stayed")))
            .list();
    return compared(until.get(), cells);
  }

  private static Optional<Compared> compared(LocalDate until, List<Cell> cells) {
    long people = cells.stream().mapToLong(Cell::people).sum();
    long stayed = cells.stream().mapToLong(Cell::stayed).sum();
    long others = cells.stream().mapToLong(Cell::others).sum();
    if (people < SmallGroups.LEAST || others < SmallGroups.LEAST) {
      return Optional.empty();
    }
    double share = 0;
    double spread = 0;
    for (Cell cell : cells) {
      double weight = cell.people() / (double) people;
      share += weight * cell.othersStayed() / cell.others();
      spread += weight * weight / cell.others();
    }
    long othersStayed = cells.stream().mapToLong(Cell::othersStayed).sum();
    return Optional.of(
        new Compared(
            until,
            people,
            told(stayed, people)
                ? Optional.of(Interval.share(stayed / (double) people, people))
                : Optional.empty(),
            // As many people as would give the same doubt without weights (Kish 1965).
            told(othersStayed, others)
                ? Optional.of(Interval.share(Math.clamp(share, 0, 1), 1 / spread))
                : Optional.empty(),
            others));
  }

  private static boolean told(long part, long whole) {
    return !SmallGroups.hides(part) && !SmallGroups.hides(whole - part);
  }
}
