package org.rung.server.files;

/// A file cannot be read as a table; the message is for people: what is wrong and what to do.
public final class NotATable extends RuntimeException {
  NotATable(String message) {
    super(message);
  }

  NotATable(String message, Throwable cause) {
    super(message, cause);
  }
}
