package org.rung.server.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.ledger.Budget;
import org.rung.server.ledger.Ledger;
import org.rung.server.ledger.Money;
import org.rung.server.ledger.Posting;
import org.rung.server.ledger.Standing;
import org.rung.server.ledger.Statements;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Finance grants, withdraws and takes back, on pages.
@RungTest
class BudgetPagesTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Ledger ledger;
  @Autowired private Statements statements;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Clock clock;

  private final String centre = "Centre " + UUID.randomUUID().toString().substring(0, 8);
  private Visitor finance;
  private Visitor planner;
  private int year;

  @BeforeEach
  void signIn() {
    finance = signedIn("finance.books@example.org", "FINANCE");
    planner = signedIn("planner.books@example.org", "PLANNER");
    year = LocalDate.now(clock).getYear();
  }

  private Visitor signedIn(String email, String role) {
    ManyPeople.account(jdbc, email, role, "", "");
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  private Map<String, String> form(String key, String amount, String reason) {
    return Map.of(
        "key", key,
        "amount", amount,
        "year", "" + year,
        "centre", centre,
        "programme", "",
        "reason", reason);
  }

  private HttpResponse<String> grant(String key, String amount) {
    return finance.send("/budgets/grant", "/budgets/grant", form(key, amount, "The year"));
  }

  private Budget budget() {
    return new Budget(Optional.empty(), year, centre, Money.cents(0).currency());
  }

  private long number() {
    return statements.number(budget()).orElseThrow();
  }

  @Test
  void aGrantOpensTheBudgetAndStandsInItsStatement() {
    HttpResponse<String> answer = grant(centre, "$12,345.60");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.uri().getPath()).isEqualTo("/budgets/" + number());
    assertThat(answer.body())
        .contains("Granted: The year", "$12,345.60 of $12,345.60 is free", "by finance.books");
    assertThat(finance.page("/budgets?year=" + year)).contains(centre, "$12,345.60");
    assertThat(
            jdbc.sql(
                    "select count(*) from access.audit where what = 'budgets' and subject like :it")
                .param("it", "granted USD 12345.60 to " + centre + ", %")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aFormThatIsSentTwiceAtOnceGrantsOnce() throws Exception {
    String token = finance.token("/budgets/grant");
    Callable<HttpResponse<String>> send =
        () -> finance.forge("/budgets/grant", token, form(centre, "100.00", "The year"));
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      both.invokeAll(List.of(send, send))
          .forEach(sent -> assertThat(sent.resultNow().statusCode()).isEqualTo(200));
    }
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(100_00));
    assertThat(
            jdbc.sql(
                    "select count(*) from access.audit where what = 'budgets' and subject like :it")
                .param("it", "granted USD 100.00 to " + centre + ", %")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void theSameFormWithAnotherAmountAsksBeforeItIsDoneAsWell() {
    grant(centre, "100.00");
    HttpResponse<String> other = grant(centre, "200.00");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("This form was sent before with something else");
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(100_00));
    Matcher key = Pattern.compile("name=\"key\" value=\"([^\"]+)\"").matcher(other.body());
    assertThat(key.find()).isTrue();
    grant(key.group(1), "200.00");
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(300_00));
  }

  @Test
  void whatCannotBeIsSaidBesideItsFieldAndNothingTypedIsLost() {
    HttpResponse<String> answer =
        finance.send(
            "/budgets/grant",
            "/budgets/grant",
            Map.of(
                "amount", "much", "year", "27", "centre", " ", "reason", "", "programme", "P<1"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains(
            "“much” is no amount",
            "“27” is no fiscal year",
            "The cost centre is empty",
            "The reason is empty",
            "value=\"much\"",
            "value=\"P&lt;1\"",
            "id=\"amount-error\"");
  }

  @Test
  void noMoreIsWithdrawnThanIsFree() {
    grant(centre, "100.00");
    HttpResponse<String> answer =
        finance.send(
            "/budgets/withdraw", "/budgets/withdraw", form(centre + "w", "100.01", "Back"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("$100.01 is more than is free", "has $100.00 left");
    finance.send("/budgets/withdraw", "/budgets/withdraw", form(centre + "w", "100.00", "Back"));
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(0));
  }

  @Test
  void nothingIsWithdrawnFromABudgetThatIsNotThere() {
    HttpResponse<String> answer =
        finance.send("/budgets/withdraw", "/budgets/withdraw", form(centre, "1", "Back"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("There is no budget " + centre);
  }

  @Test
  void aGrantIsTakenBackOnceWithAReasonAndAConfirmation() {
    grant(centre, "100.00");
    long granted =
        jdbc.sql("select max(transaction_id) from ledger.line where budget_id = :budget")
            .param("budget", number())
            .query(Long.class)
            .single();
    String page = "/budgets/%d/transactions/%d".formatted(number(), granted);
    assertThat(
            finance
                .send(page, page + "/undo", Map.of("key", centre + "u", "reason", "Wrong centre"))
                .body())
        .contains("It was not confirmed");
    assertThat(
            finance
                .send(
                    page, page + "/undo", Map.of("key", centre + "u", "reason", " ", "sure", "yes"))
                .body())
        .contains("The reason has 0 characters");
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(100_00));
    Map<String, String> sure = Map.of("key", centre + "u", "reason", "Wrong centre", "sure", "yes");
    String token = finance.token(page);
    assertThat(finance.forge(page + "/undo", token, sure).body())
        .contains("Transaction %d taken back: Wrong centre".formatted(granted));
    assertThat(finance.forge(page + "/undo", token, sure).statusCode()).isEqualTo(200);
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(0));
    assertThat(finance.page(page)).contains("took it back").doesNotContain("name=\"sure\"");
  }

  @Test
  void whatBelongsToSomethingElseIsNotTakenBackHere() {
    grant(centre, "100.00");
    long commitment =
        transaction.execute(status ->
            ledger.post(
                centre + " commit",
                new Posting(Posting.Kind.COMMIT, budget(), "enrolment 1", Money.cents(60_00)),
                "a test"));
    String page = "/budgets/%d/transactions/%d".formatted(number(), commitment);
    assertThat(finance.page(page)).contains("It belongs to enrolment 1");
    HttpResponse<String> forced =
        finance.forge(
            page + "/undo",
            finance.token(page),
            Map.of("key", centre + "u", "reason", "x", "sure", "yes"));
    assertThat(forced.statusCode()).isEqualTo(422);
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(40_00));
  }

  @Test
  void aPlannerReadsAndMovesNothing() {
    grant(centre, "100.00");
    String statement = "/budgets/" + number();
    assertThat(planner.page(statement)).contains(centre).doesNotContain("Withdraw money");
    assertThat(planner.page("/budgets?year=" + year)).doesNotContain("/budgets/grant");
    assertThat(planner.open("/budgets/grant").statusCode()).isEqualTo(403);
    assertThat(
            planner
                .forge("/budgets/grant", planner.token(statement), form("p", "1", "x"))
                .statusCode())
        .isEqualTo(403);
    assertThat(ledger.left(budget())).isEqualTo(Money.cents(100_00));
  }

  @Test
  void filesHoldTheSameAmountsAsTheBooks() throws Exception {
    grant(centre, "1,000.10");
    transaction.execute(status ->
        ledger.post(
            centre + " commit",
            Posting.commitment(budget(), "=1+1", Money.cents(60_05), LocalDate.of(year, 12, 31)),
            "a test"));
    Standing standing = statements.find(number()).orElseThrow().standing();
    String csv = finance.page("/budgets/%d/statement.csv".formatted(number()));
    List<String> last = Arrays.asList(csv.lines().toList().getLast().split(","));
    assertThat(last.subList(last.size() - 4, last.size()))
        .containsExactly("940.05", "60.05", "0.00", "USD");
    assertThat(csv).contains(",'=1+1,");
    List<Row> rows = sheet("/budgets/%d/statement.xlsx".formatted(number()));
    assertThat(rows).hasSize(3);
    assertThat(rows.get(2).getCell(13).asNumber()).isEqualByComparingTo(standing.free().amount());
    assertThat(rows.get(2).getCell(3).getText()).isEqualTo("'=1+1");
    assertThat(finance.page("/budgets.csv?year=" + year))
        .contains("%s,,1000.10,60.05,0.00,940.05,USD".formatted(centre));
    assertThat(sheet("/budgets.xlsx?year=" + year).getFirst().getCell(4).getText())
        .isEqualTo("granted");
    assertThat(finance.page("/budgets/%d/due.csv".formatted(number())))
        .contains("'=1+1,%d-12-31,60.05,USD".formatted(year));
    List<Row> months = sheet("/budgets/%d/forecast.xlsx".formatted(number()));
    assertThat(months.getLast().getCell(6).asNumber())
        .isEqualByComparingTo(standing.free().amount());
  }

  private List<Row> sheet(String address) throws Exception {
    // The visitor reads text alone; the session is in its cookie.
    HttpResponse<byte[]> file = finance.bytes(address);
    assertThat(file.statusCode()).isEqualTo(200);
    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file.body()))) {
      return workbook.getFirstSheet().read();
    }
  }

  @Test
  void aStatementIsPagedBackAndForth() {
    grant(centre, "100.00");
    transaction.executeWithoutResult(status -> {
      for (int n = 0; n < 2 * StatementPage.PAGE; n++) {
        ledger.post(
            centre + n,
            new Posting(Posting.Kind.COMMIT, budget(), "enrolment " + n, Money.cents(1)),
            "a test");
      }
    });
    String first = finance.page("/budgets/" + number());
    assertThat(first).contains("101 transactions", "enrolment 99<").doesNotContain(">Newer<");
    String second = finance.page(href(first, "Older"));
    assertThat(second)
        .contains("enrolment 49<", ">Newer<", ">Older<")
        .doesNotContain("enrolment 50<");
    String third = finance.page(href(second, "Older"));
    assertThat(third).contains("Granted: The year").doesNotContain(">Older<");
    assertThat(finance.page(href(third, "Newer"))).contains("enrolment 49<", "enrolment 0<");
    assertThat(finance.page("/budgets/%d?kind=grant".formatted(number())))
        .contains("1 transaction, the newest first")
        .doesNotContain("enrolment 5<");
  }

  private static String href(String page, String label) {
    Matcher link = Pattern.compile("href=\"([^\"#]+)#?[^\"]*\">" + label + "<").matcher(page);
    assertThat(link.find()).as(label).isTrue();
    return link.group(1).replace("&amp;", "&");
  }
}
