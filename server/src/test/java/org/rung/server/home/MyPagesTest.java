package org.rung.server.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// What an employee sees of the own path, and of nobody else's.
@RungTest
@TestPropertySource(properties = "rung.test=my-path")
class MyPagesTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private MyPath path;

  @BeforeEach
  void people() {
    ManyPeople.load(jdbc, transaction, 3_000);
    ManyPeople.account(jdbc, "planner@example.org", "PLANNER", "", "");
    ManyPeople.account(jdbc, "quinn@example.org", "PLANNER", "", "");
  }

  private Visitor employee(int n) {
    ManyPeople.account(jdbc, "m%d@example.org".formatted(n), "EMPLOYEE", "M-" + n, "");
    return signedIn("m%d@example.org".formatted(n));
  }

  private Visitor signedIn(String email) {
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  private long decision(int n) {
    return jdbc.sql(
            """
            select max(d.id)
              from decisions.decision d
              join people.person p on p.id = d.person_id
             where p.employer_id = :id
               and d.about = 'plan'
            """)
        .param("id", "M-" + n)
        .query(Long.class)
        .single();
  }

  @Test
  void whoHasAPlaceReadsItWithWhyAndWhyNotTheOthers() {
    String page = employee(300).page("/my");
    assertThat(page)
        .contains(
            "You are planned for Programme",
            "from 11 Jan 2027",
            "planned for you",
            "Raises pay by a quarter.",
            "All 20 seats in the class from 5 Apr 2027 are taken.",
            "It would be chosen at this plan's prices if it were worth",
            "How the chance comes about",
            "the first figure is",
            "If it goes by the plan",
            "not open yet",
            "Take a step between first.");
  }

  @Test
  void whoHasNoPlaceReadsWhyNotAndTheSmallestChange() {
    assertThat(employee(301).page("/my"))
        .contains(
            "The published plan has no place for you; 24 ways lead on from here",
            "All 20 seats in the class from 5 Apr 2027 are taken.");
    assertThat(employee(302).page("/my"))
        .contains(
            "Why the plan weighed nothing for you",
            "costs more than it is worth under these assumptions",
            "A lower price, or a higher chance.");
  }

  @Test
  void noPageSaysScoreRankOrFit() {
    Visitor visitor = employee(303);
    for (String address : List.of("/my", "/my/decisions")) {
      assertThat(visitor.page(address).replaceAll("<[^>]*>", " "))
          .doesNotContainPattern("(?i)\\b(score|rank|ranked|ranking|fit|invalid|oops|please)\\b");
    }
  }

  @Test
  void payOfARoleUnderFiveIsNotShown() {
    // Every tenth role of the employer has no median, as one under five people has none.
    assertThat(employee(306).page("/my")).contains("fewer than five people hold it");
  }

  @Test
  void theBenefitIsOpenOrSaysWhatIsMissing() {
    assertThat(employee(312).page("/my"))
        .contains(
            "Up to $2,625.00 a year of schooling is open to you", "Full-time the cap is $5,250.00");
    assertThat(employee(315).page("/my"))
        .contains("The education benefit is not open to you yet", "this post is salaried");
    // Salaried or hourly, without a hire date, and not in the file before.
    assertThat(employee(90).page("/my"))
        .contains("Cannot tell yet whether the education benefit is open to you", "hired on");
  }

  @Test
  void emptyStatesSayWhatIsMissing() {
    ManyPeople.account(jdbc, "nobody@example.org", "EMPLOYEE", "", "");
    assertThat(signedIn("nobody@example.org").page("/my"))
        .contains("Your account is not linked to a person yet", "Ask an administrator");
    ManyPeople.account(jdbc, "ghost@example.org", "EMPLOYEE", "G-1", "");
    assertThat(signedIn("ghost@example.org").page("/my")).contains("No file knows G-1");
    assertThat(employee(7).page("/my"))
        .contains("You are not in the file of the newest day", "you may appeal them")
        .doesNotContain("Where you can go");
    transaction.executeWithoutResult(status -> {
      jdbc.sql(
              "update planning.publication set withdrawn_at = now(), withdrawn_by = 'x',"
                  + " withdrawn_why = 'x'")
          .update();
      MyPage page = path.page(path.me("M-300").orElseThrow(), Map.of(), Map.of());
      assertThat(page.title()).isEqualTo("No plan is published; 24 ways lead on from here");
      assertThat(page.place()).isEmpty();
      status.setRollbackOnly();
    });
  }

  @Test
  void noParameterAndNoNumberLeadsToSomebodyElse() {
    Visitor visitor = employee(318);
    String own = visitor.page("/my");
    assertThat(visitor.page("/my?person=M-321&employerId=M-321&id=321"))
        .doesNotContain("M-321")
        .contains("Role 19");
    assertThat(own).contains("Role 19");
    for (String address :
        List.of(
            "/my/M-321",
            "/people",
            "/people/M-321",
            "/plans/1/people/M-321",
            "/appeals",
            "/team")) {
      assertThat(visitor.open(address).statusCode()).as(address).isIn(403, 404);
    }
    var answer =
        visitor.send(
            "/my",
            "/my/appeals",
            Map.of("what", "decision-" + decision(321), "words", "Let me see it."));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no decision").doesNotContain("M-321");
    assertThat(
            visitor
                .send("/my", "/my/appeals", Map.of("what", "way-1", "words", "Another role's."))
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void anAppealIsSentAnsweredByASecondPersonAndReadAsADecision() {
    Visitor employee = employee(330);
    long decision = decision(330);
    var sent =
        employee.send(
            "/my",
            "/my/appeals",
            Map.of("what", "decision-" + decision, "words", "I may drive already."));
    assertThat(sent.body())
        .contains("What you asked to be looked at again", "I may drive already.");
    long appeal =
        jdbc.sql("select id from decisions.appeal where decision_id = :decision")
            .param("decision", decision)
            .query(Long.class)
            .single();

    Visitor maker = signedIn("planner@example.org");
    assertThat(maker.page("/appeals/" + appeal))
        .contains("Somebody else answers", "I may drive already.", "Reasons in the plan")
        .doesNotContain("name=\"reasons\"");
    Visitor second = signedIn("quinn@example.org");
    assertThat(second.page("/appeals")).contains("appeals wait", "The first 200 of");
    var empty =
        second.send("/appeals/" + appeal, "/appeals/" + appeal, Map.of("ruling", "changed"));
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("The reasons are empty.");
    Map<String, String> form =
        Map.of("ruling", "changed", "reasons", "The licence is real: plan 2 carries it.");
    assertThat(second.send("/appeals/" + appeal, "/appeals/" + appeal, form).body())
        .contains("M-330 has an answer");

    assertThat(employee.page("/my/decisions"))
        .contains(
            "2 decisions were made about you",
            "Changed after your appeal",
            "The licence is real: plan 2 carries it.",
            "Data used",
            "quinn@example.org");
    assertThat(second.page("/people/M-330"))
        .contains("/appeals/" + appeal, "/plans/newest/people/M-330", "Changed after your appeal");
    assertThat(second.page("/appeals.csv")).contains("I may drive already.");
  }

  @Test
  void aFactIsChallengedWithWhatIsShown() {
    Visitor employee = employee(333);
    var missing =
        employee.send("/my", "/my/appeals", Map.of("what", "fact-pay", "words", "See my payslip."));
    assertThat(missing.statusCode()).isEqualTo(422);
    assertThat(missing.body())
        .contains("This was not sent", "What it is instead is empty.", "See my payslip.");
    employee.send(
        "/my",
        "/my/appeals",
        Map.of(
            "what",
            "fact-pay",
            "said",
            "$99,000 a year",
            "words",
            "See my payslip.",
            "shown",
            "x"));
    assertThat(
            jdbc.sql(
                    "select shown || ' / ' || said from decisions.appeal where person_name ="
                        + " 'M-333'")
                .query(String.class)
                .list())
        .containsExactly("$63,300 a year / $99,000 a year");
  }

  @Test
  void everyLookIsAudited() {
    Visitor visitor = employee(336);
    long before = looks();
    visitor.page("/my");
    visitor.page("/my/decisions");
    assertThat(looks()).isEqualTo(before + 2);
  }

  private long looks() {
    return jdbc.sql(
            """
            select count(*)
              from access.audit
             where who = 'm336@example.org'
               and deed = 'read'
               and subject like 'person M-336%'
            """)
        .query(Long.class)
        .single();
  }

  @Test
  void thePageReadsFewRowsByIndexAndNoWholeTable() {
    // The server seals what other tests decided; it reads rows, too.
    while (jdbc.sql("select exists (select from decisions.unsealed)")
        .query(Boolean.class)
        .single()) {
      Thread.onSpinWait();
    }
    path.page(path.me("M-339").orElseThrow(), Map.of(), Map.of());
    Map<String, Read> before = read();
    transaction.executeWithoutResult(status -> {
      path.page(path.me("M-339").orElseThrow(), Map.of(), Map.of());
      jdbc.sql("select pg_stat_force_next_flush()").query((row, n) -> 1).list();
    });
    long rows = 0;
    for (Map.Entry<String, Read> table : read().entrySet()) {
      Read then = before.getOrDefault(table.getKey(), new Read(0, 0));
      assertThat(table.getValue().whole() - then.whole())
          .as(table.getKey() + " read as a whole")
          .isZero();
      rows += table.getValue().rows() - then.rows();
    }
    assertThat(rows).as("rows read by index").isBetween(1L, 60L);
  }

  /// Whole reads, and rows read by index.
  private record Read(long whole, long rows) {}

  /// Whole reads and rows by index, of the tables that grow with the people.
  private Map<String, Read> read() {
    jdbc.sql("select pg_stat_force_next_flush()").query((row, n) -> 1).list();
    Map<String, Read> read = new java.util.TreeMap<>();
    jdbc.sql(
            """
            select schemaname || '.' || relname as name, seq_scan, coalesce(idx_tup_fetch, 0) as rows
              from pg_stat_user_tables
             where schemaname || '.' || relname in
                   ('people.person', 'people.employment', 'planning.placement',
                    'planning.alternative', 'planning.without_candidate', 'decisions.decision',
                    'decisions.appeal')
            """)
        .query(row -> {
          read.put(row.getString("name"), new Read(row.getLong("seq_scan"), row.getLong("rows")));
        });
    return read;
  }
}
