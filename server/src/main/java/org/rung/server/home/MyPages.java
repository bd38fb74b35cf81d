package org.rung.server.home;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.decisions.Appeals;
import org.rung.server.decisions.Recorded;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// An employee's own pages. Whose rows they show is the account's link alone; no address names a
/// person.
@Controller
class MyPages {
  private final Templates templates;
  private final Frames frames;
  private final MyPath path;
  private final MyAsking asking;
  private final Appeals appeals;
  private final Viewers viewers;
  private final Audit audit;

  MyPages(
      Templates templates,
      Frames frames,
      MyPath path,
      MyAsking asking,
      Appeals appeals,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.path = path;
    this.asking = asking;
    this.appeals = appeals;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry myEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 1, "My path", "/my");
  }

  @Bean
  static RailEntry myDecisionsEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 2, "My decisions", "/my/decisions");
  }

  /// @param what preselects what to look at again
  @GetMapping("/my")
  Html my(@RequestParam(defaultValue = "") String what) {
    Optional<Me> me = me();
    return me.isEmpty() ? nobody("My path") : page(me.get(), Map.of("what", what), Map.of());
  }

  @GetMapping("/my/decisions")
  Html decisions() {
    Optional<Me> me = me();
    if (me.isEmpty()) {
      return nobody("My decisions");
    }
    audit.read("my path", "person %s, decisions".formatted(me.get().name()));
    List<Recorded> decided = path.decided(me.get());
    return Html.of(
        templates.homeMyDecisions(
            frames.frame("My decisions", new Crumb("My path", "/my"), Crumb.of("My decisions")),
            me.get(),
            decided,
            path.until(decided),
            path.asked(me.get()),
            appeals.today()));
  }

  /// Appeals a decision, challenges a fact, asks for another pathway.
  @PostMapping("/my/appeals")
  Object ask(
      @RequestParam(defaultValue = "") String what,
      @RequestParam(defaultValue = "") String said,
      @RequestParam(defaultValue = "") String words) {
    Optional<Me> found = me();
    if (found.isEmpty()) {
      return nobody("My path");
    }
    Me me = found.get();
    return switch (asking.read(me, what, said, words)) {
      case MyAsking.Read.Faulty faulty ->
          page(me, Map.of("what", what, "said", said, "words", words), faulty.errors());
      case MyAsking.Read.Whole whole -> {
        appeals.ask(me.id(), me.name(), whole.matter(), words, viewers.now().account());
        yield new RedirectView("/my#asked", true, false);
      }
    };
  }

  private Optional<Me> me() {
    return viewers.now().employerId().flatMap(path::me);
  }

  private Html page(Me me, Map<String, String> form, Map<String, String> errors) {
    audit.read("my path", "person " + me.name());
    return Html.of(
        templates.homeMy(frames.frame("My path", Crumb.of("My path")), path.page(me, form, errors)),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /// The account is nobody's, or the files know nobody with its id.
  private Html nobody(String title) {
    Viewer viewer = viewers.now();
    return Html.of(
        templates.homeMyNobody(frames.frame(title, Crumb.of(title)), viewer.employerId()));
  }
}
