package org.rung.server.enrolment;

import java.time.Instant;
import java.time.LocalDate;

/// A result that stands: the one that was reported, or the last that took its place.
///
/// @param most points to be had, and `pass` those that passed, on its day
/// @param reason why it was corrected, empty where it was not
public record TestResult(
    long id,
    long person,
    String personName,
    LocalDate on,
    int points,
    int most,
    int pass,
    boolean passed,
    String reason,
    String by,
    Instant at) {}
