package org.rung.server.decisions;

import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// What people asked to be looked at again, as JSON for who answers.
@JsonApi
class AppealApi {
  private final Appeals appeals;
  private final Decisions decisions;
  private final Viewers viewers;
  private final Audit audit;

  AppealApi(Appeals appeals, Decisions decisions, Viewers viewers, Audit audit) {
    this.appeals = appeals;
    this.decisions = decisions;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// An appeal with what it is about.
  record AppealWhole(
      AppealTold appeal,
      @Meaning("What it is about, when that is a decision.") Optional<DecisionTold> decision,
      @Meaning(
              "Why the account may not answer; null when nothing is in the way or it was answered.")
          Optional<String> barred) {}

  /// The answer to an appeal.
  record AppealRuling(
      Ruling ruling,
      @Meaning("1 to 4,000 characters; the person reads them as the reason of the answer.")
          String reasons) {}

  @Told(value = "List appeals", more = "Newest first.")
  @GetMapping("/appeals")
  Page<AppealTold> all(
      @Meaning("Those that wait for an answer, or those that have one; both without it.")
          @RequestParam
          Optional<Boolean> waiting,
      Paging paging) {
    audit.read(
        "appeals",
        waiting
            .map(wait -> wait ? "everybody, waiting" : "everybody, answered")
            .orElse("everybody"));
    return paging
        .before(appeals.before(paging.seen(), waiting, paging.size() + 1), Appeal::id)
        .map(appeal -> AppealTold.of(appeal, appeals.today()));
  }

  @Told("Read an appeal and the decision it is about")
  @GetMapping("/appeals/{id}")
  AppealWhole one(@PathVariable long id) {
    Appeal appeal = appeals.get(id);
    audit.read("appeals", "appeal %d of person %s".formatted(id, appeal.name()));
    Viewer viewer = viewers.now();
    return new AppealWhole(
        AppealTold.of(appeal, appeals.today()),
        appeal.matter() instanceof Matter.OfDecision decision
            ? decisions
                .find(decision.number())
                .map(found -> DecisionTold.of(found, appeals.until(found)))
            : Optional.empty(),
        appeal.open()
            ? appeals.barred(appeal, viewer.account(), viewer.employerId())
            : Optional.empty());
  }

  @Told(
      value = "Answer an appeal",
      more =
          "Once, by somebody who neither asked nor made what it is about. The answer is a decision"
              + " of its own, which the person may appeal.",
      problems = ProblemType.REFUSED)
  @PostMapping("/appeals/{id}/answer")
  AppealWhole answer(@PathVariable long id, @RequestBody AppealRuling asked) {
    Viewer viewer = viewers.now();
    appeals.answer(id, asked.ruling(), asked.reasons(), viewer.account(), viewer.employerId());
    return one(id);
  }
}
