package org.rung.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;

/// Looks at long work and cancels it.
public final class JobsStory implements ApiStory {
  @Override
  public void tell(ApiWorld world) {
    Jobs jobs = world.bean(Jobs.class);
    ApiCaller pat = world.planner("pat");
    long first = jobs.ask("nothing", "First", "plans/1", "1", "pat@example.org");
    long second = jobs.ask("nothing", "Second", "plans/1", "1", "pat@example.org");

    ApiCaller.Answer page = pat.get("/api/v1/jobs?size=1").is(200);
    assertThat(page.at("/items/0/id").asLong()).isEqualTo(second);
    assertThat(page.header("link"))
        .isEqualTo(
            "</api/v1/jobs?size=1&cursor=%s>; rel=\"next\"".formatted(page.at("/next").asString()));
    long third = jobs.ask("nothing", "Third", "plans/1", "1", "pat@example.org");
    assertThat(
            pat.get("/api/v1/jobs?size=1&cursor=" + page.at("/next").asString())
                .is(200)
                .at("/items/0/id")
                .asLong())
        .as("work that came in front moves nothing")
        .isEqualTo(first);

    assertThat(pat.get("/api/v1/jobs/" + first).is(200).at("/state").asString())
        .isEqualTo("queued");
    ApiCaller.Answer cancelled = pat.post("/api/v1/jobs/%d/cancel".formatted(first), "").is(200);
    assertThat(cancelled.at("/state").asString()).isEqualTo("cancelled");
    assertThat(jobs.find(first).orElseThrow().state()).isEqualTo(Job.State.CANCELLED);
    pat.post("/api/v1/jobs/%d/cancel".formatted(first), "").is(200);
    jobs.cancel(second);
    jobs.cancel(third);
  }
}
