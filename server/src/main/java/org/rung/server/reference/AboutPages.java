package org.rung.server.reference;

import gg.jte.generated.precompiled.Templates;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// What the product stands on, as a page.
@Controller
class AboutPages {
  private final Templates templates;
  private final Frames frames;
  private final Sources sources;

  AboutPages(Templates templates, Frames frames, Sources sources) {
    this.templates = templates;
    this.frames = frames;
    this.sources = sources;
  }

  @Bean
  static RailEntry aboutEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 950, "About", "/about");
  }

  @GetMapping("/about")
  Html about() {
    return Html.of(
        templates.referenceAbout(
            frames.frame("About", Crumb.of("Prove"), Crumb.of("About")),
            sources.all(),
            Sources.SOFTWARE));
  }
}
