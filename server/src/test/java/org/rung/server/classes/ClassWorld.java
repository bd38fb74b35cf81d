package org.rung.server.classes;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Programmes, intakes, people and rooms of a test, each with a name of its own.
public final class ClassWorld {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final JdbcClient jdbc;

  public ClassWorld(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A name that nothing else has.
  public static String name(String of) {
    return of + " " + NUMBER.incrementAndGet();
  }

  /// A run of a new programme.
  ///
  /// @param provider empty for one of the employer's own
  public long intake(String programme, String provider, int hours, int seats, LocalDate starts) {
    long of =
        jdbc.sql(
                """
                insert into programmes.programme
                       (code, name, provider, strategy, form, delivered_by, counted_cents, apart_cents,
                        hours, weeks_from, weeks_to, credential, prerequisites, description, location,
                        digest)
                values (:code, :name, :provider, 'reskilling', 'group_class', :by, 100000, 0, :hours, 1,
                        20, '', '', '', '', '')
                returning id
                """)
            .param("code", name("CW"))
            .param("name", programme)
            .param("provider", provider.isEmpty() ? "The employer" : provider)
            .param("by", provider.isEmpty() ? "own" : "partner")
            .param("hours", hours)
            .query(Long.class)
            .single();
    return jdbc.sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, fiscal_year, cost_centre, opened_by, opened_at)
            values (:programme, :starts::date, :seats, 2027, 'test', 'test', now())
            returning id
            """)
        .param("programme", of)
        .param("starts", starts.toString())
        .param("seats", seats)
        .query(Long.class)
        .single();
  }

  /// @param employerId that nobody has
  public long person(String employerId) {
    return jdbc.sql("insert into people.person (employer_id) values (:id) returning id")
        .param("id", employerId)
        .query(Long.class)
        .single();
  }

  /// Somebody with a seat in an intake.
  public long enrolled(long intake, long person, String state) {
    jdbc.sql(
            """
            insert into enrolment.seat (intake_id, person_id) values (:intake, :person)
                on conflict do nothing
            """)
        .param("intake", intake)
        .param("person", person)
        .update();
    return jdbc.sql(
            """
            insert into enrolment.enrolment
                   (intake_id, person_id, to_label, strategy, price_cents, paid_time, state, since,
                    made_at)
            values (:intake, :person, 'Welder', 'reskilling', 0, false, :state, now(), now())
            returning id
            """)
        .param("intake", intake)
        .param("person", person)
        .param("state", state)
        .query(Long.class)
        .single();
  }

  public void state(long enrolment, String state) {
    jdbc.sql("update enrolment.enrolment set state = :state where id = :id")
        .param("state", state)
        .param("id", enrolment)
        .update();
  }

  public int site(String name) {
    return jdbc.sql("insert into people.site (name) values (:name) returning id")
        .param("name", name)
        .query(Integer.class)
        .single();
  }

  public long room(int site, int seats) {
    return jdbc.sql(
            """
            insert into classes.room (site_id, name, seats) values (:site, :name, :seats)
            returning id
            """)
        .param("site", site)
        .param("name", name("Room"))
        .param("seats", seats)
        .query(Long.class)
        .single();
  }

  public long instructor(String name, String provider) {
    return jdbc.sql(
            """
            insert into classes.instructor (name, provider) values (:name, :provider)
            returning id
            """)
        .param("name", name)
        .param("provider", provider)
        .query(Long.class)
        .single();
  }

  public int number(String sql, long id) {
    return jdbc.sql(sql).param("id", id).query(Integer.class).single();
  }

  /// A session in two hours of a day, by link where there is no room.
  public long session(long intake, LocalDate day, long room, long instructor) {
    return jdbc.sql(
            """
            insert into classes.session
                   (intake_id, starts_at, ends_at, zone, room_id, link, instructor_id, made_by, changed_at)
            values (:intake, :day::date + interval '9 hours', :day::date + interval '11 hours', 'UTC',
                    nullif(:room, 0), 'https://meet.example.org/1', nullif(:instructor, 0), 'test', now())
            returning id
            """)
        .param("intake", intake)
        .param("day", day.toString())
        .param("room", room)
        .param("instructor", instructor)
        .query(Long.class)
        .single();
  }

  /// What pages of classes show.
  ///
  /// @param held a session with attendance, which the learner teaches; `cancelled` and `coming`
  ///   alike
  public record Shown(long intake, long held, long cancelled, long coming) {}

  /// An intake of a provider with a session of each kind, for the person with this id and two more.
  public Shown shown(String provider, String employerId, LocalDate today) {
    long intake = intake("Welding of long seams", provider, 40, 10, today.minusDays(9));
    long person =
        jdbc.sql("select id from people.person where employer_id = :id")
            .param("id", employerId)
            .query(Long.class)
            .single();
    enrolled(intake, person, "learning");
    enrolled(intake, person(name("CW")), "learning");
    enrolled(intake, person(name("CW")), "learning");
    long room = room(site(name("Hall of the north")), 20);
    long instructor =
        jdbc.sql(
                "insert into classes.instructor (name, person_id) values ('Ada Lee', :id) returning id")
            .param("id", person)
            .query(Long.class)
            .single();
    instructor("Bo Park", provider);
    long held = session(intake, today.minusDays(3), room, instructor);
    session(intake, today.minusDays(2), 0, 0);
    long cancelled = session(intake, today.plusDays(3), room, 0);
    long coming = session(intake, today.plusDays(5), room, instructor);
    jdbc.sql(
            "update classes.session set state = 'cancelled', reason = 'The hall is flooded.', version = 2 where id = :id")
        .param("id", cancelled)
        .update();
    jdbc.sql(
            """
            insert into classes.attendance
                   (session_id, person_id, entry, mark, minutes, reason, way, marked_by, marked_at)
            values (:session, :person, 1, 'part', 45, '', 'page', 'test', now()),
                   (:session, :person, 2, 'present', 120, 'The clock was slow.', 'page', 'test', now())
            """)
        .param("session", held)
        .param("person", person)
        .update();
    return new Shown(intake, held, cancelled, coming);
  }
}
