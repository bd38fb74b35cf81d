package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.database.InWords;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@RungTest
class SessionsTest {
  private static final int WRITERS = 32;
  private static final LocalDate STARTS = LocalDate.parse("2031-05-05");
  private static final Instant NINE = Instant.parse("2031-05-05T09:00:00Z");
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Meeting BY_LINK =
      new Meeting(Optional.empty(), "https://meet.example.org/1", Optional.empty());

  @Autowired private JdbcClient jdbc;
  @Autowired private Sessions sessions;
  @Autowired private Rooms rooms;

  private ClassWorld world;

  @BeforeEach
  void world() {
    world = new ClassWorld(jdbc);
  }

  private long intake(String programme) {
    return world.intake(programme, "School", 40, 10, STARTS);
  }

  private static Slot slot(int fromMinute, int minutes) {
    Instant starts = NINE.plus(Duration.ofMinutes(fromMinute));
    return new Slot(starts, starts.plus(Duration.ofMinutes(minutes)));
  }

  private long add(long intake, Slot slot, Meeting meeting) {
    return sessions.add(intake, slot, UTC, meeting, "test");
  }

  private static Meeting in(long room) {
    return new Meeting(Optional.of(room), "", Optional.empty());
  }

  private static Meeting by(long instructor) {
    return new Meeting(Optional.empty(), "https://meet.example.org/1", Optional.of(instructor));
  }

  @Test
  void laysOutATimetableUntilTheHoursAreTaughtAndNoFurther() {
    long intake = intake("Welding");
    Timetable mornings =
        new Timetable(
            STARTS,
            Set.of(DayOfWeek.MONDAY, DayOfWeek.THURSDAY),
            LocalTime.of(9, 0),
            180,
            Set.of(),
            UTC);
    assertThat(sessions.layOut(intake, mornings, BY_LINK, "test")).isEqualTo(14);
    assertThat(sessions.planned(intake)).isEqualTo(40 * 60);
    assertThat(sessions.of(intake).getLast().minutes()).isEqualTo(60);
    assertThatThrownBy(() -> sessions.layOut(intake, mornings, BY_LINK, "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("All 40 hours");
    Session first = sessions.of(intake).getFirst();
    sessions.cancel(first.id(), 1, "The teacher is ill.", "test");
    assertThat(sessions.get(first.id()))
        .extracting(Session::cancelled, Session::reason, Session::version)
        .containsExactly(true, "The teacher is ill.", 2);
    assertThat(sessions.layOut(intake, saturdays(), BY_LINK, "test")).isEqualTo(1);
  }

  private static Timetable saturdays() {
    return new Timetable(
        STARTS, Set.of(DayOfWeek.SATURDAY), LocalTime.of(9, 0), 180, Set.of(), UTC);
  }

  @Test
  void keepsNothingOfATimetableThatClashesAndSaysWithWhat() {
    long room = world.room(world.site(ClassWorld.name("Site")), 20);
    long taken = intake("Soldering");
    add(taken, slot(7 * 24 * 60, 60), in(room));
    long intake = intake("Welding");
    Timetable mondays =
        new Timetable(STARTS, Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 30), 60, Set.of(), UTC);
    assertThatThrownBy(() -> sessions.layOut(intake, mondays, in(room), "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(
            "is taken: “Soldering” on Mon 12 May 2031, 09:00 to 10:00. Choose another room or time.");
    assertThat(sessions.of(intake)).isEmpty();
  }

  @Test
  void namesTheInstructorTheIntakeAndTheLearnerWhoClash() {
    long instructor = world.instructor(ClassWorld.name("Ada Lee"), "School");
    long person = world.person(ClassWorld.name("CW"));
    long one = intake("Soldering");
    long other = intake("Welding");
    world.enrolled(one, person, "enrolled");
    world.enrolled(other, person, "enrolled");
    add(one, slot(0, 60), by(instructor));
    assertThatThrownBy(() -> add(intake("Milling"), slot(59, 60), by(instructor)))
        .hasMessageContaining("Ada Lee")
        .hasMessageContaining("teaches then: “Soldering” on Mon 5 May 2031, 09:00 to 10:00.")
        .hasMessageContaining("Choose another instructor or time.");
    assertThatThrownBy(() -> add(one, slot(30, 10), BY_LINK))
        .hasMessageContaining("This intake meets already: “Soldering”");
    assertThatThrownBy(() -> add(other, slot(-30, 31), BY_LINK))
        .hasMessageContaining("has a class already: “Soldering”")
        .hasMessageContaining("Choose another time, or have the other session moved.");
    // One ends as the other begins.
    assertThat(add(other, slot(60, 60), by(instructor))).isPositive();
  }

  @Test
  void movesASessionUnlessItClashesOrWasChangedMeanwhile() {
    long room = world.room(world.site(ClassWorld.name("Site")), 20);
    long intake = intake("Welding");
    long id = add(intake, slot(0, 60), in(room));
    long next = add(intake, slot(60, 60), in(room));
    assertThatThrownBy(() -> sessions.move(id, 1, slot(30, 60), UTC, in(room), "Later", "test"))
        .hasMessageContaining("meets already");
    assertThatThrownBy(() -> sessions.move(id, 1, slot(-30, 60), UTC, in(room), " ", "test"))
        .hasMessageContaining("the learners read it");
    sessions.move(id, 1, slot(-30, 60), UTC, BY_LINK, "The room is painted.", "test");
    assertThat(sessions.get(id))
        .extracting(Session::version, Session::place, Session::reason)
        .containsExactly(2, "by link", "The room is painted.");
    assertThatThrownBy(() -> sessions.move(id, 1, slot(-30, 60), UTC, in(room), "Back", "test"))
        .hasMessageContaining("meanwhile");
    sessions.cancel(next, 1, "Holiday", "test");
    assertThat(add(intake, slot(60, 60), in(room))).isPositive();
    assertThatThrownBy(() -> jdbc.sql("delete from classes.session").update())
        .hasMessageContaining("stays");
  }

  @Test
  void refusesARoomThatIsTooSmallOrClosedAndADayBeforeTheStart() {
    long room = world.room(world.site(ClassWorld.name("Site")), 9);
    long intake = intake("Welding");
    assertThatThrownBy(() -> add(intake, slot(0, 60), in(room)))
        .hasMessageContaining("has 9 seats, the intake 10");
    long large = world.room(world.site(ClassWorld.name("Site")), 10);
    rooms.close(large, true);
    assertThatThrownBy(() -> add(intake, slot(0, 60), in(large)))
        .hasMessageContaining("takes no new session");
    assertThatThrownBy(() -> add(intake, slot(-24 * 60, 60), BY_LINK))
        .hasMessageContaining("starts on 5 May 2031");
    assertThatThrownBy(() ->
            add(
                intake,
                slot(0, 60),
                new Meeting(Optional.empty(), "javascript:x", Optional.empty())))
        .hasMessageContaining("is no link");
  }

  @Test
  void tellsTheHourByTheClockOfTheSite() {
    int site = world.site(ClassWorld.name("Site"));
    long room = world.room(site, 20);
    rooms.setZone(site, "America/Denver");
    ZoneId zone = sessions.zone(Optional.of(room));
    long id =
        sessions.add(
            intake("Welding"),
            Asked.slot("2031-05-05", "9:00", "60", zone),
            zone,
            in(room),
            "test");
    assertThat(sessions.get(id))
        .extracting(Session::starts, Session::when, Session::zoneNote)
        .containsExactly(
            Instant.parse("2031-05-05T15:00:00Z"), "Mon 5 May 2031, 09:00 to 10:00", "Denver time");
    assertThatThrownBy(() -> rooms.setZone(site, "Chicago"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is no time zone");
  }

  // ---- at once

  @Test
  void aRoomHoldsOneSessionHoweverManyWriteAtOnce() throws Exception {
    long room = world.room(world.site(ClassWorld.name("Site")), 20);
    List<Callable<Object>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      long intake = intake("Welding");
      int from = i;
      writers.add(() -> add(intake, slot(from, 60), in(room)));
    }
    assertThat(done(writers)).isEqualTo(1);
  }

  @Test
  void anInstructorTeachesOneSessionHoweverManyWriteAtOnce() throws Exception {
    long instructor = world.instructor(ClassWorld.name("Ada Lee"), "School");
    List<Callable<Object>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      long intake = intake("Welding");
      int from = i;
      writers.add(() -> add(intake, slot(from, 60), by(instructor)));
    }
    assertThat(done(writers)).isEqualTo(1);
  }

  @Test
  void aLearnerSitsInOneSessionHoweverManyWriteAtOnce() throws Exception {
    long person = world.person(ClassWorld.name("CW"));
    List<Callable<Object>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      long intake = intake("Welding");
      world.enrolled(intake, person, "enrolled");
      int from = i;
      writers.add(() -> add(intake, slot(from, 60), BY_LINK));
    }
    assertThat(done(writers)).isEqualTo(1);
    assertThat(world.number("select count(*) from classes.place where person_id = :id", person))
        .isEqualTo(1);
  }

  @Test
  void aPersonGetsOneOfManyIntakesThatMeetAtTheSameTime() throws Exception {
    long person = world.person(ClassWorld.name("CW"));
    List<Callable<Object>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      long intake = intake("Welding");
      add(intake, slot(i, 60), BY_LINK);
      writers.add(() -> world.enrolled(intake, person, "enrolled"));
    }
    assertThat(done(writers)).isEqualTo(1);
  }

  @Test
  void whoComesWhileASessionIsLaidOutSitsInIt() throws Exception {
    List<Callable<Object>> writers = new ArrayList<>();
    List<Long> people = new ArrayList<>();
    for (int i = 0; i < WRITERS / 2; i++) {
      long intake = intake("Welding");
      long person = world.person(ClassWorld.name("CW"));
      people.add(person);
      writers.add(() -> add(intake, slot(0, 60), BY_LINK));
      writers.add(() -> world.enrolled(intake, person, "enrolled"));
    }
    assertThat(done(writers)).isEqualTo(WRITERS);
    assertThat(people)
        .allSatisfy(person ->
            assertThat(
                    world.number(
                        "select count(*) from classes.place where person_id = :id", person))
                .isEqualTo(1));
  }

  /// Does it all at once.
  ///
  /// @return how many succeeded; the others were refused in words
  private static long done(List<Callable<Object>> work) throws Exception {
    CountDownLatch together = new CountDownLatch(1);
    List<Future<Object>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<Object> one : work) {
        all.add(
            threads.submit(() -> {
              together.await();
              return one.call();
            }));
      }
      together.countDown();
    }
    long done = 0;
    for (Future<Object> one : all) {
      try {
        one.get();
        done++;
      } catch (ExecutionException e) {
        assertThat(e.getCause() instanceof Refused || InWords.of(e).isPresent())
            .as(String.valueOf(e.getCause()))
            .isTrue();
      }
    }
    return done;
  }

  // ---- whoever writes

  @Test
  void theDatabaseKeepsItWhateverCodeWrites() {
    long room = world.room(world.site(ClassWorld.name("Site")), 20);
    long instructor = world.instructor(ClassWorld.name("Ada Lee"), "School");
    long intake = intake("Welding");
    plainly(intake, Optional.of(room), Optional.of(instructor));
    assertThatThrownBy(() -> plainly(intake, Optional.empty(), Optional.empty()))
        .hasMessageContaining("no_clash_intake");
    long other = intake("Soldering");
    assertThatThrownBy(() -> plainly(other, Optional.of(room), Optional.empty()))
        .hasMessageContaining("no_clash_room");
    assertThatThrownBy(() -> plainly(other, Optional.empty(), Optional.of(instructor)))
        .hasMessageContaining("no_clash_instructor");
    long person = world.person(ClassWorld.name("CW"));
    long enrolment = world.enrolled(intake, person, "waiting");
    plainly(other, Optional.empty(), Optional.empty());
    world.enrolled(other, person, "learning");
    assertThatThrownBy(() -> world.state(enrolment, "asked"))
        .isInstanceOf(DataIntegrityViolationException.class)
        .satisfies(refused ->
            assertThat(InWords.of(refused).orElseThrow())
                .startsWith("Two classes clash for CW")
                .contains("“Welding” on 5 May 2031, 09:00 and “Soldering”")
                .endsWith("or choose another intake."));
    assertThatThrownBy(() ->
            jdbc.sql(
                    """
                    insert into classes.place (session_id, person_id, during)
                    select id, :person, during from classes.session where intake_id = :intake
                    """)
                .param("person", person)
                .param("intake", intake)
                .update())
        .hasMessageContaining("no_clash_learner");
  }

  private void plainly(long intake, Optional<Long> room, Optional<Long> instructor) {
    jdbc.sql(
            """
            insert into classes.session
                   (intake_id, starts_at, ends_at, zone, room_id, link, instructor_id, made_by, changed_at)
            values (:intake, '2031-05-05T09:00:00Z', '2031-05-05T10:00:00Z', 'UTC', :room::bigint, 'x',
                    :instructor::bigint, 'test', now())
            """)
        .param("intake", intake)
        .param("room", room.map(String::valueOf).orElse(null))
        .param("instructor", instructor.map(String::valueOf).orElse(null))
        .update();
  }

  @Test
  void whoLeavesSitsInNothingAnyMoreAndWhoComesBackDoes() {
    long intake = intake("Welding");
    long person = world.person(ClassWorld.name("CW"));
    add(intake, slot(0, 60), BY_LINK);
    String places = "select count(*) from classes.place where person_id = :id";
    long enrolment = world.enrolled(intake, person, "enrolled");
    assertThat(world.number(places, person)).isEqualTo(1);
    world.state(enrolment, "learning");
    assertThat(world.number(places, person)).isEqualTo(1);
    world.state(enrolment, "withdrawn");
    assertThat(world.number(places, person)).isZero();
    world.enrolled(intake, person, "asked");
    assertThat(world.number(places, person)).isEqualTo(1);
    sessions.cancel(sessions.of(intake).getFirst().id(), 1, "Snow", "test");
    assertThat(world.number(places, person)).isZero();
  }

  @Test
  void eachIntakeCallsItsLearnersByNumbersOfItsOwn() {
    long person = world.person(ClassWorld.name("CW"));
    long one = intake("Welding");
    long other = intake("Soldering");
    IntStream.range(0, 3)
        .forEach(i -> world.enrolled(other, world.person(ClassWorld.name("CW")), "enrolled"));
    world.enrolled(one, person, "enrolled");
    world.enrolled(other, person, "enrolled");
    assertThat(
            jdbc.sql("select number from classes.learner where person_id = :id order by intake_id")
                .param("id", person)
                .query(Integer.class)
                .list())
        .containsExactly(1, 4);
  }
}
