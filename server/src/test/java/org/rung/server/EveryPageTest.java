package org.rung.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.access.Role;
import org.rung.server.access.SetupCode;
import org.rung.server.classes.ClassWorld;
import org.rung.server.enrolment.EveryOffer;
import org.rung.server.jobs.Jobs;
import org.rung.server.ledger.Ledger;
import org.rung.server.pages.Html;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/// Every page that has a handler, with nothing in it and with data, opened by who may open it and
/// looked at as [PageWalk] does. A page that nobody opens here fails the test.
@RungTest
@TestPropertySource(
    properties = {
      "rung.test=every-page",
      "rung.mail.server=smtp://127.0.0.1:9",
      "rung.mail.from=learning@example.org"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryPageTest {
  private static final String NOBODY = "";
  private static final String PLANNER = "planner@example.org";
  private static final String EMPLOYEE = "m600@example.org";
  private static final String MANAGER = "manager@example.org";
  private static final String ADMIN = "admin@example.org";
  private static final String FINANCE = "finance@example.org";
  private static final String PARTNER = "partner@example.org";

  /// Answers that stand inside of a page, each with the page that shows it.
  private static final Map<String, String> PARTS =
      Map.of(
          "/jobs/{id}/progress", "/jobs/{id}",
          "/roles/{role}/occupations", "/roles/{role}");

  @LocalServerPort private int port;
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private SetupCode setup;
  @Autowired private Jobs jobs;

  private final Set<String> visited = new TreeSet<>();
  private final Map<String, Page> pages = new HashMap<>();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private Browser browser;

  @BeforeAll
  void open() {
    browser = Browser.start();
  }

  @AfterAll
  void close() {
    contexts.forEach(BrowserContext::close);
    browser.close();
  }

  /// A page as somebody meets it.
  ///
  /// @param who the account, empty when signed out
  /// @param deed what is done there first
  private record Visit(String who, String address, int status, String words, Consumer<Page> deed) {
    Visit(String who, String address) {
      this(who, address, 200, "", page -> {});
    }

    Visit refused(int with) {
      return new Visit(who, address, with, words, deed);
    }

    /// @param what said in the name of the test
    Visit after(String what, Consumer<Page> first) {
      return new Visit(who, address, status, ", " + what, first);
    }

    @Override
    public String toString() {
      return "%s %s%s".formatted(who.isEmpty() ? "signed out" : who, address, words);
    }
  }

  // ---- nothing is there yet

  @ParameterizedTest(name = "{0}")
  @Order(1)
  @MethodSource("beginnings")
  void isSoundBeforeAnybodyIsThere(Visit visit) {
    look(visit);
  }

  Stream<Visit> beginnings() {
    return Stream.of(
        new Visit(NOBODY, "/sign-in"),
        new Visit(NOBODY, "/problems/stale-version"),
        new Visit(NOBODY, "/setup?code=" + setup.ifNeeded()));
  }

  @ParameterizedTest(name = "{0}")
  @Order(2)
  @MethodSource("empty")
  void isSoundWithNothingInIt(Visit visit) {
    look(visit);
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
                "/budgets",
                "/budgets/forecast",
                "/growth",
                "/growth/renames",
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
                "/rooms",
                "/scenarios")
            .map(address -> new Visit(PLANNER, address)),
        Stream.of(
            new Visit(EMPLOYEE, "/my"),
            new Visit(EMPLOYEE, "/my/apply"),
            new Visit(EMPLOYEE, "/my/classes"),
            new Visit(EMPLOYEE, "/my/offers"),
            new Visit(EMPLOYEE, "/my/teaching"),
            new Visit(MANAGER, "/team/releases"),
            new Visit(PARTNER, "/partner"),
            new Visit(EMPLOYEE, "/my/decisions"),
            new Visit(EMPLOYEE, "/my/letters"),
            new Visit(EMPLOYEE, "/my/money"),
            new Visit(MANAGER, "/team")));
  }

  // ---- everything is there

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @MethodSource("full")
  void isSoundWithDataInIt(Visit visit) {
    look(visit);
  }

  Stream<Visit> full() {
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
    Visitor planner = signedInVisitor(PLANNER);
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
    signedInVisitor(MANAGER)
        .send(
            "/team/people/~" + member,
            "/team/people/~%d/statements".formatted(member),
            Map.of("from", "2027-01-01", "until", "2027-02-01", "words", "The audit."));
    EveryPageData.budgets(context.getBean(Ledger.class), transaction);
    long budget = number("select min(id) from ledger.budget");
    long granted =
        number("select min(transaction_id) from ledger.line where budget_id = " + budget);
    EveryOffer.Shown offers = EveryOffer.load(jdbc, "M-600", "Department 13");
    String trial = benefit(planner);
    Stream<Visit> planners =
        Stream.of(
                "/",
                "/about",
                "/account",
                "/appeals",
                "/appeals/" + appeal,
                "/appeals/" + answered,
                "/growth",
                "/growth/renames",
                "/growth/" + role,
                "/imports",
                "/instructors",
                "/rooms",
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
                "/scenarios/new")
            .map(address -> new Visit(PLANNER, address));
    Stream<Visit> faulty =
        Stream.of(
            new Visit(PLANNER, "/scenarios/new")
                .after(
                    "sent with faults",
                    page -> {
                      fill(page, "[name='worth.hire_share.value']", "a fifth");
                      press(page, ".primary");
                    }),
            new Visit(PLANNER, "/programmes/templates/career-choice")
                .after(
                    "sent with faults",
                    page -> {
                      fill(page, "[name=price]", "much");
                      press(page, ".primary");
                    }),
            new Visit(PLANNER, "/letters/words/trial")
                .after(
                    "sent with faults",
                    page -> {
                      fill(page, "#words", "Subject: Without {a field}");
                      press(page, ".primary");
                    }),
            new Visit(PLANNER, people)
                .after(
                    "with a value that was not taken",
                    page -> {
                      fill(page, "[name='m.10.4']", "much");
                      page.locator("[name='m.10.4']").press("Enter");
                      page.locator("[name='m.10.4'][aria-invalid]").waitFor();
                    }),
            new Visit(PLANNER, "/plans/" + made)
                .after(
                    "sent with a budget in words",
                    page -> {
                      fill(page, "[name^=budget-]", "a lot");
                      press(page, "form[action$=budget] .button");
                    }),
            new Visit(EMPLOYEE, "/my")
                .after(
                    "sent with nothing said",
                    page -> {
                      page.locator("#what").selectOption("fact-pay");
                      fill(page, "#words", "It is more.");
                      press(page, "#say .primary");
                    }),
            new Visit(MANAGER, "/team/people/~" + member)
                .after(
                    "sent with days that cannot be",
                    page -> {
                      fill(page, "#from", "2027-02-02");
                      fill(page, "#until", "2027-01-01");
                      fill(page, "#words", "The audit.");
                      press(page, "main form .primary");
                    }),
            new Visit(PLANNER, sessions)
                .after(
                    "sent with a clash",
                    page -> {
                      fill(page, "#one-day", LocalDate.now(ZoneOffset.UTC).plusDays(5).toString());
                      fill(page, "#one-at", "10:00");
                      fill(page, "#one-minutes", "60");
                      fill(page, "#one-link", "https://meet.example.org/2");
                      press(page, "form[action$=sessions] .button");
                    }),
            new Visit(PARTNER, "/partner/sessions/" + classes.held())
                .after(
                    "sent without a reason",
                    page -> {
                      page.locator("[name='mark.1']").selectOption("absent");
                      press(page, "main form .primary");
                    }),
            new Visit(NOBODY, "/sign-in")
                .after(
                    "with a wrong password",
                    page -> {
                      fill(page, "#email", "stranger@example.org");
                      fill(page, "#password", "guess-guess-guess");
                      press(page, "main form .button");
                    }),
            new Visit(NOBODY, "/sign-in")
                .after(
                    "after many wrong passwords",
                    page -> {
                      // Each wait is twice the one before, so that even a slow machine comes too
                      // early.
                      for (int guess = 0;
                          guess < 20 && !page.locator("main").textContent().contains("Too many");
                          guess++) {
                        fill(page, "#email", "stranger@example.org");
                        fill(page, "#password", "guess-guess-guess");
                        press(page, "main form .button");
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
            new Visit("m601@example.org", "/my"),
            new Visit("m4@example.org", "/my"),
            new Visit("m4@example.org", "/my/decisions"),
            new Visit(MANAGER, "/team"),
            new Visit(MANAGER, "/team?show=all"),
            new Visit(MANAGER, "/team/releases"),
            new Visit(EMPLOYEE, "/my/offers"),
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
                      fill(page, "#amount", "much");
                      press(page, "main form .primary");
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
                    page -> press(page, "form[action$=calendar] .button")),
            new Visit(EMPLOYEE, "/my/teaching"),
            new Visit(EMPLOYEE, "/my/teaching/" + classes.held()),
            new Visit(PARTNER, "/my/letters"),
            new Visit(FINANCE, "/tuition"),
            new Visit(PARTNER, "/school"),
            new Visit(EMPLOYEE, "/my/money"),
            new Visit(EMPLOYEE, "/my/money")
                .after(
                    "with what a course costs",
                    page -> {
                      page.locator("#programme").selectOption(new SelectOption().setIndex(1));
                      fill(page, "#starts1", LocalDate.now().plusMonths(2).toString());
                      press(page, "form[method=get] .primary");
                    }),
            new Visit(PLANNER, "/nowhere").refused(404),
            new Visit(PLANNER, "/growth;a=b").refused(400));
    List<Visit> visits = Stream.of(planners, faulty, others).flatMap(stream -> stream).toList();
    return Stream.concat(visits.stream(), theRest(visits).stream());
  }

  /// Pages whose address needs nothing, and that are in no list here, as the first who may open
  /// them.
  private List<Visit> theRest(List<Visit> listed) {
    Set<String> known = new TreeSet<>(visited);
    listed.stream()
        .filter(visit -> visit.status() == 200)
        .forEach(visit -> known.add(pattern(visit.address())));
    List<Visit> rest = new ArrayList<>();
    for (PathPattern pattern : mappings()) {
      String address = pattern.getPatternString();
      if (address.contains("{") || known.contains(address)) {
        continue;
      }
      for (Role role : Role.values()) {
        String who = role.name().toLowerCase(Locale.ROOT) + "@example.org";
        ManyPeople.account(jdbc, who, role.name(), "", "");
        var answer = signedInVisitor(who).open(address);
        if (answer.statusCode() == 200 && answer.uri().getPath().equals(address)) {
          rest.add(new Visit(who, address));
          break;
        }
      }
    }
    return rest;
  }

  /// Types into a field, wherever it is folded away.
  private static void fill(Page page, String field, String words) {
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    page.locator(field).first().fill(words);
  }

  private static void press(Page page, String button) {
    page.locator(button).first().evaluate("b => b.form?.setAttribute('novalidate', '')");
    page.waitForNavigation(() -> page.locator(button).first().click());
  }

  // ---- nobody is left out

  @Test
  @Order(4)
  void isDoneForEveryHandlerOfAPage() {
    Set<String> all = new TreeSet<>();
    mappings().forEach(pattern -> all.add(pattern.getPatternString()));
    all.removeAll(PARTS.keySet());
    // Leads on to somebody else's page.
    all.remove("/sign-in/service");
    assertThat(visited)
        .as(
            "pages that were opened, of all that have a handler; list an address for what is"
                + " missing")
        .containsAll(all);
    assertThat(visited).containsAll(PARTS.values());
  }

  /// The addresses of handlers that answer with a page. Exports and programs' answers are none.
  private List<PathPattern> mappings() {
    List<PathPattern> patterns = new ArrayList<>();
    for (RequestMappingInfoHandlerMapping mapping :
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
      mapping
          .getHandlerMethods()
          .forEach((info, handler) -> {
            if (isOpened(info) && isAPage(handler)) {
              patterns.addAll(requireNonNull(info.getPathPatternsCondition()).getPatterns());
            }
          });
    }
    return patterns;
  }

  private static boolean isOpened(RequestMappingInfo info) {
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    return methods.isEmpty() || methods.contains(RequestMethod.GET);
  }

  private static boolean isAPage(HandlerMethod handler) {
    Class<?> answer = handler.getMethod().getReturnType();
    return handler.getBeanType().getPackageName().startsWith("org.rung.")
        && (answer == Html.class || answer == Object.class)
        && !handler.hasMethodAnnotation(ResponseBody.class)
        && !AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ResponseBody.class);
  }

  // ---- looking

  private void look(Visit visit) {
    Page page = pages.computeIfAbsent(visit.who(), this::signedIn);
    List<String> faults = new ArrayList<>();
    Consumer<com.microsoft.playwright.ConsoleMessage> console =
        message -> {
          // That the answer is a refusal is what the visit asks for.
          if (message.type().equals("error") && !message.text().contains("the server responded")) {
            faults.add("console: " + message.text());
          }
        };
    page.onConsoleMessage(console);
    page.setViewportSize(1440, 900);
    Response answer = page.navigate("http://localhost:" + port + visit.address());
    assertThat(answer.status()).as(visit.address()).isEqualTo(visit.status());
    if (visit.status() == 200) {
      assertThat(answer.url()).as("is a page of its own").endsWith(visit.address());
      visited.add(pattern(visit.address()));
    }
    visit.deed().accept(page);
    faults.addAll(PageWalk.of(page));
    page.offConsoleMessage(console);
    assertThat(faults).as(visit.toString()).isEmpty();
  }

  private String pattern(String address) {
    PathContainer path = PathContainer.parsePath(address.replaceFirst("\\?.*", ""));
    return mappings().stream()
        .filter(pattern -> pattern.matches(path))
        .sorted()
        .map(PathPattern::getPatternString)
        .findFirst()
        .orElseThrow();
  }

  private Page signedIn(String who) {
    BrowserContext session = browser.chromium().newContext();
    contexts.add(session);
    Page page = session.newPage();
    if (!who.isEmpty()) {
      page.navigate("http://localhost:" + port + "/sign-in");
      page.locator("#email").fill(who);
      fill(page, "#password", "secret-for-the-test");
      press(page, "main form .button");
    }
    return page;
  }

  private Visitor signedInVisitor(String who) {
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", who, "password", "secret-for-the-test"));
    return visitor;
  }

  // ---- data

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
    Visitor finance = signedInVisitor(FINANCE);
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
    Visitor employee = signedInVisitor(EMPLOYEE);
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
    signedInVisitor(PARTNER).send("/school", "/school/vouchers", Map.of("code", code));
    awaitJobs(planner);
    return trial;
  }

  private void awaitJobs(Visitor visitor) {
    while (!jobs.open().isEmpty()) {
      visitor.page("/jobs/" + jobs.open().stream().findFirst().map(job -> job.id()).orElse(1L));
    }
  }

  private long number(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
