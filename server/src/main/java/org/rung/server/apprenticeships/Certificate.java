package org.rung.server.apprenticeships;

import java.time.LocalDate;
import java.util.Optional;

/// A certificate of completion.
///
/// @param number under which it is named
/// @param code by which anybody can check it
/// @param programme its name on the day of issue
/// @param issuedBy who answers for it
/// @param revoked since when it does not hold any more; empty while it does
public record Certificate(
    long agreement,
    String number,
    CertificateCode code,
    String programme,
    LocalDate issuedOn,
    String issuedBy,
    Optional<LocalDate> revoked) {}
