package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Another employer, whose files look nothing like the example's (other names and order of columns,
/// semicolons, decimal commas, two-digit years, pay per hour and per month), gets from an empty
/// database to a published plan by the pages alone. Each step stands on the one before.
@RungTest
@TestPropertySource(properties = "rung.test=another-employer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnotherEmployerTest {
  private static final Path ROSTERS = Path.of("src", "test", "resources", "another-employer");
  private static final Path CATALOGUE =
      Path.of(System.getProperty("rung.home"), "examples", "chicago", "programmes.csv");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  private Browser browser;
  private BrowserContext context;
  private Page page;

  @BeforeAll
  void signIn() {
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles)
            values ('ann@example.org', 'Ann', '{noop}secret-for-the-test', array['PLANNER'])
            """)
        .update();
    browser = Browser.start();
    context = browser.chromium().newContext();
    page = context.newPage();
    page.setDefaultTimeout(120_000); // a plan's own limit is a minute
    open("/");
    page.getByLabel("Email").fill("ann@example.org");
    page.getByLabel("Password").fill("secret-for-the-test");
    page.getByLabel("Password").press("Enter");
    assertThat(title()).contains("Nobody is here yet");
  }

  @AfterAll
  void close() {
    context.close();
    browser.close();
  }

  private void open(String path) {
    page.navigate("http://localhost:" + port + path);
  }

  private String title() {
    return page.locator("h1").textContent();
  }

  private void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().click();
  }

  /// Long work shows its progress until its page shows the result.
  private void awaitWork() {
    page.waitForCondition(() -> {
      try {
        page.waitForLoadState();
        page.reload();
      } catch (PlaywrightException e) {
        return false; // the page was just going on by itself
      }
      return page.locator(".progress [role=status], .progress[role=status]").count() == 0;
    });
  }

  @Test
  @Order(1)
  void itsRosterIsReadOnceTheColumnsAreSaid() {
    for (String day : new String[] {"2024-12-31", "2025-12-31"}) {
      open("/imports");
      page.locator("#file").setInputFiles(ROSTERS.resolve(day + ".csv"));
      press("Send file");
      assertThat(title()).contains("columns are understood");
      column("House").selectOption("SITE");
      column("Joined").selectOption("HIRED_ON");
      press("Import " + day);
      awaitWork();
    }
    assertThat(title()).contains("1,181 of 1,182 people are in; 1 row is held");
    assertThat(page.locator("main").textContent()).contains("31.02.25");
  }

  private Locator column(String name) {
    return page.getByLabel("What %s is".formatted(name));
  }

  @Test
  @Order(2)
  void itsHeldRowIsMendedOnThePage() {
    Locator held = page.getByLabel(Pattern.compile("New value for line \\d+, Joined"));
    held.fill("28.02.25");
    held.press("Enter");
    page.waitForCondition(() -> title().contains("All 1,182 people are in"));
    assertThat(jdbc.sql("select count(*) from people.now").query(Long.class).single())
        .isEqualTo(1182);
  }

  @Test
  @Order(3)
  void payAnHourAndAMonthBecomePayAYear() {
    open("/people?find=Electrician");
    assertThat(page.locator("main").textContent()).contains("Electrician");
    assertThat(
            jdbc.sql(
                    """
                    select bool_and(annual_pay_cents between 2000000 and 12000000)
                      from people.now
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  @Order(4)
  void itsRolesAreReviewed() {
    open("/roles");
    page.waitForCondition(() -> {
      page.reload();
      return page.getByRole(
                  AriaRole.BUTTON,
                  new Page.GetByRoleOptions()
                      .setName(Pattern.compile("Confirm \\d+ with one match")))
              .count()
          > 0;
    });
    page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(Pattern.compile("Confirm \\d+ with one match")))
        .click();
    assertThat(title()).contains("settled");
  }

  @Test
  @Order(5)
  void aCatalogueIsReadAndPathwaysAreFound() {
    open("/programmes/imports");
    page.locator("input[type=file]").first().setInputFiles(CATALOGUE);
    press("Send catalogue");
    press("Read programmes.csv");
    awaitWork();
    assertThat(title()).contains("910 of 1,110 programmes are in");
    open("/pathways");
    press("Find the pathways");
    awaitWork();
    open("/pathways");
    assertThat(title()).doesNotContain("No pathway is found yet");
  }

  /// By the keyboard alone, as somebody who uses no pointer does it.
  @Test
  @Order(6)
  void aScenarioIsMadeAndPlannedByTheKeyboardAlone() {
    open("/scenarios");
    page.keyboard().press("Tab");
    assertThat(focused()).isEqualTo("Skip to content");
    page.keyboard().press("Enter");
    tabTo("Make a scenario");
    page.keyboard().press("Enter");
    page.waitForURL("**/scenarios/new");
    tabTo("Name");
    page.keyboard().type("Harbour 2027");
    for (int year = 0; year < 2; year++) {
      tabToField("fiscal_years.%d.budget.value".formatted(year));
      page.keyboard().type("120,000");
      tabToField("fiscal_years.%d.budget.source".formatted(year));
      page.keyboard().type("The board, October 2026");
    }
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile(".*/scenarios/\\d+$"));
    assertThat(title()).contains("“Harbour 2027” gives $240,000 in 2 years");
    tabTo("Make a plan");
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile(".*/plans/\\d+$"));
    awaitWork();
    assertThat(title()).contains("Plan").contains("serves").contains("people and is worth");
  }

  private Object focused() {
    return page.evaluate(
        "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()");
  }

  private void tabTo(String name) {
    tabUntil(() -> name.equals(focused()), name);
  }

  private void tabToField(String field) {
    tabUntil(() -> field.equals(page.evaluate("document.activeElement.name")), field);
  }

  /// Every stop on the way is in sight and shows that it has the focus.
  private void tabUntil(java.util.function.BooleanSupplier there, String what) {
    for (int stop = 0; stop < 200; stop++) {
      page.keyboard().press("Tab");
      assertThat(
              page.evaluate(
                  """
                  (() => { const e = document.activeElement, s = getComputedStyle(e);
                    return e === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()
                  """))
          .as("the focus is seen on " + focused())
          .isEqualTo(true);
      if (there.getAsBoolean()) {
        return;
      }
    }
    throw new AssertionError("no way by Tab to " + what);
  }

  @Test
  @Order(7)
  void itsPlanHoldsAndIsPublished() {
    String plan = page.url();
    press("Check this proof");
    assertThat(title()).contains("holds");
    page.navigate(plan);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Publish").setExact(true))
        .click();
    press("Publish plan ");
    // Said by the work when the page watched it end, by the page when it ended before.
    page.getByText(Pattern.compile("Plan \\d+ is published")).first().waitFor();
    page.navigate(plan);
    assertThat(page.locator("main").textContent()).contains("is published");
  }
}
