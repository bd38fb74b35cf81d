package org.rung.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
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
import org.rung.server.jobs.Jobs;
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
@TestPropertySource(properties = "rung.test=every-page")
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
    return Stream.concat(
        Stream.of(
                "/",
                "/appeals",
                "/growth",
                "/growth/renames",
                "/imports",
                "/openings",
                "/pathways",
                "/people",
                "/plans",
                "/programmes",
                "/programmes/imports",
                "/roles",
                "/roles/labels",
                "/scenarios")
            .map(address -> new Visit(PLANNER, address)),
        Stream.of(
            new Visit(EMPLOYEE, "/my"),
            new Visit(EMPLOYEE, "/my/decisions"),
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
                guessed,
                people,
                "/jobs/" + job,
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
            new Visit(EMPLOYEE, "/account"),
            new Visit("m601@example.org", "/my"),
            new Visit("m4@example.org", "/my"),
            new Visit("m4@example.org", "/my/decisions"),
            new Visit(MANAGER, "/team"),
            new Visit(MANAGER, "/team?show=all"),
            new Visit(MANAGER, "/team/people/~" + member),
            new Visit(ADMIN, "/"),
            new Visit(ADMIN, "/accounts"),
            new Visit(ADMIN, "/accounts/" + account),
            new Visit(ADMIN, "/audit"),
            new Visit(ADMIN, "/people")
                .refused(403)
                .after("not open", page -> visited.add("/refused")),
            new Visit(FINANCE, "/"),
            new Visit(FINANCE, "/plans/" + made),
            new Visit(PARTNER, "/account"),
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
    var answer = visitor.sendFile(page, page, name, content);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.uri().getPath();
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
