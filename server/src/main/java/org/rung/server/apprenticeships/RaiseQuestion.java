package org.rung.server.apprenticeships;

import java.time.Instant;
import java.util.Optional;

/// A raise that was given, which hours as corrected since do not bear out.
///
/// @param reckonedAt the moment by the hours now; empty where the step is not reached
public record RaiseQuestion(
    long id,
    Agreement agreement,
    int step,
    Instant givenAt,
    Optional<Instant> reckonedAt,
    Instant askedAt) {}
