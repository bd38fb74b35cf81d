package org.rung.server.decisions;

/// The key of the server is not there, or is another one; the message says which and what to do.
public final class KeyMissing extends RuntimeException {
  KeyMissing(String message) {
    super(message);
  }
}
