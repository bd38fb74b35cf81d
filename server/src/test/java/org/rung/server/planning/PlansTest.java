package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.Emptied;
import org.rung.server.RungTest;
import org.rung.server.jobs.Jobs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Asking for plans: by a double click, and with a job that never reached its plan.
@RungTest
@TestPropertySource(properties = {"rung.test=publish", "rung.jobs.work=false"})
class PlansTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Scenarios scenarios;
  @Autowired private Plans plans;
  @Autowired private Budgets budgets;
  @Autowired private Jobs jobs;

  private long scenario;

  @BeforeEach
  void empty() {
    Emptied.of(jdbc, "planning.scenario", "planning.plan", "planning.publication");
    jdbc.sql("delete from jobs.job").update();
    scenario = scenarios.add(Scenarios.first(), "Pat", Optional.empty());
  }

  @AfterEach
  void leaveNothing() {
    Emptied.of(jdbc, "planning.scenario", "planning.plan", "planning.publication");
  }

  private void job(long plan, String state, String message) {
    jdbc.sql("update jobs.job set state = :state, message = :message where id = :id")
        .param("state", state)
        .param("message", message)
        .param("id", plans.get(plan).job().orElseThrow())
        .update();
  }

  @Test
  void aPlanWhoseWorkWasCancelledBeforeItBeganIsNotBeingMade() {
    long plan = plans.ask(scenario, "Pat");
    assertThat(plans.get(plan).state()).isEqualTo(Plans.Plan.State.ASKED);
    jobs.cancel(plans.get(plan).job().orElseThrow());
    assertThat(plans.get(plan).state()).isEqualTo(Plans.Plan.State.FAILED);
    assertThat(plans.all().getFirst().reason()).startsWith("Cancelled");
  }

  @Test
  void aPlanWhoseWorkBrokeDownSaysSo() {
    long plan = plans.ask(scenario, "Pat");
    job(plan, "failed", "This failed inside Rung.");
    assertThat(plans.get(plan).state()).isEqualTo(Plans.Plan.State.FAILED);
    assertThat(plans.get(plan).reason()).isEqualTo("This failed inside Rung.");
  }

  @Test
  void aDoubleClickAsksOnce() throws Exception {
    long first;
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Callable<Long> click = () -> plans.ask(scenario, "Pat");
      Future<Long> one = both.submit(click);
      Future<Long> two = both.submit(click);
      first = one.get();
      assertThat(two.get()).isEqualTo(first);
    }
    assertThat(plans.all()).hasSize(1);
    assertThat(plans.ask(scenario, "Quinn")).as("somebody else asks too").isNotEqualTo(first);
    job(first, "done", "");
    assertThat(plans.ask(scenario, "Pat")).as("that work has ended").isNotEqualTo(first);
  }

  @Test
  void anotherBudgetAskedForTwiceIsOnePlanUnderOneScenario() {
    Plans.Plan base = plans.get(plans.ask(scenario, "Pat"));
    int year = budgets.years(base).getFirst();
    Map<Integer, Long> less = new HashMap<>();
    budgets.years(base).forEach(each -> less.put(each, 1_000_000L));
    long once = budgets.ask(base, less, "Pat");
    assertThat(budgets.ask(base, less, "Pat")).isEqualTo(once);
    assertThat(scenarios.all()).hasSize(2);
    less.put(year, 2_000_000L);
    assertThat(budgets.ask(base, less, "Pat")).isNotEqualTo(once);
  }

  @Test
  void afterTheLastPageComesTheLast() {
    PeopleWanted far =
        new PeopleWanted("", Optional.empty(), "", PeopleWanted.Order.WORTH, false, 999);
    assertThat(far.within(51, 25).page()).isEqualTo(2);
    assertThat(far.within(50, 25).page()).isEqualTo(1);
    assertThat(far.within(0, 25).page()).isZero();
  }
}
