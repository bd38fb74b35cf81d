package org.rung.server.enrolment;

import gg.jte.generated.precompiled.Templates;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
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

/// The own offers and what came of them. Whose rows they show is the account's link alone.
@Controller
class MyOfferPages {
  private static final Crumb LIST = new Crumb("My offers", "/my/offers");

  private final Templates templates;
  private final Frames frames;
  private final MyOffers mine;
  private final Offers offers;
  private final Enrolments enrolments;
  private final Applications applications;
  private final Viewers viewers;
  private final Audit audit;

  MyOfferPages(
      Templates templates,
      Frames frames,
      MyOffers mine,
      Offers offers,
      Enrolments enrolments,
      Applications applications,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.mine = mine;
    this.offers = offers;
    this.enrolments = enrolments;
    this.applications = applications;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry myOffersEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 2, "My offers", "/my/offers");
  }

  @GetMapping("/my/offers")
  Html all() {
    Optional<MyOffers.Person> found = found();
    if (found.isEmpty()) {
      return nobody("My offers");
    }
    MyOffers.Person me = found.get();
    audit.read("offers", "person " + me.name());
    return Html.of(
        templates.enrolmentMyOffers(
            frames.frame("My offers", new Crumb("My path", "/my"), Crumb.of("My offers")),
            mine.page(me)));
  }

  @GetMapping("/my/offers/{offer}")
  Html one(@PathVariable long offer) {
    return letter(me(), offer, Map.of());
  }

  @PostMapping("/my/offers/{offer}/accept")
  View accept(@PathVariable long offer) {
    offers.accept(me().id(), offer, viewers.now().account());
    return new RedirectView("/my/offers", true, false);
  }

  @PostMapping("/my/offers/{offer}/decline")
  Object decline(@PathVariable long offer, @RequestParam(defaultValue = "") String why) {
    if (why.strip().length() > Enrolments.MOST_CHARACTERS) {
      return letter(me(), offer, Map.of("why", "Say it in at most 1,000 characters."));
    }
    offers.decline(me().id(), offer, why, viewers.now().account());
    return new RedirectView("/my/offers", true, false);
  }

  @PostMapping("/my/enrolments/{enrolment}/step-back")
  View stepBack(@PathVariable long enrolment, @RequestParam(defaultValue = "") String why) {
    enrolments.withdraw(me().id(), enrolment, why, viewers.now().account());
    return new RedirectView("/my/offers", true, false);
  }

  @GetMapping("/my/apply")
  Html openings(@RequestParam(defaultValue = "") String heard) {
    Optional<MyOffers.Person> found = found();
    if (found.isEmpty()) {
      return nobody("Apply");
    }
    MyOffers.Person me = found.get();
    audit.read("offers", "openings for person " + me.name());
    return Html.of(
        templates.enrolmentMyApply(
            frames.frame("Apply", LIST, Crumb.of("Apply")), applications.open(me.id()), heard));
  }

  @PostMapping("/my/apply/{intake}")
  View apply(@PathVariable long intake, @RequestParam(defaultValue = "") String heard) {
    applications.apply(
        me().id(),
        intake,
        heard.matches("\\d{1,18}") ? Optional.of(Long.valueOf(heard)) : Optional.empty(),
        viewers.now().account());
    return new RedirectView("/my/offers", true, false);
  }

  private Html letter(MyOffers.Person me, long offer, Map<String, String> errors) {
    MyOfferPage page = mine.letter(me, offer, errors);
    audit.read("offers", "offer %d of person %s".formatted(offer, me.name()));
    return Html.of(
        templates.enrolmentMyOffer(
            frames.frame(page.offer().place().name(), LIST, Crumb.of(page.offer().place().name())),
            page),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Optional<MyOffers.Person> found() {
    return viewers.now().employerId().flatMap(mine::person);
  }

  private MyOffers.Person me() {
    return found()
        .orElseThrow(() ->
            new NotFound(
                "Your account is not linked to a person of the workforce files, so it has no offers. An administrator links it."));
  }

  private Html nobody(String title) {
    return Html.of(
        templates.homeMyNobody(frames.frame(title, Crumb.of(title)), viewers.now().employerId()));
  }
}
