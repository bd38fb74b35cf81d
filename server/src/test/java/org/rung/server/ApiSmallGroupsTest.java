package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Walks what the API tells of plans that are full of small groups.
@RungTest
@TestPropertySource(
    properties = {
      "rung.test=api",
      "rung.jobs.work=false",
      "rung.mail.server=smtp://127.0.0.1:9",
      "rung.mail.from=learning@example.org"
    })
class ApiSmallGroupsTest {
  /// Members that hold a number of people.
  private static final Set<String> PEOPLE =
      Set.of(
          "people",
          "with_candidate",
          "assigned",
          "planned",
          "entered",
          "left",
          "changed",
          "same",
          "then",
          "now");

  @LocalServerPort private int port;
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;

  private ApiWorld world() throws Exception {
    return new ApiWorld(
        context,
        port,
        new ApiDocument(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/api/openapi.json"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .body()));
  }

  /// A plan that serves so many people by each strategy, otherwise as the published plan does.
  private long plan(int upskilling, int reskilling, int outskilling, int education) {
    long plan =
        jdbc.sql(
                """
                insert into planning.plan
                       (scenario_id, state, asked_by, made_at, snapshot_id, people, with_candidate, assigned)
                select scenario_id, 'made', 'pat@example.org', now(), snapshot_id, 600, 597, :assigned
                  from planning.plan
                 where state = 'made'
                 order by id
                 limit 1
                returning id
                """)
            .param("assigned", upskilling + reskilling + outskilling + education)
            .query(Long.class)
            .single();
    int[] counts = {upskilling, reskilling, outskilling, education};
    String[] strategies = {"upskilling", "reskilling", "outskilling", "education_benefit"};
    int placed = 0;
    for (int i = 0; i < counts.length; i++) {
      jdbc.sql(
              """
              insert into planning.placement
              select :plan, person_id, from_role, to_role, to_label, programme_id, :strategy, intake,
                     starts, fiscal_year, hourly, department_id, chance_millionths, hire_cents,
                     severance_cents, retention_cents, pay_gain_cents, backfill_cents, price_cents,
                     training_time_cents, worth_cents, why
                from planning.placement
               where plan_id = (select min(id) from planning.plan where state = 'made')
               order by person_id
               limit :most offset :placed
              """)
          .param("plan", plan)
          .param("strategy", strategies[i])
          .param("most", counts[i])
          .param("placed", placed)
          .update();
      placed += counts[i];
    }
    return plan;
  }

  @Test
  void noGroupOfOneToFourIsToldNorCanBeWorkedOut() throws Exception {
    ApiWorld world = world();
    ApiCaller pat = world.planner("pat");
    long before = 0;
    int hidden = 0;
    for (int[] n :
        List.of(
            new int[] {2, 30, 30, 30},
            new int[] {1, 3, 40, 0},
            new int[] {3, 0, 0, 0},
            new int[] {4, 6, 9, 12},
            new int[] {0, 25, 25, 0})) {
      long plan = plan(n[0], n[1], n[2], n[3]);
      JsonNode whole = pat.get("/api/v1/plans/" + plan).is(200).json();
      none(whole, "");
      hidden += hiddenOf(whole.at("/figures/strategies"), whole.at("/head/assigned"));
      hiddenOf(whole.at("/figures/programmes"), whole.at("/head/assigned"));
      for (JsonNode year : whole.at("/figures/budgets")) {
        for (int i = 0; i < 4; i++) {
          assertThat(year.at("/shares/%d/cents".formatted(i)).isNull())
              .as("money of a strategy is told with its people or not at all")
              .isEqualTo(whole.at("/figures/strategies/%d/people".formatted(i)).isNull());
        }
      }
      if (before > 0) {
        none(pat.get("/api/v1/plans/%d/since/%d".formatted(plan, before)).is(200).json(), "");
      }
      before = plan;
    }
    none(pat.get("/api/v1/plans?size=200").is(200).json(), "");
    assertThat(hidden).as("strategies kept from view").isGreaterThanOrEqualTo(6);
  }

  /// What is kept from view is nobody, everybody, or two groups with five people at least.
  ///
  /// @return how many groups are kept from view
  private static int hiddenOf(JsonNode groups, JsonNode all) {
    int hidden = 0;
    long told = 0;
    for (JsonNode group : groups) {
      if (group.at("/people").isNull()) {
        hidden++;
      } else {
        told += group.at("/people").asLong();
      }
    }
    if (hidden > 0 && told > 0) {
      assertThat(hidden).as(groups.toString()).isGreaterThanOrEqualTo(2);
      assertThat(all.asLong() - told).as(groups.toString()).isGreaterThanOrEqualTo(5);
    }
    return hidden;
  }

  private static void none(JsonNode node, String name) {
    if (node.isIntegralNumber() && PEOPLE.contains(name)) {
      assertThat(node.asLong()).as(name).isNotIn(1L, 2L, 3L, 4L);
    }
    if (node.isString()) {
      assertThat(node.asString()).as(name).doesNotContainPattern("\\b[1-4] (people|person)\\b");
    }
    node.properties().forEach(member -> none(member.getValue(), member.getKey()));
    if (node.isArray()) {
      node.forEach(item -> none(item, name));
    }
  }
}
