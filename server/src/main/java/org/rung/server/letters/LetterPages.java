package org.rung.server.letters;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.access.Audit;
import org.rung.server.access.Role;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// What waits or failed on its way by e-mail, and letters as who sent them reads them.
@Controller
class LetterPages {
  private static final int SHOWN = 200;

  private final Templates templates;
  private final Frames frames;
  private final Letters letters;
  private final Outbox outbox;
  private final MailSettings mail;
  private final Viewers viewers;
  private final Audit audit;
  private final TransactionTemplate transaction;

  LetterPages(
      Templates templates,
      Frames frames,
      Letters letters,
      Outbox outbox,
      MailSettings mail,
      Viewers viewers,
      Audit audit,
      TransactionTemplate transaction) {
    this.templates = templates;
    this.frames = frames;
    this.letters = letters;
    this.outbox = outbox;
    this.mail = mail;
    this.viewers = viewers;
    this.audit = audit;
    this.transaction = transaction;
  }

  @Bean
  static RailEntry lettersEntry(Outbox outbox) {
    return new RailEntry(RailEntry.Section.RUN, 780, "Letters", "/letters", outbox::failed);
  }

  /// @param show the state whose letters are listed; without it the first that somebody should see
  @GetMapping("/letters")
  Html outbox(@RequestParam(defaultValue = "") String show) {
    audit.read("letters", "everybody, who gets what");
    Map<Delivery.State, Long> counts = outbox.counts();
    Delivery.State shown =
        List.of(Delivery.State.values()).stream()
            .filter(state -> state.code().equals(show))
            .findAny()
            .orElseGet(() ->
                List.of(Delivery.State.FAILED, Delivery.State.WAITING, Delivery.State.SENT).stream()
                    .filter(state -> counts.getOrDefault(state, 0L) > 0)
                    .findFirst()
                    .orElse(Delivery.State.UNSENT));
    return Html.of(
        templates.lettersOutbox(
            frames.frame("Letters", Crumb.of("Run"), Crumb.of("Letters")),
            new OutboxPage(
                counts,
                shown,
                letters.before(Long.MAX_VALUE, Optional.of(shown), SHOWN),
                mail.server().map(MailSettings.Server::shown),
                viewers.now().is(Role.PLANNER))));
  }

  @PostMapping("/letters/{id}/again")
  View again(@PathVariable long id) {
    outbox.sendAgain(text(id).letter());
    return new RedirectView("/letters", true, false);
  }

  @PostMapping("/letters/again")
  View allAgain() {
    outbox.sendAllAgain();
    return new RedirectView("/letters", true, false);
  }

  /// A letter to who asks.
  @PostMapping("/letters/trial")
  View trial() {
    outbox.requireServer();
    Viewer viewer = viewers.now();
    if (!viewer.account().contains("@")) {
      throw new Refused("You have no account with an e-mail here, so there is nowhere to send it.");
    }
    transaction.executeWithoutResult(status ->
        letters.send(
            new Letter(
                "trial " + UUID.randomUUID(),
                LettersConfiguration.TRIAL,
                new Reader.Mailbox(viewer.name(), viewer.account()),
                "trial",
                "",
                Map.of(LettersConfiguration.SENT_BY, new Value.Words(viewer.name())),
                viewer.account())));
    return new RedirectView("/letters", true, false);
  }

  @GetMapping("/letters/{id}")
  Html letter(@PathVariable long id) {
    LetterText text = text(id);
    audit.read("letters", "letter %d to %s".formatted(id, text.letter().to()));
    return Html.of(
        templates.lettersLetter(
            frames.frame(
                "Letter " + id,
                Crumb.of("Run"),
                new Crumb("Letters", "/letters"),
                Crumb.of("Letter " + id)),
            text,
            "/letters/%d/pdf".formatted(id),
            false));
  }

  @GetMapping("/letters/{id}/pdf")
  View pdf(@PathVariable long id) {
    LetterText text = text(id);
    audit.read("letters", "letter %d to %s, PDF".formatted(id, text.letter().to()));
    return document(letters, text);
  }

  static View document(Letters letters, LetterText text) {
    return new PdfDocument(
        "letter-%d.pdf".formatted(text.letter().id()),
        letters
            .pdf(text)
            .orElseThrow(() ->
                new NotFound(
                    "What was personal in letter %d has been erased."
                        .formatted(text.letter().id()))));
  }

  private LetterText text(long id) {
    return letters.find(id).orElseThrow(() -> new NotFound("There is no letter %d.".formatted(id)));
  }
}
