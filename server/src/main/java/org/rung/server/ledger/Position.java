package org.rung.server.ledger;

/// Where the money of a budget is at a moment, or how that changed, all in one currency.
///
/// @param free what can be committed
/// @param committed what is promised and not yet paid
/// @param paid what was paid, less what came back
public record Position(Money free, Money committed, Money paid) {
  /// What was granted, less what was withdrawn: the sum of the three.
  public Money granted() {
    return free.plus(committed).plus(paid);
  }

  /// What is still there: free, or promised and not yet paid.
  public Money unpaid() {
    return free.plus(committed);
  }

  /// Each with each.
  public Position plus(Position other) {
    return new Position(
        free.plus(other.free), committed.plus(other.committed), paid.plus(other.paid));
  }
}
