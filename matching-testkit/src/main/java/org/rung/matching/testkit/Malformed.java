package org.rung.matching.testkit;

/// A file of a plan that cannot be read as one; the message is for people.
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  Malformed(String message) {
    super(message);
  }

  Malformed(String message, Throwable cause) {
    super(message, cause);
  }
}
