package org.rung.server.classes;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.enrolment.Result;
import org.rung.server.pages.Frames;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// The classes that a training partner gives, and those that a person learns in or teaches, as
/// JSON. Whose rows they tell is the account's alone.
@JsonApi
class PartnerApi {
  private final PartnerDesk desk;
  private final Attendance attendance;
  private final AttendanceFile file;
  private final Sessions sessions;
  private final Learners learners;
  private final Viewers viewers;
  private final Audit audit;

  PartnerApi(
      PartnerDesk desk,
      Attendance attendance,
      AttendanceFile file,
      Sessions sessions,
      Learners learners,
      Viewers viewers,
      Audit audit) {
    this.desk = desk;
    this.attendance = attendance;
    this.file = file;
    this.sessions = sessions;
    this.learners = learners;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// An intake that the partner gives.
  record PartnerIntakeTold(
      long id,
      String programme,
      String provider,
      LocalDate starts,
      @Meaning("Sessions planned and not over.") int sessionsToCome,
      @Meaning("Sessions that began and where somebody is not marked.") int sessionsToMark,
      boolean cancelled) {
    static PartnerIntakeTold of(PartnerIntake intake) {
      return new PartnerIntakeTold(
          intake.id(),
          intake.programme(),
          intake.provider(),
          intake.starts(),
          intake.toCome(),
          intake.toMark(),
          intake.over());
    }
  }

  @Told(value = "List the intakes that you give", more = "The latest first.")
  @GetMapping("/partner/intakes")
  Page<PartnerIntakeTold> intakes(Paging paging) {
    return paging.of(desk.intakes()).map(PartnerIntakeTold::of);
  }

  /// A learner, by a number that no other intake has for the same person.
  record LearnerTold(
      int learner,
      @Meaning("The employer's id; null unless the employer shows it.") Optional<String> employerId,
      @Meaning("In words.") String state,
      @Meaning("In class so far.") int minutes,
      int sessionsMarked,
      @Meaning("Of those, with any time in class.") int sessionsPresent,
      @Meaning("Null while there is none.") Optional<Result> result,
      Optional<LocalDate> endedOn,
      @Meaning("Why; null for none.") Optional<String> words) {
    static LearnerTold of(Learner one) {
      return new LearnerTold(
          one.number(),
          one.employerId(),
          one.state(),
          one.minutes(),
          one.marked(),
          one.present(),
          one.ended().map(Learner.Ended::result),
          one.ended().map(Learner.Ended::on),
          one.ended().map(Learner.Ended::words).filter(words -> !words.isEmpty()));
    }
  }

  @Told("List the learners of an intake that you give")
  @GetMapping("/partner/intakes/{intake}/learners")
  Page<LearnerTold> learners(@PathVariable long intake, Paging paging) {
    PartnerIntake found = desk.intake(intake);
    audit.read("learners", "intake %d".formatted(intake));
    return paging.of(desk.learners(found)).map(LearnerTold::of);
  }

  @Told(value = "List the sessions of an intake that you give", more = "In time.")
  @GetMapping("/partner/intakes/{intake}/sessions")
  Page<SessionTold> partnerSessions(@PathVariable long intake, Paging paging) {
    return paging.of(desk.sessions(desk.intake(intake))).map(SessionTold::of);
  }

  /// How it ended for a learner.
  record ResultGiven(
      int learner,
      Result result,
      LocalDate on,
      @Meaning("Why; needed for who did not pass or left.") Optional<String> words) {}

  @Told(
      value = "Report how it ended for a learner",
      more = "It stands once it is given.",
      status = 204,
      problems = ProblemType.REFUSED)
  @PostMapping("/partner/intakes/{intake}/results")
  ResponseEntity<Void> report(@PathVariable long intake, @RequestBody ResultGiven given) {
    desk.report(
        desk.intake(intake),
        given.learner(),
        given.result(),
        given.on(),
        given.words().orElse(""),
        Frames.viewer());
    return Answers.done();
  }

  @Told("Read who was in a session that you give")
  @GetMapping("/partner/sessions/{session}/attendance")
  Page<AttendanceTold> attendance(@PathVariable long session, Paging paging) {
    Session found = desk.session(session);
    audit.read("attendance", "session %d".formatted(session));
    return paging
        .of(attendance.roster(found, desk.showsIds(found.intake())))
        .map(AttendanceTold::of);
  }

  @Told(
      value = "Mark who was in a session that you give",
      more = "All of it or nothing. Another mark than stands needs a reason.",
      status = 204,
      problems = ProblemType.REFUSED)
  @PostMapping("/partner/sessions/{session}/attendance")
  ResponseEntity<Void> mark(
      @PathVariable long session, @RequestBody AttendanceTold.MarksGiven given) {
    return marked(desk.session(session), given);
  }

  private ResponseEntity<Void> marked(Session session, AttendanceTold.MarksGiven given) {
    given.refuse(attendance.mark(session, given.sayings(), "api", true, Frames.viewer()).faults());
    return Answers.done();
  }

  /// What became of a file.
  record AttendanceOfFile(
      int lines,
      @Meaning("Marks that it brought.") int taken,
      @Meaning("Rows that say what stands, or nothing.") int same,
      @Meaning("What was not taken; the other rows were.") List<AttendanceReport.BadLine> bad) {}

  @Told(
      value = "Send the attendance of an intake as a file",
      more =
          "CSV or XLSX with the columns session, learner, mark, minutes, reason. Good rows are taken.",
      problems = {ProblemType.REFUSED, ProblemType.WRONG_CONTENT_TYPE})
  @PostMapping(
      path = "/partner/intakes/{intake}/attendance",
      consumes = {"text/csv", JsonApi.XLSX, "application/octet-stream"})
  AttendanceOfFile send(
      @PathVariable long intake,
      @RequestParam @Meaning("What the file is called.") String name,
      InputStream content) {
    AttendanceReport report = file.read(desk.intake(intake).id(), name, content, Frames.viewer());
    return new AttendanceOfFile(report.lines(), report.taken(), report.same(), report.bad());
  }

  // ---- one's own

  /// A session of the own classes.
  record MyClassTold(
      SessionTold session,
      @Meaning("Null while nothing was marked.") Optional<Mark> mark,
      @Meaning("In class; null while nothing was marked.") Optional<Integer> minutes) {}

  @Told(value = "List your own classes", more = "In time, with what was marked.")
  @GetMapping("/my/classes")
  Page<MyClassTold> mine(Paging paging) {
    Optional<Long> me = learners.me(viewers.now());
    viewers.now().employerId().ifPresent(id -> audit.read("classes", "person " + id));
    java.util.Map<Long, Attendee.Marked> marked = me.map(attendance::of).orElse(java.util.Map.of());
    return paging
        .of(me.map(sessions::learning).orElse(List.of()))
        .map(session -> {
          Optional<Attendee.Marked> one = Optional.ofNullable(marked.get(session.id()));
          return new MyClassTold(
              SessionTold.of(session),
              one.map(Attendee.Marked::mark),
              one.map(Attendee.Marked::minutes));
        });
  }

  @Told(value = "List the sessions that you teach", more = "In time.")
  @GetMapping("/my/teaching")
  Page<SessionTold> teaching(Paging paging) {
    return paging.of(taught()).map(SessionTold::of);
  }

  private List<Session> taught() {
    return learners.me(viewers.now()).map(sessions::teaching).orElse(List.of());
  }

  @Told("Read who was in a session that you teach")
  @GetMapping("/my/teaching/{session}/attendance")
  Page<AttendanceTold> taught(@PathVariable long session, Paging paging) {
    Session found = TeachingPages.one(taught(), session);
    audit.read("attendance", "session %d".formatted(session));
    return paging.of(attendance.roster(found, true)).map(AttendanceTold::of);
  }

  @Told(
      value = "Mark who was in a session that you teach",
      more = "All of it or nothing. Another mark than stands needs a reason.",
      status = 204,
      problems = ProblemType.REFUSED)
  @PostMapping("/my/teaching/{session}/attendance")
  ResponseEntity<Void> markTaught(
      @PathVariable long session, @RequestBody AttendanceTold.MarksGiven given) {
    return marked(TeachingPages.one(taught(), session), given);
  }
}
