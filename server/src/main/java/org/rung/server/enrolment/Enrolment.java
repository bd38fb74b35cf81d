package org.rung.server.enrolment;

import java.time.Instant;
import java.util.Optional;

/// A person in a programme.
///
/// @param person id in `people`
/// @param personName the employer's id
/// @param offer the accepted one, empty where the person applied
/// @param paidAs what the ledger knows its money as, empty without money
/// @param since when the state began
public record Enrolment(
    long id,
    long person,
    String personName,
    Place place,
    Optional<Long> offer,
    String paidAs,
    State state,
    Instant since,
    Instant madeAt) {}
