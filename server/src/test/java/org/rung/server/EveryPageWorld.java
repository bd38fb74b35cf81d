package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.rung.server.apprenticeships.EveryApprentice;
import org.rung.server.classes.ClassWorld;
import org.rung.server.enrolment.EveryOffer;
import org.rung.server.insights.EveryReport;
import org.rung.server.jobs.Jobs;
import org.rung.server.ledger.Ledger;
import org.rung.server.timesheets.HoursWorld;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The server of [EveryPageTest], before and after there is something in it, and who opens which
/// page there.
final class EveryPageWorld {
  private static final String PLANNER = "planner@example.org";
  private static final String EMPLOYEE = "m600@example.org";
  private static final String MANAGER = "manager@example.org";
  private static final String ADMIN = "admin@example.org";
  private static final String FINANCE = "finance@example.org";
  private static final String PARTNER = "partner@example.org";

  private final int port;
  private final ApplicationContext context;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  /// Pages that are reached by another way than their address.
  private final Set<String> visited;

  EveryPageWorld(int port, ApplicationContext context, Set<String> visited) {
    this.port = port;
    this.context = context;
    this.jdbc = context.getBean(JdbcClient.class);
    this.transaction = context.getBean(TransactionTemplate.class);
    this.visited = visited;
  }

  Stream<Visit> empty() {
    ManyPeople.account(jdbc, PLANNER, "PLANNER", "", "");
    ManyPeople.account(jdbc, EMPLOYEE, "EMPLOYEE", "M-600", "");
    ManyPeople.account(jdbc, MANAGER, "MANAGER", "", "");
    ManyPeople.account(jdbc, PARTNER, "PARTNER", "", "");
    return Stream.concat(
        Stream.of(
                "/",
                "/appeals",
                "/apprenticeships",
                "/apprenticeships/new",
                "/budgets",
                "/budgets/forecast",
                "/growth",
                "/growth/renames",
                "/hours",
                "/hours/waiting",
                "/imports",
                "/instructors",
                "/letters",
                "/letters/words",
                "/openings",
                "/pathways",
                "/people",
                "/plans",
                "/programmes",
                "/programmes/imports",
                "/roles",
                "/roles/labels",
                "/reports/strategies",
                "/rooms",
                "/scenarios",
                "/tests",
                "/surveys")
            .map(address -> new Visit(PLANNER, address)),
        Stream.of(
            new Visit(EMPLOYEE, "/my"),
            new Visit(EMPLOYEE, "/my/apply"),
            new Visit(EMPLOYEE, "/my/apprentices"),
            new Visit(EMPLOYEE, "/my/apprenticeship"),
            new Visit(EMPLOYEE, "/my/classes"),
            new Visit(EMPLOYEE, "/my/hours"),
            new Visit(EMPLOYEE, "/my/offers"),
            new Visit(EMPLOYEE, "/my/surveys"),
            new Visit(EMPLOYEE, "/my/teaching"),
            new Visit(MANAGER, "/team/hours"),
            new Visit(MANAGER, "/team/releases"),
            new Visit(PARTNER, "/partner"),
            new Visit(EMPLOYEE, "/my/decisions"),
            new Visit(EMPLOYEE, "/my/letters"),
            new Visit(EMPLOYEE, "/my/money"),
            new Visit(MANAGER, "/team")));
  }

  List<Visit> full() {
    ManyPeople.load(jdbc, transaction, 1_300);
    ManyPeople.account(jdbc, MANAGER, "MANAGER", "", "Department 13");
    ManyPeople.account(jdbc, "m601@example.org", "EMPLOYEE", "M-601", "");
    ManyPeople.account(jdbc, "m4@example.org", "EMPLOYEE", "M-4", "");
    ManyPeople.account(jdbc, ADMIN, "ADMIN", "", "");
    ManyPeople.account(jdbc, FINANCE, "FINANCE", "", "");
    ManyPeople.account(jdbc, PARTNER, "PARTNER", "", "");
    EveryPageData.load(jdbc, transaction);
    ClassWorld.Shown classes =
        new ClassWorld(jdbc).shown("School 7", "M-600", LocalDate.now(ZoneOffset.UTC));
    jdbc.sql(
            """
            insert into access.partner (account_id, provider)
            select id, 'School 7' from access.account where email = :partner
            """)
        .param("partner", PARTNER)
        .update();
    String sessions = "/intakes/%d/sessions".formatted(classes.intake());
    Visitor planner = Visitor.signedIn(port, PLANNER);
    String guessed = sent(planner, "/imports", "staff_2026-05-31.csv", EveryPageData.PEOPLE);
    String people =
        sent(
            planner, "/imports", "staff_2026-06-30.csv", EveryPageData.PEOPLE + "X10,Cook,Law,1\n");
    planner.send(
        "/imports",
        people,
        Map.of(
            "day", "2026-06-30",
            "is0", "PERSON_ID",
            "is1", "JOB_TITLE",
            "is2", "DEPARTMENT",
            "is3", "ANNUAL_PAY"));
    String catalogue =
        sent(planner, "/programmes/imports", "programmes.csv", EveryPageData.catalogue());
    planner.send("/programmes/imports", catalogue, Map.of());
    awaitJobs(planner);
    String waits =
        sent(planner, "/programmes/imports", "more.csv", EveryPageData.catalogue() + "\n");
    planner.send(people, people + "/mend", Map.of("m.9.4", "48000", "v.9", "0"));
    awaitJobs(planner);
    long job = number("select max(id) from jobs.job where kind = 'match-roles'");
    long made = number("select min(id) from planning.plan");
    long other = number("select max(id) from planning.plan where state = 'made'");
    long failed = number("select max(id) from planning.plan where state = 'failed'");
    long scenario = number("select min(id) from planning.scenario");
    long fresh = number("select max(id) from planning.scenario");
    long role = number("select id from people.role where title = 'Role 13'");
    long clerk = number("select id from people.role where title = 'Clerk'");
    long programme = number("select min(id) from programmes.programme");
    long appeal = number("select id from decisions.appeal where person_name = 'M-604'");
    long answered = number("select id from decisions.appeal where person_name = 'M-4'");
    planner.send(
        "/appeals/" + answered,
        "/appeals/" + answered,
        Map.of("ruling", "changed", "reasons", "The contract says so. The next file has it."));
    long letter = number("select min(id) from letters.letter where person_name = 'M-600'");
    long account = number("select id from access.account where email = '" + MANAGER + "'");
    long member =
        number(
            """
            select w.person_id
              from planning.placement w
              join people.department d on d.id = w.department_id
             where d.name = 'Department 13'
               and w.plan_id = %d
             order by w.person_id
             limit 1
            """
                .formatted(made));
    Visitor.signedIn(port, MANAGER)
        .send(
            "/team/people/~" + member,
            "/team/people/~%d/statements".formatted(member),
            Map.of("from", "2027-01-01", "until", "2027-02-01", "words", "The audit."));
    EveryPageData.budgets(context.getBean(Ledger.class), transaction);
    long budget = number("select min(id) from ledger.budget");
    long granted =
        number("select min(transaction_id) from ledger.line where budget_id = " + budget);
    EveryOffer.Shown offers = EveryOffer.load(jdbc, "M-600", "Department 13");
    EveryReport.Shown report = EveryReport.load(jdbc, "M-600");
    String trial = benefit(planner);
    EveryApprentice.Shown apprentices = EveryApprentice.load(context);
    HoursWorld hours = new HoursWorld(jdbc);
    hours.shown("M-601", LocalDate.now(ZoneOffset.UTC));
    hours.shown("M-612", LocalDate.now(ZoneOffset.UTC));
    String timesheet =
        sent(
            planner,
            "/hours",
            "/hours/imports",
            "week 47.csv",
            "person_id,day,from,to\nM-606,2026-11-02,08:00,16:00\nnobody,2026-11-02,08:00,09:00\n");
    awaitJobs(planner);
    Stream<Visit> planners =
        Stream.of(
                "/",
                "/about",
                "/account",
                "/appeals",
                "/appeals/" + appeal,
                "/appeals/" + answered,
                "/apprenticeships",
                "/apprenticeships?state=completed",
                "/apprenticeships/new",
                "/apprenticeships/new?programme=" + apprentices.programme(),
                "/apprenticeships/standards/" + apprentices.programme(),
                "/apprenticeships/standards/" + apprentices.bare(),
                "/apprenticeships/" + apprentices.learning(),
                "/apprenticeships/" + apprentices.proposed(),
                "/apprenticeships/" + apprentices.completed(),
                "/growth",
                "/growth/renames",
                "/growth/" + role,
                "/hours",
                "/hours?show=near",
                "/hours/waiting",
                timesheet,
                "/imports",
                "/instructors",
                "/rooms",
                "/reports/strategies",
                "/reports/strategies/" + report.programme(),
                "/surveys?programme=" + report.programme(),
                "/surveys/" + report.open(),
                "/surveys/" + report.closed(),
                "/offers",
                "/intakes/" + offers.intake(),
                sessions,
                sessions + "/" + classes.held(),
                sessions + "/" + classes.cancelled(),
                sessions + "/" + classes.coming(),
                guessed,
                people,
                "/jobs/" + job,
                "/letters",
                "/letters?show=waiting",
                "/letters/" + letter,
                "/letters/words",
                "/letters/words/trial",
                "/openings",
                "/openings/" + role,
                "/pathways",
                "/pathways/" + role,
                "/people",
                "/people/M-600",
                "/plans",
                "/plans/" + made,
                "/plans/" + other,
                "/plans/" + failed,
                "/plans/%d/people/M-600".formatted(made),
                "/plans/%d/people/M-601".formatted(made),
                "/plans/%d/people/M-602".formatted(made),
                "/plans/%d/since/%d".formatted(other, made),
                "/plans/%d/changes".formatted(other),
                "/plans/%d/groups".formatted(other),
                "/plans/%d/groups".formatted(made),
                "/plans/%d/regret".formatted(other),
                "/plans/%d/regret".formatted(made),
                "/programmes",
                "/programmes/" + programme,
                "/programmes/imports",
                catalogue,
                waits,
                "/programmes/templates",
                "/programmes/templates/career-choice",
                "/demand",
                "/rules",
                "/rules/education-benefit-cap",
                trial,
                "/roles",
                "/roles/" + clerk,
                "/roles/labels",
                "/scenarios",
                "/scenarios/" + scenario,
                "/scenarios/" + fresh,
                "/scenarios/%d/copy".formatted(scenario),
                "/scenarios/%d/edit".formatted(fresh),
                "/scenarios/new",
                "/tests",
                "/tests/" + offers.programme())
            .map(address -> new Visit(PLANNER, address));
    Stream<Visit> faulty =
        Stream.of(
            new Visit(PLANNER, "/scenarios/new")
                .after(
                    "sent with faults",
                    page -> {
                      Visit.fill(page, "[name='worth.hire_share.value']", "a fifth");
                      Visit.press(page, ".primary");
                    }),
            new Visit(PLANNER, "/programmes/templates/career-choice")
                .after(
                    "sent with faults",
                    page -> {
                      Visit.fill(page, "[name=price]", "much");
                      Visit.press(page, ".primary");
                    }),
            new Visit(PLANNER, "/letters/words/trial")
                .after(
                    "sent with faults",
                    page -> {
                      Visit.fill(page, "#words", "Subject: Without {a field}");
                      Visit.press(page, ".primary");
                    }),
            new Visit(PLANNER, people)
                .after(
                    "with a value that was not taken",
                    page -> {
                      Visit.fill(page, "[name='m.10.4']", "much");
                      page.locator("[name='m.10.4']").press("Enter");
                      page.locator("[name='m.10.4'][aria-invalid]").waitFor();
                    }),
            new Visit(PLANNER, "/plans/" + made)
                .after(
                    "sent with a budget in words",
                    page -> {
                      Visit.fill(page, "[name^=budget-]", "a lot");
                      Visit.press(page, "form[action$=budget] .button");
                    }),
            new Visit(EMPLOYEE, "/my")
                .after(
                    "sent with nothing said",
                    page -> {
                      page.locator("#what").selectOption("fact-pay");
                      Visit.fill(page, "#words", "It is more.");
                      Visit.press(page, "#say .primary");
                    }),
            new Visit(MANAGER, "/team/people/~" + member)
                .after(
                    "sent with days that cannot be",
                    page -> {
                      Visit.fill(page, "#from", "2027-02-02");
                      Visit.fill(page, "#until", "2027-01-01");
                      Visit.fill(page, "#words", "The audit.");
                      Visit.press(page, "main form .primary");
                    }),
            new Visit(PLANNER, "/apprenticeships/standards/" + apprentices.bare())
                .after(
                    "sent with faults",
                    page -> {
                      Visit.fill(page, "[name=hours1]", "many");
                      Visit.press(page, "form.wide .primary");
                    }),
            new Visit(EMPLOYEE, "/my/apprenticeship")
                .after(
                    "sent with hours that cannot be",
                    page -> {
                      Visit.fill(page, "#from", "08:00");
                      Visit.fill(page, "#to", "07:00");
                      Visit.press(page, "#enter .primary");
                    }),
            new Visit(Visit.NOBODY, "/certificates")
                .after(
                    "with a code that is none",
                    page -> {
                      Visit.fill(page, "#code", "none");
                      Visit.press(page, "main form .primary");
                    }),
            new Visit(PLANNER, sessions)
                .after(
                    "sent with a clash",
                    page -> {
                      Visit.fill(
                          page, "#one-day", LocalDate.now(ZoneOffset.UTC).plusDays(5).toString());
                      Visit.fill(page, "#one-at", "10:00");
                      Visit.fill(page, "#one-minutes", "60");
                      Visit.fill(page, "#one-link", "https://meet.example.org/2");
                      Visit.press(page, "form[action$=sessions] .button");
                    }),
            new Visit(EMPLOYEE, "/my/hours")
                .after(
                    "sent with a time in words",
                    page -> {
                      Visit.fill(page, "#from", "eight");
                      Visit.fill(page, "#to", "nine");
                      Visit.press(page, "#enter .primary");
                    }),
            new Visit(MANAGER, "/team/hours")
                .after(
                    "sent without a reason",
                    page -> {
                      Visit.fill(page, "[name=why]", " ");
                      Visit.press(page, "#waiting [value=no]");
                    }),
            new Visit(PARTNER, "/partner/sessions/" + classes.held())
                .after(
                    "sent without a reason",
                    page -> {
                      page.locator("[name='mark.1']").selectOption("absent");
                      Visit.press(page, "main form .primary");
                    }),
            new Visit(Visit.NOBODY, "/sign-in")
                .after(
                    "with a wrong password",
                    page -> {
                      Visit.fill(page, "#email", "stranger@example.org");
                      Visit.fill(page, "#password", "guess-guess-guess");
                      Visit.press(page, "main form .button");
                    }),
            new Visit(Visit.NOBODY, "/sign-in")
                .after(
                    "after many wrong passwords",
                    page -> {
                      // Each wait is twice the one before, so that even a slow machine comes too
                      // early.
                      for (int guess = 0;
                          guess < 20 && !page.locator("main").textContent().contains("Too many");
                          guess++) {
                        Visit.fill(page, "#email", "stranger@example.org");
                        Visit.fill(page, "#password", "guess-guess-guess");
                        Visit.press(page, "main form .button");
                      }
                      assertThat(page.locator("main").textContent()).contains("Too many wrong");
                      visited.add("/sign-in/wait");
                    }));
    Stream<Visit> others =
        Stream.of(
            new Visit(EMPLOYEE, "/my"),
            new Visit(EMPLOYEE, "/my/decisions"),
            new Visit(EMPLOYEE, "/my/letters"),
            new Visit(EMPLOYEE, "/my/letters/" + letter),
            new Visit(EMPLOYEE, "/account"),
            new Visit(EMPLOYEE, "/my/apprenticeship"),
            new Visit("m760@example.org", "/my/apprenticeship"),
            new Visit("m800@example.org", "/my/apprenticeship"),
            new Visit(apprentices.mentor(), "/my/apprentices"),
            new Visit(Visit.NOBODY, "/certificates"),
            new Visit("m601@example.org", "/my"),
            new Visit("m4@example.org", "/my"),
            new Visit("m4@example.org", "/my/decisions"),
            new Visit(MANAGER, "/team"),
            new Visit(MANAGER, "/team?show=all"),
            new Visit(MANAGER, "/team/hours"),
            new Visit(MANAGER, "/team/releases"),
            new Visit("m601@example.org", "/my/hours"),
            new Visit("m601@example.org", "/my/hours?by=month"),
            new Visit(EMPLOYEE, "/my/offers"),
            new Visit(EMPLOYEE, "/my/surveys"),
            new Visit(EMPLOYEE, "/my/offers/" + offers.offer()),
            new Visit(EMPLOYEE, "/my/apply"),
            new Visit(MANAGER, "/team/people/~" + member),
            new Visit(ADMIN, "/"),
            new Visit(ADMIN, "/accounts"),
            new Visit(ADMIN, "/accounts/" + account),
            new Visit(ADMIN, "/audit"),
            new Visit(ADMIN, "/letters?show=sent"),
            new Visit(ADMIN, "/people")
                .refused(403)
                .after("not open", page -> visited.add("/refused")),
            new Visit(FINANCE, "/"),
            new Visit(FINANCE, "/plans/" + made),
            new Visit(FINANCE, "/budgets"),
            new Visit(FINANCE, "/budgets?year=2027"),
            new Visit(FINANCE, "/budgets/forecast?year=2027"),
            new Visit(FINANCE, "/budgets/" + budget),
            new Visit(FINANCE, "/budgets/%d?done=%d".formatted(budget, granted)),
            new Visit(FINANCE, "/budgets/%d?kind=refund".formatted(budget)),
            new Visit(FINANCE, "/budgets/%d/forecast".formatted(budget)),
            new Visit(FINANCE, "/budgets/%d/transactions/%d".formatted(budget, granted)),
            new Visit(PLANNER, "/budgets/%d/transactions/%d".formatted(budget, granted)),
            new Visit(FINANCE, "/budgets/withdraw"),
            new Visit(FINANCE, "/budgets/grant")
                .after(
                    "sent with an amount in words",
                    page -> {
                      Visit.fill(page, "#amount", "much");
                      Visit.press(page, "main form .primary");
                    }),
            new Visit(PARTNER, "/account"),
            new Visit(PARTNER, "/partner"),
            new Visit(PARTNER, "/partner/intakes/" + classes.intake()),
            new Visit(PARTNER, "/partner/sessions/" + classes.held()),
            new Visit(PARTNER, "/partner/sessions/" + classes.coming()),
            new Visit(EMPLOYEE, "/my/classes"),
            new Visit(EMPLOYEE, "/my/classes")
                .after(
                    "with the address of the calendar",
                    page -> Visit.press(page, "form[action$=calendar] .button")),
            new Visit(EMPLOYEE, "/my/teaching"),
            new Visit(EMPLOYEE, "/my/teaching/" + classes.held()),
            new Visit(PARTNER, "/my/letters"),
            new Visit(FINANCE, "/tuition"),
            new Visit(FINANCE, "/tuition/terms/" + number("select min(id) from tuition.term")),
            new Visit(PARTNER, "/school"),
            new Visit(EMPLOYEE, "/my/money"),
            new Visit(EMPLOYEE, "/my/money")
                .after(
                    "with what a course costs",
                    page -> {
                      page.locator("#programme").selectOption(new SelectOption().setIndex(1));
                      Visit.fill(page, "#starts1", LocalDate.now().plusMonths(2).toString());
                      Visit.press(page, "form[method=get] .primary");
                    }),
            new Visit(PLANNER, "/nowhere").refused(404),
            new Visit(PLANNER, "/growth;a=b").refused(400));
    return Stream.of(planners, faulty, others).flatMap(stream -> stream).toList();
  }

  /// Sends a file by the form of a page.
  ///
  /// @return the address of what became of it
  private static String sent(Visitor visitor, String page, String name, String content) {
    return sent(visitor, page, page, name, content);
  }

  private static String sent(
      Visitor visitor, String page, String action, String name, String content) {
    var answer = visitor.sendFile(page, action, name, content);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.uri().getPath();
  }

  /// Money, a course in demand, an application with a voucher, a disputed line, a rule that was
  /// tried.
  ///
  /// @return the address of the trial
  private String benefit(Visitor planner) {
    jdbc.sql(
            """
            insert into programmes.target (programme_id, soc)
            select id, '29-1171' from programmes.programme where code = 'P-1'
                on conflict do nothing
            """)
        .update();
    planner.send("/demand", "/demand", Map.of());
    String rule = "/rules/education-benefit-share";
    String trial =
        planner
            .send(
                rule,
                rule + "/trials",
                Map.of(
                    "from",
                    "2030-01-01",
                    "percent",
                    "80",
                    "text",
                    "Four fifths.",
                    "source",
                    "The board"))
            .uri()
            .getPath();
    Visitor finance = Visitor.signedIn(port, FINANCE);
    String day = LocalDate.now().plusMonths(2).toString();
    finance.send(
        "/tuition",
        "/tuition/grants",
        Map.of(
            "year",
            day.substring(0, 4),
            "amount",
            "100000",
            "key",
            "00000000-0000-0000-0000-000000000001"));
    finance.send("/tuition", "/tuition/schools", Map.of("account", PARTNER, "school", "School 1"));
    Visitor employee = Visitor.signedIn(port, EMPLOYEE);
    long course = number("select id from programmes.programme where code = 'P-1'");
    for (String way : List.of("voucher", "reimbursement")) {
      employee.send(
          "/my",
          "/my/money/applications",
          Map.of("programme", "" + course, "starts1", day, "way", way));
    }
    sent(
        finance,
        "/tuition",
        "/tuition/invoices",
        "school.csv",
        "invoice,school,voucher,amount\nA-1,School 1,none,12\n");
    String code =
        jdbc.sql("select voucher from tuition.term where voucher is not null limit 1")
            .query(String.class)
            .single();
    Visitor.signedIn(port, PARTNER).send("/school", "/school/vouchers", Map.of("code", code));
    awaitJobs(planner);
    return trial;
  }

  private void awaitJobs(Visitor visitor) {
    Jobs jobs = context.getBean(Jobs.class);
    while (!jobs.open().isEmpty()) {
      visitor.page("/jobs/" + jobs.open().stream().findFirst().map(job -> job.id()).orElse(1L));
    }
  }

  private long number(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
