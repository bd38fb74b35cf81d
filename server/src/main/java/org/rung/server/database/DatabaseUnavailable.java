package org.rung.server.database;

/// The database cannot be used; the message says why and what to do, for the person at the
/// terminal.
public final class DatabaseUnavailable extends RuntimeException {
  /// @param message one or two sentences: what is wrong, what to do
  public DatabaseUnavailable(String message) {
    super(message);
  }

  /// @param message one or two sentences: what is wrong, what to do
  /// @param cause what was met
  public DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
