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
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.servlet.view.RedirectView;

/// An employee's classes and calendar. Whose they are is the account's person alone; the calendar's
/// own address opens it without a sign-in, to whoever knows it.
@Controller
class MyClassesPages {
  private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

  private final Templates templates;
  private final Frames frames;
  private final Sessions sessions;
  private final Attendance attendance;
  private final Calendars calendars;
  private final Learners learners;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  MyClassesPages(
      Templates templates,
      Frames frames,
      Sessions sessions,
      Attendance attendance,
      Calendars calendars,
      Learners learners,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.sessions = sessions;
    this.attendance = attendance;
    this.calendars = calendars;
    this.learners = learners;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry myClassesEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 2, "My classes", "/my/classes");
  }

  @GetMapping("/my/classes")
  Html classes() {
    return page(Optional.empty());
  }

  /// Makes an address, or another one; answers with the page itself, which shows what no later page
  /// can.
  @PostMapping("/my/classes/calendar")
  Html makeCalendar() {
    String secret = calendars.make(me(), Frames.viewer());
    return page(
        Optional.of(
            ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/calendar/{secret}.ics")
                .buildAndExpand(secret)
                .toUriString()));
  }

  @PostMapping("/my/classes/calendar/revoke")
  View revokeCalendar() {
    calendars.revoke(me(), Frames.viewer());
    return new RedirectView("/my/classes", true, false);
  }

  /// The calendar itself. Nothing is said to who does not know the secret.
  @GetMapping("/calendar/{secret}.ics")
  ResponseEntity<String> calendar(@PathVariable String secret) {
    return calendars
        .feed(secret)
        .map(feed ->
            ResponseEntity.ok()
                .contentType(CALENDAR)
                .header("Cache-Control", "private, no-cache")
                .header("Content-Disposition", "inline; filename=\"classes.ics\"")
                .body(feed))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private long me() {
    return learners
        .me(viewers.now())
        .orElseThrow(() ->
            new NotFound(
                "Your account is no person of the employer's files, so it has no classes. Ask an"
                    + " administrator to link it."));
  }

  private Html page(Optional<String> address) {
    Optional<Long> me = learners.me(viewers.now());
    viewers.now().employerId().ifPresent(id -> audit.read("classes", "person " + id));
    return Html.of(
        templates.classesMy(
            frames.frame("My classes", Crumb.of("My classes")),
            new MyClassesPage(
                me.isPresent(),
                me.map(sessions::learning).orElse(List.of()),
                me.map(attendance::of).orElse(Map.of()),
                me.map(sessions::teaching).filter(mine -> !mine.isEmpty()).isPresent(),
                me.flatMap(calendars::of),
                address,
                clock.instant())));
  }
}
