package org.rung.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.jobs.Jobs;
import org.rung.server.tuition.Calendar;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Rules as people see them; a change that is tried on everybody and then published.
@RungTest
@Import(Calendar.class)
@TestPropertySource(properties = "rung.test=tuition")
class RulePagesTest {
  @LocalServerPort private int port;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Jobs jobs;

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
  void everybodyReadsEveryRuleWithItsClauseAndWhyOneIsSwitchedOff() {
    Visitor employee = signedIn("m3@example.org", "EMPLOYEE", "M-3");
    assertThat(employee.page("/rules"))
        .contains(
            "are switched off and say why",
            "Hourly staff may use the education benefit after 90 days of service.",
            "29 CFR 785.32",
            "Why it is off",
            "were not yet read in the primary text");
    assertThat(employee.page("/rules/education-benefit-service"))
        .contains("365 days of service", "1 Jul 2012 to 31 Dec 2018", "holds today", "over")
        .doesNotContain("Change it from a day on");
    assertThat(employee.page("/rules/section-127"))
        .contains("since 1 Jan 2027", "not known", "comes");
    assertThat(employee.page("/rules.csv")).contains("education-benefit-cap,policy,2019-01-01");
    assertThat(employee.open("/rules/no-such-rule").statusCode()).isEqualTo(404);
    assertThat(
            employee
                .forge("/rules/section-127/versions", employee.token("/rules"), Map.of())
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aPlannerTriesAChangeOnEverybodySeesWhoLosesAndPublishesItFromADay() {
    Visitor planner = signedIn("pat@example.org", "PLANNER", "");
    String rule = "/rules/education-benefit-share";
    Map<String, String> lower =
        Map.of(
            "from",
            "2035-01-01",
            "percent",
            "80",
            "text",
            "Four fifths of the price.",
            "source",
            "The board");
    var backdated =
        planner.send(
            rule,
            rule + "/trials",
            Map.of("from", "2026-11-23", "percent", "80", "text", "x", "source", "x"));
    assertThat(backdated.statusCode()).isEqualTo(422);
    assertThat(backdated.body()).contains("23 Nov 2026 is not after today");
    var unreadable = planner.send(rule, rule + "/trials", Map.of("from", "soon", "percent", "4,5"));
    assertThat(unreadable.statusCode()).isEqualTo(422);
    assertThat(unreadable.body()).contains("“soon” is no day", "“4,5” is no such number");

    var asked = planner.send(rule, rule + "/trials", lower);
    assertThat(asked.statusCode()).isEqualTo(200);
    String trial = asked.uri().getPath();
    while (!jobs.open().isEmpty()) {
      planner.page(trial);
    }
    // Whoever has no hire date was in the file of the year before, but for every ninth.
    long full = open("e.full_time");
    long part = open("not e.full_time");
    assertThat(planner.page(trial))
        .contains(
            "0 gain and %d lose by the change".formatted(full + part),
            "of 599 people asked about",
            "Publish from 1 Jan 2035");
    String list = planner.page(trial + ".csv");
    assertThat(list.lines()).hasSize((int) (1 + full + part));
    assertThat(list).contains("100 % of a price,80 % of a price,loses,-1050");
    assertThat(planner.page(rule)).doesNotContain("Four fifths of the price.");

    assertThat(planner.send(trial, trial + "/publish", Map.of()).body())
        .contains("Four fifths of the price.", "published by pat@example.org");
    assertThat(planner.send(trial, trial + "/publish", Map.of()).statusCode()).isEqualTo(422);
    assertThat(
            jdbc.sql(
                    "select count(*) from access.audit where what = 'rules' and who = 'pat@example.org' and subject like 'education-benefit-share from 2035%'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
    Visitor finance = signedIn("fin@example.org", "FINANCE", "");
    assertThat(finance.open(trial).statusCode()).isEqualTo(403);
    assertThat(finance.open(trial + ".csv").statusCode()).isEqualTo(403);
  }

  private long open(String contract) {
    return jdbc.sql(
            """
            select count(*)
              from people.now e
             where e.hourly
               and %s
               and (e.hired_on is not null
                    or exists (select from people.employment x
                                where x.person_id = e.person_id and x.snapshot_id <> e.snapshot_id))
            """
                .formatted(contract))
        .query(Long.class)
        .single();
  }

  @Test
  void aRuleOnWhichNobodysAnswerHangsIsPublishedWithoutATrial() {
    Visitor planner = signedIn("pat@example.org", "PLANNER", "");
    String rule = "/rules/repayment-on-leaving";
    assertThat(planner.page(rule)).contains("switched off", "there is nothing to try");
    Map<String, String> form =
        Map.of("from", "2034-01-01", "text", "Counsel has read it.", "source", "Counsel");
    assertThat(planner.send(rule, rule + "/trials", form).statusCode()).isEqualTo(422);
    assertThat(planner.send(rule, rule + "/versions", form).body())
        .contains("Counsel has read it.", "since 1 Jan 2034");
  }
}
