package org.rung.server.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whether failed or dropped courses stop new payments.
///
/// @param failure the rule `education-benefit-failure` of the day
public record EducationFailure(Rules.Version failure) {
  /// The name of the rule.
  public static final String RULE = "education-benefit-failure";

  /// A course that was failed or dropped, neither repaid nor passed since.
  ///
  /// @param course its name
  /// @param owedCents what is still to be repaid, above 0
  public record Open(String course, long owedCents) {}

  /// Whether new payments may be made.
  ///
  /// @param open what is neither repaid nor passed at one's own cost
  public Answer of(List<Open> open, LocalDate day) {
    Case asked =
        new Case(
            day,
            Map.of(
                "Failed or dropped, neither repaid nor passed since",
                open.isEmpty()
                    ? "none"
                    : open.stream().map(Open::course).sorted().collect(Collectors.joining(", "))));
    if (open.isEmpty()) {
      return new Answer.Yes(failure.clause(), asked);
    }
    long owed = open.stream().mapToLong(Open::owedCents).sum();
    return new Answer.No(
        failure.clause(),
        asked,
        open.size() == 1
            ? "%s was failed or dropped.".formatted(open.getFirst().course())
            : "%s were failed or dropped."
                .formatted(Wording.counted(open.size(), "course", "courses")),
        "Repay %s, or pass %s at your own cost."
            .formatted(Wording.cents(owed), open.size() == 1 ? "it" : "them"));
  }
}
