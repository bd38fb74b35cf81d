package org.rung.server.planning;

/// A scenario cannot be used; the message names the place and says what to give instead.
public final class ScenarioProblem extends RuntimeException {
  private final String place;

  /// @param message for the planner
  public ScenarioProblem(String message) {
    this("", message);
  }

  /// @param place words of the file with points between, lists counted from 0
  /// @param message for the planner
  ScenarioProblem(String place, String message) {
    super(message);
    this.place = place;
  }

  /// @param message for the planner
  /// @param cause what the reader of the file met
  public ScenarioProblem(String message, Throwable cause) {
    this("", message, cause);
  }

  /// @param place words of the file with points between, lists counted from 0
  ScenarioProblem(String place, String message, Throwable cause) {
    super(message, cause);
    this.place = place;
  }

  /// The place of the file it is about, empty when it is about no single one.
  String place() {
    return place;
  }
}
