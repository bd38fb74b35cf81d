package org.rung.server.decisions;

import gg.jte.generated.precompiled.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
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
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// What people asked to be looked at again, and the form that answers.
@Controller
class AppealPages {
  private static final int SHOWN = 200;

  private final Templates templates;
  private final Frames frames;
  private final Appeals appeals;
  private final Decisions decisions;
  private final Viewers viewers;
  private final Audit audit;

  AppealPages(
      Templates templates,
      Frames frames,
      Appeals appeals,
      Decisions decisions,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.appeals = appeals;
    this.decisions = decisions;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry appealsEntry(Appeals appeals) {
    return new RailEntry(RailEntry.Section.DECIDE, 330, "Appeals", "/appeals", appeals::waiting);
  }

  @GetMapping("/appeals")
  Html all() {
    audit.read("appeals", "everybody");
    return Html.of(
        templates.decisionsAppeals(
            frames.frame("Appeals", Crumb.of("Decide"), Crumb.of("Appeals")),
            new AppealsPage(
                appeals.waiting(SHOWN),
                appeals.waiting(),
                appeals.overdue(),
                appeals.answered(SHOWN),
                appeals.today(),
                appeals.rule().text())));
  }

  @GetMapping("/appeals.csv")
  View csv() {
    audit.read("appeals", "everybody, export");
    return CsvDownload.of(
        "appeals.csv",
        List.of(
            "appeal",
            "person_id",
            "about",
            "matter",
            "shown",
            "said",
            "words",
            "asked_at",
            "answer_by",
            "answer",
            "reasons",
            "answered_by",
            "answered_at"),
        to ->
            Stream.concat(
                    appeals.waiting(Integer.MAX_VALUE).stream(),
                    appeals.answered(Integer.MAX_VALUE).stream())
                .forEach(appeal ->
                    to.row(
                        appeal.id(),
                        appeal.name(),
                        appeal.matter().kind(),
                        appeal.matter().words(),
                        appeal.matter() instanceof Matter.OfFact fact ? fact.shown() : "",
                        appeal.matter() instanceof Matter.OfFact fact ? fact.said() : "",
                        appeal.words(),
                        appeal.madeAt(),
                        appeal.deadline(),
                        appeal.answer().map(a -> a.ruling().code()).orElse(""),
                        appeal.answer().map(Appeal.Answer::reasons).orElse(""),
                        appeal.answer().map(Appeal.Answer::by).orElse(""),
                        appeal.answer().map(a -> a.at().toString()).orElse(""))));
  }

  @GetMapping("/appeals/{id}")
  Html one(@PathVariable long id) {
    Appeal appeal = appeals.get(id);
    audit.read("appeals", "appeal %d of person %s".formatted(id, appeal.name()));
    return page(appeal, Map.of(), Map.of(), HttpStatus.OK);
  }

  @PostMapping("/appeals/{id}")
  Object answer(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String ruling,
      @RequestParam(defaultValue = "") String reasons) {
    Appeal appeal = appeals.get(id);
    Map<String, String> errors = new LinkedHashMap<>();
    Optional<Ruling> chosen =
        Stream.of(Ruling.values()).filter(one -> one.code().equals(ruling)).findAny();
    if (chosen.isEmpty()) {
      errors.put("ruling", "No answer was chosen. Choose one of the two.");
    }
    if (reasons.isBlank()) {
      errors.put("reasons", "The reasons are empty. The person reads them; say why.");
    }
    if (!errors.isEmpty() && appeal.open()) {
      return page(
          appeal,
          Map.of("ruling", ruling.toLowerCase(Locale.ROOT), "reasons", reasons),
          errors,
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    Viewer viewer = viewers.now();
    appeals.answer(
        id, chosen.orElse(Ruling.UPHELD), reasons, viewer.account(), viewer.employerId());
    return new RedirectView("/appeals/" + id, true, false);
  }

  private Html page(
      Appeal appeal, Map<String, String> form, Map<String, String> errors, HttpStatus status) {
    Viewer viewer = viewers.now();
    String title = "Appeal " + appeal.id();
    return Html.of(
        templates.decisionsAppeal(
            frames.frame(
                title, Crumb.of("Decide"), new Crumb("Appeals", "/appeals"), Crumb.of(title)),
            new AppealPage(
                appeal,
                appeal.matter() instanceof Matter.OfDecision decision
                    ? decisions.find(decision.number())
                    : Optional.empty(),
                appeal.open()
                    ? appeals.barred(appeal, viewer.account(), viewer.employerId())
                    : Optional.empty(),
                appeals.today(),
                form,
                errors)),
        status);
  }
}
