package org.rung.server.skills;

import org.rung.server.jobs.Job;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.rung.server.people.PeopleImported;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Matches the titles an import brought; asked for after it. May run again: what is matched by then
/// is left alone.
@Component
class MatchRoles implements Work {
  static final String KIND = "match-roles";

  private final RoleOccupations roles;
  private final RoleMatching matching;
  private final Jobs jobs;

  MatchRoles(RoleOccupations roles, RoleMatching matching, Jobs jobs) {
    this.roles = roles;
    this.matching = matching;
    this.jobs = jobs;
  }

  /// An import may have brought titles: asks for the matcher, once however often it is told.
  @EventListener
  void matchTitlesOf(PeopleImported imported) {
    if (roles.unmatched() > 0) {
      ask(imported.by());
    }
  }

  /// Asks for the matcher, or finds that somebody asked already and it has not begun.
  ///
  /// @return the job
  long ask(String by) {
    return jobs.open().stream()
        .filter(job -> job.kind().equals(KIND) && job.state() == Job.State.QUEUED)
        .map(Job::id)
        .findFirst()
        .orElseGet(() -> jobs.ask(KIND, "Match titles to occupations", "roles", "{}", by));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    progress.step("Matching titles", 0, 0);
    MatchReport report = matching.matchMissing();
    return "%s looked at in %s: %s remembered, %s with one match, %s for your eye, %s with several jobs."
        .formatted(
            Formats.counted(report.roles(), "title", "titles"),
            Formats.duration(report.took()),
            Formats.count(report.remembered()),
            Formats.count(report.certain()),
            Formats.count(report.review()),
            Formats.count(report.several()));
  }
}
