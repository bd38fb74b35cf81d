package org.rung.server.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// One transaction in the statement of its budget.
///
/// @param number of the transaction
/// @param about what it is for; of a grant or withdrawal the reason
/// @param by the account or the job that did it
/// @param due by when a commitment is to be paid, where that is known
/// @param reverses the transaction that it takes back
/// @param reason why it takes one back, empty for others
/// @param reversedBy the transaction that took it back
/// @param change what it moved
/// @param after where the money is after it
public record StatementLine(
    long number,
    Instant at,
    Deed deed,
    String about,
    String by,
    Optional<LocalDate> due,
    Optional<Long> reverses,
    String reason,
    Optional<Long> reversedBy,
    Position change,
    Position after) {
  /// What went from one place to another, above nothing.
  public Money amount() {
    long most =
        Math.max(
            Math.abs(change.free().minor()),
            Math.max(Math.abs(change.committed().minor()), Math.abs(change.paid().minor())));
    return new Money(most, change.free().currency());
  }
}
