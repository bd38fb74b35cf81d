package org.rung.server.apprenticeships;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.api.Meaning;
import org.rung.server.hours.Entry;

/// An apprenticeship, as the API tells it.
record ApprenticeshipTold(
    long id,
    @Meaning("By the employer's id.") String person,
    String programme,
    String site,
    @Meaning("The clock of the site.") String zone,
    AgreementState state,
    @Meaning("Of the state.") Instant since,
    LocalDate firstDay,
    @Meaning("Who approve the hours, by the employer's ids.") List<String> mentors,
    @Meaning("Whether related instruction counts as hours worked.") boolean instructionWorked,
    @Meaning("Null while the apprentice has not signed.") Optional<Instant> apprenticeSigned,
    @Meaning("Null while the employer has not signed.") Optional<Instant> employerSigned,
    @Meaning("The last day, once somebody ended it early; null before.") Optional<LocalDate> endsOn,
    List<ProcessTold> processes,
    @Meaning("On the job, approved, with the credit for before.") long minutes,
    @Meaning("That no mentor looked at yet.") long waitingMinutes,
    @Meaning("Of related instruction, with the credit for before.") long instructionMinutes,
    @Meaning("Of related instruction, to complete.") int instructionHours,
    @Meaning("Whole cents an hour; null before the first day.") Optional<Long> wageCents,
    List<StepTold> steps,
    @Meaning("What keeps it from the certificate, in sentences.") List<String> missing,
    @Meaning("Null until it is issued.") Optional<CertificateTold> certificate,
    @Meaning("Every entry, the newest first; what was corrected or refused, too.")
        List<JobHourTold> hours) {
  ApprenticeshipTold {
    mentors = List.copyOf(mentors);
    processes = List.copyOf(processes);
    steps = List.copyOf(steps);
    missing = List.copyOf(missing);
    hours = List.copyOf(hours);
  }

  /// A work process.
  record ProcessTold(
      long id,
      String name,
      @Meaning("That it takes.") int hours,
      @Meaning("Approved, with the credit for before.") long minutes,
      @Meaning("That no mentor looked at yet.") long waitingMinutes) {}

  /// A wage step.
  record StepTold(
      int step,
      @Meaning("On the job.") int afterHours,
      @Meaning("Of related instruction, beside.") int instructionHours,
      @Meaning("Whole cents an hour.") long wageCents,
      @Meaning("The minute from which it counts; null while it is not reached.")
          Optional<Instant> reached) {}

  /// A certificate of completion.
  record CertificateTold(
      String number,
      @Meaning("By which anybody can check it.") String code,
      LocalDate issuedOn,
      String issuedBy,
      @Meaning("Since when it does not hold; null while it does.") Optional<LocalDate> revoked) {}

  /// Hours on the job.
  record JobHourTold(
      @Meaning("Under which it is approved, refused or corrected.") long entry,
      String process,
      Instant startsAt,
      int minutes,
      @Meaning("waits for a mentor, approved, refused, corrected or struck out.") String stands,
      @Meaning("Why it was corrected or refused; empty for the others.") String reason) {
    static JobHourTold of(AgreementPage page, Entry entry) {
      return new JobHourTold(
          entry.number(),
          page.process(entry),
          entry.stint().startsAt(),
          entry.stint().minutes(),
          page.stands(entry),
          entry.reason());
    }
  }

  static ApprenticeshipTold of(AgreementPage page) {
    Agreement agreement = page.agreement();
    Progress progress = page.progress();
    return new ApprenticeshipTold(
        agreement.id(),
        agreement.personName(),
        agreement.standards().name(),
        agreement.siteName(),
        agreement.zone().getId(),
        agreement.state(),
        agreement.since(),
        agreement.firstDay(),
        agreement.mentors().stream().map(Agreement.MentorName::name).toList(),
        agreement.instructionWorked(),
        agreement.apprentice().map(Agreement.Signed::at),
        agreement.employer().map(Agreement.Signed::at),
        agreement.ending().map(Agreement.Ending::on),
        progress.parts().stream()
            .map(part ->
                new ProcessTold(
                    part.process().id(),
                    part.process().name(),
                    part.process().hours(),
                    part.minutes(),
                    part.waiting()))
            .toList(),
        progress.minutes(),
        progress.waiting(),
        progress.instruction(),
        agreement.standards().instructionHours(),
        page.wage().map(Standards.WageStep::cents),
        agreement.standards().steps().stream()
            .map(step ->
                new StepTold(
                    step.step(),
                    step.afterHours(),
                    step.instructionHours(),
                    step.cents(),
                    page.raise(step).flatMap(Raise::at)))
            .toList(),
        progress.missing(),
        page.certificate()
            .map(it ->
                new CertificateTold(
                    it.number(), it.code().grouped(), it.issuedOn(), it.issuedBy(), it.revoked())),
        page.entries().stream().map(entry -> JobHourTold.of(page, entry)).toList());
  }
}
