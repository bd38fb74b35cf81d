package org.rung.server.apprenticeships;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The written agreement of one apprentice.
///
/// @param standards as they were when it was made
/// @param enrolment that it came from, empty where a planner made it without one
/// @param zone the clock of the site
/// @param credit hours of before that count, by the number of the work process
/// @param instructionCredit hours of related instruction of before that count
/// @param instructionWorked whether related instruction counts as hours worked
/// @param apprentice who signed for the apprentice, and when
/// @param employer who signed for the employer
/// @param ending once notice was given
/// @param mentors who approve the hours
public record Agreement(
    long id,
    Standards standards,
    long person,
    String personName,
    Optional<Long> enrolment,
    int site,
    String siteName,
    ZoneId zone,
    LocalDate firstDay,
    Map<Long, Integer> credit,
    int instructionCredit,
    boolean instructionWorked,
    AgreementState state,
    Instant since,
    String proposedBy,
    Instant proposedAt,
    Optional<Signed> apprentice,
    Optional<Signed> employer,
    Optional<Ending> ending,
    List<MentorName> mentors) {
  public Agreement {
    credit = Map.copyOf(credit);
    mentors = List.copyOf(mentors);
  }

  /// A signature.
  public record Signed(String by, Instant at) {}

  /// An end before the end.
  ///
  /// @param on the last day
  /// @param side `apprentice` or `employer`
  public record Ending(LocalDate on, String side, String by, String reason) {}

  /// A mentor of the apprentice.
  public record MentorName(long person, String name) {}

  /// The first minute of the first day.
  public Instant begin() {
    return firstDay.atStartOfDay(zone).toInstant();
  }

  /// Minutes on the job of before that count.
  public long creditMinutes() {
    return credit.values().stream().mapToLong(hours -> hours * 60L).sum();
  }

  /// The mentors in a line.
  public String mentorNames() {
    return mentors.isEmpty()
        ? "nobody"
        : mentors.stream().map(MentorName::name).collect(Collectors.joining(", "));
  }

  /// Whether the probation still lasts, or has not begun.
  public boolean onProbation() {
    return state == AgreementState.PROPOSED
        || state == AgreementState.AGREED
        || state == AgreementState.PROBATION;
  }

  /// Under which the hours of a work process stand in the record of hours.
  public String about(Standards.WorkProcess process) {
    return "apprenticeship %d, work process %d".formatted(id, process.id());
  }

  /// A work process of the standards by its number.
  public Optional<Standards.WorkProcess> process(long number) {
    return standards.processes().stream().filter(one -> one.id() == number).findFirst();
  }

  /// The work process that an hour is about, if it is one of this agreement.
  Optional<Standards.WorkProcess> processOf(String about) {
    return standards.processes().stream().filter(one -> about(one).equals(about)).findFirst();
  }

  /// The wage step that counts from the first day, by the credit alone.
  public Standards.WageStep entryStep() {
    return standards.steps().stream()
        .filter(step -> creditMinutes() >= step.afterHours() * 60L)
        .filter(step -> instructionCredit >= step.instructionHours())
        .reduce((low, high) -> high)
        .orElseThrow();
  }
}
