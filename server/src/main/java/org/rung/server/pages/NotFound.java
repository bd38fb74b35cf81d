package org.rung.server.pages;

/// What was asked for is not here; the page says so with status 404.
public final class NotFound extends RuntimeException {
  /// @param what a sentence: what is not here, and where to look
  public NotFound(String what) {
    super(what);
  }
}
