package org.rung.server.enrolment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A place offered to a person.
///
/// @param person id in `people`
/// @param personName the employer's id
/// @param holdsSeat whether a seat is held until the answer; else first come, first served
/// @param why why this person, in words for the person
/// @param answerBy the last day to answer
/// @param sentAt empty while it was not sent
/// @param reason why it was declined or withdrawn, or what it waits for; may be empty
public record Offer(
    long id,
    long person,
    String personName,
    Place place,
    int wave,
    boolean holdsSeat,
    String why,
    OfferState state,
    LocalDate sendsOn,
    LocalDate answerBy,
    Optional<Instant> sentAt,
    Optional<Instant> answeredAt,
    String reason) {
  /// What the ledger knows its money as.
  String paidAs() {
    return "offer " + id;
  }
}
