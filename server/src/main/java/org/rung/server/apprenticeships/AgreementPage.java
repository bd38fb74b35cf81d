package org.rung.server.apprenticeships;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.hours.Entry;

/// One apprenticeship, as its planner or its apprentice sees it.
///
/// @param wage that is paid now; empty before the first day
/// @param raises what holds of each step, by step
/// @param entries of hours, the newest first
/// @param earliest last day that the employer can give
/// @param error what was not taken, empty otherwise
/// @param form hours as they were sent, in the order process, day, from, to; empty otherwise
/// @param key of the next form of hours
public record AgreementPage(
    Agreement agreement,
    Progress progress,
    Optional<Standards.WageStep> wage,
    List<Raise> raises,
    List<Agreements.Event> events,
    List<Entry> entries,
    List<StandardsBook.Mentor> mentors,
    Optional<Certificate> certificate,
    LocalDate today,
    LocalDate earliest,
    String error,
    List<String> form,
    String key) {
  public AgreementPage {
    raises = List.copyOf(raises);
    events = List.copyOf(events);
    entries = List.copyOf(entries);
    mentors = List.copyOf(mentors);
    form = List.copyOf(form);
  }

  /// A part of the hours as they were sent.
  public String given(int part) {
    return part < form.size() ? form.get(part) : "";
  }

  /// What holds of a step.
  public Optional<Raise> raise(Standards.WageStep step) {
    return raises.stream()
        .filter(raise -> raise.step() == step.step() && raise.at().isPresent())
        .findFirst();
  }

  /// A moment as the clock of the site shows it.
  public String moment(java.time.Instant at) {
    return java.time.format.DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", java.util.Locale.US)
        .format(at.atZone(agreement.zone()));
  }

  /// When an entry was, on the clock of the site.
  public String when(Entry entry) {
    java.time.ZonedDateTime start = entry.stint().startsAt().atZone(agreement.zone());
    return "%s to %s"
        .formatted(
            moment(entry.stint().startsAt()),
            start.plusMinutes(entry.stint().minutes()).toLocalTime());
  }

  /// How an entry stands.
  public String stands(Entry entry) {
    if (entry.stands()) {
      return entry.approved() ? "approved" : "waits for a mentor";
    }
    boolean corrected =
        entries.stream()
            .anyMatch(
                other -> other.corrects().filter(wrong -> wrong == entry.number()).isPresent());
    return corrected ? "corrected" : entry.stint().minutes() == 0 ? "struck out" : "refused";
  }

  /// The name of the work process of an entry.
  public String process(Entry entry) {
    return agreement.processOf(entry.stint().about()).map(Standards.WorkProcess::name).orElse("");
  }

  /// Whether an entry can still be corrected.
  public boolean correctable(Entry entry) {
    return entry.stands() && AgreementState.LEARNING.contains(agreement.state());
  }
}
