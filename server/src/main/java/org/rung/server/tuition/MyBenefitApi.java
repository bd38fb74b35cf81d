package org.rung.server.tuition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Clause;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// A person's own education benefit, as JSON.
@JsonApi
class MyBenefitApi {
  private final MyMoney money;
  private final Applications applications;
  private final ApplicationStore store;
  private final Workers workers;
  private final Viewers viewers;
  private final Audit audit;

  MyBenefitApi(
      MyMoney money,
      Applications applications,
      ApplicationStore store,
      Workers workers,
      Viewers viewers,
      Audit audit) {
    this.money = money;
    this.applications = applications;
    this.store = store;
    this.workers = workers;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// What stands in the way.
  record Against(
      String reason,
      @Meaning("The smallest change; null where a fact is missing.") Optional<String> change,
      @Meaning("The name of the rule.") String rule,
      @Meaning("The rule in words.") String clause,
      @Meaning("Where the primary text is.") String source) {
    static Against of(Answer answer) {
      Clause clause = answer.clause();
      return switch (answer) {
        case Answer.No no ->
            new Against(
                no.reason(),
                Optional.of(no.change()),
                clause.rule(),
                clause.text(),
                clause.source());
        case Answer.CannotTell cannot ->
            new Against(
                "It cannot be told without: %s.".formatted(String.join(", ", cannot.missing())),
                Optional.empty(),
                clause.rule(),
                clause.text(),
                clause.source());
        case Answer.Yes yes ->
            throw new IllegalArgumentException("answer is a yes: " + yes.clause().rule());
      };
    }
  }

  /// What is open to a person today.
  record BenefitOpenTold(
      LocalDate day,
      @Meaning("full-time or part-time.") String contract,
      boolean open,
      @Meaning("That can be asked for now; 0 where it is not open. Whole cents.") long openCents,
      @Meaning("Of the calendar year, for the contract of today.") long capCents,
      @Meaning("Promised or paid in the calendar year.") long usedCents,
      @Meaning("Paid in the calendar year so far.") long paidCents,
      @Meaning("Of what was paid, free of tax; null while the amount of the year is not known.")
          OptionalLong freeCents,
      @Meaning("Of what was paid, counted as pay; null likewise.") OptionalLong taxableCents,
      @Meaning("The day on which it opens, where days of service alone are missing.")
          Optional<LocalDate> opensOn,
      List<Against> against) {
    static BenefitOpenTold of(Entitlement it) {
      return new BenefitOpenTold(
          it.day(),
          it.worker().contract(),
          it.open(),
          it.openCents(),
          it.left().capCents(),
          it.left().usedCents(),
          it.paidCents(),
          it.tax().freeCents(),
          it.tax().taxableCents(),
          it.opensOn(),
          it.against().stream().map(Against::of).toList());
    }
  }

  @Told(
      value = "Read what of the education benefit is open to you today",
      problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/benefit")
  BenefitOpenTold benefit() {
    Worker me = me();
    audit.read("tuition", "person " + me.name());
    return BenefitOpenTold.of(applications.entitlement(me));
  }

  /// A course that leads to an occupation in demand.
  record CourseTold(
      @Meaning("Its number.") long programme,
      String name,
      String school,
      @Meaning("Tuition, fees and books. Whole cents.") long priceCents) {}

  @Told(
      value = "List the courses that the benefit can pay",
      more = "Those that lead to an occupation in demand, at most 500, by name.")
  @GetMapping("/my/benefit/courses")
  Page<CourseTold> courses(Paging paging) {
    return paging
        .of(money.courses())
        .map(it -> new CourseTold(it.programme(), it.name(), it.school(), it.countedCents()));
  }

  /// What a term costs whom.
  record TermPriced(
      int number,
      LocalDate starts,
      @Meaning("The day on which the benefit pays.") LocalDate paysOn,
      @Meaning("The calendar year in which it counts.") int taxYear,
      long priceCents,
      long benefitCents,
      @Meaning("That you pay of tuition, fees and books.") long ownCents,
      @Meaning("That the benefit would pay but for the cap.") long overCapCents,
      @Meaning("Of the benefit, free of tax; null while the amount of the year is not known.")
          OptionalLong freeCents,
      @Meaning("Of the benefit, counted as pay; null likewise.") OptionalLong taxableCents) {}

  /// What a course costs whom.
  record QuoteTold(
      String course,
      String school,
      @Meaning("Of all terms. Whole cents.") long benefitCents,
      @Meaning("The rest, and what is never paid.") long ownCents,
      @Meaning("Tools, meals, lodging, transport: never paid.") long apartCents,
      List<TermPriced> terms,
      @Meaning("Why it would not be paid today; empty where it would be.") List<Against> against) {
    static QuoteTold of(Applications.Offer offer) {
      Quote quote = offer.quote();
      return new QuoteTold(
          quote.course().name(),
          quote.course().school(),
          quote.benefitCents(),
          quote.ownCents(),
          quote.course().apartCents(),
          quote.lines().stream()
              .map(line ->
                  new TermPriced(
                      line.number(),
                      line.starts(),
                      line.paysOn(),
                      line.taxYear(),
                      line.priceCents(),
                      line.benefitCents(),
                      line.ownCents(),
                      line.overCapCents(),
                      line.freeCents(),
                      line.taxableCents()))
              .toList(),
          offer.against().stream().map(Against::of).toList());
    }
  }

  @Told(
      value = "Reckon what a course costs you, and when it is paid",
      more = "Nothing is promised by it. The price is split evenly over the terms.",
      problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/benefit/quote")
  QuoteTold quote(
      @RequestParam @Meaning("The number of the course.") long programme,
      @RequestParam
          @Meaning("First days of the terms, 1 to 3, with commas between: 2026-12-05,2027-01-08.")
          String starts) {
    Worker me = me();
    Course course =
        course(Long.toString(programme), List.of(starts.split(",", -1)), "query.", false);
    return QuoteTold.of(applications.offer(me, course));
  }

  /// A course to be asked for.
  record CourseAsked(
      @Meaning("The number of the course.") long programme,
      @Meaning("First days of the terms, 1 to 3, rising.") List<LocalDate> starts,
      @Meaning(
              value = "To the school by voucher, or back to you.",
              words = {"voucher", "reimbursement"})
          String way) {
    CourseAsked {
      starts = List.copyOf(starts);
    }
  }

  /// A term that was asked for.
  record TermTold(
      long id,
      int number,
      LocalDate starts,
      @Meaning("The day from which it is paid, or was paid.") LocalDate paysOn,
      long priceCents,
      @Meaning("What the benefit promised.") long benefitCents,
      @Meaning(
              value = "How it stands.",
              words = {"promised", "paid", "released", "refused"})
          String state,
      long paidCents,
      long repaidCents,
      @Meaning("The code for the school; null without one.") Optional<String> voucher) {
    static TermTold of(Application.Term term) {
      return new TermTold(
          term.id(),
          term.number(),
          term.starts(),
          term.paysOn(),
          term.priceCents(),
          term.state().equals("refused") ? 0 : term.benefitCents(),
          term.state(),
          term.paidCents(),
          term.repaidCents(),
          term.voucher().map(VoucherCode::grouped));
    }
  }

  /// What was asked for, and what became of it.
  record ApplicationTold(
      long id,
      String course,
      String school,
      @Meaning(words = {"voucher", "reimbursement"}) String way,
      @Meaning(words = {"open", "refused", "withdrawn", "passed", "failed", "dropped"})
          String state,
      @Meaning("The decision on it; it says why, and can be appealed.") long decision,
      Instant askedAt,
      @Meaning("The day of its result; null without one.") Optional<LocalDate> endedOn,
      @Meaning("Owed after failing or dropping it; new payments wait for it.") long owedCents,
      List<TermTold> terms) {
    static ApplicationTold of(Application it) {
      return new ApplicationTold(
          it.id(),
          it.course(),
          it.school(),
          it.way().code(),
          it.state().code(),
          it.decision(),
          it.askedAt(),
          it.endedOn(),
          it.owedCents(),
          it.terms().stream().map(TermTold::of).toList());
    }
  }

  @Told(
      value = "Ask the benefit to pay a course",
      more =
          "It is answered at once: all terms are promised, or the state is refused and the decision says why.",
      status = 201,
      problems = {ProblemType.REFUSED, ProblemType.NOT_FOUND})
  @PostMapping("/my/benefit/applications")
  ResponseEntity<ApplicationTold> ask(@RequestBody CourseAsked asked) {
    Worker me = me();
    Application.Way way =
        switch (asked.way()) {
          case "voucher" -> Application.Way.VOUCHER;
          case "reimbursement" -> Application.Way.REIMBURSEMENT;
          default ->
              throw Problem.faulty(
                  "way", "“%s” is no way. Give voucher or reimbursement.".formatted(asked.way()));
        };
    Course course =
        course(
            Long.toString(asked.programme()),
            asked.starts().stream().map(LocalDate::toString).toList(),
            "",
            true);
    Application made =
        applications.ask(
            new Applications.Asking(me, course, way, viewers.now().account(), Optional.empty()));
    audit.change("tuition", "application %d of person %s".formatted(made.id(), me.name()));
    return Answers.created("/api/v1/my/benefit/applications", ApplicationTold.of(made));
  }

  @Told(
      value = "List what you asked the benefit to pay",
      more = "The newest first.",
      problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/benefit/applications")
  Page<ApplicationTold> mine(Paging paging) {
    Worker me = me();
    audit.read("tuition", "person " + me.name());
    return paging.before(store.of(me.person()), Application::id).map(ApplicationTold::of);
  }

  @Told(
      value = "Give a course up",
      more = "Nothing is owed while nothing was paid; a course that was paid counts as dropped.",
      problems = ProblemType.REFUSED)
  @PostMapping("/my/benefit/applications/{application}/withdraw")
  ApplicationTold withdraw(@PathVariable long application) {
    Worker me = me();
    if (store.find(application).filter(it -> it.person() == me.person()).isEmpty()) {
      throw new NotFound("You have no application %d.".formatted(application));
    }
    Application given = applications.withdraw(application, viewers.now().account());
    audit.change(
        "tuition", "application %d of person %s, given up".formatted(application, me.name()));
    return ApplicationTold.of(given);
  }

  private Worker me() {
    return viewers
        .now()
        .employerId()
        .flatMap(workers::find)
        .orElseThrow(
            () -> new NotFound("Your account is not linked to a person of the employer's files."));
  }

  /// @param at what stands before the names of values
  /// @param several whether each day has a place of its own
  private Course course(String programme, List<String> days, String at, boolean several) {
    if (days.isEmpty() || days.size() > MoneyPage.TERMS) {
      throw Problem.faulty(at + "starts", "Give 1 to %d days.".formatted(MoneyPage.TERMS));
    }
    MyMoney.Read read = money.read(programme, days.stream().map(String::strip).toList());
    if (read.course().isPresent()) {
      return read.course().get();
    }
    Map<String, String> faults = new LinkedHashMap<>();
    read.errors()
        .forEach((field, wrong) ->
            faults.putIfAbsent(
                at
                    + (field.startsWith("starts")
                        ? several
                            ? "starts." + (Integer.parseInt(field.substring(6)) - 1)
                            : "starts"
                        : field),
                wrong));
    throw Problem.faulty(faults);
  }
}
