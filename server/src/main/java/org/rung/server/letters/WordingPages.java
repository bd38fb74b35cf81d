package org.rung.server.letters;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// The words of letters: looked at, changed, tried with samples.
@Controller
class WordingPages {
  private final Templates templates;
  private final Frames frames;
  private final Wordings wordings;
  private final EmployerSettings employer;
  private final Viewers viewers;
  private final Clock clock;

  WordingPages(
      Templates templates,
      Frames frames,
      Wordings wordings,
      EmployerSettings employer,
      Viewers viewers,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.wordings = wordings;
    this.employer = employer;
    this.viewers = viewers;
    this.clock = clock;
  }

  @GetMapping("/letters/words")
  Html all() {
    return Html.of(
        templates.lettersWordings(
            frames.frame(
                "Words of letters",
                Crumb.of("Run"),
                new Crumb("Letters", "/letters"),
                Crumb.of("Words")),
            wordings.kinds().stream()
                .map(kind -> new WordingRow(kind, wordings.shown(kind)))
                .toList()));
  }

  @GetMapping("/letters/words/{kind}")
  Html one(@PathVariable String kind) {
    LetterKind found = wordings.kind(kind);
    Wording wording = wordings.shown(found);
    return page(found, wording.version(), wording.shipped(), wording.words(), List.of());
  }

  /// @param deed `preview` shows what would come of the words and saves nothing
  @PostMapping("/letters/words/{kind}")
  Object save(
      @PathVariable String kind,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "save") String deed) {
    LetterKind found = wordings.kind(kind);
    String given = Words.seen(words).strip() + "\n";
    List<String> faults = Words.faults(given, found.fields());
    if (!faults.isEmpty() || deed.equals("preview")) {
      return page(found, version, given.equals(found.words()), given, faults);
    }
    wordings.save(found, version, given, viewers.now().account());
    return new RedirectView("/letters/words/" + found.code(), true, false);
  }

  private Html page(
      LetterKind kind, int version, boolean shipped, String words, List<String> faults) {
    return Html.of(
        templates.lettersWording(
            frames.frame(
                kind.title(),
                Crumb.of("Run"),
                new Crumb("Letters", "/letters"),
                new Crumb("Words", "/letters/words"),
                Crumb.of(kind.title())),
            new WordingPage(
                kind,
                version,
                shipped,
                words,
                faults.isEmpty() ? List.of(preview(kind, words)) : List.of(),
                faults,
                wordings.versions(kind.code()),
                employer.manner().language())),
        faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Written preview(LetterKind kind, String words) {
    Map<String, Value> samples = new HashMap<>();
    kind.fields().forEach(field -> samples.put(field.name(), field.sample()));
    samples.put(LetterKind.READER, new Value.Words("Eli Moreau"));
    samples.put(LetterKind.EMPLOYER, new Value.Words(employer.name()));
    samples.put(
        LetterKind.TODAY,
        new Value.Day(LocalDate.ofInstant(clock.instant(), employer.manner().zone())));
    return Words.fill(words, samples, employer.manner(), employer.address() + "/my/letters/17");
  }
}
