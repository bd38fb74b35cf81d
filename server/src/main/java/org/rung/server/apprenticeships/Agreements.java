package org.rung.server.apprenticeships;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.enrolment.Enrolment;
import org.rung.server.enrolment.Enrolments;
import org.rung.server.enrolment.State;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Answer;
import org.rung.server.rules.ApprenticeshipEnding;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The agreements: proposed by a planner, signed by both sides, ended early or suspended. What the
/// hours do to them is in [Raises].
@Component
public class Agreements {
  /// The most letters of a reason.
  static final int MOST_LETTERS = 1_000;

  private static final String SELECT =
      """
      select a.*, p.employer_id, t.name as site_name
        from apprenticeships.agreement a
        join people.person p on p.id = a.person_id
        join people.site t on t.id = a.site_id
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final StandardsBook book;
  private final Enrolments enrolments;
  private final Rules rules;
  private final Telling telling;
  private final Audit audit;
  private final Clock clock;

  Agreements(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      StandardsBook book,
      Enrolments enrolments,
      Rules rules,
      Telling telling,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.book = book;
    this.enrolments = enrolments;
    this.rules = rules;
    this.telling = telling;
    this.audit = audit;
    this.clock = clock;
  }

  // ---- asking

  /// One by its number.
  ///
  /// @throws NotFound when there is none
  Agreement get(long id) {
    return jdbc.sql(SELECT + " where a.id = :id")
        .param("id", id)
        .query(this::agreement)
        .optional()
        .map(Supplier::get)
        .orElseThrow(() -> none(id));
  }

  /// One that nobody else changes until the transaction ends.
  Agreement locked(long id) {
    return jdbc.sql(SELECT + " where a.id = :id for no key update of a")
        .param("id", id)
        .query(this::agreement)
        .optional()
        .map(Supplier::get)
        .orElseThrow(() -> none(id));
  }

  private static NotFound none(long id) {
    return new NotFound("There is no apprenticeship %d here.".formatted(id));
  }

  /// The person's agreements, the newest first.
  List<Agreement> of(long person) {
    return whole(
        jdbc.sql(SELECT + " where a.person_id = :person order by a.id desc")
            .param("person", person)
            .query(this::agreement)
            .list());
  }

  /// Those of which somebody is a mentor and that are not over, by apprentice.
  List<Agreement> mentoredBy(long person) {
    return whole(
        jdbc.sql(
                SELECT
                    + """
                      join apprenticeships.agreement_mentor m on m.agreement_id = a.id
                     where m.person_id = :person
                       and a.state not in ('completed', 'cancelled')
                     order by p.employer_id
                    """)
            .param("person", person)
            .query(this::agreement)
            .list());
  }

  /// Those in a state, the newest first, as lists show them.
  ///
  /// @param state empty for all
  List<ApprenticeRow> rows(String state, int most) {
    return jdbc.sql(
            """
            select a.id, p.employer_id, g.name, t.name as site, a.state, a.first_day,
                   coalesce((select string_agg(o.employer_id, ', ' order by o.employer_id)
                               from apprenticeships.agreement_mentor m
                               join people.person o on o.id = m.person_id
                              where m.agreement_id = a.id), '') as mentors,
                   60 * coalesce((select sum(c.hours)
                                    from apprenticeships.credit c
                                   where c.agreement_id = a.id), 0) + coalesce(d.approved, 0) as minutes,
                   coalesce(d.waiting, 0) as waiting,
                   60 * (select sum(w.hours)
                           from apprenticeships.work_process w
                          where w.standards_id = a.standards_id) as total
              from apprenticeships.agreement a
              join people.person p on p.id = a.person_id
              join people.site t on t.id = a.site_id
              join programmes.programme g on g.id = a.programme_id
              left join lateral (
                     select sum(s.minutes) filter (where s.approved) as approved,
                            sum(s.minutes) filter (where not s.approved) as waiting
                       from hours.standing s
                       join hours.entry e on e.id = s.entry_id
                      where s.person_id = a.person_id
                        and s.kind = 'on_the_job'
                        and e.about like 'apprenticeship ' || a.id || ', work process %') d on true
             where :state = '' or a.state = :state
             order by a.id desc
             limit :most
            """)
        .param("state", state)
        .param("most", most)
        .query((row, n) ->
            new ApprenticeRow(
                row.getLong("id"),
                row.getString("employer_id"),
                row.getString("name"),
                row.getString("site"),
                AgreementState.of(row.getString("state")),
                row.getDate("first_day").toLocalDate(),
                row.getString("mentors"),
                row.getLong("minutes"),
                row.getLong("waiting"),
                row.getLong("total")))
        .list();
  }

  /// How many there are in each state.
  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    jdbc.sql("select state, count(*) as n from apprenticeships.agreement group by state")
        .query(row -> {
          counts.put(row.getString("state"), row.getLong("n"));
        });
    return counts;
  }

  /// What happened.
  public record Event(AgreementState state, String words, String by, Instant at) {}

  /// What happened to an agreement, the oldest first.
  List<Event> events(long id) {
    return jdbc.sql(
            """
            select state, words, made_by, made_at
              from apprenticeships.event
             where agreement_id = :id
             order by id
            """)
        .param("id", id)
        .query((row, n) ->
            new Event(
                AgreementState.of(row.getString("state")),
                row.getString("words"),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant()))
        .list();
  }

  /// How the ratio stands at a site of a programme.
  ///
  /// @param apprentices whose agreement is not over
  /// @param mentors named there
  public record Place(String site, long apprentices, long mentors) {}

  /// Every site of a programme with mentors or apprentices.
  List<Place> places(long programme) {
    return jdbc.sql(
            """
            select t.name,
                   (select count(*)
                      from apprenticeships.agreement a
                     where a.programme_id = :programme
                       and a.site_id = t.id
                       and a.state not in ('completed', 'cancelled')) as apprentices,
                   (select count(*)
                      from apprenticeships.mentor m
                     where m.programme_id = :programme
                       and m.site_id = t.id
                       and m.ended_at is null) as mentors
              from people.site t
             where t.id in (select site_id from apprenticeships.agreement where programme_id = :programme
                            union
                            select site_id from apprenticeships.mentor where programme_id = :programme)
             order by t.name
            """)
        .param("programme", programme)
        .query((row, n) ->
            new Place(row.getString("name"), row.getLong("apprentices"), row.getLong("mentors")))
        .list();
  }

  /// Somebody in a programme on the job with standards, without an agreement yet.
  public record Enrolled(long enrolment, long programme, String name, String personName) {}

  /// Everybody who is enrolled or learning and has no agreement, the longest first.
  List<Enrolled> withoutAgreement() {
    return jdbc.sql(
            """
            select x.id, i.programme_id, g.name, p.employer_id
              from enrolment.enrolment x
              join enrolment.intake i on i.id = x.intake_id
              join programmes.programme g on g.id = i.programme_id
              join people.person p on p.id = x.person_id
             where x.state in ('enrolled', 'learning')
               and g.form = 'on_the_job'
               and exists (select from apprenticeships.standards s where s.programme_id = g.id)
               and not exists (select
                                 from apprenticeships.agreement a
                                where a.enrolment_id = x.id
                                  and a.state <> 'cancelled')
             order by x.id
             limit 200
            """)
        .query((row, n) ->
            new Enrolled(
                row.getLong("id"),
                row.getLong("programme_id"),
                row.getString("name"),
                row.getString("employer_id")))
        .list();
  }

  // ---- proposing

  /// What a planner proposes.
  ///
  /// @param person by the employer's id
  /// @param mentors by their numbers in `people`, named at the person's site
  /// @param credit hours by the number of the work process
  record Proposal(
      long programme,
      String person,
      OptionalLong enrolment,
      LocalDate firstDay,
      String zone,
      List<Long> mentors,
      Map<Long, Integer> credit,
      int instructionCredit,
      boolean instructionWorked) {
    Proposal {
      mentors = List.copyOf(mentors);
      credit = Map.copyOf(credit);
    }
  }

  /// Writes an agreement for both sides to sign, unless the ratio at the site forbids it.
  ///
  /// @return its number
  /// @throws Refused when something in it cannot be
  long propose(Proposal proposal, String by) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          Standards standards =
              book.newest(proposal.programme())
                  .orElseThrow(
                      () -> new Refused("The programme has no standards yet. Set them first."));
          StandardsBook.Colleague who = book.colleague(proposal.person());
          proposal.enrolment().ifPresent(id -> fits(enrolment(id), who, proposal.programme()));
          check(proposal, standards);
          book.lockSite(standards.programme(), who.site());
          open(who.person())
              .ifPresent(other -> {
                throw new Refused(
                    "%s has an apprenticeship already, number %d, which is %s. One at a time."
                        .formatted(who.name(), other.id(), other.state().label()));
              });
          List<Long> there =
              book.mentors(standards.programme()).stream()
                  .filter(mentor -> mentor.site() == who.site() && mentor.here())
                  .map(StandardsBook.Mentor::person)
                  .toList();
          if (proposal.mentors().isEmpty() || !there.containsAll(proposal.mentors())) {
            throw new Refused(
                "Choose at least one mentor who is named for %s at %s, where %s works. Mentors are named on the page of the standards."
                    .formatted(standards.name(), who.siteName(), who.name()));
          }
          if (proposal.mentors().contains(who.person())) {
            throw new Refused("Nobody is the mentor of oneself.");
          }
          Instant now = clock.instant();
          long id = insert(proposal, standards, who, by, now);
          note(id, AgreementState.PROPOSED, "Proposed by %s.".formatted(by), by, now);
          Agreement made = get(id);
          telling.tell(
              made,
              "An apprenticeship agreement waits for your signature: %s"
                  .formatted(standards.name()),
              List.of(
                  "It begins on %s at %s with %s as mentor."
                      .formatted(
                          Formats.date(made.firstDay()), made.siteName(), made.mentorNames()),
                  "Read it and sign it, or leave it; neither counts against you."),
              Map.of("Site", made.siteName(), "First day", Formats.date(made.firstDay())),
              Optional.empty(),
              by);
          audit.change(by, "apprenticeship", "agreement %d of person %s".formatted(id, who.name()));
          return id;
        }));
  }

  private Enrolment enrolment(long id) {
    return enrolments
        .find(id)
        .orElseThrow(() -> new NotFound("There is no enrolment %d.".formatted(id)));
  }

  private static void fits(Enrolment enrolment, StandardsBook.Colleague who, long programme) {
    if (enrolment.person() != who.person() || enrolment.place().programme() != programme) {
      throw new Refused(
          "Enrolment %d is of %s in %s. Choose that person and programme."
              .formatted(enrolment.id(), enrolment.personName(), enrolment.place().name()));
    }
    if (enrolment.state() != State.ENROLLED && enrolment.state() != State.LEARNING) {
      throw new Refused(
          "Enrolment %d stands at “%s”; an agreement needs one that is enrolled or learning."
              .formatted(enrolment.id(), enrolment.state().label()));
    }
  }

  private void check(Proposal proposal, Standards standards) {
    zone(proposal.zone());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    if (proposal.firstDay().isBefore(today.minusYears(1))
        || proposal.firstDay().isAfter(today.plusYears(1))) {
      throw new Refused(
          "The first day, %s, is more than a year away. Hours of before are given as credit."
              .formatted(Formats.date(proposal.firstDay())));
    }
    proposal
        .credit()
        .forEach((process, hours) -> {
          Standards.WorkProcess one =
              standards.processes().stream()
                  .filter(known -> known.id() == process)
                  .findFirst()
                  .orElseThrow(
                      () -> new Refused("The standards changed meanwhile. Open the page again."));
          if (hours < 0 || hours > one.hours()) {
            throw new Refused(
                "%,d hours of credit for “%s” are not within 0 to its %,d hours."
                    .formatted(hours, one.name(), one.hours()));
          }
        });
    if (proposal.instructionCredit() < 0
        || proposal.instructionCredit() > standards.instructionHours()) {
      throw new Refused(
          "%,d hours of credit for related instruction are not within 0 to %,d."
              .formatted(proposal.instructionCredit(), standards.instructionHours()));
    }
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id.strip());
    } catch (DateTimeException e) {
      throw new Refused("“%s” is no time zone. Give one like America/Chicago.".formatted(id));
    }
  }

  private Optional<Agreement> open(long person) {
    return of(person).stream().filter(one -> !one.state().over()).findFirst();
  }

  private long insert(
      Proposal proposal, Standards standards, StandardsBook.Colleague who, String by, Instant now) {
    @Nullable Long enrolment =
        proposal.enrolment().isPresent() ? proposal.enrolment().getAsLong() : null;
    long id =
        jdbc.sql(
                """
                insert into apprenticeships.agreement
                       (standards_id, programme_id, person_id, enrolment_id, site_id, zone, first_day,
                        instruction_credit_hours, instruction_worked, state, since, proposed_by,
                        proposed_at)
                values (:standards, :programme, :person, :enrolment, :site, :zone, :first, :credit, :worked,
                        'proposed', :now, :by, :now)
                returning id
                """)
            .param("standards", standards.id())
            .param("programme", standards.programme())
            .param("person", who.person())
            .param("enrolment", enrolment, java.sql.Types.BIGINT)
            .param("site", who.site())
            .param("zone", zone(proposal.zone()).getId())
            .param("first", Date.valueOf(proposal.firstDay()))
            .param("credit", proposal.instructionCredit())
            .param("worked", proposal.instructionWorked())
            .param("now", Timestamp.from(now))
            .param("by", by)
            .query(Long.class)
            .single();
    proposal
        .credit()
        .forEach((process, hours) -> {
          if (hours > 0) {
            jdbc.sql(
                    """
                    insert into apprenticeships.credit (agreement_id, standards_id, process_id, hours)
                    values (:id, :standards, :process, :hours)
                    """)
                .param("id", id)
                .param("standards", standards.id())
                .param("process", process)
                .param("hours", hours)
                .update();
          }
        });
    proposal.mentors().stream().distinct().forEach(mentor -> mentor(id, mentor));
    return id;
  }

  private void mentor(long id, long person) {
    jdbc.sql(
            """
            insert into apprenticeships.agreement_mentor (agreement_id, person_id)
            values (:id, :person)
                on conflict do nothing
            """)
        .param("id", id)
        .param("person", person)
        .update();
  }

  /// Other mentors from now on.
  ///
  /// @param mentors named for the programme at the site
  void mentors(long id, List<Long> mentors, String by) {
    transaction.executeWithoutResult(status -> {
      Agreement now = locked(id);
      if (now.state().over()) {
        throw new Refused("It is over: %s.".formatted(now.state().label()));
      }
      book.lockSite(now.standards().programme(), now.site());
      List<Long> there =
          book.mentors(now.standards().programme()).stream()
              .filter(mentor -> mentor.site() == now.site())
              .map(StandardsBook.Mentor::person)
              .toList();
      if (mentors.isEmpty() || !there.containsAll(mentors) || mentors.contains(now.person())) {
        throw new Refused(
            "Choose at least one mentor who is named for %s at %s, and not %s."
                .formatted(now.standards().name(), now.siteName(), now.personName()));
      }
      jdbc.sql("delete from apprenticeships.agreement_mentor where agreement_id = :id")
          .param("id", id)
          .update();
      mentors.forEach(mentor -> mentor(id, mentor));
      Agreement then = get(id);
      if (!then.mentors().equals(now.mentors())) {
        note(
            id,
            now.state(),
            "Mentors from now on: %s.".formatted(then.mentorNames()),
            by,
            clock.instant());
        audit.change(by, "apprenticeship", "agreement %d, mentors".formatted(id));
      }
    });
  }

  // ---- signing

  /// A side signs. Signed already, nothing changes; with both signatures it is agreed.
  ///
  /// @param apprentice whether the apprentice signs, else the employer
  /// @throws Refused when it is over
  void sign(long id, boolean apprentice, String by) {
    transaction.executeWithoutResult(status -> {
      Agreement now = locked(id);
      if (now.state() == AgreementState.CANCELLED) {
        throw new Refused("It ended before it was signed. Nothing is left to sign.");
      }
      if ((apprentice ? now.apprentice() : now.employer()).isPresent()) {
        return;
      }
      Optional<Agreement.Signed> other = apprentice ? now.employer() : now.apprentice();
      if (other.filter(signed -> signed.by().equals(by)).isPresent()) {
        throw new Refused(
            "This account signed for the other side. Let somebody else sign for this one.");
      }
      Instant at = clock.instant();
      boolean both = other.isPresent();
      jdbc.sql(
              """
              update apprenticeships.agreement
                 set %1$s_by = :by, %1$s_at = :at,
                     state = case when :both then 'agreed' else state end,
                     since = case when :both then :at else since end
               where id = :id
              """
                  .formatted(apprentice ? "apprentice" : "employer"))
          .param("by", by)
          .param("at", Timestamp.from(at))
          .param("both", both)
          .param("id", id)
          .update();
      note(
          id,
          both ? AgreementState.AGREED : AgreementState.PROPOSED,
          "Signed for the %s by %s.".formatted(apprentice ? "apprentice" : "employer", by),
          by,
          at);
      if (both) {
        telling.tell(
            now,
            "Your apprenticeship is agreed: %s, from %s"
                .formatted(now.standards().name(), Formats.date(now.firstDay())),
            List.of("Both sides signed the written agreement."),
            Map.of("Agreement", Long.toString(id)),
            Optional.empty(),
            by);
      }
      audit.change(
          by,
          "apprenticeship",
          "agreement %d of person %s, signed for the %s"
              .formatted(id, now.personName(), apprentice ? "apprentice" : "employer"));
    });
  }

  // ---- in between and the end before the end

  /// Hours rest until it goes on.
  void suspend(long id, String why, String by) {
    String reason = reason(why, "Say why it is suspended");
    transaction.executeWithoutResult(status -> {
      Agreement now = locked(id);
      if (now.state() == AgreementState.SUSPENDED) {
        return;
      }
      if (!AgreementState.LEARNING.contains(now.state())) {
        throw new Refused(
            "Only one that runs can be suspended; this is %s.".formatted(now.state().label()));
      }
      move(now, AgreementState.SUSPENDED, reason, by);
      telling.tell(
          now,
          "Your apprenticeship is suspended: %s".formatted(now.standards().name()),
          List.of(reason, "Your hours and your wage stay as they are until it goes on."),
          Map.of(),
          Optional.empty(),
          by);
    });
  }

  /// It goes on as it was.
  void resume(long id, String by) {
    transaction.executeWithoutResult(status -> {
      Agreement now = locked(id);
      if (AgreementState.LEARNING.contains(now.state())) {
        return;
      }
      if (now.state() != AgreementState.SUSPENDED) {
        throw new Refused("It is not suspended: it is %s.".formatted(now.state().label()));
      }
      String as =
          jdbc.sql("select resumes_as from apprenticeships.agreement where id = :id")
              .param("id", id)
              .query(String.class)
              .single();
      move(now, AgreementState.of(as), "It goes on.", by);
      telling.tell(
          now,
          "Your apprenticeship goes on: %s".formatted(now.standards().name()),
          List.of("It is no longer suspended."),
          Map.of(),
          Optional.empty(),
          by);
    });
  }

  /// Ends it early: at once before and during the probation and on the apprentice's request, else
  /// after notice. Ended by the same side before, nothing changes.
  ///
  /// @param employer whether the employer ends it, else the apprentice
  /// @param on the last day, today or later
  /// @param why may be empty where no cause is needed
  /// @throws Refused when the rule forbids it
  void end(long id, boolean employer, LocalDate on, String why, String by) {
    String reason = why.replace("\u0000", "").strip();
    if (reason.length() > MOST_LETTERS) {
      throw new Refused("Say why in at most 1,000 letters.");
    }
    transaction.executeWithoutResult(status -> {
      Agreement now = locked(id);
      if (now.state() == AgreementState.CANCELLED
          || now.ending().filter(end -> end.on().equals(on)).isPresent()) {
        return;
      }
      if (now.state() == AgreementState.COMPLETED) {
        throw new Refused("It is completed; nothing is left to end.");
      }
      LocalDate today = LocalDate.ofInstant(clock.instant(), now.zone());
      if (on.isBefore(today)) {
        throw new Refused(
            "%s has passed. Give today, %s, or a later day."
                .formatted(Formats.date(on), Formats.date(today)));
      }
      if (on.isAfter(today.plusYears(1))) {
        throw new Refused(
            "%s is more than a year away. Give a day before.".formatted(Formats.date(on)));
      }
      boolean probation =
          now.onProbation()
              || now.state() == AgreementState.SUSPENDED && resumesOnProbation(now.id());
      Answer answer =
          new ApprenticeshipEnding(rules.on(ApprenticeshipEnding.RULE, today))
              .of(employer, probation, reason, today, on);
      if (answer instanceof Answer.No no) {
        throw new Refused("%s %s".formatted(no.reason(), no.change()));
      }
      String side = employer ? "employer" : "apprentice";
      jdbc.sql(
              """
              update apprenticeships.agreement
                 set ends_on = :on, ends_side = :side, ends_by = :by, ends_reason = :reason
               where id = :id
              """)
          .param("on", Date.valueOf(on))
          .param("side", side)
          .param("by", by)
          .param("reason", reason)
          .param("id", id)
          .update();
      boolean begun =
          now.state() != AgreementState.PROPOSED && now.state() != AgreementState.AGREED;
      if (on.equals(today) || !begun) {
        move(
            now,
            AgreementState.CANCELLED,
            "Ended by the %s%s".formatted(side, reason.isEmpty() ? "." : ": " + reason),
            by);
      } else {
        note(
            id,
            now.state(),
            "The %s gave notice: the last day is %s.%s"
                .formatted(side, Formats.date(on), reason.isEmpty() ? "" : " " + reason),
            by,
            clock.instant());
      }
      telling.tell(
          now,
          "Your apprenticeship ends on %s: %s".formatted(Formats.date(on), now.standards().name()),
          List.of(
              reason.isEmpty()
                  ? "The %s ended it, before the end of the probation or on request; no cause is needed then."
                      .formatted(side)
                  : reason,
              "Rule: %s".formatted(answer.clause().text())),
          answer.asked().facts(),
          Optional.of(answer.clause()),
          by);
      audit.change(
          by,
          "apprenticeship",
          "agreement %d of person %s, ended by the %s".formatted(id, now.personName(), side));
    });
  }

  private boolean resumesOnProbation(long id) {
    return jdbc.sql("select resumes_as = 'probation' from apprenticeships.agreement where id = :id")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /// A new state, in the transaction of the caller, who holds the lock.
  void move(Agreement agreement, AgreementState to, String words, String by) {
    Instant now = clock.instant();
    jdbc.sql(
            """
            update apprenticeships.agreement
               set resumes_as = case when :to = 'suspended' then state end,
                   state = :to,
                   since = :now
             where id = :id
            """)
        .param("to", to.code())
        .param("now", Timestamp.from(now))
        .param("id", agreement.id())
        .update();
    note(agreement.id(), to, words, by, now);
    audit.change(
        by,
        "apprenticeship",
        "agreement %d of person %s, %s"
            .formatted(agreement.id(), agreement.personName(), to.code()));
  }

  private void note(long id, AgreementState state, String words, String by, Instant at) {
    jdbc.sql(
            """
            insert into apprenticeships.event (agreement_id, state, words, made_by, made_at)
            values (:id, :state, :words, :by, :at)
            """)
        .param("id", id)
        .param("state", state.code())
        .param("words", words)
        .param("by", by)
        .param("at", Timestamp.from(at))
        .update();
  }

  static String reason(String words, String ask) {
    String given = words.replace("\u0000", "").strip();
    if (given.isEmpty() || given.length() > MOST_LETTERS) {
      throw new Refused(ask + ", in at most 1,000 letters.");
    }
    return given;
  }

  // ---- rows

  private static List<Agreement> whole(List<Supplier<Agreement>> rows) {
    return rows.stream().map(Supplier::get).toList();
  }

  /// A row, whose parts are read once the row is: each question on the way needs a connection.
  private Supplier<Agreement> agreement(ResultSet row, int n) throws SQLException {
    long id = row.getLong("id");
    long standards = row.getLong("standards_id");
    long person = row.getLong("person_id");
    String personName = row.getString("employer_id");
    Optional<Long> enrolment = Optional.ofNullable(row.getObject("enrolment_id", Long.class));
    int site = row.getInt("site_id");
    String siteName = row.getString("site_name");
    ZoneId zone = ZoneId.of(row.getString("zone"));
    LocalDate firstDay = row.getDate("first_day").toLocalDate();
    int instructionCredit = row.getInt("instruction_credit_hours");
    boolean instructionWorked = row.getBoolean("instruction_worked");
    AgreementState state = AgreementState.of(row.getString("state"));
    Instant since = row.getTimestamp("since").toInstant();
    String proposedBy = row.getString("proposed_by");
    Instant proposedAt = row.getTimestamp("proposed_at").toInstant();
    Optional<Agreement.Signed> apprentice = signed(row, "apprentice");
    Optional<Agreement.Signed> employer = signed(row, "employer");
    @Nullable Date ends = row.getDate("ends_on");
    Optional<Agreement.Ending> ending =
        ends == null
            ? Optional.empty()
            : Optional.of(
                new Agreement.Ending(
                    ends.toLocalDate(),
                    row.getString("ends_side"),
                    row.getString("ends_by"),
                    row.getString("ends_reason")));
    return () ->
        new Agreement(
            id,
            book.get(standards),
            person,
            personName,
            enrolment,
            site,
            siteName,
            zone,
            firstDay,
            credit(id),
            instructionCredit,
            instructionWorked,
            state,
            since,
            proposedBy,
            proposedAt,
            apprentice,
            employer,
            ending,
            mentorsOf(id));
  }

  private Map<Long, Integer> credit(long id) {
    Map<Long, Integer> credit = new HashMap<>();
    jdbc.sql("select process_id, hours from apprenticeships.credit where agreement_id = :id")
        .param("id", id)
        .query(row -> {
          credit.put(row.getLong("process_id"), row.getInt("hours"));
        });
    return credit;
  }

  private List<Agreement.MentorName> mentorsOf(long id) {
    return jdbc.sql(
            """
            select m.person_id, p.employer_id
              from apprenticeships.agreement_mentor m
              join people.person p on p.id = m.person_id
             where m.agreement_id = :id
             order by p.employer_id
            """)
        .param("id", id)
        .query((row, n) ->
            new Agreement.MentorName(row.getLong("person_id"), row.getString("employer_id")))
        .list();
  }

  private static Optional<Agreement.Signed> signed(ResultSet row, String side) throws SQLException {
    @Nullable String by = row.getString(side + "_by");
    return by == null
        ? Optional.empty()
        : Optional.of(new Agreement.Signed(by, row.getTimestamp(side + "_at").toInstant()));
  }
}
