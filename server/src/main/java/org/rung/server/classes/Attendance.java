package org.rung.server.classes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Who was there, each session and learner once. What was marked wrongly is corrected by another
/// entry with a reason; nothing is ever changed or taken away.
@Component
public class Attendance {
  /// The most letters of a reason.
  static final int LONGEST_REASON = 500;

  /// Columns of the file that goes out and comes back.
  static final List<String> COLUMNS =
      List.of("session", "learner", "mark", "minutes", "reason", "starts", "programme");

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Sessions sessions;
  private final Audit audit;
  private final Clock clock;

  Attendance(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Sessions sessions,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /// What somebody says of a learner.
  ///
  /// @param learner the number in the intake
  /// @param minutes in class; counts for [Mark#PART] alone
  /// @param reason needed where something else was marked before
  /// @param seen the entry that was read, 0 for none; empty where nobody looked before, as in a
  ///   file
  record Saying(int learner, Mark mark, int minutes, String reason, Optional<Integer> seen) {}

  // ---- asking

  /// Who can be marked for a session, and what was marked.
  ///
  /// @param ids whether the reader is shown the employer's ids
  List<Attendee> roster(Session session, boolean ids) {
    return jdbc.sql(
            """
            select l.number, p.employer_id, coalesce(e.sits, false) as sits, a.entry, a.mark,
                   a.minutes, a.reason, a.marked_by, a.marked_at
              from classes.learner l
              join people.person p on p.id = l.person_id
              left join lateral (
                     select bool_or(x.state in ('enrolled', 'learning', 'completed', 'failed', 'placed'))
                              as sits
                       from enrolment.enrolment x
                      where x.intake_id = l.intake_id
                        and x.person_id = l.person_id) e on true
              left join classes.attended a on a.session_id = :session and a.person_id = l.person_id
             where l.intake_id = :intake
               and (e.sits or a.entry is not null)
             order by l.number
            """)
        .param("session", session.id())
        .param("intake", session.intake())
        .query((row, n) -> attendee(row, ids))
        .list();
  }

  private static Attendee attendee(ResultSet row, boolean ids) throws SQLException {
    int entry = row.getInt("entry");
    return new Attendee(
        row.getInt("number"),
        ids ? Optional.of(row.getString("employer_id")) : Optional.empty(),
        row.getBoolean("sits"),
        entry == 0
            ? Optional.empty()
            : Optional.of(
                new Attendee.Marked(
                    entry,
                    Mark.valueOf(row.getString("mark").toUpperCase(java.util.Locale.ROOT)),
                    row.getInt("minutes"),
                    row.getString("reason"),
                    row.getString("marked_by"),
                    row.getTimestamp("marked_at").toInstant())));
  }

  /// Time that somebody was in a class, as it stands after corrections.
  ///
  /// @param minutes above 0
  public record Attended(long session, long intake, long person, Instant starts, int minutes) {}

  /// Time in class of sessions that began from one moment to before another, in time.
  public List<Attended> attended(Instant from, Instant before) {
    return jdbc.sql(
            """
            select a.session_id, s.intake_id, a.person_id, s.starts_at, a.minutes
              from classes.attended a
              join classes.session s on s.id = a.session_id
             where s.starts_at >= :from
               and s.starts_at < :before
               and a.minutes > 0
             order by s.starts_at, a.session_id, a.person_id
            """)
        .param("from", Timestamp.from(from))
        .param("before", Timestamp.from(before))
        .query((row, n) ->
            new Attended(
                row.getLong("session_id"),
                row.getLong("intake_id"),
                row.getLong("person_id"),
                row.getTimestamp("starts_at").toInstant(),
                row.getInt("minutes")))
        .list();
  }

  /// What is marked of somebody in a session, as it stands after corrections.
  ///
  /// @param entry how often it was marked so far
  /// @param zone whose clock the session is told by
  /// @param minutes in class, 0 for who was not there
  /// @param reason why it was corrected; empty for the first mark
  /// @param by who marked it
  public record Stands(
      long session,
      long intake,
      long person,
      int entry,
      Instant starts,
      ZoneId zone,
      int minutes,
      String reason,
      String by) {}

  /// What stands of everybody who was marked, or marked again, from a moment on, in time.
  public List<Stands> markedSince(Instant since) {
    return jdbc.sql(
            """
            select a.session_id, s.intake_id, a.person_id, a.entry, s.starts_at, s.zone, a.minutes,
                   a.reason, a.marked_by
              from (select distinct session_id, person_id
                      from classes.attendance
                     where marked_at >= :since) m
              join lateral (
                     select *
                       from classes.attendance x
                      where x.session_id = m.session_id
                        and x.person_id = m.person_id
                      order by x.entry desc
                      limit 1) a on true
              join classes.session s on s.id = a.session_id
             order by s.starts_at, a.session_id, a.person_id
            """)
        .param("since", Timestamp.from(since))
        .query((row, n) -> stands(row))
        .list();
  }

  /// What stands of one person in a session, if anything was marked.
  public Optional<Stands> stands(long session, long person) {
    return jdbc.sql(
            """
            select a.session_id, s.intake_id, a.person_id, a.entry, s.starts_at, s.zone, a.minutes,
                   a.reason, a.marked_by
              from classes.attended a
              join classes.session s on s.id = a.session_id
             where a.session_id = :session
               and a.person_id = :person
            """)
        .param("session", session)
        .param("person", person)
        .query((row, n) -> stands(row))
        .optional();
  }

  private static Stands stands(ResultSet row) throws SQLException {
    return new Stands(
        row.getLong("session_id"),
        row.getLong("intake_id"),
        row.getLong("person_id"),
        row.getInt("entry"),
        row.getTimestamp("starts_at").toInstant(),
        ZoneId.of(row.getString("zone")),
        row.getInt("minutes"),
        row.getString("reason"),
        row.getString("marked_by"));
  }

  /// What was marked of a person, by session.
  Map<Long, Attendee.Marked> of(long person) {
    Map<Long, Attendee.Marked> marked = new LinkedHashMap<>();
    jdbc.sql(
            """
            select a.session_id, 0 as number, '' as employer_id, true as sits, a.entry, a.mark,
                   a.minutes, a.reason, a.marked_by, a.marked_at
              from classes.attended a
             where a.person_id = :person
            """)
        .param("person", person)
        .query(row -> {
          marked.put(row.getLong("session_id"), attendee(row, false).marked().orElseThrow());
        });
    return marked;
  }

  /// Whether the partner sees the employer's ids of an intake.
  boolean showsIds(long intake) {
    return jdbc.sql("select exists (select 1 from classes.shows_ids where intake_id = :intake)")
        .param("intake", intake)
        .query(Boolean.class)
        .single();
  }

  /// Shows or hides the employer's ids to the partner.
  void showIds(long intake, boolean shown, String by) {
    if (shown) {
      jdbc.sql(
              """
              insert into classes.shows_ids (intake_id, set_by, set_at)
              values (:intake, :by, :now)
                  on conflict do nothing
              """)
          .param("intake", intake)
          .param("by", by)
          .param("now", Timestamp.from(clock.instant()))
          .update();
    } else {
      jdbc.sql("delete from classes.shows_ids where intake_id = :intake")
          .param("intake", intake)
          .update();
    }
    audit.change(by, "partner", "intake %d, ids %s".formatted(intake, shown ? "shown" : "hidden"));
  }

  /// Every learner of every session that has begun, with what was marked: to be filled in and sent
  /// back.
  CsvDownload csv(long intake, boolean ids) {
    List<String> columns = new ArrayList<>(COLUMNS);
    if (ids) {
      columns.add("person_id");
    }
    return CsvDownload.of(
        "attendance-%d.csv".formatted(intake),
        columns,
        to -> {
          Instant now = clock.instant();
          for (Session session : sessions.of(intake)) {
            if (session.cancelled() || !session.begun(now)) {
              continue;
            }
            for (Attendee one : roster(session, ids)) {
              List<Object> row = new ArrayList<>();
              row.add(session.id());
              row.add(one.number());
              row.add(one.marked().map(m -> m.mark().code()).orElse(""));
              row.add(one.marked().map(m -> Integer.toString(m.minutes())).orElse(""));
              row.add(one.marked().map(Attendee.Marked::reason).orElse(""));
              row.add(session.starts().atZone(session.zone()).toOffsetDateTime());
              row.add(session.programme());
              one.employerId().ifPresent(row::add);
              to.row(row.toArray());
            }
          }
        });
  }

  // ---- marking

  /// What is wrong with what was said of a learner.
  ///
  /// @param field `learner`, `minutes` or `reason`
  /// @param given what stands in it
  record Fault(String field, String given, String words) {}

  /// What became of marks.
  ///
  /// @param faults by the learner's number
  /// @param taken marks that were written
  /// @param same marks that stood already
  record Outcome(Map<Integer, Fault> faults, int taken, int same) {
    Outcome {
      faults = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(faults));
    }
  }

  /// Marks learners of a session.
  ///
  /// @param way `page`, `file` or `api`
  /// @param whole nobody is marked where something is wrong; else all but those
  /// @throws Refused when the session has not begun or was cancelled
  Outcome mark(Session session, List<Saying> sayings, String way, boolean whole, String by) {
    if (session.cancelled()) {
      throw new Refused("This session was cancelled: nobody attends it.");
    }
    if (!session.begun(clock.instant())) {
      throw new Refused(
          "The session is %s. Attendance is taken from its start on.".formatted(session.when()));
    }
    return Objects.requireNonNull(
        transaction.execute(status -> {
          // Two who mark at the same time go one after the other.
          jdbc.sql("select id from classes.session where id = :id for no key update")
              .param("id", session.id())
              .query(Long.class)
              .single();
          Map<Integer, Attendee> roster =
              roster(session, false).stream()
                  .collect(Collectors.toMap(Attendee::number, Function.identity()));
          Map<Integer, Fault> faults = new LinkedHashMap<>();
          List<Saying> fresh = new ArrayList<>();
          for (Saying saying : sayings) {
            Optional<Fault> fault =
                fault(session, Optional.ofNullable(roster.get(saying.learner())), saying);
            fault.ifPresent(found -> faults.put(saying.learner(), found));
            if (fault.isEmpty() && differs(session, roster, saying)) {
              fresh.add(saying);
            }
          }
          if (whole && !faults.isEmpty()) {
            return new Outcome(faults, 0, 0);
          }
          fresh.forEach(saying -> insert(session, roster, saying, way, by));
          if (!fresh.isEmpty()) {
            audit.change(
                by, "attendance", "session %d, %d marked".formatted(session.id(), fresh.size()));
          }
          return new Outcome(faults, fresh.size(), sayings.size() - faults.size() - fresh.size());
        }));
  }

  private static Optional<Fault> fault(Session session, Optional<Attendee> found, Saying saying) {
    if (found.isEmpty() || !found.get().sits()) {
      return fault(
          "learner",
          saying.learner(),
          "Learner %d does not sit in this intake. Look at the numbers again."
              .formatted(saying.learner()));
    }
    if (saying.mark() == Mark.PART
        && (saying.minutes() < 1 || saying.minutes() >= session.minutes())) {
      return fault(
          "minutes",
          saying.minutes(),
          "Part of the session is 1 to %d minutes, not %d."
              .formatted(session.minutes() - 1, saying.minutes()));
    }
    if (saying.reason().length() > LONGEST_REASON) {
      return fault(
          "reason",
          saying.reason(),
          "The reason has %d letters. Give at most %d."
              .formatted(saying.reason().length(), LONGEST_REASON));
    }
    Optional<Attendee.Marked> before = found.get().marked();
    if (before
        .filter(m -> m.mark() == saying.mark() && m.minutes() == minutes(session, saying))
        .isPresent()) {
      return Optional.empty();
    }
    int entry = before.map(Attendee.Marked::entry).orElse(0);
    if (saying.seen().isPresent() && saying.seen().get() != entry) {
      return fault(
          "learner",
          saying.learner(),
          "Somebody else marked %s meanwhile. Look at it again.".formatted(found.get().name()));
    }
    if (before.isPresent() && saying.reason().isBlank()) {
      return fault(
          "reason",
          "",
          "%s is marked “%s, %s” already. Say why it is corrected."
              .formatted(
                  found.get().name(),
                  before.get().mark().label(),
                  Formats.counted(before.get().minutes(), "minute", "minutes")));
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(String field, Object given, String words) {
    return Optional.of(new Fault(field, given.toString(), words));
  }

  private static boolean differs(Session session, Map<Integer, Attendee> roster, Saying saying) {
    return Objects.requireNonNull(roster.get(saying.learner()))
        .marked()
        .filter(m -> m.mark() == saying.mark() && m.minutes() == minutes(session, saying))
        .isEmpty();
  }

  private static int minutes(Session session, Saying saying) {
    return switch (saying.mark()) {
      case PRESENT -> session.minutes();
      case PART -> saying.minutes();
      case ABSENT, EXCUSED -> 0;
    };
  }

  private void insert(
      Session session, Map<Integer, Attendee> roster, Saying saying, String way, String by) {
    int entry =
        Objects.requireNonNull(roster.get(saying.learner()))
                .marked()
                .map(Attendee.Marked::entry)
                .orElse(0)
            + 1;
    jdbc.sql(
            """
            insert into classes.attendance
                   (session_id, person_id, entry, mark, minutes, reason, way, marked_by, marked_at)
            select :session, l.person_id, :entry, :mark, :minutes, :reason, :way, :by, :now
              from classes.learner l
             where l.intake_id = :intake
               and l.number = :learner
            """)
        .param("session", session.id())
        .param("intake", session.intake())
        .param("learner", saying.learner())
        .param("entry", entry)
        .param("mark", saying.mark().code())
        .param("minutes", minutes(session, saying))
        .param("reason", entry == 1 ? "" : saying.reason().strip())
        .param("way", way)
        .param("by", by)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }
}
