package org.rung.server.classes;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.rung.server.database.TextArray;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What stands in the way of a session, in words.
@Component
class Clashes {
  /// The most that are named at a time.
  private static final int TOLD = 5;

  private static final String FIND =
      """
      with wanted as (
        select w.starts, w.ends
          from unnest(:starts::timestamptz[], :ends::timestamptz[]) w (starts, ends))
      select s.starts_at, s.ends_at, s.zone, g.name as programme, r.name as room, x.name as instructor,
             s.intake_id = :intake as same,
             s.room_id is not distinct from :room::bigint and s.room_id is not null as in_room,
             s.instructor_id is not distinct from :instructor::bigint
               and s.instructor_id is not null as teaching,
             coalesce(l.people, 0) as people,
             l.example
        from wanted w
        join classes.session s on s.during && tstzrange(w.starts, w.ends)
        join enrolment.intake i on i.id = s.intake_id
        join programmes.programme g on g.id = i.programme_id
        left join classes.room r on r.id = s.room_id
        left join classes.instructor x on x.id = s.instructor_id
        left join lateral (
               select count(*) as people, min(p.employer_id) as example
                 from classes.place c
                 join enrolment.enrolment e
                   on e.person_id = c.person_id
                  and e.intake_id = :intake
                  and classes.sits(e.state)
                 join people.person p on p.id = c.person_id
                where c.session_id = s.id
                  and s.intake_id <> :intake) l on true
       where s.state = 'planned'
         and s.id <> :self
         and (s.intake_id = :intake
              or s.room_id = :room::bigint
              or s.instructor_id = :instructor::bigint
              or l.people > 0)
       order by s.starts_at, s.id
       limit :most
      """;

  private final JdbcClient jdbc;

  Clashes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param self the session that is moved, 0 for a new one
  /// @throws Refused with each clash, what it is with and what to do
  void refuse(long intake, Meeting meeting, List<Slot> slots, long self) {
    List<String> found = new ArrayList<>();
    jdbc.sql(FIND)
        .param("starts", TextArray.of(slots.stream().map(s -> s.starts().toString()).toList()))
        .param("ends", TextArray.of(slots.stream().map(s -> s.ends().toString()).toList()))
        .param("intake", intake)
        .param("room", meeting.room().map(String::valueOf).orElse(null))
        .param("instructor", meeting.instructor().map(String::valueOf).orElse(null))
        .param("self", self)
        .param("most", TOLD)
        .query(row -> {
          Instant starts = row.getTimestamp("starts_at").toInstant();
          Instant ends = row.getTimestamp("ends_at").toInstant();
          String there =
              "“%s” on %s"
                  .formatted(
                      row.getString("programme"),
                      Session.when(starts, ends, ZoneId.of(row.getString("zone"))));
          int people = row.getInt("people");
          if (row.getBoolean("same")) {
            found.add("This intake meets already: %s. Choose another time.".formatted(there));
          } else if (row.getBoolean("in_room")) {
            found.add(
                "The room “%s” is taken: %s. Choose another room or time."
                    .formatted(row.getString("room"), there));
          } else if (row.getBoolean("teaching")) {
            found.add(
                "%s teaches then: %s. Choose another instructor or time."
                    .formatted(row.getString("instructor"), there));
          } else {
            found.add(
                "%s already: %s. Choose another time, or have the other session moved."
                    .formatted(
                        people == 1
                            ? row.getString("example") + " has a class"
                            : "%s and %d more of the learners have a class"
                                .formatted(row.getString("example"), people - 1),
                        there));
          }
        });
    if (!found.isEmpty()) {
      throw new Refused(String.join(" ", found));
    }
  }
}
