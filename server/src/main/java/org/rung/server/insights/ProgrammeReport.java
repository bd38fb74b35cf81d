package org.rung.server.insights;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a programme was to bring and what it brought.
///
/// @param returns those of its strategy
/// @param surveys of the programme, the oldest first
/// @param choices programmes that lead to the same, this one first
/// @param elsewhere further programmes that lead there, with nobody in them
/// @param targets what a planner set, by question, as a mean
/// @param hire what an outside hire costs
/// @param today the day it is made
public record ProgrammeReport(
    ProgrammeLine line,
    List<ReturnRow> returns,
    List<SurveyResult> surveys,
    Choices choices,
    int elsewhere,
    Map<Question, Double> targets,
    Optional<HiringCost> hire,
    LocalDate today) {
  public ProgrammeReport {
    returns = List.copyOf(returns);
    surveys = List.copyOf(surveys);
    targets = Map.copyOf(targets);
  }

  /// An assumption with its source.
  ///
  /// @param own whether a planner set it
  public record HiringCost(long cents, String source, boolean own) {}

  /// The finding.
  public String title() {
    Actual actual = line.actual();
    if (actual.nobody()) {
      return line.planned().isPresent()
          ? "%s is planned, and nobody is in it yet".formatted(line.name())
          : "%s: no plan has it, and nobody is in it".formatted(line.name());
    }
    return "%s: planned beside actual".formatted(line.name());
  }
}
