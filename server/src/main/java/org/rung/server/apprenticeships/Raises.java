package org.rung.server.apprenticeships;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.ApprenticeshipProbation;
import org.rung.server.rules.ApprenticeshipWages;
import org.rung.server.rules.Clause;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What hours do to an agreement: it begins, its probation ends, its wage rises on the hour. All of
/// it is reckoned anew from the hours as they stand, in one transaction, under a lock of the
/// agreement; what was recorded before is never recorded twice and never taken back unasked.
@Component
class Raises {
  static final String RULES = "the rules, without a person";

  /// Tells whether anything that an agreement is reckoned from has changed.
  private static final String READ =
      """
      (select count(*) || ' ' || count(*) filter (where s.approved) || ' '
              || coalesce(max(s.entry_id), 0) || ' ' || coalesce(sum(s.minutes), 0)
         from hours.standing s
        where s.person_id = a.person_id
          and s.kind <> 'work')
      """;

  private static final String SELECT =
      """
      select r.id, r.agreement_id, r.step, r.revision, r.kind, r.effective_at, r.replaces, r.old_cents,
             r.new_cents, r.minutes, r.instruction_minutes, r.clause, r.decision_id, r.recorded_at
        from apprenticeships.raise r
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Agreements agreements;
  private final RecordOfHours record;
  private final Rules rules;
  private final Telling telling;
  private final Audit audit;
  private final Clock clock;

  Raises(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Agreements agreements,
      RecordOfHours record,
      Rules rules,
      Telling telling,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.agreements = agreements;
    this.record = record;
    this.rules = rules;
    this.telling = telling;
    this.audit = audit;
    this.clock = clock;
  }

  // ---- reckoning

  /// Agreements that something may be due for: those whose hours or classes changed since, and each
  /// of the others once an hour.
  List<Long> due() {
    return jdbc.sql(
            """
            select a.id
              from apprenticeships.agreement a
             where a.state <> 'proposed'
               and (a.state not in ('completed', 'cancelled')
                    or exists (select from apprenticeships.raise r where r.agreement_id = a.id))
               and a.reckoned <> :hour || %s
             order by a.id
            """
                .formatted(READ))
        .param("hour", hour())
        .query((row, n) -> row.getLong("id"))
        .list();
  }

  private String hour() {
    return clock.instant().toString().substring(0, 13) + " ";
  }

  /// Reckons one agreement from its hours as they stand. A second time changes nothing.
  void reckon(long id) {
    transaction.executeWithoutResult(status -> {
      Agreement agreement = agreements.locked(id);
      Instant now = clock.instant();
      if (agreement.state() == AgreementState.AGREED && !agreement.begin().isAfter(now)) {
        agreements.move(agreement, AgreementState.PROBATION, "The first day has come.", RULES);
        agreement = agreements.get(id);
        begin(agreement);
      }
      Map<Integer, Raise> recorded = newest(id);
      if (!recorded.isEmpty()) {
        Done done = record.done(agreement);
        for (Standards.WageStep step : agreement.standards().steps()) {
          if (step.step() > agreement.entryStep().step()) {
            reckon(agreement, step, done, Optional.ofNullable(recorded.get(step.step())));
          }
        }
        Instant ends = done.probationEnds();
        if (agreement.state() == AgreementState.PROBATION && !ends.isAfter(now)) {
          probationOver(agreement, ends);
        }
      }
      endIfOver(agreements.get(id));
      jdbc.sql(
              "update apprenticeships.agreement a set reckoned = :hour || %s where a.id = :id"
                  .formatted(READ))
          .param("hour", hour())
          .param("id", id)
          .update();
    });
  }

  private void begin(Agreement agreement) {
    Standards.WageStep step = agreement.entryStep();
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "Step %d of the wages, %s of the journeyworker's %s an hour."
            .formatted(
                step.step(), step.share(), Formats.cents(agreement.standards().journeyCents())));
    if (agreement.creditMinutes() > 0) {
      reasons.add(
          "%s of before count."
              .formatted(Formats.counted(agreement.creditMinutes() / 60, "hour", "hours")));
    }
    give(
        agreement,
        step,
        "entry",
        Optional.of(agreement.begin()),
        Optional.empty(),
        agreement.creditMinutes(),
        agreement.instructionCredit() * 60L,
        reasons,
        RULES);
  }

  private void reckon(
      Agreement agreement, Standards.WageStep step, Done done, Optional<Raise> before) {
    Optional<Instant> due = done.due(step);
    Optional<Instant> given = before.flatMap(Raise::at);
    if (given.isEmpty()) {
      if (due.isPresent()) {
        give(agreement, step, "due", due, Optional.empty(), done, reasons(step, done, due.get()));
      }
    } else if (due.isPresent() && due.get().isBefore(given.get())) {
      answerOpen(agreement.id(), step.step(), "gone", RULES, "The step was reached even earlier.");
      List<String> reasons = new ArrayList<>(reasons(step, done, due.get()));
      reasons.add(
          "It counted from %s until now. The difference is paid."
              .formatted(when(agreement, given.get())));
      give(agreement, step, "earlier", due, given, done, reasons);
    } else if (due.equals(given)) {
      answerOpen(agreement.id(), step.step(), "gone", RULES, "The hours bear it out again.");
    } else {
      ask(agreement, step, given.get(), due);
    }
  }

  private List<String> reasons(Standards.WageStep step, Done done, Instant at) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "Step %d, %s: reached %s, to the minute."
            .formatted(step.step(), step.after(), when(done.agreement(), at)));
    reasons.add(
        "It pays %s of the journeyworker's %s an hour."
            .formatted(step.share(), Formats.cents(done.agreement().standards().journeyCents())));
    return reasons;
  }

  private static String when(Agreement agreement, Instant at) {
    return java.time.format.DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", java.util.Locale.US)
        .format(at.atZone(agreement.zone()));
  }

  private void give(
      Agreement agreement,
      Standards.WageStep step,
      String kind,
      Optional<Instant> at,
      Optional<Instant> replaces,
      Done done,
      List<String> reasons) {
    Instant moment = at.orElseThrow();
    give(
        agreement,
        step,
        kind,
        at,
        replaces,
        done.minutesBy(moment),
        done.instructionBy(moment),
        reasons,
        RULES);
  }

  private void give(
      Agreement agreement,
      Standards.WageStep step,
      String kind,
      Optional<Instant> at,
      Optional<Instant> replaces,
      long minutes,
      long instruction,
      List<String> reasons,
      String by) {
    Clause clause =
        rules
            .on(
                ApprenticeshipWages.RULE,
                LocalDate.ofInstant(at.orElseGet(clock::instant), agreement.zone()))
            .clause();
    Optional<Long> old =
        kind.equals("entry")
            ? Optional.empty()
            : Optional.of(agreement.standards().steps().get(step.step() - 2).cents());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Hours on the job", hours(minutes));
    facts.put("Hours of related instruction", hours(instruction));
    facts.put("Wage an hour", Formats.cents(step.cents()));
    old.ifPresent(cents -> facts.put("Wage an hour before", Formats.cents(cents)));
    long decision =
        telling.decide(
            agreement,
            at.map(moment ->
                    "Your wage is %s an hour from %s"
                        .formatted(Formats.cents(step.cents()), when(agreement, moment)))
                .orElseGet(() ->
                    "Your wage is %s an hour: step %d is not reached"
                        .formatted(Formats.cents(old.orElse(0L)), step.step())),
            reasons,
            facts,
            Optional.of(clause),
            by);
    int given =
        jdbc.sql(
                """
                insert into apprenticeships.raise
                       (agreement_id, step, revision, kind, effective_at, replaces, old_cents, new_cents,
                        minutes, instruction_minutes, clause, decision_id, recorded_by, recorded_at)
                select :agreement, :step, 1 + coalesce(max(r.revision), 0), :kind, :at::timestamptz,
                       :replaces::timestamptz, :old::bigint, :new, :minutes, :instruction, :clause,
                       :decision, :by, :now::timestamptz
                  from apprenticeships.raise r
                 where r.agreement_id = :agreement
                   and r.step = :step
                """)
            .param("agreement", agreement.id())
            .param("step", step.step())
            .param("kind", kind)
            .param("at", at.map(Instant::toString).orElse(null))
            .param("replaces", replaces.map(Instant::toString).orElse(null))
            .param("old", old.map(cents -> Long.toString(cents)).orElse(null))
            .param("new", step.cents())
            .param("minutes", minutes)
            .param("instruction", instruction)
            .param("clause", clause.source())
            .param("decision", decision)
            .param("by", by)
            .param("now", clock.instant().toString())
            .update();
    if (given == 1 && at.isPresent()) {
      telling.raise(agreement, decision, old, step.cents(), at.get(), reasons, by);
    }
    audit.change(
        by,
        "apprenticeship",
        "agreement %d of person %s, wage step %d, %s"
            .formatted(agreement.id(), agreement.personName(), step.step(), kind));
  }

  private static String hours(long minutes) {
    return minutes % 60 == 0
        ? Formats.count(minutes / 60)
        : "%s h %d min".formatted(Formats.count(minutes / 60), minutes % 60);
  }

  private void probationOver(Agreement agreement, Instant ends) {
    agreements.move(
        agreement,
        AgreementState.RUNNING,
        "The probation ended %s.".formatted(when(agreement, ends)),
        RULES);
    LocalDate day = LocalDate.ofInstant(ends, agreement.zone());
    telling.tell(
        agreement,
        "Your probation is over: %s".formatted(agreement.standards().name()),
        List.of(
            "It was %s and ended %s."
                .formatted(agreement.standards().probation().words(), when(agreement, ends)),
            "From now on your employer can end the apprenticeship for good cause alone, with the reason and notice."),
        Map.of("Probation", agreement.standards().probation().words()),
        Optional.of(rules.on(ApprenticeshipProbation.RULE, day).clause()),
        RULES);
  }

  private void endIfOver(Agreement agreement) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), agreement.zone());
    if (!agreement.state().over()
        && agreement.ending().filter(end -> end.on().isBefore(today)).isPresent()) {
      Agreement.Ending end = agreement.ending().get();
      agreements.move(
          agreement,
          AgreementState.CANCELLED,
          "The last day, %s, is over; the %s had given notice."
              .formatted(Formats.date(end.on()), end.side()),
          RULES);
    }
  }

  // ---- questions

  /// A given raise that the hours do not bear out stays, and a planner is asked once for each
  /// moment that the hours say instead.
  private void ask(
      Agreement agreement, Standards.WageStep step, Instant given, Optional<Instant> reckoned) {
    String moment = reckoned.map(Instant::toString).orElse(null);
    boolean kept =
        jdbc.sql(
                """
                select coalesce((select answer = 'kept'
                                        and given_at = :given::timestamptz
                                        and reckoned_at is not distinct from :moment::timestamptz
                                   from apprenticeships.question
                                  where agreement_id = :agreement
                                    and step = :step
                                    and answer <> 'gone'
                                  order by id desc
                                  limit 1), false)
                """)
            .param("given", given.toString())
            .param("moment", moment)
            .param("agreement", agreement.id())
            .param("step", step.step())
            .query(Boolean.class)
            .single();
    boolean asked =
        jdbc.sql(
                """
                select exists (select
                                 from apprenticeships.question
                                where agreement_id = :agreement
                                  and step = :step
                                  and answer is null
                                  and reckoned_at is not distinct from :moment::timestamptz)
                """)
            .param("moment", moment)
            .param("agreement", agreement.id())
            .param("step", step.step())
            .query(Boolean.class)
            .single();
    if (kept || asked) {
      return;
    }
    answerOpen(agreement.id(), step.step(), "gone", RULES, "The hours differ otherwise now.");
    jdbc.sql(
            """
            insert into apprenticeships.question (agreement_id, step, given_at, reckoned_at, asked_at)
            values (:agreement, :step, :given::timestamptz, :moment::timestamptz, :now::timestamptz)
            """)
        .param("agreement", agreement.id())
        .param("step", step.step())
        .param("given", given.toString())
        .param("moment", moment)
        .param("now", clock.instant().toString())
        .update();
  }

  private int answerOpen(long agreement, int step, String answer, String by, String reason) {
    return jdbc.sql(
            """
            update apprenticeships.question
               set answer = :answer, answered_by = :by, answered_at = :now::timestamptz, reason = :reason
             where agreement_id = :agreement
               and step = :step
               and answer is null
            """)
        .param("answer", answer)
        .param("by", by)
        .param("now", clock.instant().toString())
        .param("reason", reason)
        .param("agreement", agreement)
        .param("step", step)
        .update();
  }

  /// What waits for a planner, the longest first.
  List<RaiseQuestion> questions() {
    return jdbc
        .sql(
            """
            select id, agreement_id, step, given_at, reckoned_at, asked_at
              from apprenticeships.question
             where answer is null
             order by id
            """)
        .query(this::question)
        .list()
        .stream()
        .map(Supplier::get)
        .toList();
  }

  /// How many wait for a planner.
  long questionsWaiting() {
    return jdbc.sql("select count(*) from apprenticeships.question where answer is null")
        .query(Long.class)
        .single();
  }

  private Supplier<RaiseQuestion> question(ResultSet row, int n) throws SQLException {
    long id = row.getLong("id");
    long agreement = row.getLong("agreement_id");
    int step = row.getInt("step");
    Instant given = row.getTimestamp("given_at").toInstant();
    Optional<Instant> reckoned = instant(row, "reckoned_at");
    Instant asked = row.getTimestamp("asked_at").toInstant();
    return () -> new RaiseQuestion(id, agreements.get(agreement), step, given, reckoned, asked);
  }

  /// A planner answers: the raise stays as it was given, or follows the hours. The person reads why
  /// and can appeal. Answered so before, nothing changes.
  ///
  /// @throws Refused when it was answered otherwise, or the reason is missing
  void answer(long number, boolean keep, String why, String by) {
    String reason = Agreements.reason(why, "Say why: the apprentice reads it");
    transaction.executeWithoutResult(status -> {
      Long id =
          jdbc.sql("select agreement_id from apprenticeships.question where id = :id")
              .param("id", number)
              .query(Long.class)
              .optional()
              .orElseThrow(() -> new NotFound("There is no question %d.".formatted(number)));
      Agreement agreement = agreements.locked(id);
      String answer = keep ? "kept" : "changed";
      Optional<String> before =
          jdbc.sql(
                  "select answer from apprenticeships.question where id = :id and answer is not null")
              .param("id", number)
              .query(String.class)
              .optional();
      if (before.isPresent()) {
        if (before.get().equals(answer)) {
          return;
        }
        throw new Refused("This question was answered already: %s.".formatted(before.get()));
      }
      RaiseQuestion question =
          jdbc.sql(
                  """
                  select id, agreement_id, step, given_at, reckoned_at, asked_at
                    from apprenticeships.question
                   where id = :id
                  """)
              .param("id", number)
              .query(this::question)
              .single()
              .get();
      answerOpen(id, question.step(), answer, by, reason);
      Standards.WageStep step = agreement.standards().steps().get(question.step() - 1);
      if (keep) {
        telling.tell(
            agreement,
            "Your raise stays as it was given: step %d from %s"
                .formatted(step.step(), when(agreement, question.givenAt())),
            List.of(reason, "Hours were corrected since; your wage does not change."),
            Map.of("Wage an hour", Formats.cents(step.cents())),
            Optional.empty(),
            by);
      } else {
        Done done = record.done(agreement);
        Instant moment = question.reckonedAt().orElseGet(clock::instant);
        List<String> reasons = new ArrayList<>();
        reasons.add(reason);
        reasons.add(
            "Hours were corrected. By the hours as they stand the step is %s."
                .formatted(
                    question
                        .reckonedAt()
                        .map(at -> "reached " + when(agreement, at))
                        .orElse("not reached yet")));
        give(
            agreement,
            step,
            "changed",
            question.reckonedAt(),
            Optional.of(question.givenAt()),
            done.minutesBy(moment),
            done.instructionBy(moment),
            reasons,
            by);
      }
      audit.change(by, "apprenticeship", "question %d, %s".formatted(number, answer));
    });
  }

  // ---- reading

  /// What holds of each step that was reached, by step.
  Map<Integer, Raise> newest(long agreement) {
    Map<Integer, Raise> newest = new HashMap<>();
    of(agreement).forEach(raise -> newest.put(raise.step(), raise));
    return newest;
  }

  /// Every row of an agreement, in the order of recording.
  List<Raise> of(long agreement) {
    return jdbc.sql(SELECT + " where r.agreement_id = :agreement order by r.id")
        .param("agreement", agreement)
        .query(Raises::raise)
        .list();
  }

  /// The step whose wage is paid now; empty before the first day.
  Optional<Standards.WageStep> now(Agreement agreement) {
    Instant now = clock.instant();
    return newest(agreement.id()).values().stream()
        .filter(raise -> raise.at().filter(at -> !at.isAfter(now)).isPresent())
        .map(Raise::step)
        .max(Integer::compare)
        .map(step -> agreement.standards().steps().get(step - 1));
  }

  private static Raise raise(ResultSet row, int n) throws SQLException {
    long old = row.getLong("old_cents");
    OptionalLong before = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(old);
    return new Raise(
        row.getLong("id"),
        row.getLong("agreement_id"),
        row.getInt("step"),
        row.getInt("revision"),
        row.getString("kind"),
        instant(row, "effective_at"),
        instant(row, "replaces"),
        before,
        row.getLong("new_cents"),
        row.getLong("minutes"),
        row.getLong("instruction_minutes"),
        row.getString("clause"),
        row.getLong("decision_id"),
        row.getTimestamp("recorded_at").toInstant());
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    @Nullable Timestamp at = row.getTimestamp(column);
    return at == null ? Optional.empty() : Optional.of(at.toInstant());
  }

  /// For payroll: what was recorded in a month of the server's calendar, or ever. A row that
  /// replaces another says so; the older row stands in the file of its own month.
  CsvDownload payroll(Optional<YearMonth> month) {
    return CsvDownload.of(
        "apprentices-payroll%s.csv".formatted(month.map(it -> "-" + it).orElse("")),
        List.of(
            "row",
            "person",
            "programme",
            "agreement",
            "step",
            "kind",
            "effective",
            "replaces",
            "old_wage",
            "new_wage",
            "hours_done",
            "instruction_done",
            "clause",
            "recorded"),
        to ->
            jdbc.sql(
                    """
                    select r.*, p.employer_id, g.name, a.zone
                      from apprenticeships.raise r
                      join apprenticeships.agreement a on a.id = r.agreement_id
                      join people.person p on p.id = a.person_id
                      join programmes.programme g on g.id = a.programme_id
                     where r.recorded_at >= :from::timestamptz
                       and r.recorded_at < :before::timestamptz
                     order by r.id
                    """)
                .param("from", start(month.orElse(YearMonth.of(1970, 1))))
                .param(
                    "before",
                    start(month.map(it -> it.plusMonths(1)).orElse(YearMonth.of(9999, 1))))
                .query(row -> {
                  ZoneId zone = ZoneId.of(row.getString("zone"));
                  Raise raise = raise(row, 0);
                  to.row(
                      raise.id(),
                      row.getString("employer_id"),
                      row.getString("name"),
                      raise.agreement(),
                      raise.step(),
                      raise.kind(),
                      raise.at().map(at -> moment(at, zone)).orElse(""),
                      raise.replaces().map(at -> moment(at, zone)).orElse(""),
                      raise.oldCents().isPresent()
                          ? StandardsForm.dollars(raise.oldCents().getAsLong())
                          : "",
                      StandardsForm.dollars(raise.newCents()),
                      hundredths(raise.minutes()),
                      hundredths(raise.instructionMinutes()),
                      raise.clause(),
                      raise.recordedAt().atOffset(ZoneOffset.UTC));
                }));
  }

  private static String start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneId.systemDefault()).toInstant().toString();
  }

  private static String moment(Instant at, ZoneId zone) {
    return at.atZone(zone).toOffsetDateTime().toString();
  }

  /// Hours to the hundredth, as payroll has them.
  static String hundredths(long minutes) {
    return java.math.BigDecimal.valueOf(minutes)
        .divide(java.math.BigDecimal.valueOf(60), 2, java.math.RoundingMode.HALF_UP)
        .toPlainString();
  }
}
