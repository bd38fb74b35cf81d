package org.rung.server.skills;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Browser;
import org.rung.server.Emptied;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// The review of roles as a planner meets it, in a real browser.
@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test.of=role-pages"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolePagesTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private RoleOccupations roles;
  @Autowired private RoleMatching matching;
  @Autowired private RoleLabels roleLabels;
  @LocalServerPort private int port;
  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Browser browser;

  @BeforeAll
  void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void startWithNobody() {
    Emptied.of(
        jdbc,
        "people.employment",
        "people.hiring",
        "people.role",
        "people.person",
        "people.department",
        "people.site",
        "people.snapshot",
        "skills.role_occupation",
        "skills.role_offer",
        "skills.role_change",
        "skills.remembered_title");
  }

  @Test
  void anEmptyReviewLeadsToTheImports() throws Exception {
    assertThat(get("/roles")).contains("There are no roles yet").contains("href=\"/imports\"");
  }

  @Test
  void listsTheLeastCertainWithTheMostPeopleFirstAndWhatIsSettledLast() throws Exception {
    Staff.role(jdbc, "Auditor II", "Finance", 200, 87_006);
    Staff.role(jdbc, "Zephyr aide", "Public library", 60, 30_000);
    Staff.role(jdbc, "Zephyr helper", "Public library", 8, 30_000);
    int clerk = Staff.role(jdbc, "Clerk III", "Finance", 300, 50_000);
    Staff.role(jdbc, "Other, Police", "Police", 400, 70_000);
    matching.matchMissing();
    roles.confirm(clerk, "43-9061.00", 1, "Pat");
    assertThat(titles(get("/roles")))
        .startsWith("Zephyr aide")
        .endsWith("Clerk III", "Other, Police")
        .containsSubsequence("Zephyr aide", "Zephyr helper");
    assertThat(titles(get("/roles?sort=people")))
        .containsExactly(
            "Other, Police", "Clerk III", "Auditor II", "Zephyr aide", "Zephyr helper");
    assertThat(titles(get("/roles?state=waits&department=Public+library&find=HELP")))
        .containsExactly("Zephyr helper");
  }

  @Test
  void showsNoGroupUnderFiveOnThePageOrInTheFile() throws Exception {
    Staff.role(jdbc, "Zephyr aide", "Public library", 3, 30_000);
    Staff.role(jdbc, "Auditor II", "Finance", 200, 87_006);
    matching.matchMissing();
    assertThat(get("/roles")).contains("under 5").doesNotContain(">3<").doesNotContain(" 3 people");
    assertThat(get("/roles.csv").lines().filter(line -> line.startsWith("Zephyr")))
        .singleElement()
        .asString()
        .contains("under 5");
  }

  @Test
  void theFileNeutralisesFormulas() throws Exception {
    Staff.role(jdbc, "=cmd|' /C calc'!A0", "Public library", 9, 30_000);
    matching.matchMissing();
    assertThat(get("/roles.csv")).contains("'=cmd").doesNotContain("\n=cmd");
  }

  @Test
  void saysWhoLabelledARole() throws Exception {
    Staff.role(jdbc, "Paramedic", "Fire", 30, 94_122);
    Path labels =
        Files.writeString(
            folder.resolve("roles.csv"), "job_title,occupation\nParamedic,29-2043.00\n");
    roleLabels.importLabels(labels, "examples/chicago/roles.csv");
    matching.matchMissing();
    assertThat(get("/roles"))
        .contains("labelled")
        .contains("in examples/chicago/roles.csv, ")
        .contains("Labelled title by title in examples/chicago/roles.csv: 30 people in 1 title")
        .contains("No skill ratings of its own; those of Registered Nurses (29-1141.00) stand in");
  }

  @Test
  void takesLabelsReportsBadLinesAndGivesThemBackInTheSameForm() throws Exception {
    Staff.role(jdbc, "Paramedic", "Fire", 30, 94_122);
    Visitor planner = new Visitor(port);
    String sent =
        "job_title,occupation\nParamedic,29-2043.00\nNobody Yet,43-4121.00\nClerk,99-9999.00\n";
    assertThat(planner.sendFile("/roles/labels", "/roles/labels", "mine.csv", sent).body())
        .contains("2 labels are in from mine.csv; 1 row is not")
        .contains("99-9999.00", "no occupation of O*NET-SOC 2019 has this code");
    assertThat(get("/roles")).contains("in mine.csv by ");
    String back = get("/roles/labels.csv");
    assertThat(back)
        .startsWith("job_title,department,occupation,also,note\r\n")
        .contains("Paramedic,,29-2043.00,,", "nobody yet,,43-4121.00,,")
        .doesNotContain("99-9999.00");
    assertThat(planner.sendFile("/roles/labels", "/roles/labels", "mine.csv", back).body())
        .contains("2 labels are in from mine.csv")
        .contains("<dd class=\"value\">0</dd><dd class=\"against\">1 were so already</dd>");
    var wrong =
        planner.sendFile("/roles/labels", "/roles/labels", "x.csv", "title,code\nClerk,1\n");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("No label was taken from x.csv", "the file has no column");
  }

  @Test
  void confirmsAndUndoesWithoutScripts() {
    int aide = Staff.role(jdbc, "Zephyr aide", "Public library", 60, 30_000);
    matching.matchMissing();
    try (BrowserContext context = context(false)) {
      Page page = context.newPage();
      page.navigate(address("/roles"));
      page.locator("summary").first().click();
      page.getByLabel("Search an occupation for Zephyr aide").fill("library assistant");
      page.getByLabel("Search an occupation for Zephyr aide").press("Enter");
      page.locator("input[value='43-4121.00']").first().check();
      page.getByRole(AriaRole.BUTTON, named("Confirm Zephyr aide")).click();
      assertThat(page.locator(".toast").textContent())
          .contains("Zephyr aide set to 43-4121.00 for 60 people.");
      assertThat(roles.of(aide).orElseThrow().decidedBy()).contains("Pat, planner");
      page.getByRole(AriaRole.BUTTON, named("Undo")).first().click();
      assertThat(page.locator("[role=status]").first().textContent()).contains("as it was before");
      assertThat(roles.of(aide).orElseThrow().origin()).isEqualTo(RoleOccupation.Origin.MATCHED);
    }
  }

  @Test
  void confirmsInPlaceWithScriptsAndTellsTheSecondPlanner() {
    int aide = Staff.role(jdbc, "Zephyr aide", "Public library", 60, 30_000);
    matching.matchMissing();
    try (BrowserContext context = context(true)) {
      Page first = context.newPage();
      Page second = context.newPage();
      first.navigate(address("/roles"));
      second.navigate(address("/roles"));
      for (Page page : List.of(first, second)) {
        page.locator("summary").first().click();
        page.getByLabel("Search an occupation for Zephyr aide").pressSequentially("librarian");
        page.locator("#found-" + aide + " input[value='25-4022.00']").check();
      }
      first.getByRole(AriaRole.BUTTON, named("Confirm Zephyr aide")).click();
      first.locator(".toast").waitFor();
      assertThat(first.locator("#row-" + aide).textContent()).contains("confirmed");
      assertThat(first.locator("h1").textContent()).contains("Each of 1 title");
      second.getByRole(AriaRole.BUTTON, named("Confirm Zephyr aide")).click();
      second.locator("#row-" + aide + " .notice").waitFor();
      assertThat(second.locator("#row-" + aide + " .notice").textContent())
          .contains("Nothing was changed")
          .contains("Pat, planner");
    }
  }

  @Test
  void confirmsAllWithOneMatchByOneButton() {
    Staff.role(jdbc, "Auditor II", "Finance", 200, 87_006);
    Staff.role(jdbc, "Zephyr aide", "Public library", 60, 30_000);
    matching.matchMissing();
    try (BrowserContext context = context(false)) {
      Page page = context.newPage();
      page.navigate(address("/roles"));
      assertThat(page.locator("h1").textContent())
          .isEqualTo("1 title has one match; 1 needs your eye");
      page.getByRole(AriaRole.BUTTON, named("Confirm 1 with one match")).click();
      assertThat(page.locator(".toast").textContent()).contains("for 200 people");
    }
    assertThat(roles.waiting()).isEqualTo(1);
  }

  @Test
  void theMatcherRunsWhenAPlannerAsks() {
    Staff.role(jdbc, "Auditor II", "Finance", 200, 87_006);
    try (BrowserContext context = context(true)) {
      Page page = context.newPage();
      page.navigate(address("/roles"));
      page.getByRole(AriaRole.BUTTON, named("Match 1 title")).click();
      page.getByText("Open the result").waitFor();
      assertThat(page.locator("main").textContent()).contains("1 title looked at");
    }
    assertThat(roles.unmatched()).isZero();
  }

  private static final Pattern ROLE = Pattern.compile("<a href=\"/roles/\\d+\">([^<]*)</a>");

  private static List<String> titles(String page) {
    return ROLE.matcher(page).results().map(found -> found.group(1)).toList();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address(path))).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }

  private BrowserContext context(boolean scripts) {
    return browser
        .chromium()
        .newContext(
            new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(scripts));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
