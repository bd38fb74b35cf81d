package org.rung.server.apprenticeships;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.rung.server.pages.Formats;

/// What a programme on the job asks and pays: one version, which never changes.
///
/// @param name of the programme
/// @param instructionHoursYear of related instruction a year
/// @param instructionHours of it over the whole programme
/// @param journeyCents what a journeyworker earns an hour
/// @param steps rising, the first from the first hour on
/// @param apprentices at most so many to `mentors` at a site
public record Standards(
    long id,
    long programme,
    String name,
    int version,
    List<WorkProcess> processes,
    int instructionHoursYear,
    int instructionHours,
    long journeyCents,
    List<WageStep> steps,
    Probation probation,
    int apprentices,
    int mentors,
    String setBy,
    Instant setAt) {
  public Standards {
    processes = List.copyOf(processes);
    steps = List.copyOf(steps);
  }

  /// A part of the trade.
  ///
  /// @param hours on the job that it takes
  public record WorkProcess(long id, int place, String name, int hours) {}

  /// A wage and what it takes to reach it.
  ///
  /// @param step from 1
  /// @param afterHours on the job
  /// @param instructionHours of related instruction, beside
  /// @param shareHundredths of a percent of the journeyworker's wage
  /// @param cents an hour
  public record WageStep(
      int step, int afterHours, int instructionHours, int shareHundredths, long cents) {
    /// The share as people read it.
    public String share() {
      return Formats.decimal(shareHundredths / 100.0, shareHundredths % 100 == 0 ? 0 : 2) + " %";
    }

    /// What it takes, in words.
    public String after() {
      return step == 1
          ? "from the first hour"
          : "after %s on the job%s"
              .formatted(
                  Formats.counted(afterHours, "hour", "hours"),
                  instructionHours == 0
                      ? ""
                      : " and %s of related instruction"
                          .formatted(Formats.counted(instructionHours, "hour", "hours")));
    }
  }

  /// How long either side may end it without a cause: hours on the job or days, one of them.
  ///
  /// @param months after which it is over, however few hours were done
  public record Probation(OptionalInt hours, OptionalInt days, int months) {
    /// In words.
    public String words() {
      return hours.isPresent()
          ? "the first %s on the job, at most %s"
              .formatted(
                  Formats.counted(hours.getAsInt(), "hour", "hours"),
                  Formats.counted(months, "month", "months"))
          : "the first %s".formatted(Formats.counted(days.orElseThrow(), "day", "days"));
    }
  }

  /// Hours on the job of all work processes.
  public int totalHours() {
    return processes.stream().mapToInt(WorkProcess::hours).sum();
  }

  /// The ratio in words.
  public String ratio() {
    return "%s to %s"
        .formatted(
            Formats.counted(apprentices, "apprentice", "apprentices"),
            Formats.counted(mentors, "mentor", "mentors"));
  }
}
