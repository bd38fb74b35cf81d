package org.rung.server.tuition;

import gg.jte.generated.precompiled.Templates;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// What a school does: it looks a voucher up before it takes a student in, and says what became of
/// the course. It sees its own vouchers alone. A code stands in no address, so in no log either.
@Controller
class SchoolPages {
  private final Templates templates;
  private final Frames frames;
  private final Schools schools;
  private final Applications applications;
  private final Viewers viewers;
  private final Audit audit;

  SchoolPages(
      Templates templates,
      Frames frames,
      Schools schools,
      Applications applications,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.schools = schools;
    this.applications = applications;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry vouchersEntry() {
    return RailEntry.of(RailEntry.Section.RUN, 640, "Vouchers", "/school");
  }

  @GetMapping("/school")
  Html vouchers() {
    return page("", Optional.empty(), "", HttpStatus.OK);
  }

  /// Looks a voucher up.
  @PostMapping("/school/vouchers")
  Html look(@RequestParam(defaultValue = "") String code) {
    Optional<String> school = school();
    if (school.isEmpty()) {
      return page(code, Optional.empty(), "", HttpStatus.OK);
    }
    Optional<Voucher> voucher = schools.look(school.get(), code, viewers.now().account());
    return page(
        code,
        voucher,
        voucher.isEmpty()
            ? "No voucher of %s has the code “%s”. Compare it with the student's, letter by letter."
                .formatted(school.get(), code)
            : "",
        voucher.isEmpty() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
  }

  /// Says what became of a course.
  @PostMapping("/school/results")
  View result(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String result) {
    String school =
        school().orElseThrow(() -> new Refused("Your account speaks for no school yet."));
    long application =
        schools
            .application(school, code)
            .orElseThrow(() -> new Refused("No voucher of %s has this code.".formatted(school)));
    Application.State state =
        switch (result) {
          case "passed" -> Application.State.PASSED;
          case "failed" -> Application.State.FAILED;
          case "dropped" -> Application.State.DROPPED;
          default -> throw new Refused("Choose passed, failed or dropped.");
        };
    try {
      applications.result(application, state, viewers.now().account());
    } catch (Refused e) {
      // The button was pressed twice: the result stands already.
      if (applications.get(application).state() == state) {
        return new RedirectView("/school", true, false);
      }
      throw e;
    }
    audit.change("tuition", "application %d, %s".formatted(application, result));
    return new RedirectView("/school", true, false);
  }

  private Optional<String> school() {
    return schools.of(viewers.now().account());
  }

  private Html page(String code, Optional<Voucher> voucher, String error, HttpStatus status) {
    Optional<String> school = school();
    school.ifPresent(it -> audit.read("tuition", "vouchers of " + it));
    return Html.of(
        templates.tuitionSchool(
            frames.frame("Vouchers", Crumb.of("Run"), Crumb.of("Vouchers")),
            new SchoolPage(
                school,
                code,
                voucher,
                error,
                school.map(schools::seen).orElse(java.util.List.of()))),
        status);
  }
}
