package org.rung.server.apprenticeships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.server.RungTest;
import org.rung.server.decisions.Decisions;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.LegalStatus;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Programmes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Agreements, hours, raises to the minute, probation, ratio, endings, certificates.
@RungTest
@Import(SetClock.class)
@TestPropertySource(properties = {"rung.test=apprenticeships", "rung.apprenticeships.look=86400"})
class ApprenticeshipTest {
  private static final AtomicInteger NEXT = new AtomicInteger(1);
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private StandardsBook book;
  @Autowired private Agreements agreements;
  @Autowired private Raises raises;
  @Autowired private RecordOfHours record;
  @Autowired private JobHours jobHours;
  @Autowired private Certificates certificates;
  @Autowired private Due due;
  @Autowired private AgreedInstruction instruction;
  @Autowired private Hours hours;
  @Autowired private Decisions decisions;
  @Autowired private Programmes programmes;

  private ApprenticeWorld world;
  private String apprentice;
  private String mentor;

  @BeforeEach
  void world() {
    SetClock.at("2026-11-20T18:00:00Z");
    world =
        new ApprenticeWorld(jdbc, transaction, book, agreements, raises, record, hours, programmes);
    // Site n holds M-n, M-(n + 40), …; M-7 is in no file. Three people of a site for each test.
    int n = NEXT.getAndIncrement();
    int site = 8 + n % 32;
    int row = n / 32;
    apprentice = "M-" + (site + 40 + 160 * row);
    mentor = "M-" + (site + 80 + 160 * row);
  }

  private Agreement begun() {
    return world.begun(
        world.standards(ApprenticeWorld.form()), apprentice, FIRST.toString(), mentor);
  }

  private Instant at(int day, int hour, int minute) {
    return FIRST
        .plusDays(day)
        .atTime(hour, minute)
        .atZone(java.time.ZoneId.of(ApprenticeWorld.ZONE))
        .toInstant();
  }

  private Optional<Instant> raise(Agreement agreement, int step) {
    return Optional.ofNullable(raises.newest(agreement.id()).get(step)).flatMap(Raise::at);
  }

  private Raise second(Agreement agreement) {
    return raises.of(agreement.id()).stream()
        .filter(raise -> raise.step() == 2)
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  private List<String> told(Agreement agreement) {
    return decisions.about(agreement.person()).stream().map(it -> it.decision().outcome()).toList();
  }

  private long mentorNumber() {
    return world.person(mentor);
  }

  // ---- agreement

  @Test
  void isProposedSignedByBothAndBeginsOnItsFirstDay() {
    SetClock.at("2026-02-20T18:00:00Z");
    Standards standards = world.standards(ApprenticeWorld.form());
    long id = world.propose(standards, apprentice, FIRST.toString(), mentor);
    assertThat(agreements.get(id).state()).isEqualTo(AgreementState.PROPOSED);
    agreements.sign(id, true, "ann@example.org");
    agreements.sign(id, true, "ann@example.org");
    assertThatThrownBy(() -> agreements.sign(id, false, "ann@example.org"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("other side");
    agreements.sign(id, false, "pia@example.org");
    assertThat(agreements.get(id).state()).isEqualTo(AgreementState.AGREED);
    raises.reckon(id);
    assertThat(raises.of(id)).as("the first day lies ahead").isEmpty();
    SetClock.at("2026-03-02T06:00:00Z");
    due.run();
    Agreement begun = agreements.get(id);
    assertThat(begun.state()).isEqualTo(AgreementState.PROBATION);
    assertThat(raises.now(begun).orElseThrow().cents()).isEqualTo(1_800);
    due.run();
    assertThat(raises.of(id)).hasSize(1);
    assertThat(agreements.events(id)).hasSize(4);
    assertThat(told(begun))
        .contains("Your wage is $18.00 an hour from 2 Mar 2026, 00:00")
        .anyMatch(outcome -> outcome.startsWith("Your apprenticeship is agreed"));
  }

  @Test
  void aNewVersionOfTheStandardsHoldsForNewAgreementsAlone() {
    Agreement begun = begun();
    Map<String, String> form = ApprenticeWorld.form();
    form.put("journey", "40.00");
    Standards newer = world.standards(begun.standards().programme(), form);
    assertThat(newer.version()).isEqualTo(2);
    assertThat(world.standards(begun.standards().programme(), form).version())
        .as("the same again")
        .isEqualTo(2);
    assertThat(agreements.get(begun.id()).standards().journeyCents()).isEqualTo(3_000);
    assertThatThrownBy(() -> book.set(begun.standards(), 1, "eve@example.org"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("version 2 holds");
    assertThatThrownBy(
            () -> jdbc.sql("update apprenticeships.standards set journey_cents = 1").update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void refusesWhatCannotBeAgreed() {
    Standards standards = world.standards(ApprenticeWorld.form());
    assertThatThrownBy(() -> world.propose(standards, "nobody", "2026-03-02", mentor))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Nobody with the id “nobody”");
    assertThatThrownBy(() -> world.propose(standards, apprentice, "2020-03-02", mentor))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("more than a year away");
    assertThatThrownBy(() -> world.propose(standards, apprentice, "2026-03-02"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("at least one mentor");
    assertThatThrownBy(() -> world.propose(standards, apprentice, "2026-03-02", apprentice))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("mentor of oneself");
    long id = world.propose(standards, apprentice, "2026-03-02", mentor);
    assertThatThrownBy(() -> world.propose(standards, apprentice, "2026-03-02", mentor))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("One at a time");
    assertThatThrownBy(() ->
            jdbc.sql(
                    "insert into apprenticeships.agreement_mentor select id, person_id from apprenticeships.agreement where id = :id")
                .param("id", id)
                .update())
        .as("nor by SQL")
        .hasMessageContaining("mentor of oneself");
  }

  // ---- ratio

  @Test
  void ofTwelveProposedAtOnceOnlyAsManyBeginAsTheRatioAllows() throws Exception {
    Standards standards = world.standards(ApprenticeWorld.form());
    // All of site 5: M-4 + 40 k.
    for (int k = 0; k < 3; k++) {
      book.name(standards.programme(), "M-" + (4 + 40 * k), "pia@example.org");
    }
    long supervisor = world.person("M-4");
    AtomicInteger refused = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(12)) {
      List<Callable<Boolean>> deeds =
          IntStream.range(3, 15)
              .<Callable<Boolean>>mapToObj(k ->
                  () -> {
                    try {
                      agreements.propose(
                          new Agreements.Proposal(
                              standards.programme(),
                              "M-" + (4 + 40 * k),
                              OptionalLong.empty(),
                              FIRST,
                              ApprenticeWorld.ZONE,
                              List.of(supervisor),
                              Map.of(),
                              0,
                              false),
                          "pia@example.org");
                      return true;
                    } catch (DataAccessException ratio) {
                      assertThat(ratio).hasMessageContaining("The ratio is 1 to 1");
                      refused.incrementAndGet();
                      return false;
                    }
                  })
              .toList();
      for (Future<Boolean> done : pool.invokeAll(deeds)) {
        done.get();
      }
    }
    assertThat(refused).hasValue(9);
    assertThat(agreements.places(standards.programme()))
        .containsExactly(new Agreements.Place("Site 5", 3, 3));
    long spare =
        book.mentors(standards.programme()).stream()
            .filter(one -> one.person() != supervisor)
            .findFirst()
            .orElseThrow()
            .id();
    assertThatThrownBy(() -> book.end(standards.programme(), spare, "pia@example.org"))
        .hasMessageContaining("too many for 2 mentors");
    long over =
        jdbc.sql("select min(id) from apprenticeships.agreement where programme_id = :p")
            .param("p", standards.programme())
            .query(Long.class)
            .single();
    agreements.end(over, true, LocalDate.of(2026, 11, 20), "", "pia@example.org");
    book.end(standards.programme(), spare, "pia@example.org");
    assertThat(agreements.places(standards.programme()))
        .containsExactly(new Agreements.Place("Site 5", 2, 2));
  }

  // ---- hours

  private JobHours.Said said(Agreement agreement, int day, String from, String to) {
    return new JobHours.Said(
        agreement.standards().processes().getFirst().id(),
        FIRST.plusDays(day),
        LocalTime.parse(from),
        LocalTime.parse(to));
  }

  private Entry newestEntry(Agreement agreement) {
    return record.entries(agreement).stream()
        .max(java.util.Comparator.comparing(Entry::number))
        .orElseThrow();
  }

  @Test
  void hoursAreEnteredOnceAndApprovedByTheMentorAlone() {
    Agreement agreement = begun();
    String key = UUID.randomUUID().toString();
    jobHours.enter(agreement.id(), key, said(agreement, 0, "08:00", "16:30"), "ann");
    jobHours.enter(agreement.id(), key, said(agreement, 0, "08:00", "16:30"), "ann");
    assertThat(record.entries(agreement)).hasSize(1);
    assertThatThrownBy(() ->
            jobHours.enter(
                agreement.id(),
                UUID.randomUUID().toString(),
                said(agreement, 0, "16:29", "17:00"),
                "ann"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("stand in your record already");
    assertThatThrownBy(
            () -> jobHours.enter(agreement.id(), "k", said(agreement, -1, "08:00", "09:00"), "ann"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("before the first day");
    assertThatThrownBy(() ->
            jobHours.enter(agreement.id(), "k", said(agreement, 300, "08:00", "09:00"), "ann"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("not over yet");
    assertThatThrownBy(
            () -> jobHours.enter(agreement.id(), "k", said(agreement, 1, "08:00", "07:59"), "ann"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("at once");
    jobHours.enter(agreement.id(), "night", said(agreement, 1, "22:00", "06:00"), "ann");
    assertThat(newestEntry(agreement).stint().minutes()).isEqualTo(480);
    // The clock goes forward on 8 March: one hour of the night is missing.
    jobHours.enter(agreement.id(), "forward", said(agreement, 5, "22:00", "06:00"), "ann");
    assertThat(newestEntry(agreement).stint().minutes()).isEqualTo(420);
    long entry = record.entries(agreement).getFirst().number();
    assertThatThrownBy(() -> jobHours.approve(agreement.person(), entry, "ann"))
        .as("never by oneself")
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> jobHours.approve(world.person("M-1"), entry, "x"))
        .isInstanceOf(NotFound.class);
    jobHours.approve(mentorNumber(), entry, "max");
    jobHours.approve(mentorNumber(), entry, "max");
    assertThatThrownBy(() -> jobHours.refuse(mentorNumber(), entry, "No.", "max"))
        .isInstanceOf(Refused.class);
    long night = record.entries(agreement).get(1).number();
    assertThatThrownBy(() -> jobHours.refuse(mentorNumber(), night, " ", "max"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Say why not");
    jobHours.refuse(mentorNumber(), night, "You were not there.", "max");
    jobHours.refuse(mentorNumber(), night, "You were not there.", "max");
    Progress progress = certificates.progress(agreement);
    assertThat(progress.minutes()).isEqualTo(510);
    assertThat(progress.waiting()).isEqualTo(420);
    jobHours.correct(
        agreement.id(),
        entry,
        Optional.of(said(agreement, 0, "08:00", "16:00")),
        "Left early.",
        "ann");
    assertThat(certificates.progress(agreement).minutes()).isZero();
    jobHours.approve(mentorNumber(), newestEntry(agreement).number(), "max");
    assertThat(certificates.progress(agreement).minutes()).isEqualTo(480);
  }

  // ---- raises

  @Test
  void aRaiseIsRecordedOnceOnTheMinuteItsHoursAreReachedHoweverOftenItIsApprovedAtOnce()
      throws Exception {
    Agreement agreement = begun();
    world.done(agreement, 0, FIRST, 95);
    long entry = world.enter(agreement, 1, at(20, 9, 30), 600);
    try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
      List<Callable<Boolean>> deeds =
          Collections.nCopies(
              6,
              () -> {
                jobHours.approve(mentorNumber(), entry, "max");
                return true;
              });
      for (Future<Boolean> done : pool.invokeAll(deeds)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(raises.of(agreement.id())).hasSize(2);
    Raise raise = second(agreement);
    assertThat(raise.at()).contains(at(20, 14, 30));
    assertThat(raise.minutes()).isEqualTo(6_000);
    assertThat(raise.oldCents()).hasValue(1_800);
    assertThat(raise.newCents()).isEqualTo(2_250);
    assertThat(told(agreement)).contains("Your wage is $22.50 an hour from 22 Mar 2026, 14:30");
    assertThat(
            jdbc.sql("select count(*) from letters.letter where person_id = :p and kind = 'raise'")
                .param("p", agreement.person())
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(payroll())
        .contains(
            "%s,%s,%d,2,due,2026-03-22T14:30-05:00,,18.00,22.50,100.00,0.00,"
                .formatted(apprentice, agreement.standards().name(), agreement.id()));
    assertThatThrownBy(
            () -> jdbc.sql("update apprenticeships.raise set new_cents = 9999999").update())
        .isInstanceOf(DataAccessException.class);
  }

  private String payroll() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      raises.payroll(Optional.empty()).writeTo(out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLateApprovalMovesARaiseEarlierAndACorrectionAsksAPlanner() {
    Agreement agreement = begun();
    long late = world.enter(agreement, 0, at(0, 8, 0), 600);
    world.done(agreement, 0, FIRST.plusDays(1), 100);
    raises.reckon(agreement.id());
    assertThat(raise(agreement, 2)).contains(at(10, 18, 0));
    jobHours.approve(mentorNumber(), late, "max");
    assertThat(raise(agreement, 2)).as("ten hours earlier").contains(at(9, 18, 0));
    assertThat(second(agreement).kind()).isEqualTo("earlier");
    assertThat(second(agreement).replaces()).contains(at(10, 18, 0));

    jobHours.correct(agreement.id(), late, Optional.empty(), "I was not there.", "ann");
    assertThat(raise(agreement, 2)).as("never silently taken back").contains(at(9, 18, 0));
    RaiseQuestion question = question(agreement);
    assertThat(question.reckonedAt()).contains(at(10, 18, 0));
    raises.reckon(agreement.id());
    assertThat(question(agreement).id()).as("asked once").isEqualTo(question.id());
    assertThatThrownBy(() -> raises.answer(question.id(), true, "", "pia"))
        .isInstanceOf(Refused.class);
    raises.answer(question.id(), true, "It was paid already.", "pia");
    raises.answer(question.id(), true, "It was paid already.", "pia");
    raises.reckon(agreement.id());
    assertThat(questions(agreement)).as("kept is kept").isEmpty();
    assertThat(told(agreement))
        .contains("Your raise stays as it was given: step 2 from 11 Mar 2026, 18:00");

    Entry other =
        record.entries(agreement).stream().filter(Entry::stands).findFirst().orElseThrow();
    jobHours.correct(agreement.id(), other.number(), Optional.empty(), "Nor then.", "ann");
    RaiseQuestion again = question(agreement);
    assertThat(again.reckonedAt()).isEmpty();
    raises.answer(again.id(), false, "The hours were not done.", "pia");
    assertThat(raise(agreement, 2)).isEmpty();
    assertThat(raises.now(agreement).orElseThrow().step()).isEqualTo(1);
    assertThat(told(agreement)).contains("Your wage is $18.00 an hour: step 2 is not reached");
    assertThatThrownBy(() -> raises.answer(again.id(), true, "Other.", "pia"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("answered already");

    world.done(agreement, 1, FIRST.plusDays(30), 10);
    raises.reckon(agreement.id());
    assertThat(raise(agreement, 2)).as("reached after all").contains(at(30, 18, 0));
    assertThat(raises.of(agreement.id()))
        .extracting(Raise::kind)
        .containsExactly("entry", "due", "earlier", "changed", "due");
  }

  private List<RaiseQuestion> questions(Agreement agreement) {
    return raises.questions().stream()
        .filter(one -> one.agreement().id() == agreement.id())
        .toList();
  }

  private RaiseQuestion question(Agreement agreement) {
    assertThat(questions(agreement)).hasSize(1);
    return questions(agreement).getFirst();
  }

  @Test
  void ofADeedThatDiedHalfWayNothingIsLeftAndTheNextLookCatchesUp() {
    Agreement agreement = begun();
    world.done(agreement, 0, FIRST, 90);
    long last = world.enter(agreement, 0, at(20, 8, 0), 600);
    transaction.executeWithoutResult(status -> {
      jobHours.approve(mentorNumber(), last, "max");
      assertThat(raise(agreement, 2)).contains(at(20, 18, 0));
      status.setRollbackOnly();
    });
    assertThat(raise(agreement, 2)).isEmpty();
    assertThat(hours.get(last).approved()).isFalse();
    world.approve(last);
    due.run();
    assertThat(raise(agreement, 2)).contains(at(20, 18, 0));
    assertThat(raises.due()).doesNotContain(agreement.id());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inWhateverOrderHoursComeAndAreApprovedTheMomentsAreThoseOfANaiveRecount(long seed) {
    Random random = new Random(seed);
    Map<String, String> form = ApprenticeWorld.form();
    form.put("after2", Integer.toString(5 + random.nextInt(10)));
    form.put("after3", Integer.toString(16 + random.nextInt(20)));
    Agreement agreement = world.begun(world.standards(form), apprentice, FIRST.toString(), mentor);
    int span = 20 * 1_440;
    boolean[] done = new boolean[span];
    List<Runnable> deeds = new ArrayList<>();
    int minute = 0;
    while (minute < span - 1_000) {
      int start = minute + random.nextInt(1_400);
      int minutes = 1 + random.nextInt(300);
      boolean approved = random.nextInt(5) > 0;
      if (start + minutes < span) {
        int at = start;
        deeds.add(() -> {
          long entry =
              world.enter(
                  agreement,
                  random.nextInt(2),
                  agreement.begin().plus(at, ChronoUnit.MINUTES),
                  minutes);
          if (approved) {
            jobHours.approve(mentorNumber(), entry, "max");
          } else {
            jobHours.refuse(mentorNumber(), entry, "Not seen.", "max");
          }
        });
        for (int i = start; approved && i < start + minutes; i++) {
          done[i] = true;
        }
      }
      minute = start + minutes;
    }
    Collections.shuffle(deeds, random);
    deeds.forEach(Runnable::run);
    for (Standards.WageStep step : agreement.standards().steps().subList(1, 3)) {
      long counted = 0;
      Optional<Instant> naive = Optional.empty();
      for (int i = 0; i < span && naive.isEmpty(); i++) {
        counted += done[i] ? 1 : 0;
        if (counted >= step.afterHours() * 60L) {
          naive = Optional.of(agreement.begin().plus(i + 1L, ChronoUnit.MINUTES));
        }
      }
      assertThat(raise(agreement, step.step())).as("step %s", step).isEqualTo(naive);
    }
    assertThat(questions(agreement)).isEmpty();
  }

  // ---- probation and ending

  @Test
  void theProbationEndsOnItsHourAndThenTheEmployerNeedsACauseAndNotice() {
    Agreement agreement = begun();
    world.done(agreement, 0, FIRST, 499);
    due.run();
    assertThat(agreements.get(agreement.id()).state()).isEqualTo(AgreementState.PROBATION);
    long last = world.enter(agreement, 0, at(60, 8, 0), 60);
    jobHours.approve(mentorNumber(), last, "max");
    assertThat(agreements.get(agreement.id()).state()).isEqualTo(AgreementState.RUNNING);
    assertThat(agreements.events(agreement.id()).getLast().words())
        .isEqualTo("The probation ended 1 May 2026, 09:00.");
    assertThatThrownBy(
            () -> agreements.end(agreement.id(), true, LocalDate.of(2026, 12, 20), "", "pia"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("good cause");
    assertThatThrownBy(
            () -> agreements.end(agreement.id(), true, LocalDate.of(2026, 12, 3), "Theft.", "pia"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("4 Dec 2026 at the earliest");
    agreements.end(agreement.id(), true, LocalDate.of(2026, 12, 4), "Theft.", "pia");
    assertThat(agreements.get(agreement.id()).state()).isEqualTo(AgreementState.RUNNING);
    SetClock.at("2026-12-05T05:59:00Z");
    due.run();
    assertThat(agreements.get(agreement.id()).state())
        .as("the last minute of the last day at the site")
        .isEqualTo(AgreementState.RUNNING);
    SetClock.at("2026-12-05T06:00:00Z");
    due.run();
    assertThat(agreements.get(agreement.id()).state()).isEqualTo(AgreementState.CANCELLED);
    assertThat(told(agreement)).anyMatch(it -> it.startsWith("Your apprenticeship ends on 4 Dec"));
  }

  @Test
  void onProbationEitherSideEndsItWithoutACauseAndAlsoASuspendedOneRests() {
    Agreement agreement = begun();
    agreements.suspend(agreement.id(), "No work at the site.", "pia");
    assertThatThrownBy(
            () -> jobHours.enter(agreement.id(), "k", said(agreement, 0, "08:00", "09:00"), "ann"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("suspended");
    agreements.resume(agreement.id(), "pia");
    assertThat(agreements.get(agreement.id()).state()).isEqualTo(AgreementState.PROBATION);
    assertThatThrownBy(
            () -> agreements.end(agreement.id(), false, LocalDate.of(2026, 11, 19), "", "ann"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has passed");
    agreements.end(agreement.id(), false, LocalDate.of(2026, 11, 20), "", "ann");
    agreements.end(agreement.id(), false, LocalDate.of(2026, 11, 20), "", "ann");
    Agreement over = agreements.get(agreement.id());
    assertThat(over.state()).isEqualTo(AgreementState.CANCELLED);
    assertThat(over.ending().orElseThrow().side()).isEqualTo("apprentice");
    assertThat(told(agreement).stream().filter(it -> it.contains("ends on"))).hasSize(1);
  }

  @Test
  void aProbationInDaysEndsOnItsDayAtTheSite() {
    Map<String, String> form = ApprenticeWorld.form();
    form.put("unit", "days");
    form.put("probation", "90");
    SetClock.at("2026-05-31T04:59:00Z");
    Agreement agreement = world.begun(world.standards(form), apprentice, FIRST.toString(), mentor);
    assertThat(agreement.state()).isEqualTo(AgreementState.PROBATION);
    SetClock.at("2026-05-31T05:00:00Z");
    due.run();
    assertThat(agreements.get(agreement.id()).state()).isEqualTo(AgreementState.RUNNING);
  }

  // ---- certificate

  @Test
  void theCertificateIsIssuedForEverythingAndNothingLess() {
    Map<String, String> form = ApprenticeWorld.form();
    form.put("probation", "100");
    Agreement agreement = world.begun(world.standards(form), apprentice, FIRST.toString(), mentor);
    world.done(agreement, 0, FIRST, 1_200);
    world.done(agreement, 1, FIRST.plusDays(121), 799);
    assertThatThrownBy(() -> certificates.issue(agreement.id(), "pia"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Testing: 799 hours of 800 hours")
        .hasMessageContaining("1,999 hours of at least 2,000");
    long last = world.enter(agreement, 1, at(220, 8, 0), 60);
    assertThatThrownBy(() -> certificates.issue(agreement.id(), "pia")).isInstanceOf(Refused.class);
    jobHours.approve(mentorNumber(), last, "max");
    Certificate certificate = certificates.issue(agreement.id(), "pia@example.org");
    assertThat(certificates.issue(agreement.id(), "eve")).isEqualTo(certificate);
    assertThat(agreements.get(agreement.id()).state()).isEqualTo(AgreementState.COMPLETED);
    assertThat(
            certificates.byCode(
                " " + certificate.code().grouped().toLowerCase(java.util.Locale.ROOT)))
        .contains(certificate);
    assertThat(certificates.byCode("0000-0000-0000-0000")).isEmpty();
    assertThat(certificates.byCode("nothing like it")).isEmpty();
    certificates.revoke(agreement.id(), "Issued by mistake.", "pia@example.org");
    assertThat(certificates.byCode(certificate.code().code()).orElseThrow().revoked()).isPresent();
    assertThat(raise(agreement, 3)).contains(at(99, 18, 0));
  }

  @Test
  void relatedInstructionCountsForStepsAndForTheCertificate() {
    Map<String, String> form = ApprenticeWorld.form();
    form.put("instruction", "144");
    form.put("taught2", "40");
    form.put("taught3", "40");
    Standards standards = world.standards(form);
    Agreement agreement = world.begun(standards, apprentice, FIRST.toString(), mentor);
    world.done(agreement, 0, FIRST, 100);
    raises.reckon(agreement.id());
    assertThat(raise(agreement, 2)).as("the instruction is missing").isEmpty();
    long intake = world.intake(standards.programme());
    world.attended(intake, agreement, at(30, 9, 0), 600);
    world.attended(intake, agreement, at(31, 9, 0), 600);
    world.attended(intake, agreement, at(32, 9, 0), 600);
    world.attended(intake, agreement, at(33, 9, 0), 660);
    due.run();
    assertThat(raise(agreement, 2)).contains(at(33, 19, 0));
    long other = world.intake(world.programme());
    world.attended(other, agreement, at(40, 9, 0), 600);
    Progress progress = certificates.progress(agreement);
    assertThat(progress.instruction()).isEqualTo(41 * 60);
    assertThat(progress.missing()).contains("Related instruction: 41 hours of 144 hours.");
  }

  @Test
  void classesOfTheProgrammeAreRelatedInstructionFromTheFirstDayOn() {
    Agreement agreement = begun();
    long own = intake(agreement.standards().programme());
    long other = intake(world.programme());
    assertThat(instruction.of(agreement.person(), OptionalLong.of(own), FIRST))
        .isEqualTo(new LegalStatus.Instruction(true, false, agreement.instructionWorked()));
    assertThat(instruction.of(agreement.person(), OptionalLong.of(own), FIRST.minusDays(1)))
        .isEqualTo(LegalStatus.Instruction.NONE);
    assertThat(instruction.of(agreement.person(), OptionalLong.of(other), FIRST))
        .isEqualTo(LegalStatus.Instruction.NONE);
    assertThat(instruction.of(agreement.person(), OptionalLong.empty(), FIRST))
        .isEqualTo(LegalStatus.Instruction.NONE);
    assertThat(instruction.of(world.person(mentor), OptionalLong.of(own), FIRST))
        .isEqualTo(LegalStatus.Instruction.NONE);
  }

  private long intake(long programme) {
    return jdbc.sql(
            """
            insert into enrolment.intake
                   (programme_id, starts, seats, fiscal_year, cost_centre, opened_by, opened_at)
            values (:programme, '2026-03-02', 5, 2026, 'Training', 'test', now())
            returning id
            """)
        .param("programme", programme)
        .query(Long.class)
        .single();
  }
}
