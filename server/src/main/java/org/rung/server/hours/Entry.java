package org.rung.server.hours;

import java.time.Instant;
import java.util.Optional;

/// Minutes as they stand in the record.
///
/// @param stands false once it was corrected or refused
/// @param approved whether somebody approved it
/// @param corrects the entry whose place it took
/// @param reason why it is corrected, or was refused; empty for the others
/// @param ruling what somebody said who looked at it; empty while nobody did
public record Entry(
    long number,
    Stint stint,
    boolean stands,
    boolean approved,
    Optional<Long> corrects,
    String reason,
    String recordedBy,
    Instant recordedAt,
    Optional<Ruling> ruling) {
  /// What was said of an entry, once.
  ///
  /// @param approved or refused
  /// @param reason of a refusal, in words for the person; may be empty for an approval
  public record Ruling(boolean approved, String by, Instant at, String reason) {}
}
