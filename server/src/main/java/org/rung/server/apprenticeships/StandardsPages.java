package org.rung.server.apprenticeships;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.database.InWords;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Programme;
import org.rung.server.rules.ApprenticeshipHours;
import org.rung.server.rules.Rules;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// The standards of a programme on the job, and who supervises at which site.
@Controller
class StandardsPages {
  private static final String HERE = "/apprenticeships/standards/";

  private final Templates templates;
  private final Frames frames;
  private final StandardsBook book;
  private final Agreements agreements;
  private final Rules rules;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  StandardsPages(
      Templates templates,
      Frames frames,
      StandardsBook book,
      Agreements agreements,
      Rules rules,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.book = book;
    this.agreements = agreements;
    this.rules = rules;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping(HERE + "{programme}")
  Html standards(@PathVariable long programme) {
    return page(programme, Optional.empty(), Map.of(), "");
  }

  /// Sets the standards for new agreements.
  @PostMapping(HERE + "{programme}")
  Object set(@PathVariable long programme, @RequestParam Map<String, String> sent) {
    Programme of = book.programme(programme);
    StandardsForm.Read read = StandardsForm.read(sent, of, rules, today());
    if (read.draft().isEmpty()) {
      return page(programme, Optional.of(sent), read.errors(), "");
    }
    String seen = sent.getOrDefault("version", "0");
    try {
      book.set(
          read.draft().get(),
          seen.matches("\\d{1,9}") ? Integer.parseInt(seen) : -1,
          viewers.now().account());
    } catch (Refused meanwhile) {
      return page(
          programme,
          Optional.of(sent),
          Map.of("version", String.valueOf(meanwhile.getMessage())),
          "");
    }
    return new RedirectView(HERE + programme, true, false);
  }

  /// Names a mentor.
  @PostMapping(HERE + "{programme}/mentors")
  Object name(@PathVariable long programme, @RequestParam(defaultValue = "") String person) {
    try {
      book.name(programme, person, viewers.now().account());
    } catch (Refused refused) {
      return page(programme, Optional.empty(), Map.of(), String.valueOf(refused.getMessage()));
    }
    return new RedirectView(HERE + programme + "#mentors", true, false);
  }

  /// Ends a mentor's naming.
  @PostMapping(HERE + "{programme}/mentors/{mentor}/end")
  Object end(@PathVariable long programme, @PathVariable long mentor) {
    try {
      book.end(programme, mentor, viewers.now().account());
    } catch (Refused refused) {
      return page(programme, Optional.empty(), Map.of(), String.valueOf(refused.getMessage()));
    } catch (DataAccessException ratio) {
      String words = InWords.of(ratio).orElseThrow(() -> ratio);
      return page(programme, Optional.empty(), Map.of(), words);
    }
    return new RedirectView(HERE + programme + "#mentors", true, false);
  }

  private Html page(
      long programme,
      Optional<Map<String, String>> sent,
      Map<String, String> errors,
      String refused) {
    Programme of = book.programme(programme);
    Optional<Standards> now = book.newest(programme);
    ApprenticeshipHours hours =
        new ApprenticeshipHours(rules.on(ApprenticeshipHours.RULE, today()));
    audit.read("apprenticeship mentor", "programme %d".formatted(programme));
    return Html.of(
        templates.apprenticeshipsStandards(
            frames.frame(
                of.name(), new Crumb("Apprenticeships", "/apprenticeships"), Crumb.of(of.name())),
            new StandardsPage(
                programme,
                of.name(),
                of.weeksTo(),
                now,
                sent.or(() -> now.map(StandardsForm::of)).orElse(Map.of()),
                errors,
                hours.least(),
                hours.recommendedInstruction(),
                book.mentors(programme),
                agreements.places(programme),
                refused)),
        errors.isEmpty() && refused.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }
}
