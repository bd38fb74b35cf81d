package org.rung.server.insights;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// A planner opens a survey, people answer it on their phones, it is closed, and the report shows
/// the mean of six and nothing of four.
@RungTest
@TestPropertySource(properties = {"rung.test=insights", "rung.jobs.work=false"})
class SurveyBrowserTest {
  private static final String PLANNER = "survey-planner@example.org";

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private StrategyReports reports;

  private InsightsWorld world;
  private String name;
  private long programme;
  private List<Long> people;

  @BeforeEach
  void world() {
    world = new InsightsWorld(jdbc);
    ManyPeople.account(jdbc, PLANNER, "PLANNER", "", "");
    name = InsightsWorld.name("Data class");
    programme = world.programme(name, "upskilling", "group_class", true, "15-2051", 50_000);
    people =
        world.enrolled(
            world.intake(programme, reports.today().minusDays(50), 20), 7, "learning", "completed");
  }

  private String account(long person) {
    String email = "survey-%d@example.org".formatted(person);
    ManyPeople.account(
        jdbc,
        email,
        "EMPLOYEE",
        jdbc.sql("select employer_id from people.person where id = :id")
            .param("id", person)
            .query(String.class)
            .single(),
        "");
    return email;
  }

  private void opensASurvey(Page page) {
    page.navigate("http://localhost:%d/surveys".formatted(port));
    page.locator("#programme").selectOption(Long.toString(programme));
    page.getByText("Choose this programme").click();
    page.locator("input[name=moment][value=end]").check();
    assertThat(page.locator("input[name=question]:checked").count()).isEqualTo(2);
    page.getByText("Open the survey").click();
    assertThat(page.locator("h1").textContent()).isEqualTo("7 people are asked about " + name);
  }

  private void answers(Browser browser, long person, int first, int second) {
    try (var window = browser.window(ColorScheme.LIGHT, 390, 844)) {
      Page page = Browser.signedIn(window, port, account(person));
      page.navigate("http://localhost:%d/my".formatted(port));
      assertThat(page.locator("main").textContent()).contains("A short survey about " + name);
      page.navigate("http://localhost:%d/my/surveys".formatted(port));
      assertThat(page.locator("h1").textContent()).isEqualTo("1 short survey waits for you");
      page.locator("input[name=productivity][value='%d']".formatted(first)).check();
      page.locator("input[name=skills][value='%d']".formatted(second)).check();
      page.getByText("Send my answers").click();
      assertThat(page.locator("h1").textContent())
          .isEqualTo("You have answered what you were asked");
      assertThat(page.locator("main form").count()).as("nothing to change any more").isZero();
    }
  }

  private static void closes(Page page) {
    page.getByText("Close it now").click();
    page.locator("dialog .danger").click();
  }

  @Test
  void sixAnswersShowTheMeanInTheReport() {
    try (Browser browser = Browser.start();
        var window = browser.window(ColorScheme.DARK, 1280, 900)) {
      Page page = Browser.signedIn(window, port, PLANNER);
      opensASurvey(page);
      String survey = page.url();
      int[] given = {2, 3, 3, 4, 4, 5};
      for (int i = 0; i < 6; i++) {
        answers(browser, people.get(i), given[i], 6 - given[i]);
      }
      page.navigate(survey);
      assertThat(page.locator("main").textContent()).doesNotContain("Mean answers");
      closes(page);
      assertThat(page.locator("h1").textContent()).isEqualTo(name + ": most of 7 answered");
      assertThat(page.locator("main").textContent()).contains("3.5").contains("2.5");
      page.navigate("http://localhost:%d/reports/strategies/%d".formatted(port, programme));
      assertThat(page.locator("#returns").textContent())
          .contains("Productivity", "3.5", "Asked at its end")
          .contains("2.5");
      page.locator("#target-productivity").fill("4.9");
      page.getByText("Set what it is to reach").click();
      assertThat(page.locator("#returns").textContent()).contains("4.9");
      page.locator("#target-productivity").fill("a lot");
      page.getByText("Set what it is to reach").click();
      assertThat(page.locator(".notice[role=alert]").textContent()).contains("“a lot”");
      assertThat(page.locator("#target-productivity").inputValue()).isEqualTo("a lot");
    }
  }

  @Test
  void fourAnswersShowNothingAndSayWhy() {
    try (Browser browser = Browser.start();
        var window = browser.window(ColorScheme.LIGHT, 1280, 900)) {
      Page page = Browser.signedIn(window, port, PLANNER);
      opensASurvey(page);
      for (int i = 0; i < 4; i++) {
        answers(browser, people.get(i), 1 + i, 5);
      }
      closes(page);
      assertThat(page.locator("h1").textContent()).isEqualTo(name + ": no figure can be shown");
      assertThat(page.locator("main").textContent()).contains("Fewer than five people answered");
      page.navigate("http://localhost:%d/reports/strategies/%d".formatted(port, programme));
      assertThat(page.locator("#returns").textContent()).contains("Not measured yet");
      for (String file :
          List.of("/surveys.csv", "/reports/strategies/%d/returns.csv".formatted(programme))) {
        String text =
            page.evaluate("at => fetch(at).then(answer => answer.text())", file).toString();
        assertThat(text.lines().filter(line -> line.contains(name)))
            .as(file)
            .allMatch(line -> line.contains("Fewer than five people answered"));
      }
    }
  }

  @Test
  void financeReadsTheReportAndNotTheSurveys() {
    ManyPeople.account(jdbc, "survey-finance@example.org", "FINANCE", "", "");
    Visitor finance = new Visitor(port);
    finance.send(
        "/sign-in",
        "/sign-in",
        java.util.Map.of("email", "survey-finance@example.org", "password", "secret-for-the-test"));
    assertThat(finance.page("/reports/strategies/" + programme))
        .contains("Counts that would tell of fewer than five people are not shown")
        .doesNotContain("What it is to reach");
    assertThat(finance.open("/surveys").statusCode()).isEqualTo(403);
    assertThat(finance.page("/reports/strategies")).contains(name);
    assertThat(finance.page("/reports/strategies.csv")).contains(name);
    for (String file : List.of("returns.xlsx", "ways.xlsx", "ways.csv")) {
      assertThat(finance.bytes("/reports/strategies/%d/%s".formatted(programme, file)).body())
          .hasSizeGreaterThan(100);
    }
  }
}
