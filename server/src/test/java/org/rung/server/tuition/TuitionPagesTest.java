package org.rung.server.tuition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Career choice as people walk it, page by page: in demand, reckoned, asked, voucher, verified,
/// invoiced, paid, failed, blocked, repaid, open again.
@RungTest
@Import(Calendar.class)
@TestPropertySource(properties = "rung.test=tuition")
class TuitionPagesTest {
  private static final Pattern CODE =
      Pattern.compile("<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>");

  @LocalServerPort private int port;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void employer() {
    Calendar.today("2026-11-23");
    ManyPeople.load(jdbc, transaction, 600);
  }

  private Visitor signedIn(String email, String role, String person) {
    ManyPeople.account(jdbc, email, role, person, "");
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  @Test
  void careerChoiceIsWalkedFromDemandToOpenAgain() {
    Visitor planner = signedIn("pat@example.org", "PLANNER", "");
    assertThat(planner.send("/demand", "/demand", Map.of()).body())
        .contains(
            "occupations are in demand", "Nurse practitioners", "Published by pat@example.org");
    jdbc.sql(
            """
            insert into programmes.target (programme_id, soc)
            select id, '29-1171' from programmes.programme where code in ('P-21')
                on conflict do nothing
            """)
        .update();
    String course =
        jdbc.sql("select id::text from programmes.programme where code = 'P-21'")
            .query(String.class)
            .single();
    Visitor finance = signedIn("fin@example.org", "FINANCE", "");
    Map<String, String> grant =
        Map.of(
            "year", "2026", "amount", "20,000.00", "key", "11111111-1111-1111-1111-111111111111");
    finance.send("/tuition", "/tuition/grants", grant);
    assertThat(finance.send("/tuition", "/tuition/grants", grant).body())
        .contains("Set apart", "No account speaks");
    assertThat(
            jdbc.sql(
                    "select count(*) from ledger.transaction where request_key like 'tuition grant 1111%'")
                .query(Long.class)
                .single())
        .as("the same form twice is one grant")
        .isEqualTo(1);
    finance.send(
        "/tuition",
        "/tuition/schools",
        Map.of("account", "school@example.org", "school", "School 1"));

    // M-582: hourly, full-time, with a hire date.
    Visitor employee = signedIn("m582@example.org", "EMPLOYEE", "M-582");
    assertThat(employee.page("/my/money"))
        .contains(
            "$5,250.00 of schooling is open to you in 2026", "Programme 21, School 1: $1,315.00");
    assertThat(employee.open("/my/money?programme=%s&starts1=2026-11-01".formatted(course)).body())
        .contains("1 Nov 2026 has passed or is today");
    assertThat(
            employee.page(
                "/my/money?programme=%s&starts1=2026-12-05&starts2=2027-01-08".formatted(course)))
        .contains(
            "Programme 21 costs you $0.00; the benefit pays $1,315.00",
            "$657.50",
            "1 Jan 2027",
            "taxable part not known yet",
            "Ask for $1,315.00");
    Map<String, String> ask =
        Map.of("programme", course, "starts1", "2026-12-05", "way", "voucher");
    String asked = employee.send("/my", "/my/money/applications", ask).body();
    Matcher code = CODE.matcher(asked);
    assertThat(code.find()).as("a voucher").isTrue();
    assertThat(asked).contains("$3,935.00 of schooling is open to you", "give it to the school");

    Visitor other = signedIn("other@example.org", "PARTNER", "");
    assertThat(other.page("/school")).contains("Your account speaks for no school yet");
    Visitor school = signedIn("school@example.org", "PARTNER", "");
    assertThat(
            school
                .send("/school", "/school/vouchers", Map.of("code", "0000-0000-0000-0000"))
                .statusCode())
        .isEqualTo(422);
    assertThat(
            school
                .send(
                    "/school",
                    "/school/vouchers",
                    Map.of("code", code.group(1).toLowerCase(java.util.Locale.ROOT)))
                .body())
        .contains(
            "This voucher holds: $1,315.00", "M-582", "up to $1,315.00, paid from 23 Nov 2026");
    assertThat(employee.page("/my/money")).contains("the school looked it up");

    String file =
        "invoice,school,voucher,amount\nS-1,School 1,%s,1315.00\nS-2,School 1,ABCD,5\nS-3,School 1,,5\n"
            .formatted(code.group(1));
    assertThat(finance.sendFile("/tuition", "/tuition/invoices", "school.csv", file).body())
        .contains(
            "1 line matches a voucher, 1 is disputed, 0 were there already",
            "Line 4: a cell is empty",
            "No voucher has this code.");
    assertThat(finance.send("/tuition", "/tuition/invoices/pay", Map.of()).body())
        .contains("1 line was paid.");
    Matcher line =
        Pattern.compile("href=\"(/tuition/terms/\\d+)\"").matcher(finance.page(statement()));
    assertThat(line.find()).as("a line of the statement leads to its term").isTrue();
    assertThat(finance.page(line.group(1)))
        .contains("$1,315.00 was paid for term 1 of Programme 21", "School 1", "M-582", "S-1");
    assertThat(employee.open(line.group(1)).statusCode()).isEqualTo(403);
    assertThat(finance.open("/tuition/terms/999999").statusCode()).isEqualTo(404);
    assertThat(finance.page("/tuition/invoices.csv"))
        .contains("S-1,School 1,", "1315.00,paid,,Programme 21,M-582,2026-11-23");
    assertThat(finance.page("/tuition/payroll.csv?month=2026-11"))
        .contains("M-582,2026-11,1315.00,1315.00,1315.00,0.00,0.00");
    assertThat(finance.open("/tuition/payroll.csv?month=March").statusCode()).isEqualTo(422);

    assertThat(
            school
                .send(
                    "/school", "/school/results", Map.of("code", code.group(1), "result", "failed"))
                .statusCode())
        .isEqualTo(200);
    assertThat(employee.page("/my/money"))
        .contains(
            "is not open to you today",
            "No new payments until $1,315.00 is repaid",
            "Programme 21 was failed or dropped.");
    assertThat(employee.send("/my", "/my/money/applications", ask).body()).contains("not paid");
    assertThat(employee.page("/my/decisions"))
        .contains("No new payments until Programme 21 is repaid or passed");

    Matcher owed =
        Pattern.compile("action=\"(/tuition/applications/\\d+/repay)\"")
            .matcher(finance.page("/tuition"));
    assertThat(owed.find()).isTrue();
    Map<String, String> repay = Map.of("amount", "1315", "key", "once");
    assertThat(finance.send("/tuition", owed.group(1), repay).body()).doesNotContain(owed.group(1));
    assertThat(employee.page("/my/money"))
        .contains("$3,935.00 of schooling is open to you in 2026");
    assertThat(finance.page("/tuition/payroll.csv?month=2026-11"))
        .contains("M-582,2026-11,0.00,0.00,0.00,0.00,0.00");
  }

  private String statement() {
    return jdbc.sql(
            """
            select '/budgets/' || id
              from ledger.budget
             where programme = 'career-choice'
               and fiscal_year = 2026
            """)
        .query(String.class)
        .single();
  }

  @Test
  void nobodyElsesMoneyIsOpenByItsNumber() {
    Visitor stranger = signedIn("m586@example.org", "EMPLOYEE", "M-586");
    Long other =
        jdbc.sql(
                "select max(a.id) from tuition.application a join people.person p on p.id = a.person_id where p.employer_id <> 'M-586'")
            .query(Long.class)
            .optional()
            .orElse(0L);
    assertThat(
            stranger
                .send("/my", "/my/money/applications/%d/withdraw".formatted(other), Map.of())
                .statusCode())
        .isEqualTo(404);
    assertThat(stranger.open("/my/money/vouchers/1/pdf").statusCode()).isEqualTo(404);
    assertThat(stranger.open("/tuition").statusCode()).isEqualTo(403);
    assertThat(stranger.open("/school").statusCode()).isEqualTo(403);
    Visitor nobody = signedIn("unlinked@example.org", "EMPLOYEE", "");
    assertThat(nobody.page("/my/money")).contains("not linked to a person yet");
  }
}
