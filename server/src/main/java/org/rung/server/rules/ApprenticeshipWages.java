package org.rung.server.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whether the wages of an apprentice rise with every step.
///
/// @param terms the rule `apprenticeship-wages` of the day
public record ApprenticeshipWages(Rules.Version terms) {
  /// The name of the rule.
  public static final String RULE = "apprenticeship-wages";

  /// No where a step pays as much as the one before, or less, in whole cents.
  ///
  /// @param cents an hour, by step
  public Answer of(List<Long> cents, LocalDate day) {
    Case asked =
        new Case(
            day,
            Map.of(
                "Wages an hour",
                cents.stream().map(Wording::cents).collect(Collectors.joining(", "))));
    for (int step = 1; step < cents.size(); step++) {
      if (cents.get(step) <= cents.get(step - 1)) {
        return new Answer.No(
            terms.clause(),
            asked,
            "Step %d pays %s an hour, step %d before it %s: every step pays more than the one before."
                .formatted(
                    step + 1,
                    Wording.cents(cents.get(step)),
                    step,
                    Wording.cents(cents.get(step - 1))),
            "More than %s in step %d.".formatted(Wording.cents(cents.get(step - 1)), step + 1));
      }
    }
    return new Answer.Yes(terms.clause(), asked);
  }

  /// A share of the journeyworker's wage, in whole cents; half a cent is paid.
  ///
  /// @param journeyCents an hour
  /// @param hundredths of a percent: 6,000 are 60 %
  public static long cents(long journeyCents, long hundredths) {
    return Math.addExact(Math.multiplyExact(journeyCents, hundredths), 5_000) / 10_000;
  }
}
