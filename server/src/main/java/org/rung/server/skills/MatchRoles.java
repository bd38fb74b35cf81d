package org.rung.server.skills;

import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.springframework.stereotype.Component;

/// Matches the titles an import brought; asked for after it. May run again: what is matched by then
/// is left alone.
@Component
class MatchRoles implements Work {
  static final String KIND = "match-roles";

  private final RoleOccupations roles;

  MatchRoles(RoleOccupations roles) {
    this.roles = roles;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    progress.step("Matching titles", 0, 0);
    MatchReport report = roles.matchMissing();
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
