package org.rung.server.apprenticeships;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// Apprenticeships for planners, as JSON.
@JsonApi
class ApprenticeshipApi {
  private static final int MOST = 10_000;

  private final StandardsBook book;
  private final Agreements agreements;
  private final AgreementView view;
  private final Raises raises;
  private final Certificates certificates;
  private final Viewers viewers;
  private final Audit audit;

  ApprenticeshipApi(
      StandardsBook book,
      Agreements agreements,
      AgreementView view,
      Raises raises,
      Certificates certificates,
      Viewers viewers,
      Audit audit) {
    this.book = book;
    this.agreements = agreements;
    this.view = view;
    this.raises = raises;
    this.certificates = certificates;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// An apprenticeship in a list.
  record ApprenticeTold(
      long id,
      @Meaning("By the employer's id.") String person,
      String programme,
      String site,
      AgreementState state,
      LocalDate firstDay,
      @Meaning("In a line, by the employer's ids.") String mentors,
      @Meaning("On the job, approved, with the credit for before.") long minutes,
      @Meaning("That no mentor looked at yet.") long waitingMinutes,
      @Meaning("Of all work processes.") long totalMinutes) {}

  /// What is proposed.
  record Proposing(
      @Meaning("On the job, with standards.") long programme,
      @Meaning("The apprentice, by the employer's id.") String person,
      @Meaning("That it comes from; null for none.") Optional<Long> enrolment,
      LocalDate firstDay,
      @Meaning("The clock of the site, for example America/Chicago.") String zone,
      @Meaning("By the employer's ids; named for the programme at the apprentice's site.")
          List<String> mentors,
      @Meaning("Whether related instruction counts as hours worked.") boolean instructionWorked) {}

  /// How it ends early.
  record ApprenticeshipEnds(
      @Meaning("The last day, today or later.") LocalDate on,
      @Meaning("At most 1,000 letters; may be empty on probation.") String why) {}

  /// Why.
  record WhySo(@Meaning("1 to 1,000 letters; the apprentice reads it.") String why) {}

  /// A raise that corrected hours do not bear out.
  record QuestionTold(
      long id,
      long apprenticeship,
      @Meaning("By the employer's id.") String person,
      int step,
      Instant given,
      @Meaning("By the hours as they stand; null where the step is not reached.")
          Optional<Instant> reckoned) {}

  /// A planner's answer.
  record QuestionAnswer(
      @Meaning("Whether the raise stays as it was given, else it follows the hours.") boolean keep,
      @Meaning("1 to 1,000 letters; the apprentice reads it.") String why) {}

  @Told("List apprenticeships, the newest first")
  @GetMapping("/apprenticeships")
  List<ApprenticeTold> all() {
    audit.read("apprenticeship", "all");
    return agreements.rows("", MOST).stream()
        .map(row ->
            new ApprenticeTold(
                row.id(),
                row.person(),
                row.programme(),
                row.site(),
                row.state(),
                row.firstDay(),
                row.mentors(),
                row.minutes(),
                row.waiting(),
                row.total()))
        .toList();
  }

  @Told(
      value = "Propose an apprenticeship agreement",
      more = "It takes a place in the ratio of the site from then on.",
      problems = ProblemType.REFUSED)
  @PostMapping("/apprenticeships")
  ApprenticeshipTold propose(@RequestBody Proposing asked) {
    return told(
        agreements.propose(
            new Agreements.Proposal(
                asked.programme(),
                asked.person(),
                asked.enrolment().map(OptionalLong::of).orElse(OptionalLong.empty()),
                asked.firstDay(),
                asked.zone(),
                asked.mentors().stream().map(id -> book.colleague(id).person()).toList(),
                Map.of(),
                0,
                asked.instructionWorked()),
            viewers.now().account()));
  }

  @Told("Read an apprenticeship with its hours")
  @GetMapping("/apprenticeships/{id}")
  ApprenticeshipTold one(@PathVariable long id) {
    ApprenticeshipTold told = told(id);
    audit.read("apprenticeship", "agreement %d of person %s".formatted(id, told.person()));
    return told;
  }

  @Told(
      value = "Sign an agreement for the employer",
      more = "Signed already, nothing changes.",
      problems = ProblemType.REFUSED)
  @PostMapping("/apprenticeships/{id}/sign")
  ApprenticeshipTold sign(@PathVariable long id) {
    agreements.sign(id, false, viewers.now().account());
    raises.reckon(id);
    return told(id);
  }

  @Told(value = "Suspend an apprenticeship", problems = ProblemType.REFUSED)
  @PostMapping("/apprenticeships/{id}/suspend")
  ApprenticeshipTold suspend(@PathVariable long id, @RequestBody WhySo asked) {
    agreements.suspend(id, asked.why(), viewers.now().account());
    return told(id);
  }

  @Told(value = "Let a suspended apprenticeship go on", problems = ProblemType.REFUSED)
  @PostMapping("/apprenticeships/{id}/resume")
  ApprenticeshipTold resume(@PathVariable long id) {
    agreements.resume(id, viewers.now().account());
    return told(id);
  }

  @Told(
      value = "End an apprenticeship early for the employer",
      more = "After the probation only with a reason and notice.",
      problems = ProblemType.REFUSED)
  @PostMapping("/apprenticeships/{id}/end")
  ApprenticeshipTold end(@PathVariable long id, @RequestBody ApprenticeshipEnds asked) {
    agreements.end(id, true, asked.on(), asked.why(), viewers.now().account());
    return told(id);
  }

  @Told(
      value = "Complete an apprenticeship and issue its certificate",
      more = "Issued already, it is that one.",
      problems = ProblemType.REFUSED)
  @PostMapping("/apprenticeships/{id}/complete")
  ApprenticeshipTold complete(@PathVariable long id) {
    certificates.issue(id, viewers.now().account());
    return told(id);
  }

  @Told("List raises that corrected hours do not bear out, the longest first")
  @GetMapping("/apprenticeships/questions")
  List<QuestionTold> questions() {
    audit.read("apprenticeship", "questions");
    return raises.questions().stream()
        .map(it ->
            new QuestionTold(
                it.id(),
                it.agreement().id(),
                it.agreement().personName(),
                it.step(),
                it.givenAt(),
                it.reckonedAt()))
        .toList();
  }

  @Told(
      value = "Say whether a raise stays as given or follows the hours",
      more = "Answered so before, nothing changes.",
      problems = ProblemType.REFUSED)
  @PostMapping("/apprenticeships/questions/{question}")
  List<QuestionTold> answer(@PathVariable long question, @RequestBody QuestionAnswer asked) {
    raises.answer(question, asked.keep(), asked.why(), viewers.now().account());
    return questions();
  }

  private ApprenticeshipTold told(long id) {
    return ApprenticeshipTold.of(view.of(agreements.get(id), "", List.of()));
  }
}
