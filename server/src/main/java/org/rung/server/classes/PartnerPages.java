package org.rung.server.classes;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.enrolment.Result;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The portal of a training partner. Whose rows it shows is the account's providers alone.
@Controller
class PartnerPages {
  private final Templates templates;
  private final Frames frames;
  private final PartnerDesk desk;
  private final Attendance attendance;
  private final AttendanceForm form;
  private final AttendanceFile file;
  private final Audit audit;
  private final Clock clock;

  PartnerPages(
      Templates templates,
      Frames frames,
      PartnerDesk desk,
      Attendance attendance,
      AttendanceForm form,
      AttendanceFile file,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.desk = desk;
    this.attendance = attendance;
    this.form = form;
    this.file = file;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry partnerEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 4, "My classes to give", "/partner");
  }

  @GetMapping("/partner")
  Html partner() {
    return Html.of(
        templates.classesPartner(
            frames.frame("My classes to give", Crumb.of("My classes to give")),
            new PartnerPage(desk.providers(), desk.intakes(), desk.toMark(), desk.toCome())));
  }

  @GetMapping("/partner/intakes/{intake}")
  Html intake(@PathVariable long intake) {
    return page(desk.intake(intake), Optional.empty(), Map.of(), "");
  }

  /// Says how it ended for a learner.
  @PostMapping("/partner/intakes/{intake}/results")
  Object report(
      @PathVariable long intake,
      @RequestParam(defaultValue = "") String learner,
      @RequestParam(defaultValue = "") String result,
      @RequestParam(defaultValue = "") String on,
      @RequestParam(defaultValue = "") String words) {
    PartnerIntake found = desk.intake(intake);
    try {
      if (!learner.strip().matches("\\d{1,6}")) {
        throw new Refused("No learner was chosen. Choose one of the list.");
      }
      desk.report(
          found,
          Integer.parseInt(learner.strip()),
          result(result),
          Asked.day(on),
          words,
          Frames.viewer());
      return to(intake);
    } catch (Refused refused) {
      return page(
          found,
          Optional.empty(),
          Map.of("learner", learner, "result", result, "on", on, "words", words),
          String.valueOf(refused.getMessage()));
    }
  }

  static Result result(String code) {
    try {
      return Result.of(code.strip());
    } catch (IllegalArgumentException e) {
      throw new Refused("“%s” is no result. Give completed, failed or withdrawn.".formatted(code));
    }
  }

  @GetMapping("/partner/intakes/{intake}/attendance.csv")
  View csv(@PathVariable long intake) {
    PartnerIntake found = desk.intake(intake);
    audit.read("attendance", "intake %d, export".formatted(intake));
    return attendance.csv(found.id(), desk.showsIds(intake));
  }

  @GetMapping("/partner/intakes/{intake}/learners.csv")
  View learnersCsv(@PathVariable long intake) {
    PartnerIntake found = desk.intake(intake);
    audit.read("learners", "intake %d, export".formatted(intake));
    boolean ids = desk.showsIds(intake);
    return CsvDownload.of(
        "learners-%d.csv".formatted(intake),
        List.of(
            "learner",
            "person_id",
            "state",
            "minutes_in_class",
            "sessions_marked",
            "sessions_present",
            "result",
            "ended_on",
            "words"),
        to ->
            desk.learners(found)
                .forEach(one ->
                    to.row(
                        one.number(),
                        ids ? one.employerId().orElse("") : "",
                        one.state(),
                        one.minutes(),
                        one.marked(),
                        one.present(),
                        one.ended().map(e -> e.result().code()).orElse(""),
                        one.ended().map(e -> e.on().toString()).orElse(""),
                        one.ended().map(Learner.Ended::words).orElse(""))));
  }

  /// Attendance of all its sessions, from a file.
  @PostMapping("/partner/intakes/{intake}/attendance")
  Html send(@PathVariable long intake, @RequestParam Optional<MultipartFile> file) {
    PartnerIntake found = desk.intake(intake);
    String name = file.map(MultipartFile::getOriginalFilename).orElse("");
    if (name.isBlank()) {
      return page(
          found, Optional.empty(), Map.of(), "No file was chosen. Choose a CSV or XLSX file.");
    }
    // Some browsers send a path.
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try (InputStream content = file.orElseThrow().getInputStream()) {
      AttendanceReport report = this.file.read(intake, last, content, Frames.viewer());
      return page(desk.intake(intake), Optional.of(report), Map.of(), "");
    } catch (Refused refused) {
      return page(found, Optional.empty(), Map.of(), String.valueOf(refused.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/partner/sessions/{session}")
  Html session(@PathVariable long session) {
    Session found = desk.session(session);
    return page(form.page(found, desk.showsIds(found.intake()), address(found)));
  }

  @PostMapping("/partner/sessions/{session}")
  Object mark(@PathVariable long session, @RequestParam Map<String, String> sent) {
    Session found = desk.session(session);
    Optional<AttendancePage> faulty =
        form.send(found, desk.showsIds(found.intake()), address(found), sent, Frames.viewer());
    return faulty.isPresent()
        ? page(faulty.get())
        : new RedirectView("/partner/sessions/" + session, true, false);
  }

  private static String address(Session session) {
    return "/partner/sessions/" + session.id();
  }

  private Html page(AttendancePage page) {
    audit.read("attendance", "session %d".formatted(page.session().id()));
    return Html.of(
        templates.classesAttendance(
            frames.frame(
                page.session().when(),
                new Crumb("My classes to give", "/partner"),
                new Crumb(
                    page.session().programme(), "/partner/intakes/" + page.session().intake()),
                Crumb.of(page.session().when())),
            page),
        page.faults().isEmpty() && page.error().isEmpty()
            ? HttpStatus.OK
            : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Html page(
      PartnerIntake intake,
      Optional<AttendanceReport> report,
      Map<String, String> sent,
      String error) {
    audit.read("learners", "intake %d".formatted(intake.id()));
    return Html.of(
        templates.classesPartnerIntake(
            frames.frame(
                intake.programme(),
                new Crumb("My classes to give", "/partner"),
                Crumb.of(intake.programme())),
            new PartnerIntakePage(
                intake,
                desk.learners(intake),
                desk.sessions(intake),
                report,
                sent,
                error,
                LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()).toString(),
                clock.instant())),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static View to(long intake) {
    return new RedirectView("/partner/intakes/" + intake, true, false);
  }
}
