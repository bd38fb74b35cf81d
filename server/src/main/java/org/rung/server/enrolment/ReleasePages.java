package org.rung.server.enrolment;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Map;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frame;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// What a manager is asked to release people for, and the answers.
@Controller
class ReleasePages {
  private final Templates templates;
  private final Frames frames;
  private final Releases releases;
  private final Enrolments enrolments;
  private final Viewers viewers;
  private final Audit audit;

  ReleasePages(
      Templates templates,
      Frames frames,
      Releases releases,
      Enrolments enrolments,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.releases = releases;
    this.enrolments = enrolments;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry releasesEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 4, "Releases", "/team/releases");
  }

  @GetMapping("/team/releases")
  Html all() {
    return page(Map.of());
  }

  @PostMapping("/team/releases/{enrolment}")
  Object answer(
      @PathVariable long enrolment,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String why) {
    boolean yes = answer.equals("yes");
    if (!yes && (why.isBlank() || why.strip().length() > Enrolments.MOST_CHARACTERS)) {
      return page(
          Map.of(
              enrolment,
              "Say why not, in at most 1,000 characters: the person and a planner read it."));
    }
    releases.answer(departments(), enrolment, yes, why, viewers.now().account());
    return new RedirectView("/team/releases", true, false);
  }

  private Html page(Map<Long, String> wrong) {
    List<String> departments = departments();
    audit.read("releases", String.join(", ", departments));
    Frame frame = frames.frame("Releases", new Crumb("My team", "/team"), Crumb.of("Releases"));
    return Html.of(
        templates.enrolmentReleases(
            frame,
            new ReleasesPage(releases.ofTeam(departments), departments, enrolments.today(), wrong)),
        wrong.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private List<String> departments() {
    return viewers.now().departments();
  }
}
