package org.rung.server.tuition;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.PageWalk;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// The whole life of career choice with real clicks: an occupation in demand, what is open and what
/// a course costs before asking, a voucher that its school looks up, an invoice matched and paid, a
/// failed course that stops the next one, repaid, and open again.
@RungTest
@Import(Calendar.class)
@TestPropertySource(properties = "rung.test=career-choice")
class CareerChoiceLifeTest {
  private static final String PERSON = "M-582"; // hourly, full-time, with a hire date

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  private final List<String> faults = new ArrayList<>();

  @Test
  void fromAnOccupationInDemandToAFailedCourseRepaidAndOpenAgain() {
    Calendar.today("2026-11-23");
    ManyPeople.load(jdbc, transaction, 600);
    // The catalogue says where its course leads.
    jdbc.sql(
            """
            insert into programmes.target (programme_id, soc)
            select id, '29-1171' from programmes.programme where code = 'P-21'
            """)
        .update();
    ManyPeople.account(jdbc, "pia@example.org", "PLANNER", "", "");
    ManyPeople.account(jdbc, "fin@example.org", "FINANCE", "", "");
    ManyPeople.account(jdbc, "school@example.org", "PARTNER", "", "");
    ManyPeople.account(jdbc, "wim@example.org", "EMPLOYEE", PERSON, "");
    try (Browser browser = Browser.start();
        BrowserContext planning = browser.window(ColorScheme.LIGHT, 1440, 900);
        BrowserContext paying = browser.window(ColorScheme.LIGHT, 1440, 900);
        BrowserContext teaching = browser.window(ColorScheme.DARK, 1440, 900);
        BrowserContext learning = browser.window(ColorScheme.DARK, 390, 900)) {
      inDemand(Browser.signedIn(planning, port, "pia@example.org"));
      Page finance = Browser.signedIn(paying, port, "fin@example.org");
      setApart(finance);
      Page employee = Browser.signedIn(learning, port, "wim@example.org");
      String code = asked(employee);
      Page school = Browser.signedIn(teaching, port, "school@example.org");
      lookedUp(school, code);
      paid(finance, code);
      failed(school);
      blocked(employee);
      repaid(finance);
      openAgain(employee);
    }
    assertThat(faults).isEmpty();
  }

  private void inDemand(Page planner) {
    open(planner, "/demand");
    assertThat(title(planner)).isEqualTo("No list of occupations in demand is published yet");
    press(planner, "Publish the list of today");
    assertThat(title(planner)).endsWith("occupations are in demand");
    assertThat(planner.locator("tbody tr").allTextContents())
        .anyMatch(row -> row.contains("Nurse practitioners"));
    sound(planner);
  }

  /// Finance gives the year its money, and the school its account.
  private void setApart(Page finance) {
    open(finance, "/tuition");
    finance.getByLabel("US dollars").fill("20,000.00");
    press(finance, "Set apart");
    assertThat(finance.locator("#budgets tbody tr").textContent()).contains("2026", "$20,000.00");
    finance.getByLabel("Account").fill("school@example.org");
    finance.getByLabel("School", new Page.GetByLabelOptions().setExact(true)).fill("School 1");
    press(finance, "Let it speak for the school");
    assertThat(main(finance)).contains("1 account speaks for a school");
    sound(finance);
  }

  /// @return the code of the voucher
  private String asked(Page employee) {
    open(employee, "/my/money");
    assertThat(title(employee)).isEqualTo("$5,250.00 of schooling is open to you in 2026");
    sound(employee);
    reckon(employee, "2026-12-05", "2027-01-08");
    assertThat(employee.locator("#course h2").textContent())
        .isEqualTo("Programme 21 costs you $0.00; the benefit pays $1,315.00");
    assertThat(employee.locator("#course tbody tr").allTextContents())
        .as("what each term costs whom, when it is paid, and in which year it counts")
        .satisfiesExactly(
            first -> assertThat(first).contains("$657.50", "$0.00", "23 Nov 2026", "2026"),
            second -> assertThat(second).contains("$657.50", "$0.00", "1 Jan 2027", "2027"),
            all -> assertThat(all).contains("All terms", "$1,315.00"));
    sound(employee);
    reckon(employee, "2026-12-05", "");
    press(employee, "Ask for $1,315.00");
    assertThat(title(employee)).isEqualTo("$3,935.00 of schooling is open to you in 2026");
    sound(employee);
    String code = employee.locator("section[id^=application] td code").textContent();
    assertThat(paper(employee))
        .contains(
            code,
            "School 1 up to $1,315.00",
            "Programme 21, term 1",
            PERSON,
            "Valid until 31 Dec 2026",
            "at http://localhost:%d/school.".formatted(port));
    return code;
  }

  private void reckon(Page employee, String first, String second) {
    employee
        .getByLabel("Course")
        .selectOption(
            employee
                .locator("#programme option", new Page.LocatorOptions().setHasText("Programme 21"))
                .getAttribute("value"));
    employee.getByLabel("First day of term 1").fill(first);
    employee.getByLabel("First day of term 2").fill(second);
    press(employee, "Reckon what it costs");
  }

  /// The words of the voucher's PDF, as a click brings it.
  private static String paper(Page employee) {
    Download download =
        employee.waitForDownload(() ->
            employee
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("On paper, PDF"))
                .click());
    try (PDDocument paper = Loader.loadPDF(Files.readAllBytes(download.path()))) {
      return new PDFTextStripper().getText(paper).replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void lookedUp(Page school, String code) {
    open(school, "/school");
    sound(school);
    school.getByLabel("Code").fill("0000-0000-0000-0000");
    press(school, "Look it up");
    assertThat(school.locator("main .notice[role=alert]").textContent())
        .contains("No voucher of School 1");
    school.getByLabel("Code").fill(code.toLowerCase(Locale.ROOT));
    press(school, "Look it up");
    assertThat(title(school)).isEqualTo("This voucher holds: $1,315.00");
    assertThat(main(school)).contains(PERSON, "up to $1,315.00, paid from 23 Nov 2026");
    sound(school);
  }

  private void paid(Page finance, String code) {
    open(finance, "/tuition");
    finance
        .getByLabel("File")
        .setInputFiles(
            new FilePayload(
                "school-1.csv",
                "text/csv",
                "invoice,school,voucher,amount\nS-1,School 1,%s,1315.00\nS-2,School 1,ABCD,5\nS-3,School 1,,5\n"
                    .formatted(code)
                    .getBytes(StandardCharsets.UTF_8)));
    press(finance, "Bring in invoices");
    assertThat(finance.locator("main .notice[role=status]").textContent())
        .contains(
            "1 line matches a voucher, 1 is disputed, 0 were there already.",
            "Line 4: a cell is empty.");
    assertThat(finance.locator("#matched tbody").textContent()).contains("S-1", PERSON);
    assertThat(finance.locator("#disputed tbody").textContent())
        .contains("S-2", "No voucher has this code.");
    sound(finance);
    press(finance, "Pay every line that is due");
    press(finance, "Pay them");
    assertThat(finance.locator("main .notice[role=status]").textContent())
        .contains("1 line was paid.");
    assertThat(finance.locator("#paid tbody").textContent())
        .contains("S-1", "23 Nov 2026", "$1,315.00");
    assertThat(finance.locator("#budgets tbody tr").textContent())
        .as("free, promised, paid")
        .contains("$18,685.00", "$0.00", "$1,315.00");
    sound(finance);
  }

  private void failed(Page school) {
    open(school, "/school");
    press(school, "Give the result of Programme 21, " + PERSON);
    sound(school);
    press(school, "Failed");
    assertThat(school.locator("tbody tr").textContent()).contains("failed", "23 Nov 2026");
    assertThat(school.locator("dialog[id^=result]").count()).isZero();
    sound(school);
  }

  private void blocked(Page employee) {
    open(employee, "/my/money");
    assertThat(title(employee)).isEqualTo("The education benefit is not open to you today");
    assertThat(main(employee))
        .contains(
            "No new payments until $1,315.00 is repaid", "Programme 21 was failed or dropped.");
    reckon(employee, "2026-12-10", "");
    assertThat(employee.locator("#course h2").textContent())
        .isEqualTo("Programme 21 is not paid today");
    assertThat(employee.locator("#course .against").textContent())
        .as("the reason, what would change it, the clause")
        .contains(
            "Programme 21 was failed or dropped.",
            "Repay $1,315.00, or pass it at your own cost.",
            "Rule: ",
            "(education-benefit-failure, since ");
    sound(employee);
    press(employee, "Ask all the same");
    assertThat(employee.locator("section[id^=application]").first().textContent())
        .contains("not paid", "You may appeal it");
    sound(employee);
    employee
        .locator("section[id^=application]")
        .first()
        .getByRole(AriaRole.LINK)
        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("My decisions"))
        .click();
    assertThat(main(employee))
        .contains(
            "The education benefit does not pay Programme 21 at School 1",
            "No new payments until Programme 21 is repaid or passed");
  }

  private void repaid(Page finance) {
    open(finance, "/tuition");
    assertThat(finance.locator("#blocks tbody").textContent()).contains(PERSON, "$1,315.00");
    finance
        .getByLabel("US dollars repaid by %s for Programme 21".formatted(PERSON))
        .fill("1,315.00");
    press(finance, "Note repayment");
    assertThat(finance.locator("#blocks").count()).isZero();
    assertThat(finance.locator("#budgets tbody tr").textContent()).contains("$20,000.00", "$0.00");
    sound(finance);
  }

  private void openAgain(Page employee) {
    open(employee, "/my/money");
    assertThat(title(employee))
        .as("what was paid in the year counts, repaid or not")
        .isEqualTo("$3,935.00 of schooling is open to you in 2026");
    assertThat(main(employee)).contains("$1,315.00 was repaid, 23 Nov 2026");
    reckon(employee, "2026-12-10", "");
    press(employee, "Ask for $1,315.00");
    assertThat(title(employee)).isEqualTo("$2,620.00 of schooling is open to you in 2026");
    press(employee, "Give Programme 21 up");
    sound(employee);
    press(employee, "Give it up");
    assertThat(employee.locator("section[id^=application]").first().textContent())
        .contains("withdrawn");
    assertThat(title(employee)).isEqualTo("$3,935.00 of schooling is open to you in 2026");
    sound(employee);
  }

  private void open(Page page, String path) {
    page.navigate("http://localhost:" + port + path);
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  private static String title(Page page) {
    return page.locator("h1").textContent().strip();
  }

  private static String main(Page page) {
    return page.locator("main").textContent();
  }

  private void sound(Page page) {
    faults.addAll(PageWalk.sound(page));
  }
}
