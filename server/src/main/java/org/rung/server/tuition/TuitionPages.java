package org.rung.server.tuition;

import gg.jte.generated.precompiled.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.files.CsvDownload;
import org.rung.server.ledger.NotPosted;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The money of the education benefit, for finance: budgets, invoices, repayments, payroll, the end
/// of a year.
@Controller
class TuitionPages {
  private static final String HERE = "/tuition";

  private final Templates templates;
  private final Frames frames;
  private final Books books;
  private final Invoices invoices;
  private final Applications applications;
  private final Payroll payroll;
  private final YearEnd yearEnd;
  private final Schools schools;
  private final Audit audit;

  TuitionPages(
      Templates templates,
      Frames frames,
      Books books,
      Invoices invoices,
      Applications applications,
      Payroll payroll,
      YearEnd yearEnd,
      Schools schools,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.books = books;
    this.invoices = invoices;
    this.applications = applications;
    this.payroll = payroll;
    this.yearEnd = yearEnd;
    this.schools = schools;
    this.audit = audit;
  }

  @Bean
  static RailEntry tuitionEntry() {
    return RailEntry.of(RailEntry.Section.RUN, 630, "Education benefit", HERE);
  }

  @GetMapping(HERE)
  Html tuition() {
    return page("", List.of(), HttpStatus.OK);
  }

  private Html page(String said, List<String> faults, HttpStatus status) {
    audit.read("tuition", "money of everybody");
    return Html.of(
        templates.tuitionBooks(
            frames.frame("Education benefit", Crumb.of("Run"), Crumb.of("Education benefit")),
            books.page(said, faults)),
        status);
  }

  /// Sets money apart for a year.
  ///
  /// @param key of the form, so that a form sent twice is one grant
  @PostMapping(HERE + "/grants")
  View grant(
      @RequestParam(defaultValue = "") String year,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String key) {
    if (!year.matches("20\\d\\d")) {
      throw new Refused("“%s” is no year like 2027.".formatted(year));
    }
    try {
      books.grant(key, Integer.parseInt(year), cents(amount), Frames.viewer());
    } catch (NotPosted e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    return back();
  }

  /// The report is the answer.
  @PostMapping(HERE + "/invoices")
  Html take(@RequestParam MultipartFile file) {
    String name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
    if (name.isBlank()) {
      return page(
          "No file was chosen.",
          List.of("Choose a CSV or XLSX file."),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    try (InputStream content = file.getInputStream()) {
      Invoices.Taken taken = invoices.take(name, content, Frames.viewer());
      return page(
          "%s a voucher, %s disputed, %s there already."
              .formatted(
                  Formats.counted(taken.matched(), "line matches", "lines match"),
                  Formats.counted(taken.disputed(), "is", "are"),
                  Formats.counted(taken.same(), "was", "were")),
          taken.faults(),
          HttpStatus.OK);
    } catch (Refused e) {
      return page(
          "Nothing was taken.",
          List.of(String.valueOf(e.getMessage())),
          HttpStatus.UNPROCESSABLE_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every invoice line there ever was.
  @GetMapping(HERE + "/invoices.csv")
  CsvDownload lines() {
    audit.read("tuition", "invoices of everybody, export");
    return CsvDownload.of(
        "education-benefit-invoices.csv",
        List.of(
            "invoice",
            "school",
            "voucher",
            "amount",
            "state",
            "reason",
            "course",
            "person_id",
            "paid_or_due_on"),
        to ->
            invoices.all(it ->
                to.row(
                    it.number(),
                    it.school(),
                    it.voucher(),
                    dollars(OptionalLong.of(it.cents())),
                    it.state(),
                    it.reason(),
                    it.course().orElse(""),
                    it.person().orElse(""),
                    it.due().map(LocalDate::toString).orElse(""))));
  }

  @PostMapping(HERE + "/invoices/pay")
  Html payAll() {
    Invoices.Paid paid = invoices.payAll(Frames.viewer());
    return page(
        "%s paid%s"
            .formatted(
                Formats.counted(paid.paid(), "line was", "lines were"),
                paid.refused().isEmpty()
                    ? "."
                    : ", %s not.".formatted(Formats.counted(paid.refused().size(), "was", "were"))),
        paid.refused(),
        HttpStatus.OK);
  }

  @PostMapping(HERE + "/invoices/{id}/dispute")
  View dispute(@PathVariable long id, @RequestParam(defaultValue = "") String reason) {
    invoices.dispute(id, reason, Frames.viewer());
    return back();
  }

  @PostMapping(HERE + "/invoices/{id}/reject")
  View reject(@PathVariable long id) {
    invoices.reject(id, Frames.viewer());
    return back();
  }

  /// Pays a person back who showed a receipt.
  @PostMapping(HERE + "/terms/{id}/reimburse")
  View reimburse(@PathVariable long id, @RequestParam(defaultValue = "") String amount) {
    books.reimburse(id, cents(amount), Frames.viewer());
    return back();
  }

  @PostMapping(HERE + "/applications/{id}/repay")
  View repay(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String key) {
    if (key.isBlank()) {
      throw new Refused("The form has no key. Open the page again.");
    }
    applications.repay(key, id, cents(amount), Frames.viewer());
    audit.change("tuition", "application %d, repayment".formatted(id));
    return back();
  }

  @PostMapping(HERE + "/applications/{id}/passed")
  View passed(@PathVariable long id) {
    applications.passedAtOwnCost(id, Frames.viewer());
    audit.change("tuition", "application %d, passed at own cost".formatted(id));
    return back();
  }

  @PostMapping(HERE + "/schools")
  View school(
      @RequestParam(defaultValue = "") String account,
      @RequestParam(defaultValue = "") String school) {
    if (account.isBlank() || school.isBlank()) {
      throw new Refused("Give the account of the training partner and the school it speaks for.");
    }
    schools.speaks(account.strip(), school.strip());
    return back();
  }

  @PostMapping(HERE + "/years/{year}/close")
  Html close(@PathVariable int year) {
    YearEnd.Closed closed = yearEnd.close(year, Frames.viewer());
    return page(
        "%d is closed: %s a statement, %s given up."
            .formatted(
                closed.year(),
                Formats.counted(closed.people(), "person has", "people have"),
                Formats.counted(closed.released(), "promise was", "promises were")),
        List.of(),
        HttpStatus.OK);
  }

  /// What payroll must know of a month.
  ///
  /// @param month like 2026-11
  @GetMapping(HERE + "/payroll.csv")
  CsvDownload payroll(@RequestParam(defaultValue = "") String month) {
    YearMonth asked;
    try {
      asked = YearMonth.parse(month);
    } catch (DateTimeException e) {
      throw new Refused("“%s” is no month like 2026-11.".formatted(month));
    }
    audit.read("tuition", "payroll of %s, export".formatted(asked));
    LocalDate first = asked.atDay(1);
    return CsvDownload.of(
        "education-benefit-%s.csv".formatted(asked),
        List.of(
            "person_id",
            "month",
            "paid",
            "paid_since_january",
            "free_of_tax_since_january",
            "taxable_since_january",
            "taxable_in_month"),
        to ->
            payroll.rows(
                first,
                asked.atEndOfMonth(),
                row ->
                    to.row(
                        row.name(),
                        asked,
                        dollars(OptionalLong.of(row.cents())),
                        dollars(OptionalLong.of(row.yearCents())),
                        dollars(row.freeCents()),
                        dollars(row.taxableYearCents()),
                        dollars(row.taxableCents()))));
  }

  private static String dollars(OptionalLong cents) {
    return cents.isPresent()
        ? BigDecimal.valueOf(cents.getAsLong(), 2).toPlainString()
        : "not known";
  }

  private static long cents(String amount) {
    String plain = amount.replace("$", "").replace(",", "").strip();
    if (!plain.matches("\\d{1,10}(\\.\\d{1,2})?")) {
      throw new Refused("“%s” is no amount like 1250.00.".formatted(amount));
    }
    long cents = new BigDecimal(plain).movePointRight(2).longValueExact();
    if (cents == 0) {
      throw new Refused("The amount is nothing. Give more than that.");
    }
    return cents;
  }

  private static View back() {
    return new RedirectView(HERE, true, false);
  }
}
