package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Progress;
import org.rung.matching.Settings;
import org.rung.server.Browser;
import org.rung.server.ManyPeople;
import org.rung.server.PageWalk;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// A planner asks for the budget curve of a plan that is there, in a real browser.
@RungTest
@TestPropertySource(properties = "rung.test=my-path")
class OutlookTest {
  private static final Settings SETTINGS = new Settings(0.0001, Duration.ofSeconds(60), 2, 1);
  private static final long BUDGET = 60_000_00;
  private static final long KEPT = 10_000_00;
  private static final long SLOTS = 30;
  private static final long LOW = 5;
  private static final long HIGH = 60;

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Outlooks outlooks;
  @Autowired private Regrets regrets;

  /// People who differ, a budget that is short, an intake with few seats, few openings.
  private static Instance instance(long budget) {
    return instance(budget, SLOTS);
  }

  private static Instance instance(long budget, long slots) {
    SplittableRandom random = new SplittableRandom(5);
    Instance.Builder builder = Instance.builder();
    int money = builder.limit("Budget of 2027", budget);
    builder.limit("Education benefit of 2027, reserved", KEPT);
    int slot = builder.limit("Slots for Role 14 up to 2027", slots);
    int intake = builder.intake("Programme 1, 2027-01-11", 40, 0, 0, money);
    for (int e = 0; e < 150; e++) {
      builder.person("M-" + e);
      for (int k = 0; k < 3; k++) {
        builder.candidate(e + "-" + k, random.nextLong(1_000_00, 9_000_00));
        builder.use(money, random.nextLong(300_00, 2_500_00));
        if (k == 0) {
          builder.use(slot, 1);
        }
        if (k == 1) {
          builder.seat(intake);
        }
      }
    }
    return builder.build();
  }

  private static Outcome.Solved solved(Instance instance) {
    return switch (Optimiser.solve(instance, SETTINGS, Progress.UNHEARD)) {
      case Outcome.Solved solved -> solved;
      default -> throw new AssertionError("there is a plan");
    };
  }

  /// A plan of this instance, with the places of the published one.
  private long plan(Instance instance, Outcome.Solved solved) {
    long plan =
        jdbc.sql(
                """
                insert into planning.plan
                       (scenario_id, state, asked_by, made_at, snapshot_id, people, with_candidate,
                        assigned, candidates, constraints, worth_cents, bound_cents, gap)
                select scenario_id, 'made', 'pat@example.org', now(), snapshot_id, 150, 150,
                       :assigned, 450, 4, :worth, :bound, :gap
                  from planning.plan
                 where state = 'made'
                 order by id
                 limit 1
                returning id
                """)
            .param("assigned", solved.certificate().assigned())
            .param("worth", solved.certificate().worthCents())
            .param("bound", solved.certificate().boundCents())
            .param("gap", solved.certificate().gap())
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into planning.placement
            select :plan, person_id, from_role, to_role, to_label, programme_id, strategy, intake,
                   starts, fiscal_year, hourly, department_id, chance_millionths, hire_cents,
                   severance_cents, retention_cents, pay_gain_cents, backfill_cents, price_cents,
                   training_time_cents, worth_cents, why
              from planning.placement
             where plan_id = (select min(id) from planning.plan where state = 'made')
            """)
        .param("plan", plan)
        .update();
    for (int j = 0; j < 3; j++) {
      jdbc.sql(
              """
              insert into planning.limit_kept
                     (plan_id, number, kind, label, role_id, year, capacity, used, price_millionths,
                      capacity_low, capacity_high)
              select :plan, :j, :kind, :label,
                     case when :kind = 'slot' then (select id from people.role where title = 'Role 14') end,
                     2027, :capacity, 0, :price,
                     case when :kind = 'slot' then :low end, case when :kind = 'slot' then :high end
              """)
          .param("low", LOW)
          .param("high", HIGH)
          .param("plan", plan)
          .param("j", j)
          .param("kind", j == 2 ? "slot" : "money")
          .param("label", instance.limitName(j))
          .param("capacity", instance.capacity(j))
          .param("price", solved.prices().limit(j))
          .update();
    }
    jdbc.sql(
            """
            insert into planning.intake
                   (plan_id, number, programme_id, starts, seats, minimum, fixed_cents, taken,
                    seat_price_millionths)
            select :plan, 0, min(id), date '2027-01-11', 40, 0, 0, 40, :price from programmes.programme
            """)
        .param("plan", plan)
        .param("price", solved.prices().seat(0))
        .update();
    jdbc.sql("insert into planning.proof (plan_id, archive) values (:plan, :archive)")
        .param("plan", plan)
        .param("archive", Proof.pack(instance, solved))
        .update();
    return plan;
  }

  @Test
  void aPlannerDrawsTheBudgetCurveAndEveryPointIsProved() {
    ManyPeople.load(jdbc, transaction, 3_000);
    ManyPeople.account(jdbc, "quinn@example.org", "PLANNER", "", "");
    ManyPeople.account(jdbc, "finn@example.org", "FINANCE", "", "");
    Instance instance = instance(BUDGET - KEPT);
    long plan = plan(instance, solved(instance));
    List<String> faults = new ArrayList<>();
    try (Browser browser = Browser.start();
        BrowserContext window = browser.window(ColorScheme.LIGHT, 1440, 1200)) {
      Page page = Browser.signedIn(window, port, "quinn@example.org");
      page.navigate(address("/plans/" + plan));
      assertThat(page.locator("#curve h2").textContent())
          .isEqualTo("The budget curve is not drawn yet");
      assertThat(page.locator("#ranges").count()).isZero();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Draw the budget curve"))
          .click();
      page.locator("#curve .notice.good").waitFor();
      page.navigate(address("/plans/" + plan));
      assertThat(page.locator("#curve h2").textContent()).startsWith("A tenth more budget adds $");
      assertThat(page.locator("#curve tbody tr").count()).isEqualTo(OutlookWork.PERCENTS.length);
      assertThat(page.locator("#curve button").count()).isZero();
      assertThat(page.locator("#one-more tbody tr:not(.group)").count()).isBetween(1, 3);
      assertThat(page.locator("#ranges .note").textContent()).contains("2,000 times with seed 1");
      assertThat(page.locator("#ranges tbody tr:not(.group)").count()).isGreaterThan(1);
      faults.addAll(PageWalk.sound(page));
    }
    assertThat(faults).isEmpty();
    points(plan, outlooks.points(plan));

    Visitor finance = new Visitor(port);
    finance.send(
        "/sign-in",
        "/sign-in",
        java.util.Map.of("email", "finn@example.org", "password", "secret-for-the-test"));
    assertThat(finance.page("/plans/" + plan + "/curve.csv").lines())
        .hasSize(OutlookWork.PERCENTS.length + 1)
        .anyMatch(line -> line.startsWith("100,60000,"));
    assertThat(finance.page("/plans/" + plan + "/one-more.csv")).contains("dollar,Budget of 2027");
    assertThat(finance.page("/plans/" + plan + "/ranges.csv")).contains("money,");
    assertThat(finance.open("/plans/" + plan).body())
        .doesNotContain("action=\"/plans/" + plan + "/outlook\"");
    assertThatThrownBy(() -> outlooks.ask(plan, "quinn@example.org"))
        .as("there is nothing left to do")
        .isInstanceOf(Refused.class);
  }

  /// Every point against a plan that is made from nothing.
  private static void points(long plan, List<BudgetCurve.Point> points) {
    assertThat(points).extracting(BudgetCurve.Point::percent).hasSize(OutlookWork.PERCENTS.length);
    for (BudgetCurve.Point point : points) {
      long budget = BUDGET * point.percent() / 100;
      Outcome.Solved alone = solved(instance(budget - KEPT));
      assertThat(point.budgetCents()).isEqualTo(budget);
      assertThat(point.worthCents())
          .as("plan %d at %d %%", plan, point.percent())
          .isLessThanOrEqualTo(alone.certificate().boundCents());
      assertThat(point.boundCents()).isGreaterThanOrEqualTo(alone.certificate().worthCents());
      assertThat(point.gap()).isLessThan(0.005);
    }
    // What one more dollar is said to add at most holds for thousands of them.
    BudgetCurve curve = BudgetCurve.of(points);
    BudgetCurve.Point now = curve.points().get(5);
    BudgetCurve.Point more = curve.points().get(6);
    double price = solved(instance(BUDGET - KEPT)).prices().limit(0) / 1e6;
    assertThat((double) more.worthCents())
        .isLessThanOrEqualTo(
            now.boundCents() + price * (more.budgetCents() - now.budgetCents()) + 1);
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }

  @Test
  void aPlannerHoldsThePlanAgainstOtherForecastsAndSeesWhichIsRegrettedLeast() {
    ManyPeople.load(jdbc, transaction, 3_000);
    ManyPeople.account(jdbc, "rae@example.org", "PLANNER", "", "");
    Instance instance = instance(BUDGET - KEPT);
    long plan = plan(instance, solved(instance));
    List<String> faults = new ArrayList<>();
    try (Browser browser = Browser.start();
        BrowserContext window = browser.window(ColorScheme.DARK, 390, 844)) {
      Page page = Browser.signedIn(window, port, "rae@example.org");
      page.navigate(address("/plans/%d/regret".formatted(plan)));
      assertThat(page.locator("h1").textContent())
          .isEqualTo("The plan was not held against other forecasts yet");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Plan every forecast"))
          .click();
      page.locator(".notice.good").waitFor();
      page.navigate(address("/plans/%d/regret".formatted(plan)));
      assertThat(page.locator("h1").textContent()).contains("regretted least: at most $");
      assertThat(page.locator("#regret tbody tr").count()).isEqualTo(3);
      assertThat(page.locator("main form button").count()).as("nothing is left to do").isZero();
      faults.addAll(PageWalk.sound(page));
    }
    assertThat(faults).isEmpty();
    regret(plan);
    assertThatThrownBy(() -> regrets.ask(plan, "rae@example.org"))
        .as("there is nothing left to do")
        .isInstanceOf(Refused.class);
  }

  /// Every forecast against a plan that is made from nothing.
  private void regret(long plan) {
    Regret regret = regrets.of(plan);
    assertThat(regret.whole()).isTrue();
    long[] slots = {SLOTS, LOW, HIGH};
    for (int under = 0; under < slots.length; under++) {
      Outcome.Solved alone = solved(instance(BUDGET - KEPT, slots[under]));
      assertThat(regret.forecasts().get(under).openings()).isEqualTo(slots[under]);
      assertThat(regret.forecasts().get(under).worthCents())
          .isLessThanOrEqualTo(alone.certificate().boundCents());
      assertThat(regret.forecasts().get(under).gap()).isLessThan(0.005);
      for (int made = 0; made < slots.length; made++) {
        assertThat(regret.cell(made, under).orElseThrow().worthCents())
            .as("made for %d, under %d", made, under)
            .isLessThanOrEqualTo(alone.certificate().boundCents());
        assertThat(regret.regret(made, under).orElseThrow()).isNotNegative();
      }
    }
    assertThat(regret.cell(0, 2).orElseThrow().worthCents())
        .as("more places than it was made for change nothing")
        .isEqualTo(regret.forecasts().getFirst().worthCents());
    assertThat(regret.cell(0, 1).orElseThrow().people())
        .as("places are missing")
        .isLessThan(regret.forecasts().getFirst().people());
    long least = regret.largest(regret.least().orElseThrow().number()).orElseThrow();
    for (int made = 0; made < slots.length; made++) {
      assertThat(regret.largest(made).orElseThrow()).isGreaterThanOrEqualTo(least);
    }
  }
}
