package org.rung.server.classes;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The sessions of an intake, for planners.
@Controller
class SessionPages {
  private final Templates templates;
  private final Frames frames;
  private final Sessions sessions;
  private final Rooms rooms;
  private final Instructors instructors;
  private final Attendance attendance;
  private final Audit audit;
  private final Clock clock;

  SessionPages(
      Templates templates,
      Frames frames,
      Sessions sessions,
      Rooms rooms,
      Instructors instructors,
      Attendance attendance,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.sessions = sessions;
    this.rooms = rooms;
    this.instructors = instructors;
    this.attendance = attendance;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping("/intakes/{intake}/sessions")
  Html list(@PathVariable long intake) {
    Intake run = sessions.intake(intake);
    return page(run, Map.of("from", run.starts().toString()), "");
  }

  @PostMapping("/intakes/{intake}/sessions")
  Object add(
      @PathVariable long intake,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String at,
      @RequestParam(defaultValue = "") String minutes,
      @RequestParam(defaultValue = "") String room,
      @RequestParam(defaultValue = "") String link,
      @RequestParam(defaultValue = "") String instructor) {
    try {
      Meeting meeting = Asked.meeting(room, link, instructor);
      ZoneId zone = sessions.zone(meeting.room());
      sessions.add(intake, Asked.slot(day, at, minutes, zone), zone, meeting, Frames.viewer());
      return to(intake);
    } catch (Refused refused) {
      return page(
          sessions.intake(intake),
          Map.of(
              "day",
              day,
              "one_at",
              at,
              "one_minutes",
              minutes,
              "one_room",
              room,
              "one_link",
              link,
              "one_instructor",
              instructor),
          String.valueOf(refused.getMessage()));
    }
  }

  /// Lays out a regular timetable.
  @PostMapping("/intakes/{intake}/sessions/timetable")
  Object layOut(
      @PathVariable long intake,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(name = "day", defaultValue = "") List<String> days,
      @RequestParam(defaultValue = "") String at,
      @RequestParam(defaultValue = "") String minutes,
      @RequestParam(defaultValue = "") String without,
      @RequestParam(defaultValue = "") String room,
      @RequestParam(defaultValue = "") String link,
      @RequestParam(defaultValue = "") String instructor) {
    try {
      Meeting meeting = Asked.meeting(room, link, instructor);
      ZoneId zone = sessions.zone(meeting.room());
      sessions.layOut(
          intake,
          Asked.timetable(from, days, at, minutes, without, zone),
          meeting,
          Frames.viewer());
      return to(intake);
    } catch (Refused refused) {
      Map<String, String> form = new HashMap<>();
      form.put("from", from);
      form.put("days", String.join(",", days));
      form.put("at", at);
      form.put("minutes", minutes);
      form.put("without", without);
      form.put("room", room);
      form.put("link", link);
      form.put("instructor", instructor);
      return page(sessions.intake(intake), form, String.valueOf(refused.getMessage()));
    }
  }

  /// Whether the partner sees the employer's ids of the learners.
  @PostMapping("/intakes/{intake}/sessions/ids")
  View ids(@PathVariable long intake, @RequestParam(defaultValue = "false") boolean shown) {
    attendance.showIds(sessions.intake(intake).id(), shown, Frames.viewer());
    return to(intake);
  }

  @GetMapping("/intakes/{intake}/sessions.csv")
  View csv(@PathVariable long intake) {
    Intake run = sessions.intake(intake);
    return CsvDownload.of(
        "sessions-%d.csv".formatted(intake),
        List.of(
            "session",
            "programme",
            "starts",
            "ends",
            "time_zone",
            "minutes",
            "room",
            "link",
            "instructor",
            "state",
            "reason"),
        to ->
            sessions
                .of(run.id())
                .forEach(s ->
                    to.row(
                        s.id(),
                        s.programme(),
                        s.starts().atZone(s.zone()).toOffsetDateTime(),
                        s.ends().atZone(s.zone()).toOffsetDateTime(),
                        s.zone().getId(),
                        s.minutes(),
                        s.where(),
                        s.link(),
                        s.taughtBy(),
                        s.cancelled() ? "cancelled" : "planned",
                        s.reason())));
  }

  @GetMapping("/intakes/{intake}/attendance.csv")
  View attendanceCsv(@PathVariable long intake) {
    Intake run = sessions.intake(intake);
    audit.read("attendance", "intake %d, export".formatted(intake));
    return attendance.csv(run.id(), true);
  }

  @GetMapping("/intakes/{intake}/sessions/{session}")
  Html one(@PathVariable long intake, @PathVariable long session) {
    return page(session(intake, session), Map.of(), "");
  }

  /// Gives a session another time, place or instructor.
  @PostMapping("/intakes/{intake}/sessions/{session}")
  Object move(
      @PathVariable long intake,
      @PathVariable long session,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String at,
      @RequestParam(defaultValue = "") String minutes,
      @RequestParam(defaultValue = "") String room,
      @RequestParam(defaultValue = "") String link,
      @RequestParam(defaultValue = "") String instructor,
      @RequestParam(defaultValue = "") String reason) {
    Session before = session(intake, session);
    try {
      Meeting meeting = Asked.meeting(room, link, instructor);
      ZoneId zone = sessions.zone(meeting.room());
      sessions.move(
          session,
          version,
          Asked.slot(day, at, minutes, zone),
          zone,
          meeting,
          reason,
          Frames.viewer());
      return to(intake);
    } catch (Refused refused) {
      return page(
          before,
          Map.of(
              "day",
              day,
              "at",
              at,
              "minutes",
              minutes,
              "room",
              room,
              "link",
              link,
              "instructor",
              instructor,
              "reason",
              reason),
          String.valueOf(refused.getMessage()));
    }
  }

  @PostMapping("/intakes/{intake}/sessions/{session}/cancel")
  Object cancel(
      @PathVariable long intake,
      @PathVariable long session,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(defaultValue = "") String reason) {
    Session before = session(intake, session);
    try {
      sessions.cancel(session, version, reason, Frames.viewer());
      return to(intake);
    } catch (Refused refused) {
      return page(before, Map.of("cancel", reason), String.valueOf(refused.getMessage()));
    }
  }

  private Session session(long intake, long id) {
    Session found = sessions.get(id);
    if (found.intake() != intake) {
      throw new NotFound("Session %d is none of intake %d.".formatted(id, intake));
    }
    return found;
  }

  private Html page(Intake intake, Map<String, String> form, String error) {
    return Html.of(
        templates.classesSessions(
            frames.frame(
                "Sessions of " + intake.programme(),
                Crumb.of("Run"),
                new Crumb("Intake " + intake.id(), "/intakes/" + intake.id()),
                Crumb.of("Sessions of " + intake.programme())),
            new SessionsPage(
                intake,
                sessions.of(intake.id()),
                rooms.all(),
                instructors.all(),
                attendance.showsIds(intake.id()),
                form,
                error,
                clock.instant())),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Html page(Session session, Map<String, String> form, String error) {
    audit.read("attendance", "session %d".formatted(session.id()));
    return Html.of(
        templates.classesSession(
            frames.frame(
                session.when(),
                Crumb.of("Run"),
                new Crumb("Intake " + session.intake(), "/intakes/" + session.intake()),
                new Crumb(
                    "Sessions of " + session.programme(),
                    "/intakes/%d/sessions".formatted(session.intake())),
                Crumb.of(session.when())),
            new SessionPage(
                session,
                rooms.all(),
                instructors.all(),
                attendance.roster(session, true),
                form,
                error,
                clock.instant())),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static View to(long intake) {
    return new RedirectView("/intakes/%d/sessions".formatted(intake), true, false);
  }
}
