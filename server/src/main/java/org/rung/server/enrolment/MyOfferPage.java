package org.rung.server.enrolment;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// An offer as the letter its person reads.
///
/// @param employerRole the person's present role
/// @param enrolment what came of it, once accepted
/// @param sentBy who answers for it
public record MyOfferPage(
    Offer offer,
    String employerRole,
    Optional<Enrolment> enrolment,
    String sentBy,
    LocalDate today,
    Map<String, String> errors) {
  /// Whether it can be answered now.
  public boolean open() {
    return offer.state() == OfferState.OPEN && !offer.answerBy().isBefore(today);
  }
}
