package org.rung.server.ledger;

import java.time.Instant;
import java.util.Optional;

/// Which lines of a statement are asked for.
///
/// @param from the first moment, empty for all before
/// @param to the first moment that is asked for no more, empty for all after
/// @param deed one kind of transaction, empty for all
public record StatementAsked(Optional<Instant> from, Optional<Instant> to, Optional<Deed> deed) {
  /// Everything.
  public static final StatementAsked ALL =
      new StatementAsked(Optional.empty(), Optional.empty(), Optional.empty());

  /// Whether something is left out.
  public boolean narrows() {
    return !equals(ALL);
  }
}
