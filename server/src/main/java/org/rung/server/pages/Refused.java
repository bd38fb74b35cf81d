package org.rung.server.pages;

/// A form or request cannot be taken as it is; nothing was changed. Status 422.
public final class Refused extends RuntimeException {
  /// @param message what is wrong, with the value, and what to give instead
  public Refused(String message) {
    super(message);
  }
}
