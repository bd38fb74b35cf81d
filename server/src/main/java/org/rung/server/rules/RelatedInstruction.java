package org.rung.server.rules;

import java.time.LocalDate;
import java.util.Map;

/// Whether related instruction of an apprentice is time that need not count as hours worked.
///
/// @param law the rule `related-instruction` of the day
public record RelatedInstruction(Rules.Version law) {
  /// The name of the rule.
  public static final String RULE = "related-instruction";

  /// Yes where it need not count; no where it is hours worked.
  ///
  /// @param writtenAgreement whether there is a written apprenticeship agreement
  /// @param productiveWork whether the class involves productive work or regular duties
  /// @param agreementCountsIt whether the agreement says that the time is worked
  public Answer of(
      boolean writtenAgreement, boolean productiveWork, boolean agreementCountsIt, LocalDate day) {
    Case asked =
        new Case(
            day,
            Map.of(
                "Written apprenticeship agreement",
                writtenAgreement ? "yes" : "no",
                "Productive work in the class",
                productiveWork ? "yes" : "no",
                "The agreement counts the class as worked",
                agreementCountsIt ? "yes" : "no"));
    if (!writtenAgreement) {
      return new Answer.No(
          law.clause(),
          asked,
          "Without a written apprenticeship agreement the class is hours worked.",
          "A written apprenticeship agreement.");
    }
    if (productiveWork) {
      return new Answer.No(
          law.clause(),
          asked,
          "Productive work in a class is hours worked.",
          "A class without productive work.");
    }
    return agreementCountsIt
        ? new Answer.No(
            law.clause(),
            asked,
            "The agreement says that the class is hours worked.",
            "Another agreement.")
        : new Answer.Yes(law.clause(), asked);
  }
}
