package org.rung.server.jobs;

import java.time.Instant;
import java.util.Optional;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Long work, as JSON.
@JsonApi
class JobsApi {
  private final Jobs jobs;

  JobsApi(Jobs jobs) {
    this.jobs = jobs;
  }

  /// A piece of long work.
  record LongWork(
      long id,
      @Meaning("What people see while it runs.") String title,
      @Meaning("The path of the page that shows its result, without the leading slash.")
          String subject,
      Job.State state,
      @Meaning("What it does now, in a word or two.") String phase,
      @Meaning("Units worked off.") long done,
      @Meaning("Units in all, 0 while unknown.") long total,
      @Meaning("The result, or what went wrong and what to do.") String message,
      @Meaning("Whether somebody asked it to stop.") boolean cancelRequested,
      @Meaning("The account.") String askedBy,
      Instant askedAt,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt) {
    static LongWork of(Job job) {
      return new LongWork(
          job.id(),
          job.title(),
          job.subject(),
          job.state(),
          job.phase(),
          job.done(),
          job.total(),
          job.message(),
          job.cancelRequested(),
          job.askedBy(),
          job.askedAt(),
          job.startedAt(),
          job.endedAt());
    }
  }

  @Told(value = "List long work", more = "Newest first.")
  @GetMapping("/jobs")
  Page<LongWork> all(Paging paging) {
    return paging.before(jobs.before(paging.seen(), paging.size() + 1), Job::id).map(LongWork::of);
  }

  @Told(
      value = "Read how long work stands",
      more = "Ask again every few seconds until its state is done, failed or cancelled.")
  @GetMapping("/jobs/{id}")
  LongWork one(@PathVariable long id) {
    return LongWork.of(find(id));
  }

  @Told(
      value = "Ask long work to stop",
      more = "It stops at its next step. Without effect once it has ended.")
  @PostMapping("/jobs/{id}/cancel")
  LongWork cancel(@PathVariable long id) {
    jobs.cancel(find(id).id());
    return LongWork.of(find(id));
  }

  private Job find(long id) {
    return jobs.find(id)
        .orElseThrow(() -> new NotFound("There is no work with the number %d.".formatted(id)));
  }
}
