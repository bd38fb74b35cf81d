package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;

/// Whether an apprenticeship may end early on a day.
///
/// @param terms the rule `apprenticeship-ending` of the day on which it is said
public record ApprenticeshipEnding(Rules.Version terms) {
  /// The name of the rule.
  public static final String RULE = "apprenticeship-ending";

  /// Whether one side may end it.
  ///
  /// @param byEmployer else by the apprentice
  /// @param onProbation whether the probation still lasts, or has not begun
  /// @param reason in words; may be empty
  /// @param said the day on which it is said
  /// @param ends the last day, not before `said`
  public Answer of(
      boolean byEmployer, boolean onProbation, String reason, LocalDate said, LocalDate ends) {
    Case asked =
        new Case(
            said,
            Map.of(
                "Ended by",
                byEmployer ? "the employer" : "the apprentice",
                "On probation",
                onProbation ? "yes" : "no",
                "Last day",
                Wording.date(ends)));
    if (onProbation || !byEmployer) {
      return new Answer.Yes(terms.clause(), asked);
    }
    if (reason.isBlank()) {
      return new Answer.No(
          terms.clause(),
          asked,
          "After the probation the employer ends it for good cause alone.",
          "Say the cause: the apprentice reads it.");
    }
    LocalDate earliest = earliest(said);
    return ends.isBefore(earliest)
        ? new Answer.No(
            terms.clause(),
            asked,
            "%s gives the apprentice less than %s of notice."
                .formatted(
                    Wording.date(ends),
                    Wording.counted(terms.figure("notice_days"), "day", "days")),
            "%s at the earliest.".formatted(Wording.date(earliest)))
        : new Answer.Yes(terms.clause(), asked);
  }

  /// The earliest last day that the employer can give after the probation.
  public LocalDate earliest(LocalDate said) {
    return said.plusDays(terms.figure("notice_days"));
  }
}
