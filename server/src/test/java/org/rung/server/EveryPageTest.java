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
import org.rung.server.pages.Html;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/// Every page that has a handler, with nothing in it and with data, opened by who may open it and
/// looked at as [PageWalk] does; what stands around all pages of a person, on the first of them. A
/// page that nobody opens here fails the test.
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
  /// Answers that stand inside of a page, each with the page that shows it.
  private static final Map<String, String> PARTS =
      Map.of(
          "/jobs/{id}/progress", "/jobs/{id}",
          "/roles/{role}/occupations", "/roles/{role}");

  @LocalServerPort private int port;
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private SetupCode setup;

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

  // ---- nothing is there yet

  @ParameterizedTest(name = "{0}")
  @Order(1)
  @MethodSource("beginnings")
  void isSoundBeforeAnybodyIsThere(Visit visit) {
    look(visit);
  }

  Stream<Visit> beginnings() {
    return Stream.of(
        new Visit(Visit.NOBODY, "/sign-in"),
        new Visit(Visit.NOBODY, "/problems/stale-version"),
        new Visit(Visit.NOBODY, "/setup?code=" + setup.ifNeeded()));
  }

  @ParameterizedTest(name = "{0}")
  @Order(2)
  @MethodSource("empty")
  void isSoundWithNothingInIt(Visit visit) {
    look(visit);
  }

  Stream<Visit> empty() {
    return world().empty();
  }

  private EveryPageWorld world() {
    return new EveryPageWorld(port, context, visited);
  }

  // ---- everything is there

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @MethodSource("full")
  void isSoundWithDataInIt(Visit visit) {
    look(visit);
  }

  Stream<Visit> full() {
    List<Visit> visits = world().full();
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
        var answer = Visitor.signedIn(port, who).open(address);
        if (answer.statusCode() == 200 && answer.uri().getPath().equals(address)) {
          rest.add(new Visit(who, address));
          break;
        }
      }
    }
    return rest;
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
    boolean first = !pages.containsKey(visit.who());
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
    faults.addAll(PageWalk.of(page, first));
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
      Visit.fill(page, "#password", "secret-for-the-test");
      Visit.press(page, "main form .button");
    }
    return page;
  }
}
