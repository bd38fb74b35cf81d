package org.rung.server.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import tools.jackson.databind.JsonNode;

/// Finance grants, withdraws and takes back; a planner reads what became of it.
public final class BudgetsStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller finance = world.with("FINANCE");
    ApiCaller planner = world.planner("pat");
    String grants = "/api/v1/budgets/grants";
    String body = asked(1_000_00, "The year");
    ApiCaller.Answer granted = finance.post(grants, body, "Idempotency-Key", "grant-1").is(201);
    long grant = granted.at("/id").asLong();
    assertThat(granted.at("/after/free").asLong()).isEqualTo(1_000_00);
    assertThat(finance.post(grants, body, "Idempotency-Key", "grant-1").is(201).at("/id").asLong())
        .isEqualTo(grant);
    assertThat(granted.header("location")).endsWith("/transactions/" + grant);
    finance
        .post(grants, asked(2_000_00, "Another"), "Idempotency-Key", "grant-1")
        .is(422)
        .isProblem("key-reused");
    JsonNode faults = finance.post(grants, asked(0, " ")).is(422).isProblem("faulty-values").json();
    assertThat(faults.at("/errors").values().stream().map(one -> one.at("/at").asString()))
        .containsExactly("amount", "reason");
    planner.post(grants, body).is(403).isProblem("not-open");

    String withdrawals = "/api/v1/budgets/withdrawals";
    assertThat(
            finance
                .post(withdrawals, asked(1_000_01, "Back"))
                .is(422)
                .isProblem("refused")
                .at("/detail")
                .asString())
        .contains("has $1,000.00 left");
    long withdrawn = finance.post(withdrawals, asked(400_00, "Back")).is(201).at("/id").asLong();

    JsonNode all = planner.get("/api/v1/budgets?year=2027").is(200).json();
    JsonNode budget = all.at("/items/0");
    assertThat(budget.at("/cost_centre").asString()).isEqualTo("Story");
    assertThat(budget.at("/programme").isNull()).isTrue();
    assertThat(budget.at("/money/granted").asLong()).isEqualTo(600_00);
    String address = "/api/v1/budgets/" + budget.at("/id").asLong();
    assertThat(planner.get(address).is(200).json()).isEqualTo(budget);

    JsonNode statement = planner.get(address + "/statement?size=1").is(200).json();
    assertThat(statement.at("/items/0/id").asLong()).isEqualTo(withdrawn);
    String next = statement.at("/next").asString();
    assertThat(
            planner.get(address + "/statement?cursor=" + next).is(200).at("/items/0/id").asLong())
        .isEqualTo(grant);
    assertThat(planner.get(address + "/statement?kind=pay").is(200).at("/items").isEmpty())
        .isTrue();
    JsonNode balances = planner.get(address + "/balances").is(200).json();
    assertThat(balances.at("/opening/granted").asLong()).isZero();
    assertThat(balances.at("/kinds").size()).isEqualTo(2);
    assertThat(balances.at("/closing/granted").asLong()).isEqualTo(600_00);
    String transaction = address + "/transactions/" + withdrawn;
    assertThat(planner.get(transaction).is(200).at("/about").asString()).isEqualTo("Back");

    JsonNode forecast = planner.get(address + "/forecast").is(200).json();
    assertThat(forecast.at("/periods").values().stream().toList().getLast().at("/left").asLong())
        .isEqualTo(600_00);
    planner.get("/api/v1/budgets/forecast?year=2027&currency=USD").is(200);
    planner.get("/api/v1/budgets/forecast?currency=bottles").is(422).isProblem("faulty-values");
    assertThat(planner.get(address + "/due").is(200).at("/items").isEmpty()).isTrue();

    finance.post(transaction + "/undo", "{\"reason\": \" \"}").is(422).isProblem("refused");
    ApiCaller.Answer undone =
        finance.post(transaction + "/undo", "{\"reason\": \"Too early\"}").is(201);
    assertThat(undone.at("/reverses").asLong()).isEqualTo(withdrawn);
    assertThat(undone.at("/after/free").asLong()).isEqualTo(1_000_00);
    finance.post(transaction + "/undo", "{\"reason\": \"Too early\"}").is(422).isProblem("refused");
    finance
        .post(address + "/transactions/0/undo", "{\"reason\": \"x\"}")
        .is(404)
        .isProblem("not-found");
  }

  private static String asked(long cents, String reason) {
    return """
    {"fiscal_year": 2027, "cost_centre": "Story", "amount": %d, "reason": "%s"}
    """
        .formatted(cents, reason);
  }
}
