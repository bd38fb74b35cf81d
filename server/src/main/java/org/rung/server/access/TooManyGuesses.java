package org.rung.server.access;

import java.time.Duration;
import org.springframework.security.authentication.AccountStatusException;

/// Too many wrong passwords came before this one, which was not looked at.
final class TooManyGuesses extends AccountStatusException {
  private final Duration left;

  /// @param left until the next one is looked at, above zero
  TooManyGuesses(Duration left) {
    super("not before " + left);
    this.left = left;
  }

  /// Whole seconds, at least 1.
  long seconds() {
    return Math.max(1, left.plusMillis(999).toSeconds());
  }
}
