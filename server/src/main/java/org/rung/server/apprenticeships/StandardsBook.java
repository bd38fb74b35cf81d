package org.rung.server.apprenticeships;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Programmes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The standards of the programmes on the job, and who supervises where.
@Component
public class StandardsBook {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Programmes programmes;
  private final Audit audit;
  private final Clock clock;

  StandardsBook(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Programmes programmes,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.programmes = programmes;
    this.audit = audit;
    this.clock = clock;
  }

  /// A programme on the job.
  ///
  /// @throws NotFound when there is none with this number
  Programme programme(long id) {
    return programmes
        .find(id)
        .filter(found -> found.form() == org.rung.server.programmes.Form.ON_THE_JOB)
        .orElseThrow(() -> new NotFound("There is no programme on the job %d.".formatted(id)));
  }

  /// A programme on the job in a list.
  ///
  /// @param version of its standards, 0 while it has none
  /// @param mentors named at all sites
  /// @param apprentices whose agreement is not over
  public record Row(
      long programme, String name, int version, int hours, long mentors, long apprentices) {}

  /// Every programme on the job, by name.
  List<Row> rows() {
    return jdbc.sql(
            """
            select g.id, g.name, coalesce(s.version, 0) as version,
                   coalesce((select sum(w.hours)
                               from apprenticeships.work_process w
                              where w.standards_id = s.id), 0) as hours,
                   (select count(*)
                      from apprenticeships.mentor m
                     where m.programme_id = g.id
                       and m.ended_at is null) as mentors,
                   (select count(*)
                      from apprenticeships.agreement a
                     where a.programme_id = g.id
                       and a.state not in ('completed', 'cancelled')) as apprentices
              from programmes.programme g
              left join lateral (select t.id, t.version
                                   from apprenticeships.standards t
                                  where t.programme_id = g.id
                                  order by t.version desc
                                  limit 1) s on true
             where g.form = 'on_the_job'
             order by g.name, g.id
            """)
        .query((row, n) ->
            new Row(
                row.getLong("id"),
                row.getString("name"),
                row.getInt("version"),
                row.getInt("hours"),
                row.getLong("mentors"),
                row.getLong("apprentices")))
        .list();
  }

  /// The version that holds for new agreements of a programme.
  Optional<Standards> newest(long programme) {
    return jdbc.sql(
            """
            select s.*, g.name
              from apprenticeships.standards s
              join programmes.programme g on g.id = s.programme_id
             where s.programme_id = :programme
             order by s.version desc
             limit 1
            """)
        .param("programme", programme)
        .query(this::standards)
        .optional()
        .map(Supplier::get);
  }

  /// One version.
  Standards get(long id) {
    return jdbc.sql(
            """
            select s.*, g.name
              from apprenticeships.standards s
              join programmes.programme g on g.id = s.programme_id
             where s.id = :id
            """)
        .param("id", id)
        .query(this::standards)
        .single()
        .get();
  }

  /// A row, whose parts are read once the row is: each question on the way needs a connection.
  private Supplier<Standards> standards(ResultSet row, int n) throws SQLException {
    long id = row.getLong("id");
    long programme = row.getLong("programme_id");
    String name = row.getString("name");
    int version = row.getInt("version");
    int instructionYear = row.getInt("instruction_hours_year");
    int instruction = row.getInt("instruction_hours");
    long journey = row.getLong("journey_cents");
    Standards.Probation probation =
        new Standards.Probation(
            number(row, "probation_hours"),
            number(row, "probation_days"),
            row.getInt("probation_months"));
    int apprentices = row.getInt("apprentices");
    int mentors = row.getInt("mentors");
    String setBy = row.getString("set_by");
    Instant setAt = row.getTimestamp("set_at").toInstant();
    return () ->
        new Standards(
            id,
            programme,
            name,
            version,
            processes(id),
            instructionYear,
            instruction,
            journey,
            steps(id),
            probation,
            apprentices,
            mentors,
            setBy,
            setAt);
  }

  private List<Standards.WorkProcess> processes(long standards) {
    return jdbc.sql(
            """
            select id, place, name, hours
              from apprenticeships.work_process
             where standards_id = :id
             order by place
            """)
        .param("id", standards)
        .query((row, n) ->
            new Standards.WorkProcess(
                row.getLong("id"), row.getInt("place"), row.getString("name"), row.getInt("hours")))
        .list();
  }

  private List<Standards.WageStep> steps(long standards) {
    return jdbc.sql(
            """
            select step, after_hours, instruction_hours, share_hundredths, cents
              from apprenticeships.wage_step
             where standards_id = :id
             order by step
            """)
        .param("id", standards)
        .query((row, n) ->
            new Standards.WageStep(
                row.getInt("step"),
                row.getInt("after_hours"),
                row.getInt("instruction_hours"),
                row.getInt("share_hundredths"),
                row.getLong("cents")))
        .list();
  }

  private static OptionalInt number(ResultSet row, String column) throws SQLException {
    @Nullable Integer value = row.getObject(column, Integer.class);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /// Sets standards for new agreements; those that are there keep theirs. The same standards again
  /// are the same version.
  ///
  /// @param seen the version that the planner saw, 0 for none
  /// @return the version that holds now
  /// @throws Refused when somebody set other ones meanwhile
  Standards set(Standards draft, int seen, String by) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          lock("apprenticeship standards " + draft.programme());
          Optional<Standards> now = newest(draft.programme());
          if (now.isPresent() && same(now.get(), draft)) {
            return now.get();
          }
          int version = now.map(Standards::version).orElse(0);
          if (version != seen) {
            throw new Refused(
                "Somebody else set these standards meanwhile: version %d holds. Open the page again and set yours on top."
                    .formatted(version));
          }
          long id = insert(draft, version + 1, by);
          audit.change(
              by,
              "apprenticeship standards",
              "programme %d, version %d".formatted(draft.programme(), version + 1));
          return get(id);
        }));
  }

  private static boolean same(Standards a, Standards b) {
    return form(a).equals(form(b));
  }

  private static java.util.Map<String, String> form(Standards standards) {
    return StandardsForm.of(standards);
  }

  private long insert(Standards draft, int version, String by) {
    long id =
        jdbc.sql(
                """
                insert into apprenticeships.standards
                       (programme_id, version, journey_cents, instruction_hours_year, instruction_hours,
                        probation_hours, probation_days, probation_months, apprentices, mentors, set_by,
                        set_at)
                values (:programme, :version, :journey, :yearly, :instruction, :hours, :days, :months,
                        :apprentices, :mentors, :by, :at)
                returning id
                """)
            .param("programme", draft.programme())
            .param("version", version)
            .param("journey", draft.journeyCents())
            .param("yearly", draft.instructionHoursYear())
            .param("instruction", draft.instructionHours())
            .param("hours", boxed(draft.probation().hours()), java.sql.Types.INTEGER)
            .param("days", boxed(draft.probation().days()), java.sql.Types.INTEGER)
            .param("months", draft.probation().months())
            .param("apprentices", draft.apprentices())
            .param("mentors", draft.mentors())
            .param("by", by)
            .param("at", Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    for (Standards.WorkProcess process : draft.processes()) {
      jdbc.sql(
              """
              insert into apprenticeships.work_process (standards_id, place, name, hours)
              values (:id, :place, :name, :hours)
              """)
          .param("id", id)
          .param("place", process.place())
          .param("name", process.name())
          .param("hours", process.hours())
          .update();
    }
    for (Standards.WageStep step : draft.steps()) {
      jdbc.sql(
              """
              insert into apprenticeships.wage_step
                     (standards_id, step, after_hours, instruction_hours, share_hundredths, cents)
              values (:id, :step, :after, :taught, :share, :cents)
              """)
          .param("id", id)
          .param("step", step.step())
          .param("after", step.afterHours())
          .param("taught", step.instructionHours())
          .param("share", step.shareHundredths())
          .param("cents", step.cents())
          .update();
    }
    return id;
  }

  private static @Nullable Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  // ---- who supervises

  /// Somebody who supervises apprentices of a programme at a site.
  ///
  /// @param here whether the newest file still has the person
  public record Mentor(
      long id, long person, String personName, int site, String siteName, boolean here) {}

  /// Everybody who supervises apprentices of a programme, by site.
  List<Mentor> mentors(long programme) {
    return jdbc.sql(
            """
            select m.id, m.person_id, p.employer_id, m.site_id, t.name,
                   exists (select from people.now e where e.person_id = m.person_id) as here
              from apprenticeships.mentor m
              join people.person p on p.id = m.person_id
              join people.site t on t.id = m.site_id
             where m.programme_id = :programme
               and m.ended_at is null
             order by t.name, p.employer_id
            """)
        .param("programme", programme)
        .query((row, n) ->
            new Mentor(
                row.getLong("id"),
                row.getLong("person_id"),
                row.getString("employer_id"),
                row.getInt("site_id"),
                row.getString("name"),
                row.getBoolean("here")))
        .list();
  }

  /// Somebody who works here now.
  record Colleague(long person, String name, int site, String siteName) {}

  /// Who has an id in the newest file.
  ///
  /// @throws Refused when nobody has
  Colleague colleague(String employerId) {
    String id = employerId.replace("\u0000", "").strip();
    return jdbc.sql(
            """
            select p.id, p.employer_id, t.id as site_id, t.name
              from people.person p
              join people.now e on e.person_id = p.id
              join people.site t on t.id = e.site_id
             where p.employer_id = :id
            """)
        .param("id", id)
        .query((row, n) ->
            new Colleague(
                row.getLong("id"),
                row.getString("employer_id"),
                row.getInt("site_id"),
                row.getString("name")))
        .optional()
        .orElseThrow(() ->
            new Refused(
                "Nobody with the id “%s” is in the newest file of people. Give an id as the file has it."
                    .formatted(id)));
  }

  /// Names a mentor at the site where the person works. Named already, nothing changes.
  void name(long programme, String employerId, String by) {
    transaction.executeWithoutResult(status -> {
      programme(programme);
      Colleague colleague = colleague(employerId);
      int named =
          jdbc.sql(
                  """
                  insert into apprenticeships.mentor (programme_id, site_id, person_id, named_by, named_at)
                  values (:programme, :site, :person, :by, :at)
                      on conflict do nothing
                  """)
              .param("programme", programme)
              .param("site", colleague.site())
              .param("person", colleague.person())
              .param("by", by)
              .param("at", Timestamp.from(clock.instant()))
              .update();
      if (named > 0) {
        audit.change(
            by,
            "apprenticeship mentor",
            "person %s, programme %d, site %d"
                .formatted(colleague.name(), programme, colleague.site()));
      }
    });
  }

  /// Somebody supervises no more. Ended already, nothing changes. The database refuses what would
  /// break the ratio.
  ///
  /// @throws Refused while the person is the mentor of an apprentice there
  void end(long programme, long mentor, String by) {
    transaction.executeWithoutResult(status -> {
      jdbc.sql("select site_id from apprenticeships.mentor where id = :id")
          .param("id", mentor)
          .query(Integer.class)
          .optional()
          .ifPresent(site -> lockSite(programme, site));
      List<String> apprentices =
          jdbc.sql(
                  """
                  select p.employer_id
                    from apprenticeships.mentor m
                    join apprenticeships.agreement_mentor am on am.person_id = m.person_id
                    join apprenticeships.agreement a
                      on a.id = am.agreement_id
                     and a.programme_id = m.programme_id
                     and a.site_id = m.site_id
                     and a.state not in ('completed', 'cancelled')
                    join people.person p on p.id = a.person_id
                   where m.id = :id
                     and m.ended_at is null
                   order by p.employer_id
                  """)
              .param("id", mentor)
              .query((row, n) -> row.getString("employer_id"))
              .list();
      if (!apprentices.isEmpty()) {
        throw new Refused(
            "This is the mentor of %s. Give them another mentor first."
                .formatted(String.join(", ", apprentices)));
      }
      int ended =
          jdbc.sql(
                  """
                  update apprenticeships.mentor
                     set ended_by = :by, ended_at = :at
                   where id = :id
                     and programme_id = :programme
                     and ended_at is null
                  """)
              .param("by", by)
              .param("at", Timestamp.from(clock.instant()))
              .param("id", mentor)
              .param("programme", programme)
              .update();
      if (ended > 0) {
        audit.change(by, "apprenticeship mentor", "mentor %d, ended".formatted(mentor));
      }
    });
  }

  /// Apprentices and mentors of a programme at a site change one after the other, until the
  /// transaction of the caller ends; the trigger that keeps the ratio takes the same lock.
  void lockSite(long programme, int site) {
    lock("apprenticeships %d %d".formatted(programme, site));
  }

  /// One after the other, until the transaction of the caller ends.
  private void lock(String what) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
        .param("what", what)
        .query((row, n) -> true)
        .list();
  }
}
