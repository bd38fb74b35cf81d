package org.rung.server.policy;

import java.util.ArrayList;
import java.util.List;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.rules.Rules;
import org.springframework.stereotype.Component;

/// Asks about everybody under a rule as it would be and as it is. Killed, it begins again: what it
/// found is kept at once, at its end.
@Component
class TrialWork implements Work {
  static final String KIND = "rule-trial";

  private final Trials trials;
  private final Rules rules;

  TrialWork(Trials trials, Rules rules) {
    this.trials = trials;
    this.rules = rules;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    long id = Long.parseLong(job.input());
    Tried tried = trials.get(id);
    String rule = tried.proposal().rule();
    Trial trial =
        trials
            .of(rule)
            .orElseThrow(() -> new WorkFailed("Nobody's answer hangs on this rule any more."));
    Rules.Version before =
        rules
            .find(rule, tried.proposal().from())
            .orElseThrow(() -> new WorkFailed("Nothing holds on that day to compare with."));
    List<Trial.Changed> changed = new ArrayList<>();
    progress.step("asking about everybody", 0, 0);
    Trial.Told told =
        trial.tell(
            before,
            rules.tried(tried.proposal()),
            changed::add,
            (done, all) -> progress.step("asking about everybody", done, all));
    trials.keep(id, told, changed);
    return trials.get(id).finding() + ".";
  }
}
