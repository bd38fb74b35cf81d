package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.Emptied;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Scenarios on pages, without scripts.
@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test=scenario-pages"})
class ScenarioPagesTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Scenarios scenarios;
  @Autowired private Plans plans;

  @BeforeEach
  void empty() {
    Emptied.of(jdbc, "planning.scenario", "planning.plan", "planning.publication");
  }

  private static Map<String, String> given(String name) {
    Map<String, String> given =
        new HashMap<>(Scenarios.beginning(LocalDate.of(2026, 11, 22)).given());
    given.put("name", name);
    for (int i = 0; i < 2; i++) {
      given.put("fiscal_years.%d.budget.value".formatted(i), "500,000");
      given.put("fiscal_years.%d.budget.source".formatted(i), "The council");
    }
    return given;
  }

  private long made(String name) {
    var answer = new Visitor(port).send("/scenarios/new", "/scenarios", given(name));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Long.parseLong(answer.uri().getPath().replaceFirst("/scenarios/", ""));
  }

  @Test
  void oneIsMadeFromTheFormAlone() {
    long id = made("Ours");
    Scenario scenario = scenarios.find(id).orElseThrow().scenario();
    assertThat(scenario.budgetCents()).isEqualTo(100_000_000);
    assertThat(new Visitor(port).page("/scenarios/" + id)).contains("The council");
  }

  @Test
  void aFaultyFormComesBackWithEveryWordAndNothingIsStored() {
    Map<String, String> given = given("Ours");
    given.put("worth.hire_share.value", "a fifth");
    var answer = new Visitor(port).send("/scenarios/new", "/scenarios", given);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("“a fifth” is not a number", "value=\"500,000\"");
    assertThat(scenarios.all()).isEmpty();
  }

  @Test
  void aNameIsTakenOnce() {
    made("Ours");
    var answer = new Visitor(port).send("/scenarios/new", "/scenarios", given("ours"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("is the name of another scenario");
    assertThat(scenarios.all()).hasSize(1);
  }

  @Test
  void ofTwoWhoChangeItAtOnceTheSecondIsToldAndLosesNothing() {
    long id = made("Ours");
    Map<String, String> first = given("Ours");
    first.put("version", "1");
    first.put("intakes.seats.value", "30");
    Map<String, String> second = given("Ours");
    second.put("version", "1");
    second.put("intakes.seats.value", "20");
    Visitor visitor = new Visitor(port);
    assertThat(visitor.send("/scenarios/new", "/scenarios/" + id, first).statusCode())
        .isEqualTo(200);
    var answer = visitor.send("/scenarios/new", "/scenarios/" + id, second);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("changed this scenario meanwhile", "value=\"20\"");
    assertThat(scenarios.find(id).orElseThrow().scenario().intakes().seats().value()).isEqualTo(30);
  }

  @Test
  void onceAPlanWasMadeUnderItItStaysAndACopyIsMade() {
    long id = made("Ours");
    plans.open(id, "test");
    Visitor visitor = new Visitor(port);
    Map<String, String> given = given("Ours");
    given.put("version", "1");
    var late = visitor.send("/scenarios/new", "/scenarios/" + id, given);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("it stays as it is").doesNotContain("may still be changed");
    assertThat(
            visitor
                .send("/scenarios/new", "/scenarios/%d/remove".formatted(id), Map.of())
                .statusCode())
        .isEqualTo(422);
    assertThat(visitor.page("/scenarios/%d/edit".formatted(id))).contains("Ours, copy");
    Map<String, String> copy = given("Ours, copy");
    copy.put("from", Long.toString(id));
    assertThat(visitor.send("/scenarios/new", "/scenarios", copy).body())
        .contains("as a copy of", "/scenarios/" + id);
  }

  @Test
  void theDatabaseItselfKeepsAScenarioThatHasAPlan() {
    long id = made("Ours");
    plans.open(id, "test");
    org.assertj.core.api.Assertions.assertThatThrownBy(() ->
            jdbc.sql("update planning.scenario set name = 'x' where id = :id")
                .param("id", id)
                .update())
        .hasMessageContaining("stays as it is");
  }

  @Test
  void anUnusedOneIsRemoved() {
    long id = made("Ours");
    new Visitor(port).send("/scenarios/new", "/scenarios/%d/remove".formatted(id), Map.of());
    assertThat(scenarios.find(id)).isEmpty();
  }
}
