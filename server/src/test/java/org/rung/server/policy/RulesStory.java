package org.rung.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;

/// Reads rules, tries a change on everybody, publishes it.
public final class RulesStory implements ApiStory {
  private static final String RULE = "/api/v1/rules/education-benefit-service";
  private static final String CHANGE =
      """
      {"from": "%s", "text": "After %d days.", "source": "The board", "figures": {"service_days": %d}}
      """;

  @Override
  public void tell(ApiWorld world) {
    ApiCaller pat = world.planner("pat");
    assertThat(pat.get("/api/v1/rules?day=2018-12-31").is(200).text()).contains("365 days");
    assertThat(world.with("FINANCE").get("/api/v1/rules").is(200).at("/items/0/on").asBoolean())
        .isTrue();
    assertThat(pat.get(RULE).is(200).at("/figures/0/unit").asString()).isEqualTo("days");
    pat.get("/api/v1/rules/nothing").is(404).isProblem("not-found");

    pat.post(RULE + "/trials", CHANGE.formatted("2020-01-01", 1, 1))
        .is(422)
        .isProblem("faulty-values");
    pat.post(
            "/api/v1/rules/tax-year/trials",
            "{\"from\":\"2035-01-01\",\"text\":\"a\",\"source\":\"b\",\"figures\":{}}")
        .is(422)
        .isProblem("refused");
    pat.post("/api/v1/rules/nothing/trials", CHANGE.formatted("2035-01-01", 1, 1))
        .is(404)
        .isProblem("not-found");
    ApiCaller.Answer asked =
        pat.post(RULE + "/trials", CHANGE.formatted("2035-01-01", 3600, 3600)).is(202);
    String trial = RULE + "/trials/" + asked.at("/trial").asLong();
    pat.get(RULE + "/trials/0").is(404).isProblem("not-found");
    pat.get(RULE + "/trials/0/people").is(404).isProblem("not-found");
    assertThat(pat.get(trial).is(200).at("/done").asBoolean()).isFalse();
    pat.post(trial + "/publish", "").is(422).isProblem("refused");
    work(world, asked.at("/job").asLong());
    ApiCaller.Answer told = pat.get(trial).is(200);
    assertThat(told.at("/done").asBoolean()).isTrue();
    assertThat(told.at("/loses").asLong()).isPositive();
    assertThat(pat.get(trial + "/people?size=5").is(200).at("/items")).hasSizeLessThanOrEqualTo(5);
    assertThat(pat.post(trial + "/publish", "").is(201).text()).contains("After 3600 days.");
    pat.post(trial + "/publish", "").is(422).isProblem("refused");
    pat.post(RULE + "/trials/0/publish", "").is(404).isProblem("not-found");

    pat.post(RULE + "/versions", CHANGE.formatted("2034-01-01", 1, 1))
        .is(422)
        .isProblem("faulty-values");
    pat.post("/api/v1/rules/nothing/versions", CHANGE.formatted("2034-01-01", 1, 1))
        .is(404)
        .isProblem("not-found");
    assertThat(pat.post(RULE + "/versions", CHANGE.formatted("2035-02-01", 90, 90)).is(201).text())
        .contains("After 90 days.");
    pat.get("/api/v1/rules?day=soon").is(422).isProblem("faulty-values");
    pat.get(trial + "/people?size=0").is(422).isProblem("faulty-values");
    world
        .employee(3)
        .raw("POST", RULE + "/versions", CHANGE.formatted("2036-01-01", 1, 1))
        .is(403)
        .isProblem("not-open");
  }

  /// Where no worker takes jobs, as here.
  private static void work(ApiWorld world, long job) {
    world
        .bean(TrialWork.class)
        .run(
            world.bean(Jobs.class).find(job).orElseThrow(),
            new Work.Progress() {
              @Override
              public void step(String phase, long done, long total) {}

              @Override
              public boolean cancelled() {
                return false;
              }
            });
  }
}
