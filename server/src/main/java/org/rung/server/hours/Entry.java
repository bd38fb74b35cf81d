package org.rung.server.hours;

import java.time.Instant;
import java.util.Optional;

/// Minutes as they stand in the record.
///
/// @param stands false once it was corrected or refused
/// @param approved whether somebody approved it
/// @param corrects the entry whose place it took
/// @param reason why it is corrected, or was refused; empty for the others
public record Entry(
    long number,
    Stint stint,
    boolean stands,
    boolean approved,
    Optional<Long> corrects,
    String reason,
    String recordedBy,
    Instant recordedAt) {}
