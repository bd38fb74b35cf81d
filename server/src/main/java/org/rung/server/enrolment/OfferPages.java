package org.rung.server.enrolment;

import gg.jte.generated.precompiled.Templates;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.rung.server.planning.Publications;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The offers of the published plan, the intakes they fill, and what managers did not release.
@Controller
class OfferPages {
  private final Templates templates;
  private final Frames frames;
  private final JdbcClient jdbc;
  private final Publications publications;
  private final Offerings offerings;
  private final Offers offers;
  private final Intakes intakes;
  private final Enrolments enrolments;
  private final Releases releases;
  private final Announcements announcements;
  private final CallingOff callingOff;
  private final Jobs jobs;
  private final Viewers viewers;
  private final Audit audit;

  OfferPages(
      Templates templates,
      Frames frames,
      JdbcClient jdbc,
      Publications publications,
      Offerings offerings,
      Offers offers,
      Intakes intakes,
      Enrolments enrolments,
      Releases releases,
      Announcements announcements,
      CallingOff callingOff,
      Jobs jobs,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.jdbc = jdbc;
    this.publications = publications;
    this.offerings = offerings;
    this.offers = offers;
    this.intakes = intakes;
    this.enrolments = enrolments;
    this.releases = releases;
    this.announcements = announcements;
    this.callingOff = callingOff;
    this.jobs = jobs;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry offersEntry(Releases releases) {
    return new RailEntry(RailEntry.Section.RUN, 400, "Offers", "/offers", releases::waiting);
  }

  @GetMapping("/offers")
  Html all() {
    return page(Map.of(), Map.of());
  }

  @PostMapping("/offers")
  Object send(@RequestParam Map<String, String> form) {
    Map<String, String> errors = new LinkedHashMap<>();
    int waves = whole(form, "waves", 1, 12, errors);
    int apart = whole(form, "apart", 0, 365, errors);
    int days = whole(form, "days", 1, 365, errors);
    LocalDate first = day(form, errors);
    String centre = form.getOrDefault("centre", "").replace("\u0000", "").strip();
    if (centre.isEmpty() || centre.length() > 100) {
      errors.put("centre", "Name the cost centre whose budget pays, in at most 100 characters.");
    }
    if (!errors.isEmpty()) {
      return page(form, errors);
    }
    offerings.ask(
        published(), new Terms(waves, first, apart, days, centre), viewers.now().account());
    return new RedirectView("/offers", true, false);
  }

  @PostMapping("/offers/again")
  View again() {
    offerings.again(published(), viewers.now().account());
    return new RedirectView("/offers", true, false);
  }

  private long published() {
    return publications
        .current()
        .map(Publications.Publication::plan)
        .orElseThrow(() -> new Refused("No plan is published, so nothing can be offered."));
  }

  @GetMapping("/offers.csv")
  View csv() {
    audit.read("offers", "intakes, export");
    return CsvDownload.of(
        "offers.csv",
        List.of(
            "intake",
            "programme",
            "provider",
            "starts",
            "seats",
            "planned",
            "taken",
            "not_sent",
            "to_be_answered",
            "enrolled",
            "waiting",
            "free",
            "fiscal_year",
            "cost_centre",
            "state"),
        to ->
            intakes
                .all()
                .forEach(intake ->
                    to.row(
                        intake.id(),
                        intake.name(),
                        intake.provider(),
                        intake.starts(),
                        intake.seats(),
                        intake.planned(),
                        intake.taken(),
                        intake.prepared(),
                        intake.open(),
                        intake.enrolled(),
                        intake.waiting(),
                        intake.free(),
                        intake.fiscalYear(),
                        intake.costCentre(),
                        intake.state())));
  }

  @PostMapping("/offers/releases/{enrolment}")
  View settle(
      @PathVariable long enrolment,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String why) {
    releases.settle(enrolment, answer.equals("yes"), why, viewers.now().account());
    return new RedirectView("/offers#releases", true, false);
  }

  @GetMapping("/intakes/{intake}")
  Html intake(@PathVariable long intake) {
    Intake found = intakes.get(intake);
    audit.read("offers", "intake %d".formatted(intake));
    return Html.of(
        templates.enrolmentIntake(
            frames.frame(found.name(), new Crumb("Offers", "/offers"), Crumb.of(found.name())),
            new IntakePage(
                found,
                offers.in(intake),
                enrolments.in(intake),
                announcements.of(intake),
                announcements.sites(),
                enrolments.today())));
  }

  @PostMapping("/intakes/{intake}/called-off")
  View callOff(@PathVariable long intake, @RequestParam(defaultValue = "") String why) {
    callingOff.callOff(intake, why, viewers.now().account());
    return new RedirectView("/intakes/" + intake, true, false);
  }

  @PostMapping("/intakes/{intake}/announcements")
  View announce(
      @PathVariable long intake,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "") String on) {
    intakes.get(intake);
    Map<String, String> errors = new LinkedHashMap<>();
    LocalDate day = day(Map.of("first", on), errors);
    if (!errors.isEmpty()) {
      throw new Refused("Give the day it was announced, for example 2027-01-11.");
    }
    announcements.announce(
        intake,
        channel,
        site.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(site)) : Optional.empty(),
        words,
        day,
        viewers.now().account());
    return new RedirectView("/intakes/%d#announcements".formatted(intake), true, false);
  }

  @PostMapping("/intakes/{intake}/applications")
  View applications(@PathVariable long intake, @RequestParam(defaultValue = "false") boolean open) {
    intakes.get(intake);
    announcements.openFor(intake, open, viewers.now().account());
    return new RedirectView("/intakes/%d#announcements".formatted(intake), true, false);
  }

  @GetMapping("/intakes/{intake}/people.csv")
  View people(@PathVariable long intake) {
    Intake found = intakes.get(intake);
    audit.read("offers", "intake %d, export".formatted(intake));
    return CsvDownload.of(
        "intake-%d.csv".formatted(intake),
        List.of("person_id", "programme", "starts", "towards", "stands_at", "since", "price"),
        to -> {
          enrolments
              .in(intake)
              .forEach(made ->
                  to.row(
                      made.personName(),
                      found.name(),
                      found.starts(),
                      made.place().to(),
                      made.state().code(),
                      made.since(),
                      java.math.BigDecimal.valueOf(made.place().priceCents(), 2)));
          offers.in(intake).stream()
              .filter(offer -> offer.state() != OfferState.ACCEPTED)
              .forEach(offer ->
                  to.row(
                      offer.personName(),
                      found.name(),
                      found.starts(),
                      offer.place().to(),
                      "offer " + offer.state().code(),
                      offer.sentAt().map(Object::toString).orElse(""),
                      java.math.BigDecimal.valueOf(offer.place().priceCents(), 2)));
        });
  }

  @PostMapping("/intakes/{intake}/enrolments/{enrolment}/placed")
  View placed(
      @PathVariable long intake,
      @PathVariable long enrolment,
      @RequestParam(defaultValue = "") String on) {
    Map<String, String> errors = new LinkedHashMap<>();
    LocalDate day = day(Map.of("first", on), errors);
    if (!errors.isEmpty()) {
      throw new Refused("Give the day the new role began, for example 2027-03-01.");
    }
    enrolments.place(enrolment, day, viewers.now().account());
    return new RedirectView("/intakes/" + intake, true, false);
  }

  private Html page(Map<String, String> form, Map<String, String> errors) {
    audit.read("offers", "everybody");
    Optional<Long> plan = publications.current().map(Publications.Publication::plan);
    Optional<Offerings.Offering> offering = plan.flatMap(offerings::of);
    Optional<Job> job =
        offering
            .flatMap(Offerings.Offering::job)
            .flatMap(jobs::find)
            .filter(found -> !found.state().settled());
    Wanted wanted = plan.map(this::wanted).orElse(new Wanted(0, 0, 0));
    return Html.of(
        templates.enrolmentOffers(
            frames.frame("Offers", Crumb.of("Run"), Crumb.of("Offers")),
            new OffersPage(
                plan,
                wanted.places(),
                wanted.begun(),
                wanted.cents(),
                offering.map(Offerings.Offering::terms),
                offering.map(Offerings.Offering::by).orElse(""),
                job,
                offering.flatMap(offerings::stopped),
                intakes.all(),
                releases.escalated(),
                enrolments.today(),
                form,
                errors)),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private record Wanted(int places, int begun, long cents) {}

  private Wanted wanted(long plan) {
    return jdbc.sql(
            """
            select count(*) as places,
                   count(*) filter (where starts <= :today::date) as begun,
                   coalesce(-sum(price_cents) filter (where starts > :today::date), 0)::bigint as cents
              from planning.placement
             where plan_id = :plan
               and strategy <> 'education_benefit'
            """)
        .param("plan", plan)
        .param("today", enrolments.today().toString())
        .query(
            (row, n) -> new Wanted(row.getInt("places"), row.getInt("begun"), row.getLong("cents")))
        .single();
  }

  private static int whole(
      Map<String, String> form, String field, int least, int most, Map<String, String> errors) {
    String text = form.getOrDefault(field, "").strip();
    int value = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      errors.put(field, "Give a whole number from %d to %d.".formatted(least, most));
      return least;
    }
    return value;
  }

  private static LocalDate day(Map<String, String> form, Map<String, String> errors) {
    try {
      LocalDate day = LocalDate.parse(form.getOrDefault("first", ""));
      if (day.getYear() >= 1990 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeException e) {
      // told below
    }
    errors.put("first", "Give a day of the calendar, for example 2027-01-11.");
    return LocalDate.EPOCH;
  }
}
