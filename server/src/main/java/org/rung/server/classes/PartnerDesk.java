package org.rung.server.classes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Viewers;
import org.rung.server.enrolment.Enrolments;
import org.rung.server.enrolment.Result;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What a training partner sees and does, for pages and API alike: the classes of the providers of
/// the account and nobody else's; of a learner a number, where the partner needs it the employer's
/// id, what was marked and how it ended.
@Component
class PartnerDesk {
  /// States in which a partner knows somebody. Who left before the first day is not among them.
  private static final String KNOWN =
      """
      (x.state in ('enrolled', 'learning', 'completed', 'failed', 'placed')
       or x.state = 'withdrawn'
          and exists (select 1
                        from enrolment.step h
                       where h.enrolment_id = x.id
                         and h.state = 'learning'))
      """;

  private static final String INTAKES =
      """
      select i.id, g.name, g.provider, i.starts, i.state,
             count(distinct x.person_id) as learners,
             count(distinct x.person_id) filter (where x.state = 'learning') as learning,
             (select count(*)
                from classes.session s
               where s.intake_id = i.id
                 and s.state = 'planned'
                 and s.ends_at > :now) as to_come,
             (select count(*)
                from classes.session s
               where s.intake_id = i.id
                 and s.state = 'planned'
                 and s.starts_at <= :now
                 and exists (select 1
                               from enrolment.enrolment y
                              where y.intake_id = i.id
                                and y.state in ('enrolled', 'learning')
                                and not exists (select 1
                                                  from classes.attendance a
                                                 where a.session_id = s.id
                                                   and a.person_id = y.person_id))) as to_mark
        from enrolment.intake i
        join programmes.programme g on g.id = i.programme_id
        left join enrolment.enrolment x on x.intake_id = i.id and %s
       where g.delivered_by = 'partner'
         and g.provider in (:providers)
         and (:intake = 0 or i.id = :intake)
       group by i.id, g.id
       order by i.starts desc, i.id
      """
          .formatted(KNOWN);

  private static final String LEARNERS =
      """
      select l.number, p.employer_id, e.id as enrolment, e.state, r.result, r.ended_on, r.words,
             r.reported_by, coalesce(a.minutes, 0) as minutes, coalesce(a.marked, 0) as marked,
             coalesce(a.present, 0) as present
        from classes.learner l
        join people.person p on p.id = l.person_id
        join lateral (
               select x.id, x.state
                 from enrolment.enrolment x
                where x.intake_id = l.intake_id
                  and x.person_id = l.person_id
                  and %s
                order by x.id desc
                limit 1) e on true
        left join classes.result r on r.enrolment_id = e.id
        left join lateral (
               select sum(m.minutes) as minutes, count(*) as marked,
                      count(*) filter (where m.minutes > 0) as present
                 from classes.attended m
                 join classes.session s on s.id = m.session_id
                where m.person_id = l.person_id
                  and s.intake_id = l.intake_id) a on true
       where l.intake_id = :intake
       order by l.number
      """
          .formatted(KNOWN);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Sessions sessions;
  private final Attendance attendance;
  private final Enrolments enrolments;
  private final Viewers viewers;
  private final Clock clock;

  PartnerDesk(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Sessions sessions,
      Attendance attendance,
      Enrolments enrolments,
      Viewers viewers,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.sessions = sessions;
    this.attendance = attendance;
    this.enrolments = enrolments;
    this.viewers = viewers;
    this.clock = clock;
  }

  /// Whose classes the viewer gives.
  List<String> providers() {
    return viewers.now().providers();
  }

  /// The intakes of the viewer's providers, the latest first.
  List<PartnerIntake> intakes() {
    return providers().isEmpty() ? List.of() : intakes(0);
  }

  /// One of them.
  ///
  /// @throws NotFound when it is somebody else's, or is not there
  PartnerIntake intake(long id) {
    return (providers().isEmpty() || id <= 0 ? List.<PartnerIntake>of() : intakes(id))
        .stream()
            .findFirst()
            .orElseThrow(
                () -> new NotFound("You give no intake %d. See the list of yours.".formatted(id)));
  }

  private List<PartnerIntake> intakes(long id) {
    return jdbc.sql(INTAKES)
        .param("now", Timestamp.from(clock.instant()))
        .param("providers", providers())
        .param("intake", id)
        .query((row, n) ->
            new PartnerIntake(
                row.getLong("id"),
                row.getString("name"),
                row.getString("provider"),
                row.getDate("starts").toLocalDate(),
                row.getInt("learners"),
                row.getInt("learning"),
                row.getInt("to_come"),
                row.getInt("to_mark"),
                row.getString("state").equals("cancelled")))
        .list();
  }

  /// A session of one of them.
  ///
  /// @throws NotFound when it is somebody else's, or is not there
  Session session(long id) {
    Session found = sessions.get(id);
    intake(found.intake());
    return found;
  }

  /// Sessions of all of them that end after now, in time.
  List<Session> toCome() {
    return sessions.ofProviders(providers(), clock.instant()).stream()
        .filter(session -> !session.cancelled())
        .toList();
  }

  /// Sessions of an intake, in time.
  List<Session> sessions(PartnerIntake intake) {
    return sessions.of(intake.id());
  }

  /// Sessions that began and where somebody is not marked, in time.
  List<Session> toMark() {
    Instant now = clock.instant();
    return intakes().stream()
        .filter(intake -> intake.toMark() > 0)
        .flatMap(intake -> sessions.of(intake.id()).stream())
        .filter(session -> !session.cancelled() && session.begun(now))
        .filter(session ->
            attendance.roster(session, false).stream()
                .anyMatch(one -> one.sits() && one.marked().isEmpty()))
        .sorted(java.util.Comparator.comparing(Session::starts))
        .toList();
  }

  /// Whether the viewer is shown the employer's ids of an intake.
  boolean showsIds(long intake) {
    return attendance.showsIds(intake);
  }

  /// The learners of an intake, by number.
  List<Learner> learners(PartnerIntake intake) {
    boolean ids = showsIds(intake.id());
    return jdbc.sql(LEARNERS)
        .param("intake", intake.id())
        .query((row, n) -> learner(row, ids))
        .list();
  }

  private static Learner learner(ResultSet row, boolean ids) throws SQLException {
    String state = row.getString("state");
    Optional<Learner.Ended> ended =
        row.getString("result") == null
            ? Optional.empty()
            : Optional.of(
                new Learner.Ended(
                    Result.of(row.getString("result")),
                    row.getDate("ended_on").toLocalDate(),
                    row.getString("words"),
                    row.getString("reported_by")));
    return new Learner(
        row.getInt("number"),
        ids ? Optional.of(row.getString("employer_id")) : Optional.empty(),
        switch (state) {
          case "enrolled" -> "enrolled";
          case "learning" -> "learning";
          case "failed" -> "not passed";
          case "withdrawn" -> "left";
          // What became of somebody afterwards is the employer's.
          default -> "completed";
        },
        state.equals("learning"),
        row.getInt("minutes"),
        row.getInt("marked"),
        row.getInt("present"),
        ended);
  }

  /// Says how it ended for a learner.
  ///
  /// @param on the day it ended
  /// @param words why, needed for who failed or left
  /// @throws Refused when it has not begun or is over, or something is missing
  void report(
      PartnerIntake intake, int learner, Result result, LocalDate on, String words, String by) {
    long enrolment =
        jdbc.sql("select l.* from (" + LEARNERS + ") l where l.number = :learner")
            .param("intake", intake.id())
            .param("learner", learner)
            .query((row, n) -> row.getLong("enrolment"))
            .optional()
            .orElseThrow(() -> new NotFound("This intake has no learner %d.".formatted(learner)));
    transaction.executeWithoutResult(status -> {
      enrolments.finish(enrolment, result, on, words, by);
      jdbc.sql(
              """
              insert into classes.result (enrolment_id, result, ended_on, words, reported_by, reported_at)
              values (:enrolment, :result, :on::date, :words, :by, :now)
                  on conflict (enrolment_id) do nothing
              """)
          .param("enrolment", enrolment)
          .param("result", result.code())
          .param("on", on.toString())
          .param("words", words.strip())
          .param("by", by)
          .param("now", Timestamp.from(clock.instant()))
          .update();
    });
  }
}
