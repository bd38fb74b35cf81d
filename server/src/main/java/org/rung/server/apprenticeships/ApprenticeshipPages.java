package org.rung.server.apprenticeships;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.database.InWords;
import org.rung.server.files.CsvDownload;
import org.rung.server.letters.PdfDocument;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// All apprenticeships, for planners: proposing, signing for the employer, questions, ending,
/// completing, and what payroll takes.
@Controller
class ApprenticeshipPages {
  private static final String HERE = "/apprenticeships";
  private static final String WHAT = "apprenticeship";
  private static final int SHOWN = 300;

  private final Templates templates;
  private final Frames frames;
  private final StandardsBook book;
  private final Agreements agreements;
  private final Raises raises;
  private final Certificates certificates;
  private final AgreementView view;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  ApprenticeshipPages(
      Templates templates,
      Frames frames,
      StandardsBook book,
      Agreements agreements,
      Raises raises,
      Certificates certificates,
      AgreementView view,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.book = book;
    this.agreements = agreements;
    this.raises = raises;
    this.certificates = certificates;
    this.view = view;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry apprenticeshipsEntry(Raises raises) {
    return new RailEntry(
        RailEntry.Section.RUN, 645, "Apprenticeships", HERE, raises::questionsWaiting);
  }

  // ---- all

  @GetMapping(HERE)
  Html all(@RequestParam(defaultValue = "") String state) {
    return all(known(state), Map.of());
  }

  private static String known(String state) {
    return Arrays.stream(AgreementState.values()).anyMatch(it -> it.code().equals(state))
        ? state
        : "";
  }

  private Html all(String state, Map<Long, String> errors) {
    audit.read(WHAT, "all" + (state.isEmpty() ? "" : ", " + state));
    return Html.of(
        templates.apprenticeshipsAll(
            frames.frame("Apprenticeships", Crumb.of("Run"), Crumb.of("Apprenticeships")),
            new ApprenticeshipsPage(
                agreements.rows(state, SHOWN),
                state,
                agreements.counts(),
                raises.questions(),
                book.rows(),
                agreements.withoutAgreement(),
                errors,
                YearMonth.from(today()).toString())),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @GetMapping(HERE + ".csv")
  CsvDownload csv(@RequestParam(defaultValue = "") String state) {
    audit.read(WHAT, "export");
    return CsvDownload.of(
        "apprenticeships.csv",
        List.of(
            "agreement",
            "person",
            "programme",
            "site",
            "state",
            "first_day",
            "mentors",
            "hours_done",
            "hours_waiting",
            "hours_of"),
        to ->
            agreements
                .rows(known(state), Integer.MAX_VALUE)
                .forEach(row ->
                    to.row(
                        row.id(),
                        row.person(),
                        row.programme(),
                        row.site(),
                        row.state().code(),
                        row.firstDay(),
                        row.mentors(),
                        Raises.hundredths(row.minutes()),
                        Raises.hundredths(row.waiting()),
                        Raises.hundredths(row.total()))));
  }

  /// Every raise that was recorded in a month.
  @GetMapping(HERE + "/payroll.csv")
  CsvDownload payroll(@RequestParam(defaultValue = "") String month) {
    Optional<YearMonth> of;
    try {
      of = month.isEmpty() ? Optional.empty() : Optional.of(YearMonth.parse(month));
    } catch (DateTimeException e) {
      throw new Refused("“%s” is no month. Give one like 2026-11.".formatted(month));
    }
    audit.read(WHAT, "payroll " + month);
    return raises.payroll(of);
  }

  /// Answers a question about a raise.
  @PostMapping(HERE + "/questions/{question}")
  Object answer(
      @PathVariable long question,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String why) {
    if (!answer.equals("keep") && !answer.equals("change")) {
      throw new Refused("Choose whether the raise stays or follows the hours.");
    }
    try {
      raises.answer(question, answer.equals("keep"), why, account());
    } catch (Refused refused) {
      return all("", Map.of(question, String.valueOf(refused.getMessage())));
    }
    return new RedirectView(HERE, true, false);
  }

  // ---- proposing

  @GetMapping(HERE + "/new")
  Html propose(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String enrolment,
      @RequestParam(defaultValue = "") String person) {
    Map<String, String> form = new HashMap<>();
    form.put("programme", programme);
    form.put("enrolment", enrolment);
    form.put("person", person);
    form.put("zone", ZoneId.systemDefault().getId());
    form.put("first", today().plusDays(14).toString());
    form.put("instruction", "0");
    return propose(form, List.of(), "");
  }

  private Html propose(Map<String, String> form, List<String> chosen, String error) {
    Optional<Standards> standards =
        number(form.getOrDefault("programme", "")).flatMap(book::newest);
    return Html.of(
        templates.apprenticeshipsPropose(
            frames.frame(
                "Propose an agreement", new Crumb("Apprenticeships", HERE), Crumb.of("Propose")),
            new ProposePage(
                standards,
                book.rows().stream().filter(row -> row.version() > 0).toList(),
                standards.map(it -> book.mentors(it.programme())).orElse(List.of()),
                form,
                chosen,
                error)),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /// Proposes an agreement.
  @PostMapping(HERE)
  Object propose(@RequestParam MultiValueMap<String, String> sent) {
    Map<String, String> form = new HashMap<>(sent.toSingleValueMap());
    List<String> chosen = sent.getOrDefault("mentor", List.of());
    try {
      long id = agreements.propose(read(form, chosen), account());
      return new RedirectView(HERE + "/" + id, true, false);
    } catch (Refused refused) {
      return propose(form, chosen, String.valueOf(refused.getMessage()));
    } catch (DataAccessException ratio) {
      String words = InWords.of(ratio).orElseThrow(() -> ratio);
      return propose(form, chosen, words);
    }
  }

  private static Agreements.Proposal read(Map<String, String> form, List<String> chosen) {
    long programme =
        number(form.getOrDefault("programme", ""))
            .orElseThrow(() -> new Refused("Choose a programme."));
    Map<Long, Integer> credit = new HashMap<>();
    form.forEach((field, value) -> {
      if (field.matches("credit\\d{1,18}") && !value.isBlank()) {
        credit.put(Long.valueOf(field.substring("credit".length())), whole(value, "of credit"));
      }
    });
    List<Long> mentors = new ArrayList<>();
    chosen.forEach(one -> number(one).ifPresent(mentors::add));
    return new Agreements.Proposal(
        programme,
        form.getOrDefault("person", ""),
        number(form.getOrDefault("enrolment", ""))
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        day(form.getOrDefault("first", "")),
        form.getOrDefault("zone", ""),
        mentors,
        credit,
        form.getOrDefault("instruction", "").isBlank()
            ? 0
            : whole(form.getOrDefault("instruction", ""), "of instruction"),
        form.getOrDefault("worked", "").equals("yes"));
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw new Refused("“%s” is no day. Give one like 2026-11-23.".formatted(text));
    }
  }

  private static int whole(String text, String what) {
    String plain = text.strip().replace(",", "");
    if (!plain.matches("\\d{1,6}")) {
      throw new Refused("“%s” is no whole number of hours %s.".formatted(text, what));
    }
    return Integer.parseInt(plain);
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  // ---- one

  @GetMapping(HERE + "/{id}")
  Html one(@PathVariable long id) {
    return one(id, "");
  }

  private Html one(long id, String error) {
    AgreementPage page = view.of(agreements.get(id), error, List.of());
    audit.read(WHAT, "agreement %d of person %s".formatted(id, page.agreement().personName()));
    return Html.of(
        templates.apprenticeshipsOne(
            frames.frame(
                page.agreement().personName(),
                new Crumb("Apprenticeships", HERE),
                Crumb.of(page.agreement().personName())),
            page),
        error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /// Signs for the employer.
  @PostMapping(HERE + "/{id}/sign")
  Object sign(@PathVariable long id) {
    return deed(
        id,
        () -> {
          agreements.sign(id, false, account());
          raises.reckon(id);
        });
  }

  @PostMapping(HERE + "/{id}/suspend")
  Object suspend(@PathVariable long id, @RequestParam(defaultValue = "") String why) {
    return deed(id, () -> agreements.suspend(id, why, account()));
  }

  @PostMapping(HERE + "/{id}/resume")
  Object resume(@PathVariable long id) {
    return deed(id, () -> agreements.resume(id, account()));
  }

  /// Ends it early for the employer.
  @PostMapping(HERE + "/{id}/end")
  Object end(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String on,
      @RequestParam(defaultValue = "") String why) {
    return deed(id, () -> agreements.end(id, true, day(on), why, account()));
  }

  /// Gives the apprentice other mentors.
  @PostMapping(HERE + "/{id}/mentors")
  Object mentors(@PathVariable long id, @RequestParam(defaultValue = "") List<String> mentor) {
    return deed(
        id,
        () ->
            agreements.mentors(
                id,
                mentor.stream().flatMap(one -> number(one).stream()).distinct().toList(),
                account()));
  }

  /// Completes it and issues the certificate.
  @PostMapping(HERE + "/{id}/complete")
  Object complete(@PathVariable long id) {
    return deed(id, () -> certificates.issue(id, account()));
  }

  /// Revokes the certificate.
  @PostMapping(HERE + "/{id}/revoke")
  Object revoke(@PathVariable long id, @RequestParam(defaultValue = "") String why) {
    return deed(id, () -> certificates.revoke(id, why, account()));
  }

  private Object deed(long id, Runnable deed) {
    try {
      deed.run();
    } catch (Refused refused) {
      return one(id, String.valueOf(refused.getMessage()));
    }
    return new RedirectView(HERE + "/" + id, true, false);
  }

  @GetMapping(HERE + "/{id}/agreement.pdf")
  PdfDocument agreement(@PathVariable long id) {
    Agreement agreement = agreements.get(id);
    audit.read(WHAT, "agreement %d of person %s".formatted(id, agreement.personName()));
    return certificates.pdf(agreement);
  }

  @GetMapping(HERE + "/{id}/certificate.pdf")
  View certificate(@PathVariable long id) {
    Agreement agreement = agreements.get(id);
    Certificate certificate =
        certificates
            .find(id)
            .orElseThrow(() -> new NotFound("No certificate was issued for it yet."));
    audit.read(WHAT, "certificate of person %s".formatted(agreement.personName()));
    return certificates.pdf(agreement, certificate);
  }

  private String account() {
    return viewers.now().account();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }
}
