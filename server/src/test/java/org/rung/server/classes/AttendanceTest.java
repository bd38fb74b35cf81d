package org.rung.server.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.database.InWords;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@RungTest
class AttendanceTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Sessions sessions;
  @Autowired private Attendance attendance;
  @Autowired private AttendanceFile file;

  private ClassWorld world;
  private long intake;
  private long person;
  private Instant start;

  /// Ten days ago, in the morning.
  @BeforeEach
  void world() {
    world = new ClassWorld(jdbc);
    start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(10));
    intake = world.intake("Welding", "School", 40, 10, LocalDate.ofInstant(start, ZoneOffset.UTC));
    person = world.person(ClassWorld.name("AT"));
    world.enrolled(intake, person, "learning");
    world.enrolled(intake, world.person(ClassWorld.name("AT")), "learning");
  }

  private Session session(int days) {
    Instant at = start.plus(Duration.ofDays(days)).plus(Duration.ofHours(9));
    return sessions.get(
        sessions.add(
            intake,
            new Slot(at, at.plus(Duration.ofHours(2))),
            ZoneId.of("UTC"),
            new Meeting(Optional.empty(), "https://meet.example.org/1", Optional.empty()),
            "test"));
  }

  private static Attendance.Saying saying(int learner, Mark mark, int minutes, String reason) {
    return new Attendance.Saying(learner, mark, minutes, reason, Optional.empty());
  }

  private Map<Integer, Attendance.Fault> mark(Session session, Attendance.Saying... sayings) {
    return attendance.mark(session, List.of(sayings), "page", true, "partner").faults();
  }

  /// What is wrong with the mark of the first learner.
  private static String words(Map<Integer, Attendance.Fault> faults) {
    return Objects.requireNonNull(faults.get(1)).words();
  }

  @Test
  void marksEachLearnerOnceAndCorrectsByAnotherEntryWithAReason() {
    Session session = session(1);
    assertThat(mark(session, saying(1, Mark.PART, 45, ""), saying(2, Mark.PRESENT, 0, "")))
        .isEmpty();
    assertThat(mark(session, saying(1, Mark.PART, 45, ""))).isEmpty();
    assertThat(words(mark(session, saying(1, Mark.ABSENT, 0, " "))))
        .isEqualTo(
            "Learner 1 is marked “Part of it, 45 minutes” already. Say why it is corrected.");
    assertThat(mark(session, saying(1, Mark.ABSENT, 0, "Was in the other hall."))).isEmpty();
    assertThat(
            jdbc.sql(
                    """
                    select entry || ' ' || mark || ' ' || minutes || ' ' || reason
                      from classes.attendance
                     where session_id = :session
                       and person_id = :person
                     order by entry
                    """)
                .param("session", session.id())
                .param("person", person)
                .query(String.class)
                .list())
        .containsExactly("1 part 45 ", "2 absent 0 Was in the other hall.");
    assertThatThrownBy(() -> jdbc.sql("update classes.attendance set minutes = 1").update())
        .hasMessageContaining("stays");
  }

  @Test
  void marksNobodyWhereSomethingIsWrong() {
    Session session = session(1);
    assertThat(
            mark(
                session,
                saying(1, Mark.PRESENT, 0, ""),
                saying(2, Mark.PART, 120, ""),
                saying(3, Mark.PRESENT, 0, "")))
        .hasEntrySatisfying(
            2, fault -> assertThat(fault.words()).contains("1 to 119 minutes, not 120"))
        .hasEntrySatisfying(
            3, fault -> assertThat(fault.words()).contains("does not sit in this intake"))
        .hasSize(2);
    assertThat(attendance.roster(session, false)).allMatch(one -> one.marked().isEmpty());
  }

  @Test
  void refusesASessionThatHasNotBegunAndOneThatWasCancelled() {
    Session later = session(40);
    assertThatThrownBy(() -> mark(later, saying(1, Mark.PRESENT, 0, "")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Attendance is taken from its start on.");
    assertThatThrownBy(() -> plainly(later, later.starts().minusMillis(1)))
        .isInstanceOf(DataIntegrityViolationException.class)
        .satisfies(refused ->
            assertThat(InWords.of(refused).orElseThrow()).startsWith("The session starts on "));
    plainly(later, later.starts());
    Session other = session(41);
    sessions.cancel(other.id(), 1, "Snow", "test");
    assertThatThrownBy(() -> mark(sessions.get(other.id()), saying(1, Mark.PRESENT, 0, "")))
        .hasMessageContaining("was cancelled");
    assertThatThrownBy(() -> plainly(other, other.starts())).hasMessageContaining("was cancelled");
  }

  private void plainly(Session session, Instant at) {
    jdbc.sql(
            """
            insert into classes.attendance
                   (session_id, person_id, entry, mark, minutes, way, marked_by, marked_at)
            values (:session, :person, 1, 'present', 120, 'page', 'test', :at)
            """)
        .param("session", session.id())
        .param("person", person)
        .param("at", Timestamp.from(at))
        .update();
  }

  @Test
  void whoSawAnOlderMarkChangesNothing() {
    Session session = session(1);
    mark(session, saying(1, Mark.PRESENT, 0, ""));
    assertThat(words(mark(session, new Attendance.Saying(1, Mark.ABSENT, 0, "No", Optional.of(0)))))
        .contains("Somebody else marked Learner 1 meanwhile");
    assertThat(mark(session, new Attendance.Saying(1, Mark.ABSENT, 0, "No", Optional.of(1))))
        .isEmpty();
  }

  @Test
  void takesTheGoodRowsOfAFileAndTellsTheOthersByLineAndColumn() {
    Session session = session(1);
    Session later = session(40);
    String sent =
        """
        session,learner,mark,minutes,reason
        SESSION,1,part,30,
        SESSION,2,,,
        SESSION,1,present,,
        SESSION,9,present,,
        SESSION,2,here,,
        SESSION,2,part,many,
        LATER,2,present,,
        0,2,present,,
        SESSION,2,part,500,
        """
            .replace("SESSION", Long.toString(session.id()))
            .replace("LATER", Long.toString(later.id()));
    AttendanceReport report = read(sent);
    assertThat(report.lines()).isEqualTo(9);
    assertThat(report.taken()).isEqualTo(1);
    assertThat(report.same()).isEqualTo(1);
    assertThat(report.bad())
        .extracting(bad -> bad.line() + " " + bad.column() + " " + bad.value())
        .containsExactly(
            "4 learner 1",
            "5 learner 9",
            "6 mark here",
            "7 minutes many",
            "8 session " + later.id(),
            "9 session 0",
            "10 minutes 500");
    AttendanceReport again = read(sent);
    assertThat(again.taken()).isZero();
    assertThat(again.same()).isEqualTo(2);
    AttendanceReport corrected =
        read("session,learner,mark\n%d,1,absent\n".formatted(session.id()));
    assertThat(corrected.bad())
        .extracting(AttendanceReport.BadLine::column)
        .containsExactly("reason");
    assertThatThrownBy(() -> read("session,mark\n1,present\n"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has no column learner");
  }

  private AttendanceReport read(String content) {
    return file.read(
        intake,
        "attendance.csv",
        new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
        "partner");
  }

  @Test
  void tellsTheMinutesInClassAsTheyStandAfterCorrections() {
    Session one = session(1);
    Session two = session(2);
    mark(one, saying(1, Mark.PRESENT, 0, ""));
    mark(two, saying(1, Mark.PART, 30, ""));
    mark(two, saying(1, Mark.PART, 40, "The clock was slow."));
    assertThat(attendance.attended(start, one.ends()))
        .filteredOn(a -> a.person() == person)
        .containsExactly(new Attendance.Attended(one.id(), intake, person, one.starts(), 120));
    assertThat(attendance.attended(start, two.ends()))
        .filteredOn(a -> a.person() == person)
        .extracting(Attendance.Attended::minutes)
        .containsExactly(120, 40);
    assertThat(attendance.attended(start, one.starts()))
        .filteredOn(a -> a.person() == person)
        .isEmpty();
  }
}
