package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.rung.matching.Instance;
import org.rung.matching.Optimiser;
import org.rung.matching.Outcome;
import org.rung.matching.Settings;
import org.rung.matching.testkit.SeededInstances;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Looks at plans and the people in them, checks a proof, makes, publishes and withdraws.
public final class PlanStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    long plan =
        world
            .jdbc()
            .sql("select id from planning.plan where state = 'made' order by id limit 1")
            .query(Long.class)
            .single();
    String address = "/api/v1/plans/" + plan;
    reading(pat, world.with("FINANCE"), address, plan);
    invented(world, pat, address);
    people(pat, address);
    proof(world, pat);
    making(pat, address, plan);
    changes(world, pat, world.with("FINANCE"), plan);
    groups(world, pat, world.with("FINANCE"), plan);
    outlook(pat, world.with("FINANCE"), address);
    publishing(world, pat, address, plan);
  }

  private static void reading(ApiCaller pat, ApiCaller finance, String address, long plan) {
    JsonNode whole = pat.get(address).is(200).json();
    assertThat(whole.at("/head/published").asBoolean()).isTrue();
    assertThat(whole.at("/head/assigned").asInt()).isEqualTo(200);
    long people = 0;
    for (JsonNode strategy : whole.at("/figures/strategies")) {
      people += strategy.at("/people").asLong();
    }
    assertThat(people).isEqualTo(200);
    assertThat(whole.at("/figures/programmes")).isNotEmpty();
    assertThat(finance.get(address).is(200).json()).as("finance sees the sums").isEqualTo(whole);
    finance.get(address + "/people").is(403).isProblem("not-open");
    finance.get(address + "/people/M-3").is(403).isProblem("not-open");
    finance.get(address + "/statements").is(403).isProblem("not-open");
    finance.get(address + "/proof.zip").is(403).isProblem("not-open");
    finance.get(address + "/check").is(403).isProblem("not-open");
    assertThat(pat.get(address + "/scenario.yaml").is(200).text()).contains("fiscal_years");
    assertThat(pat.get("/api/v1/plans?scenario=0").is(200).at("/items")).isEmpty();
    assertThat(pat.get("/api/v1/plans?size=200").is(200).text()).contains("\"id\":" + plan);
  }

  /// Five people of another plan are alike; nobody of the first is like four others.
  private static void invented(ApiWorld world, ApiCaller pat, String address) {
    pat.get(address + "/invented").is(404).isProblem("not-found");
    JdbcClient jdbc = world.jdbc();
    jdbc.sql(
            """
            create table people.pay_before as
            select e.snapshot_id, e.person_id, e.annual_pay_cents
              from people.employment e
              join people.person p on p.id = e.person_id
             where p.employer_id in ('M-1', 'M-2', 'M-3', 'M-4', 'M-5')
            """)
        .update();
    try {
      jdbc.sql(
              """
              update people.employment
                 set annual_pay_cents = 5000000
               where (snapshot_id, person_id) in (select snapshot_id, person_id from people.pay_before)
              """)
          .update();
      long plan =
          jdbc.sql(
                  """
                  with made as (
                    insert into planning.plan
                           (scenario_id, state, asked_by, made_at, snapshot_id, people, with_candidate, assigned)
                    select scenario_id, 'made', 'pat@example.org', now(), snapshot_id, 600, 600, 5
                      from planning.plan
                     where state = 'made'
                     order by id
                     limit 1
                    returning id, snapshot_id
                  ), placed as (
                    insert into planning.placement
                    select m.id, e.person_id, w.from_role, w.to_role, w.to_label, w.programme_id,
                           'reskilling', w.intake, w.starts, w.fiscal_year, w.hourly, w.department_id,
                           w.chance_millionths, w.hire_cents, w.severance_cents, w.retention_cents,
                           w.pay_gain_cents, w.backfill_cents, w.price_cents, w.training_time_cents,
                           w.worth_cents, w.why
                      from made m
                      join people.pay_before e on e.snapshot_id = m.snapshot_id
                     cross join (select * from planning.placement order by plan_id, person_id limit 1) w
                  ), weighed as (
                    insert into planning.alternative
                           (plan_id, person_id, place, programme_id, to_role, to_label, strategy,
                            starts, worth_cents, shortfall_cents, against)
                    select m.id, e.person_id, k, a.programme_id, a.to_role, a.to_label, a.strategy,
                           a.starts, a.worth_cents, a.shortfall_cents, a.against
                      from made m
                      join people.pay_before e on e.snapshot_id = m.snapshot_id
                     cross join generate_series(1, 2) k
                     cross join (select * from planning.alternative order by plan_id, person_id limit 1) a
                  )
                  select id from made
                  """)
              .query(Long.class)
              .single();
      ApiCaller.Answer alex =
          world.with("FINANCE").get("/api/v1/plans/%d/invented".formatted(plan)).is(200);
      assertThat(alex.at("/employer_id").asString()).isEqualTo("Alex");
      assertThat(alex.at("/place/employer_id").asString()).isEqualTo("Alex");
      assertThat(alex.at("/pay_cents").asLong()).isEqualTo(5_000_000);
      assertThat(alex.at("/others")).hasSize(2);
      assertThat(alex.text()).as("nobody's id").doesNotContain("M-");
    } finally {
      jdbc.sql(
              """
              update people.employment e
                 set annual_pay_cents = b.annual_pay_cents
                from people.pay_before b
               where b.snapshot_id = e.snapshot_id
                 and b.person_id = e.person_id
              """)
          .update();
      jdbc.sql("drop table people.pay_before").update();
    }
  }

  private static void people(ApiCaller pat, String address) {
    Set<String> seen = new HashSet<>();
    String next = "";
    int pages = 0;
    do {
      ApiCaller.Answer page =
          pat.get(
                  address
                      + "/people?size=90&order=person&ascending=true"
                      + (next.isEmpty() ? "" : "&cursor=" + next))
              .is(200);
      page.at("/items").forEach(one -> seen.add(one.at("/employer_id").asString()));
      next = page.at("/next").isNull() ? "" : page.at("/next").asString();
      pages++;
    } while (!next.isEmpty());
    assertThat(pages).isEqualTo(3);
    assertThat(seen).as("everybody once").hasSize(200);
    JsonNode reskilled = pat.get(address + "/people?strategy=reskilling&size=200").is(200).json();
    assertThat(reskilled.at("/items")).isNotEmpty();
    reskilled
        .at("/items")
        .forEach(one -> assertThat(one.at("/strategy").asString()).isEqualTo("reskilling"));
    assertThat(pat.get(address + "/people?find=M-300").is(200).at("/items")).hasSize(1);
    pat.get(address + "/people?strategy=none").is(422).isProblem("faulty-values");
    pat.get(address + "/people?departmnet=x").is(422).isProblem("faulty-values");

    JsonNode planned = pat.get(address + "/people/M-3").is(200).json();
    assertThat(planned.at("/place/employer_id").asString()).isEqualTo("M-3");
    JsonNode weighed = pat.get(address + "/people/M-1").is(200).json();
    assertThat(weighed.at("/place").isNull()).isTrue();
    assertThat(weighed.at("/others/0/shortfall_cents").asLong()).isEqualTo(12_345);
    assertThat(pat.get(address + "/people/M-2").is(200).at("/nothing/change").asString())
        .contains("A lower price");
    pat.get(address + "/people/NOBODY").is(404).isProblem("not-found");
    assertThat(pat.get(address + "/statements").is(200).at("/items").isArray()).isTrue();
  }

  private static void proof(ApiWorld world, ApiCaller pat) {
    long plan =
        world
            .jdbc()
            .sql(
                """
                insert into planning.plan (scenario_id, state, asked_by, made_at, snapshot_id)
                select scenario_id, 'made', 'pat@example.org', now(), snapshot_id
                  from planning.plan
                 where state = 'made'
                 order by id
                 limit 1
                returning id
                """)
            .query(Long.class)
            .single();
    pat.get("/api/v1/plans/%d/proof.zip".formatted(plan)).is(404).isProblem("not-found");
    world
        .jdbc()
        .sql("insert into planning.proof (plan_id, archive) values (:plan, :archive)")
        .param("plan", plan)
        .param("archive", archive())
        .update();
    ApiCaller.Answer files = pat.get("/api/v1/plans/%d/proof.zip".formatted(plan)).is(200);
    assertThat(files.bytes()).startsWith('P', 'K');
    JsonNode check = pat.get("/api/v1/plans/%d/check".formatted(plan)).is(200).json();
    assertThat(check.at("/holds").asBoolean()).as(check.toString()).isTrue();
    JsonNode tampered =
        pat.get("/api/v1/plans/%d/check?tampered=true".formatted(plan)).is(200).json();
    assertThat(tampered.at("/holds").asBoolean()).as(tampered.toString()).isFalse();
    assertThat(tampered.at("/tampering/was")).isNotEqualTo(tampered.at("/tampering/is"));
    JsonNode beside = pat.get("/api/v1/plans/%d/since/%d".formatted(plan, plan)).is(200).json();
    assertThat(beside.at("/entered").asLong()).isZero();
  }

  private static byte[] archive() {
    Instance instance = SeededInstances.workforce(300, 1);
    return switch (Optimiser.solve(instance, Settings.standard(), report -> true)) {
      case Outcome.Solved solved -> Proof.pack(instance, solved);
      default -> throw new AssertionError("the instance has a plan");
    };
  }

  private static void making(ApiCaller pat, String address, long plan) {
    long scenario = pat.get(address).is(200).at("/head/scenario_id").asLong();
    ApiCaller.Answer asked =
        pat.post("/api/v1/plans", "{\"scenario_id\": %d}".formatted(scenario)).is(202);
    assertThat(asked.at("/state").asString()).isEqualTo("asked");
    String made = asked.header("location");
    assertThat(pat.get(made).is(200).at("/figures").isNull()).isTrue();
    assertThat(
            pat.get("/api/v1/jobs/" + asked.at("/job").asLong()).is(200).at("/subject").asString())
        .isEqualTo("plans/" + asked.at("/id").asLong());
    assertThat(
            pat.post("/api/v1/plans", "{\"scenario_id\": 0}")
                .is(422)
                .isProblem("faulty-values")
                .at("/errors/0/at")
                .asString())
        .isEqualTo("scenario_id");
    assertThat(asked.at("/base").asLong()).as("starts from the newest plan").isPositive();
    pat.get(made + "/groups").is(422).isProblem("refused");
    pat.post(made + "/regret", "").is(422).isProblem("refused");
    pat.get(made + "/changes").is(422).isProblem("refused");
    pat.get(made + "/changes/people").is(422).isProblem("refused");
    pat.get("/api/v1/plans/%d/since/%d".formatted(plan, asked.at("/id").asLong()))
        .is(422)
        .isProblem("refused");
    pat.post(made + "/publish", "").is(422).isProblem("refused");
    pat.post(made + "/outlook", "").is(422).isProblem("refused");

    ApiCaller.Answer cheaper =
        pat.post(address + "/budget", "{\"dollars\": {\"2021\": 1000, \"2022\": 2000}}").is(202);
    assertThat(cheaper.at("/scenario").asString()).endsWith("budget $1,000 and $2,000");
    ApiCaller.Answer faulty =
        pat.post(address + "/budget", "{\"dollars\": {\"2021\": -1, \"1999\": 5}}");
    faulty.is(422).isProblem("faulty-values");
    Set<String> places = new HashSet<>();
    faulty.at("/errors").forEach(error -> places.add(error.at("/at").asString()));
    assertThat(places).containsExactlyInAnyOrder("dollars.2021", "dollars.2022", "dollars.1999");
    pat.post("/api/v1/plans/0/budget", "{\"dollars\": {}}").is(404).isProblem("not-found");
  }

  /// Half of the places of a plan that started from the first one.
  private static void changes(ApiWorld world, ApiCaller pat, ApiCaller finance, long plan) {
    long half =
        world
            .jdbc()
            .sql(
                """
                with half as (
                  insert into planning.plan
                         (scenario_id, state, asked_by, made_at, snapshot_id, assigned, base_plan_id)
                  select scenario_id, 'made', 'pat@example.org', now(), snapshot_id, 100, id
                    from planning.plan
                   where id = :plan
                  returning id
                ), out as (
                  insert into planning.change (plan_id, person_id, kind, cause, reason)
                  select half.id, w.person_id, 'out', 'Budget of 2021', 'Budget of 2021 ran out.'
                    from half, planning.placement w
                   where w.plan_id = :plan
                )
                select id from half
                """)
            .param("plan", plan)
            .query(Long.class)
            .single();
    String address = "/api/v1/plans/%d/changes".formatted(half);
    JsonNode since = finance.get(address).is(200).json();
    assertThat(since.at("/base").asLong()).isEqualTo(plan);
    assertThat(since.at("/left").asLong()).isEqualTo(200);
    assertThat(since.at("/causes/0/cause").asString()).isEqualTo("Budget of 2021");
    assertThat(since.at("/causes/0/left").asLong()).isEqualTo(200);
    finance.get(address + "/people").is(403).isProblem("not-open");
    JsonNode people = pat.get(address + "/people?kind=out&find=M-300").is(200).json();
    assertThat(people.at("/items")).hasSize(1);
    assertThat(people.at("/items/0/reason").asString()).isEqualTo("Budget of 2021 ran out.");
    assertThat(people.at("/items/0/now").asString()).isEmpty();
    assertThat(pat.get(address + "/people?kind=in").is(200).at("/items")).isEmpty();
  }

  /// How groups fare, and other forecasts.
  private static void groups(ApiWorld world, ApiCaller pat, ApiCaller finance, long plan) {
    world
        .jdbc()
        .sql(
            """
            with made as (
              insert into planning.plan (scenario_id, state, asked_by, made_at, snapshot_id, assigned)
              select scenario_id, 'made', 'pat@example.org', now(), snapshot_id, 120
                from planning.plan
               where id = :plan
              returning id
            ), slot as (
              insert into planning.limit_kept
                     (plan_id, number, kind, label, capacity, used, price_millionths, unit, capacity_low,
                      capacity_high)
              select id, 0, 'slot', 'Slots for Role 14 up to 2021', 30, 30, 0, 1, 20, 45 from made
               union all
              select id, 1, 'floor', 'Parity', 0, 0, 2000, 1000000, null, null from made
            )
            insert into planning.plan_group (plan_id, kind, number, value, people, with_candidate, in_plan)
            select id, 'hours', 0, 'full-time', 300, 200, 100 from made
             union all
            select id, 'hours', 1, 'part-time', 100, 60, 20 from made
            """)
        .param("plan", plan)
        .update();
    long made =
        world.jdbc().sql("select max(plan_id) from planning.plan_group").query(Long.class).single();
    String address = "/api/v1/plans/" + made;
    JsonNode groups = finance.get(address + "/groups").is(200).json();
    assertThat(groups.at("/finding").asString())
        .isEqualTo("1 of 2 groups lies below four fifths of the highest rate");
    assertThat(groups.at("/tables/0/rows/1/rate/low").asBoolean()).isTrue();
    assertThat(groups.at("/floors/0/cents_for_one").asDouble()).isEqualTo(2000.0);
    JsonNode before = finance.get(address + "/regret").is(200).json();
    assertThat(before.at("/whole").asBoolean()).isFalse();
    finance.post(address + "/regret", "").is(403).isProblem("not-open");
    long job = pat.post(address + "/regret", "").is(202).at("/job").asLong();
    assertThat(pat.post(address + "/regret", "").is(202).at("/job").asLong())
        .as("the same work while it goes on")
        .isEqualTo(job);
    pat.post("/api/v1/jobs/%d/cancel".formatted(job), "").is(200);
    pat.post("/api/v1/plans/%d/regret".formatted(plan), "").is(422).isProblem("refused");
    pat.get("/api/v1/plans/0/groups").is(404).isProblem("not-found");
    pat.get("/api/v1/plans/0/regret").is(404).isProblem("not-found");
    pat.post("/api/v1/plans/0/regret", "").is(404).isProblem("not-found");
  }

  private static void outlook(ApiCaller pat, ApiCaller finance, String address) {
    JsonNode before = finance.get(address + "/outlook").is(200).json();
    assertThat(before.at("/job").isNull()).isTrue();
    assertThat(before.at("/whole").asBoolean()).isFalse();
    finance.post(address + "/outlook", "").is(403).isProblem("not-open");
    ApiCaller.Answer asked = pat.post(address + "/outlook", "").is(202);
    long job = asked.at("/job").asLong();
    assertThat(pat.post(address + "/outlook", "").is(202).at("/job").asLong())
        .as("the same work while it goes on")
        .isEqualTo(job);
    assertThat(pat.get(address + "/outlook").is(200).at("/job").asLong()).isEqualTo(job);
    pat.get("/api/v1/plans/0/outlook").is(404).isProblem("not-found");
    pat.post("/api/v1/plans/0/outlook", "").is(404).isProblem("not-found");
    pat.post("/api/v1/jobs/%d/cancel".formatted(job), "").is(200);
  }

  private static void publishing(ApiWorld world, ApiCaller pat, String address, long plan) {
    pat.post(address + "/publish", "").is(422).isProblem("refused");
    pat.post("/api/v1/plans/0/withdraw", "{\"why\": \"x\"}").is(404).isProblem("not-found");
    pat.post(address + "/withdraw", "{\"why\": \" \"}").is(422).isProblem("refused");
    JsonNode withdrawn =
        pat.post(address + "/withdraw", "{\"why\": \"The budget changed.\"}").is(200).json();
    assertThat(withdrawn.at("/head/published").asBoolean()).isFalse();
    assertThat(withdrawn.at("/publications/0/withdrawn_why").asString())
        .isEqualTo("The budget changed.");
    pat.post(address + "/withdraw", "{\"why\": \"Again.\"}").is(422).isProblem("refused");
    ApiCaller.Answer asked = pat.post(address + "/publish", "").is(202);
    assertThat(pat.get(asked.header("location")).is(200).at("/title").asString())
        .isEqualTo("Publish plan " + plan);
    assertThat(pat.get(address).is(200).at("/publishing").asLong())
        .isEqualTo(asked.at("/job").asLong());
    // Back to where it was, for the stories of my path and team.
    pat.post("/api/v1/jobs/%d/cancel".formatted(asked.at("/job").asLong()), "").is(200);
    world
        .jdbc()
        .sql(
            "insert into planning.publication (plan_id, published_by) values (:plan,"
                + " 'planner@example.org')")
        .param("plan", plan)
        .update();
  }
}
