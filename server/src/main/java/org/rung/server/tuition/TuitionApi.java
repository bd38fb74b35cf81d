package org.rung.server.tuition;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.rung.server.access.Audit;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.Frames;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The money of the education benefit for finance, and the occupations in demand, as JSON.
@JsonApi
class TuitionApi {
  private static final Set<String> STATES = Set.of("matched", "disputed", "paid", "rejected");

  private final Invoices invoices;
  private final Payroll payroll;
  private final Demand demand;
  private final Audit audit;

  TuitionApi(Invoices invoices, Payroll payroll, Demand demand, Audit audit) {
    this.invoices = invoices;
    this.payroll = payroll;
    this.demand = demand;
    this.audit = audit;
  }

  // ---- invoices

  /// A line of a school's invoice.
  record InvoiceTold(
      long id,
      String school,
      @Meaning("Of the invoice, as the school gave it.") String number,
      @Meaning("As the school gave it, without blanks and strokes.") String voucher,
      @Meaning("Whole cents.") long cents,
      @Meaning(words = {"matched", "disputed", "paid", "rejected"}) String state,
      @Meaning("Of a dispute or a rejection, otherwise empty.") String reason,
      @Meaning("Null where no voucher matches, as the following.") Optional<String> course,
      @Meaning("As the employer's files have it.") Optional<String> employerId,
      @Meaning("The day from which it is paid, or was paid.") Optional<LocalDate> paysOn,
      @Meaning("The term that it is for.") Optional<Long> term,
      Instant takenAt) {
    static InvoiceTold of(Invoice it) {
      return new InvoiceTold(
          it.id(),
          it.school(),
          it.number(),
          it.voucher(),
          it.cents(),
          it.state(),
          it.reason(),
          it.course(),
          it.person(),
          it.due(),
          it.term(),
          it.takenAt());
    }
  }

  @Told(value = "List invoice lines of schools", more = "Newest first.")
  @GetMapping("/tuition/invoices")
  Page<InvoiceTold> invoices(
      @RequestParam(defaultValue = "")
          @Meaning(
              value = "In this state alone; all without it.",
              words = {"matched", "disputed", "paid", "rejected"})
          String state,
      Paging paging) {
    if (!state.isEmpty() && !STATES.contains(state)) {
      throw Problem.faulty(
          "query.state",
          "“%s” is no state. Give matched, disputed, paid or rejected.".formatted(state));
    }
    audit.read("tuition", "invoices of everybody");
    return paging
        .before(invoices.before(state, paging.seen(), paging.size() + 1), Invoice::id)
        .map(InvoiceTold::of);
  }

  /// What became of a file of invoices.
  record InvoicesTaken(
      @Meaning("Lines that match a voucher and wait to be paid.") long matched,
      @Meaning("Lines that do not, each kept with its reason.") long disputed,
      @Meaning("Lines that were there already.") long same,
      @Meaning("Lines that could not be read, each with its line and why; the others were taken.")
          List<String> bad) {}

  @Told(
      value = "Send invoices of schools as a file",
      more =
          "CSV or XLSX with the columns invoice, school, voucher, amount. Sent again it changes nothing.",
      problems = {ProblemType.REFUSED, ProblemType.WRONG_CONTENT_TYPE})
  @PostMapping(
      path = "/tuition/invoices",
      consumes = {"text/csv", JsonApi.XLSX, "application/octet-stream"})
  InvoicesTaken take(
      @RequestParam @Meaning("What the file is called.") String name, InputStream content) {
    Invoices.Taken taken = invoices.take(name, content, Frames.viewer());
    return new InvoicesTaken(taken.matched(), taken.disputed(), taken.same(), taken.faults());
  }

  /// What became of paying.
  record InvoicesPaid(
      @Meaning("Lines that were paid now.") long paid,
      @Meaning("Lines that are due and were not, each with why.") List<String> refused) {}

  @Told(
      value = "Pay every matched line that is due",
      more = "Each line is paid once, however often this is asked.")
  @PostMapping("/tuition/invoices/pay")
  InvoicesPaid pay() {
    Invoices.Paid paid = invoices.payAll(Frames.viewer());
    return new InvoicesPaid(paid.paid(), paid.refused());
  }

  // ---- payroll

  /// What payroll must know of a person and a month.
  record PayrollTold(
      @Meaning("As the employer's files have it.") String employerId,
      @Meaning("Paid in the month, less what came back in it. Whole cents.") long paidCents,
      @Meaning("Paid since January, less what came back.") long paidSinceJanuaryCents,
      @Meaning("Of that, free of tax; null while the amount of the year is not known.")
          OptionalLong freeSinceJanuaryCents,
      @Meaning("The rest of it; null likewise.") OptionalLong taxableSinceJanuaryCents,
      @Meaning("What became taxable in the month; below 0 where money came back.")
          OptionalLong taxableCents) {
    static PayrollTold of(Payroll.Row it) {
      return new PayrollTold(
          it.name(),
          it.cents(),
          it.yearCents(),
          it.freeCents(),
          it.taxableYearCents(),
          it.taxableCents());
    }
  }

  @Told(
      value = "List what payroll must know of a month",
      more =
          "Everybody who got or gave back something since January, by id. While payments go on, rows may move from page to page; a month that is over stands still.")
  @GetMapping("/tuition/payroll")
  Page<PayrollTold> payroll(@RequestParam @Meaning("Like 2026-11.") String month, Paging paging) {
    YearMonth asked;
    try {
      asked = YearMonth.parse(month);
    } catch (DateTimeException e) {
      throw Problem.faulty("query.month", "“%s” is no month like 2026-11.".formatted(month));
    }
    audit.read("tuition", "payroll of %s".formatted(asked));
    Payroll.Some rows =
        payroll.some(
            asked.atDay(1),
            asked.atEndOfMonth(),
            (long) paging.number() * paging.size(),
            paging.size());
    return paging.page(rows.rows(), rows.all()).map(PayrollTold::of);
  }

  // ---- in demand

  /// An occupation in demand.
  record InDemandTold(
      @Meaning("Of the Standard Occupational Classification, as 29-1171.") String soc,
      String occupation,
      @Meaning("Whether a role of the employer's in it grows, beyond chance.") boolean rolesGrow,
      @Meaning("Percent, projected; null where none is published.") OptionalDouble projectedGrowth,
      @Meaning("A year, projected; null where none is published.") OptionalLong openings) {}

  /// The list of occupations in demand that holds.
  record DemandTold(
      @Meaning("The rule in words; null while no list is published.") Optional<String> clause,
      Optional<Instant> publishedAt,
      List<InDemandTold> occupations) {}

  @Told(
      value = "Read which occupations are in demand",
      more = "The education benefit pays courses that lead to one of them. The newest list holds.")
  @GetMapping("/demand")
  DemandTold demand() {
    Optional<DemandList> list = demand.now();
    return new DemandTold(
        list.map(DemandList::clause),
        list.map(DemandList::at),
        list.map(DemandList::occupations).orElse(List.of()).stream()
            .map(it ->
                new InDemandTold(it.soc(), it.title(), it.own(), it.marketGrowth(), it.openings()))
            .toList());
  }
}
