package org.rung.server.timesheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.classes.ClassWorld;
import org.rung.server.hours.Agreements;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.rung.server.hours.LegalStatus;
import org.rung.server.hours.Minutes;
import org.rung.server.hours.Stint;
import org.rung.server.tuition.Calendar;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Attendance becomes hours, once, and follows its corrections.
@RungTest
@Import({Calendar.class, ClassHoursTest.OneAgreement.class})
@TestPropertySource(properties = {"rung.test=class-hours", "rung.jobs.work=false"})
class ClassHoursTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-02");

  /// Everybody whose number is divisible by two is an apprentice with a written agreement.
  @TestConfiguration
  static class OneAgreement {
    @Bean
    Agreements agreements() {
      return (person, intake, day) ->
          person % 2 == 0
              ? new LegalStatus.Instruction(true, false, false)
              : LegalStatus.Instruction.NONE;
    }
  }

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Hours hours;
  @Autowired private ClassHours classes;
  @Autowired private java.time.Clock clock;

  private ClassWorld world;
  private long intake;
  private long session;

  @BeforeEach
  void world() {
    Calendar.today("2026-11-23");
    world = new ClassWorld(jdbc);
    intake = world.intake(ClassWorld.name("Welding"), "", 40, 20, DAY);
    session = world.session(intake, DAY, 0, 0);
  }

  private long learner(boolean apprentice) {
    long person = world.person(ClassWorld.name("CH"));
    if (person % 2 == 0 != apprentice) {
      person = world.person(ClassWorld.name("CH"));
    }
    world.enrolled(intake, person, "learning");
    return person;
  }

  private void mark(long person, int entry, String mark, int minutes, String reason) {
    jdbc.sql(
            """
            insert into classes.attendance
                   (session_id, person_id, entry, mark, minutes, reason, way, marked_by, marked_at)
            values (:session, :person, :entry, :mark, :minutes, :reason, 'page', 'teacher', :at::timestamptz)
            """)
        .param("session", session)
        .param("person", person)
        .param("entry", entry)
        .param("mark", mark)
        .param("minutes", minutes)
        .param("reason", reason)
        .param("at", clock.instant().toString())
        .update();
  }

  private Minutes minutes(long person) {
    return hours.minutes(person, DAY.minusDays(5), DAY.plusDays(5));
  }

  private List<Entry> entries(long person) {
    return hours.of(person, DAY.minusDays(5), DAY.plusDays(5));
  }

  /// Those that stand, those that were told: a look never does a thing twice.
  private void look() {
    classes.run();
    assertThat(classes.run()).as("a second look does nothing").isZero();
  }

  @Test
  void timeInClassIsEnteredOnceApprovedAndCorrectedAsTheAttendanceIs() {
    long person = learner(false);
    mark(person, 1, "present", 120, "");
    look();
    assertThat(minutes(person)).isEqualTo(new Minutes(120, 0, 0));
    assertThat(entries(person))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.stint().kind()).isEqualTo(Stint.Kind.CLASS);
          assertThat(entry.stint().startsAt()).isEqualTo(Instant.parse("2026-11-02T09:00:00Z"));
          assertThat(entry.stint().status().clause()).isEqualTo("29 CFR 785.32");
          assertThat(entry.ruling().orElseThrow().by()).isEqualTo("teacher");
        });
    mark(person, 2, "part", 45, "Came late.");
    look();
    assertThat(minutes(person)).isEqualTo(new Minutes(45, 0, 0));
    assertThat(entries(person).getLast().reason()).isEqualTo("Came late.");
    mark(person, 3, "excused", 0, "Was ill.");
    look();
    assertThat(minutes(person)).isEqualTo(new Minutes(0, 0, 0));
    mark(person, 4, "present", 120, "Another was ill.");
    look();
    assertThat(minutes(person)).isEqualTo(new Minutes(120, 0, 0));
    assertThat(entries(person)).as("everything stays to be read").hasSize(4);
  }

  @Test
  void severalMarksBetweenTwoLooksAreToldAsTheyStand() {
    long person = learner(false);
    mark(person, 1, "absent", 0, "");
    mark(person, 2, "present", 120, "Was there.");
    mark(person, 3, "part", 60, "Left early.");
    look();
    assertThat(entries(person)).hasSize(1);
    assertThat(minutes(person)).isEqualTo(new Minutes(60, 0, 0));
  }

  @Test
  void aClassUnderAWrittenAgreementIsNotWorked29Cfr785Dot32() {
    long person = learner(true);
    mark(person, 1, "present", 120, "");
    look();
    assertThat(minutes(person)).isEqualTo(new Minutes(0, 0, 120));
  }

  @Test
  void whatIsInTheWayIsKeptAndTriedAgain() {
    long person = learner(false);
    Stint work =
        new Stint(
            person,
            Stint.Kind.WORK,
            Instant.parse("2026-11-02T10:00:00Z"),
            60,
            java.time.ZoneId.of("UTC"),
            "",
            new LegalStatus(true, "work"),
            "test",
            "work of " + person);
    transaction.executeWithoutResult(status -> hours.enter(List.of(work), "import"));
    mark(person, 1, "present", 120, "");
    classes.run();
    classes.run();
    assertThat(minutes(person)).isEqualTo(new Minutes(0, 60, 0));
    long number = hours.told("test", work.key()).orElseThrow().number();
    String name =
        jdbc.sql("select employer_id from people.person where id = :id")
            .param("id", person)
            .query(String.class)
            .single();
    assertThat(classes.held(100))
        .filteredOn(held -> held.person().equals(name))
        .singleElement()
        .satisfies(held -> {
          assertThat(held.why()).contains("overlaps entry " + number);
          assertThat(held.when()).isEqualTo("2 Nov 2026, 09:00 to 11:00");
        });
    transaction.executeWithoutResult(
        status -> hours.correct(number, Optional.empty(), "Was in class.", "mo"));
    look();
    assertThat(minutes(person)).isEqualTo(new Minutes(120, 0, 0));
    assertThat(classes.held(100)).noneMatch(held -> held.person().equals(name));
  }

  @Test
  void severalServersThatLookAtOnceEnterEachOnce() throws Exception {
    List<Long> people = Stream.generate(() -> learner(false)).limit(12).toList();
    people.forEach(person -> mark(person, 1, "present", 120, ""));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> looks =
          Stream.<Callable<Integer>>generate(() -> classes::run).limit(4).toList();
      for (Future<Integer> one : pool.invokeAll(looks)) {
        one.get();
      }
    }
    look();
    for (long person : people) {
      assertThat(entries(person)).hasSize(1);
      assertThat(minutes(person)).isEqualTo(new Minutes(120, 0, 0));
    }
  }
}
