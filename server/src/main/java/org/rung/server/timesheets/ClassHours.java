package org.rung.server.timesheets;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.rung.server.classes.Attendance;
import org.rung.server.hours.Agreements;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.NotEntered;
import org.rung.server.hours.Stint;
import org.rung.server.rules.Rules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes hours of attendance: time in a session once for each learner, from the session's start.
/// Another mark becomes a correction of those hours, with the reason that was given for it. Whoever
/// marked the learner has seen the hours, so they are approved with it. What cannot be entered,
/// because the person has other hours then, is kept and tried again.
@Component
class ClassHours {
  private static final Logger log = LoggerFactory.getLogger(ClassHours.class);

  /// A mark may be kept a while after the moment that it names.
  private static final Duration BACK = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Attendance attendance;
  private final Hours hours;
  private final Rules rules;
  private final ObjectProvider<Agreements> agreements;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final boolean allowed;

  ClassHours(
      JdbcClient jdbc,
      Attendance attendance,
      Hours hours,
      Rules rules,
      ObjectProvider<Agreements> agreements,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${rung.jobs.work:true}") boolean allowed) {
    this.jdbc = jdbc;
    this.attendance = attendance;
    this.hours = hours;
    this.rules = rules;
    this.agreements = agreements;
    this.transaction = transaction;
    this.clock = clock;
    this.allowed = allowed;
  }

  @Scheduled(
      initialDelayString = "${rung.timesheets.look:20}",
      fixedDelayString = "${rung.timesheets.look:20}",
      timeUnit = TimeUnit.SECONDS)
  void look() {
    if (!allowed) {
      return;
    }
    try {
      run();
    } catch (DataAccessException e) {
      log.warn("Hours of classes cannot be entered now; looking again.", e);
    }
  }

  private record Name(long session, long person) {}

  /// Enters what was marked since the last look, and tries what was held.
  ///
  /// @return how many learners of sessions were told
  int run() {
    Instant now = clock.instant();
    Instant since =
        jdbc.sql(
                """
                select coalesce((select looked_at from timesheets.class_feed), '1990-01-01'::timestamptz)
                """)
            .query((row, n) -> row.getTimestamp(1).toInstant())
            .single()
            .minus(BACK);
    Map<Name, Attendance.Stands> found = new LinkedHashMap<>();
    held()
        .forEach(name ->
            attendance
                .stands(name.session(), name.person())
                .ifPresent(stands -> found.put(name, stands)));
    Map<Name, Integer> told = told(since);
    attendance.markedSince(since).stream()
        .filter(stands ->
            told.getOrDefault(new Name(stands.session(), stands.person()), 0) < stands.entry())
        .forEach(stands -> found.put(new Name(stands.session(), stands.person()), stands));
    TimesheetFile.Statuses statuses =
        new TimesheetFile.Statuses(rules, agreements.orderedStream().toList());
    int done = 0;
    for (Attendance.Stands stands : found.values()) {
      done += tell(stands, statuses) ? 1 : 0;
    }
    jdbc.sql(
            """
            insert into timesheets.class_feed (looked_at) values (:now)
                on conflict (one) do update
               set looked_at = greatest(class_feed.looked_at, excluded.looked_at)
            """)
        .param("now", Timestamp.from(now))
        .update();
    return done;
  }

  private List<Name> held() {
    return jdbc.sql(
            """
            select session_id, person_id
              from timesheets.class_hours
             where held <> ''
             order by told_at
             limit 1000
            """)
        .query((row, n) -> new Name(row.getLong(1), row.getLong(2)))
        .list();
  }

  /// Marks that were told, of learners who were marked since.
  private Map<Name, Integer> told(Instant since) {
    Map<Name, Integer> told = new LinkedHashMap<>();
    jdbc.sql(
            """
            select distinct h.session_id, h.person_id, h.mark
              from timesheets.class_hours h
              join classes.attendance a on a.session_id = h.session_id and a.person_id = h.person_id
             where a.marked_at >= :since
               and h.held = ''
            """)
        .param("since", Timestamp.from(since))
        .query(row -> {
          told.put(new Name(row.getLong(1), row.getLong(2)), row.getInt(3));
        });
    return told;
  }

  /// Enters or corrects the hours of one learner in one session, in a transaction of its own. What
  /// is in the way is kept beside the mark.
  ///
  /// @return whether anything was told
  private boolean tell(Attendance.Stands stands, TimesheetFile.Statuses statuses) {
    try {
      return Optional.ofNullable(
              transaction.execute(status -> {
                Optional<Long> before = locked(stands);
                if (before.isPresent() && before.get() < 0) {
                  return false;
                }
                Optional<Long> entry = enter(stands, before, statuses);
                keep(stands, entry, "");
                return true;
              }))
          .orElse(false);
    } catch (NotEntered e) {
      hold(stands, e.why().words());
    } catch (DataIntegrityViolationException | PessimisticLockingFailureException e) {
      hold(stands, "The person has other hours at that time.");
    }
    return false;
  }

  /// The entry of the learner in the session, if there is one; below 0 where another server told
  /// this mark meanwhile.
  private Optional<Long> locked(Attendance.Stands stands) {
    jdbc.sql(
            """
            insert into timesheets.class_hours (session_id, person_id, mark, held, told_at)
            values (:session, :person, 1, 'It was not told yet.', :now)
                on conflict do nothing
            """)
        .param("session", stands.session())
        .param("person", stands.person())
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return jdbc.sql(
            """
            select case when held = '' and mark >= :mark then -1 else entry_id end as entry
              from timesheets.class_hours
             where session_id = :session
               and person_id = :person
               for update
            """)
        .param("mark", stands.entry())
        .param("session", stands.session())
        .param("person", stands.person())
        .query((row, n) -> {
          long entry = row.getLong("entry");
          return row.wasNull() ? Optional.<Long>empty() : Optional.of(entry);
        })
        .single();
  }

  private Optional<Long> enter(
      Attendance.Stands stands, Optional<Long> before, TimesheetFile.Statuses statuses) {
    Optional<Entry> standing = before.flatMap(hours::standing);
    Instant starts = stands.starts().truncatedTo(ChronoUnit.MINUTES);
    LocalDate day = LocalDate.ofInstant(starts, stands.zone());
    Stint stint =
        new Stint(
            stands.person(),
            Stint.Kind.CLASS,
            starts,
            stands.minutes(),
            stands.zone(),
            "intake " + stands.intake(),
            statuses.of(stands.person(), Stint.Kind.CLASS, OptionalLong.of(stands.intake()), day),
            Sources.CLASS,
            "session %d of person %d, mark %d"
                .formatted(stands.session(), stands.person(), stands.entry()));
    if (standing.isPresent()) {
      Stint now = standing.get().stint();
      if (now.minutes() == stint.minutes() && now.status().equals(stint.status())) {
        return before;
      }
      long number =
          hours.correct(
              standing.get().number(),
              stint.minutes() == 0 ? Optional.empty() : Optional.of(stint),
              stands.reason().isBlank() ? "The attendance was marked again." : stands.reason(),
              stands.by());
      if (stint.minutes() > 0) {
        hours.approve(number, stands.by(), OptionalLong.empty());
      }
      return before;
    }
    if (stint.minutes() == 0) {
      return before;
    }
    hours.enter(List.of(stint), stands.by());
    long number = hours.told(stint.source(), stint.key()).map(Entry::number).orElseThrow();
    hours.approve(number, stands.by(), OptionalLong.empty());
    return Optional.of(number);
  }

  private void keep(Attendance.Stands stands, Optional<Long> entry, String held) {
    jdbc.sql(
            """
            insert into timesheets.class_hours
                   (session_id, person_id, mark, entry_id, held, told_at)
            values (:session, :person, :mark, :entry::bigint, :held, :now)
                on conflict (session_id, person_id) do update
               set mark = excluded.mark,
                   entry_id = coalesce(excluded.entry_id, class_hours.entry_id),
                   held = excluded.held,
                   told_at = excluded.told_at
             where class_hours.mark <= excluded.mark
            """)
        .param("session", stands.session())
        .param("person", stands.person())
        .param("mark", stands.entry())
        .param("entry", entry.map(String::valueOf).orElse(null))
        .param("held", held)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private void hold(Attendance.Stands stands, String why) {
    keep(stands, Optional.empty(), why);
  }

  /// Attendance that could not be made hours of, the oldest first.
  List<HoursPage.ClassHeld> held(int most) {
    return jdbc.sql(
            """
            select p.employer_id, s.starts_at, s.ends_at, s.zone, h.held
              from timesheets.class_hours h
              join classes.session s on s.id = h.session_id
              join people.person p on p.id = h.person_id
             where h.held <> ''
             order by s.starts_at, p.employer_id
             limit :most
            """)
        .param("most", most)
        .query((row, n) -> {
          Instant starts = row.getTimestamp("starts_at").toInstant();
          return new HoursPage.ClassHeld(
              row.getString("employer_id"),
              SiteTime.words(
                  starts,
                  Math.toIntExact(
                      Duration.between(starts, row.getTimestamp("ends_at").toInstant())
                          .toMinutes()),
                  java.time.ZoneId.of(row.getString("zone"))),
              row.getString("held"));
        })
        .list();
  }
}
