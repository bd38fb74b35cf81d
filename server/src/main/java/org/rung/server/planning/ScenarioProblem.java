package org.rung.server.planning;

/// A scenario cannot be used; the message names the place and says what to give instead.
public final class ScenarioProblem extends RuntimeException {
  /// @param message for the planner
  public ScenarioProblem(String message) {
    super(message);
  }

  /// @param message for the planner
  /// @param cause what the reader of the file met
  public ScenarioProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
