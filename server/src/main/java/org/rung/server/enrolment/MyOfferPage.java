package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// An offer as the letter its person reads.
///
/// @param employerRole the person's present role
/// @param enrolment what came of it, once accepted
/// @param sentBy who answers for it
/// @param test where the person stands with the entry test of the programme
public record MyOfferPage(
    Offer offer,
    String employerRole,
    Optional<Enrolment> enrolment,
    String sentBy,
    TestStanding test,
    LocalDate today,
    Map<String, String> errors) {
  /// The entry test that is still to be passed, if one is.
  public Optional<EntryTest> toPass() {
    return switch (test) {
      case TestStanding.ToTake open -> Optional.of(open.test());
      case TestStanding.UsedUp none -> Optional.of(none.test());
      default -> Optional.empty();
    };
  }

  /// Whether it can be answered now.
  public boolean open() {
    return offer.state() == OfferState.OPEN && !offer.answerBy().isBefore(today);
  }
}
