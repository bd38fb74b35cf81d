package org.rung.server.classes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The sessions of intakes. None overlaps another of its intake, room, instructor or learners: it
/// is looked up here, to say in words what clashes, and kept by the database whoever writes.
@Component
public class Sessions {
  /// The most letters of a reason.
  static final int LONGEST_REASON = 500;

  private static final int TRIES = 5;

  private static final String SELECT =
      """
      select s.id, s.uid, s.intake_id, g.name as programme, g.provider, s.starts_at, s.ends_at,
             s.zone, s.room_id, r.name || ', ' || t.name as place, s.link, s.instructor_id,
             x.name as taught_by, s.state, s.reason, s.version, s.changed_at
        from classes.session s
        join enrolment.intake i on i.id = s.intake_id
        join programmes.programme g on g.id = i.programme_id
        left join classes.room r on r.id = s.room_id
        left join people.site t on t.id = r.site_id
        left join classes.instructor x on x.id = s.instructor_id
      """;

  private static final String ORDER = " order by s.starts_at, s.id";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clashes clashes;
  private final Rooms rooms;
  private final Instructors instructors;
  private final Audit audit;
  private final Clock clock;

  Sessions(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clashes clashes,
      Rooms rooms,
      Instructors instructors,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clashes = clashes;
    this.rooms = rooms;
    this.instructors = instructors;
    this.audit = audit;
    this.clock = clock;
  }

  // ---- asking

  /// All of an intake, in time, with those that were cancelled.
  public List<Session> of(long intake) {
    return jdbc.sql(SELECT + " where s.intake_id = :intake" + ORDER)
        .param("intake", intake)
        .query((row, n) -> of(row))
        .list();
  }

  /// @throws NotFound when there is none
  public Session get(long id) {
    return jdbc.sql(SELECT + " where s.id = :id")
        .param("id", id)
        .query((row, n) -> of(row))
        .optional()
        .orElseThrow(() -> new NotFound("There is no session %d.".formatted(id)));
  }

  /// Those of everything a provider teaches that end after a moment, in time.
  List<Session> ofProviders(List<String> providers, Instant after) {
    return providers.isEmpty()
        ? List.of()
        : jdbc.sql(
                SELECT
                    + """
                    where g.provider in (:providers)
                      and g.delivered_by = 'partner'
                      and s.ends_at > :after
                    """
                    + ORDER)
            .param("providers", providers)
            .param("after", Timestamp.from(after))
            .query((row, n) -> of(row))
            .list();
  }

  /// Those that a person learns in, in time, with those that were cancelled.
  public List<Session> learning(long person) {
    return jdbc.sql(
            SELECT
                + """
                where exists (select 1
                                from enrolment.enrolment e
                               where e.intake_id = s.intake_id
                                 and e.person_id = :person
                                 and e.state in ('asked', 'enrolled', 'learning', 'completed',
                                                 'failed', 'placed'))
                """
                + ORDER)
        .param("person", person)
        .query((row, n) -> of(row))
        .list();
  }

  /// Those that a person teaches, in time, with those that were cancelled.
  public List<Session> teaching(long person) {
    return jdbc.sql(SELECT + " where x.person_id = :person" + ORDER)
        .param("person", person)
        .query((row, n) -> of(row))
        .list();
  }

  /// An intake.
  ///
  /// @throws NotFound when there is none
  public Intake intake(long id) {
    return jdbc.sql(
            """
            select i.id, g.name, g.provider, g.delivered_by, i.starts, g.hours, i.seats, i.taken,
                   i.state
              from enrolment.intake i
              join programmes.programme g on g.id = i.programme_id
             where i.id = :id
            """)
        .param("id", id)
        .query((row, n) ->
            new Intake(
                row.getLong("id"),
                row.getString("name"),
                row.getString("provider"),
                row.getString("delivered_by").equals("own"),
                row.getDate("starts").toLocalDate(),
                row.getInt("hours"),
                row.getInt("seats"),
                row.getInt("taken"),
                row.getString("state").equals("ended")
                    || row.getString("state").equals("cancelled")))
        .optional()
        .orElseThrow(() -> new NotFound("There is no intake %d.".formatted(id)));
  }

  /// Minutes that the planned sessions of an intake teach.
  int planned(long intake) {
    return of(intake).stream().filter(s -> !s.cancelled()).mapToInt(Session::minutes).sum();
  }

  /// The clock by which a session there is told.
  ZoneId zone(Optional<Long> room) {
    return room.map(id -> rooms.find(id).orElseThrow(() -> Rooms.none(id)).zone())
        .orElseGet(Rooms::employer);
  }

  private static Session of(ResultSet row) throws SQLException {
    long room = row.getLong("room_id");
    long instructor = row.getLong("instructor_id");
    String place = row.getString("place");
    String taughtBy = row.getString("taught_by");
    return new Session(
        row.getLong("id"),
        row.getString("uid"),
        row.getLong("intake_id"),
        row.getString("programme"),
        row.getString("provider"),
        row.getTimestamp("starts_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        ZoneId.of(row.getString("zone")),
        room == 0 ? Optional.empty() : Optional.of(room),
        place == null ? "" : place,
        row.getString("link"),
        instructor == 0 ? Optional.empty() : Optional.of(instructor),
        taughtBy == null ? "" : taughtBy,
        row.getString("state").equals("cancelled"),
        row.getString("reason"),
        row.getInt("version"),
        row.getTimestamp("changed_at").toInstant());
  }

  // ---- changing

  /// Lays out a timetable until the hours of the programme are taught, or none of it.
  ///
  /// @return how many sessions
  /// @throws Refused when something clashes, or nothing is left to teach
  int layOut(long intake, Timetable timetable, Meeting meeting, String by) {
    return retried(() -> {
      Intake run = locked(intake, meeting);
      int left = run.hours() * 60 - planned(intake);
      if (left <= 0) {
        throw new Refused(
            "All %s of the programme are on the timetable. Move or cancel a session to change it."
                .formatted(Formats.counted(run.hours(), "hour", "hours")));
      }
      List<Slot> slots = timetable.until(left);
      fits(run, meeting, slots, timetable.zone());
      clashes.refuse(intake, meeting, slots, 0);
      slots.forEach(slot -> insert(intake, slot, timetable.zone(), meeting, by));
      audit.change(by, "session", "intake %d, %d laid out".formatted(intake, slots.size()));
      return slots.size();
    });
  }

  /// Adds one session.
  ///
  /// @return its number
  /// @throws Refused when something clashes
  long add(long intake, Slot slot, ZoneId zone, Meeting meeting, String by) {
    return retried(() -> {
      Intake run = locked(intake, meeting);
      fits(run, meeting, List.of(slot), zone);
      clashes.refuse(intake, meeting, List.of(slot), 0);
      long id = insert(intake, slot, zone, meeting, by);
      audit.change(by, "session", "session %d, added".formatted(id));
      return id;
    });
  }

  /// Gives a session another time, place or instructor.
  ///
  /// @param version the one that was read
  /// @param reason for the learners
  /// @throws Refused when something clashes, the session was changed meanwhile, or it has begun
  void move(
      long id, int version, Slot slot, ZoneId zone, Meeting meeting, String reason, String by) {
    Session before = get(id);
    String why = reason(reason, "Say in a few words why it changes: the learners read it.");
    retried(() -> {
      Intake run = locked(before.intake(), meeting);
      open(before);
      fits(run, meeting, List.of(slot), zone);
      clashes.refuse(before.intake(), meeting, List.of(slot), id);
      int changed =
          jdbc.sql(
                  """
                  update classes.session
                     set starts_at = :starts, ends_at = :ends, zone = :zone, room_id = :room::bigint,
                         link = :link, instructor_id = :instructor::bigint, reason = :reason,
                         version = version + 1, changed_at = :now
                   where id = :id
                     and version = :version
                     and state = 'planned'
                  """)
              .param("starts", Timestamp.from(slot.starts()))
              .param("ends", Timestamp.from(slot.ends()))
              .param("zone", zone.getId())
              .param("room", meeting.room().map(String::valueOf).orElse(null))
              .param("link", meeting.link())
              .param("instructor", meeting.instructor().map(String::valueOf).orElse(null))
              .param("reason", why)
              .param("now", Timestamp.from(clock.instant()))
              .param("id", id)
              .param("version", version)
              .update();
      stale(changed);
      audit.change(by, "session", "session %d, moved".formatted(id));
      return id;
    });
  }

  /// Cancels a session; it stays to be seen, with the reason.
  ///
  /// @param version the one that was read
  /// @param reason for the learners
  void cancel(long id, int version, String reason, String by) {
    Session before = get(id);
    String why = reason(reason, "Say in a few words why it is cancelled: the learners read it.");
    retried(() -> {
      locked(before.intake(), new Meeting(Optional.empty(), "", Optional.empty()));
      open(before);
      stale(
          jdbc.sql(
                  """
                  update classes.session
                     set state = 'cancelled', reason = :reason, version = version + 1,
                         changed_at = :now
                   where id = :id
                     and version = :version
                     and state = 'planned'
                  """)
              .param("reason", why)
              .param("now", Timestamp.from(clock.instant()))
              .param("id", id)
              .param("version", version)
              .update());
      audit.change(by, "session", "session %d, cancelled".formatted(id));
      return id;
    });
  }

  private long insert(long intake, Slot slot, ZoneId zone, Meeting meeting, String by) {
    return jdbc.sql(
            """
            insert into classes.session
                   (intake_id, starts_at, ends_at, zone, room_id, link, instructor_id, made_by,
                    changed_at)
            values (:intake, :starts, :ends, :zone, :room::bigint, :link, :instructor::bigint, :by,
                    :now)
            returning id
            """)
        .param("intake", intake)
        .param("starts", Timestamp.from(slot.starts()))
        .param("ends", Timestamp.from(slot.ends()))
        .param("zone", zone.getId())
        .param("room", meeting.room().map(String::valueOf).orElse(null))
        .param("link", meeting.link())
        .param("instructor", meeting.instructor().map(String::valueOf).orElse(null))
        .param("by", by)
        .param("now", Timestamp.from(clock.instant()))
        .query(Long.class)
        .single();
  }

  private static String reason(String reason, String missing) {
    String why = reason.strip();
    if (why.isEmpty()) {
      throw new Refused(missing);
    }
    if (why.length() > LONGEST_REASON) {
      throw new Refused(
          "The reason has %d letters. Give at most %d.".formatted(why.length(), LONGEST_REASON));
    }
    return why;
  }

  private void open(Session session) {
    if (session.cancelled()) {
      throw new Refused("This session was cancelled. Add another one instead.");
    }
    if (session.begun(clock.instant())) {
      throw new Refused(
          "This session began %s. What has begun is neither moved nor cancelled: mark who was there."
              .formatted(session.when()));
    }
  }

  private static void stale(int changed) {
    if (changed == 0) {
      throw new Refused(
          "Somebody else changed this session meanwhile. Look at how it stands now, then decide"
              + " again.");
    }
  }

  /// Whoever changes sessions of the same intake, room or instructor at the same time waits; always
  /// in this order, so that none waits for another that waits for it.
  private Intake locked(long intake, Meeting meeting) {
    lock("select id from enrolment.intake where id = :id for no key update", intake);
    meeting
        .room()
        .ifPresent(
            room -> lock("select id from classes.room where id = :id for no key update", room));
    meeting
        .instructor()
        .ifPresent(instructor ->
            lock("select id from classes.instructor where id = :id for no key update", instructor));
    return intake(intake);
  }

  private void lock(String sql, long id) {
    jdbc.sql(sql).param("id", id).query(Long.class).optional();
  }

  private void fits(Intake intake, Meeting meeting, List<Slot> slots, ZoneId zone) {
    if (intake.ended()) {
      throw new Refused("This intake is over: it takes no session any more.");
    }
    for (Slot slot : slots) {
      if (slot.starts().atZone(zone).toLocalDate().isBefore(intake.starts())) {
        throw new Refused(
            "The intake starts on %s, after %s. Give a day from then on."
                .formatted(
                    Formats.date(intake.starts()), Session.when(slot.starts(), slot.ends(), zone)));
      }
    }
    if (meeting.room().isEmpty() && meeting.link().isEmpty()) {
      throw new Refused("The session is nowhere. Choose a room, or give a link.");
    }
    if (!meeting.link().isEmpty()
        && (meeting.link().length() > Meeting.LONGEST_LINK
            || !meeting.link().matches("https?://[^\\s\"<>]+"))) {
      throw new Refused(
          "“%s” is no link. Give one like https://meet.example.org/room."
              .formatted(meeting.link()));
    }
    meeting
        .room()
        .map(id -> rooms.find(id).orElseThrow(() -> Rooms.none(id)))
        .ifPresent(room -> {
          if (room.closed()) {
            throw new Refused(
                "%s takes no new session: it was closed. Choose another room."
                    .formatted(room.words()));
          }
          if (room.seats() < intake.seats()) {
            throw new Refused(
                "%s has %s, the intake %d. Choose a larger room."
                    .formatted(
                        room.words(),
                        Formats.counted(room.seats(), "seat", "seats"),
                        intake.seats()));
          }
        });
    meeting
        .instructor()
        .map(id -> instructors.find(id).orElseThrow(() -> Instructors.none(id)))
        .filter(Instructor::closed)
        .ifPresent(closed -> {
          throw new Refused(
              "%s takes no new session. Choose another instructor.".formatted(closed.name()));
        });
  }

  /// In a transaction of its own; done again when PostgreSQL ended one of two that waited for each
  /// other.
  private <T> T retried(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
      } catch (PessimisticLockingFailureException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }
}
