package org.rung.server.classes;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// What an own instructor teaches. Whose sessions they show is the person of the account alone.
@Controller
class TeachingPages {
  private final Templates templates;
  private final Frames frames;
  private final Sessions sessions;
  private final AttendanceForm form;
  private final Learners learners;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  TeachingPages(
      Templates templates,
      Frames frames,
      Sessions sessions,
      AttendanceForm form,
      Learners learners,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.sessions = sessions;
    this.form = form;
    this.learners = learners;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping("/my/teaching")
  Html teaching() {
    List<Session> mine = learners.me(viewers.now()).map(sessions::teaching).orElse(List.of());
    return Html.of(
        templates.classesTeaching(
            frames.frame(
                "My teaching", new Crumb("My classes", "/my/classes"), Crumb.of("My teaching")),
            mine,
            clock.instant()));
  }

  @GetMapping("/my/teaching/{session}")
  Html session(@PathVariable long session) {
    Session found = mine(session);
    return page(form.page(found, true, "/my/teaching/" + session));
  }

  @PostMapping("/my/teaching/{session}")
  Object mark(@PathVariable long session, @RequestParam Map<String, String> sent) {
    Session found = mine(session);
    Optional<AttendancePage> faulty =
        form.send(found, true, "/my/teaching/" + session, sent, Frames.viewer());
    return faulty.isPresent()
        ? page(faulty.get())
        : new RedirectView("/my/teaching/" + session, true, false);
  }

  private Session mine(long id) {
    return one(learners.me(viewers.now()).map(sessions::teaching).orElse(List.of()), id);
  }

  /// One of the sessions that somebody teaches.
  ///
  /// @throws NotFound when it is none of them
  static Session one(List<Session> taught, long id) {
    return taught.stream()
        .filter(session -> session.id() == id)
        .findAny()
        .orElseThrow(() -> new NotFound("You teach no session %d. See My teaching.".formatted(id)));
  }

  private Html page(AttendancePage page) {
    audit.read("attendance", "session %d".formatted(page.session().id()));
    return Html.of(
        templates.classesAttendance(
            frames.frame(
                page.session().when(),
                new Crumb("My teaching", "/my/teaching"),
                Crumb.of(page.session().when())),
            page),
        page.faults().isEmpty() && page.error().isEmpty()
            ? HttpStatus.OK
            : HttpStatus.UNPROCESSABLE_CONTENT);
  }
}
