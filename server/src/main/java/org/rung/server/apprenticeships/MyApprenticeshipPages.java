package org.rung.server.apprenticeships;

import gg.jte.generated.precompiled.Templates;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.letters.PdfDocument;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// A person's own apprenticeship, and the people whose mentor one is. Whose it is says the
/// account's link alone; no address names a person.
@Controller
class MyApprenticeshipPages {
  private static final String MINE = "/my/apprenticeship";
  private static final String THEIRS = "/my/apprentices";
  private static final String WHAT = "apprenticeship";

  private final Templates templates;
  private final Frames frames;
  private final Agreements agreements;
  private final AgreementView view;
  private final JobHours hours;
  private final Raises raises;
  private final Certificates certificates;
  private final JdbcClient jdbc;
  private final Viewers viewers;
  private final Audit audit;

  MyApprenticeshipPages(
      Templates templates,
      Frames frames,
      Agreements agreements,
      AgreementView view,
      JobHours hours,
      Raises raises,
      Certificates certificates,
      JdbcClient jdbc,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.agreements = agreements;
    this.view = view;
    this.hours = hours;
    this.raises = raises;
    this.certificates = certificates;
    this.jdbc = jdbc;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry myApprenticeshipEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 3, "My apprenticeship", MINE);
  }

  // ---- the apprentice

  @GetMapping(MINE)
  Html mine() {
    return mine("", List.of());
  }

  private Html mine(String error, List<String> form) {
    Optional<Long> me = me();
    if (me.isEmpty()) {
      return Html.of(
          templates.homeMyNobody(
              frames.frame("My apprenticeship", Crumb.of("My apprenticeship")),
              viewers.now().employerId()));
    }
    Optional<AgreementPage> page =
        agreements.of(me.get()).stream().findFirst().map(it -> view.of(it, error, form));
    audit.read(WHAT, "person " + viewers.now().employerId().orElse(""));
    return Html.of(
        templates.apprenticeshipsMine(
            frames.frame(
                "My apprenticeship", new Crumb("My path", "/my"), Crumb.of("My apprenticeship")),
            page,
            agreements.mentoredBy(me.get()).size()),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /// The apprentice signs the agreement.
  @PostMapping(MINE + "/sign")
  Object sign() {
    long id = own().id();
    try {
      agreements.sign(id, true, account());
    } catch (Refused refused) {
      return mine(String.valueOf(refused.getMessage()), List.of());
    }
    raises.reckon(id);
    return new RedirectView(MINE, true, false);
  }

  /// The apprentice enters hours.
  @PostMapping(MINE + "/hours")
  Object enter(@RequestParam Map<String, String> sent) {
    try {
      hours.enter(
          own().id(),
          Optional.of(sent.getOrDefault("key", ""))
              .filter(key -> key.matches("[0-9a-f-]{36}"))
              .orElseThrow(
                  () -> new Refused("The form came without its key. Open the page again.")),
          said(sent),
          account());
    } catch (Refused refused) {
      return mine(String.valueOf(refused.getMessage()), form(sent));
    }
    return new RedirectView(MINE + "#hours", true, false);
  }

  /// The apprentice puts other hours, or none, in the place of an entry.
  @PostMapping(MINE + "/hours/{entry}/correct")
  Object correct(@PathVariable long entry, @RequestParam Map<String, String> sent) {
    try {
      hours.correct(
          own().id(),
          entry,
          "none".equals(sent.get("right")) ? Optional.empty() : Optional.of(said(sent)),
          sent.getOrDefault("why", ""),
          account());
    } catch (Refused refused) {
      return mine(String.valueOf(refused.getMessage()), List.of());
    }
    return new RedirectView(MINE + "#hours", true, false);
  }

  /// The apprentice ends it early.
  @PostMapping(MINE + "/end")
  Object end(
      @RequestParam(defaultValue = "") String on, @RequestParam(defaultValue = "") String why) {
    try {
      agreements.end(own().id(), false, ApprenticeshipPages.day(on), why, account());
    } catch (Refused refused) {
      return mine(String.valueOf(refused.getMessage()), List.of());
    }
    return new RedirectView(MINE, true, false);
  }

  @GetMapping(MINE + "/agreement.pdf")
  PdfDocument agreement() {
    Agreement own = own();
    audit.read(WHAT, "agreement %d of person %s".formatted(own.id(), own.personName()));
    return certificates.pdf(own);
  }

  @GetMapping(MINE + "/certificate.pdf")
  PdfDocument certificate() {
    Agreement own = own();
    Certificate certificate =
        certificates
            .find(own.id())
            .orElseThrow(() -> new NotFound("No certificate was issued to you yet."));
    audit.read(WHAT, "certificate of person " + own.personName());
    return certificates.pdf(own, certificate);
  }

  private static JobHours.Said said(Map<String, String> sent) {
    String process = sent.getOrDefault("process", "");
    if (!process.matches("\\d{1,18}")) {
      throw new Refused("Choose the work process that the hours were for.");
    }
    return new JobHours.Said(
        Long.parseLong(process),
        ApprenticeshipPages.day(sent.getOrDefault("day", "")),
        time(sent.getOrDefault("from", "")),
        time(sent.getOrDefault("to", "")));
  }

  static LocalTime time(String text) {
    try {
      return LocalTime.parse(text.strip()).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
    } catch (DateTimeException e) {
      throw new Refused("“%s” is no time of day. Give one like 08:30.".formatted(text));
    }
  }

  private static List<String> form(Map<String, String> sent) {
    return List.of(
        sent.getOrDefault("process", ""),
        sent.getOrDefault("day", ""),
        sent.getOrDefault("from", ""),
        sent.getOrDefault("to", ""));
  }

  // ---- the mentor

  @GetMapping(THEIRS)
  Html theirs() {
    return theirs(Map.of());
  }

  private Html theirs(Map<Long, String> errors) {
    Optional<Long> me = me();
    if (me.isEmpty()) {
      return Html.of(
          templates.homeMyNobody(
              frames.frame("Apprentices", Crumb.of("Apprentices")), viewers.now().employerId()));
    }
    List<Agreement> mentored = agreements.mentoredBy(me.get());
    mentored.forEach(one -> audit.read(WHAT, "hours of person " + one.personName()));
    return Html.of(
        templates.apprenticeshipsMentor(
            frames.frame(
                "Apprentices",
                new Crumb("My apprenticeship", MINE),
                Crumb.of("People you are the mentor of")),
            new MentorPage(
                mentored.stream()
                    .map(one ->
                        new MentorPage.Apprentice(
                            view.of(one, "", List.of()),
                            hours.waiting(one),
                            agreements.places(one.standards().programme()).stream()
                                .filter(place -> place.site().equals(one.siteName()))
                                .findFirst()))
                    .toList(),
                errors)),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /// A mentor approves or refuses hours.
  @PostMapping(THEIRS + "/hours/{entry}")
  Object rule(
      @PathVariable long entry,
      @RequestParam(defaultValue = "") String ruling,
      @RequestParam(defaultValue = "") String why) {
    long mentor = me().orElseThrow(MyApprenticeshipPages::nobody);
    try {
      switch (ruling) {
        case "approve" -> hours.approve(mentor, entry, account());
        case "refuse" -> hours.refuse(mentor, entry, why, account());
        default -> throw new Refused("Choose approve or refuse.");
      }
    } catch (Refused refused) {
      return theirs(Map.of(entry, String.valueOf(refused.getMessage())));
    }
    return new RedirectView(THEIRS, true, false);
  }

  private Agreement own() {
    return me().flatMap(person -> agreements.of(person).stream().findFirst())
        .orElseThrow(() -> new NotFound("You have no apprenticeship."));
  }

  private Optional<Long> me() {
    return viewers
        .now()
        .employerId()
        .flatMap(id ->
            jdbc.sql("select id from people.person where employer_id = :id")
                .param("id", id)
                .query(Long.class)
                .optional());
  }

  private static NotFound nobody() {
    return new NotFound(
        "Your account is not linked to a person of the workforce files. An administrator links it.");
  }

  private String account() {
    return viewers.now().account();
  }
}
