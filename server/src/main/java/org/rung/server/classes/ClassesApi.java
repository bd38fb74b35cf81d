package org.rung.server.classes;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rung.server.access.Audit;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.rung.server.pages.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// Rooms, instructors and sessions for planners, as JSON.
@JsonApi
class ClassesApi {
  private final Rooms rooms;
  private final Instructors instructors;
  private final Sessions sessions;
  private final Attendance attendance;
  private final Audit audit;

  ClassesApi(
      Rooms rooms, Instructors instructors, Sessions sessions, Attendance attendance, Audit audit) {
    this.rooms = rooms;
    this.instructors = instructors;
    this.sessions = sessions;
    this.attendance = attendance;
    this.audit = audit;
  }

  // ---- rooms

  /// A room.
  record RoomTold(
      long id,
      @Meaning("The site's number.") int site,
      String siteName,
      String name,
      int seats,
      @Meaning("The clock of the site, as America/Chicago.") String timeZone,
      @Meaning("Takes no new session.") boolean closed,
      @Meaning("Planned and not over.") int sessionsToCome) {
    static RoomTold of(Room room) {
      return new RoomTold(
          room.id(),
          room.siteId(),
          room.site(),
          room.name(),
          room.seats(),
          room.zone().getId(),
          room.closed(),
          room.sessions());
    }
  }

  @Told(value = "List rooms", more = "By site and name.")
  @GetMapping("/rooms")
  Page<RoomTold> rooms(Paging paging) {
    return paging.of(rooms.all()).map(RoomTold::of);
  }

  /// A room to be added.
  record RoomNew(@Meaning("The site's number.") int site, String name, int seats) {}

  @Told(value = "Add a room", status = 201, problems = ProblemType.REFUSED)
  @PostMapping("/rooms")
  ResponseEntity<RoomTold> addRoom(@RequestBody RoomNew asked) {
    long id = rooms.add(asked.site(), asked.name(), asked.seats());
    return Answers.created(
        "/api/v1/rooms", RoomTold.of(rooms.find(id).orElseThrow(() -> Rooms.none(id))));
  }

  /// Whether something takes new sessions.
  record Closing(@Meaning("Takes no new session; what is planned stays.") boolean closed) {}

  @Told(value = "Close a room to new sessions, or open it again", status = 204)
  @PostMapping("/rooms/{room}")
  ResponseEntity<Void> closeRoom(@PathVariable long room, @RequestBody Closing asked) {
    rooms.close(room, asked.closed());
    return Answers.done();
  }

  /// The clock of a site.
  record SiteClock(
      @Meaning("The site's number.") int site, @Meaning("As America/Chicago.") String timeZone) {}

  @Told(
      value = "Set the clock of a site",
      more = "Sessions that are planned keep their moments.",
      status = 204,
      problems = ProblemType.REFUSED)
  @PutMapping("/rooms/zones")
  ResponseEntity<Void> zone(@RequestBody SiteClock asked) {
    rooms.setZone(asked.site(), asked.timeZone());
    return Answers.done();
  }

  // ---- instructors

  /// Who teaches.
  record InstructorTold(
      long id,
      String name,
      @Meaning("Of an own person; null for a partner's.") Optional<String> employerId,
      @Meaning("Of a partner's; null for an own person.") Optional<String> provider,
      @Meaning("Takes no new session.") boolean closed,
      @Meaning("Planned and not over.") int sessionsToCome) {
    static InstructorTold of(Instructor one) {
      return new InstructorTold(
          one.id(), one.name(), one.employerId(), one.provider(), one.closed(), one.sessions());
    }
  }

  @Told(value = "List instructors", more = "Own people first, by name.")
  @GetMapping("/instructors")
  Page<InstructorTold> instructors(Paging paging) {
    return paging.of(instructors.all()).map(InstructorTold::of);
  }

  /// Somebody to be added who teaches: either an own person or one of a provider's.
  record InstructorNew(String name, Optional<String> employerId, Optional<String> provider) {}

  @Told(value = "Add an instructor", status = 201, problems = ProblemType.REFUSED)
  @PostMapping("/instructors")
  ResponseEntity<InstructorTold> addInstructor(@RequestBody InstructorNew asked) {
    long id =
        instructors.add(asked.name(), asked.employerId().orElse(""), asked.provider().orElse(""));
    return Answers.created(
        "/api/v1/instructors",
        InstructorTold.of(instructors.find(id).orElseThrow(() -> Instructors.none(id))));
  }

  @Told(value = "Give an instructor no new sessions, or give them again", status = 204)
  @PostMapping("/instructors/{instructor}")
  ResponseEntity<Void> closeInstructor(@PathVariable long instructor, @RequestBody Closing asked) {
    instructors.close(instructor, asked.closed());
    return Answers.done();
  }

  // ---- sessions

  @Told(value = "List the sessions of an intake", more = "In time, with those that were cancelled.")
  @GetMapping("/intakes/{intake}/sessions")
  Page<SessionTold> sessions(@PathVariable long intake, Paging paging) {
    return paging.of(sessions.of(sessions.intake(intake).id())).map(SessionTold::of);
  }

  /// A session to be added or a change of one. It needs a room or a link.
  record SessionAsked(
      @Meaning("By the clock of the room's site, without a room by the employer's.") LocalDate day,
      @Meaning("As 09:00.") String at,
      int minutes,
      Optional<Long> room,
      Optional<String> link,
      Optional<Long> instructor,
      @Meaning("The version that was read; for a change.") Optional<Integer> version,
      @Meaning("For the learners; for a change.") Optional<String> reason) {
    Meeting meeting() {
      return new Meeting(room, link.orElse("").strip(), instructor);
    }

    Slot slot(ZoneId zone) {
      return Asked.slot(day.toString(), at, Integer.toString(minutes), zone);
    }
  }

  @Told(
      value = "Add a session",
      more = "Refused where room, instructor, intake or a learner has another at the time.",
      status = 201,
      problems = ProblemType.REFUSED)
  @PostMapping("/intakes/{intake}/sessions")
  ResponseEntity<SessionTold> add(@PathVariable long intake, @RequestBody SessionAsked asked) {
    sessions.intake(intake);
    ZoneId zone = sessions.zone(asked.room());
    long id = sessions.add(intake, asked.slot(zone), zone, asked.meeting(), Frames.viewer());
    return Answers.created(
        "/api/v1/intakes/%d/sessions".formatted(intake), SessionTold.of(sessions.get(id)));
  }

  /// A regular timetable.
  record TimetableAsked(
      LocalDate from,
      @Meaning("Of the week, as monday.") List<String> days,
      @Meaning("As 09:00.") String at,
      @Meaning("Of each session.") int minutes,
      @Meaning("Days left out.") List<LocalDate> without,
      Optional<Long> room,
      Optional<String> link,
      Optional<Long> instructor) {
    TimetableAsked {
      days = List.copyOf(days);
      without = List.copyOf(without);
    }
  }

  @Told(
      value = "Lay out a regular timetable",
      more = "Until the programme's hours are taught; all of it or nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/intakes/{intake}/sessions/timetable")
  Page<SessionTold> layOut(@PathVariable long intake, @RequestBody TimetableAsked asked) {
    sessions.intake(intake);
    Meeting meeting =
        new Meeting(asked.room(), asked.link().orElse("").strip(), asked.instructor());
    ZoneId zone = sessions.zone(asked.room());
    sessions.layOut(
        intake,
        Asked.timetable(
            asked.from().toString(),
            asked.days(),
            asked.at(),
            Integer.toString(asked.minutes()),
            asked.without().stream().map(LocalDate::toString).collect(Collectors.joining(" ")),
            zone),
        meeting,
        Frames.viewer());
    return new Page<>(sessions.of(intake).stream().map(SessionTold::of).toList(), Optional.empty());
  }

  @Told(value = "Give a session another time, place or instructor", problems = ProblemType.REFUSED)
  @PutMapping("/intakes/{intake}/sessions/{session}")
  SessionTold move(
      @PathVariable long intake, @PathVariable long session, @RequestBody SessionAsked asked) {
    one(intake, session);
    ZoneId zone = sessions.zone(asked.room());
    sessions.move(
        session,
        asked.version().orElse(0),
        asked.slot(zone),
        zone,
        asked.meeting(),
        asked.reason().orElse(""),
        Frames.viewer());
    return SessionTold.of(sessions.get(session));
  }

  /// That a session is cancelled.
  record Cancelling(
      @Meaning("The version that was read.") int version,
      @Meaning("For the learners.") String reason) {}

  @Told(value = "Cancel a session", status = 204, problems = ProblemType.REFUSED)
  @PostMapping("/intakes/{intake}/sessions/{session}/cancel")
  ResponseEntity<Void> cancel(
      @PathVariable long intake, @PathVariable long session, @RequestBody Cancelling asked) {
    one(intake, session);
    sessions.cancel(session, asked.version(), asked.reason(), Frames.viewer());
    return Answers.done();
  }

  @Told(value = "Read who was in a session", more = "By the learner's number in the intake.")
  @GetMapping("/intakes/{intake}/sessions/{session}/attendance")
  Page<AttendanceTold> attendance(
      @PathVariable long intake, @PathVariable long session, Paging paging) {
    Session found = one(intake, session);
    audit.read("attendance", "session %d".formatted(session));
    return paging.of(attendance.roster(found, true)).map(AttendanceTold::of);
  }

  /// Whether the partner sees the employer's ids of the learners.
  record ShowingIds(boolean shown) {}

  @Told(value = "Show the employer's ids to the partner, or hide them", status = 204)
  @PostMapping("/intakes/{intake}/sessions/ids")
  ResponseEntity<Void> ids(@PathVariable long intake, @RequestBody ShowingIds asked) {
    attendance.showIds(sessions.intake(intake).id(), asked.shown(), Frames.viewer());
    return Answers.done();
  }

  private Session one(long intake, long id) {
    Session found = sessions.get(id);
    if (found.intake() != intake) {
      throw new NotFound("Session %d is none of intake %d.".formatted(id, intake));
    }
    return found;
  }
}
