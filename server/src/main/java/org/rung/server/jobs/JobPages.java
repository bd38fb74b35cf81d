package org.rung.server.jobs;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Long work as it happens: a page, and a fragment of it that pages of other capabilities embed.
@Controller
class JobPages {
  private final Templates templates;
  private final Frames frames;
  private final Jobs jobs;
  private final Clock clock;

  JobPages(Templates templates, Frames frames, Jobs jobs, Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.jobs = jobs;
    this.clock = clock;
  }

  @GetMapping("/jobs/{id}")
  Html job(@PathVariable long id) {
    Job job = find(id);
    return Html.of(
        templates.jobsJob(
            frames.frame(job.title(), Crumb.of("Work"), Crumb.of(job.title())),
            job,
            clock.instant()));
  }

  /// The fragment asks for itself again while the job is open.
  @GetMapping("/jobs/{id}/progress")
  Html progress(@PathVariable long id) {
    return Html.of(templates.jobsProgress(frames.frame("Work"), find(id), clock.instant()));
  }

  @PostMapping("/jobs/{id}/cancel")
  View cancel(@PathVariable long id) {
    jobs.cancel(find(id).id());
    return new RedirectView("/jobs/" + id, true, false);
  }

  private Job find(long id) {
    return jobs.find(id)
        .orElseThrow(() -> new NotFound("There is no work with the number %d.".formatted(id)));
  }
}
