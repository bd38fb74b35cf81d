package org.rung.server.home;

import static org.assertj.core.api.Assertions.assertThat;

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

/// What a manager sees of the own team, and may say.
@RungTest
@TestPropertySource(properties = "rung.test=my-path")
class TeamPagesTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  @BeforeEach
  void people() {
    ManyPeople.load(jdbc, transaction, 3_000);
    ManyPeople.account(jdbc, "mo@example.org", "MANAGER", "", "Department 12");
    ManyPeople.account(jdbc, "lee@example.org", "MANAGER", "", "Department 3");
  }

  private Visitor signedIn(String email) {
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  private long person(int n) {
    return jdbc.sql("select id from people.person where employer_id = :id")
        .param("id", "M-" + n)
        .query(Long.class)
        .single();
  }

  @Test
  void aManagerSeesWhoIsPlannedForWhatAndWhenAndTheHoursAway() {
    String page = signedIn("lee@example.org").page("/team");
    // Department 3 has everybody whose number leaves 2 of 60: nobody of them has a place.
    assertThat(page).contains("The published plan asks nobody of your team to leave for training");
    // Department 12 leaves 11 of 60: none has a place either; 13 leaves 12, and all of them have.
    ManyPeople.account(jdbc, "noa@example.org", "MANAGER", "", "Department 13");
    assertThat(signedIn("noa@example.org").page("/team"))
        .contains(
            "50 of 50 people in your team are planned for training",
            "M-372",
            "11 Jan 2027",
            "Hours away",
            "1,213",
            "5,000");
  }

  @Test
  void payWorthAndChanceAreNotShownToManagers() {
    ManyPeople.account(jdbc, "noa@example.org", "MANAGER", "", "Department 13");
    Visitor manager = signedIn("noa@example.org");
    for (String address :
        new String[] {
          "/team", "/team?show=all", "/team/people.csv", "/team/people/~" + person(372)
        }) {
      assertThat(manager.page(address).replaceAll("<[^>]*>", " "))
          .as(address)
          .doesNotContain("$")
          .doesNotContain("worth");
    }
  }

  @Test
  void anotherTeamIsNotThere() {
    Visitor manager = signedIn("mo@example.org");
    String other = "/team/people/~" + person(372);
    assertThat(manager.open(other).statusCode()).isEqualTo(404);
    assertThat(manager.page("/team?show=all&find=M-372")).contains("Nobody matches");
    assertThat(
            manager
                .send(
                    "/team",
                    other + "/statements",
                    Map.of("from", "2027-01-11", "until", "2027-02-11", "words", "No."))
                .statusCode())
        .isEqualTo(404);
    ManyPeople.account(jdbc, "alone@example.org", "MANAGER", "", "");
    assertThat(signedIn("alone@example.org").page("/team"))
        .contains("No team is linked to your account");
  }

  @Test
  void aStatementIsSaidOnceReadByThePersonAndThePlannerAndTakenBack() {
    ManyPeople.account(jdbc, "noa@example.org", "MANAGER", "", "Department 13");
    ManyPeople.account(jdbc, "m432@example.org", "EMPLOYEE", "M-432", "");
    Visitor manager = signedIn("noa@example.org");
    String page = "/team/people/~" + person(432);
    var wrong =
        manager.send(
            page,
            page + "/statements",
            Map.of("from", "2027-02-11", "until", "2027-01-11", "words", "The press runs alone."));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("is before the first day", "The press runs alone.");
    Map<String, String> form =
        Map.of("from", "2027-01-11", "until", "2027-02-11", "words", "The press runs alone.");
    manager.send(page, page + "/statements", form);
    assertThat(manager.send(page, page + "/statements", form).body())
        .contains("The press runs alone.", "Take it back");
    assertThat(
            jdbc.sql("select count(*) from planning.statement where person_id = :person")
                .param("person", person(432))
                .query(Long.class)
                .single())
        .as("sent twice, said once")
        .isEqualTo(1);
    assertThat(signedIn("m432@example.org").page("/my"))
        .contains(
            "Something stands against your release from 11 Jan 2027 to 11 Feb 2027",
            "noa@example.org");

    long statement = jdbc.sql("select max(id) from planning.statement").query(Long.class).single();
    ManyPeople.account(jdbc, "nic@example.org", "MANAGER", "", "Department 13");
    assertThat(
            signedIn("nic@example.org")
                .send(page, page + "/statements/" + statement + "/take-back", Map.of())
                .statusCode())
        .as("only who said it takes it back")
        .isEqualTo(404);
    manager.send(page, page + "/statements/" + statement + "/take-back", Map.of());
    assertThat(manager.page(page)).contains("Taken back", "The press runs alone.");
    assertThat(signedIn("m432@example.org").page("/my")).doesNotContain("The press runs alone.");
  }
}
