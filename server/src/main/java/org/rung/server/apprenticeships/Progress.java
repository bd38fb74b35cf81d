package org.rung.server.apprenticeships;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rung.server.hours.Entry;
import org.rung.server.pages.Formats;
import org.rung.server.rules.Answer;
import org.rung.server.rules.ApprenticeshipHours;

/// How far an apprentice has come, by what was approved, and what waits.
///
/// @param parts by work process
/// @param minutes on the job, credit included
/// @param waiting minutes that no mentor looked at yet
/// @param instruction minutes of related instruction, credit included
/// @param next the wage step to come; empty at the last
/// @param missing what keeps it from being complete, in sentences; empty when it is
public record Progress(
    Agreement agreement,
    List<Part> parts,
    long minutes,
    long waiting,
    long instruction,
    Optional<Next> next,
    List<String> missing) {
  private static final int PACE_DAYS = 28;

  public Progress {
    parts = List.copyOf(parts);
    missing = List.copyOf(missing);
  }

  /// How far a work process is.
  ///
  /// @param minutes approved, credit included
  public record Part(Standards.WorkProcess process, long minutes, long waiting) {
    /// The share that is done, 0 to 100, for a bar.
    public double percent() {
      return Math.min(100, minutes * 100.0 / (process.hours() * 60L));
    }

    /// The share that waits beside it, for a bar.
    public double waitingPercent() {
      return Math.min(100 - percent(), waiting * 100.0 / (process.hours() * 60L));
    }

    /// Whether all of its hours are done.
    public boolean done() {
      return minutes >= process.hours() * 60L;
    }
  }

  /// The next wage step.
  ///
  /// @param jobMinutes on the job that are missing
  /// @param instructionMinutes of related instruction that are missing
  /// @param weekly minutes on the job a week at the present pace: of the last four weeks
  /// @param on the day at that pace; empty where none can be told
  public record Next(
      Standards.WageStep step,
      long jobMinutes,
      long instructionMinutes,
      long weekly,
      Optional<LocalDate> on) {}

  /// Reckons it.
  ///
  /// @param rule the hours that the law or the terms ask for at least
  static Progress of(
      Agreement agreement, List<Entry> entries, Done done, ApprenticeshipHours rule, Instant now) {
    List<Part> parts = new ArrayList<>();
    for (Standards.WorkProcess process : agreement.standards().processes()) {
      String about = agreement.about(process);
      long approved = 60L * agreement.credit().getOrDefault(process.id(), 0);
      long waits = 0;
      for (Entry entry : entries) {
        if (entry.stands() && entry.stint().about().equals(about)) {
          approved += entry.approved() ? entry.stint().minutes() : 0;
          waits += entry.approved() ? 0 : entry.stint().minutes();
        }
      }
      parts.add(new Part(process, approved, waits));
    }
    long minutes = parts.stream().mapToLong(Part::minutes).sum();
    long instruction =
        agreement.instructionCredit() * 60L
            + done.instruction().stream().mapToLong(Stretch::minutes).sum();
    LocalDate today = LocalDate.ofInstant(now, agreement.zone());
    return new Progress(
        agreement,
        parts,
        minutes,
        parts.stream().mapToLong(Part::waiting).sum(),
        instruction,
        next(agreement, entries, minutes, instruction, now),
        missing(agreement, parts, minutes, instruction, rule, today));
  }

  private static Optional<Next> next(
      Agreement agreement, List<Entry> entries, long minutes, long instruction, Instant now) {
    Optional<Standards.WageStep> step =
        agreement.standards().steps().stream()
            .filter(one ->
                minutes < one.afterHours() * 60L || instruction < one.instructionHours() * 60L)
            .findFirst();
    if (step.isEmpty()) {
      return Optional.empty();
    }
    Instant from = now.minus(Duration.ofDays(PACE_DAYS));
    Instant begin = agreement.begin().isAfter(from) ? agreement.begin() : from;
    long days = Math.max(1, Duration.between(begin, now).toDays());
    long lately =
        entries.stream()
            .filter(entry -> entry.stands() && !entry.stint().startsAt().isBefore(begin))
            .mapToLong(entry -> entry.stint().minutes())
            .sum();
    long weekly = days < 7 ? lately : lately * 7 / days;
    long job = Math.max(0, step.get().afterHours() * 60L - minutes);
    long taught = Math.max(0, step.get().instructionHours() * 60L - instruction);
    return Optional.of(
        new Next(
            step.get(),
            job,
            taught,
            weekly,
            weekly <= 0 || job == 0
                ? Optional.empty()
                : Optional.of(
                    LocalDate.ofInstant(now, agreement.zone())
                        .plusDays((job * 7 + weekly - 1) / weekly))));
  }

  private static List<String> missing(
      Agreement agreement,
      List<Part> parts,
      long minutes,
      long instruction,
      ApprenticeshipHours rule,
      LocalDate today) {
    List<String> missing = new ArrayList<>();
    for (Part part : parts) {
      if (!part.done()) {
        missing.add(
            "%s: %s of %s are done and approved."
                .formatted(
                    part.process().name(),
                    hours(part.minutes()),
                    Formats.counted(part.process().hours(), "hour", "hours")));
      }
    }
    if (rule.of(minutes / 60, today) instanceof Answer.No) {
      missing.add(
          "On the job: %s of at least %s are done and approved (%s)."
              .formatted(
                  hours(minutes),
                  Formats.counted(rule.least(), "hour", "hours"),
                  rule.terms().clause().source()));
    }
    if (instruction < agreement.standards().instructionHours() * 60L) {
      missing.add(
          "Related instruction: %s of %s."
              .formatted(
                  hours(instruction),
                  Formats.counted(agreement.standards().instructionHours(), "hour", "hours")));
    }
    return missing;
  }

  /// Minutes as hours: `12`, `12 h 30 min`.
  public static String hours(long minutes) {
    return minutes % 60 == 0
        ? Formats.counted(minutes / 60, "hour", "hours")
        : "%s h %d min".formatted(Formats.count(minutes / 60), minutes % 60);
  }
}
