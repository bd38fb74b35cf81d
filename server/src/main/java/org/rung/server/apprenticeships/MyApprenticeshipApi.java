package org.rung.server.apprenticeships;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// The own apprenticeship, and the hours of those whose mentor one is, as JSON.
@JsonApi
class MyApprenticeshipApi {
  private final Agreements agreements;
  private final AgreementView view;
  private final JobHours hours;
  private final Raises raises;
  private final JdbcClient jdbc;
  private final Viewers viewers;
  private final Audit audit;

  MyApprenticeshipApi(
      Agreements agreements,
      AgreementView view,
      JobHours hours,
      Raises raises,
      JdbcClient jdbc,
      Viewers viewers,
      Audit audit) {
    this.agreements = agreements;
    this.view = view;
    this.hours = hours;
    this.raises = raises;
    this.jdbc = jdbc;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// Hours that were done.
  record JobHoursDone(
      @Meaning("The number of the work process.") long process,
      LocalDate day,
      @Meaning("On the clock of the site, for example 08:30.") String from,
      @Meaning("Not after from, it is on the next day.") String to) {
    JobHours.Said said() {
      return new JobHours.Said(
          process, day, MyApprenticeshipPages.time(from), MyApprenticeshipPages.time(to));
    }
  }

  /// What is right instead.
  record JobHoursCorrected(
      @Meaning("Null to strike the entry out.") Optional<JobHoursDone> right,
      @Meaning("What was wrong, 1 to 1,000 letters.") String why) {}

  /// A mentor's answer.
  record JobHoursRuling(boolean approved, @Meaning("For a no 1 to 1,000 letters.") String why) {}

  /// Somebody whose mentor one is.
  record MentoredTold(
      long apprenticeship,
      @Meaning("By the employer's id.") String person,
      String programme,
      AgreementState state,
      @Meaning("To look at, the oldest first.") List<ApprenticeshipTold.JobHourTold> waiting) {
    MentoredTold {
      waiting = List.copyOf(waiting);
    }
  }

  @Told(value = "Read the own apprenticeship with its hours", problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/apprenticeship")
  ApprenticeshipTold mine() {
    Agreement own = own();
    audit.read("apprenticeship", "person " + own.personName());
    return told(own.id());
  }

  @Told(
      value = "Sign the own agreement",
      more = "Signed already, nothing changes.",
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/my/apprenticeship/sign")
  ApprenticeshipTold sign() {
    long id = own().id();
    agreements.sign(id, true, viewers.now().account());
    raises.reckon(id);
    return told(id);
  }

  @Told(
      value = "Enter hours on the job",
      more = "They wait for a mentor and count once approved.",
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/my/apprenticeship/hours")
  ApprenticeshipTold enter(@RequestBody JobHoursDone asked) {
    long id = own().id();
    hours.enter(id, UUID.randomUUID().toString(), asked.said(), viewers.now().account());
    return told(id);
  }

  @Told(
      value = "Correct the own hours on the job, or strike them out",
      more = "They wait for a mentor again; both entries stay in the record.",
      problems = ProblemType.REFUSED)
  @PostMapping("/my/apprenticeship/hours/{entry}/correct")
  ApprenticeshipTold correct(@PathVariable long entry, @RequestBody JobHoursCorrected asked) {
    long id = own().id();
    hours.correct(
        id, entry, asked.right().map(JobHoursDone::said), asked.why(), viewers.now().account());
    return told(id);
  }

  @Told(
      value = "End the own apprenticeship early",
      problems = {ProblemType.NOT_FOUND, ProblemType.REFUSED})
  @PostMapping("/my/apprenticeship/end")
  ApprenticeshipTold end(@RequestBody ApprenticeshipApi.ApprenticeshipEnds asked) {
    long id = own().id();
    agreements.end(id, false, asked.on(), asked.why(), viewers.now().account());
    return told(id);
  }

  @Told(
      value = "List those whose mentor one is, with hours that wait",
      problems = ProblemType.NOT_FOUND)
  @GetMapping("/my/apprentices")
  List<MentoredTold> theirs() {
    return agreements.mentoredBy(me()).stream()
        .map(one -> {
          audit.read("apprenticeship", "hours of person " + one.personName());
          AgreementPage page = view.of(one, "", List.of());
          return new MentoredTold(
              one.id(),
              one.personName(),
              one.standards().name(),
              one.state(),
              hours.waiting(one).stream()
                  .map(entry -> ApprenticeshipTold.JobHourTold.of(page, entry))
                  .toList());
        })
        .toList();
  }

  @Told(
      value = "Approve or refuse hours of an apprentice",
      more = "The same answer again changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/my/apprentices/hours/{entry}")
  List<MentoredTold> rule(@PathVariable long entry, @RequestBody JobHoursRuling asked) {
    long mentor = me();
    if (asked.approved()) {
      hours.approve(mentor, entry, viewers.now().account());
    } else {
      hours.refuse(mentor, entry, asked.why(), viewers.now().account());
    }
    return theirs();
  }

  private ApprenticeshipTold told(long id) {
    return ApprenticeshipTold.of(view.of(agreements.get(id), "", List.of()));
  }

  private Agreement own() {
    return agreements.of(me()).stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("The account's person has no apprenticeship."));
  }

  private long me() {
    return viewers
        .now()
        .employerId()
        .flatMap(id ->
            jdbc.sql("select id from people.person where employer_id = :id")
                .param("id", id)
                .query(Long.class)
                .optional())
        .orElseThrow(() -> new NotFound("The account is linked to nobody of the workforce files."));
  }
}
