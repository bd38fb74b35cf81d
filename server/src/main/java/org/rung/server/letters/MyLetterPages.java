package org.rung.server.letters;

import gg.jte.generated.precompiled.Templates;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/// One's own letters: those to the person that the account is, and those to its e-mail.
@Controller
class MyLetterPages {
  private final Templates templates;
  private final Frames frames;
  private final Letters letters;
  private final Viewers viewers;
  private final Audit audit;

  MyLetterPages(Templates templates, Frames frames, Letters letters, Viewers viewers, Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.letters = letters;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry myLettersEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 3, "My letters", "/my/letters");
  }

  @GetMapping("/my/letters")
  Html all() {
    Viewer viewer = viewers.now();
    audit.read("letters", "the own letters of " + viewer.employerId().orElse(viewer.account()));
    return Html.of(
        templates.lettersMine(
            frames.frame("My letters", Crumb.of("My letters")),
            letters.to(viewer.employerId(), viewer.account())));
  }

  @GetMapping("/my/letters/{id}")
  Html one(@PathVariable long id) {
    LetterText text = mine(id);
    return Html.of(
        templates.lettersLetter(
            frames.frame(
                "Letter " + id, new Crumb("My letters", "/my/letters"), Crumb.of("Letter " + id)),
            text,
            "/my/letters/%d/pdf".formatted(id),
            true));
  }

  @GetMapping("/my/letters/{id}/pdf")
  View pdf(@PathVariable long id) {
    return LetterPages.document(letters, mine(id));
  }

  private LetterText mine(long id) {
    LetterText text = letters.mine(id, viewers.now());
    audit.read("letters", "letter %d to %s".formatted(id, text.letter().to()));
    return text;
  }
}
